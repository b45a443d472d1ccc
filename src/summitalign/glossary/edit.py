"""Adding and removing glossary entries in the text, without touching anything else.

Every edit is proven before it is returned: the new text is read again, and has to say what the old one
said, plus or minus the change.
"""

from collections.abc import Sequence
from dataclasses import replace

from summitalign.errors import GlossaryError
from summitalign.glossary.addition import added, added_pairs, appended, as_terms, literals_of
from summitalign.glossary.change import Change, entries_of
from summitalign.glossary.checks import check_chains, check_file
from summitalign.glossary.entries import Draft
from summitalign.glossary.nodes import MapNode, ScalarNode
from summitalign.glossary.problems import first_error
from summitalign.glossary.removal import find_key, without_entry, without_form
from summitalign.glossary.sheet import Sheet, is_full_style, read_sheet
from summitalign.glossary.splice import spliced
from summitalign.model.term import TermEntry, WrongForm

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
    body = text.removeprefix(_BOM)
    sheet = sound(body, path)
    entry = TermEntry(
        "", tuple(use), tuple(WrongForm(form) for form in wrong), source=tuple(use), is_ambiguous=ambiguous, note=note
    )
    _refuse_known(sheet, entry, path)
    if isinstance(sheet.root, MapNode) and not is_full_style(sheet.root):
        if len(use) == 1 and not ambiguous and not note:
            return _proven(text, path, sheet, added_pairs(body, sheet, sheet.root, entry))
        body = as_terms(body, sheet.root)
        sheet = _same(sound(body, path), sheet, path)
    return _proven(text, path, sheet, added(body, sheet, entry), body)


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
    change = Change(appended(body, sheet.root, entries), (*entries_of(sheet), *entries))
    return _proven(text, path, sheet, change, body)


def append_entry(text: str, path: str, entry: TermEntry) -> str:
    """Put a whole entry, with all it says, behind the last one of a glossary text; returns the new text.

    Raises GlossaryError, with nothing changed, as `add_entry` does.
    """
    from summitalign.glossary.fields import FieldEdits, Revision

    body = text.removeprefix(_BOM)
    sheet = sound(body, path)
    if isinstance(sheet.root, MapNode) and not is_full_style(sheet.root):
        body = as_terms(body, sheet.root)
        sheet = _same(sound(body, path), sheet, path)
    after = spliced(body, FieldEdits(body, sheet).splices([Revision(None, entry)]))
    check_says(after, path, sheet, (*entries_of(sheet), entry))
    return (_BOM if text.startswith(_BOM) else "") + after


def remove_entry(text: str, path: str, key: str) -> str:
    """Take an entry, or one of several wrong forms of an entry, out of a glossary text; returns the new text.

    `key` is a wrong form (only that form goes, and its entry where it was the last), an id, or a right form.
    Includes are not read. Raises GlossaryError, with nothing changed, when `key` names nothing or several
    entries, for a text that has errors, and a layout that cannot be edited safely.
    """
    body = text.removeprefix(_BOM)
    sheet = sound(body, path)
    number, form = find_key(sheet, key, path)
    entry = sheet.drafts[number].entry
    if form is not None and (len(entry.wrong) > 1 or entry.is_kept):
        return _proven(text, path, sheet, without_form(body, sheet, number, form))
    return _proven(text, path, sheet, without_entry(body, sheet, number))


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
    for text in literals_of(entry):
        if text in entry.use:
            raise GlossaryError(f'the wrong form and the right form are the same: "{text}"', place=path)
    for draft in sheet.drafts:
        for form, line in zip(draft.entry.wrong, draft.wrong_lines, strict=True):
            if form in entry.wrong:
                right = " or ".join(f'"{each}"' for each in draft.entry.use)
                message = f'"{form.text}" is already a wrong form of {right}'
                hint = f"summitalign glossary remove '{form.text}' takes it out first"
                raise GlossaryError(message, place=f"{path}:{line}", hint=hint)
