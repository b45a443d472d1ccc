"""Finding every form at once: one automaton over the raw bytes, so that a file without a hit costs a scan only."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermEntry
from summitalign.terms.forms import (
    STOP_CAPITALS,
    STOP_PREFIXES,
    STOP_SUFFIXES,
    Form,
    FormKind,
    exact_forms,
    split_forms,
    stop_forms,
)

_CONTINUATION = bytes(range(0x80, 0xC0))
_WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_JOINT = frozenset("-./@:\\")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a form stands; not yet a verdict."""

    span: Span
    form: Form


class Scanner:
    """Looks for all forms of a glossary in bytes or text.

    Matching is leftmost-longest. Building costs about 5 microseconds a form; the scan runs at
    several hundred megabytes a second.
    """

    def __init__(self, glossary: Glossary) -> None:
        """Prepare the forms; the automata are built on first use."""
        self.glossary = glossary
        self._patterns: tuple[tuple[re.Pattern[str], TermEntry], ...] = tuple(
            (re.compile(wrong.text), entry) for entry in glossary.entries for wrong in entry.wrong if wrong.is_pattern
        )

    @cached_property
    def _exact(self) -> "_Automaton":
        return _Automaton(exact_forms(self.glossary))

    # The repairs have automata of their own, as a match that turns out impossible must not hide one that
    # overlaps it: the full stop in 好。Py Torch ends a sentence, and `Py Torch` is still to be found.
    @cached_property
    def _splits(self) -> "_Automaton":
        return _Automaton(split_forms(self.glossary))

    @cached_property
    def _stops(self) -> "_Automaton":
        return _Automaton(stop_forms(self.glossary))

    @cached_property
    def _names(self) -> "_Automaton":
        names = {use for entry in self.glossary.entries for use in entry.use if len(use) > 2 and use.isascii()}
        return _Automaton(tuple(Form(name, FormKind.SHIELD) for name in sorted(names)))

    def names_in(self, text: str) -> tuple[Span, ...]:
        """Return where right forms stand, of two that overlap the first and longest."""
        data = text.encode("utf-8", "surrogatepass")
        return tuple(_code_points(data, [(start, end) for start, end, _ in self._names.find(data)]))

    def names_any(self, text: str) -> bool:
        """Say whether a text holds a right form with Latin letters, three or more long."""
        return self._names.hits(text.encode("utf-8", "surrogatepass"))

    def may_hit(self, data: bytes) -> bool:
        """Say whether UTF-8 bytes hold any form; False means that the file needs no further look."""
        if self._patterns:
            return True
        if self._exact.hits(data):
            return True
        folded = data.lower()
        return self._splits.hits(folded) or self._stops.hits(folded)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return the hits of a text in order, none overlapping; shields hide what they cover."""
        data = text.encode("utf-8", "surrogatepass")
        folded = data.lower()
        raw = [*self._exact.find(data), *self._splits.find(folded), *self._stops.find(folded)]
        spans = _code_points(data, [(start, end) for start, end, _ in raw])
        found = [Hit(span, form) for span, (_, _, form) in zip(spans, raw, strict=True)]
        for pattern, entry in self._patterns:
            for match in pattern.finditer(text):
                if match.end() > match.start():
                    found.append(Hit(Span(*match.span()), Form(match[0], FormKind.LITERAL, entry, entry.use)))
        bordered = [hit for hit in found if _is_possible(text, hit)]
        return tuple(hit for hit in _leftmost_longest(bordered) if hit.form.kind is not FormKind.SHIELD)


class _Automaton:
    def __init__(self, forms: tuple[Form, ...]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, MatchKind

        self._forms = forms
        self._machine = (
            BytesAhoCorasick([form.text.encode() for form in forms], matchkind=MatchKind.LeftmostLongest)
            if forms
            else None
        )

    def hits(self, data: bytes) -> bool:
        return self._machine is not None and bool(self._machine.find_matches_as_indexes(data))

    def find(self, data: bytes) -> list[tuple[int, int, Form]]:
        if self._machine is None:
            return []
        return [(start, end, self._forms[index]) for index, start, end in self._machine.find_matches_as_indexes(data)]


def _code_points(data: bytes, places: list[tuple[int, int]]) -> list[Span]:
    """Turn byte ranges into spans; the bytes between two offsets are counted once."""
    offsets = sorted({offset for place in places for offset in place})
    counts: list[int] = []
    position = count = 0
    for offset in offsets:
        count += len(data[position:offset].translate(None, _CONTINUATION))
        counts.append(count)
        position = offset
    return [Span(counts[bisect_left(offsets, start)], counts[bisect_left(offsets, end)]) for start, end in places]


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
    return is_last and (found == "。NET" or (is_known and before in _LETTERS))


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
