"""The difference of two glossaries, and the conflicts of a merge, as text and JSON."""

import json
from collections.abc import Iterator, Sequence

from summitalign.glossary.change import Conflict
from summitalign.glossary.difference import ChangeKind, Difference, FieldChange, FormChange
from summitalign.report.width import visible

_ORDERED = ("use", "keep")
_WORD = 9
"""Columns of the word that says what became of a form."""


def difference_text(found: Difference) -> Iterator[str]:
    """Yield a block of lines for each setting and each group of forms that differs."""
    for setting in found.settings:
        yield visible(f"{'setting':{_WORD}}{_change(setting)}")
    for change in found.forms:
        yield visible(f"{change.kind.value:{_WORD}}{_forms(change)}  ({_places(change)})")
        for field in change.fields:
            yield visible(f"  {_change(field)}")


def _forms(change: FormChange) -> str:
    forms = ", ".join(f'"{form}"' for form in change.forms)
    right = " or ".join(f'"{form}"' for form in change.use)
    return forms if change.kind is ChangeKind.CHANGED else f"{forms} -> {right}"


def _places(change: FormChange) -> str:
    return ", ".join(place for place in (change.before, change.after) if place)


def _change(field: FieldChange) -> str:
    if field.name in _ORDERED or max(len(field.before), len(field.after)) <= 1:
        return f"{field.name}: {' or '.join(field.before) or 'nothing'} -> {' or '.join(field.after) or 'nothing'}"
    gone = [f"- {each}" for each in field.before if each not in field.after]
    come = [f"+ {each}" for each in field.after if each not in field.before]
    return f"{field.name}: {', '.join((*gone, *come))}"


def difference_json(found: Difference, before: str, after: str) -> str:
    """Return one JSON document of the kind `summitalign/glossary-diff/1`."""
    content = {
        "schema": "summitalign/glossary-diff/1",
        "before": before,
        "after": after,
        "settings": [_field_object(field) for field in found.settings],
        "changes": [
            {
                "kind": change.kind.value,
                "forms": list(change.forms),
                "use": list(change.use),
                "before": change.before,
                "after": change.after,
                "fields": [_field_object(field) for field in change.fields],
            }
            for change in found.forms
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _field_object(field: FieldChange) -> dict[str, object]:
    return {"name": field.name, "before": list(field.before), "after": list(field.after)}


def conflict_lines(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """Yield what two sides say otherwise, each with its place, and what stands in the result."""
    for conflict in conflicts:
        yield visible(f"conflict  {conflict.what}")
        for side in conflict.sides:
            yield visible(f"  {side}")
