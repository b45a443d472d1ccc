"""A report as Markdown for a pull request or a job's summary: the figures, then tables that fold away."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from summitalign.model.finding import Decision
from summitalign.report.corpus_digest import CorpusDigest, DocumentDigest, FindingLine, Left, PairDigest
from summitalign.report.counting import counted, percent
from summitalign.report.markdown_text import shown, table_row
from summitalign.report.measures import coverage, value_of
from summitalign.report.width import clip, clip_middle

MOST = 65_536
"""Characters that GitHub takes for a comment."""
MARK = "<!-- summitalign report -->"
"""The first line, by which a script finds the comment again, to replace it."""
_SPARE = 512
"""Kept for what no table counts: the line at the end, and what a reader of the comment puts before it."""
_MOST_PATH, _MOST_TITLE, _MOST_REASON = 80, 80, 160
"""Columns of a cell."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that folds away, and may be cut."""

    title: str
    header: Sequence[str]
    aligned: Sequence[str]
    rows: Iterator[Sequence[str]]
    count: int
    is_open: bool = False


def report_markdown(digest: CorpusDigest, most: int = MOST) -> str:
    """Return the report, of at most `most` characters: tables are cut, and say how many rows are left out.

    What documents hold is shown as text, whatever it would mean in Markdown or HTML, and calls nobody.
    """
    head = f"{MARK}\n### Bilingual report: {shown(clip(digest.title, _MOST_TITLE))}\n\n{_figures(digest)}\n"
    tables = [table for make in _TABLES if (table := make(digest)).count]
    room = most - _SPARE - length(head)
    parts: dict[str, str] = {}
    # What a short table leaves of its share goes to the longer ones.
    for number, table in enumerate(sorted(tables, key=lambda table: table.count)):
        parts[table.title] = _written(table, room // (len(tables) - number))
        room -= length(parts[table.title])
    body = "".join(parts[table.title] for table in tables)
    return f"{head}{body}\n<sub>summitalign {shown(digest.version)}</sub>\n"


def length(text: str) -> int:
    """Count the characters of a text as GitHub does, in code units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _figures(digest: CorpusDigest) -> str:
    covered = coverage(digest)
    named = {
        "Coverage": "–" if covered is None else f"**{percent(covered)}**",
        "Documents": str(len(digest.documents)),
        "Pairs": str(len(digest.pairs)),
        "Fixes": f"{value_of(digest, 'fixes'):g}",
        "Suggestions": f"{value_of(digest, 'suggestions'):g}",
        "Without a partner": str(len(digest.lone)),
    }
    return "\n".join((table_row(list(named)), table_row(["--:"] * len(named)), table_row(list(named.values()))))


def _written(table: _Table, room: int) -> str:
    fold = f"\n<details{' open' if table.is_open else ''}><summary>{table.title}</summary>\n\n"
    end = "\n</details>\n"
    rows = [table_row(table.header), table_row(table.aligned)]
    more = "\n… and {} more\n"
    left = room - sum(map(length, (fold, end, more, *rows))) - 16
    written = 0
    for cells in table.rows:
        row = table_row(cells)
        left -= length(row) + 1
        if left < 0:
            break
        rows.append(row)
        written += 1
    if not written:
        return f"\n{table.title}\n"
    cut = more.format(table.count - written) if written < table.count else ""
    return f"{fold}{chr(10).join(rows)}\n{cut}{end}"


def _pairs(digest: CorpusDigest) -> _Table:
    """List the pairs, those with the largest gaps first."""
    ordered = sorted(digest.pairs, key=lambda pair: pair.covered.share if pair.covered.share is not None else 2)
    documents = {document.path: document for document in digest.documents}
    return _Table(
        counted(len(ordered), "pair", "pairs"),
        ("Source", "Target", "Language", "Coverage", "Certain", "Likely", "Weak", "Fixes", "Suggestions"),
        ("---", "---", "---", *["--:"] * 6),
        (_pair_row(pair, documents[pair.target]) for pair in ordered),
        len(ordered),
        is_open=True,
    )


def _pair_row(pair: PairDigest, target: DocumentDigest) -> Sequence[str]:
    share = pair.covered.share
    counts = (*(count for _, count in pair.tiers), target.count(Decision.APPLY), target.count(Decision.SUGGEST))
    covered = "–" if share is None else percent(share)
    return (_path(pair.source), _path(pair.target), shown(pair.target_language), covered, *map(str, counts))


def _found(decision: Decision, one: str, many: str) -> Callable[[CorpusDigest], _Table]:
    def make(digest: CorpusDigest) -> _Table:
        lines = [(document, line) for document, line in digest.findings() if line.finding.decision is decision]
        return _Table(
            counted(len(lines), one, many),
            ("Place", "Found", "Right", "Why"),
            ("---",) * 4,
            (_finding_row(document, line) for document, line in lines),
            len(lines),
        )

    return make


def _finding_row(document: DocumentDigest, line: FindingLine) -> Sequence[str]:
    finding = line.finding
    right = " / ".join(finding.use)
    place = f"{_path(document.path)}:{line.line}"
    return (place, *(shown(clip(text, _MOST_TITLE)) for text in (finding.found, right)), _reason(finding.reason))


def _reason(text: str) -> str:
    return shown(clip(text, _MOST_REASON))


def _untranslated(digest: CorpusDigest) -> _Table:
    parts = [(document, left) for document in digest.documents for left in document.untranslated]
    return _Table(
        counted(len(parts), "part that is not translated", "parts that are not translated"),
        ("Place", "Section", "Language", "Letters"),
        ("---", "---", "---", "--:"),
        (_left_row(document, left) for document, left in parts),
        len(parts),
    )


def _left_row(document: DocumentDigest, left: Left) -> Sequence[str]:
    first, last = left.lines
    place = f"{_path(document.path)}:{first}" + (f"–{last}" if last > first else "")
    return place, shown(clip(left.part.title, _MOST_TITLE)), shown(left.part.tag), str(left.part.letters)


def _lone(digest: CorpusDigest) -> _Table:
    return _Table(
        counted(len(digest.lone), "document without a partner", "documents without a partner"),
        ("Document", "Title", "Language"),
        ("---",) * 3,
        (
            (_path(each.path), shown(clip(each.title, _MOST_TITLE)), shown(each.language))
            for each in digest.lone
        ),
        len(digest.lone),
    )  # fmt: skip


def _path(path: str) -> str:
    return shown(clip_middle(path, _MOST_PATH))


_TABLES = (
    _pairs,
    _found(Decision.SUGGEST, "suggestion", "suggestions"),
    _found(Decision.APPLY, "fix", "fixes"),
    _untranslated,
    _lone,
)
