"""Fixing the terms of many documents, and writing back what was fixed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from summitalign.model.document import Document
from summitalign.model.finding import Finding
from summitalign.model.outcome import Outcome
from summitalign.model.term import Glossary
from summitalign.workspace.glossary import locator
from summitalign.workspace.read import Input, decode, encode
from summitalign.workspace.write import write_text


@dataclass(frozen=True, slots=True)
class Fixed:
    """One document fixed in memory, and how to write it back."""

    outcome: Outcome
    has_bom: bool = False

    @property
    def is_changed(self) -> bool:
        """Say whether there is anything to write."""
        return not self.outcome.problem and self.outcome.after != self.outcome.before


@dataclass(frozen=True, slots=True)
class FixJob:
    """Find mistranslated terms in one document and fix the safe ones in memory."""

    glossary: Glossary
    sources: tuple[Document, ...] = ()
    """Original-language documents that serve as evidence."""

    def prepare(self) -> Callable[[Input], Fixed]:
        """Build the fixer of this process and return the function that does one document.

        Three documents of four hold no form of the glossary; one pass over the bytes says so, and spares them
        the parsing, which costs a hundred times as much.
        """
        from summitalign import api

        fixer = api.Fixer(self.glossary, self.sources, locator(self.glossary))

        def fix(source: Input) -> Fixed:
            data = source.read()
            content = decode(data, source.name)  # checked even without a hit: unreadable must not pass for clean
            if not fixer.may_hit(data):
                return Fixed(Outcome(source.name), content.has_bom)
            return Fixed(fixer.fix_text(content.text, source.name), content.has_bom)

        return fix


def accept(fixed: Fixed, findings: tuple[Finding, ...]) -> Fixed:
    """Fix a document again with findings that a person has decided on, one for each it had.

    The proof stays: a finding whose edit would change the structure of the document comes back as a suggestion.
    """
    from summitalign.fix.guard import safe_fixes

    outcome = fixed.outcome
    proven, after = safe_fixes(outcome.before, findings)
    return replace(fixed, outcome=replace(outcome, findings=proven, after=after))


def write_fixed(fixed: Fixed) -> None:
    """Write the fixed text over the document it came from; raises WriteError, the file untouched.

    A document that has changed on disk since it was read is left alone.
    """
    outcome = fixed.outcome
    before = encode(outcome.before, fixed.has_bom)
    write_text(outcome.source, outcome.after, has_bom=fixed.has_bom, expected=before)
