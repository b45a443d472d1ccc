"""What imported entries mean beside those that a glossary has: new, known, or in conflict. Nothing is overwritten."""

from dataclasses import dataclass, field, replace

from summitalign.glossary.checks import fold
from summitalign.model.term import Glossary, TermEntry, WrongForm


@dataclass(frozen=True, slots=True)
class Conflict:
    """A form on which two sides do not agree."""

    form: str
    here: str
    """What the glossary says, or what the file said before; with the place."""
    there: str
    """What the file says; with the place."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Imported entries, parted by what can be done with them."""

    new: tuple[TermEntry, ...]
    """To be added; forms that are known or in conflict are taken out."""
    known: int
    """Forms that the glossary has already, and that mean the same there."""
    conflicts: tuple[Conflict, ...]


def compare(glossary: Glossary, entries: tuple[TermEntry, ...]) -> Comparison:
    """Hold imported entries against a glossary, and against each other, in their order."""
    shelf = _Shelf()
    for entry in glossary.entries:
        shelf.take(entry)
    new = []
    for entry in entries:
        fit = shelf.fit(entry)
        if fit is not None:
            shelf.take(fit)
            new.append(fit)
    return Comparison(tuple(new), shelf.known[0], tuple(shelf.conflicts))


@dataclass(slots=True)
class _Shelf:
    """Forms and the entries that hold them."""

    wrong: dict[tuple[str, bool], TermEntry] = field(default_factory=dict)
    exact: dict[str, TermEntry] = field(default_factory=dict)
    """Literal wrong forms as written."""
    right: dict[str, list[TermEntry]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    known: list[int] = field(default_factory=lambda: [0])

    def take(self, entry: TermEntry) -> None:
        """Put an entry on the shelf."""
        for form in entry.wrong:
            self.wrong.setdefault(_key(form), entry)
            if not form.is_pattern:
                self.exact.setdefault(form.text, entry)
        for use in entry.use:
            self.right.setdefault(use, []).append(entry)

    def fit(self, entry: TermEntry) -> TermEntry | None:
        """Return what is new in an entry; None where nothing is."""
        for use in entry.use:
            if use in self.exact:
                self._clash(use, f"wrong, right is {_right(self.exact[use])}", self.exact[use], "right", entry)
                return None
        if not entry.wrong:
            return None if self._is_known(entry) else entry
        fit = tuple(form for form in entry.wrong if self._is_new(form, entry))
        return replace(entry, wrong=fit) if fit else None

    def _is_known(self, entry: TermEntry) -> bool:
        """Say whether a name without wrong forms, and what it stands for in the source, are there."""
        old = [each for use in entry.use for each in self.right.get(use, ())]
        is_known = any(set(entry.source) <= {*each.source, *each.use} for each in old)
        self.known[0] += is_known
        return is_known

    def _is_new(self, form: WrongForm, entry: TermEntry) -> bool:
        old = self.wrong.get(_key(form))
        if old is not None:
            if set(old.use) != set(entry.use):
                self._clash(form.text, f"right is {_right(old)}", old, f"right is {_right(entry)}", entry)
            elif entry.is_ambiguous and not old.is_ambiguous:
                self._clash(form.text, "not ambiguous", old, "ambiguous", entry)
            else:
                self.known[0] += 1
            return False
        if not form.is_pattern and form.text in self.right:
            self._clash(form.text, "right", self.right[form.text][0], f"wrong, right is {_right(entry)}", entry)
            return False
        return True

    def _clash(self, form: str, here: str, old: TermEntry, there: str, entry: TermEntry) -> None:
        self.conflicts.append(Conflict(form, f"{here} ({old.origin})", f"{there} ({entry.origin})"))


def _key(form: WrongForm) -> tuple[str, bool]:
    return (form.text if form.is_pattern else fold(form.text), form.is_pattern)


def _right(entry: TermEntry) -> str:
    return " or ".join(f'"{use}"' for use in entry.use)
