"""Aligning many pairs of documents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from summitalign.errors import InputError, UsageError
from summitalign.model.alignment import Alignment, Order, Unit
from summitalign.model.document import Document
from summitalign.model.term import Glossary
from summitalign.workspace.encodings import decode_utf8
from summitalign.workspace.read import Input, parse_as_text, parse_input

if TYPE_CHECKING:
    from summitalign.align.options import AlignOptions

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
class AlignSettings:
    """How documents are aligned, by names only: small enough to be sent to every process."""

    unit: Unit = Unit.AUTO
    order: Order = Order.AUTO
    lexicons: tuple[str, ...] = ()
    """Paths of dictionaries that count beside the installed one."""
    embeddings: str = ""
    """Name of an embedder; empty for none."""

    def options(self) -> "AlignOptions":
        """Read what the names stand for; raises UsageError for what cannot be read or loaded."""
        from summitalign.align.embedding import load_embedder
        from summitalign.align.options import AlignOptions
        from summitalign.workspace.lexicons import kept_lexicon, read_lexicons

        embedder = load_embedder(self.embeddings) if self.embeddings else None
        known = kept_lexicon()
        lexicons = (*((known,) if known else ()), *read_lexicons(self.lexicons))
        return AlignOptions(self.unit, self.order, lexicons, embedder, self.embeddings)


@dataclass(frozen=True, slots=True)
class AlignJob:
    """Align one pair of documents."""

    glossary: Glossary | None
    settings: AlignSettings = AlignSettings()

    def prepare(self) -> Callable[[PairInput], Aligned]:
        """Return the function that does one pair."""
        from summitalign import api
        from summitalign.align.engine import Aligner

        aligner = Aligner(self.glossary, self.settings.options(), most=_KEPT)

        @lru_cache(maxsize=_KEPT)
        def read(source: Input) -> tuple[Document, str]:
            # Lines are those of the file, whatever it is.
            document = parse_as_text(source) if self.settings.unit is Unit.LINE else parse_input(source)
            return document, api.detect(document).tag

        def align(pair: PairInput) -> Aligned:
            source, source_language = read(pair.source)
            target, target_language = read(pair.target)
            return Aligned(aligner.align(source, target), source_language, target_language)

        return align


def read_pairs(listing: Input) -> tuple[PairInput, ...]:
    """Read a list of pairs, one `source<TAB>target` a line; blank lines and lines that begin with `#` say nothing.

    The table that `pair --format tsv` prints is such a list: its heading names the columns, and documents without a
    partner are passed over. Relative paths begin at the working directory, wherever the list lies. Raises UsageError
    with file and line for any other line, and for a list that cannot be read.
    """
    try:
        text = decode_utf8(listing.read(), listing.name).text
    except InputError as error:
        raise UsageError(error.message, place=error.path, line=error.line, hint=error.hint) from error
    return tuple(_pair_rows(text, listing.name))


_COLUMNS = ("source", "target")


def _pair_rows(text: str, path: str) -> Iterator[PairInput]:
    heading: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        row = line.rstrip("\r")
        values = tuple(value.strip() for value in row.split("\t"))
        # Below a heading, a row of its width is no remark: the name of a file may begin so.
        is_remark = row.startswith("#") and not (heading and len(values) == len(heading))
        if not row.strip() or is_remark:
            continue
        if set(_COLUMNS) <= set(values):
            heading = values
            continue
        columns = heading or _COLUMNS
        if len(values) != len(columns):
            what = f"its {len(columns)} columns" if heading else "two paths with a tab between them"
            raise UsageError(
                f"is not a pair: a line holds {what}, and this one has {len(values)}",
                place=path,
                line=number,
                hint="part the paths with a tab, the source (original) document first" if not heading else "",
            )
        source, target = (values[columns.index(name)] for name in _COLUMNS)
        if source and target:
            yield PairInput(Input(source), Input(target))
        elif not heading:
            raise UsageError("is not a pair: one of the two paths is empty", place=path, line=number)


def check_pairs(pairs: tuple[PairInput, ...]) -> None:
    """Raise UsageError for a side that a person named and that does not exist."""
    for pair in pairs:
        for side in (pair.source, pair.target):
            if side.data is None and not Path(side.name).exists():
                raise UsageError("no such file", place=side.name)
