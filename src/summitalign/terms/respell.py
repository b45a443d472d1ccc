"""A finding with another right form, as a person wants it."""

from dataclasses import replace

from summitalign.markdown.surroundings import parse_around
from summitalign.model.finding import Edit, Finding
from summitalign.terms.page import Page
from summitalign.terms.spacing import spaced


def respell(text: str, finding: Finding, form: str) -> Finding:
    """Return a finding whose fix puts `form` in its place, with the blanks that this form needs there."""
    if finding.fix is None:
        return finding
    is_spaced = Page(parse_around(text, ())).spaces_scripts()
    edits = tuple(_respelt(text, edit, finding.use, form, is_spaced) for edit in finding.fix.edits)
    use = (form, *(each for each in finding.use if each != form))
    return replace(finding, use=use, fix=replace(finding.fix, edits=edits))


def _respelt(text: str, edit: Edit, use: tuple[str, ...], form: str, is_spaced: bool) -> Edit:
    # The pieces of a broken form that are only taken away stay as they are.
    return spaced(text, edit.span, form, is_spaced) if edit.replacement.strip() in use else edit
