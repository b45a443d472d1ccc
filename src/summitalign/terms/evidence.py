"""Is this occurrence a mistranslation? Named pieces of evidence, each with a weight in log-odds."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from summitalign.model.document import Scope
from summitalign.model.finding import Evidence
from summitalign.model.span import Span
from summitalign.model.term import TermEntry
from summitalign.terms.judgement import Judgement
from summitalign.terms.lists import siblings
from summitalign.terms.mentions import Mentions, tautology
from summitalign.terms.naming import Naming, naming
from summitalign.terms.originals import Originals
from summitalign.terms.page import Page, SourceEvidence, near_words, whole_word
from summitalign.terms.scan import Scanner
from summitalign.terms.stretch import Stretches
from summitalign.terms.vetoes import vetoes
from summitalign.terms.weights import Weights, learned

MAX_NEAR = 2
"""Words of `near` that count."""
MANY_NAMES = 3
"""Other names of the glossary from which a page is about such things."""
MANY_FIXED = 2
"""Other corrections from which a page is badly translated; above it, it certainly is."""
MANY_LINES = 4
"""Lines of a list that are names from which it is one of products."""
FAR = 3_000
"""Code points from which a right form stands far away: a long page may have turned to another subject."""
MANY_TIMES = 4
RATIO = 3
"""Times as many as the right form, from which the word seems to be what the page is about, and the name an aside."""
OFTEN = 4
"""Places from which a right form stands often on a page."""
_FENCE = re.compile(r"(?:```+|~~~+)[ ]*([A-Za-z][A-Za-z0-9+#]+)")


class Judge:
    """Weighs the occurrences of ambiguous forms in one document."""

    def __init__(
        self,
        page: Page,
        sources: SourceEvidence,
        scanner: Scanner,
        hits: Sequence[Span] = (),
        weights: Weights | None = None,
    ) -> None:
        """Keep the document, its hits and the originals; `assume` adds what is decided on the way."""
        self.is_tired = False
        """Whether so much would have to be weighed in the document that nothing is."""
        self._page = page
        self._originals = Originals(sources, page.text)
        self.mentions = Mentions(page)
        """Where the document speaks of words."""
        self._scanner = scanner
        self._shown = Stretches(page.text, hits)
        self._given = weights
        self._fixed: dict[int, str] = {}
        self._senses: dict[str, Counter[str]] = {}
        self._said: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._corrected: set[tuple[str, int]] = set()
        self._places: dict[str, list[int]] = {}
        self._elsewhere: dict[tuple[str, str], Naming] = {}
        self._lasting: dict[tuple[int, str], tuple[tuple[Evidence, ...], tuple[Evidence, ...]]] = {}

    @property
    def text(self) -> str:
        """The text of the document."""
        return self._page.text

    @cached_property
    def weights(self) -> Weights:
        """What each kind of evidence weighs."""
        return self._given or learned()

    def _piece(self, kind: str, value: str) -> Evidence:
        return Evidence(kind, value, self.weights.of(kind))

    def assume(self, form: str, at: int, term: str = "") -> bool:
        """Count a right form as standing at an offset, because a fix puts it there; False if it was known."""
        places = self._right_places(form)
        index = bisect_left(places, at)
        if index < len(places) and places[index] == at:
            return False
        places.insert(index, at)
        self._corrected.add((form, at))
        self._fixed[at] = form
        self._senses.setdefault(term, Counter())[form] += 1
        self._said.setdefault(term, form)
        return True

    def against(self, span: Span, entry: TermEntry) -> tuple[Evidence, ...]:
        """Return what speaks for the ordinary sense of an occurrence."""
        if not entry.unless_near:
            return ()
        paragraph = self._page.paragraph_of(span).of(self._page.text)
        return tuple(self._piece("against", word) for word in near_words(paragraph, entry.unless_near)[:1])

    def judge(self, span: Span, entry: TermEntry, use: Sequence[str]) -> tuple[Judgement, ...]:
        """Weigh each right form for an occurrence, the best first."""
        place = (span.start, entry.id)
        if place not in self._lasting:
            vetoed = tuple(self._piece(*veto) for veto in vetoes(self._page.text, span))
            self._lasting[place] = tuple(self._words(span, entry)), vetoed
        words, vetoed = self._lasting[place]
        common = [*words, *self._context(span, entry), *vetoed]
        prior, choices = self.weights.prior, self.weights.choices
        found = [Judgement(right, (*self._specific(span, entry, right), *common), prior, choices) for right in use]
        return tuple(sorted(found, key=lambda judgement: -judgement.fitness))

    def _specific(self, span: Span, entry: TermEntry, right: str) -> list[Evidence]:
        from summitalign.terms.cues import explained

        forms = entry.source if len(entry.use) == 1 else (right,)
        found = [*self._originals.naming(span, forms, entry, self.weights)]
        found.extend(self._from_page(span, entry, right))
        if (count := self._pending(entry)) >= MANY_TIMES and count > RATIO * len(self._right_places(right)):
            found.append(self._piece("outnumbered", f"the page has this word {count} times, {right} far less often"))
        if meant := explained(self._shown.before(span.start, self._fixed), right) or tautology(self.text, span):
            found.append(self._piece("explained", meant))
        if _is_spelt(span.of(self.text)):
            found.append(self._piece("spelt", span.of(self.text)))
        if linked := self._linked(span, right):
            return [*found, *linked]
        senses = self._senses.get(entry.id)
        corrected = senses[right] if senses else 0
        if corrected > (self._fixed.get(span.start) == right):  # its own place is no evidence
            found.append(self._piece("sense", f"it is corrected to {right} elsewhere on the page"))
        found.extend(self._below(span, right))
        found.extend(self._named_elsewhere(entry, right))
        return found

    def _pending(self, entry: TermEntry) -> int:
        """Count how often wrong forms of an entry stand in the document and are not corrected."""
        if entry.id not in self._counts:
            self._counts[entry.id] = sum(self.text.count(form) for form in entry.wrong_texts)
        return self._counts[entry.id] - sum(self._senses.get(entry.id, Counter()).values())

    def _linked(self, span: Span, right: str) -> list[Evidence]:
        """Return what the link around an occurrence says, if its address names the right form."""
        link = self._page.link_around(span)
        if link is None or not _names(link.target, right):
            return []
        if len(link.text_span) > FAR:  # no name is so long
            return [self._piece("link", link.target)]
        from summitalign.terms.cues import is_whole

        left = self._shown.between(link.text_span.start, span.start, self._fixed)
        if is_whole(left + self._shown.between(span.end, link.text_span.end, self._fixed)):
            whole = self._piece("link-whole", f"the whole text of a link to {right}")
            return [self._piece("link", link.target), whole]
        return [self._piece("link", link.target)]

    def _below(self, span: Span, right: str) -> Iterator[Evidence]:
        """Yield what stands first under the heading that holds an occurrence: the right form, or code in it."""
        region = self._page.region_of(span)
        if region is None or Scope.HEADING not in region.scope:
            return
        below = _below(self.text, span.end)
        if whole_word(right).match(below.lstrip("*_")):
            yield self._piece("section", f"the section under the heading begins with {right}")
        fence = _FENCE.match(below)
        if fence and right.lower().startswith(fence[1].lower()):
            yield self._piece("fence", f"the code under the heading is marked as {fence[1]}")

    def _named_elsewhere(self, entry: TermEntry, right: str) -> Iterator[Evidence]:
        key = entry.id, right
        if key not in self._elsewhere:
            prose = frozenset(self._page.prose_places(right))
            self._elsewhere[key] = naming(self.text, right, prose, lambda at: self.mentions.is_glossed(entry, at))
        seen, line = self._elsewhere[key], self._page.lines.line
        if seen.own >= 0:
            yield self._piece("own", f"the address of the page on line {line(seen.own)} names {right}")
        if seen.imported >= 0:
            yield self._piece("import", f"the code on line {line(seen.imported)} loads {right}")
        elif seen.code >= 0:
            yield self._piece("code", f"the code on line {line(seen.code)} names {right}")
        if seen.address >= 0:
            yield self._piece("address", f"an address on line {line(seen.address)} names {right}")

    def _from_page(self, span: Span, entry: TermEntry, right: str) -> list[Evidence]:
        places = self.mentions.used(entry, self._right_places(right))
        before = bisect_left(places, span.start)
        after = before + (before < len(places) and places[before] == span.start)  # its own place is no evidence
        nearest = [*places[max(before - 1, 0) : before], *places[after : after + 1]]
        if not nearest:
            return []
        paragraph = self._page.paragraph_of(span)
        place = min(nearest, key=lambda place: abs(place - span.start))
        stands = "is the correction" if (right, place) in self._corrected else "stands"
        often = (
            [self._piece("page-often", f"{right} stands {OFTEN} times or more on the page")]
            if len(places) >= OFTEN
            else []
        )
        if any(paragraph.start <= place < paragraph.end for place in nearest):
            return [self._piece("page-paragraph", f"{right} {stands} in the same paragraph"), *often]
        kind = "page" if abs(place - span.start) <= FAR else "page-far"
        return [self._piece(kind, f"{right} {stands} on line {self._page.lines.line(place)}"), *often]

    def _right_places(self, right: str) -> list[int]:
        """Return where a right form stands by itself: `Docker` in `Docker Hub` is another name."""
        if right not in self._places:
            longer = {s.start: s.end for s in self._names if len(s) > len(right)}
            starts = sorted(longer)
            places = self._page.prose_places(right)
            self._places[right] = [place for place in places if not _is_covered(place, starts, longer)]
        return self._places[right]

    @cached_property
    def _names(self) -> tuple[Span, ...]:
        return self._scanner.names_in(self._page.text)

    def _words(self, span: Span, entry: TermEntry) -> Iterator[Evidence]:
        """Yield what no fix on the page changes: the words of the paragraph, and that it is a heading."""
        yield from self._near(span, entry)
        yield from self.against(span, entry)
        region = self._page.region_of(span)
        if region is not None and Scope.HEADING in region.scope:
            yield self._piece("heading", "stands in a heading")

    def _context(self, span: Span, entry: TermEntry) -> list[Evidence]:
        from summitalign.terms.cues import cues

        before, after = self._shown.before(span.start, self._fixed), self._shown.after(span.end, self._fixed)
        found = [self._piece(kind, value) for kind, value in cues(before, after)]
        return [*found, *self._listed(span), *self._company(entry)]

    def _listed(self, span: Span) -> Iterator[Evidence]:
        """Yield what the other lines of the list say in which an occurrence has a line of its own."""
        others = siblings(self.text, span, self._shown, self._fixed)
        if others is None:
            return
        yield self._piece("alone", "stands alone in its line")
        like = len(others.names) + others.pending
        if others.names and like > others.others:
            yield self._piece("list", "、".join(others.names[:3]))
            if like >= MANY_LINES:
                yield self._piece("list-many", f"{like} lines of the list are names")

    def _company(self, entry: TermEntry) -> Iterator[Evidence]:
        """Yield which other terms of the glossary the page names, and which are corrected on it."""
        corrected = {form for senses in self._senses.values() for form in senses if form.isascii()}
        names = sorted((self._named | corrected) - set(entry.use))
        if names:
            yield self._piece("names", "、".join(names[:3]))
        if len(names) >= MANY_NAMES:
            yield self._piece("names-many", f"the page names {len(names)} other terms")
        fixed = [form for term, form in self._said.items() if term != entry.id]
        if fixed:
            yield self._piece("fixed", "、".join(sorted(set(fixed))[:3]))
        if len(fixed) >= MANY_FIXED:
            kind = "fixed-most" if len(fixed) > MANY_FIXED else "fixed-many"
            yield self._piece(kind, f"{len(fixed)} other terms are corrected on the page")

    def _near(self, span: Span, entry: TermEntry) -> Iterator[Evidence]:
        if entry.near:
            paragraph = self._page.paragraph_of(span).of(self._page.text)
            yield from (self._piece("near", word) for word in near_words(paragraph, entry.near)[:MAX_NEAR])

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(span.of(self.text) for span in self._names if _stands_alone(self.text, span))


def _stands_alone(text: str, span: Span) -> bool:
    around = text[max(span.start - 1, 0) : span.start] + text[span.end : span.end + 1]
    return not any(letter.isascii() and letter.isalnum() for letter in around)


def _is_spelt(found: str) -> bool:
    """Say whether a form is words in Latin letters with capitals, which is how some spell the name."""
    return found.isascii() and all(word[:1].isupper() for word in found.split())


def _below(text: str, at: int) -> str:
    line = text.find("\n", at)
    return text[line : line + 200].lstrip("\r\n \t") if line >= 0 else ""


def _is_covered(place: int, starts: Sequence[int], ends: Mapping[int, int]) -> bool:
    at = bisect_right(starts, place) - 1
    return at >= 0 and place < ends[starts[at]]


def _names(target: str, right: str) -> bool:
    """Say whether an address names a product: its letters and digits stand in it in a row."""
    letters = re.sub(r"[^a-z0-9]", "", right.lower())
    return len(letters) >= 3 and letters in re.sub(r"[^a-z0-9/.]", "", target.lower())
