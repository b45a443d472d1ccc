"""What holds for every text: the algebra of regions, segments, edits and fixes."""

from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from slow_structure import structure
from summitalign import api
from summitalign.fix.apply import Retraced, apply_edits
from summitalign.markdown.surroundings import parse_around
from summitalign.model.document import RegionKind, SegmentKind
from summitalign.model.finding import Decision, Edit
from summitalign.model.span import LineIndex, Span

PIECES = st.sampled_from(
    [
        *(
            "张量流",
            "網格張量流",
            "网格张量流",
            "TensorFlow",
            "tensor flow",
            "tf。Keras",
            "珊瑚",
            "Coral",
            "急切执行",
            "C++",
        ),
        *(
            "# ",
            "## ",
            "###x",
            "- ",
            "  - ",
            "1. ",
            "> ",
            "| a | b |\n| - | - |\n| ",
            " | ",
            "\n",
            "\n\n",
            "\r\n",
            "    ",
        ),
        *(
            "*",
            "**",
            "***",
            "_",
            "~~",
            "`",
            "``",
            "```",
            "~~~",
            "$",
            "$$",
            "[",
            "](",
            ")",
            "][",
            "]",
            "[^",
            "]: ",
            "!",
            "<",
            ">",
        ),
        *(
            "<!--",
            "-->",
            "<b>",
            "</b>",
            "<code>",
            "</code>",
            "<div>\n",
            "</div>",
            "<table><tr><td>",
            "9:30 AM",
            "</td><td>",
        ),
        *(
            "{%",
            "%}",
            "{{",
            "}}",
            "{#",
            "}",
            "---\n",
            "+++\n",
            "===",
            "\\",
            "&amp;",
            "https://",
            "example.com/",
            "。",
            "，",
            " ",
        ),
        *("a", "é", "😀", "\ud800", "\x00", "\u3000", "\u2028", "\t"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))
GLOSSARY = api.load_glossary(
    "repairs: [split-latin, identifier-stop]\n"
    "terms:\n"
    "  - 张量流: TensorFlow\n"
    "  - 网格张量流: Mesh TensorFlow\n"
    "  - 急切执行: C++\n"
    "  - {use: tf.keras, wrong: [tf点keras]}\n"
    "  - {use: Coral, wrong: [珊瑚], ambiguous: true}\n",
    "glossary.yml",
    lambda _path: "",
)
FIXER = api.Fixer(GLOSSARY)
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(TEXTS)
def test_regions_tile_the_text(text: str) -> None:
    regions = api.parse(text).regions
    assert "".join(region.span.of(text) for region in regions) == text
    assert all(left.span.end == right.span.start for left, right in pairwise(regions))
    assert all(len(region.span) for region in regions)


@MANY
@given(TEXTS)
def test_segments_are_ordered_and_stand_in_their_parents_section(text: str) -> None:
    document = api.parse(text)
    starts = [segment.span.start for segment in document.segments]
    assert starts == sorted(starts)
    assert len(document.index) == len(document.segments)
    for segment in document.segments:
        assert segment.span.end <= len(text)
        if segment.parent is not None:
            assert document.segment(segment.parent).span.start <= segment.span.start
    sections = [segment for segment in document.segments if segment.kind is SegmentKind.SECTION]
    for left, right in pairwise(sections):
        assert left.span.end == right.span.start


@MANY
@given(TEXTS)
def test_every_offset_has_one_line_and_column(text: str) -> None:
    index = LineIndex.build(text)
    for offset in range(len(text) + 1):
        line, column = index.position(offset)
        assert index.starts[line - 1] + column - 1 == offset


@MANY
@given(TEXTS)
@example("*急切执行*张量流*")
def test_fixes_stay_in_prose_and_keep_the_structure(text: str) -> None:
    document = api.parse(text)
    outcome = FIXER.fix(document)
    assert not outcome.problem
    prose = [region.span for region in document.regions if region.kind is RegionKind.PROSE]
    for finding in outcome.findings:
        assert any(span.contains(finding.span) for span in prose)
        assert finding.span.of(text) == finding.found
    applied = [f.fix.edits for f in outcome.findings if f.decision is Decision.APPLY and f.fix]
    assert apply_edits(text, [edit for edits in applied for edit in edits]) == outcome.after
    assert structure(outcome.after) == structure(text)


@MANY
@given(TEXTS)
def test_fixing_twice_is_fixing_once(text: str) -> None:
    once = FIXER.fix(api.parse(text)).after
    assert FIXER.fix(api.parse(once)).after == once


@given(st.text(max_size=60), st.data())
def test_text_outside_the_edits_is_the_same(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    edits = [Edit(span, data.draw(st.text(max_size=5))) for span in spans]
    kept = [
        text[a:b] for a, b in zip([0, *(s.end for s in spans)], [*(s.start for s in spans), len(text)], strict=True)
    ]
    expected = kept[0] + "".join(edit.replacement + rest for edit, rest in zip(edits, kept[1:], strict=True))
    assert apply_edits(text, edits) == expected


@given(st.text("ab", min_size=1, max_size=30), st.data())
def test_a_span_outside_the_edits_is_found_again(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if start < end]
    edits = [Edit(span, data.draw(st.text("xyz", min_size=1, max_size=5))) for span in spans]
    after = apply_edits(text, edits)
    retraced = Retraced(edits)
    for at, letter in enumerate(after):
        before = retraced.span(Span(at, at + 1))
        if letter in "ab":
            assert before.of(text) == letter
        else:
            assert before in spans


@MANY
@given(TEXTS, st.data())
def test_reading_around_places_says_the_same_of_them(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, max(len(text) - 1, 0)), max_size=4))
    around = parse_around(text, places).regions
    assert all(left.span.end <= right.span.start for left, right in pairwise(around))
    whole = api.parse(text).regions
    for place in places if text else []:
        kind = next((r.kind for r in around if r.span.start <= place < r.span.end), RegionKind.MARKUP)
        (expected,) = [r.kind for r in whole if r.span.start <= place < r.span.end]
        assert kind == expected or kind is RegionKind.MARKUP
        if expected is RegionKind.PROSE:
            assert kind == expected
