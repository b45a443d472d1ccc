"""Running over many documents again: what has not changed since an earlier run is taken from the cache.

A document is the same if the system says that its file is, or else if its bytes have the same digest. What the system
says counts only where the file was last changed well before it was read, as in Git's index: a file that was changed
in the moment it was read may have been changed again in the same moment.
"""

import os
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from summitalign.errors import SummitalignError
from summitalign.workspace.cache import cache_folder
from summitalign.workspace.read import Input
from summitalign.workspace.row import Row
from summitalign.workspace.run import CHUNK, Done, Engine, Job, Shared, map_all, run_all

if TYPE_CHECKING:
    from summitalign.workspace.outcomes import Outcomes

Value = TypeVar("Value")

LEAST = CHUNK
"""Documents from which the cache is asked; fewer are done before it is open."""
_MARGIN = 2_000_000_000
"""Nanoseconds that a file must not have been changed before it was read: the coarsest clock of a file system."""
_BATCH = 512
"""Rows that are written at once: what a killed run has to do again."""
_SOON = 2.0
"""Seconds after which fewer are written."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Whether and how a run goes by the cache."""

    no_cache: bool = False
    rehash: bool = False
    """Whether every file is read and digested, whatever the system says of it."""


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


@dataclass(frozen=True, slots=True)
class _Asked:
    source: Input
    digest: bytes = b""
    """Of the bytes whose outcome is known; empty where none is."""

    @property
    def name(self) -> str:
        return self.source.name


@dataclass(frozen=True, slots=True)
class _Answer(Generic[Value]):
    row: Row | None
    """None for what is no file."""
    value: Value | None
    """None where the bytes are those that were known."""


@dataclass(frozen=True, slots=True)
class _Reading(Generic[Value]):
    """Reads a document, and does what is to be done with it where its bytes are new."""

    job: Job[Input, Value]

    def share(self) -> None:
        """Share what the job shares."""
        if isinstance(self.job, Shared):
            self.job.share()

    def prepare(self) -> Callable[[_Asked], _Answer[Value]]:
        """Return the function that does one document."""
        work = self.job.prepare()

        def answer(asked: _Asked) -> _Answer[Value]:
            source = asked.source
            if source.data is not None:
                return _Answer(None, work(source))
            seen = time.time_ns()
            stamp = _stamp(source.name)  # before the reading: what changes afterwards is told by it
            data = source.read()
            digest = sha256(data).digest()
            row = Row(stamp, seen, digest) if stamp else None
            return _Answer(row, None if digest == asked.digest else work(Input(source.name, data)))

        return answer


def context_of(*parts: object) -> str:
    """Return the digest of what outcomes depend on: these values, the program, and the folder that names begin in."""
    from summitalign.workspace.program import key_of, program, surroundings

    return key_of(program(), surroundings(), os.getcwd(), *parts)  # noqa: PTH109 - one that is gone raises as it should


def run_again(
    inputs: Sequence[Input], job: Job[Input, Value], engine: Engine, known: Known[Value] | None
) -> Iterator[Done[Input, Value]]:
    """Do every document as `map_all` does, in the same order and with the same outcomes, what is known but once."""
    folder = cache_folder()
    if known is None or known.recall.no_cache or folder is None or len(inputs) < LEAST:
        yield from map_all(inputs, job, engine)
        return
    from summitalign.workspace.outcomes import Outcomes

    yield from _Run(inputs, job, known, Outcomes(folder, known.context, known.tell)).results(engine)


class _Run(Generic[Value]):
    """One run that goes by the cache."""

    def __init__(self, inputs: Sequence[Input], job: Job[Input, Value], known: Known[Value], rows: "Outcomes") -> None:
        self._inputs, self._job, self._known, self._rows = inputs, job, known, rows
        self._new: list[tuple[str, Row]] = []
        self._written = time.monotonic()
        self._work: Callable[[Input], Value] | None = None

    def results(self, engine: Engine) -> Iterator[Done[Input, Value]]:
        """Yield what becomes of each document."""
        grades, asked = self._survey()
        results = map_all(asked, _Reading(self._job), engine)
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
        answer = done.value
        if answer is None:
            return Done(source, problem=done.problem, trace=done.trace)
        if answer.value is None:  # read again, and the same
            row = self._rows.find([source.name]).get(source.name)
            if row is None or answer.row is None:
                return self._anew(source)
            if answer.row.stamp != row.stamp or answer.row.seen > row.seen:
                self._keep(source.name, Row(answer.row.stamp, answer.row.seen, row.digest, row.grade, row.content))
            return self._told(source, row) if row.grade else Done(source, self._known.codec.nothing(source.name))
        if answer.row is not None and (packed := self._known.codec.pack(answer.value)) is not None:
            self._keep(source.name, Row(answer.row.stamp, answer.row.seen, answer.row.digest, *packed))
        return Done(source, answer.value)

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
        return next(run_all([source], _Prepared(self._prepared())))

    def _prepared(self) -> Callable[[Input], Value]:
        if self._work is None:
            self._work = self._job.prepare()
        return self._work

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


_NUMBERS = struct.Struct("<QqqQ")


def _stamp(name: str) -> bytes:
    """Return what the system says of a file as it is; empty for what is none."""
    try:
        info = os.stat(name)  # noqa: PTH116 - a Path for each file costs a run a tenth of its time
        return _NUMBERS.pack(info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)
    except (OSError, ValueError, struct.error):
        return b""


def _is_same(name: str, row: Row) -> bool:
    """Say whether a file is surely the one that a row is about, by what the system says."""
    if len(row.stamp) != _NUMBERS.size or _stamp(name) != row.stamp:
        return False
    _, modified, changed, *_ = _NUMBERS.unpack(row.stamp)
    return bool(max(modified, changed) < row.seen - _MARGIN)
