"""Closing fences that carry an info string, told from what stands inside code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.markdown.fences import dressed_closers, undressed
from summitalign.markdown.parse import parse
from summitalign.markdown.structure import structure
from summitalign.model.document import RegionKind

PROSE = "\n这里说明上面的命令，读完再往下看。\n\n"
CODE = 'value = load("名字")\nprint(value)\n'


def lines_of(text: str) -> list[int]:
    return [text.count("\n", 0, span.start) + 1 for span in dressed_closers(text)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"```py\n{CODE}```\n{PROSE}```py\n{CODE}```\n", []),
        (f"```py\n{CODE}```py\n{PROSE}", [4]),
        (f"```py\n{CODE}```py\n{PROSE}```py\n{CODE}```py\n{PROSE}", [4, 11]),
        (f"```\n{CODE}```py\n{PROSE}```\n{CODE}```py\n{PROSE}", [4, 11]),
        (f"```py\n{CODE}```py\n{PROSE}```js\n{CODE}```\n{PROSE}", [4]),
        (f"~~~py\n{CODE}~~~py\n{PROSE}", [4]),
        (f"> ```py\n> x = 1\n> ```py\n>\n> 这里是引用里的话。\n{PROSE}", [3]),
        (f"- 一\n\n  ```py\n  x = 1\n  ```py\n{PROSE}", [5]),
        (f"```Py title='x'\n{CODE}``` py\n{PROSE}", [4]),
        # The writer forgot to close the first one: what follows is code all the same.
        (f"```py\n{CODE}\n```py\n{CODE}```\n{PROSE}", []),
        # Code inside of an example of Markdown.
        (f"````md\n```py\n{CODE}```py\n````\n{PROSE}", []),
        (f"```md\n{CODE}~~~py\n{CODE}~~~py\n```\n{PROSE}", []),
        # Nothing says whether it is prose.
        ("```\na\n```py\nb\n", []),
        # Indented code, and a mark with a backtick behind it, open nothing.
        (f"    ```py\n    {CODE}```py\nx = 1\n```\n{PROSE}", []),
        (f"```py\n{CODE}``` `x`\n{PROSE}", []),
    ],
)
def test_a_fence_closes_where_the_text_behind_it_is_prose(text: str, lines: list[int]) -> None:
    assert lines_of(text) == lines


def test_the_text_behind_such_a_fence_is_prose_and_the_code_is_code() -> None:
    text = f"```py\n{CODE}```py\n{PROSE}```py\n{CODE}```py\n{PROSE}"
    prose = [region.span.of(text) for region in parse(text).regions if region.kind is RegionKind.PROSE]
    assert prose == [PROSE.strip(), PROSE.strip()]


def test_the_structure_does_not_see_an_edit_of_it_and_sees_one_of_the_code() -> None:
    text = f"```py\n{CODE}```py\n{PROSE}"
    assert structure(text) == structure(text.replace("命令", "Command "))
    assert structure(text) != structure(text.replace("名字", "name"))


def test_a_document_with_more_fences_than_anybody_writes_is_read_as_commonmark_says() -> None:
    pair = f"```py\n{CODE}```py\n{PROSE}"
    assert len(dressed_closers(pair * 1_000)) == 1_000
    assert dressed_closers(pair * 3_000) == ()


PIECES = st.sampled_from(["```", "```py\n", "~~~", "````", "\n", "> ", "- ", "    ", "x = 1\n", "说明。\n", "`"])


@given(st.lists(PIECES))
def test_the_length_stays_and_only_info_strings_are_blanked(pieces: list[str]) -> None:
    text = "".join(pieces)
    blank = undressed(text)
    assert len(blank) == len(text)
    spans = dressed_closers(text)
    assert [span.of(blank).strip() for span in spans] == [""] * len(spans)
