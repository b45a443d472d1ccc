"""Offsets and the positions of editors: in UTF-8, UTF-16 and UTF-32, with all line ends and with emoji."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from lsprotocol import types

    from summitalign.lsp.positions import Positions

pytestmark = pytest.mark.skipif(find_spec("pygls") is None, reason="needs pygls, the extra lsp")

ENCODINGS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
PIECES = st.sampled_from(
    ["a", "é", "流", "😀", "👩‍💻", "\n", "\r\n", "\r", "\u2028", "\x0b", "\x85", "\t", " ", "𝔘", ""]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
CODING = st.sampled_from(sorted(ENCODINGS))


def positions(text: str, encoding: str) -> "Positions":
    from summitalign.lsp.positions import Positions

    return Positions.of(text, encoding)


def place(line: int, character: int) -> "types.Position":
    from lsprotocol import types

    return types.Position(line, character)


def expected(text: str, offset: int, encoding: str) -> tuple[int, int]:
    """Count as the protocol says, character by character."""
    codec, size = ENCODINGS[encoding]
    line = start = 0
    for at in range(offset):
        if text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n"):
            line, start = line + 1, at + 1
    return line, len(text[start:offset].encode(codec)) // size


@settings(deadline=None)
@given(TEXTS, CODING, st.data())
def test_a_position_is_counted_as_the_protocol_says(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    found = positions(text, encoding).position(offset)
    assert (found.line, found.character) == expected(text, offset, encoding)


@settings(deadline=None)
@given(TEXTS, CODING, st.data())
def test_a_position_leads_back_to_its_offset(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    places = positions(text, encoding)
    inside = offset and text[offset - 1 : offset + 1] == "\r\n"  # between the two there is no place for a caret
    assert places.offset(places.position(offset)) == (offset - 1 if inside else offset)


@settings(deadline=None)
@given(TEXTS, CODING, st.integers(0, 40), st.integers(0, 40))
def test_any_position_has_an_offset_on_its_line(text: str, encoding: str, line: int, character: int) -> None:
    places = positions(text, encoding)
    offset = places.offset(place(line, character))
    assert 0 <= offset <= len(text)
    if line < len(places.lines.starts):
        found = places.position(offset)
        assert found.line == line
        assert found.character <= character
    else:
        assert offset == len(text)


def test_the_middle_of_a_pair_counts_as_its_begin() -> None:
    assert positions("a😀b", "utf-16").offset(place(0, 2)) == 1
    assert positions("a😀b", "utf-8").offset(place(0, 3)) == 1


@settings(deadline=None)
@given(TEXTS, TEXTS, CODING, st.data())
def test_a_change_of_a_part_is_what_a_splice_is(text: str, new: str, encoding: str, data: st.DataObject) -> None:
    from lsprotocol import types

    from summitalign.lsp.positions import changed

    places = positions(text, encoding)
    offsets = [places.offset(places.position(data.draw(st.integers(0, len(text))))) for _ in range(2)]
    start, end = sorted(offsets)
    change = types.TextDocumentContentChangePartial(types.Range(places.position(start), places.position(end)), new)
    whole = types.TextDocumentContentChangeWholeDocument("anew")
    assert changed(text, [change], encoding) == text[:start] + new + text[end:]
    assert changed(text, [change, whole], encoding) == "anew"


@settings(deadline=None)
@given(TEXTS, st.lists(st.tuples(st.tuples(*[st.integers(0, 4)] * 4), TEXTS), max_size=5), CODING)
@example("a\rb\nc", [((1, 0, 1, 1), ""), ((1, 0, 1, 1), "d")], "utf-16")  # a CR and an LF come together
@example("a\r\nc", [((0, 1, 0, 1), ""), ((0, 0, 0, 1), "\r"), ((1, 0, 1, 0), "d")], "utf-16")
def test_changes_one_after_the_other_are_what_each_makes_of_the_text_before(
    text: str, steps: list[tuple[tuple[int, ...], str]], encoding: str
) -> None:
    from lsprotocol import types

    from summitalign.lsp.positions import changed

    changes, after = [], text
    for (line, column, other_line, other_column), new in steps:
        where = types.Range(types.Position(line, column), types.Position(other_line, other_column))
        span = positions(after, encoding).span(where)
        after = after[: span.start] + new + after[span.end :]
        changes.append(types.TextDocumentContentChangePartial(where, new))
    assert changed(text, changes, encoding) == after


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_difference_makes_the_one_of_the_other(before: str, after: str) -> None:
    from summitalign.lsp.edits import difference

    edit = difference(before, after)
    assert before[: edit.span.start] + edit.replacement + before[edit.span.end :] == after
    assert len(edit.span) <= len(before)
    if before == after:
        assert not edit.replacement
