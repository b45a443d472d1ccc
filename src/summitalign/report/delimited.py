"""Results as rows for spreadsheets and scripts: CSV and TSV."""

import csv
import io
import re
from collections.abc import Sequence

from summitalign.model.alignment import DocumentPair
from summitalign.model.declaration import Declaration
from summitalign.model.language import Detection

DETECTION_HEADER = (
    "path", "line", "language", "method", "share", "shares", "confidence", "declared", "declared_by", "contradicted",
)  # fmt: skip
PAIR_HEADER = ("source", "target", "score", "tier")
_CUTS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
"""What ends a value or a line of TSV, or what some programs take for that."""


def csv_row(values: Sequence[object]) -> str:
    """Write one row of CSV as RFC 4180 says, without its line end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(values)
    return buffer.getvalue()


def tsv_row(values: Sequence[object]) -> str:
    """Write one row of TSV; tabs and line ends inside a value, which TSV cannot hold, become blanks."""
    # Other blanks stay: a path may hold two of them, and is read again from such a row.
    return "\t".join(_CUTS.sub(" ", str(value)) for value in values)


def detection_values(
    path: str, detection: Detection, line: int | None, declaration: Declaration | None, *, is_contradicted: bool
) -> tuple[object, ...]:
    """Return the values under DETECTION_HEADER; `line` is None for a whole document."""
    share = detection.shares[0][1] if detection.shares else 0.0
    shares = " ".join(f"{tag}={value:.4f}" for tag, value in detection.shares)
    found = (detection.tag, detection.method, f"{share:.4f}", shares, f"{detection.confidence:.4f}")
    said = (declaration.tag, declaration.by.value, "yes" if is_contradicted else "no") if declaration else ("", "", "")
    return (path, "" if line is None else line, *found, *said)


def pair_values(pair: DocumentPair) -> tuple[object, ...]:
    """Return the values under PAIR_HEADER; a missing partner is empty."""
    return (pair.source or "", pair.target or "", f"{pair.score:.4f}", pair.tier.value if pair.tier else "")
