"""Wrong forms that stand in a text and were not judged, and why not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summitalign.model.document import Document, Region, RegionKind, Scope
from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermEntry
from summitalign.terms.find import in_scope
from summitalign.terms.page import is_target
from summitalign.terms.patterns import compiled
from summitalign.terms.switches import is_switched_off, read_switches

_SCOPES = {
    Scope.HEADING: "headings", Scope.TABLE: "tables", Scope.LIST: "lists", Scope.QUOTE: "quotes",
    Scope.LINK_TEXT: "link texts", Scope.ALT: "image texts", Scope.HTML: "HTML", Scope.FRONT_MATTER: "front matter",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overlooked:
    """A place where a wrong form stands that is none of the fixer's business."""

    span: Span
    found: str
    entry: TermEntry
    reason: str
    """Why it is no finding, in words that go on a sentence."""


def overlooked(
    document: Document, place: str, glossary: Glossary, judged: Sequence[Span], within: Span
) -> tuple[Overlooked, ...]:
    """Find the wrong forms in a stretch of a document that are no findings, in order.

    `place` is the path that the `paths` of an entry are held against; `judged` are the spans of the findings. Forms
    are looked for as they are written in the glossary, not in other spellings.
    """
    text = document.text
    why = _Why(document, place, glossary, judged)
    found = [
        Overlooked(span, span.of(text), entry, why.of(span, entry))
        for entry in glossary.entries
        for span in _places(text, entry, within)
        if span not in judged
    ]
    return tuple(sorted(found, key=lambda each: (each.span.start, -each.span.end)))


def _places(text: str, entry: TermEntry, within: Span) -> Iterator[Span]:
    for form in entry.wrong:
        pattern = compiled(form.text) if form.is_pattern else re.compile(re.escape(form.text))
        for match in pattern.finditer(text, within.start, within.end):
            if match.end() > match.start():
                yield Span(*match.span())


class _Why:
    """The reasons that hold for a whole document, and what covers a place of it."""

    def __init__(self, document: Document, place: str, glossary: Glossary, judged: Sequence[Span]) -> None:
        self._document, self._place, self._judged = document, place, judged
        self._glossary = glossary
        self._switches = read_switches(document.text)
        self._longer = {
            **{form: "which is a right form" for entry in glossary.entries for form in entry.use},
            **{
                form.text: f'a wrong form of "{entry.id}"'
                for entry in glossary.entries
                for form in entry.wrong
                if not form.is_pattern
            },
            **{word: f'which `not_in` of "{entry.id}" lists' for entry in glossary.entries for word in entry.not_in},
        }

    def of(self, span: Span, entry: TermEntry) -> str:
        """Say why a wrong form at a place is not judged."""
        text = self._document.text
        if is_switched_off(text):
            return "the front matter switches the fixer off"
        region = self._region(span)
        if region is None:
            return "it stands across the border of two kinds of text"
        if region.kind is not RegionKind.PROSE:
            return f"it stands in {region.kind.value.replace('-', ' ')}, not in prose"
        if (longer := self._cover(span)) is not None:
            return f'it is a part of "{longer}", {self._longer[longer]}'
        if any(other.overlaps(span) for other in self._judged):
            return "it overlaps a finding"
        if self._switches.closed([span])[0]:
            return "a comment in the document switches it off"
        if not is_target(text, self._glossary.target_language):
            return f"the document is not in the target language of the glossary, {self._glossary.target_language}"
        if not in_scope(entry, region, self._place):
            return self._out_of_scope(entry, region)
        return "it is a part of a longer word or name"

    def _region(self, span: Span) -> Region | None:
        return next((each for each in self._document.regions if each.span.contains(span)), None)

    def _cover(self, span: Span) -> str | None:
        """Return the longest form of the glossary that covers a place, and is longer than what stands there."""
        text, found = self._document.text, span.of(self._document.text)
        for form in sorted(self._longer, key=len, reverse=True):
            at = form.find(found) if len(form) > len(found) else -1
            while at >= 0:
                if text.startswith(form, max(span.start - at, 0)) and span.start >= at:
                    return form
                at = form.find(found, at + 1)
        return None

    def _out_of_scope(self, entry: TermEntry, region: Region) -> str:
        names = [name for scope, name in _SCOPES.items() if region.scope & scope]
        if in_scope(replace(entry, paths=()), region, self._place):
            return "`paths` of the entry leave this document out"
        return f"the entry does not work in {' or '.join(names) or 'prose outside of headings, tables and lists'}"
