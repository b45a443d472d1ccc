"""What tells a finding from all others of its document, in every run."""

import hashlib
from collections import Counter

from summitalign.model.finding import Finding
from summitalign.report.places import Places

_AROUND = 60
"""Code points of the line, on each side of a finding, by which it is known again."""
_DIGITS = 32


def fingerprint(finding: Finding, text: str, places: Places, seen: Counter[str]) -> str:
    """Return what tells a finding from the others of its document, wherever its line moves to.

    `seen` counts those that look alike, and is counted up.
    """
    row, span = places.row(finding.span.start), finding.span
    before = text[max(row.start, span.start - _AROUND) : span.start]
    after = text[span.end : min(max(row.end, span.end), span.end + _AROUND)]
    key = "\0".join((finding.code, finding.term, finding.found, before, after))
    seen[key] += 1
    return digest_of(key, str(seen[key]))


def digest_of(*parts: str) -> str:
    """Return hexadecimal digits that stand for texts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
