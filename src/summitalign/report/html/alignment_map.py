"""The picture of an alignment: the source on the left, the target on the right, and a ribbon for each bead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summitalign.model.alignment import Bead
from summitalign.report.corpus import PairReport
from summitalign.report.html.sides import SegmentView

HEIGHT = 1000.0
"""Of the picture; each document fills it from its beginning to its end."""
WIDTH = 100.0
_BAR = 10.0
"""Width of the bar that stands for a document."""
_LEAST = 2.5
"""Height of the smallest segment: a smaller one could not be seen."""
_MOST_LINKS = 400
"""Ribbons that are links; of a page with more rows only the first levels are."""

_Extent = tuple[float, float]
"""Top and bottom."""
_Row = tuple[str, Sequence[SegmentView], Sequence[SegmentView], Bead | None]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A bead, or a segment without a counterpart."""

    row: int
    """Number of the row."""
    href: str
    """The row on the page."""
    state: str
    """`certain`, `likely`, `weak` or `lone`."""
    label: str
    """The titles that it joins."""
    path: str
    """Its outline, as SVG writes it."""
    is_link: bool


@dataclass(frozen=True, slots=True)
class MapView:
    """All ribbons, in the order of the rows."""

    ribbons: tuple[Ribbon, ...]
    crossings: int
    """Beads whose source stands before that of the one above: how often the order is left."""


def view_map(report: PairReport, rows: Mapping[int, _Row]) -> MapView:
    """Draw the rows of a page, given by their numbers."""
    lengths = len(report.source.document.text) or 1, len(report.target.document.text) or 1
    ribbons = tuple(_ribbons(rows, lengths))
    starts = [min(view.segment.span.start for view in row[1]) for row in rows.values() if row[3] and row[1]]
    return MapView(ribbons, sum(later < before for before, later in pairwise(starts)))


def _ribbons(rows: Mapping[int, _Row], lengths: tuple[int, int]) -> Iterator[Ribbon]:
    are_many = len(rows) > _MOST_LINKS
    for number, (name, source, target, bead) in rows.items():
        views = (*source, *target)
        left, right = _extents(source, lengths[0]), _extents(target, lengths[1])
        yield Ribbon(
            row=number,
            href=f"#{name}",
            state=bead.tier.value if bead else "lone",
            label=" → ".join(part for part in (_title(source), _title(target)) if part),
            path=_outline(left, right),
            is_link=not are_many or any(0 < view.segment.level <= 2 for view in views),
        )


def _title(views: Sequence[SegmentView]) -> str:
    return next((view.segment.title for view in views if view.segment.title), "")


def _extents(views: Sequence[SegmentView], length: int) -> list[_Extent]:
    """Return where the segments of one side begin and end on the picture, those that touch as one."""
    found: list[_Extent] = []
    for view in sorted(views, key=lambda view: view.segment.span):
        top = min(view.segment.span.start * HEIGHT / length, HEIGHT - _LEAST)
        bottom = max(view.segment.span.end * HEIGHT / length, top + _LEAST)
        if found and top <= found[-1][1] + _LEAST:
            found[-1] = found[-1][0], max(bottom, found[-1][1])
        else:
            found.append((top, bottom))
    return found


def _outline(left: Sequence[_Extent], right: Sequence[_Extent]) -> str:
    """Return a bar for each extent on each side, and the ribbons that join them."""
    middle, near, far = WIDTH / 2, _BAR, WIDTH - _BAR
    pieces = [f"M0 {top:.1f}H{near:g}V{bottom:.1f}H0Z" for top, bottom in left]
    pieces += [f"M{far:g} {top:.1f}H{WIDTH:g}V{bottom:.1f}H{far:g}Z" for top, bottom in right]
    pieces += [
        f"M{near:g} {one[0]:.1f}C{middle:g} {one[0]:.1f} {middle:g} {other[0]:.1f} {far:g} {other[0]:.1f}"
        f"V{other[1]:.1f}C{middle:g} {other[1]:.1f} {middle:g} {one[1]:.1f} {near:g} {one[1]:.1f}Z"
        for one in left
        for other in right
    ]
    return "".join(pieces)
