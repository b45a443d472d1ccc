"""Other spellings of a form: traditional characters, full-width letters, doubled blanks."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
Speller = Callable[[Sequence[str]], Iterable[list[str]]]
"""What spells texts with traditional characters, as `traditional` does."""
_LETTER = re.compile("[A-Za-z0-9]")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
"""ASCII to the full-width block, Unicode 16, U+FF01 to U+FF5E."""


def traditional(texts: Sequence[str]) -> Iterator[list[str]]:
    """Spell all texts with traditional characters, as in general use, in Taiwan and in Hong Kong: one list for each.

    The regional spellings differ from the general one by single characters, so the large dictionary is read
    once: three times would cost 20 MB and as many milliseconds as a hundred documents. All texts go through in one
    call, as a call costs more than a text.
    """
    if not any(HAN.search(text) for text in texts):
        yield from ([*texts], [*texts], [*texts])
        return
    from opencc import OpenCC

    general = OpenCC("s2t").convert("\n".join(texts))
    for spelt in (general, OpenCC("t2tw").convert(general), OpenCC("t2hk").convert(general)):
        yield spelt.split("\n")


def has_han(text: str) -> bool:
    """Say whether a text holds a Chinese character; of one without, most are told by a look at its width."""
    return not text.isascii() and HAN.search(text) is not None


def other_spellings(text: str) -> Iterator[str]:
    """Yield the spellings of a form that say the same to any reader: full-width letters, doubled blanks."""
    if _LETTER.search(text):
        wide = text.translate(_WIDE)
        yield wide
        if " " in wide:
            yield wide.replace(" ", "\u3000")
    if " " in text:
        yield text.replace(" ", "  ")
    # A sentence may begin with the Latin half of a form such as `scikit 学习`.
    if text[0].isascii() and text[0].islower() and HAN.search(text):
        yield text[0].upper() + text[1:]
