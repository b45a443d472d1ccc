"""Running over many documents again: what has not changed since an earlier run is taken from the cache.

A document is the same if the system says that its file is, or else if its bytes have the same digest. What the system
says counts only where the file was last changed well before it was read, as in Git's index: a file that was changed
in the moment it was read may have been changed again in the same moment.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from summitalign.errors import SummitalignError
from summitalign.workspace import stamps
from summitalign.workspace.cache import cache_folder
from summitalign.workspace.read import Input
from summitalign.workspace.recall import LEAST, Recall
from summitalign.workspace.row import Row
from summitalign.workspace.run import MANY, Done, Engine, Job, Shared, map_all, run_all

if TYPE_CHECKING:
    from summitalign.workspace.outcomes import Outcomes
    from summitalign.workspace.sheets import Sheets

Value = TypeVar("Value")

_BATCH = 512
"""Rows that are written at once: what a killed run has to do again."""
_SOON = 2.0
"""Seconds after which fewer are written."""


class Codec(Protocol[Value]):
    """Turns outcomes into rows and back."""

    def pack(self, value: Value) -> tuple[int, bytes] | None:
        """Return the grade of an outcome, 0 for nothing to tell, and its content; None for one not to be kept."""

    def unpack(self, source: Input, content: bytes) -> Value:
        """Make the outcome of a document, whose bytes are at hand, from its content; raises ValueError."""

    def nothing(self, name: str) -> Value:
        """Return the outcome of grade 0."""


@dataclass(frozen=True, slots=True)
class Known(Generic[Value]):
    """What a run may take from earlier ones."""

    codec: Codec[Value]
    context: str
    """Digest of all that outcomes depend on beside the document, its path included."""
    recall: Recall
    tell: Callable[[str], None]
    highest: int = 9
    """Outcomes of a higher grade are worked out again."""
    sheets: "Sheets | None" = None
    """Is told what the system said of each document; the caller has asked it before, and the cache is open."""


@dataclass(frozen=True, slots=True)
class _Asked:
    source: Input
    digest: bytes = b""
    """Of the bytes whose outcome is known; empty where none is."""

    @property
    def name(self) -> str:
        return self.source.name

    def __reduce__(self) -> tuple[object, ...]:
        # As a call: a frozen value with slots takes five times as long to come through a pipe.
        return _Asked, (self.source, self.digest)


_Answer = tuple[Row | None, Value | None]
"""What stands for a file, None for what is none; and what became of it, None where its bytes are those known."""


@dataclass(frozen=True, slots=True)
class _Reading(Generic[Value]):
    """Reads a document, and does what is to be done with it where its bytes are new."""

    job: Job[Input, Value]

    def share(self, *, is_forked: bool) -> None:
        """Share what the job shares."""
        if isinstance(self.job, Shared):
            self.job.share(is_forked=is_forked)

    def prepare(self) -> Callable[[_Asked], _Answer[Value]]:
        """Return the function that does one document."""
        work = self.job.prepare()

        def answer(asked: _Asked) -> _Answer[Value]:
            source = asked.source
            if source.data is not None:
                return None, work(source)
            seen = time.time_ns()
            stamp = stamps.stamp_of(source.name)  # before the reading: what changes afterwards is told by it
            data = source.read()
            digest = sha256(data).digest()
            row = Row(stamp, seen, digest) if stamp else None
            return row, None if digest == asked.digest else work(Input(source.name, data))

        return answer


def context_of(*parts: object) -> str:
    """Return the digest of what outcomes depend on: these values, the program, and the folder that names begin in."""
    from summitalign.workspace.program import key_of, program, surroundings

    return key_of(program(), surroundings(), os.getcwd(), *parts)  # noqa: PTH109 - one that is gone raises as it should


def run_again(
    inputs: Sequence[Input], job: Job[Input, Value], engine: Engine, known: Known[Value] | None, many: int = MANY
) -> Iterator[Done[Input, Value]]:
    """Do every document as `map_all` does, in the same order and with the same outcomes, what is known but once."""
    folder = cache_folder()
    if known is not None and known.sheets is not None:
        yield from _Run(inputs, job, known, known.sheets.rows).results(engine, many)
    elif known is None or known.recall.no_cache or folder is None or len(inputs) < LEAST:
        yield from map_all(inputs, job, engine, many=many)
    else:
        from summitalign.workspace.outcomes import Outcomes

        yield from _Run(inputs, job, known, Outcomes(folder, known.context, known.tell)).results(engine, many)


class _Run(Generic[Value]):
    """One run that goes by the cache."""

    def __init__(self, inputs: Sequence[Input], job: Job[Input, Value], known: Known[Value], rows: "Outcomes") -> None:
        self._inputs, self._job, self._known, self._rows = inputs, job, known, rows
        self._new: list[tuple[str, Row]] = []
        self._written = time.monotonic()
        self._work: Callable[[Input], Value] | None = None

    def results(self, engine: Engine, many: int) -> Iterator[Done[Input, Value]]:
        """Yield what becomes of each document."""
        grades, asked = self._survey()
        results = map_all(asked, _Reading(self._job), engine, many=many)
        try:
            for start in range(0, len(self._inputs), _BATCH):
                yield from self._batch(start, grades, results)
            self._flush()
            self._rows.tidy()
        finally:
            self._flush()

    def _survey(self) -> tuple[bytearray, list[_Asked]]:
        """Return for each document one more than the grade that is known, 0 for none, and those to be read."""
        grades, asked = bytearray(len(self._inputs)), list[_Asked]()
        for start in range(0, len(self._inputs), _BATCH):
            some = self._inputs[start : start + _BATCH]
            found = self._rows.find([source.name for source in some if source.data is None])
            for number, source in enumerate(some, start):
                row = found.get(source.name) if source.data is None else None
                if row is None or row.grade > self._known.highest:
                    asked.append(_Asked(source))
                elif self._known.recall.rehash or not _is_same(source.name, row):
                    asked.append(_Asked(source, row.digest))
                else:
                    grades[number] = row.grade + 1
                    self._prove(source.name, row)
        return grades, asked

    def _batch(
        self, start: int, grades: bytearray, results: Iterator[Done[_Asked, _Answer[Value]]]
    ) -> Iterator[Done[Input, Value]]:
        """Yield some documents: what is known of them is read together."""
        some = self._inputs[start : start + _BATCH]
        told = [source.name for number, source in enumerate(some, start) if grades[number] > 1]
        rows = self._rows.find(told) if told else {}
        for number, source in enumerate(some, start):
            if grades[number] == 1:
                yield Done(source, self._known.codec.nothing(source.name))
            elif grades[number]:
                yield self._told(source, rows.get(source.name))
            else:
                (done,) = islice(results, 1)
                yield self._answered(source, done)

    def _answered(self, source: Input, done: Done[_Asked, _Answer[Value]]) -> Done[Input, Value]:
        if done.value is None:
            return Done(source, problem=done.problem, trace=done.trace)
        new, value = done.value
        if value is None:  # read again, and the same
            row = self._rows.find([source.name]).get(source.name)
            if row is None or new is None:
                return self._anew(source)
            if new.stamp != row.stamp or new.seen > row.seen:
                self._keep(source.name, Row(new.stamp, new.seen, row.digest, row.grade, row.content))
            self._prove(source.name, new)
            return self._told(source, row) if row.grade else Done(source, self._known.codec.nothing(source.name))
        if new is not None and (packed := self._known.codec.pack(value)) is not None:
            self._keep(source.name, Row(new.stamp, new.seen, new.digest, *packed))
            self._prove(source.name, new)
        return Done(source, value)

    def _told(self, source: Input, row: Row | None) -> Done[Input, Value]:
        """Return what is known of a document with anything to tell: for the bytes that it has now, or anew."""
        try:
            data = source.read()
            if row is not None and sha256(data).digest() == row.digest:
                return Done(source, self._known.codec.unpack(Input(source.name, data), row.content))
        except SummitalignError as problem:
            return Done(source, problem=problem)
        except ValueError:  # written by a program that was not quite this one
            pass
        return self._anew(source)

    def _anew(self, source: Input) -> Done[Input, Value]:
        self._prove(source.name, None)
        return next(run_all([source], _Prepared(self._prepared())))

    def _prepared(self) -> Callable[[Input], Value]:
        if self._work is None:
            self._work = self._job.prepare()
        return self._work

    def _prove(self, name: str, row: Row | None) -> None:
        if self._known.sheets is not None:
            self._known.sheets.prove(name, row.stamp if row else b"", row.seen if row else 0)

    def _keep(self, name: str, row: Row) -> None:
        self._new.append((name, row))
        if len(self._new) >= _BATCH or time.monotonic() - self._written > _SOON:
            self._flush()

    def _flush(self) -> None:
        if self._new:
            self._rows.put(self._new)
            self._new.clear()
        self._written = time.monotonic()


@dataclass(frozen=True, slots=True)
class _Prepared(Generic[Value]):
    work: Callable[[Input], Value]

    def prepare(self) -> Callable[[Input], Value]:
        return self.work


def _is_same(name: str, row: Row) -> bool:
    """Say whether a file is surely the one that a row is about, by what the system says."""
    return stamps.tells(row.stamp, row.seen) and stamps.stamp_of(name) == row.stamp
