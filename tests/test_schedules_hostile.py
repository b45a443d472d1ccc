"""Any file of any ending gives talks inside its text or one error with a place, in time that grows with its size."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign import api
from summitalign.errors import InputError
from summitalign.model.document import Document
from summitalign.schedules.icalendar import whole_letters
from summitalign.schedules.json_nodes import Node, read_json

FILES = sorted((Path(__file__).parent / "schedules").glob("*.*"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FILES if path.suffix != ".md"}

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def check(document: Document) -> None:
    """Check what holds for every document of talks."""
    assert "".join(region.span.of(document.text) for region in document.regions) == document.text
    spans = [document.segment(talk.segment).span for talk in document.talks]
    assert spans == sorted(spans)
    for talk in document.talks:
        entry = document.segment(talk.segment)
        assert entry.span.end <= len(document.text)
        assert entry.span.contains(entry.title_span)
        assert talk.title == entry.title != ""
        assert all(entry.span.contains(link.span) for link in talk.links)


def attempt(text: str, name: str) -> None:
    refused = None
    try:
        document = api.parse_schedule(text, name)
    except InputError as error:
        refused = error
    if refused is None:
        if document is not None:
            check(document)
        return
    assert refused.path == name
    assert refused.line is None or 1 <= refused.line <= text.count("\n") + text.count("\r") + 1


@pytest.mark.parametrize("name", TEXTS)
def test_the_examples_hold_what_holds_for_all(name: str) -> None:
    document = api.parse_schedule(TEXTS[name], name)
    assert document is not None
    assert document.talks
    check(document)


@given(st.text(), st.sampled_from(["x.json", "x.xml", "x.ics", "x.html"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    attempt(text, name)


@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_a_file_with_a_piece_lost_or_doubled_is_read_or_refused(name: str, data: st.DataObject) -> None:
    text = TEXTS[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    attempt(
        text[:start] + data.draw(st.sampled_from(["", text[start:end] * 2, "\r\n ", "<", '"', "\\"])) + text[end:], name
    )


FOLDED = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@given(st.text(st.sampled_from("潮é😀a "), min_size=1, max_size=12).filter(str.strip), st.data())
def test_a_fold_may_cut_a_letter_in_two(title: str, data: st.DataObject) -> None:
    written = title.encode()
    cut = data.draw(st.integers(0, len(written)))
    folded = FOLDED.encode().replace(b"{}", written[:cut] + b"\r\n " + written[cut:])

    found = whole_letters(folded)

    assert found.count(b"\r\n") == folded.count(b"\r\n")
    document = api.parse_schedule(found.decode(), "x.ics")
    assert document is not None
    assert [talk.title for talk in document.talks] == [" ".join(title.split())]


def test_what_is_no_utf8_stays_as_it_is() -> None:
    # In GB18030 the same bytes begin a letter.
    chinese = FOLDED.format("潮汐\r\n 测量").encode("gb18030")
    assert whole_letters(chinese) == chinese
    broken = FOLDED.encode().replace(b"{}", b"\xe6\xbd\r\n \xae \xff")
    assert whole_letters(broken) == broken


def plain(node: Node, value: object) -> object:
    """Return what a node says, in the form of the standard library; numbers and truth values as they are."""
    if isinstance(value, dict):
        return {name: plain(node.fields[name], inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(one, inner) for one, inner in zip(node.items, value, strict=True)]
    return node.text if isinstance(value, str) else value


@given(values, st.booleans(), st.sampled_from([None, 2]))
def test_json_is_read_as_the_standard_library_reads_it(value: object, is_ascii: bool, indent: int | None) -> None:
    written = json.dumps(value, ensure_ascii=is_ascii, indent=indent)
    node = read_json(written, "x.json")
    assert plain(node, value) == value
    for one in node.walk():
        assert one.text is None or one.text.isdecimal() or one.span.end <= len(written)


@given(st.text(st.sampled_from('{}[]:,"\\ 1a\n'), max_size=30))
def test_json_is_refused_where_the_standard_library_refuses_it(text: str) -> None:
    try:
        json.loads(text)
    except ValueError:
        with pytest.raises(InputError):
            read_json(text, "x.json")
    else:
        read_json(text, "x.json")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("x.json", lambda n: '{"_type": "playlist", "entries": [' + ",".join(['{"id": "a", "title": "T"}'] * n) + "]}"),
        ("x.json", lambda n: '{"a": "' + "\\" * n + '"}'),
        (
            "x.xml",
            lambda n: "<schedule><day><room>" + "<event><title>é</title></event>" * n + "</room></day></schedule>",
        ),
        ("x.xml", lambda n: "<schedule a='" + ">" * n + "'/>"),
        ("x.ics", lambda n: "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nSUMMARY:T\nEND:VEVENT\n" * n + "END:VCALENDAR"),
        ("x.ics", lambda n: "BEGIN:VCALENDAR\nSUMMARY" + ";A=b,c" * n + "\nEND:VCALENDAR"),
        ("x.ics", lambda n: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + "a\n " * n + "\nEND:VEVENT\nEND:VCALENDAR"),
        ("x.html", lambda n: '<script type="application/ld+json">' * n + "{}"),
        ("x.html", lambda n: '<script type="application/ld+json">{bad}</script>\n' * n),
    ],
)
def test_time_grows_with_the_size_only(name: str, make: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        text = make(count)
        start = time.process_time()
        attempt(text, name)
        return time.process_time() - start

    seconds(100)
    small, large = (min(seconds(count) for _ in range(3)) for count in (1_000, 8_000))
    assert large < 8 * 4 * max(small, 0.01)  # eight times the size, and a wide margin; squared it would be 64 times
