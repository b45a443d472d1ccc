"""What stands in prose and is not prose: addresses, paths, commands, templates, formulas, attribute lists."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from summitalign.markdown.identifiers import RULES, SUSPECT, compiled
from summitalign.markdown.maths import formulas
from summitalign.markdown.templates import delimited, modules, template_code, templates
from summitalign.model.document import RegionKind
from summitalign.model.span import Span

SPANNING = (
    *("{{", "{%", "{#", "{*", "{/*", "={", ">{", "<%", "<!--", "<![CDATA[", "<?"),
    *("$$", "\\[", "\\(", "\\begin{"),
    *("\nimport ", "\nexport "),
    *("<pre", "<script", "<style", "<textarea", "<svg", "<math"),
    *("<PRE", "<SCRIPT", "<STYLE", "<TEXTAREA", "<SVG", "<MATH"),
)
"""Openers of what may reach over blank lines, or changes how text far away is read. Where none stands outside of
code, a top-level block by itself reads as it does in its document; the closing fences of `fences.py`, which may change
everything behind them, come beside these."""

_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\r\n]{1,999}\]:[^\r\n]*", re.MULTILINE)
_ADMONITION = re.compile(r"^[ \t>]*(?::::+|!!!|\?\?\?\+?|///)[ \t]*\{?[^\W\d_][\w-]*\}?", re.MULTILINE)
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[[^\]\r\n]{1,200}\]:", re.MULTILINE)
_TARGET = re.compile(r"^\([^()\r\n]{1,200}\)=[ \t]*$", re.MULTILINE)
_LINES: tuple[tuple[tuple[str, ...], re.Pattern[str], RegionKind], ...] = (
    ((":::", "!!!", "???", "///"), _ADMONITION, RegionKind.MARKUP),
    (("]:",), _DEFINITION, RegionKind.REFERENCE_DEFINITION),
    (("*[",), _ABBREVIATION, RegionKind.REFERENCE_LABEL),
    ((")=",), _TARGET, RegionKind.REFERENCE_LABEL),
)
_LEAST = 3
"""Code points of a run from which a rule is tried: the shortest wrong forms with a mark beside them."""
_BATCH = 400
"""Code points of a batch from which it is searched; in a larger one every rule would find one of its marks."""
_SHUT_BY_CODE = ("{", "<%", "<!--", "import", "export")
"""What one of stands in a text in which it matters where code stands."""
_TRAILING = ".,;:!?'\""
_OPENERS = {")": "(", "]": "["}


def inline_overlays(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[Span, RegionKind]]:
    """Yield what is not prose in runs of prose, given by start and end in order; spans may overlap.

    Many short runs are searched as one text, with line ends between them, which no rule reaches over:
    a call for each rule and each run would cost more than the search. Addresses come first, and what stands in one,
    as `v=7` in `/watch?v=7`, is a part of it.
    """
    for batch, starts, offsets in _batches(text, runs):
        addresses: list[tuple[int, int]] = []
        for marks, kind, pattern in RULES:
            if not any(mark in batch for mark in marks):
                continue
            known = sorted(addresses)
            for match in compiled(pattern).finditer(batch):
                start, stop = match.span()
                if kind is RegionKind.AUTOLINK:
                    stop = _address_end(batch, start, stop)
                if known and _lies_in(known, start, stop):
                    continue
                if kind is RegionKind.AUTOLINK:
                    addresses.append((start, stop))
                shift = offsets[bisect_right(starts, start) - 1]
                yield Span(start + shift, stop + shift), kind


def _lies_in(places: Sequence[tuple[int, int]], start: int, stop: int) -> bool:
    """Say whether one of some places, which are in order and apart, holds a stretch."""
    at = bisect_right(places, start, key=itemgetter(0)) - 1
    return at >= 0 and stop <= places[at][1]


def _batches(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[str, list[int], list[int]]]:
    """Join runs in which a rule may find something; with where each starts in the batch, and the way to its place."""
    pieces: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    size = 0
    for start, end in runs:
        if end - start < _LEAST or not SUSPECT.search(text, start, end):
            continue
        pieces.append(text[start:end])
        starts.append(size)
        offsets.append(start - size)
        size += end - start + 1
        if size >= _BATCH:
            yield "\n".join(pieces), starts, offsets
            pieces, starts, offsets, size = [], [], [], 0
    if pieces:
        yield "\n".join(pieces), starts, offsets


def _address_end(text: str, start: int, stop: int) -> int:
    """Return the end of an address without the marks of the sentence around it; brackets that it opened are its own."""
    left = {mark: text.count(mark, start, stop) for mark in "()[]"}
    while stop > start + 1:
        last = text[stop - 1]
        if last in _OPENERS:
            if left[last] <= left[_OPENERS[last]]:
                break
            left[last] -= 1
        elif last not in _TRAILING:
            break
        stop -= 1
    return stop


def block_overlays(text: str, start: int, read_code: Callable[[], Sequence[Span]]) -> Iterator[tuple[Span, RegionKind]]:
    """Yield templates, formulas, module lines and reference definitions of `text[start:]`, wherever they stand.

    `read_code` returns the stretches of code, in order: what opens inside one opens nothing.
    """
    code = read_code() if any(mark in text for mark in _SHUT_BY_CODE) else ()
    if "{" in text or "<%" in text:
        for span in templates(text, start, code):
            yield span, RegionKind.TEMPLATE
        for span in template_code(text, start):
            yield span, RegionKind.CODE
    if "<!--" in text:
        for span in delimited(text, "<!--", "-->", start, code):
            yield span, RegionKind.HTML_COMMENT
    if "\\" in text or "$" in text:
        for span in formulas(text, start):
            yield span, RegionKind.MATH
    if "import" in text or "export" in text:
        for span in modules(text, start, code):
            yield span, RegionKind.TEMPLATE
    for marks, pattern, kind in _LINES:
        if any(mark in text for mark in marks):
            for match in pattern.finditer(text, start):
                yield Span(match.start(), match.end()), kind
