"""What the originals say of an occurrence: the passage that it was aligned with, or a whole document."""

import re
from collections.abc import Iterable, Sequence

from summitalign.model.finding import Evidence
from summitalign.model.span import Span
from summitalign.model.term import TermEntry
from summitalign.terms.page import Grain, SourceEvidence, SourcePassage, whole_word
from summitalign.terms.weights import Weights
from summitalign.terms.wording import is_first_word, is_of_trade, is_small_word, is_subject, is_within

CONTEXT = 60
"""Code points shown on each side of a word that was seen in an original."""
_WINDOW = 4 * CONTEXT
"""Code points looked at for them: tags and addresses, which are left out, are long."""
_DRAWER = 1_024
"""Code points of the document whose passages are kept together, so that few are looked at for a place."""
_TAGS = re.compile(r"^[^<>]*>|<[^<>]*>|<[^<>]*$")
_BLANKS = re.compile(r"\s+")

_Named = tuple[SourcePassage, str, re.Match[str]]
"""A passage, the form that it has, and where."""


class Originals:
    """Looks for source forms in what corresponds to an occurrence."""

    def __init__(self, sources: SourceEvidence, text: str) -> None:
        """Keep the originals of a document; whole ones are searched once for each form."""
        self._sources = sources
        self._text = text
        self._drawers: dict[int, list[SourcePassage]] = {}
        for passage in sources.passages:
            for number in range(passage.target.start // _DRAWER, passage.target.end // _DRAWER + 1):
                self._drawers.setdefault(number, []).append(passage)
        self._names: dict[str, bool] = {}
        self._naming: dict[str, tuple[str, str] | None] = {}
        self._counts: dict[tuple[Span, str], int] = {}
        self._said: dict[tuple[Span, tuple[str, ...]], list[Evidence]] = {}

    def naming(self, span: Span, forms: Sequence[str], entry: TermEntry, weights: Weights) -> list[Evidence]:
        """Return what the originals say for some source forms of an entry at a place, and against them.

        The innermost passage that surely corresponds decides: where it lacks the forms, that its section names them
        says nothing.
        """
        if not (self._sources.passages or self._sources.texts):
            return []
        key = span, tuple(forms)
        if key not in self._said:
            self._said[key] = self._heard(span, forms, entry, weights)
        return self._said[key]

    def _heard(self, span: Span, forms: Sequence[str], entry: TermEntry, weights: Weights) -> list[Evidence]:
        around = [one for one in self._drawers.get(span.start // _DRAWER, ()) if one.target.overlaps(span)]
        inner = [one for one in around if one.grain.is_inner and one.target.contains(span)]
        if inner:
            return self._decided(_innermost(inner), around, forms, entry, weights)
        if (named := _first_naming(around, forms)) is not None:
            said = [self._piece(entry, named, weights, "source")]
            return said if named[0].grain is Grain.RETOLD else [*said, *self._surplus(named[0], forms, entry, weights)]
        for form in forms:
            if (seen := self._in_documents(form)) is not None:
                return [Evidence("source-document", seen[0], weights.of("source-document"), seen[1])]
        return []

    def _decided(
        self,
        innermost: Sequence[SourcePassage],
        around: Sequence[SourcePassage],
        forms: Sequence[str],
        entry: TermEntry,
        weights: Weights,
    ) -> list[Evidence]:
        """Return what the innermost passage says; several are those of several originals."""
        if (named := _first_naming(innermost, forms)) is not None:
            # Nothing elsewhere on the page says more of the word than what it translates.
            said = self._piece(entry, named, weights, "source-inner")
            return [said, *self._surplus(named[0], forms, entry, weights)]
        lacking = innermost[0]
        reads = f'its place in the source, "{_line(lacking.text)}", does not name {forms[0]}'
        # A sentence may go on about what the one before has named; and the case of a name may be careless.
        blocks = [one for one in around if one.grain is Grain.BLOCK] if lacking.grain is Grain.SENTENCE else []
        if (wider := _first_naming(blocks, forms)) is not None:
            said = self._piece(entry, wider, weights, "source")
            return [said, Evidence("source-fewer", reads, weights.of("source-fewer"))]
        if any(whole_word(form, re.IGNORECASE).search(lacking.text) for form in forms if not form.istitle()):
            return [Evidence("source-fewer", reads, weights.of("source-fewer"))]
        return [Evidence("source-lacks", reads, weights.of("source-lacks"))]

    def _piece(self, entry: TermEntry, named: _Named, weights: Weights, weighs: str) -> Evidence:
        """Return what a passage says that has a form; less where it may be a word of the language there."""
        passage, form, found = named
        place = f"section '{passage.title}'" if passage.title else "text beside it"
        context = _around(passage.text, found)
        if entry.is_ambiguous and form in entry.use:
            is_first = is_first_word(passage.text, found) and not self._is_name(form)
            if is_first and is_subject(passage.text, found) and is_of_trade(passage.text, found):
                weight = weights.of("source-first")
                return Evidence("source-first", f"{place} has {form} at the beginning of a sentence", weight, context)
            if is_first or is_small_word(passage.text, found):
                return Evidence("source-word", f"{place} has {form}, perhaps as an ordinary word", 0.0, context)
        return Evidence("source", f"{place} names {form}", weights.of(weighs), context)

    def _is_name(self, form: str) -> bool:
        """Say whether an original has a form in the middle of a sentence, too, where only names have a capital."""
        if form not in self._names:
            texts = [*(one.text for one in self._sources.passages), *(one.text for one in self._sources.texts)]
            places = ((text, found.start()) for text in texts for found in whole_word(form).finditer(text))
            self._names[form] = any(is_within(text, at) for text, at in places)
        return self._names[form]

    def _surplus(
        self, passage: SourcePassage, forms: Sequence[str], entry: TermEntry, weights: Weights
    ) -> list[Evidence]:
        """Tell where a word stands more often than the source has names that it may stand for."""
        key = passage.target, entry.id
        if key not in self._counts:
            rights = (*entry.use, *entry.source)
            wrong = (form.text for form in entry.wrong if not form.is_pattern)
            self._counts[key] = _count(passage.target.of(self._text), (*rights, *wrong)) - _count(passage.text, rights)
        if self._counts[key] <= 0:
            return []
        value = f"the word stands more often there than the source names {forms[0]}"
        return [Evidence("source-fewer", value, weights.of("source-fewer"))]

    def _in_documents(self, form: str) -> tuple[str, str] | None:
        if form not in self._naming:
            pattern = whole_word(form)
            places = ((text, found) for text in self._sources.texts if (found := pattern.search(text.text)))
            said = ((f"{text.name} names {form}", _around(text.text, found)) for text, found in places)
            self._naming[form] = next(said, None)
        return self._naming[form]


def _innermost(passages: Sequence[SourcePassage]) -> list[SourcePassage]:
    least = min((one.target for one in passages), key=len)
    # A sentence may be all of its item: then it is the more careful witness.
    same = [one for one in passages if one.target == least]
    return [one for one in same if one.grain is Grain.SENTENCE] or same


def _first_naming(passages: Iterable[SourcePassage], forms: Sequence[str]) -> _Named | None:
    for passage in passages:
        for form in forms:
            if found := whole_word(form).search(passage.text):
                return passage, form, found
    return None


def _count(text: str, forms: Iterable[str]) -> int:
    """Count the places of some forms, of two that overlap the longest."""
    longest_first = sorted({form for form in forms if form}, key=lambda form: (-len(form), form))
    return len(re.findall("|".join(whole_word(form).pattern for form in longest_first), text)) if longest_first else 0


def _line(text: str) -> str:
    """Return the beginning of a passage on one line, tags left out."""
    line = _BLANKS.sub(" ", _TAGS.sub(" ", text)).strip(" -*+#>|")
    return line if len(line) <= CONTEXT else f"{line[:CONTEXT].rstrip()}…"


def _around(text: str, found: re.Match[str]) -> str:
    """Return the words around a place of an original, on one line, tags left out and cut at both ends."""
    least, most = max(found.start() - _WINDOW, 0), min(found.end() + _WINDOW, len(text))
    before = _BLANKS.sub(" ", _TAGS.sub(" ", text[least : found.start()]))
    after = _BLANKS.sub(" ", _TAGS.sub(" ", text[found.end() : most]))
    left = "…" if least or len(before) > CONTEXT else ""
    right = "…" if most < len(text) or len(after) > CONTEXT else ""
    return f"{left}{before[-CONTEXT:].lstrip()}{found[0]}{after[:CONTEXT].rstrip()}{right}"
