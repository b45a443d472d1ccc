"""CSV as Weblate's glossaries take it: `source`, `target`, `context` and comments.

Weblate's CSV has no flag for a forbidden translation, and a wrong form in a row of its own would be recommended to
translators; so wrong forms stand in the comment.
"""

from collections import Counter

from summitalign.errors import GlossaryError
from summitalign.glossary.exchange.cells import read_columns, written_rows
from summitalign.glossary.exchange.pairs import Pair, entries_of_pairs, fields_held, pairs_of
from summitalign.glossary.exchange.values import Exported, Imported, LossLog, imported
from summitalign.model.term import Glossary

_COLUMNS = ("source", "target", "context", "developer_comments")
_COMMENTS = ("developer_comments", "translator_comments")


def write_weblate(glossary: Glossary) -> Exported:
    """Write a row for each pair of source term and right form; `context` tells rows of one source apart."""
    log = LossLog()
    log.settings(glossary)
    rows: list[tuple[str, ...]] = [_COLUMNS]
    seen: Counter[str] = Counter()
    for entry in glossary.entries:
        fit = tuple(form.text for form in entry.wrong if not form.is_pattern)
        for form in entry.wrong:
            if form.is_pattern:
                log.add("patterns", f"{form.text} of {entry.use[0]}")
        if entry.wrong and not fit:
            log.add("entries with patterns only", entry.use[0])
            continue
        log.fields(entry, fields_held(entry))
        for pair in pairs_of(entry, fit, entry.note, log):
            seen[pair.source] += 1
            context = f"{pair.use} {seen[pair.source]}" if seen[pair.source] > 1 else ""
            rows.append((pair.source, pair.use, context, pair.comment))
    return Exported(written_rows(rows, all_quoted=True), log.losses())


def read_weblate(text: str, place: str) -> Imported:
    """Read rows by the names in the first one; raises GlossaryError for a table without `source` and `target`."""
    names, rows = read_columns(text, place)
    if "source" not in names or "target" not in names:
        hint = "begin with a row such as: source,target,context,developer_comments"
        raise GlossaryError("the first row must name the columns 'source' and 'target'", place=place, hint=hint)
    log = LossLog()
    pairs = []
    for line, cells in rows:
        source, target = cells.pop("source", ""), cells.pop("target", "")
        comment = "\n".join(cell for name in _COMMENTS if (cell := cells.pop(name, "")))
        if not source.strip() or not target.strip():
            log.add("rows without a source and a target", f"line {line}")
            continue
        if cells.pop("fuzzy", "").strip().lower() in ("1", "true", "yes"):
            log.add("rows marked fuzzy", f"{source} (line {line})")
            continue
        if cells.get("context", "").startswith(f"{target} "):
            del cells["context"]
        for name, cell in cells.items():
            if cell.strip():
                log.add(f"the column '{name}'", f"{cell} (line {line})")
        pairs.append(Pair(source, target, comment, f"{place}:{line}"))
    return imported(entries_of_pairs(pairs), log)
