"""Alignments that were written in a form that programs read are read as they were."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.model.alignment import Alignment, Bead, Signature, Tier, Unit
from summitalign.model.bead_list import Place, PlainBead
from summitalign.model.document import Document, Segment, SegmentKind
from summitalign.model.span import Span
from summitalign.report.alignment_table import HEADER, read_table, table_rows
from summitalign.report.bead_numbers import NumberedBead
from summitalign.report.bead_reading import read_bead_lists
from summitalign.report.beads import bead_rows, read_beads
from summitalign.report.delimited import tsv_row
from summitalign.report.ladder import ladder_rows, read_ladder

SIZES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(lambda size: size in ((1, 0), (0, 1)) or all(size)),
    max_size=12,
)


def numbered(sizes: Sequence[tuple[int, int]]) -> list[NumberedBead]:
    beads, s, t = [], 0, 0
    for a, b in sizes:
        beads.append(NumberedBead(tuple(range(s, s + a)), tuple(range(t, t + b)), 0.5 if a and b else 0.0))
        s, t = s + a, t + b
    return beads


def plain(beads: Sequence[NumberedBead]) -> set[PlainBead]:
    return {
        PlainBead.of({Place(n + 1, n + 1) for n in bead.sources}, {Place(n + 1, n + 1) for n in bead.targets})
        for bead in beads
    }


@given(SIZES, st.sampled_from(["\n", "\r\n"]))
@settings(deadline=None)
def test_beads_and_ladders_are_read_as_they_were_written(sizes: list[tuple[int, int]], end: str) -> None:
    beads = numbered(sizes)
    text = end.join(bead_rows(beads)) + end
    assert set(read_beads(text, "x").beads) == plain(beads)
    if beads:
        assert read_bead_lists(text, "x") == (read_beads(text, "x"),)

    # Of lines without a counterpart between two beads, a ladder tells those of the source first.
    ladder = end.join(ladder_rows(beads)) + end
    assert set(read_ladder(ladder, "x").beads) == plain(beads)
    assert read_bead_lists(ladder, "x") == (read_ladder(ladder, "x"),)


@given(st.lists(st.tuples(st.sets(st.integers(0, 9), max_size=4), st.sets(st.integers(0, 9), max_size=4)), max_size=8))
@settings(deadline=None)
def test_beads_may_cross_and_have_gaps(sides: list[tuple[set[int], set[int]]]) -> None:
    beads = [NumberedBead(tuple(sorted(a)), tuple(sorted(b)), 0.25) for a, b in sides]

    assert [set(bead.source) for bead in read_beads("\n".join(bead_rows(beads)), "x").beads] == [
        {Place(n + 1, n + 1) for n in a} for a, _ in sides
    ]


TITLES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
RANGES = st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=1, max_size=5)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_a_table_is_read_as_it_was_written_whatever_the_titles_hold(data: st.DataObject) -> None:
    sides = []
    for name in ("a.md", "b.md"):
        lines = data.draw(RANGES)
        document = api.parse("".join("x\n" * size for size, _ in lines), name)
        segments, start = [], 0
        for number, (size, shares) in enumerate(lines):
            span = Span(start, start + 2 * size)
            title = data.draw(TITLES)
            segments.append(Segment(f"s{number}", SegmentKind.ENTRY, 0, title, Span(start, start), span))
            start = start if shares else span.end
        sides.append((document, tuple(segments)))
    (source, own), (target, other) = sides
    picked = data.draw(st.lists(st.tuples(st.sampled_from(own), st.sampled_from(other)), max_size=4, unique=True))
    beads = tuple(Bead((s.id,), (t.id,), 1.0, 0.9, Tier.LIKELY) for s, t in picked)
    alignment = Alignment(source, target, own, other, beads, Signature("0", "", Unit.ENTRY))

    text = "\n".join([tsv_row(HEADER), *map(tsv_row, table_rows(alignment))]) + "\n"
    (found,) = read_table(text, "x")

    joined = [PlainBead.of({place(source, s, "s")}, {place(target, t, "t")}) for s, t in picked]
    alone = {place(source, s, "s") for s in own if s not in [a for a, _ in picked]}
    others = {place(target, t, "t") for t in other if t not in [b for _, b in picked]}
    assert list(found.beads[: len(picked)]) == joined
    assert {bead.source[0] for bead in found.beads[len(picked) :] if bead.source} == alone
    assert {bead.target[0] for bead in found.beads[len(picked) :] if bead.target} == others
    assert (found.source, found.target) == ("a.md", "b.md")


def place(document: Document, segment: Segment, side: str) -> Place:
    lines = document.lines
    return Place(lines.line(segment.span.start), lines.line(segment.span.end - 2), side + segment.id.removeprefix("s"))


def test_a_title_may_hold_what_some_programs_take_for_a_line_end() -> None:
    (found,) = read_table("source_lines\tsource_title\ttarget_lines\n1\ta\u2028b\x85\x0cc\t2\n", "x")

    assert found.beads == (PlainBead((Place(1, 1),), (Place(2, 2),)),)
    assert tsv_row(["a\x85b\u2028c\r\n\td", "two  blanks", 1]) == "a b c d\ttwo  blanks\t1"
