"""Fixing the terms of many documents, and writing back what was fixed."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summitalign.errors import SummitalignError
from summitalign.model.finding import Applicability, Decision, Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.model.term import Glossary
from summitalign.workspace.encodings import UTF8, SourceText, can_encode, check_way_back, decode, shown
from summitalign.workspace.glossary import locator
from summitalign.workspace.read import Input
from summitalign.workspace.run import MANY
from summitalign.workspace.screening import LeftOut, Screen, limit
from summitalign.workspace.spellings import kept_traditional

if TYPE_CHECKING:
    from summitalign.fixer import Fixer
    from summitalign.model.document import Document


@dataclass(frozen=True, slots=True)
class Fixed:
    """One document fixed in memory, and how to write it back."""

    outcome: Outcome
    has_bom: bool = False
    encoding: str = UTF8
    left_out: LeftOut = field(default_factory=LeftOut)
    """What does not count in this run, and is not among the findings."""

    @property
    def is_clean(self) -> bool:
        """Say whether there is nothing to tell of the document."""
        outcome, left = self.outcome, self.left_out
        return not (outcome.findings or outcome.problem or left.known or left.stale)

    @property
    def is_changed(self) -> bool:
        """Say whether there is anything to write."""
        return not self.outcome.problem and self.outcome.after != self.outcome.before


class _Bench:
    """Keeps what a process has built for a job: the tables for a large glossary take longer than most documents."""

    def __init__(self) -> None:
        self._built: tuple[Glossary, tuple[Document, ...], Fixer] | None = None

    def fixer(self, glossary: Glossary, sources: "tuple[Document, ...]") -> "Fixer":
        """Return the fixer for a glossary and originals, the last one where it was for the same."""
        if self._built is None or self._built[0] is not glossary or self._built[1] is not sources:
            from summitalign.fixer import Fixer
            from summitalign.workspace.kept_machine import kept_machine

            fixer = Fixer(glossary, sources, locator(glossary), kept_traditional, kept_machine)
            self._built = glossary, sources, fixer
        return self._built[2]

    def __reduce__(self) -> tuple[type["_Bench"], tuple[()]]:
        return _Bench, ()  # another process builds its own sooner than it could read this one's


@dataclass(frozen=True, slots=True)
class FixJob:
    """Find mistranslated terms in one document and fix the safe ones in memory."""

    glossary: Glossary
    sources: "tuple[Document, ...]" = ()
    """Original-language documents that serve as evidence."""
    encoding: str = ""
    """What the documents without a byte order mark are declared to be in; empty to find out."""
    screen: Screen = field(default_factory=Screen)
    """Which findings count."""
    _bench: _Bench = field(default_factory=_Bench, repr=False, compare=False)

    @property
    def fixer(self) -> "Fixer":
        """What finds and fixes the terms: built when it is first asked for, and kept."""
        return self._bench.fixer(self.glossary, self.sources)

    @property
    def many(self) -> int:
        """Return from how many documents on worker processes pay: three of four take a tenth of a millisecond."""
        return MANY if self.sources else 3 * MANY

    def share(self, *, is_forked: bool) -> None:
        """Describe the originals, and fix a wrong form by itself: that imports and builds what all documents need.

        Processes that share no memory find the database of the forms, which is kept.
        """
        if self.sources and is_forked:
            self.fixer.describe_sources()
        forms = (wrong.text for entry in self.glossary.entries for wrong in entry.wrong if not wrong.is_pattern)
        with contextlib.suppress(SummitalignError):
            self.fixer.fix_text(next(forms, ""), "")

    def prepare(self) -> Callable[[Input], Fixed]:
        """Build the fixer of this process and return the function that does one document.

        Three documents of four hold no form of the glossary; one pass over the bytes says so, and spares them
        the parsing, which costs a hundred times as much.
        """
        fixer = self.fixer
        nothing = Fixed(Outcome(""))

        def fix(source: Input) -> Fixed:
            data = source.read()
            content = decode(data, source.name, self.encoding)  # even without a hit: unreadable must not pass for clean
            if not fixer.may_hit(_scanned(content, data, source.name)):
                if self.screen.is_open:
                    return nothing
                outcome = Outcome(source.name)
            else:
                check_way_back(content, data, source.name)
                outcome = _fix(fixer, content, source.name, {})
            outcome, left_out = self.screen.sift(outcome, lambda held: _fix(fixer, content, source.name, held))
            return Fixed(outcome, content.has_bom, content.encoding, left_out)

        return fix

    def without(self, fixed: Fixed, held: Mapping[Span, str]) -> Fixed:
        """Return a document fixed again with the findings at some spans suggested, each for its reason."""
        fixer = self.fixer
        content = SourceText(fixed.outcome.before, fixed.has_bom, fixed.encoding)
        reported = {finding.span for finding in fixed.outcome.findings}
        earlier = {found.span: found.reason for found in fixed.outcome.findings if found.decision is Decision.SUGGEST}
        reasons = {**earlier, **fixed.left_out.held, **held}
        outcome = _fix(fixer, content, fixed.outcome.source, reasons)
        while others := [
            found.span for found in outcome.findings if found.decision is Decision.APPLY and found.span not in reported
        ]:
            reasons |= dict.fromkeys(others, "left out of this run")
            outcome = _fix(fixer, content, fixed.outcome.source, reasons)
        kept = tuple(finding for finding in outcome.findings if finding.span in reported)
        return replace(fixed, outcome=replace(outcome, findings=kept))

    def tried(self, fixed: Fixed, finding: Finding, form: str) -> tuple[str, str]:
        """Say what stands in the way of another right form for a finding, and what a later run would say of it.

        Both are empty where there is nothing to say.
        """
        from summitalign import api

        if form == finding.found:
            return "it is what stands there now", ""
        chosen = api.respell(fixed.outcome.before, finding, form, fixed.outcome.source)
        fix = replace(chosen.fix, applicability=Applicability.SAFE) if chosen.fix else None
        alone = replace(fixed, outcome=replace(fixed.outcome, findings=()))
        made = accept(alone, (replace(chosen, decision=Decision.APPLY, fix=fix),)).outcome
        if made.findings[0].decision is not Decision.APPLY:
            return made.findings[0].reason, ""
        put = _put(made.findings[0], form)
        again = self.fixer.fix_text(made.after, made.source).findings
        told = [each for each in again if each.use and each.decision is not Decision.SKIP]
        left = [each.found for each in told if each.span.overlaps(put)]
        return "", f'"{left[0]}" in it is a wrong form, which the next run reports again' if left else ""

    def limited(self, fixed: Fixed, most: int) -> Fixed:
        """Return a document with its first `most` fixes made only."""
        content = SourceText(fixed.outcome.before, fixed.has_bom, fixed.encoding)

        def refit(held: Mapping[Span, str]) -> Outcome:
            return _fix(self.fixer, content, fixed.outcome.source, held)

        return replace(fixed, outcome=limit(fixed.outcome, fixed.left_out, most, refit))


def _scanned(content: SourceText, data: bytes, name: str) -> bytes:
    """Return the bytes that forms are looked for in: the file's own, or those of the texts that stand in it."""
    from summitalign.formats.read import text_of

    text = text_of(content.text, name)
    is_own = text is content.text
    return data if is_own and content.encoding == UTF8 else text.encode("utf-8", "surrogatepass")


def _put(finding: Finding, form: str) -> Span:
    """Return where the right form of a finding stands after its fix, and no other one."""
    shift = 0
    for edit in finding.fix.edits if finding.fix else ():
        if edit.replacement.strip() == form and finding.span.contains(edit.span):
            start = edit.span.start + shift
            return Span(start, start + len(edit.replacement))
        shift += len(edit.replacement) - (edit.span.end - edit.span.start)
    return finding.span


def _fix(fixer: "Fixer", content: SourceText, name: str, held: Mapping[Span, str]) -> Outcome:
    """Fix a text with those fixes that its encoding has the characters for; the others are suggested."""
    held = dict(held)
    outcome = fixer.fix_text(content.text, name, held=held) if held else fixer.fix_text(content.text, name)
    while unwritable := _unwritable(outcome.findings, content.encoding):
        held |= unwritable
        outcome = fixer.fix_text(content.text, name, held=held)
    return outcome


def _unwritable(findings: Sequence[Finding], encoding: str) -> dict[Span, str]:
    """Return the places of the APPLY findings that an encoding has no characters for, with the reason for people."""
    return {
        finding.span: f"{shown(encoding)}, the encoding of the document, has no character for it: convert it to UTF-8"
        for finding in findings
        if finding.decision is Decision.APPLY and finding.fix is not None
        if not all(can_encode(edit.replacement, encoding) for edit in finding.fix.edits)
    }


def accept(fixed: Fixed, findings: tuple[Finding, ...]) -> Fixed:
    """Fix a document again with findings that a person has decided on, one for each it had.

    The proof stays: a finding whose edit would change the structure of the document, or that the document's encoding
    has no character for, comes back as a suggestion.
    """
    from summitalign import api

    outcome = fixed.outcome
    proven, after = api.accept(outcome.before, findings, _unwritable(findings, fixed.encoding), outcome.source)
    return replace(fixed, outcome=replace(outcome, findings=proven, after=after))
