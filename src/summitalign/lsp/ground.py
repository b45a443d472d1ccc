"""What documents are judged by: glossaries as they were last sound, what is built from them, and the originals."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summitalign.errors import GlossaryError, InputError, SummitalignError
from summitalign.workspace.fixing import FixJob
from summitalign.workspace.stamps import stamp_of

if TYPE_CHECKING:
    from summitalign.glossary.problems import LintProblem
    from summitalign.model.document import Document


@dataclass(frozen=True, slots=True)
class Ground:
    """One glossary, read, with what finds its terms."""

    job: FixJob
    stamps: dict[str, bytes]
    """The files that it was read from, as they were then."""


@dataclass(slots=True)
class _Kept:
    """What is known of the glossary at one path."""

    stamps: dict[str, bytes]
    """The files that were read last, and came to the ground or to the error."""
    ground: Ground | None = None
    """The last one that was sound."""
    error: GlossaryError | None = None

    @property
    def is_outdated(self) -> bool:
        """Say whether a file of it has changed since."""
        return any(stamp_of(file) != stamp for file, stamp in self.stamps.items())


@dataclass(slots=True)
class Grounds:
    """The glossaries that the open documents need, each read again when a file of it has changed.

    To be asked by one thread at a time.
    """

    _kept: dict[tuple[str, str], _Kept] = field(default_factory=dict)
    _needed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By document, which glossary it was judged by last."""

    def ground_for(self, document: str, glossary: str, baseline: str = "") -> Ground | None:
        """Return what holds for a document now, which may be nothing: then `glossary` is empty.

        Of a glossary that cannot be used the last sound version counts; None where none was.
        """
        key = glossary, baseline
        before = self._needed.get(document)
        self._needed[document] = key
        if before is not None and before != key:
            self._forget(before)
        return self.ground(*key) if glossary else None

    def drop(self, document: str) -> None:
        """Forget what a document that was closed is judged by, where no other needs it."""
        key = self._needed.pop(document, None)
        if key is not None:
            self._forget(key)

    def _forget(self, key: tuple[str, str]) -> None:
        """Forget a glossary that no document needs any more, as it may be gone: nobody would read it again."""
        if key not in tuple(self._needed.values()):
            self._kept.pop(key, None)

    def ground(self, glossary: str, baseline: str = "") -> Ground | None:
        """Return what holds now of a glossary."""
        key = glossary, baseline
        kept = self._kept.get(key)
        if kept is None or kept.is_outdated:
            kept = self._kept[key] = _read(glossary, baseline, kept.ground if kept else None)
        return kept.ground

    def files(self) -> frozenset[str]:
        """Return the files of all glossaries, resolved."""
        return frozenset(os.path.realpath(file) for kept in tuple(self._kept.values()) for file in kept.stamps)

    def refresh(self) -> None:
        """Read again what has changed."""
        for key in tuple(self._kept):
            self.ground(*key)

    def are_outdated(self, documents: Iterable[str]) -> bool:
        """Say whether a file of a glossary that one of the documents needs has changed since it was read."""
        needed = {self._needed.get(each) for each in documents}
        return any(kept.is_outdated for key, kept in tuple(self._kept.items()) if key in needed)

    def errors(self) -> tuple[GlossaryError, ...]:
        """Return why glossaries cannot be used as they are now."""
        return tuple(kept.error for kept in tuple(self._kept.values()) if kept.error is not None)


def _read(glossary: str, baseline: str, last: Ground | None) -> _Kept:
    """Read a glossary, and run its tests; what is built for the one before is kept where nothing has changed."""
    from summitalign.workspace.baseline import REJECTED, empty_or_read
    from summitalign.workspace.glossary import check_examples, load_glossary
    from summitalign.workspace.screening import Screen

    rejected = str(Path(glossary).parent / REJECTED)
    stamps = {rejected: stamp_of(rejected)}
    if baseline:
        stamps[baseline] = stamp_of(baseline)
    try:
        # Stamped before it is read: what is written meanwhile is read again.
        loaded = load_glossary(glossary, lambda file: stamps.update({file: stamp_of(file)}))
        check_examples(loaded)
        screen = Screen(
            baseline=empty_or_read(baseline) if baseline else None,
            rejected=empty_or_read(rejected),
        )
    except SummitalignError as error:
        return _Kept(stamps, last, _placed(error))
    if last is not None and last.job.glossary.digest == loaded.digest:
        return _Kept(stamps, Ground(replace(last.job, screen=screen), stamps))
    return _Kept(stamps, Ground(FixJob(loaded, screen=screen), stamps))


def _placed(error: SummitalignError) -> GlossaryError:
    """Return an error with the file and the line of its place told apart."""
    path, _, line = error.place.rpartition(":")
    is_split = line.isdigit() and not Path(error.place).exists()
    place, number = (path, int(line)) if is_split else (error.place, None)
    return GlossaryError(error.message, place=place, line=number, hint=error.hint)


def problems_of(text: str, path: str) -> "tuple[LintProblem, ...]":
    """Find the errors and warnings of the text of a glossary, which need not be saved, in this file of it."""
    from summitalign.glossary.lint import lint
    from summitalign.workspace.glossary import include_reader

    return tuple(each for each in lint(text, path, include_reader(path)) if each.place == f"{path}:{each.line}")


@dataclass(slots=True)
class Originals:
    """The originals that were read, each once as long as its file stays as it is.

    To be asked by one thread at a time.
    """

    _read: "dict[str, tuple[bytes, Document | None]]" = field(default_factory=dict)
    _last: "tuple[tuple[str, ...], tuple[Document, ...]]" = ((), ())

    def documents(self, sources: Sequence[str]) -> "tuple[Document, ...]":
        """Return the documents at or below some paths; the same value as before where none has changed.

        What cannot be read is left out.
        """
        from summitalign.workspace.inputs import gather
        from summitalign.workspace.walk import SOURCE_SUFFIXES

        found = [self._document(one.name) for one in gather(sources, suffixes=SOURCE_SUFFIXES)]
        documents = tuple(one for one in found if one is not None)
        if self._last[0] != tuple(sources) or not _are_same(self._last[1], documents):
            self._last = tuple(sources), documents
        return self._last[1]

    def has(self, path: str) -> bool:
        """Say whether a file was read as an original."""
        real = os.path.realpath(path)
        return any(os.path.realpath(known) == real for known in tuple(self._read))

    def _document(self, path: str) -> "Document | None":
        from summitalign.workspace.read import Input, parse_input

        stamp = stamp_of(path)
        if path not in self._read or self._read[path][0] != stamp:
            try:
                self._read[path] = stamp, parse_input(Input(path))
            except InputError:
                self._read[path] = stamp, None
        return self._read[path][1]


def _are_same(some: "Sequence[Document]", others: "Sequence[Document]") -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
