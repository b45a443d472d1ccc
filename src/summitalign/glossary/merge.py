"""A glossary file with everything it includes, merged by wrong form."""

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from summitalign.errors import SummitalignError
from summitalign.glossary.checks import check_chains, check_file, check_shadows
from summitalign.glossary.entries import Draft, unique_ids
from summitalign.glossary.problems import LintProblem, Severity, first_error, nearest
from summitalign.glossary.sheet import PACK, Include, Sheet, read_sheet
from summitalign.model.term import Glossary, TermEntry, TermTest, WrongForm

MAX_INCLUSIONS = 200
"""Most inclusions in all, repeated ones counted: files that include each other twice double at every level."""
MAX_COMPARED = 5000
"""Forms among which the nearest one to a misspelt form is looked for; more take too long."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A glossary and all that is wrong with it; not to be used while there is an error."""

    glossary: Glossary
    problems: tuple[LintProblem, ...]
    """File by file in the order of reading, line by line."""


def read_all(text: str, path: str, read: Callable[[str], str]) -> Reading:
    """Read a glossary and its includes; raises nothing on any text.

    `read` returns the text of a file by its path relative to the folder of `path`; what an included file
    includes is asked for by the joined path, and a pack as `pack:NAME`. Own forms win over included ones, a
    later include over an earlier one.
    """
    shelf = _Shelf(path, read)
    name = posixpath.basename(path.replace("\\", "/"))
    sheet = shelf.open(name, text)
    drafts = shelf.merged(name, sheet, (name,))
    entries = _with_ids(drafts)
    sheets = tuple(shelf.sheets.values())
    if not drafts and first_error(shelf.problems) is None:
        hint = "write `- wrong form: right form` under `terms:`"
        shelf.problems.append(LintProblem(Severity.WARNING, "the glossary has no entries", f"{path}:1", 1, hint))
    rank = {opened.path: number for number, opened in reversed(tuple(enumerate(sheets)))}
    problems = sorted(
        dict.fromkeys((*shelf.problems, *check_chains(drafts), *check_shadows(drafts))),
        key=lambda problem: (rank[problem.place.rpartition(":")[0]], problem.line),
    )
    glossary = Glossary(
        entries,
        path=path,
        digest=_digest(shelf.texts),
        source_language=next((each.source_language for each in sheets if each.source_language), ""),
        target_language=next((each.target_language for each in sheets if each.target_language), ""),
        repairs=_settled(sheets[0].repairs, (sheet.repairs for sheet in sheets)),
        front_matter_keys=_settled(sheets[0].front_matter_keys, (sheet.front_matter_keys for sheet in sheets)),
        index={entry.id: entry for entry in entries},
    )
    return Reading(glossary, tuple(problems))


def _digest(texts: Iterable[str]) -> str:
    """Hash the texts of all files; the length keeps a shifted file border from going unnoticed."""
    total = sha256()
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        total.update(f"{len(content)}\n".encode())
        total.update(content)
    return f"sha256:{total.hexdigest()}"


def _settled(own: tuple[str, ...] | None, every: Iterable[tuple[str, ...] | None]) -> tuple[str, ...]:
    """Return the names that the glossary file itself gives; where it is silent, those of all its includes."""
    if own is not None:
        return tuple(dict.fromkeys(own))
    return tuple(dict.fromkeys(name for names in every for name in names or ()))


def _with_ids(drafts: tuple[Draft, ...]) -> tuple[TermEntry, ...]:
    """Give every entry a unique id."""
    ids = unique_ids(draft.entry.id for draft in drafts)
    return tuple(
        draft.entry if unique == draft.entry.id else replace(draft.entry, id=unique)
        for unique, draft in zip(ids, drafts, strict=True)
    )


@dataclass(slots=True)
class _Shelf:
    """The files read so far, and how to get at more."""

    path: str
    """The glossary file, as given."""
    read: Callable[[str], str]
    sheets: dict[str, Sheet] = field(default_factory=dict)
    """By path relative to the folder of the glossary file."""
    texts: list[str] = field(default_factory=list)
    problems: list[LintProblem] = field(default_factory=list)
    inclusions: int = 0

    def open(self, name: str, text: str) -> Sheet:
        """Read one file and check it by itself."""
        sheet = read_sheet(text, self._shown(name))
        self.sheets[name] = sheet
        self.texts.append(text)
        self.problems += (*sheet.problems, *check_file(sheet.drafts))
        return sheet

    def _shown(self, name: str) -> str:
        if not self.sheets:
            return self.path
        return name if name.startswith(PACK) else posixpath.join(posixpath.dirname(self.path), name)

    def merged(self, name: str, sheet: Sheet, trail: tuple[str, ...]) -> tuple[Draft, ...]:
        """Return the entries of a file and of its includes, own ones first; `trail` names the way to it."""
        taken = {form for draft in sheet.drafts for form in _forms(draft)}
        parts = [self._included(name, sheet, include, trail) for include in sheet.includes]
        kept = []
        for part in reversed(parts):
            kept.append(_without(part, taken))
            taken.update(form for draft in kept[-1] for form in _forms(draft))
        return (*sheet.drafts, *(draft for part in reversed(kept) for draft in part))

    def _included(self, name: str, sheet: Sheet, include: Include, trail: tuple[str, ...]) -> tuple[Draft, ...]:
        target = _target(name, include)
        self.inclusions += 1
        if target in trail:
            loop = " -> ".join((*trail[trail.index(target) :], target))
            self._log(Severity.ERROR, sheet, include, f"a file includes itself: {loop}", "remove one of the includes")
            return ()
        if self.inclusions > MAX_INCLUSIONS:
            if self.inclusions == MAX_INCLUSIONS + 1:
                self._log(Severity.ERROR, sheet, include, f"more than {MAX_INCLUSIONS} inclusions", "include less")
            return ()
        found = self.sheets.get(target) or self._fetch(target, sheet, include)
        if found is None:
            return ()
        drafts = self.merged(target, found, (*trail, target))
        listed = {text for draft in drafts for text, _ in _forms(draft)}
        if any(other is not include and other.path == include.path for other in _until(sheet, include)):
            self._log(Severity.WARNING, sheet, include, f"{include.path} is included twice", "remove one")
        for form in include.drop:
            if form not in listed:
                message = f"'drop' names \"{form}\", which {include.path} does not list"
                near = nearest(form, listed) if len(listed) <= MAX_COMPARED else None
                self._log(Severity.WARNING, sheet, include, message, f"did you mean '{near}'?" if near else "remove it")
        return _without(drafts, {(form, is_pattern) for form in include.drop for is_pattern in (False, True)})

    def _fetch(self, target: str, sheet: Sheet, include: Include) -> Sheet | None:
        try:
            text = self.read(target)
        except SummitalignError as error:
            reason, hint = error.message, error.hint
        except (OSError, ValueError, LookupError) as error:
            reason, hint = str(error) or type(error).__name__, ""
        else:
            return self.open(target, text)
        if target.startswith(PACK) and hint:
            self._log(Severity.ERROR, sheet, include, reason, hint)
            return None
        hint = "the path is relative to the file that includes it"
        self._log(Severity.ERROR, sheet, include, f"cannot read the included file {include.path}: {reason}", hint)
        return None

    def _log(self, severity: Severity, sheet: Sheet, include: Include, message: str, hint: str) -> None:
        place = f"{sheet.path}:{include.line}"
        self.problems.append(LintProblem(severity, message, place, include.line, hint))


def _until(sheet: Sheet, include: Include) -> tuple[Include, ...]:
    """Return the includes of a file up to one of them."""
    number = next(number for number, other in enumerate(sheet.includes) if other is include)
    return sheet.includes[: number + 1]


def _target(name: str, include: Include) -> str:
    """Return what an include asks for: a path from the folder of the glossary, or a pack."""
    if include.path.startswith(PACK):
        return include.path
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), include.path.replace("\\", "/")))


def _forms(draft: Draft) -> tuple[tuple[str, bool], ...]:
    """Return what an entry is merged by: its wrong forms, and the kept forms of a `keep` entry; (text, is pattern)."""
    kept = draft.entry.use if draft.entry.is_kept else ()
    return (*((form.text, form.is_pattern) for form in draft.entry.wrong), *((form, False) for form in kept))


def _without(drafts: Iterable[Draft], taken: set[tuple[str, bool]]) -> tuple[Draft, ...]:
    """Take forms out of entries; an entry left without any goes, too."""
    rest = []
    for draft in drafts:
        if not any(form in taken for form in _forms(draft)):
            rest.append(draft)
        elif (smaller := _shrunk(draft, taken)) is not None:
            rest.append(smaller)
    return tuple(rest)


def _shrunk(draft: Draft, taken: set[tuple[str, bool]]) -> Draft | None:
    entry = draft.entry
    if entry.is_kept and any((form, False) in taken for form in entry.use):
        return None
    stay = [number for number, form in enumerate(entry.wrong) if (form.text, form.is_pattern) not in taken]
    if not stay and not entry.is_kept:
        return None
    gone = tuple(form for form in entry.wrong if (form.text, form.is_pattern) in taken)
    return replace(
        draft,
        entry=replace(
            entry,
            wrong=tuple(entry.wrong[number] for number in stay),
            # A test of a form that is not this entry's any more says nothing about this entry.
            tests=tuple(test for test in entry.tests if not _mentions(test, gone)),
        ),
        wrong_lines=tuple(draft.wrong_lines[number] for number in stay),
    )


def _mentions(test: TermTest, gone: tuple[WrongForm, ...]) -> bool:
    """Say whether a test may be about a form that is gone; which ones a pattern was tested by cannot be told."""
    return any(form.is_pattern or form.text in test.text for form in gone)
