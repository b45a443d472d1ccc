"""Two glossaries that go back to one, merged entry by entry into the text of the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from summitalign.glossary.addition import as_terms
from summitalign.glossary.change import Conflict
from summitalign.glossary.difference import Key, keys_of, shown, values_of, with_values
from summitalign.glossary.edit import check_says, sound
from summitalign.glossary.entries import Draft
from summitalign.glossary.fields import FieldEdits, Revision
from summitalign.glossary.nodes import MapNode
from summitalign.glossary.sheet import Sheet, is_full_style
from summitalign.glossary.splice import spliced
from summitalign.model.term import TermEntry, WrongForm

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the three files."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class United:
    """The result of a merge."""

    text: str
    conflicts: tuple[Conflict, ...]


def unite(first: Side, second: Side, base: Side) -> United:
    """Bring into `first` what `second` changed since `base`; comments and layout of `first` stay.

    Entries are compared by wrong form: of an entry that both sides changed, lists take the additions and removals of
    both, and a single value that both changed is a conflict. Included files are not read. Raises GlossaryError for a
    text that has errors, for a layout that cannot be edited safely, and where both sides moved so many forms from
    entry to entry that the result would list one twice.
    """
    body = first.text.removeprefix(_BOM)
    mine, theirs, old = sound(body, first.path), _read(second), _read(base)
    if isinstance(mine.root, MapNode) and not is_full_style(mine.root) and not _is_plain(theirs):
        body = as_terms(body, mine.root)
        mine = sound(body, first.path)
    merger = _Merger(mine, theirs, old)
    merger.run()
    edits = FieldEdits(body, mine, second.text.removeprefix(_BOM))
    splices = [*edits.splices(merger.revisions), *edits.settings(theirs, old, merger.conflicts)]
    after = spliced(body, splices)
    check_says(after, first.path, edits.expected, tuple(merger.result()))
    return United((_BOM if first.text.startswith(_BOM) else "") + after, tuple(merger.conflicts))


def _read(side: Side) -> Sheet:
    return sound(side.text.removeprefix(_BOM), side.path)


def _is_plain(sheet: Sheet) -> bool:
    return isinstance(sheet.root, MapNode) and not is_full_style(sheet.root)


def _matched(side: Sequence[Draft], base: Sequence[Draft]) -> dict[int, int]:
    """Join entries of a side to those of the base, each once: by right form, then by the forms that they share.

    The right form comes first, as wrong forms move between entries more often than an entry gets another right form.
    """
    home = {key: number for number, draft in enumerate(base) for key in keys_of(draft.entry)}
    by_use: dict[tuple[str, ...], list[int]] = {}
    for number, draft in enumerate(base):
        by_use.setdefault(draft.entry.use, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for number, draft in enumerate(side):
        for other in by_use.get(draft.entry.use, ()):
            shared[number, other] = 0
        for key in keys_of(draft.entry):
            if key in home:
                pair = number, home[key]
                shared[pair] = shared.get(pair, 0) + 1

    def rank(pair: tuple[int, int]) -> tuple[bool, int, int, int]:
        return side[pair[0]].entry.use != base[pair[1]].entry.use, -shared[pair], *pair

    found: dict[int, int] = {}
    taken: set[int] = set()
    for number, other in sorted(shared, key=rank):
        if number not in found and other not in taken:
            found[number] = other
            taken.add(other)
    return found


@dataclass(slots=True)
class _Merger:
    """Decides for every entry what becomes of it."""

    mine: Sheet
    theirs: Sheet
    old: Sheet
    revisions: list[Revision] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    _owner: dict[Key, int] = field(default_factory=dict)
    """Who lists a form in the result: the number of an entry of `mine`, or below zero for one of `theirs`."""
    _shared: frozenset[int] = frozenset()
    """Entries of `mine` that go back to the base."""
    _gone: frozenset[Key] = frozenset()
    """Forms of the base that `mine` lists no longer."""

    def run(self) -> None:
        self._owner = {key: number for number, draft in enumerate(self.mine.drafts) for key in keys_of(draft.entry)}
        to_base = _matched(self.theirs.drafts, self.old.drafts)
        from_base = {old: number for number, old in _matched(self.mine.drafts, self.old.drafts).items()}
        self._shared = frozenset(from_base.values())
        self._gone = frozenset(key for draft in self.old.drafts for key in keys_of(draft.entry)) - self._owner.keys()
        for number, draft in enumerate(self.old.drafts):
            if number not in to_base.values():
                self._removed(draft, from_base.get(number))
        # A form that moves from entry to entry is free before the first of them takes it.
        for number, old in to_base.items():
            gone = {*keys_of(self.old.drafts[old].entry)} - {*keys_of(self.theirs.drafts[number].entry)}
            self._free({key for key in gone if self._owner.get(key) == from_base.get(old)})
        for number, draft in enumerate(self.theirs.drafts):
            if number in to_base and _says(base := self.old.drafts[to_base[number]]) != _says(draft):
                self._changed(draft, base, from_base.get(to_base[number]))
        for number, draft in enumerate(self.theirs.drafts):
            if number not in to_base:
                self._added(number, draft)
        self._check_moves(from_base)

    def _check_moves(self, from_base: dict[int, int]) -> None:
        """Note the forms that the first side lists under another entry, and the second not at all."""
        theirs = {key for draft in self.theirs.drafts for key in keys_of(draft.entry)}
        for number, draft in enumerate(self.old.drafts):
            for key in keys_of(draft.entry):
                owner = self._owner.get(key, -1)
                if key not in theirs and owner >= 0 and owner != from_base.get(number):
                    place = _place(self.mine.drafts[owner])
                    self._conflict(f'"{shown(key)}"', f"{place} lists it elsewhere", f"{self.theirs.path} removes it")

    def result(self) -> Iterator[TermEntry]:
        """Yield the entries of the result."""
        by_number = {revision.number: revision for revision in self.revisions if revision.number is not None}
        for number, draft in enumerate(self.mine.drafts):
            revision = by_number.get(number)
            if revision is None:
                yield draft.entry
            elif revision.entry is not None:
                yield revision.entry
        yield from (each.entry for each in self.revisions if each.number is None and each.entry is not None)

    def _removed(self, base: Draft, number: int | None) -> None:
        """Take out an entry that the second side has no longer."""
        if number is None:
            return
        mine = self.mine.drafts[number]
        if _says(mine) == _says(base):
            self.revisions.append(Revision(number, None))
            self._disown(number)
        else:
            self._conflict(_name(base), f"{_place(mine)} changes it", f"{self.theirs.path} removes it")

    def _added(self, number: int, draft: Draft) -> None:
        """Bring in an entry that is new in the second side, unless the first has its forms, or has removed them."""
        if gone := {key for key in keys_of(draft.entry) if self._is_gone(key, draft)}:
            wrong = tuple(form for form in draft.entry.wrong if _key(form) not in gone)
            if not wrong or draft.entry.is_kept:
                return
            draft = replace(draft, entry=replace(draft.entry, wrong=wrong))
        owners = {self._owner[key] for key in keys_of(draft.entry) if key in self._owner}
        if not owners:
            self._append(number, draft)
        elif len(owners) == 1 and (owner := owners.pop()) >= 0 and owner not in self._shared:
            self._combine(draft, None, owner)
        else:
            self._clash(draft)

    def _is_gone(self, key: Key, draft: Draft) -> bool:
        """Say whether the first side has removed a form that the second has moved to another entry; note it."""
        if key in self._gone:
            self._conflict(f'"{shown(key)}"', f"{self.mine.path} removes it", f"{_place(draft)} lists it elsewhere")
        return key in self._gone

    def _append(self, number: int, draft: Draft) -> None:
        is_whole = draft is self.theirs.drafts[number]
        self.revisions.append(Revision(None, draft.entry, draft if is_whole else None))
        self._owner |= dict.fromkeys(keys_of(draft.entry), -1 - number)

    def _changed(self, draft: Draft, base: Draft, owner: int | None) -> None:
        """Bring in a change of the second side."""
        if owner is None:
            self._conflict(_name(base), f"{self.mine.path} removes it", f"{_place(draft)} changes it")
            return
        mine = self.mine.drafts[owner]
        if _says(mine) != _says(draft):
            self._combine(draft, base, owner)

    def _combine(self, draft: Draft, base: Draft | None, owner: int) -> None:
        """Merge an entry that both sides changed, or both added, field by field."""
        mine = self.mine.drafts[owner]
        old = base.entry if base else TermEntry("", ())
        values = {}
        sides = [values_of(entry) for entry in (mine.entry, draft.entry, old)]
        for name in sides[0]:
            one, two, before = (side[name] for side in sides)
            values[name] = self._value(name, (one, two, before), (mine, draft))
        wrong = self._forms(mine, draft, old, owner)
        if not wrong and not mine.entry.is_kept:
            self._conflict(_name(mine), f"{_place(mine)} and", f"{_place(draft)} leave no wrong form together")
            self._owner = {**dict.fromkeys(keys_of(mine.entry), owner), **self._owner}
            return
        merged = replace(with_values(mine.entry, values, draft.entry), wrong=wrong)
        if merged != mine.entry:
            self.revisions.append(Revision(owner, merged))
            self._disown(owner)
            self._owner |= dict.fromkeys(keys_of(merged), owner)

    def _value(self, name: str, values: tuple[tuple[str, ...], ...], places: tuple[Draft, Draft]) -> tuple[str, ...]:
        """Merge one field of three; a single value that both sides changed is a conflict."""
        one, two, before = values
        if two in (before, one):
            return one
        if one == before:
            return two
        if name in _LISTS:
            gone = set(before) - set(two)
            return (*(each for each in one if each not in gone), *(each for each in two if each not in {*one, *before}))
        mine, theirs = (f"{_place(draft)}: {_joined(value)}" for draft, value in zip(places, (one, two), strict=True))
        self._conflict(f"{_name(places[0])}, {name}", mine, theirs, f"before: {_joined(before)}")
        return one

    def _forms(self, mine: Draft, draft: Draft, old: TermEntry, owner: int) -> tuple[WrongForm, ...]:
        """Merge the wrong forms of an entry; one that another entry lists by now is a conflict."""
        gone = set(old.wrong) - set(draft.entry.wrong)
        forms = [form for form in mine.entry.wrong if form not in gone]
        for form in draft.entry.wrong:
            if form in (*mine.entry.wrong, *old.wrong):
                continue
            key = _key(form)
            if self._is_gone(key, draft):
                continue
            if self._owner.get(key, owner) == owner:
                forms.append(form)
            else:
                self._clash(replace(draft, entry=replace(draft.entry, wrong=(form,))))
        return tuple(forms)

    def _clash(self, draft: Draft) -> None:
        """Note that the first side has forms of an entry elsewhere."""
        for key in keys_of(draft.entry):
            owner = self._owner.get(key)
            if owner is not None:
                other = self.mine.drafts[owner] if owner >= 0 else self.theirs.drafts[-1 - owner]
                sides = (f"{_place(each)}: {_joined(each.entry.use)}" for each in (other, draft))
                self._conflict(f'"{shown(key)}"', *sides)

    def _free(self, keys: set[Key]) -> None:
        self._owner = {key: owner for key, owner in self._owner.items() if key not in keys}

    def _disown(self, number: int) -> None:
        self._owner = {key: owner for key, owner in self._owner.items() if owner != number}

    def _conflict(self, what: str, *sides: str) -> None:
        self.conflicts.append(Conflict(what, sides))


_LISTS = ("not_in", "source", "near", "unless_near", "scopes", "paths", "tests")


def _key(form: WrongForm) -> Key:
    return ("re" if form.is_pattern else "literal", form.text)


def _says(draft: Draft) -> tuple[object, ...]:
    return draft.entry.wrong, tuple(values_of(draft.entry).values())


def _name(draft: Draft) -> str:
    return f'the entry "{" or ".join(draft.entry.use)}"'


def _place(draft: Draft) -> str:
    return f"{draft.path}:{draft.line}"


def _joined(values: Sequence[str]) -> str:
    return " or ".join(values) or "nothing"
