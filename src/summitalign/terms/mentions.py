"""Where a text speaks of a word rather than with it: 把“张量流”改成 TensorFlow。"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from summitalign.model.span import Span
from summitalign.model.term import TermEntry
from summitalign.terms.page import Page, whole_word

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"'}
"""What opens a quotation of one word, and what closes it."""
_EMPHASIS = "*_"
_MARKS = 4
"""Code points beside a word in which a quotation mark is looked for, past marks of emphasis."""
_ENDS = "。！？!?；\n"
_FAR = 120
"""Code points to either side of a word within which its sentence is looked for."""
_IS = r"(?:就|也|还|仍|只|都|当然|不过|到底)*是(?:一|这|那)?[种个首只类块朵]?"


def is_quoted(text: str, span: Span) -> bool:
    """Say whether quotation marks hold nothing but a span, marks of emphasis aside."""
    before, after = text[max(span.start - _MARKS, 0) : span.start], text[span.end : span.end + _MARKS]
    left, right = before.rstrip(_EMPHASIS)[-1:], after.lstrip(_EMPHASIS)[:1]
    return right != "" and _PAIRS.get(left) == right


def is_code(text: str, span: Span) -> bool:
    """Say whether backticks stand on both sides of a span."""
    return text[max(span.start - 1, 0) : span.start] == "`" and text.startswith("`", span.end)


def sentence_of(text: str, span: Span) -> Span:
    """Return the sentence around a span, or as much of a long one as stands near."""
    least, most = max(span.start - _FAR, 0), min(span.end + _FAR, len(text))
    first = max(text.rfind(end, least, span.start) for end in _ENDS) + 1
    last = min((at for end in _ENDS if (at := text.find(end, span.end, most)) >= 0), default=most)
    return Span(max(first, least), last)


def tautology(text: str, span: Span) -> str:
    """Return what says of a word that it is what it says: 珊瑚就是珊瑚, 十四行诗是一种诗; empty if nothing does."""
    form = span.of(text)
    tails = "|".join(re.escape(form[at:]) for at in range(len(form)))
    if found := re.match(rf"{_IS}(?:{tails})(?![\u3400-\u9fff])", text[span.end : span.end + 4 + 4 * len(form)]):
        return found[0]
    found = re.search(rf"{re.escape(form)}({_IS})$", text[max(span.start - 8 - len(form), 0) : span.start])
    return found[1] if found else ""


class Mentions:
    """Knows where a page speaks of wrong forms rather than with them; what stands there proves nothing."""

    def __init__(self, page: Page) -> None:
        """Keep the page; the sentences are looked for once for each form."""
        self._page = page
        self._sentences: dict[str, tuple[Span, ...]] = {}
        self._spoken: dict[str, bool] = {}
        self._told: dict[str, tuple[list[int], list[int]]] = {}
        """Of each entry, where these sentences begin, and how far those up to there reach."""

    def is_mention(self, span: Span, rights: Sequence[str]) -> bool:
        """Say whether an occurrence is quoted as a word, on a page that speaks of the word.

        Such a page names the right form in a sentence that quotes the wrong one, or shows it in code marks.
        """
        text = self._page.text
        if not is_quoted(text, span):
            return False
        form = span.of(text)
        if form not in self._spoken:
            names = [whole_word(right) for right in rights]
            told = (sentence.of(text) for sentence in self._showing(form))
            self._spoken[form] = f"`{form}`" in text or any(name.search(one) for one in told for name in names)
        return self._spoken[form]

    def used(self, entry: TermEntry, places: Sequence[int]) -> Sequence[int]:
        """Return the places of a right form but those in sentences that show a wrong one in code or quotation marks."""
        if entry.id not in self._told:
            told = sorted({(one.start, one.end) for form in entry.wrong_texts for one in self._showing(form)})
            self._told[entry.id] = [start for start, _ in told], list(accumulate((end for _, end in told), max))
        starts, reach = self._told[entry.id]
        if not starts:
            return places
        return [at for at in places if (before := bisect_right(starts, at) - 1) < 0 or at >= reach[before]]

    def is_glossed(self, entry: TermEntry, at: int) -> bool:
        """Say whether a line of code that names the right form holds a wrong one too, as a line of a glossary does."""
        line = self._page.lines.line_span(self._page.lines.line(at)).of(self._page.text)
        return any(form in line for form in entry.wrong_texts) and self._page.region_of(Span(at, at + 1)) is None

    def _showing(self, form: str) -> tuple[Span, ...]:
        """Return the sentences that show a form in marks."""
        if form not in self._sentences:
            text = self._page.text
            places = (Span(*found.span()) for found in re.finditer(re.escape(form), text))
            self._sentences[form] = tuple(
                sentence_of(text, span) for span in places if is_quoted(text, span) or is_code(text, span)
            )
        return self._sentences[form]
