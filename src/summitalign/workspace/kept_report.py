"""What a report can take over from the last one: results of documents that are the same, in the user's cache."""

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from summitalign.report.corpus_digest import DocumentDigest, PairDigest
from summitalign.report.html.cards import DocumentCard, PairCard
from summitalign.workspace.cache import cache_folder, keep
from summitalign.workspace.corpus import Surveyed
from summitalign.workspace.rows import from_row, to_row

_MOST = 8
"""Reports that are remembered; the one that was not made for longest goes first."""

Pairing = tuple[str, Sequence[tuple[str, str]]]
"""Digest of the documents that pairs were found among, and the pairs."""
Stamp = tuple[int, int]
"""Size of a file, and when it was changed."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A page as it was written."""

    name: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class KeptPair:
    """What one pair came to."""

    line: PairDigest
    card: PairCard
    files: tuple[KeptFile, ...]


@dataclass(frozen=True, slots=True)
class KeptTarget:
    """What one target came to."""

    key: str
    """Of everything it depends on."""
    line: DocumentDigest
    card: DocumentCard
    pairs: tuple[KeptPair, ...]


@dataclass(slots=True)
class KeptReport:
    """What is known from the last report, as rows that are read one by one when they are asked for."""

    place: Path | None
    """None where nothing is to be kept."""
    surveys: dict[str, Any] = field(default_factory=dict)
    targets: dict[str, Any] = field(default_factory=dict)
    pairing: list[Any] = field(default_factory=list)

    def survey(self, name: str, digest: str) -> Surveyed | None:
        """Return a document's survey, if it still holds the bytes of `digest`."""
        row = self.surveys.get(name)
        with contextlib.suppress(ValueError, IndexError, TypeError):
            if row and row[1] == digest:
                return from_row(Surveyed, row)
        return None

    def target(self, name: str, key: str) -> KeptTarget | None:
        """Return what a target came to, if nothing that it depends on has changed."""
        row = self.targets.get(name)
        with contextlib.suppress(ValueError, IndexError, TypeError):
            if row and row[0] == key:
                return from_row(KeptTarget, row)
        return None

    def pairs(self, key: str) -> tuple[tuple[str, str], ...] | None:
        """Return the pairs that were found, if they were found among the same documents."""
        with contextlib.suppress(ValueError, IndexError, TypeError):
            if self.pairing and self.pairing[0] == key:
                return tuple((str(source), str(target)) for source, target in self.pairing[1])
        return None


def read_kept(folder: str | None, basis: str) -> KeptReport:
    """Read what is kept of the report in a folder; `basis` is what all its results depend on.

    Where there is nothing, or it cannot be read, nothing is known. Without a folder nothing is kept.
    """
    place = cache_folder() if folder is not None else None
    if place is None or folder is None:
        return KeptReport(None)
    path = place / f"report-{_digest([str(Path(folder).resolve())])[:32]}.json"
    with contextlib.suppress(Exception):  # whatever is wrong with a cache, the documents have it all
        known = json.loads(path.read_bytes())
        if known["basis"] == basis:
            return KeptReport(path, known["surveys"], known["targets"], known["pairing"])
    return KeptReport(path)


def write_kept(
    kept: KeptReport,
    basis: str,
    surveys: Iterable[Surveyed],
    targets: Iterable[KeptTarget],
    pairing: Pairing,
    *,
    is_whole: bool,
) -> None:
    """Keep the results of a report for the next one; a cache that cannot be written does without.

    Of a run that was stopped, where `is_whole` is False, they stand beside those of the report before.
    """
    if kept.place is None:
        return
    earlier = KeptReport(None) if is_whole else kept
    content = {
        "basis": basis,
        "surveys": {**earlier.surveys, **{one.name: to_row(one) for one in surveys}},
        "targets": {**earlier.targets, **{one.line.path: to_row(one) for one in targets}},
        "pairing": pairing,
    }
    with contextlib.suppress(OSError):
        keep(kept.place, content, _MOST)


def _digest(parts: Sequence[str]) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
