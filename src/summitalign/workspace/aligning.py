"""Aligning many pairs of documents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from summitalign.errors import InputError, UsageError
from summitalign.model.alignment import Alignment, Unit
from summitalign.model.document import Document
from summitalign.model.term import Glossary
from summitalign.workspace.read import Input, parse_input, read_text

_KEPT = 64
"""Parsed documents that a process keeps: a list of pairs often names one source many times in a row."""


@dataclass(frozen=True, slots=True)
class PairInput:
    """Two documents to align."""

    source: Input
    target: Input

    @property
    def name(self) -> str:
        """Name the pair in messages."""
        return f"{self.source.name} and {self.target.name}"


@dataclass(frozen=True, slots=True)
class Aligned:
    """An alignment, and the languages of its sides."""

    alignment: Alignment
    source_language: str
    """BCP 47 tag."""
    target_language: str


@dataclass(frozen=True, slots=True)
class AlignJob:
    """Align one pair of documents."""

    glossary: Glossary | None
    unit: Unit

    def prepare(self) -> Callable[[PairInput], Aligned]:
        """Return the function that does one pair."""
        from summitalign import api

        @lru_cache(maxsize=_KEPT)
        def read(source: Input) -> tuple[Document, str]:
            document = parse_input(source)
            return document, api.detect(document).tag

        def align(pair: PairInput) -> Aligned:
            source, source_language = read(pair.source)
            target, target_language = read(pair.target)
            return Aligned(api.align(source, target, self.glossary, self.unit), source_language, target_language)

        return align


def read_pairs(path: str) -> tuple[PairInput, ...]:
    """Read a list of pairs, one `source<TAB>target` a line; blank lines and lines that begin with `#` say nothing.

    The table that `pair --format tsv` prints is such a list: its heading, its further columns and the documents
    without a partner are passed over. Raises UsageError with file and line for any other line, and for a list that
    cannot be read.
    """
    try:
        text = read_text(path)
    except InputError as error:
        raise UsageError(error.message, place=error.place, hint=error.hint) from error
    return tuple(_pair_rows(text, path))


def _pair_rows(text: str, path: str) -> Iterator[PairInput]:
    for number, line in enumerate(text.split("\n"), 1):
        row = line.rstrip("\r")
        if not row.strip() or row.startswith("#"):
            continue
        names = [name.strip() for name in row.split("\t")]
        if names[:2] == ["source", "target"] or (len(names) > 2 and not all(names[:2])):
            continue
        if len(names) < 2 or not all(names[:2]):
            raise UsageError(
                "is not a pair: a line holds two paths with a tab between them",
                place=f"{path}:{number}",
                hint="the source (original) document comes first",
            )
        yield PairInput(Input(names[0]), Input(names[1]))


def check_pairs(pairs: tuple[PairInput, ...]) -> None:
    """Raise UsageError for a side that a person named and that does not exist."""
    for pair in pairs:
        for side in (pair.source, pair.target):
            if side.data is None and not Path(side.name).exists():
                raise UsageError("no such file", place=side.name)
