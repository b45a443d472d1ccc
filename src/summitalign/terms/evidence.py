"""Is this occurrence a mistranslation? Named pieces of evidence, each with a weight in log-odds."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from summitalign.model.document import Scope
from summitalign.model.finding import Evidence
from summitalign.model.span import Span
from summitalign.model.term import TermEntry
from summitalign.terms.page import Page, SourceEvidence, near_words, whole_word
from summitalign.terms.scan import Scanner

# Weights are log-odds in nats, rounded from the share of true mistranslations among judged occurrences
# that show the cue (.93 in a link that names the product gives 2.6). Cues are not independent, so no sum
# of the weak ones may decide: see `Judgement.is_proven`.
PRIOR = -0.5
SOURCE_PASSAGE = 6.0
SOURCE_DOCUMENT = 3.0
PAGE_PARAGRAPH = 5.3
PAGE = 2.9
LINK = 2.6
NEAR = 1.2
AGAINST = -4.0
HEADING = 0.8
BESIDE = 0.8
MAX_NEAR = 2
CONTEXT = 60
"""Code points shown on each side of a word that was seen in an original."""
_WINDOW = 4 * CONTEXT
"""Code points looked at for them: tags and addresses, which are left out, are long."""

APPLY_FROM = 4.6
"""Log-odds of 99 %: what is applied without being asked must be at least this sure."""

_TAGS = re.compile(r"^[^<>]*>|<[^<>]*>|<[^<>]*$")
_BLANKS = re.compile(r"\s+")
_BESIDE = re.compile(r"^[ ]?(?:v?\d+(?:\.\d+)+|[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evidence says of one occurrence and one right form."""

    use: str
    evidence: tuple[Evidence, ...]

    @property
    def score(self) -> float:
        """Log-odds in nats that the occurrence is a mistranslation of `use`."""
        return PRIOR + sum(piece.weight for piece in self.evidence)

    @property
    def is_proven(self) -> bool:
        """Say whether the right form itself was seen: in the source, or in the document's own prose."""
        return any(piece.kind in ("source", "page") for piece in self.evidence)

    @property
    def is_sourced(self) -> bool:
        """Say whether the aligned source text names the right form."""
        return any(piece.kind == "source" for piece in self.evidence)

    @property
    def is_contradicted(self) -> bool:
        """Say whether a word stands near that speaks for the ordinary sense."""
        return any(piece.weight < 0 for piece in self.evidence)


def _around(text: str, found: re.Match[str]) -> str:
    """Return the words around a place of an original, on one line, tags left out and cut at both ends."""
    least, most = max(found.start() - _WINDOW, 0), min(found.end() + _WINDOW, len(text))
    before = _BLANKS.sub(" ", _TAGS.sub(" ", text[least : found.start()]))
    after = _BLANKS.sub(" ", _TAGS.sub(" ", text[found.end() : most]))
    left = "…" if least or len(before) > CONTEXT else ""
    right = "…" if most < len(text) or len(after) > CONTEXT else ""
    return f"{left}{before[-CONTEXT:].lstrip()}{found[0]}{after[:CONTEXT].rstrip()}{right}"


class Judge:
    """Weighs the occurrences of ambiguous forms in one document."""

    def __init__(self, page: Page, sources: SourceEvidence, scanner: Scanner) -> None:
        """Keep the document and the originals; `assume` adds what is decided on the way."""
        self._page = page
        self._sources = sources
        self._scanner = scanner
        self._corrected: set[tuple[str, int]] = set()
        self._places: dict[str, list[int]] = {}
        self._naming: dict[str, Evidence | None] = {}

    def assume(self, form: str, at: int) -> bool:
        """Count a right form as standing at an offset, because a fix puts it there; False if it was known."""
        places = self._right_places(form)
        index = bisect_left(places, at)
        if index < len(places) and places[index] == at:
            return False
        places.insert(index, at)
        self._corrected.add((form, at))
        return True

    def against(self, span: Span, entry: TermEntry) -> tuple[Evidence, ...]:
        """Return what speaks for the ordinary sense of an occurrence."""
        if not entry.unless_near:
            return ()
        paragraph = self._page.paragraph_of(span).of(self._page.text)
        return tuple(Evidence("against", word, AGAINST) for word in near_words(paragraph, entry.unless_near)[:1])

    def judge(self, span: Span, entry: TermEntry, use: Sequence[str]) -> tuple[Judgement, ...]:
        """Weigh each right form for an occurrence, the best first."""
        common = self._context(span, entry)
        found = [Judgement(right, (*self._specific(span, entry, right), *common)) for right in use]
        return tuple(sorted(found, key=lambda judgement: -judgement.score))

    def _specific(self, span: Span, entry: TermEntry, right: str) -> list[Evidence]:
        forms = entry.source if len(entry.use) == 1 else (right,)
        found = self._from_sources(span, forms)
        found.extend(self._from_page(span, right))
        link = self._page.link_around(span)
        if link is not None and _names(link.target, right):
            found.append(Evidence("link", link.target, LINK))
        return found

    def _from_sources(self, span: Span, forms: Sequence[str]) -> list[Evidence]:
        for passage in self._sources.passages:
            if passage.target.overlaps(span):
                for form in forms:
                    if found := whole_word(form).search(passage.text):
                        value = f"'{passage.title or 'aligned text'}' names {form}"
                        return [Evidence("source", value, SOURCE_PASSAGE, _around(passage.text, found))]
        for form in forms:
            if (named := self._source_naming(form)) is not None:
                return [named]
        return []

    def _source_naming(self, form: str) -> Evidence | None:
        if form not in self._naming:
            pattern = whole_word(form)
            places = ((text, found) for text in self._sources.texts if (found := pattern.search(text.text)))
            self._naming[form] = next(
                (
                    Evidence("source-document", f"{text.name} names {form}", SOURCE_DOCUMENT, _around(text.text, found))
                    for text, found in places
                ),
                None,
            )
        return self._naming[form]

    def _from_page(self, span: Span, right: str) -> list[Evidence]:
        places = self._right_places(right)
        before = bisect_left(places, span.start)
        after = before + (before < len(places) and places[before] == span.start)  # its own place is no evidence
        nearest = [*places[max(before - 1, 0) : before], *places[after : after + 1]]
        if not nearest:
            return []
        paragraph = self._page.paragraph_of(span)
        place = min(nearest, key=lambda place: abs(place - span.start))
        stands = "is the correction" if (right, place) in self._corrected else "stands"
        if any(paragraph.start <= place < paragraph.end for place in nearest):
            return [Evidence("page", f"{right} {stands} in the same paragraph", PAGE_PARAGRAPH)]
        return [Evidence("page", f"{right} {stands} on line {self._page.lines.line(place)}", PAGE)]

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

    def _context(self, span: Span, entry: TermEntry) -> list[Evidence]:
        text = self._page.text
        paragraph = self._page.paragraph_of(span).of(text)
        found = [Evidence("near", word, NEAR) for word in near_words(paragraph, entry.near)[:MAX_NEAR]]
        found.extend(self.against(span, entry))
        region = self._page.region_of(span)
        if region is not None and Scope.HEADING in region.scope:
            found.append(Evidence("heading", "stands in a heading", HEADING))
        beside = _BESIDE.match(text[span.end : span.end + 12])
        if beside:
            found.append(Evidence("beside", beside[0].strip(), BESIDE))
        return found


def _is_covered(place: int, starts: Sequence[int], ends: Mapping[int, int]) -> bool:
    at = bisect_right(starts, place) - 1
    return at >= 0 and place < ends[starts[at]]


def _names(target: str, right: str) -> bool:
    """Say whether an address names a product: its letters and digits stand in it in a row."""
    letters = re.sub(r"[^a-z0-9]", "", right.lower())
    return len(letters) >= 3 and letters in re.sub(r"[^a-z0-9/.]", "", target.lower())


def explain(evidence: Sequence[Evidence]) -> str:
    """Say the strongest evidence in one sentence."""
    said = {
        "source": "the source section {}",
        "source-document": "the source {}",
        "page": "{}",
        "link": "its link leads to {}",
        "near": '"{}" stands nearby',
        "against": '"{}" stands nearby, which speaks for the ordinary word',
        "heading": "it {}",
        "beside": '"{}" stands beside it',
    }
    strongest = sorted(evidence, key=lambda piece: -abs(piece.weight))[:2]
    return " and ".join(said.get(piece.kind, "{}").format(piece.value) for piece in strongest)
