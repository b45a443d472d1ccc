"""Alignments as a table, one row a bead: for spreadsheets and scripts, and to be read again."""

import re
from collections.abc import Iterator, Sequence

from summitalign.errors import InputError
from summitalign.model.alignment import Alignment
from summitalign.model.bead_list import BeadList, Place, PlainBead
from summitalign.model.document import Document, Segment
from summitalign.report.alignment_parts import alone
from summitalign.report.data_lines import data_lines
from summitalign.report.json import side_id
from summitalign.report.lines import own_lines

HEADER = (
    "source", "source_lines", "source_title", "target", "target_lines", "target_title", "posterior", "tier",
    "source_ids", "target_ids",
)  # fmt: skip
_NEEDED = ("source_lines", "target_lines")
_PATHS = ("source", "target")
_LINES = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


def table_rows(alignment: Alignment) -> Iterator[tuple[str, ...]]:
    """Yield the values under HEADER, one row a bead, then one for each segment without a counterpart."""
    source, target = alignment.source, alignment.target
    sources = {segment.id: segment for segment in alignment.source_segments}
    targets = {segment.id: segment for segment in alignment.target_segments}
    for bead in alignment.beads:
        left = _side(source, [sources[name] for name in bead.source], "s")
        right = _side(target, [targets[name] for name in bead.target], "t")
        yield _row(alignment, left, right, (f"{bead.posterior:.4f}", bead.tier.value))
    own, other = alone(alignment)
    for segment in own:
        yield _row(alignment, _side(source, [segment], "s"), _NONE)
    for segment in other:
        yield _row(alignment, _NONE, _side(target, [segment], "t"))


_Side = tuple[str, str, str]
"""Lines, titles and ids."""
_NONE = ("", "", "")


def _row(alignment: Alignment, left: _Side, right: _Side, sure: tuple[str, str] = ("", "")) -> tuple[str, ...]:
    return (alignment.source.source, *left[:2], alignment.target.source, *right[:2], *sure, left[2], right[2])


def _side(document: Document, segments: Sequence[Segment], side: str) -> _Side:
    ranges = [own_lines(document.text, document.lines, segment.span) for segment in segments]
    lines = ",".join(f"{first}-{last}" for first, last in ranges)
    names = ",".join(side_id(segment.id, side) for segment in segments)
    return lines, " | ".join(segment.title for segment in segments), names


def is_table(line: str) -> bool:
    """Say whether a line is the heading of such a table."""
    return set(_NEEDED) <= set(line.rstrip("\r").split("\t"))


def read_table(text: str, name: str) -> tuple[BeadList, ...]:
    """Read such a table, whatever the order of its columns; of all, only those of the lines are needed.

    The rows of one pair of documents come out as one list, lists in the order of their first rows. Raises InputError
    with the line where the heading, a number of columns or a range of lines is wrong.
    """
    first, heading = next(data_lines(text), (1, ""))
    if not is_table(heading):
        raise InputError(f"has no columns {' and '.join(_NEEDED)}", place=name, line=first)
    columns = heading.split("\t")
    tabs = len(columns) - 1 if columns[0] in _PATHS else None
    found: dict[tuple[str, str], list[PlainBead]] = {}
    for number, line in data_lines(text, tabs):
        if number <= first:
            continue
        values = line.split("\t")
        if len(values) != len(columns):
            message = f"has {len(values)} columns where the heading has {len(columns)}"
            raise InputError(message, place=name, line=number)
        row = dict(zip(columns, values, strict=True))
        bead = PlainBead.of(_places(row, "source", name, number), _places(row, "target", name, number))
        found.setdefault((row.get("source", ""), row.get("target", "")), []).append(bead)
    return tuple(BeadList(tuple(beads), source, target) for (source, target), beads in found.items())


def _places(row: dict[str, str], side: str, name: str, number: int) -> set[Place]:
    lines = [part.strip() for part in row[f"{side}_lines"].split(",") if part.strip()]
    names = [part.strip() for part in row.get(f"{side}_ids", "").split(",") if part.strip()]
    if names and len(names) != len(lines):
        message = f"has {len(lines)} in {side}_lines and {len(names)} in {side}_ids"
        raise InputError(message, place=name, line=number)
    places = set()
    for position, part in enumerate(lines):
        written = _LINES.fullmatch(part)
        first, last = (int(written[1]), int(written[2] or written[1])) if written else (0, 0)
        if not 0 < first <= last:
            hint = "lines read 12-18, several ranges with a comma between them"
            raise InputError(f"'{part}' in {side}_lines is no range of lines", place=name, line=number, hint=hint)
        places.add(Place(first, last, names[position] if names else ""))
    return places
