"""What a report can take over from earlier runs: results of documents that are the same, in the user's cache.

They are rows beside those of other runs, and are kept as they are found: a run that is killed loses the last few.
"""

import json
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from summitalign.report.corpus_digest import DocumentDigest, PairDigest
from summitalign.report.html.cards import DocumentCard, PairCard
from summitalign.workspace.cache import cache_folder
from summitalign.workspace.corpus import Surveyed
from summitalign.workspace.outcomes import Outcomes
from summitalign.workspace.program import key_of
from summitalign.workspace.row import Row
from summitalign.workspace.rows import from_row, to_row

Value = TypeVar("Value")

_SURVEY, _TARGET, _PAIRS = "survey", "target", "pairs"
_AT_ONCE = 64
"""Rows that are read or written at once: a target is some kilobytes."""
_SOON = 2.0
"""Seconds after which fewer are written."""

Pairing = Sequence[tuple[str, str]]
"""Paths of sources and targets that belong together."""
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

    line: DocumentDigest
    card: DocumentCard
    pairs: tuple[KeptPair, ...]


class KeptReport:
    """The results of the report in a folder, each under the digest of all that it depends on."""

    def __init__(self, folder: str | None, basis: str, tell: Callable[[str], None]) -> None:
        """Name the folder, and what all results depend on; without a folder, or without a cache, nothing is kept.

        `tell` hears what keeps the cache from being used.
        """
        place = cache_folder() if folder is not None else None
        self._rows = None
        if place is not None and folder is not None:
            self._rows = Outcomes(place, key_of("report", str(Path(folder).resolve())), tell)
        self._basis = basis
        self._new: list[tuple[str, Row]] = []
        self._asked: set[str] = set()
        """Names of the rows that this run has asked for, or has made."""
        self._written = time.monotonic()

    def surveys(self, names: Sequence[str], digest: Callable[[str], str]) -> Iterator[tuple[str, Surveyed]]:
        """Yield the surveys of documents, with their names; `digest` is asked where one is known, and has to agree."""
        return self._found(_SURVEY, Surveyed, names, digest)

    def targets(self, keys: Mapping[str, str]) -> Iterator[tuple[str, KeptTarget]]:
        """Yield what targets came to of which nothing has changed that they depend on, with their names."""
        return self._found(_TARGET, KeptTarget, list(keys), keys.__getitem__)

    def pairs(self, key: str) -> Pairing | None:
        """Return the pairs that were found, if they were found among the same documents."""
        kind: Any = tuple[tuple[str, str], ...]
        return next((pairs for _, pairs in self._found(_PAIRS, kind, [""], lambda _: key)), None)

    def keep_survey(self, survey: Surveyed) -> None:
        """Keep the survey of a document."""
        self._keep(_SURVEY, survey.name, survey.digest, survey)

    def keep_target(self, key: str, target: KeptTarget) -> None:
        """Keep what a target came to, whose pages are written."""
        self._keep(_TARGET, target.line.path, key, target)

    def keep_pairs(self, key: str, pairs: Pairing) -> None:
        """Keep the pairs that were found."""
        self._keep(_PAIRS, "", key, tuple(pairs))

    def flush(self) -> None:
        """Write what is not written yet."""
        if self._rows is not None and self._new:
            self._rows.put(self._new)
            self._new.clear()
        self._written = time.monotonic()

    def finish(self) -> None:
        """Write the rest, drop what documents came to that are gone, and let the cache drop what was long not used.

        For a run that came to its end: one that was stopped has not asked for everything.
        """
        self.flush()
        if self._rows is not None:
            self._rows.keep_only(self._asked)
            self._rows.tidy()

    def _found(
        self, what: str, kind: type[Value], names: Sequence[str], key: Callable[[str], str]
    ) -> Iterator[tuple[str, Value]]:
        if self._rows is None:
            return
        for some in (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE)):
            asked = [f"{what}\0{name}" for name in some]
            self._asked.update(asked)
            rows = self._rows.find(asked)
            for name in some:
                row = rows.get(f"{what}\0{name}")
                if row is not None and row.digest == self._digest(key(name)):
                    value = _unpacked(kind, row.content)
                    if value is not None:
                        yield name, value

    def _keep(self, what: str, name: str, key: str, value: object) -> None:
        if self._rows is None:
            return
        self._asked.add(f"{what}\0{name}")
        self._new.append((f"{what}\0{name}", Row(b"", 0, self._digest(key), content=_packed(value))))
        if len(self._new) >= _AT_ONCE or time.monotonic() - self._written > _SOON:
            self.flush()

    def _digest(self, key: str) -> bytes:
        return bytes.fromhex(key_of(self._basis, key))


def _packed(value: object) -> bytes:
    text = json.dumps(to_row(value), separators=(",", ":"), ensure_ascii=False)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _unpacked(kind: type[Value], content: bytes) -> Value | None:
    """Return a value that was kept; None for one that a program has written that was not quite this one."""
    try:
        return from_row(kind, json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass")))
    except (zlib.error, ValueError):
        return None
