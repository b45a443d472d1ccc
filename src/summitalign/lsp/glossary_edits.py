"""New entries and exceptions for a glossary, as edits of its text in the editor."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from summitalign.errors import GlossaryError
from summitalign.lsp.ground import Ground
from summitalign.model.term import Glossary, TermEntry, WrongForm


@dataclass(frozen=True, slots=True)
class GlossaryEdit:
    """The text of a file of a glossary, and what it is to become."""

    path: str
    before: str
    after: str


Read = Callable[[str], str]
"""Returns the text of a file as the editor has it."""


def with_entry(ground: Ground, wrong: str, use: str, read: Read) -> GlossaryEdit:
    """Add a wrong form and its right form; raises GlossaryError where the glossary cannot take it."""
    from summitalign.glossary.edit import add_term, refuse_clash

    glossary = ground.job.glossary
    entry = TermEntry("", (use,), (WrongForm(wrong),), source=(use,))
    refuse_clash(glossary.entries, entry, glossary.path)
    return _tried(ground, glossary.path, lambda text: add_term(text, glossary.path, entry), read)


def with_exception(ground: Ground, term: str, word: str, read: Read) -> GlossaryEdit:
    """Let an entry leave a longer word alone, by its `not_in`; raises GlossaryError where it cannot be done."""
    from summitalign.glossary.edit import add_exception

    entry = ground.job.glossary.index.get(term)
    path = entry.origin.rpartition(":")[0] if entry is not None else ""
    if entry is None or not Path(path).is_file():
        raise GlossaryError(f'no file of yours has the entry "{term}"', hint="add an entry of your own for the form")
    return _tried(ground, path, lambda text: add_exception(text, path, entry, word), read)


def _tried(ground: Ground, path: str, edit: Callable[[str], str], read: Read) -> GlossaryEdit:
    """Change a file, and load the glossary with it and run its tests, so that it is not broken by the change."""
    from summitalign import api
    from summitalign.glossary.problems import failed_test
    from summitalign.workspace.glossary import include_reader
    from summitalign.workspace.spellings import kept_traditional

    before = read(path)
    after = edit(before)
    whole = ground.job.glossary.path
    included = include_reader(whole)

    def changed(relative: str) -> str:
        text = included(relative)
        return after if os.path.realpath(Path(whole).parent / relative) == os.path.realpath(path) else text

    is_own = os.path.realpath(whole) == os.path.realpath(path)
    loaded: Glossary = api.load_glossary(after if is_own else read(whole), whole, changed)
    for failure in api.run_glossary_tests(loaded, kept_traditional):
        problem = failed_test(failure, loaded.index[failure.entry].origin)
        raise GlossaryError(f"after the change, {problem.message}", place=path, line=problem.line)
    return GlossaryEdit(path, before, after)
