"""Term entries and glossary problems as text, JSON, JSON lines and TSV."""

import json
from collections.abc import Iterable, Iterator, Sequence

from summitalign.model.term import Glossary, TermEntry, WrongForm
from summitalign.report.width import visible

_COLUMNS = ("id", "use", "wrong", "flags", "origin")


def _shown(form: WrongForm) -> str:
    return f"/{form.text}/" if form.is_pattern else form.text


def _flags(entry: TermEntry) -> str:
    return " ".join(name for name, holds in (("ambiguous", entry.is_ambiguous), ("keep", entry.is_kept)) if holds)


def entry_line(entry: TermEntry) -> str:
    """Return an entry in one line: right forms, wrong forms, flags."""
    wrong = ", ".join(_shown(form) for form in entry.wrong)
    flags = _flags(entry)
    return visible(" or ".join(entry.use) + (f" <- {wrong}" if wrong else "") + (f" ({flags})" if flags else ""))


def entry_text(entry: TermEntry) -> str:
    """Return an entry with all it says, a field a line."""
    signs = {True: "+", False: "-"}
    fields = (
        ("keep" if entry.is_kept else "use", entry.use),
        ("wrong", tuple(_shown(form) for form in entry.wrong)),
        ("ambiguous", ("true",) if entry.is_ambiguous else ()),
        ("not in", entry.not_in),
        ("source", entry.source if entry.source != entry.use else ()),
        ("near", entry.near),
        ("unless near", entry.unless_near),
        ("scopes", tuple(signs[rule.is_added] + rule.name for rule in entry.scopes)),
        ("paths", entry.paths),
        ("note", (entry.note,) if entry.note else ()),
        ("since", (entry.since,) if entry.since else ()),
        ("by", (entry.by,) if entry.by else ()),
    )
    lines = [f"{entry.id}  ({entry.origin})"]
    lines += [f"  {name + ':':<13}{', '.join(values)}" for name, values in fields if values]
    for test in entry.tests:
        expected = "=" if test.expected == test.text else test.expected
        lines.append(f"  {'test:':<13}{test.text} => {expected}")
    return "\n".join(visible(line) for line in lines)


def entry_json(entry: TermEntry) -> dict[str, object]:
    """Return an entry as a JSON object of the kind `summitalign/term/1`; every key is always there."""
    return {
        "schema": "summitalign/term/1",
        "id": entry.id,
        "use": list(entry.use),
        "wrong": [{"re": form.text} if form.is_pattern else form.text for form in entry.wrong],
        "keep": entry.is_kept,
        "ambiguous": entry.is_ambiguous,
        "not_in": list(entry.not_in),
        "source": list(entry.source),
        "near": list(entry.near),
        "unless_near": list(entry.unless_near),
        "scopes": [("+" if rule.is_added else "-") + rule.name for rule in entry.scopes],
        "paths": list(entry.paths),
        "tests": [{"text": test.text, "expected": test.expected, "line": test.line} for test in entry.tests],
        "note": entry.note,
        "since": entry.since,
        "by": entry.by,
        "origin": entry.origin,
    }


def terms_text(entries: Iterable[TermEntry]) -> Iterator[str]:
    """Yield an entry a line."""
    return (entry_line(entry) for entry in entries)


def terms_json(glossary: Glossary, entries: Sequence[TermEntry]) -> Iterator[str]:
    """Yield one JSON document of the kind `summitalign/glossary/1` with the entries given."""
    content = {
        "schema": "summitalign/glossary/1",
        "path": glossary.path,
        "digest": glossary.digest,
        "source": glossary.source_language,
        "target": glossary.target_language,
        "repairs": list(glossary.repairs),
        "entries": [entry_json(entry) for entry in entries],
    }
    yield json.dumps(content, ensure_ascii=False, indent=2)


def terms_jsonl(entries: Iterable[TermEntry]) -> Iterator[str]:
    """Yield a JSON object a line."""
    return (json.dumps(entry_json(entry), ensure_ascii=False) for entry in entries)


def terms_tsv(entries: Iterable[TermEntry]) -> Iterator[str]:
    """Yield a header and a row a line; forms in one cell are parted by `; `, tabs and line breaks are escaped."""
    yield "\t".join(_COLUMNS)
    for entry in entries:
        wrong = "; ".join(_shown(form) for form in entry.wrong)
        cells = (entry.id, "; ".join(entry.use), wrong, _flags(entry), entry.origin)
        yield "\t".join(
            cell.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r") for cell in cells
        )
