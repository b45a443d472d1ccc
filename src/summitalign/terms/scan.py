"""Finding every form at once: one automaton over the raw bytes, so that a file without a hit costs a scan only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermEntry
from summitalign.terms.automaton import Automaton, Finders, Machine, code_points
from summitalign.terms.broken import BrokenForms, Raw, holds_wide, in_narrow, is_respaced, pieces
from summitalign.terms.forms import (
    STOP_CAPITALS,
    STOP_PREFIXES,
    STOP_SUFFIXES,
    WORD,
    Form,
    FormKind,
    exact_forms,
    split_forms,
    stop_forms,
)
from summitalign.terms.limits import MOST_FORMS, check_count
from summitalign.terms.patterns import compiled
from summitalign.terms.sieve import Sieve
from summitalign.terms.spellings import Speller, traditional

_WORD = WORD | {"_"}
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_JOINT = frozenset("-./@:\\")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a form stands; not yet a verdict."""

    span: Span
    form: Form
    parts: tuple[Span, ...] = ()
    """The pieces of a form that something stands in; empty where it is whole."""


class Scanner:
    """Looks for all forms of a glossary in bytes or text.

    Matching is leftmost-longest. Building costs about 10 microseconds a form; the scan runs at
    several hundred megabytes a second.
    """

    def __init__(
        self,
        glossary: Glossary,
        spell: Speller = traditional,
        marks: Sequence[str] = (),
        finders: Finders = Machine,
    ) -> None:
        """Prepare the forms; the automata are built on first use. `marks` too make a file worth a look.

        `finders` prepares what the bytes of all files are searched with.
        """
        self.glossary = glossary
        self._marks = tuple(mark.encode() for mark in marks)
        self._last: tuple[bytes, list[Raw], list[Raw]] = b"", [], []
        self._spell, self._finders = spell, finders
        self._patterns: tuple[tuple[re.Pattern[str], TermEntry], ...] = tuple(
            (compiled(wrong.text), entry) for entry in glossary.entries for wrong in entry.wrong if wrong.is_pattern
        )

    @cached_property
    def _forms(self) -> tuple[Form, ...]:
        return exact_forms(self.glossary, self._spell)

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve([form.text.encode() for form in self._forms], self._marks, self._finders)

    @cached_property
    def _latin(self) -> Automaton:
        taken = {form.text for form in self._broken.forms}
        return Automaton([form for form in self._forms if form.text not in taken])

    @cached_property
    def _broken(self) -> BrokenForms:
        return BrokenForms(self._forms)

    # The repairs have automata of their own, as a match that turns out impossible must not hide one that
    # overlaps it: the full stop in 好。Py Torch ends a sentence, and `Py Torch` is still to be found.
    @cached_property
    def _splits(self) -> Automaton:
        return Automaton(split_forms(self.glossary))

    @cached_property
    def _stops(self) -> Automaton:
        return Automaton(stop_forms(self.glossary))

    @cached_property
    def _names(self) -> Automaton:
        names = {use for entry in self.glossary.entries for use in entry.use if len(use) > 2 and use.isascii()}
        return Automaton(tuple(Form(name, FormKind.SHIELD) for name in sorted(names)))

    @property
    def has_patterns(self) -> bool:
        """Say whether a form is a regular expression, which may look at any part of a text."""
        return bool(self._patterns)

    def names_in(self, text: str) -> tuple[Span, ...]:
        """Return where right forms stand, of two that overlap the first and longest."""
        data = text.encode("utf-8", "surrogatepass")
        return tuple(code_points(data, [(start, end) for start, end, _ in self._names.find(data)]))

    def names_any(self, text: str) -> bool:
        """Say whether a text holds a right form with Latin letters, three or more long."""
        return self._names.hits(text.encode("utf-8", "surrogatepass"))

    def may_hit(self, data: bytes) -> bool:
        """Say whether UTF-8 bytes hold any form or mark; False means that the file needs no further look."""
        if self._patterns:
            return True
        stretches = self._sieve.stretches(data)
        if stretches:
            whole, divided = self._found(data, stretches)
            if whole or divided or any(mark in data for mark in self._marks):
                return True
        if not self.glossary.repairs:
            return False
        folded = data.lower()
        return self._splits.hits(folded) or self._stops.hits(folded)

    def _found(self, data: bytes, stretches: Sequence[tuple[int, int]] | None = None) -> tuple[list[Raw], list[Raw]]:
        """Return the forms that stand whole in UTF-8 bytes, and the broken ones.

        The last answer is kept: who asks whether there is a hit asks next which.
        """
        if data != self._last[0]:
            raw: list[Raw] = []
            broken: list[Raw] = []
            for start, end in self._sieve.stretches(data) if stretches is None else stretches:
                stretch = data[start:end]
                is_wide = holds_wide(stretch)
                whole, divided = self._broken.find(stretch, is_wide=is_wide)
                whole += self._latin.find(stretch)
                whole += in_narrow(stretch, self._latin.find) if is_wide else ()
                raw += [(first + start, last + start, form) for first, last, form in whole]
                broken += [(first + start, last + start, form) for first, last, form in divided]
            self._last = data, raw, broken
        return self._last[1:]

    def hits(self, text: str, place: str = "") -> tuple[Hit, ...]:
        """Return the hits of a text in order, none overlapping; shields hide what they cover.

        Raises InputError, with the place, for so many of them that the text cannot be what people wrote.
        """
        data = text.encode("utf-8", "surrogatepass")
        raw, broken = self._found(data)
        if self.glossary.repairs:
            folded = data.lower()
            raw = [*raw, *self._splits.find(folded), *self._stops.find(folded)]
        if not (raw or broken or self._patterns):
            return ()
        if len(raw) + len(broken) > MOST_FORMS:
            count = sum(form.kind is not FormKind.SHIELD for _, _, form in (*raw, *broken))
            check_count(count, len(text), place)
        spans = code_points(data, [(start, end) for start, end, _ in (*raw, *broken)])
        found = [_whole(text, span, form) for span, (_, _, form) in zip(spans, raw, strict=False)]
        found.extend(_pieced(text, spans[len(raw) :], broken))
        for pattern, entry in self._patterns:
            for match in pattern.finditer(text):
                if match.end() > match.start():
                    found.append(Hit(Span(*match.span()), Form(match[0], FormKind.LITERAL, entry, entry.use)))
        if self._patterns and len(found) > MOST_FORMS:
            check_count(sum(hit.form.kind is not FormKind.SHIELD for hit in found), len(text), place)
        bordered = [hit for hit in found if _is_possible(text, hit)]
        return tuple(hit for hit in _leftmost_longest(bordered) if hit.form.kind is not FormKind.SHIELD)


def _whole(text: str, span: Span, form: Form) -> Hit:
    if form.kind is not FormKind.BROKEN:
        return Hit(span, form)
    at = text.index("\n", span.start)
    return Hit(span, form, (Span(span.start, at), Span(at + 1, span.end)))


def _pieced(text: str, spans: Sequence[Span], broken: Sequence[Raw]) -> Iterator[Hit]:
    """Yield the hits of broken forms; one that is only spaced otherwise where scripts meet is as good as whole."""
    for span, (_, _, form) in zip(spans, broken, strict=True):
        parts = pieces(text, span, form.text)
        if parts is not None and is_respaced(text, parts):
            yield Hit(span, form)
        elif parts is not None:
            yield Hit(span, replace(form, kind=FormKind.BROKEN), parts)


def _is_possible(text: str, hit: Hit) -> bool:
    """Say whether a hit can stand for its form at all; what cannot must not hide another hit."""
    if hit.form.kind is FormKind.STOP and hit.form.entry is None:
        return _is_inside_name(text, hit.span)
    return not hit.form.is_latin or _stands_alone(text, hit)


def _is_inside_name(text: str, span: Span) -> bool:
    """Say whether an ideographic full stop stands where a name could have its dot: `tf。Keras`, `Node。js`, `。NET`."""
    found = span.of(text)
    at = found.index("。")
    before, after = text[max(span.start + at - 1, 0) : span.start + at], text[span.start + at + 1 : span.start + at + 2]
    if found[:at]:
        return (
            found[:at] in STOP_PREFIXES and after in _LETTERS and (not span.start or text[span.start - 1] not in _WORD)
        )
    suffix = found[at + 1 :]
    is_known = suffix in STOP_SUFFIXES or suffix in STOP_CAPITALS
    is_last = span.end == len(text) or text[span.end] not in _WORD
    return is_last and (found in ("。NET", "。Net") or (is_known and before in _LETTERS))


def _stands_alone(text: str, hit: Hit) -> bool:
    """Say whether a form with Latin ends is a word of its own, not a part of a longer word or identifier.

    `tensorflow` in `tensorflow-gpu`, `tensorflow_hub` or `my.tensorflow` is a part; before a full stop
    that ends a sentence it stands alone.
    """
    start, end = hit.span.start, hit.span.end
    if text[start] in _WORD and start and _joins(text, start - 1, -1):
        return False
    return not (text[end - 1] in _WORD and end < len(text) and _joins(text, end, 1))


def _joins(text: str, at: int, step: int) -> bool:
    if text[at] in _WORD:
        return True
    beyond = at + step
    return text[at] in _JOINT and 0 <= beyond < len(text) and text[beyond] in _WORD


def _leftmost_longest(hits: list[Hit]) -> list[Hit]:
    ordered = sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end, hit.form.kind is FormKind.SHIELD))
    kept: list[Hit] = []
    for hit in ordered:
        if not kept or hit.span.start >= kept[-1].span.end:
            kept.append(hit)
    return kept
