"""Languages of documents as people read them: a table that fits the terminal, and counts by folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summitalign.model.declaration import Declaration
from summitalign.model.language import UNDETERMINED, Detection
from summitalign.model.tags import agree
from summitalign.report.language_counts import FolderCount
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import clip, clip_middle, pad, visible, width

_BAR = 10
"""Columns of the bar that stands for the whole of a document, where there is no terminal to fill."""
_LEAST_BAR, _LONGEST_BAR = 4, 20
_WIDE_FOR_BAR = 12
"""The bar takes one column in so many of the terminal."""
_TRACE = 0.005
"""A smaller share would read 0%: a name or two in another language."""
_EIGHTHS = " ▏▎▍▌▋▊▉"
_MAX_PATH = 72
"""Columns; a longer path pushes only its own row to the right."""
_LEAST_PATH = 16
_WIDE = 100
"""Columns of a terminal from which the table says where a language is declared."""
_GAP = "  "
_SURENESS = "sure"
_HEAD = ("document", "language", "declared", _SURENESS, "share", "languages")


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """What the table tells of one document, or of one line."""

    name: str
    detection: Detection
    declaration: Declaration | None = None
    is_contradicted: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """Columns of the terminal that each part of a row has."""

    name: int
    tag: int
    declared: int
    """0 where no document declares a language."""
    bar: int
    shares: int | None
    """None for as many as it takes."""

    def row(self, cells: Sequence[str], roles: Sequence[Role | None], paint: Paint) -> str:
        """Join the cells of a row, each padded and painted; the last one is cut if it has to be."""
        *firm, shares = cells
        sizes = (self.name, self.tag, self.declared, len(_SURENESS), self.bar)
        padded = [pad(cell, size) for cell, size in zip(firm, sizes, strict=True)]
        padded.append(shares if self.shares is None else clip(shares, self.shares))
        whole = zip(padded, roles, strict=True)
        return _GAP.join(paint(cell, role) if role else cell for cell, role in whole if cell).rstrip()


def bar(share: float, columns: int = _BAR) -> str:
    """Draw a share (0..1) as a bar with a resolution of an eighth of a column."""
    whole, eighth = divmod(round(max(0.0, min(1.0, share)) * columns * 8), 8)
    return pad("█" * whole + (_EIGHTHS[eighth] if eighth else ""), columns)


def language_rows(rows: Sequence[LanguageRow], paint: Paint = plain, columns: int | None = None) -> Iterator[str]:
    """Yield a table: name, main language, what is declared, confidence, a bar for the main share, all shares.

    `columns` is the width of the terminal, which no row exceeds: long names are cut in the middle, long lists of
    shares at the end. None leaves everything whole, and leaves out the head.
    """
    names, tags = [visible(row.name) for row in rows], [row.detection.tag for row in rows]
    shares = [_shares(row.detection) for row in rows]
    declared = [_declared(row, with_place=columns is None or columns >= _WIDE) for row in rows]
    layout = _layout(names, tags, declared, shares, columns)
    if columns is not None and rows:
        head = (_HEAD[0], _HEAD[1], _HEAD[2] if layout.declared else "", *_HEAD[3:])
        yield layout.row(head, (Role.FAINT,) * len(head), paint)
    for name, row, said, text in zip(names, rows, declared, shares, strict=True):
        is_known = row.detection.tag != UNDETERMINED
        cells = (
            name if columns is None else clip_middle(name, layout.name),
            row.detection.tag,
            said,
            sureness(row.detection.confidence) if is_known else "",
            bar(_main_share(row.detection), layout.bar),
            text,
        )
        mark = Role.WRONG if row.is_contradicted else Role.FAINT
        yield layout.row(cells, (Role.PLACE, Role.STRONG, mark, None, Role.RIGHT, None), paint)


def _layout(
    names: Sequence[str], tags: Sequence[str], declared: Sequence[str], shares: Sequence[str], columns: int | None
) -> _Layout:
    name, tag, said, text = (max(map(width, cells), default=0) for cells in (names, tags, declared, shares))
    if columns is None:
        return _Layout(min(_MAX_PATH, name), tag, said, _BAR, None)
    tag = max(tag, width(_HEAD[1]))
    said = max(said, width(_HEAD[2])) if said else 0
    strip = max(_LEAST_BAR, min(_LONGEST_BAR, columns // _WIDE_FOR_BAR))
    room = columns - tag - said - len(_SURENESS) - strip - (5 if said else 4) * len(_GAP)
    # A path may take what the shares leave, and half of the room where they leave less.
    name = max(min(name, max(room - text, room // 2)), width(_HEAD[0]))
    return _Layout(name, tag, said, strip, max(1, room - name))


def sureness(confidence: float) -> str:
    """Write a confidence (0..1) rounded down: nothing reads 1.00 that is not wholly sure."""
    return f"{int(confidence * 100) / 100:.2f}"


def _main_share(detection: Detection) -> float:
    return next((share for tag, share in detection.shares if tag == detection.tag), 0.0)


def _shares(detection: Detection) -> str:
    shares = _GAP.join(f"{tag} {share:.0%}" for tag, share in detection.shares if share >= _TRACE)
    return shares or "too little text"


def _declared(row: LanguageRow, *, with_place: bool) -> str:
    """Say what a document declares: that it is so (=), only partly or doubtfully (~), or not (≠); and where it does."""
    if row.declaration is None:
        return ""
    does_agree = row.detection.tag != UNDETERMINED and agree(row.declaration.tag, row.detection.tag)
    tag = f"{'≠' if row.is_contradicted else '=' if does_agree else '~'} {row.declaration.tag}"
    return f"{tag} ({row.declaration.by.value})" if with_place else tag


def count_rows(folders: Sequence[FolderCount], paint: Paint = plain, columns: int | None = None) -> Iterator[str]:
    """Yield a table: for all documents and for each folder the number of them in each language, with a bar."""
    names = [visible(folder.path) if folder.path else "all documents" for folder in folders]
    tags = max((width(tag) for folder in folders for tag, _ in folder.languages), default=0)
    number = max((len(str(folder.documents)) for folder in folders), default=1)
    strip = _BAR if columns is None else max(_LEAST_BAR, min(_LONGEST_BAR, columns // _WIDE_FOR_BAR))
    name_width = max(map(width, names), default=0)
    if columns is not None:
        name_width = min(name_width, max(_LEAST_PATH, columns - tags - number - strip - len("100%") - 4 * len(_GAP)))
    for name, folder in zip(names, folders, strict=True):
        shown = clip_middle(name, name_width) if columns is not None else name
        for tag, count in folder.languages:
            share = count / folder.documents
            role = Role.FAINT if tag == UNDETERMINED else Role.STRONG
            pieces = (
                paint(pad(shown, name_width), Role.PLACE),
                paint(pad(tag, tags), role),
                f"{count:{number}}",
                paint(bar(share, strip), Role.FAINT if tag == UNDETERMINED else Role.RIGHT),
                f"{share:4.0%}",
            )
            yield _GAP.join(pieces)
            # A folder is named once for the eye, but on every line for a program that reads a pipe.
            shown = "" if columns is not None else shown
