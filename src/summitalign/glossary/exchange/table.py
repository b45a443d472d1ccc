"""CSV with one row an entry and a column for every field: the format that holds a whole glossary."""

from dataclasses import dataclass

from summitalign.errors import GlossaryError
from summitalign.glossary.entries import SCOPES, read_test
from summitalign.glossary.exchange.cells import joined, parted, read_columns, written_rows
from summitalign.glossary.exchange.values import (
    SIMPLE_FIELDS,
    Exported,
    Imported,
    LossLog,
    entry_of,
    imported,
    scopes_of,
    tests_of,
)
from summitalign.model.term import Glossary, ScopeRule, TermEntry, TermTest, WrongForm

COLUMNS = (
    "use", "wrong", "wrong_re", "keep", "ambiguous", "not_in", "source", "near", "unless_near", "scopes", "paths",
    "tests", "note", "since",
)  # fmt: skip
ALIASES = {
    "right": "use", "correct": "use", "正确": "use", "正确形式": "use", "正确译法": "use",
    "incorrect": "wrong", "错误": "wrong", "错误形式": "wrong", "错误译法": "wrong",
    "原文": "source", "备注": "note", "说明": "note",
}  # fmt: skip
"""Other names of columns that people write."""
_TRUE = ("true", "yes", "1", "x")


def write_table(glossary: Glossary) -> Exported:
    """Write every entry; settings of the file and provenance stay behind."""
    log = LossLog()
    log.settings(glossary)
    for entry in glossary.entries:
        log.fields(entry, (*SIMPLE_FIELDS, "since"))
    return Exported(written_rows((COLUMNS, *map(_cells, glossary.entries))), log.losses())


def _cells(entry: TermEntry) -> tuple[str, ...]:
    return (
        joined(entry.use),
        joined(form.text for form in entry.wrong if not form.is_pattern),
        joined(form.text for form in entry.wrong if form.is_pattern),
        "true" if entry.is_kept else "",
        "true" if entry.is_ambiguous else "",
        joined(entry.not_in),
        "" if entry.source == entry.use else joined(entry.source),
        joined(entry.near),
        joined(entry.unless_near),
        joined(scopes_of(entry)),
        joined(entry.paths),
        joined(tests_of(entry)),
        entry.note,
        entry.since,
    )


def read_table(text: str, place: str) -> Imported:
    """Read rows by the names in the first one; raises GlossaryError for a table without `wrong` and `use`."""
    names, rows = read_columns(text, place, ALIASES)
    if "use" not in names or not {"wrong", "wrong_re", "keep"} & set(names):
        message = f"the first row must name the columns, 'wrong' and 'use' among them; it says: {', '.join(names)}"
        hint = "put a row above it that names its columns in their order, such as: wrong,use,note"
        raise GlossaryError(message, place=place, hint=hint)
    log = LossLog()
    entries = []
    for line, cells in rows:
        for name, cell in cells.items():
            if name not in COLUMNS and cell.strip():
                log.add(f"the column '{name}'", f"{cell} (line {line})")
        entries.append(_Row(cells, f"{place}:{line}", log).entry())
    return imported(entries, log)


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row by the names of their columns."""

    cells: dict[str, str]
    origin: str
    log: LossLog

    def entry(self) -> TermEntry:
        """Return what the row says."""
        patterns = (WrongForm(form, is_pattern=True) for form in self._items("wrong_re"))
        return entry_of(
            self._items("use"),
            (*(WrongForm(form) for form in self._items("wrong")), *patterns),
            origin=self.origin,
            is_kept=self._is("keep"),
            is_ambiguous=self._is("ambiguous"),
            not_in=self._items("not_in"),
            source=self._items("source"),
            near=self._items("near"),
            unless_near=self._items("unless_near"),
            scopes=self._scopes(),
            paths=self._items("paths"),
            tests=self._tests(),
            note=self.cells.get("note", ""),
            since=self.cells.get("since", ""),
        )

    def _items(self, name: str) -> tuple[str, ...]:
        return tuple(item for item in parted(self.cells.get(name, "")) if item.strip())

    def _is(self, name: str) -> bool:
        return self.cells.get(name, "").strip().lower() in _TRUE

    def _scopes(self) -> tuple[ScopeRule, ...]:
        rules = []
        for item in self._items("scopes"):
            if item[0] in "+-" and item[1:] in SCOPES:
                rules.append(ScopeRule(item[1:], is_added=item[0] == "+"))
            else:
                self.log.add("unknown scopes", f"{item} ({self.origin})")
        return tuple(rules)

    def _tests(self) -> tuple[TermTest, ...]:
        tests = []
        for item in self._items("tests"):
            test = read_test(item)
            if test is not None:
                tests.append(test)
            else:
                self.log.add("tests without ` => `", f"{item} ({self.origin})")
        return tuple(tests)
