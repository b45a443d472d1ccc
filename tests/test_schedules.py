"""Published schedules: every format is read to the same talks, each at its place; what is broken says where."""

from pathlib import Path

import pytest

from summitalign import api
from summitalign.errors import InputError
from summitalign.model.document import Document, LinkKind, RegionKind
from talk_lines import all_said

FILES = Path(__file__).parent / "schedules"


def read(name: str) -> Document:
    document = api.parse_schedule((FILES / name).read_text(encoding="utf-8"), name)
    assert document is not None
    return document


def read_text(text: str, name: str) -> Document:
    document = api.parse_schedule(text, name)
    assert document is not None
    return document


def test_a_schedule_in_json() -> None:
    document = read("schedule.json")
    assert all_said(document) == [
        "2031-05-02 | 09:00-09:45 | Main Hall | Sea | Tides & currents with TensorFlow | "
        "Inés Marin, Otto Brandt (moderator)",
        "2031-05-02 | 23:30-00:30 | Pier |  | Knots élémentaires | Zoë de Vries",
    ]
    first = document.talks[0]
    assert first.abstract.splitlines() == [
        'How the "sea" moves.',
        "Slides: https://example.org/tides.pdf.",
        "It moves.",
    ]
    assert [(link.identity, link.kind) for link in first.links] == [
        ("example.org/talk/1", LinkKind.WEB),
        ("youtube:AAAAAAAAAAA", LinkKind.VIDEO),
        ("example.org/tides.pdf", LinkKind.WEB),
    ]
    entry = document.segment(first.segment)
    assert document.lines.lines_of(entry.span) == (10, 15)
    assert entry.title_span.of(document.text) == "Tides &amp; currents with TensorFlow"
    assert [remark.message for remark in document.remarks] == [
        "`InÃ©s Marin` is read as `Inés Marin`: its encoding was mistaken"
    ]


def test_what_people_read_in_a_schedule_is_prose_and_nothing_else() -> None:
    document = read("schedule.json")
    prose = [region.span.of(document.text) for region in document.regions if region.kind is RegionKind.PROSE]
    assert "".join(prose).startswith("Tides  currents with TensorFlowSeaHow the sea moves.Slides: .It moves.")
    assert "Knots élémentaires" in prose
    assert not any("2031" in part or "guid" in part for part in prose)
    assert "".join(region.span.of(document.text) for region in document.regions) == document.text


def test_escaped_letters_of_json_are_letters_and_lines_stay() -> None:
    written = (FILES / "schedule.json").read_text(encoding="utf-8")
    assert "\\u00e9" in written
    document = read("schedule.json")
    assert "\\u00e9" not in document.text
    assert document.text.count("\n") == written.count("\n")
    escapes = read_text(
        '{"_type": "playlist", "entries": [{"id": "a", "title": "\\\\u00e9 \\u003cb\\ud83d\\ude00"}]}', "p.json"
    )
    assert escapes.talks[0].title == "\\u00e9 <b😀"


def test_a_schedule_in_xml() -> None:
    document = read("schedule.xml")
    assert all_said(document) == ["2031-05-02 | 09:00-09:45 | Main Hall | Sea | Tides & currents — 潮汐 | Inés Marin"]
    (talk,) = document.talks
    assert talk.abstract == "How TensorFlow moves"
    assert [link.target for link in talk.links] == ["https://youtu.be/AAAAAAAAAAA?list=a>b"]
    entry = document.segment(talk.segment)
    assert entry.span.of(document.text).startswith('<event id="1">')
    assert entry.span.of(document.text).endswith("</event>")
    assert entry.title_span.of(document.text) == "Tides &amp; currents — 潮汐"


def test_a_calendar() -> None:
    document = read("calendar.ics")
    assert all_said(document) == [
        "2031-05-02 | 09:00-09:45 | Main Hall |  | "
        "Tides, currents and everything that moves in the sea; with TensorFlow | Brandt, Otto (chair)",
        "2031-05-03 |  |  |  | Whole day | ",
    ]
    first = document.talks[0]
    assert first.abstract.splitlines()[0] == "First line"
    assert [link.identity for link in first.links] == ["example.org/1", "youtube:BBBBBBBBBBB"]
    assert document.lines.lines_of(document.segment(first.segment).span) == (10, 22)
    assert [(document.lines.line(one.span.start), one.message) for one in document.remarks] == [
        (21, "the event repeats; only its first time is read")
    ]


def test_a_calendar_in_utc_with_an_end_and_named_speakers() -> None:
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;LANGUAGE=en:Knots: a;b\r\nDTSTART:20310502T083000Z\r\n"
        'DTEND:20310502T091500Z\r\nDESCRIPTION:Speakers: Ada Lovelace\\, Otto Brandt\r\nX-A;P="a:b":c\r\n'
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert all_said(read_text(text, "x.ics")) == [
        "2031-05-02 | 08:30 UTC-09:15 UTC |  |  | Knots: a;b | Ada Lovelace, Otto Brandt"
    ]


def test_a_line_of_a_calendar_may_be_folded_anywhere() -> None:
    document = read_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUM\n MARY;X=\n\t1:Ti\n des\nEND:VEVENT\nEND:VCALENDAR", "x.ics"
    )
    (talk,) = document.talks
    assert talk.title == "Tides"
    assert document.segment(talk.segment).title_span.of(document.text) == "Ti\n des"


def test_events_in_a_page_of_html() -> None:
    document = read("page.html")
    assert all_said(document) == [
        "2031-05-02 | 09:00-09:45 | Main Hall |  | Tides | Inés Marin (North Quay), Otto (Pilot)"
    ]
    (talk,) = document.talks
    assert [link.identity for link in talk.links] == ["youtube:AAAAAAAAAAA"]
    assert [link.target for link in talk.speakers[0].links] == ["https://example.org/ines"]
    notes = document.segment(talk.notes or "")
    assert (notes.title, notes.anchor) == ("Tides", "tides")
    assert "example.org/x" in [link.identity for link in document.links]


def test_a_page_without_events_is_read_as_a_text() -> None:
    assert api.parse_schedule("<html><body><h1>Tides</h1></body></html>", "x.html") is None
    other = '<script type="application/ld+json">{"@type": "Person", "name": "Ada"}</script>'
    assert api.parse_schedule(other, "x.html") is None
    assert api.parse_schedule("# Tides", "x.md") is None


def test_a_broken_script_is_passed_over_where_another_tells() -> None:
    script = '<script type="application/ld+json">\n{}\n</script>\n'
    good = '{"@type": "Event", "name": "Tides"}'
    document = read_text(script.format('{"@type":') + script.format(good), "x.html")
    assert [talk.title for talk in document.talks] == ["Tides"]
    assert [remark.message for remark in document.remarks] == [
        "a script of events is left out: line 2 is not valid JSON: it ends too early"
    ]
    with pytest.raises(InputError, match=r"x\.html:2: is not valid JSON"):
        api.parse_schedule(script.format('{"@type":'), "x.html")


@pytest.mark.parametrize("name", ["playlist.json", "playlist-items.json"])
def test_a_playlist(name: str) -> None:
    first = read(name).talks[0]
    assert (first.title, [link.identity for link in first.links]) == ("Tides", ["youtube:AAAAAAAAAAA"])


def test_the_videos_of_a_channel_are_those_of_its_playlists() -> None:
    inner = '{"_type": "playlist", "title": "Day 1", "entries": [{"id": "AAAAAAAAAAA", "title": "Tides"}]}'
    text = f'{{"_type": "playlist", "title": "Harbour", "entries": [{inner}, {{"id": "b", "title": "Knots"}}]}}'

    document = api.parse_schedule(text, "channel.json")

    assert document is not None
    assert [(talk.title, talk.session) for talk in document.talks] == [("Tides", "Day 1"), ("Knots", "Harbour")]


def test_hidden_videos_are_left_out_with_a_remark() -> None:
    document = read("playlist.json")
    assert all_said(document) == [" |  |  | Harbour Days 2031 | Tides | ", " |  |  | Harbour Days 2031 | Knots | "]
    assert [document.lines.line(remark.span.start) for remark in document.remarks] == [3]
    assert [one.name for one in read("playlist-items.json").talks[0].speakers] == ["Ines Marin", "Otto Brandt"]


BILLION = '<?xml version="1.0"?>\n<!DOCTYPE x [\n<!ENTITY a "aaaa">\n<!ENTITY b "&a;&a;">]>\n<schedule>&b;</schedule>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<schedule>&a;</schedule>'


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.json", "", "x.json:1: is not valid JSON: it ends too early"),
        ("x.json", '{\n"a": 1\n', "x.json:2: is not valid JSON: it ends too early"),
        ("x.json", '{\n"a": 1,}', "x.json:2: is not valid JSON: `}` is not expected here"),
        ("x.json", '{"a" 1}', "x.json:1: is not valid JSON: `1}` is not expected here"),
        ("x.json", "[1, 2", "x.json:1: is not valid JSON: it ends too early"),
        ("x.json", "[1}", "x.json:1: is not valid JSON: `}` is not expected here"),
        ("x.json", "[1] 2", "x.json:1: is not valid JSON: `2` is not expected here"),
        ("x.json", "[" * 101, "x.json:1: is nested deeper than 100 levels"),
        ("x.json", '{"a": [1]}', "x.json: is JSON, but no schedule that is known"),
        ("x.xml", "<schedule>\n<day>\n</schedule>", "x.xml:3: is not valid XML: mismatched tag"),
        ("x.xml", "<a/>", "x.xml: is XML with the root <a>, not a schedule"),
        ("x.xml", BILLION, "x.xml:3: declares the entity `a`, which is not followed"),
        ("x.xml", OUTSIDE, "x.xml:1: declares the entity `a`, which is not followed"),
        ("x.xml", "<a>" * 101, "x.xml:1: is nested deeper than 100 levels"),
        ("x.ics", "Hello", "x.ics:1: is not a calendar: it does not begin with BEGIN:VCALENDAR"),
        ("x.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "x.ics:2: is not a valid calendar: VEVENT is not closed"),
        (
            "x.ics",
            "BEGIN:VCALENDAR\nEND:VEVENT\n",
            "x.ics:2: is not a valid calendar: END:VEVENT where VCALENDAR is open",
        ),
    ],
)
def test_what_is_broken_says_where(name: str, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        api.parse_schedule(text, name)
    assert str(caught.value).splitlines()[0] == message
