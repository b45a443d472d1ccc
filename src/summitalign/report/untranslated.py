"""What of documents is not translated yet: as text, JSON, CSV and annotations."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summitalign.model.coverage import Coverage, Extent, Remaining
from summitalign.model.language import UNDETERMINED
from summitalign.report.counting import counted, percent
from summitalign.report.delimited import csv_row
from summitalign.report.github import part_command
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import clip, visible

HEADER = ("path", "translated", "start_line", "end_line", "extent", "language", "share", "letters", "title")
_MOST_TITLE = 60
"""Columns of a title."""
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class CoveredDocument:
    """One document that is to be in the target language."""

    path: str
    coverage: Coverage
    lines: tuple[tuple[int, int], ...]
    """First and last line of each of `coverage.remaining`, from 1."""

    @property
    def parts(self) -> Iterator[tuple[Remaining, tuple[int, int]]]:
        """Yield what remains, with its lines."""
        return zip(self.coverage.remaining, self.lines, strict=True)

    def share(self, part: Remaining) -> float:
        """Return how much of all that counts in the document a part is, 0..1."""
        return part.weight / (self.coverage.done + self.coverage.left)


def shown_shares(document: CoveredDocument) -> Iterator[str]:
    """Yield the share of each part so that, with what is translated, the whole numbers add up to 100%."""
    exact = [document.share(part) * 100 for part in document.coverage.remaining]
    points = [int(share) for share in exact]
    missing = 100 - int(document.coverage.translated * 100) - sum(points)
    largest = sorted(range(len(exact)), key=lambda at: (points[at] - exact[at], at))
    for at in largest[:missing]:
        points[at] += 1
    yield from (f"{number}%" if number else "<1%" for number in points)


def untranslated_rows(document: CoveredDocument, paint: Paint = plain) -> Iterator[str]:
    """Yield a line for the document, and one for each part that remains."""
    path = visible(document.path)
    if document.coverage.is_empty:
        yield f"{paint(path, Role.PLACE)}: nothing to translate"
        return
    figure = percent(document.coverage.translated)
    yield f"{paint(path, Role.PLACE)}: {paint(figure, Role.STRONG)} translated"
    for (part, (first, last)), share in zip(document.parts, shown_shares(document), strict=True):
        lines = str(first) if first == last else f"{first}-{last}"
        place = paint(f"{path}:{lines}:", Role.PLACE)
        yield f"{place} {paint(part.tag, Role.WRONG)} {share}  {paint(_name(part), Role.FAINT)}".rstrip()


def total_row(documents: Sequence[CoveredDocument], target: str) -> str:
    """Say how much of all documents is translated."""
    open_ones = sum(bool(document.coverage.remaining) for document in documents)
    parts = sum(len(document.coverage.remaining) for document in documents)
    named = f"{counted(len(documents), 'document', 'documents')} in {target}"
    if all(document.coverage.is_empty for document in documents):
        return f"{named}: nothing to translate"
    whole = f"{named}: {percent(translated_share(documents))} translated"
    if not parts:
        return whole
    return f"{whole}; {counted(parts, 'part', 'parts')} left in {counted(open_ones, 'document', 'documents')}"


def untranslated_object(document: CoveredDocument) -> dict[str, object]:
    """Describe one document: one JSON object of the kind `summitalign/untranslated/1`."""
    coverage = document.coverage
    return {
        "schema": "summitalign/untranslated/1",
        "path": document.path,
        "target": coverage.target,
        "translated": None if coverage.is_empty else round(coverage.translated, _DIGITS),
        "remaining": [
            {
                "extent": part.extent.value,
                "title": part.title,
                "start_line": first,
                "end_line": last,
                "language": part.tag,
                "share": round(document.share(part), _DIGITS),
                "letters": part.letters,
            }
            for part, (first, last) in document.parts
        ],
    }


def untranslated_json(documents: Sequence[CoveredDocument], target: str) -> str:
    """Return one JSON document of the kind `summitalign/untranslated-documents/1`."""
    is_empty = all(document.coverage.is_empty for document in documents)
    content = {
        "schema": "summitalign/untranslated-documents/1",
        "target": target,
        "translated": None if is_empty else round(translated_share(documents), _DIGITS),
        "documents": [untranslated_object(document) for document in documents],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def untranslated_csv(document: CoveredDocument) -> Iterator[str]:
    """Yield a row for each part that remains; a document without any has one row with empty fields."""
    known = (document.path, "" if document.coverage.is_empty else f"{document.coverage.translated:.4f}")
    for part, (first, last) in document.parts:
        share = f"{document.share(part):.4f}"
        yield csv_row((*known, first, last, part.extent.value, part.tag, share, part.letters, part.title))
    if not document.lines:
        yield csv_row((*known, *[""] * (len(HEADER) - len(known))))


def untranslated_commands(document: CoveredDocument, path: str) -> Iterator[str]:
    """Yield a workflow command of GitHub Actions for each part that remains; `path` is from the working directory."""
    for part, lines in document.parts:
        tag = "" if part.tag == UNDETERMINED else f"{part.tag}, "
        message = f"{_name(part)} is {tag}not {document.coverage.target}"
        yield part_command(path, lines, "language/untranslated", message)


def translated_share(documents: Iterable[CoveredDocument]) -> float:
    """Return how much of all documents together is translated, 0..1; 1 where there is nothing to translate."""
    covered = [document.coverage for document in documents]
    done, left = sum(each.done for each in covered), sum(each.left for each in covered)
    return done / (done + left) if left else 1.0


def _name(part: Remaining) -> str:
    title = f' "{clip(visible(part.title), _MOST_TITLE)}"' if part.title else ""
    if part.extent is Extent.DOCUMENT:
        return f"the whole document{title}"
    return f"section{title}" if part.extent is Extent.SECTION else f"part of section{title}" if title else "a block"
