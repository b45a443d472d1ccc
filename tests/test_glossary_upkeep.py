"""Adding, removing, renaming and formatting in any order: what must not change does not."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign.errors import GlossaryError
from summitalign.glossary.edit import add_entries, add_entry, remove_entry
from summitalign.glossary.layout import KEY_ORDER, formatted
from summitalign.glossary.load import load
from summitalign.glossary.renaming import Rename, rename
from summitalign.model.term import Glossary

ORDERED = (
    "- {0}: {1}  # side {2}\n",
    "- use: {1}   # side {2}\n  wrong:   [ {0} , '{0}二' ]\n  tests: ['{0} => {1}', \"`{1}` => =\"]  # examples\n",
    "- {{use: {1}, wrong: [{0}],   note: 'a, {1}b'}}  # side {2}\n",
    "- use: [{1}, {1}b]\n  wrong: {0}\n  # inside {2}\n  near:\n    - 近  # near {2}\n    # deeper {2}\n  note: |\n"
    "    more\n\n    lines\n",
    "-\n  # first {2}\n  use: {1}\n  wrong:\n  - {0} # side {2}\n\n  source: [{1}, '{1}b']\n",
)
DISORDERED = (
    '- wrong:\n    - {0}\n    # in {2}\n    - "{0}二"\n  # above {2}\n  tests:\n    - {0} => {1}\n'
    "  use: '{1}'  # side {2}\n",
    "- note: n  # side {2}\n  wrong: [{0}]\n  use: {1}\n",
    "- {{wrong: [{0}], use: {1}}}   # side {2}\n",
    "- use: {1}\n  note: >\n    folded\n    text\n  # above {2}\n  wrong: {0}\n",
)


def no_file(name: str) -> str:
    raise FileNotFoundError(name)


def read(text: str) -> Glossary:
    return load(text, "g.yml", no_file)


def indented(block: str, indent: str) -> str:
    return "".join(indent + line if line.strip() else line for line in block.splitlines(keepends=True))


@st.composite
def models(draw: st.DrawFn) -> tuple[str, dict[int, str], set[int]]:
    """Draw a glossary text, the blocks of its entries, and the numbers of those whose keys are in order."""
    numbers = range(draw(st.integers(1, 5)))
    is_plain = draw(st.booleans())
    indent = "" if is_plain else draw(st.sampled_from(["", "  ", "    "]))
    blocks, ordered = {}, set()
    for number in numbers:
        layout = "{0}:  {1}   # side {2}\n" if is_plain else draw(st.sampled_from((*ORDERED, *DISORDERED)))
        if is_plain or layout in ORDERED:
            ordered.add(number)
        blocks[number] = indented(layout.format(f"词{number}", f"Name{number}", number), indent)
    gaps = [draw(st.sampled_from(["", "\n", "\n\n\n", "  \n"])) for _ in numbers]
    text = "# head\n" + ("" if is_plain else "terms:   # list\n")
    text += "".join(f"{gaps[number]}{indent}# before {number}\n{block}" for number, block in blocks.items())
    text += "\n# tail\n" + ("" if is_plain else "repairs:   [split-latin]\n")
    if draw(st.booleans()):
        text, blocks = text.replace("\n", "\r\n"), {key: block.replace("\n", "\r\n") for key, block in blocks.items()}
    return text, blocks, ordered


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"# (?:head|list|before \d|tail|above \d|inside \d|first \d|examples)", text))


def own_comments(text: str, number: int) -> list[str]:
    return sorted(re.findall(rf"# (?:side|inside|near|deeper|first|in|above) {number}\b", text))


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "rename", "fmt"]), st.integers(0, 7), st.integers(0, 9)), max_size=8
)


@settings(max_examples=300, deadline=None)
@given(models(), STEPS)
def test_any_sequence_of_edits_leaves_comments_and_untouched_entries_as_they_are(
    model: tuple[str, dict[int, str], set[int]], steps: list[tuple[str, int, int]]
) -> None:
    text, blocks, ordered = model
    untouched, whole = set(blocks), set(blocks)
    free = sorted(re.findall(r"# (?:head|list|before \d|tail)", text))
    for action, name, form in steps:
        before = read(text)
        forms = {each.text for entry in before.entries for each in entry.wrong}
        rights = [right for entry in before.entries for right in entry.use]
        if action == "add" and f"新{form}" not in forms:
            use = f"Name{name}"
            text = add_entry(text, "g.yml", [f"新{form}"], [use])
            untouched -= {name}
        elif action == "remove" and forms:
            key = sorted(forms)[form % len(forms)]
            gone = {number for number in blocks if key in (f"词{number}", f"词{number}二")}
            untouched, whole = untouched - gone, whole - gone
            if key.startswith("新"):
                untouched -= {number for number in blocks if f"Name{number}" in rights}
                whole -= {number for number in blocks if f"Name{number}" in rights}
            text = remove_entry(text, "g.yml", key)
            assert {each.text for entry in read(text).entries for each in entry.wrong} == forms - {key}
        elif action == "rename" and f"Name{name}" in rights:
            done = rename(text, "g.yml", Rename.within(f"Name{name}", f"Neu{name}", before.entries))
            assert done.text == re.sub(rf"(?<!\w)Name{name}(?!\w)", f"Neu{name}", text)
            assert done.replaced
            text = done.text
            untouched -= {name}
        elif action == "fmt":
            text = formatted(text, "g.yml")
            assert formatted(text, "g.yml") == text
            after = read(text)
            assert [each.wrong for each in after.entries] == [each.wrong for each in before.entries]
            untouched &= ordered
        assert sorted(re.findall(r"# (?:head|list|before \d|tail)", text)) == free
        for number in untouched:
            assert blocks[number].rstrip() in text
        for number in whole:
            assert own_comments(text, number) == own_comments(model[0], number)


@given(models())
def test_formatting_changes_nothing_but_order_and_blank_lines(model: tuple[str, dict[int, str], set[int]]) -> None:
    text = model[0]
    after = formatted(text, "g.yml")
    assert comments(after) == comments(text)
    # In brackets the pairs of one line change places; all other lines stay whole.
    others = [line for line in text.splitlines() if "{" not in line]
    kept = [re.sub(r"^\s*(- )?", "", line) for line in after.splitlines() if "{" not in line]
    assert sorted(filter(None, (re.sub(r"^\s*(- )?", "", line) for line in others))) == sorted(filter(None, kept))
    between = after[after.index("# before 0") : after.rindex("# before ")]
    assert not re.search(r"\n[ \t]*\r?\n[ \t]*\r?\n", between)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("terms:\n- wrong: [甲]\n  use: A\n", "terms:\n- use: A\n  wrong: [甲]\n"),
        ("terms:\n- wrong: [甲]\n  use: A", "terms:\n- use: A\n  wrong: [甲]"),
        ("terms:\n- use: A\n  note: n\n  # c\n  wrong: [甲]", "terms:\n- use: A\n  # c\n  wrong: [甲]\n  note: n"),
        ("terms: [{wrong: 甲, use: A}]\n", "terms: [{use: A, wrong: 甲}]\n"),
        ("terms:\n- wrong:\n  - 甲\n    # c\n  use: A\n", "terms:\n- use: A\n  wrong:\n  - 甲\n    # c\n"),
        # The comment belongs to `use`, and has no place in front of it in its line.
        ("terms:\n- wrong: [甲]\n  # c\n  use: A\n", None),
        ("terms:\n- 甲: A\n\n\n\n# c\n\n \n- 乙: B\n", "terms:\n- 甲: A\n\n# c\n\n- 乙: B\n"),
        ("甲: A\n\n\n乙: B\n\n\n# end\n", "甲: A\n\n乙: B\n\n\n# end\n"),
        ("terms:\n- use: A\n  wrong: 甲\n  note: |+\n    x\n\n\n- 乙: B\n", None),
        ("\ufeffterms:\r\n- wrong: 甲\r\n  use: A\r\n", "\ufeffterms:\r\n- use: A\r\n  wrong: 甲\r\n"),
    ],
)
def test_format(text: str, after: str | None) -> None:
    assert formatted(text, "g.yml") == (text if after is None else after)


def test_every_key_has_its_place_in_the_order() -> None:
    from summitalign.glossary.entries import ENTRY_KEYS

    assert sorted(KEY_ORDER) == sorted(ENTRY_KEYS)


class TestRename:
    """What a right form is called afterwards, and where."""

    TEXT = (
        "terms:\n"
        "  - use: Hub\n    wrong: [枢纽站]\n    source: [Hub, the Hub]\n    near: [Hub]\n"
        "    tests: ['从枢纽站下载 => 从 Hub 下载', '`Hub` 和 GitHub => =', 'TF 集线器 => TF Hub']\n"
        "  - use: TF Hub\n    wrong: [TF 集线器]\n"
    )

    def renamed(self, old: str, new: str, text: str = TEXT) -> str:
        return rename(text, "g.yml", Rename.within(old, new, read(text).entries)).text

    def test_right_forms_sources_and_tests_but_no_longer_name(self) -> None:
        assert self.renamed("Hub", "Nabe") == self.TEXT.replace("use: Hub", "use: Nabe").replace(
            "[Hub, the", "[Nabe, the"
        ).replace("从 Hub", "从 Nabe").replace("`Hub`", "`Nabe`")

    def test_what_is_left_is_told(self) -> None:
        done = rename(self.TEXT, "g.yml", Rename.within("Hub", "Nabe", read(self.TEXT).entries))
        assert [(each.line, each.field, each.before) for each in done.left] == [
            (5, "near", "Hub"),
            (7, "use", "TF Hub"),
        ]

    def test_blanks_follow_the_script(self) -> None:
        assert "'从枢纽站下载 => 从枢纽下载'" in self.renamed("Hub", "枢纽")
        text = "terms:\n- use: 枢纽\n  wrong: [枢机]\n  tests: ['从枢机下载 => 从枢纽下载']\n"
        assert "从 Hub 下载" in self.renamed("枢纽", "Hub", text)

    @pytest.mark.parametrize(
        ("value", "after"),
        [("Hub", "'A: b'"), ("'Hub'", "'A: b'"), ('"Hub"', '"A: b"'), ("|\n    Hub", "'A: b'")],
    )
    def test_any_way_of_writing(self, value: str, after: str) -> None:
        text = f"terms:\n- wrong: 甲\n  use: {value}\n"
        if "|" in value:
            text = text.replace("|", "|-")
        assert self.renamed("Hub", "A: b", text) == f"terms:\n- wrong: 甲\n  use: {after}\n"

    def test_an_entry_never_has_a_right_form_twice(self) -> None:
        text = "terms:\n- use: [A, B]\n  wrong: 甲\n"
        with pytest.raises(GlossaryError, match='the entry has the right form "B" already'):
            self.renamed("A", "B", text)

    def test_a_wrong_form_cannot_become_a_right_one(self) -> None:
        with pytest.raises(GlossaryError, match="lists as wrong"):
            self.renamed("Hub", "TF 集线器")


def test_a_whole_entry_is_appended_with_all_it_says() -> None:
    rich = (
        "terms:\n  - use: [A, B]\n    wrong: [甲, {re: '\\bx+y'}]\n    ambiguous: true\n    not_in: [甲乙]\n"
        "    source: [a]\n    near: [近]\n    unless_near: ['no']\n    scopes: ['+alt', '-heading']\n"
        "    paths: ['docs/**']\n    tests: ['甲 => =']\n    note: 'n: 1'\n    since: '2026'\n    by: me\n"
    )
    entry = read(rich).entries[0]
    after = add_entries("terms:\n  - 丙: C\n", "g.yml", (entry,))
    assert after == "terms:\n  - 丙: C\n" + rich.removeprefix("terms:\n")
    assert add_entries("丙: C\n", "g.yml", (entry,)).startswith("terms:\n  - 丙: C\n  - use: [A, B]\n")
