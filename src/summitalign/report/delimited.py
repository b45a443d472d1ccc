"""Results as rows for spreadsheets and scripts: CSV and TSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from summitalign.model.alignment import Alignment, DocumentPair
from summitalign.model.document import Document, Segment
from summitalign.model.language import Detection
from summitalign.report.lines import own_lines

DETECTION_HEADER = ("path", "line", "language", "method", "share", "shares")
PAIR_HEADER = ("source", "target", "score", "tier")
ALIGNMENT_HEADER = (
    "source", "source_lines", "source_title", "target", "target_lines", "target_title", "posterior", "tier",
)  # fmt: skip


def csv_row(values: Sequence[object]) -> str:
    """Write one row of CSV as RFC 4180 says, without its line end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(values)
    return buffer.getvalue()


def tsv_row(values: Sequence[object]) -> str:
    """Write one row of TSV; tabs and line ends inside a value, which TSV cannot hold, become blanks."""
    return "\t".join(" ".join(str(value).split()) for value in values)


def detection_values(path: str, detection: Detection, line: int | None) -> tuple[object, ...]:
    """Return the values under DETECTION_HEADER; `line` is None for a whole document."""
    share = detection.shares[0][1] if detection.shares else 0.0
    shares = " ".join(f"{tag}={value:.4f}" for tag, value in detection.shares)
    return (path, "" if line is None else line, detection.tag, detection.method, f"{share:.4f}", shares)


def pair_values(pair: DocumentPair) -> tuple[object, ...]:
    """Return the values under PAIR_HEADER; a missing partner is empty."""
    return (pair.source or "", pair.target or "", f"{pair.score:.4f}", pair.tier.value if pair.tier else "")


def alignment_values(alignment: Alignment) -> Iterator[tuple[object, ...]]:
    """Yield the values under ALIGNMENT_HEADER, one row a bead, then one for each segment without a counterpart."""
    source, target = alignment.source, alignment.target
    sources = {segment.id: segment for segment in alignment.source_segments}
    targets = {segment.id: segment for segment in alignment.target_segments}
    for bead in alignment.beads:
        left = _side(source, [sources[name] for name in bead.source])
        right = _side(target, [targets[name] for name in bead.target])
        yield (source.source, *left, target.source, *right, f"{bead.posterior:.4f}", bead.tier.value)
    joined_sources = {name for bead in alignment.beads for name in bead.source}
    joined_targets = {name for bead in alignment.beads for name in bead.target}
    for segment in _lone(sources.values(), joined_sources):
        yield (source.source, *_side(source, [segment]), target.source, "", "", "", "")
    for segment in _lone(targets.values(), joined_targets):
        yield (source.source, "", "", target.source, *_side(target, [segment]), "", "")


def _side(document: Document, segments: Sequence[Segment]) -> tuple[str, str]:
    ranges = [own_lines(document.text, document.lines, segment.span) for segment in segments]
    lines = ",".join(f"{first}-{last}" for first, last in ranges)
    return lines, " | ".join(segment.title for segment in segments)


def _lone(segments: Iterable[Segment], joined: set[str]) -> Iterator[Segment]:
    return (segment for segment in segments if segment.id not in joined)
