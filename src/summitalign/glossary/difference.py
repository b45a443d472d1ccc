"""What two glossaries say otherwise, by wrong form and not by line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from summitalign.model.term import Glossary, TermEntry


class ChangeKind(StrEnum):
    """What became of a form."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an entry, or a setting, that says something else."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormChange:
    """Forms that only one glossary lists, or that both list with different rules."""

    kind: ChangeKind
    forms: tuple[str, ...]
    """Wrong forms; kept forms of a `keep` entry."""
    use: tuple[str, ...]
    """Right forms as they are now, or were before the removal."""
    before: str = ""
    """Place in the first glossary; empty for what is added."""
    after: str = ""
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that two glossaries say otherwise."""

    settings: tuple[FieldChange, ...]
    forms: tuple[FormChange, ...]

    def __bool__(self) -> bool:
        return bool(self.settings or self.forms)


Key = tuple[str, str]
"""Kind and text of a form that a glossary may list once: `literal`, `re` or `keep`."""


def keys_of(entry: TermEntry) -> tuple[Key, ...]:
    """Return what an entry is known by: its wrong forms, and the forms that it keeps."""
    kept = entry.use if entry.is_kept else ()
    wrong = (("re" if form.is_pattern else "literal", form.text) for form in entry.wrong)
    return (*wrong, *(("keep", form) for form in kept))


def shown(key: Key) -> str:
    """Return a form as people read it."""
    return f"/{key[1]}/" if key[0] == "re" else key[1]


def values_of(entry: TermEntry) -> dict[str, tuple[str, ...]]:
    """Return all that an entry says besides its wrong forms, by key of the file."""
    tests = tuple(f"{test.text} => {'=' if test.expected == test.text else test.expected}" for test in entry.tests)
    return {
        "use": () if entry.is_kept else entry.use,
        "keep": entry.use if entry.is_kept else (),
        "ambiguous": ("true",) if entry.is_ambiguous else (),
        "not_in": entry.not_in,
        "source": entry.source if entry.source != entry.use else (),
        "near": entry.near,
        "unless_near": entry.unless_near,
        "scopes": tuple(("+" if rule.is_added else "-") + rule.name for rule in entry.scopes),
        "paths": entry.paths,
        "tests": tests,
        "note": (entry.note,) if entry.note else (),
        "since": (entry.since,) if entry.since else (),
        "by": (entry.by,) if entry.by else (),
    }


def with_values(mine: TermEntry, values: dict[str, tuple[str, ...]], theirs: TermEntry) -> TermEntry:
    """Return an entry that says other values by key, as `values_of` gives them.

    Scopes and tests are taken from the one of two entries that has them.
    """
    is_kept = bool(values["keep"]) and not values["use"]
    use = values["keep"] if is_kept else values["use"] or mine.use
    rules = {("+" if rule.is_added else "-") + rule.name: rule for rule in (*theirs.scopes, *mine.scopes)}
    tests = {
        f"{each.text} => {'=' if each.expected == each.text else each.expected}": each
        for each in (*theirs.tests, *mine.tests)
    }
    return replace(
        mine,
        use=use,
        is_kept=is_kept,
        is_ambiguous=bool(values["ambiguous"]),
        not_in=values["not_in"],
        source=values["source"] or use,
        near=values["near"],
        unless_near=values["unless_near"],
        scopes=tuple(rules[name] for name in values["scopes"]),
        paths=values["paths"],
        tests=tuple(tests[line] for line in values["tests"]),
        note="".join(values["note"]),
        since="".join(values["since"]),
        by="".join(values["by"]),
    )


def difference(before: Glossary, after: Glossary) -> Difference:
    """Compare two glossaries, their included files among them."""
    old = {key: entry for entry in before.entries for key in keys_of(entry)}
    new = {key: entry for entry in after.entries for key in keys_of(entry)}
    forms = (*_gone(before, new), *_changed(before, old, new), *_come(after, old))
    return Difference(tuple(_settings(before, after)), forms)


def _settings(before: Glossary, after: Glossary) -> Iterator[FieldChange]:
    for name, old, new in (
        ("languages.source", before.source_language, after.source_language),
        ("languages.target", before.target_language, after.target_language),
    ):
        if old != new:
            yield FieldChange(name, (old,) if old else (), (new,) if new else ())
    for name, many, others in (
        ("repairs", before.repairs, after.repairs),
        ("front_matter", before.front_matter_keys, after.front_matter_keys),
    ):
        if set(many) != set(others):
            yield FieldChange(name, many, others)


def _gone(before: Glossary, new: dict[Key, TermEntry]) -> Iterator[FormChange]:
    for entry in before.entries:
        if forms := tuple(shown(key) for key in keys_of(entry) if key not in new):
            yield FormChange(ChangeKind.REMOVED, forms, entry.use, before=entry.origin)


def _come(after: Glossary, old: dict[Key, TermEntry]) -> Iterator[FormChange]:
    for entry in after.entries:
        if forms := tuple(shown(key) for key in keys_of(entry) if key not in old):
            yield FormChange(ChangeKind.ADDED, forms, entry.use, after=entry.origin)


def _changed(before: Glossary, old: dict[Key, TermEntry], new: dict[Key, TermEntry]) -> Iterator[FormChange]:
    for entry in before.entries:
        others: dict[str, list[Key]] = {}
        for key in keys_of(entry):
            if key in new and old[key] is entry:
                others.setdefault(new[key].id, []).append(key)
        for keys in others.values():
            other = new[keys[0]]
            if fields := tuple(field_changes(entry, other)):
                forms = tuple(map(shown, keys))
                yield FormChange(ChangeKind.CHANGED, forms, other.use, entry.origin, other.origin, fields)


def field_changes(before: TermEntry, after: TermEntry) -> Iterator[FieldChange]:
    """Yield the fields that two entries fill otherwise; of lists, other than `use`, the order does not count."""
    old, new = values_of(before), values_of(after)
    for name in old:
        is_same = old[name] == new[name] if name in ("use", "keep") else set(old[name]) == set(new[name])
        if not is_same:
            yield FieldChange(name, old[name], new[name])
