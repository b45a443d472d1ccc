"""Agendas of invented conferences, reports on them, and which part of a report is about which talk."""

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "recaps"


@dataclass(frozen=True, slots=True)
class RecapCase:
    """An agenda, a report on it, and the judged pairs."""

    name: str
    agenda: str
    recap: str
    pairs: frozenset[tuple[str, str]]
    """Title of a talk, and how the first line of a unit of the report goes on after its marks."""
    notes: frozenset[tuple[str, str]] = frozenset()
    """Title of a section of the agenda, such as the notes on a talk, and the same."""


def _cases() -> tuple[RecapCase, ...]:
    rows = (json.loads(line) for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    found = []
    for row in rows:
        titles = {unit["id"]: unit["title"] for unit in (*row["en_sections"], *row["zh_sections"])}
        pairs: dict[str, set[tuple[str, str]]] = {"t": set(), "n": set()}
        for told, source in row["gold"]:
            pairs[source[0]].add((titles[source], titles[told]))
        agenda, recap = ((HERE / row[side]).read_text(encoding="utf-8") for side in ("en_file", "zh_file"))
        found.append(RecapCase(row["doc"], agenda, recap, frozenset(pairs["t"]), frozenset(pairs["n"])))
    return tuple(found)


CASES = _cases()
