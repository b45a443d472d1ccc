"""Entries that were proposed for a glossary and rejected for good: a file beside the rejected findings."""

import json
import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from summitalign.errors import InputError, UsageError
from summitalign.workspace.read import read_text
from summitalign.workspace.rejection import Rejection
from summitalign.workspace.write import update_text

SCHEMA = "summitalign/rejected-entries/1"
REJECTED_ENTRIES = Path(".summitalign", "rejected-entries.json")
"""Where rejected entries are remembered, seen from the glossary's folder."""

Pair = tuple[str, str]
"""A wrong form and the right form that was proposed for it."""


@dataclass(frozen=True, slots=True)
class RejectedEntries:
    """What was rejected, and why."""

    file: str
    entries: Mapping[Pair, Rejection] = field(default_factory=dict)
    """By wrong and right form."""


def read_rejected_entries(file: str | Path) -> RejectedEntries:
    """Read the file, which need not be there; raises UsageError for a broken one."""
    place = os.fspath(file)
    if not Path(file).exists():
        return RejectedEntries(place)
    try:
        content = json.loads(read_text(file))
    except InputError as error:
        raise UsageError(error.message, place=error.path, line=error.line, hint=error.hint) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError("is no list of rejected entries: not JSON", place=place, hint="delete it") from error
    entries = content.get("entries") if isinstance(content, dict) and content.get("schema") == SCHEMA else None
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise UsageError(f"is no list of rejected entries: its schema is not {SCHEMA}", place=place, hint="delete it")
    return RejectedEntries(
        place,
        {(str(each.get("wrong", "")), str(each.get("use", ""))): Rejection.of(each) for each in entries},
    )


def reject_entries(file: str | Path, pairs: Iterable[Pair], reason: str) -> None:
    """Add entries that are rejected today to the file as it is at this moment. Raises UsageError, WriteError."""
    more = dict.fromkeys(pairs, Rejection.today(reason))

    def renew() -> str:
        before = read_rejected_entries(file)
        return _content(replace(before, entries={**before.entries, **more}))

    update_text(file, renew)


def take_back_entries(file: str | Path, pairs: Container[Pair]) -> None:
    """Take rejected entries out of the file as it is at this moment. Raises UsageError, WriteError."""

    def renew() -> str:
        before = read_rejected_entries(file)
        return _content(replace(before, entries={key: why for key, why in before.entries.items() if key not in pairs}))

    update_text(file, renew)


def _content(rejected: RejectedEntries) -> str:
    """Return the text of the file, in an order that does not change from run to run."""
    rows = ",\n".join(
        "  " + json.dumps({"wrong": wrong, "use": use, **why.row}, ensure_ascii=False)
        for (wrong, use), why in sorted(rejected.entries.items(), key=lambda each: each[0])
    )
    return f'{{"schema": "{SCHEMA}", "entries": [\n{rows}\n]}}\n'
