"""What an export or an import comes to, and what one of the two sides cannot hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from summitalign.glossary.entries import slug, unique_ids
from summitalign.glossary.patterns import pattern_fault
from summitalign.model.term import Glossary, TermEntry, WrongForm

PROVENANCE = "import"
"""What `by` says of an imported entry."""
SIMPLE_FIELDS = ("keep", "ambiguous", "not_in", "source", "near", "unless_near", "scopes", "paths", "tests", "note")
"""Fields beside `use` and `wrong` that a format may hold; `since` and `by` tell of one glossary only."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of content that is not carried over."""

    what: str
    """Of the file that cannot hold it: `not_in`, say, or a kind of form with the reason."""
    cases: tuple[str, ...]
    """Where it stands, one text a case; never empty."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A glossary in another format."""

    text: str
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file in another format says, as term entries."""

    entries: tuple[TermEntry, ...]
    """`origin` is `file:line` where lines are known, `by` is `import`."""
    losses: tuple[Loss, ...]
    source_language: str = ""
    target_language: str = ""


@dataclass(frozen=True, slots=True)
class LossLog:
    """Collects what is not carried over, in the order in which it is met."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, case: str) -> None:
        """Note one case."""
        self.found.setdefault(what, []).append(case)

    def losses(self) -> tuple[Loss, ...]:
        """Return what was noted."""
        return tuple(Loss(what, tuple(cases)) for what, cases in self.found.items())

    def settings(self, glossary: Glossary, *, languages_held: bool = False) -> None:
        """Note the settings of a glossary, which no format for terms has."""
        for name, value in (("repairs", glossary.repairs), ("front_matter", glossary.front_matter_keys)):
            if value:
                self.add(f"the setting `{name}`", ", ".join(value))
        named = [tag for tag in (glossary.source_language, glossary.target_language) if tag]
        if named and not languages_held:
            self.add("the setting `languages`", ", ".join(named))

    def fields(self, entry: TermEntry, held: Iterable[str]) -> None:
        """Note every field of an entry that says something and is not held; provenance with them."""
        for name, value in said(entry):
            if name not in held:
                self.add(f"`{name}`", f"{entry.use[0]} ({value})" if value else entry.use[0])


def said(entry: TermEntry) -> Iterable[tuple[str, str]]:
    """Yield each field beside `use` and `wrong` that says something, and what it says."""
    if entry.is_kept:
        yield "keep", ""
    if entry.is_ambiguous:
        yield "ambiguous", ""
    if entry.source not in ((), entry.use):
        yield "source", ", ".join(entry.source)
    lists = (("not_in", entry.not_in), ("near", entry.near), ("unless_near", entry.unless_near))
    for name, words in (*lists, ("scopes", scopes_of(entry)), ("paths", entry.paths), ("tests", tests_of(entry))):
        if words:
            yield name, ", ".join(words)
    for name, text in (("note", entry.note), ("since", entry.since), ("by", entry.by)):
        if text:
            yield name, text


def scopes_of(entry: TermEntry) -> tuple[str, ...]:
    """Return the scopes of an entry as a glossary writes them: `+alt`."""
    return tuple(("+" if rule.is_added else "-") + rule.name for rule in entry.scopes)


def tests_of(entry: TermEntry) -> tuple[str, ...]:
    """Return the tests of an entry as a glossary writes them: `text => expected`."""
    return tuple(f"{test.text} => {'=' if test.expected == test.text else test.expected}" for test in entry.tests)


def entry_of(
    use: Iterable[str], wrong: Iterable[WrongForm | str] = (), *, origin: str = "", **rest: object
) -> TermEntry:
    """Make an entry of what a file says; the id and what it leaves open come with `imported`."""
    forms = tuple(WrongForm(form) if isinstance(form, str) else form for form in wrong)
    return replace(TermEntry("", tuple(dict.fromkeys(use)), tuple(dict.fromkeys(forms)), origin=origin), **rest)  # type: ignore[arg-type]


def imported(
    entries: Iterable[TermEntry], log: LossLog, *, source_language: str = "", target_language: str = ""
) -> Imported:
    """Finish the entries of a file: leave out what no glossary takes, name the source, the id and the provenance."""
    whole = [entry for each in entries if (entry := _usable(each, log)) is not None]
    ids = unique_ids(slug(entry.use[0]) for entry in whole)
    named = tuple(
        replace(entry, id=each, source=entry.source or entry.use, by=PROVENANCE)
        for entry, each in zip(whole, ids, strict=True)
    )
    return Imported(named, log.losses(), source_language, target_language)


def _usable(entry: TermEntry, log: LossLog) -> TermEntry | None:
    """Take out forms that a glossary refuses; None where nothing is left that could be right or wrong."""
    use = tuple(form for form in entry.use if form.strip())
    texts = (*use, *(form.text for form in entry.wrong), entry.note, *entry.source)
    if not use or any(not text.isprintable() and _is_broken(text) for text in texts):
        what = "entries with half a character (a lone surrogate)" if use else "entries without a right form"
        log.add(what, entry.origin or "?")
        return None
    wrong = []
    for form in entry.wrong:
        fault = pattern_fault(form.text) if form.is_pattern else None
        if fault is not None and fault.is_fatal:
            log.add("patterns that a glossary refuses", f"{form.text} ({fault.message}; {entry.origin})")
        elif not form.text.strip():
            log.add("empty wrong forms", f"of {use[0]} ({entry.origin})")
        elif not form.is_pattern and form.text in use:
            log.add("wrong forms that are the right form itself", f"{form.text} ({entry.origin})")
        else:
            wrong.append(form)
    if entry.wrong and not wrong:
        return None
    # Without a wrong form there is nothing to fix, but a name that is right, and what it stands for in the source.
    return replace(entry, use=use, wrong=tuple(wrong), is_kept=entry.is_kept or not wrong)


def _is_broken(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
