"""Entries that were proposed for a glossary and rejected for good: a file beside the rejected findings."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from summitalign.errors import InputError, UsageError
from summitalign.workspace.read import read_text
from summitalign.workspace.write import make_folder, write_text

SCHEMA = "summitalign/rejected-entries/1"
REJECTED_ENTRIES = Path(".summitalign", "rejected-entries.json")
"""Where rejected entries are remembered, seen from the glossary's folder."""

Pair = tuple[str, str]
"""A wrong form and the right form that was proposed for it."""


@dataclass(frozen=True, slots=True)
class RejectedEntries:
    """What was rejected, and why."""

    file: str
    reasons: Mapping[Pair, str] = field(default_factory=dict)
    """By wrong and right form; empty where no reason was given."""


def read_rejected_entries(file: str | Path) -> RejectedEntries:
    """Read the file, which need not be there; raises UsageError for a broken one."""
    place = os.fspath(file)
    if not Path(file).exists():
        return RejectedEntries(place)
    try:
        content = json.loads(read_text(file))
    except InputError as error:
        raise UsageError(error.message, place=error.place, hint=error.hint) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError("is no list of rejected entries: not JSON", place=place, hint="delete it") from error
    entries = content.get("entries") if isinstance(content, dict) and content.get("schema") == SCHEMA else None
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise UsageError(f"is no list of rejected entries: its schema is not {SCHEMA}", place=place, hint="delete it")
    return RejectedEntries(
        place,
        {(str(each.get("wrong", "")), str(each.get("use", ""))): str(each.get("reason", "")) for each in entries},
    )


def write_rejected_entries(rejected: RejectedEntries) -> None:
    """Write the file, in an order that does not change from run to run; raises WriteError."""
    rows = ",\n".join(
        "  " + json.dumps({"wrong": wrong, "use": use, **({"reason": reason} if reason else {})}, ensure_ascii=False)
        for (wrong, use), reason in sorted(rejected.reasons.items())
    )
    make_folder(Path(rejected.file).parent)
    write_text(rejected.file, f'{{"schema": "{SCHEMA}", "entries": [\n{rows}\n]}}\n')
