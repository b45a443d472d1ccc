"""The glossary that a new project begins with."""

import re
from collections.abc import Sequence

STARTER = """\
# Terms of this project, and what translation makes of them.
#
#   summitalign glossary lint      checks this file and runs its tests
#   summitalign glossary add       adds an entry from the command line
#   summitalign fix-terms DOCS     shows what it finds; --write applies what is safe
version: 1
languages: {source: en, target: zh}

# Repairs that need no entry of their own: names divided by a translator (`Tensor Flow`),
# and an ideographic full stop inside an identifier (`Node。js`).
repairs: [split-latin, identifier-stop]

# Other glossaries to build on, and packs (`summitalign glossary packs`); what stands here wins over what they say.
# include: [team.yml, {path: vendor.yml, drop: [some wrong form]}, pack:ml.zh]

terms:
  # The short form: wrong form, right form. It is fixed wherever it stands in prose.
  - 张量流板: TensorBoard

  # The full form.
  - use: TensorFlow
    wrong: [张量流]
    # Longer words that contain a wrong form and are right.
    not_in: [张量流动, 张量流形]
    # Each test runs whenever this file is read; `=` means that nothing may change.
    tests:
      - '学习张量流 => 学习 TensorFlow'
      - '张量流动方程 => ='
      - '`张量流` => ='

  # A wrong form that is also an everyday word: fixed only where the document says which is meant,
  # otherwise suggested.
  - use: Coral
    wrong: [珊瑚]
    ambiguous: true
    near: [Edge TPU]
    unless_near: [海洋, 潜水]
    tests:
      - '海洋里的珊瑚 => ='

  # A name that is never translated and never changed.
  - keep: Kaggle
"""
"""Text of a `glossary.yml` that passes lint and its own tests."""
_INCLUDE = "# include: [team.yml, {path: vendor.yml, drop: [some wrong form]}, pack:ml.zh]\n"


def starter(packs: Sequence[str] = ()) -> str:
    """Return the text of a first glossary, which includes `packs` by their names."""
    if not packs:
        return STARTER
    names = ", ".join(f"pack:{name}" for name in dict.fromkeys(packs))
    head, terms, examples = STARTER.replace(_INCLUDE, f"include: [{names}]\n").partition("\nterms:\n")
    # Entries of the file win over those of a pack, with all their rules: the examples only show how to write some.
    shown = re.sub("^  (?=[^#\n])", "  # ", examples, flags=re.MULTILINE)
    return f"{head}\n# Your own entries; the examples are comments, as the packs have better ones.{terms}{shown}"
