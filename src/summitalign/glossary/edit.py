"""Adding and removing glossary entries in the text, without touching anything else.

Every edit is proven before it is returned: the new text is read again, and has to say what the old one
said, plus or minus the change.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from summitalign.errors import GlossaryError
from summitalign.glossary.addition import added, added_pairs, appended, as_terms, block_of, literals_of
from summitalign.glossary.change import Change, entries_of
from summitalign.glossary.checks import check_chains, check_file
from summitalign.glossary.entries import Draft, span_of, unique_ids
from summitalign.glossary.fields import FieldEdits, Revision
from summitalign.glossary.nodes import MapNode, ScalarNode
from summitalign.glossary.problems import first_error
from summitalign.glossary.removal import Removal, Target, find_target, number_of, without_entry, without_form
from summitalign.glossary.sheet import Sheet, is_full_style, read_sheet
from summitalign.glossary.splice import comments_above, spliced
from summitalign.model.term import TermEntry, TermTest, WrongForm

_BOM = "\ufeff"


def add_entry(
    text: str, path: str, wrong: Sequence[str], use: Sequence[str], *, ambiguous: bool = False, note: str = ""
) -> str:
    """Add wrong forms and their right forms to a glossary text; returns the new text.

    Extends the `wrong` list of an entry that has the same right forms, the same `ambiguous` and no other note;
    without `ambiguous`, also that of the only entry that has these right forms, whether ambiguous or not.
    Otherwise the entry goes to the end. A plain map becomes a `terms:` list where it cannot say what is asked.
    Includes are not read. Raises GlossaryError, with nothing changed, for a text that has errors, a form that is
    listed already, and a layout that cannot be edited safely.
    """
    forms = tuple(WrongForm(form) for form in wrong)
    entry = TermEntry("", tuple(use), forms, source=tuple(use), is_ambiguous=ambiguous, note=note)
    return add_term(text, path, entry)


def add_term(text: str, path: str, entry: TermEntry) -> str:
    """Add an entry to a glossary text as `add_entry` does; returns the new text.

    Its `near` and `unless_near` hold for all forms of an entry, so it joins only one that has the same or is to have
    none; its `not_in` and tests join those that are there. `source`, `scopes` and `paths` are not looked at.
    """
    body = text.removeprefix(_BOM)
    sheet = sound(body, path)
    _refuse_known(sheet, entry, path)
    is_pair = entry == TermEntry(entry.id, entry.use, entry.wrong, source=entry.use)
    if isinstance(sheet.root, MapNode) and not is_full_style(sheet.root):
        if len(entry.use) == 1 and is_pair:
            return _proven(text, path, sheet, added_pairs(body, sheet, sheet.root, entry))
        body = as_terms(body, sheet.root)
        sheet = _same(sound(body, path), sheet, path)
    change = added(body, sheet, entry)
    after = _proven(text, path, sheet, change, body)
    if len(change.entries) > len(sheet.drafts) or not (entry.not_in or entry.tests):
        return after
    joined = next(number for number, each in enumerate(change.entries) if each != sheet.drafts[number].entry)
    return _widened(after, path, joined, entry)


def _widened(text: str, path: str, number: int, more: TermEntry) -> str:
    """Add the `not_in` and the tests of an entry to those of one that has its forms already."""
    old = sound(text.removeprefix(_BOM), path).drafts[number].entry
    not_in = tuple(dict.fromkeys((*old.not_in, *more.not_in)))
    known = {(test.text, test.expected) for test in old.tests}
    tests = (*old.tests, *(test for test in more.tests if (test.text, test.expected) not in known))
    return _revised(text, path, {number: replace(old, not_in=not_in, tests=tests)})


def _revised(text: str, path: str, entries: Mapping[int, TermEntry]) -> str:
    """Let some entries of a glossary text, by their numbers, say something else."""
    body = text.removeprefix(_BOM)
    sheet = sound(body, path)
    whole = tuple(entries.get(number, entry) for number, entry in enumerate(entries_of(sheet)))
    revisions = [Revision(number, entry) for number, entry in entries.items() if entry != sheet.drafts[number].entry]
    after = spliced(body, FieldEdits(body, sheet).splices(revisions))
    check_says(after, path, sheet, whole)
    return (_BOM if text.startswith(_BOM) else "") + after


def add_entries(text: str, path: str, entries: Sequence[TermEntry]) -> str:
    """Add whole entries at the end of a glossary text, in their order; returns the new text.

    No entry is extended, and a plain map becomes a `terms:` list. Includes are not read. Raises GlossaryError, with
    nothing changed, for a text that has errors or would have, and a layout that cannot be edited safely.
    """
    body = text.removeprefix(_BOM)
    sheet = sound(body, path)
    if not entries:
        return text
    if isinstance(sheet.root, MapNode) and not is_full_style(sheet.root):
        body = as_terms(body, sheet.root)
        sheet = _same(sound(body, path), sheet, path)
    splice = appended(body, sheet.root, [block_of(entry) for entry in entries])
    change = Change(splice, (*entries_of(sheet), *entries))
    return _proven(text, path, sheet, change, body)


def remove_entry(text: str, path: str, key: str) -> str:
    """Take an entry, or one of several wrong forms of an entry, out of a glossary text; returns the new text.

    `key` is a wrong form (only that form goes, and its entry where it was the last), an id, or a right form.
    Includes are not read. Raises GlossaryError, with nothing changed, when `key` names nothing or several
    entries, for a text that has errors, and a layout that cannot be edited safely.
    """
    entries = entries_of(sound(text.removeprefix(_BOM), path))
    ids = unique_ids(entry.id for entry in entries)
    named = [replace(entry, id=each) for entry, each in zip(entries, ids, strict=True)]
    return remove_target(text, path, find_target(named, key, path)).text


def remove_target(text: str, path: str, target: Target) -> Removal:
    """Take an entry of a glossary, or one of its wrong forms, out of the text of the file that it stands in.

    An entry whose last wrong form goes, goes with it. Raises GlossaryError as `remove_entry` does.
    """
    body = text.removeprefix(_BOM)
    sheet = sound(body, path)
    number = number_of(sheet, target)
    draft = sheet.drafts[number]
    entry, form = draft.entry, target.form
    if form is not None and (len(entry.wrong) > 1 or entry.is_kept):
        after = _proven(text, path, sheet, without_form(body, sheet, number, entry.wrong.index(form)))
        return Removal(after, replace(entry, wrong=(form,)), is_whole=False)
    after = _proven(text, path, sheet, without_entry(body, sheet, number))
    return Removal(after, entry, is_whole=True, comments=comments_above(body, span_of(draft)[0]))


def remove_tests(text: str, path: str, tests: Collection[TermTest]) -> str:
    """Take tests, known by their text and line, out of a glossary text; returns the new text."""
    entries = enumerate(entries_of(sound(text.removeprefix(_BOM), path)))
    fewer = {
        number: replace(entry, tests=tuple(test for test in entry.tests if test not in tests))
        for number, entry in entries
    }
    return _revised(text, path, fewer)


def add_exception(text: str, path: str, entry: TermEntry, word: str) -> str:
    """Let an entry of a glossary text leave a word alone that holds one of its wrong forms; returns the new text.

    Raises GlossaryError, with nothing changed, for a word that holds none, and a layout that cannot be edited safely.
    """
    if not any(form in word and form != word for form in literals_of(entry)):
        hint = "it is for longer words that contain a wrong form"
        raise GlossaryError(f'"{word}" is no longer word that holds a wrong form', place=path, hint=hint)
    sheet = sound(text.removeprefix(_BOM), path)
    number = number_of(sheet, Target(entry))
    old = sheet.drafts[number].entry
    return _revised(text, path, {number: replace(old, not_in=tuple(dict.fromkeys((*old.not_in, word))))})


def sound(text: str, path: str) -> Sheet:
    """Read a file without its includes; raises the first error in it."""
    sheet = read_sheet(text, path)
    error = first_error((*sheet.problems, *check_file(sheet.drafts), *check_chains(sheet.drafts)))
    if error is not None:
        raise error.as_error()
    return sheet


def _proven(text: str, path: str, before: Sheet, change: Change, body: str | None = None) -> str:
    """Make a change, read the result and compare; `body` is what the splices count in."""
    if change.splice is None:
        raise _not_editable(path)
    after = spliced(text.removeprefix(_BOM) if body is None else body, (change.splice,))
    check_says(after, path, before, change.entries)
    return (_BOM if text.startswith(_BOM) else "") + after


def check_says(after: str, path: str, before: Sheet, entries: tuple[TermEntry, ...]) -> None:
    """Raise GlossaryError unless a changed text says what the one before said, but with these entries."""
    try:
        _same(sound(after, path), replace(before, drafts=_drafts(entries)), path)
    except GlossaryError as error:
        # The line is one of a text that nobody will see.
        raise GlossaryError(error.message, place=path, hint=error.hint) from error


def _drafts(entries: tuple[TermEntry, ...]) -> tuple[Draft, ...]:
    nowhere = ScalarNode("", 0, 0)
    return tuple(Draft(entry, "", 0, (), (), nowhere) for entry in entries)


def _same(after: Sheet, expected: Sheet, path: str) -> Sheet:
    """Return a file that says the same as expected; raises GlossaryError for any other."""
    if _meaning(after) != _meaning(expected):
        raise _not_editable(path)
    return after


def _meaning(sheet: Sheet) -> tuple[object, ...]:
    """Return all that a file says, without lines and ids."""
    entries = tuple(
        replace(draft.entry, id="", origin="", tests=tuple(replace(test, line=0) for test in draft.entry.tests))
        for draft in sheet.drafts
    )
    includes = tuple((include.path, include.drop) for include in sheet.includes)
    return entries, includes, sheet.source_language, sheet.target_language, sheet.repairs, sheet.front_matter_keys


def _not_editable(path: str) -> GlossaryError:
    return GlossaryError("the layout of the file does not allow this edit", place=path, hint="edit it by hand")


def _refuse_known(sheet: Sheet, entry: TermEntry, path: str) -> None:
    """Raise for missing forms, and for wrong forms that are listed already."""
    if not entry.wrong or not entry.use or not all(form.strip() for form in (*entry.use, *literals_of(entry))):
        raise GlossaryError("an entry needs a wrong form and a right form, none of them empty", place=path)
    refuse_clash(entries_of(sheet), entry, path)
    for draft in sheet.drafts:
        for form, line in zip(draft.entry.wrong, draft.wrong_lines, strict=True):
            if form in entry.wrong:
                right = " or ".join(f'"{each}"' for each in draft.entry.use)
                message = f'"{form.text}" is already a wrong form of {right}'
                hint = f"summitalign glossary remove '{form.text}' takes it out first"
                raise GlossaryError(message, place=f"{path}:{line}", hint=hint)


def refuse_clash(entries: Iterable[TermEntry], new: TermEntry, path: str) -> None:
    """Raise GlossaryError where a new entry has as right what is wrong, or as wrong what is right."""
    for form in literals_of(new):
        if form in new.use:
            raise GlossaryError(f'the wrong form and the right form are the same: "{form}"', place=path)
    for old in entries:
        where = f'the entry "{old.id}" ({old.origin})'
        for form in literals_of(new):
            if form in old.use:
                hint = "the wrong forms come first, and the right one behind --use"
                raise GlossaryError(f'"{form}" is a right form of {where}', place=path, hint=hint)
        for form in new.use:
            if WrongForm(form) in old.wrong:
                hint = f'"{old.use[0]}" is right there'
                raise GlossaryError(f'the right form is "{form}", which {where} lists as wrong', place=path, hint=hint)
