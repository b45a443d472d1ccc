"""What stands on the page of one pair: rows that hold matched segments level with each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitalign.model.alignment import Bead
from summitalign.report.corpus import PairReport
from summitalign.report.html.alignment_map import MapView, view_map
from summitalign.report.html.blocks import Run
from summitalign.report.html.order import Level, in_order
from summitalign.report.html.parts import Paragraphs, PartView
from summitalign.report.html.sides import PageSide, SegmentView
from summitalign.report.html.titles import corrected_title, title_runs


@dataclass(frozen=True, slots=True)
class RowView:
    """Segments that stand level; one side is empty where there is no counterpart."""

    number: int
    """From 1, in the order of the page."""
    source: tuple[SegmentView, ...]
    target: tuple[SegmentView, ...]
    bead: Bead | None
    parts: tuple[PartView, ...] = ()
    """Its paragraphs level with each other; none where it is shown as a whole."""

    @property
    def has_marks(self) -> bool:
        """Say whether a term is changed in the row."""
        return any(view.has_marks for view in (*self.source, *self.target))

    @property
    def name(self) -> str:
        """Return the id by which links reach the row: that of the first segment that has its id here."""
        return next((view.name for view in (*self.target, *self.source) if view.name), f"row-{self.number}")

    @property
    def other_names(self) -> tuple[str, ...]:
        """Return the ids of its other segments."""
        return tuple(view.name for view in (*self.target, *self.source) if view.name and view.name != self.name)


@dataclass(frozen=True, slots=True)
class PairView:
    """Everything the page of a pair shows."""

    report: PairReport
    source_title: str
    """Corrected, as plain text."""
    target_title: str
    heading: tuple[Run, ...]
    """The target's title with its corrections marked."""
    rows: tuple[RowView, ...]
    """In the order of the target; source segments without counterpart stand in their place if both orders agree."""
    left_over: tuple[RowView, ...]
    """Source segments without counterpart, where the target keeps an order of its own."""
    map: MapView

    @property
    def all_rows(self) -> tuple[RowView, ...]:
        """Return all rows of the page."""
        return (*self.rows, *self.left_over)


def view_pair(report: PairReport) -> PairView:
    """Lay out a pair."""
    alignment = report.alignment
    source = PageSide("source", report.source, alignment.source_segments)
    target = PageSide("target", report.target, alignment.target_segments)
    rows, left_over = lay_out(alignment.beads, source, target)
    paragraphs = Paragraphs(source, target, report.sentences) if report.sentences else None
    numbered = [
        replace(row, number=number, parts=_parts(row, source, target, paragraphs))
        for number, row in enumerate((*rows, *left_over), 1)
    ]
    return PairView(
        report=report,
        source_title=corrected_title(report.source),
        target_title=corrected_title(report.target),
        heading=title_runs(report.target),
        rows=tuple(numbered[: len(rows)]),
        left_over=tuple(numbered[len(rows) :]),
        map=view_map(report, {row.number: (row.name, row.source, row.target, row.bead) for row in numbered}),
    )


def lay_out(
    beads: Sequence[Bead], source: PageSide, target: PageSide
) -> tuple[tuple[RowView, ...], tuple[RowView, ...]]:
    """Put beads and lone segments into rows; return the rows, and the source segments left over.

    Every segment stands in a row, one of several beads in each of theirs; only its first view bears its id.
    """
    places = tuple({segment.id: at for at, segment in enumerate(side.segments)} for side in (source, target))
    groups = [
        (
            tuple(places[0][name] for name in bead.source if name in places[0]),
            tuple(places[1][name] for name in bead.target if name in places[1]),
        )
        for bead in beads
    ]
    views = tuple([side.view(segment) for segment in side.segments] for side in (source, target))
    seen: set[str] = set()

    def named_once(side: int, numbers: Sequence[int]) -> tuple[SegmentView, ...]:
        """Take the id from every view of a segment but the first: an id stands once on a page."""
        found = [views[side][number] for number in numbers]
        result = tuple(replace(view, name="") if view.name in seen else view for view in found)
        seen.update(view.name for view in found)
        return result

    def row(level: Level) -> RowView:
        bead = beads[level.group] if level.group >= 0 else None
        return RowView(0, named_once(0, level.source), named_once(1, level.target), bead)

    levels, rest = in_order(groups, len(source.segments), len(target.segments))
    return tuple(row(level) for level in levels), tuple(row(level) for level in rest)


def _parts(row: RowView, source: PageSide, target: PageSide, paragraphs: Paragraphs | None) -> tuple[PartView, ...]:
    own, other = [view.segment for view in row.source], [view.segment for view in row.target]
    is_told = any(source.is_talk(one) for one in own) or any(target.is_talk(one) for one in other)
    return () if paragraphs is None or is_told or row.bead is None else paragraphs.parts(own, other)
