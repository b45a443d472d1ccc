"""Showing all hits of a text with everything that decides on them."""

from bisect import bisect_right
from collections.abc import Sequence

from summitalign.markdown.surroundings import parse_around
from summitalign.model.document import Region, RegionKind, Scope
from summitalign.model.explanation import Candidate, Explanation
from summitalign.model.finding import Decision, Finding
from summitalign.model.span import Span
from summitalign.terms.evidence import Judge
from summitalign.terms.find import find_terms
from summitalign.terms.page import Page, SourceEvidence, whole_word
from summitalign.terms.scan import Hit, Scanner
from summitalign.terms.verdict import is_weighed


def explain_terms(
    text: str, place: str, regions: Sequence[Region], scanner: Scanner, sources: SourceEvidence | None = None
) -> tuple[Explanation, ...]:
    """Explain every hit of a text, those that are none of the fixer's business included.

    `place` is the path that the `paths` of an entry are held against, `regions` are those of the whole text. The
    evidence is that of the last round: what is applied elsewhere on the page counts.
    """
    found = {finding.span: finding for finding in find_terms(text, place, scanner, sources)}
    hits = scanner.hits(text)
    page = Page(parse_around(text, _places(text, hits), scanner.glossary.front_matter_keys))
    judge = Judge(page, sources or SourceEvidence(), scanner, sorted(span for span in found))
    for finding in found.values():
        if finding.decision is Decision.APPLY:
            judge.assume(finding.use[0], finding.span.start, finding.term)
    return tuple(_explain(hit, found.get(hit.span), _region(regions, hit.span), judge) for hit in hits)


def _places(text: str, hits: Sequence[Hit]) -> set[int]:
    places = {hit.span.start for hit in hits}
    for form in {use for hit in hits for use in hit.form.use}:
        places.update(match.start() for match in whole_word(form).finditer(text))
    return places


def _region(regions: Sequence[Region], span: Span) -> Region:
    at = bisect_right([region.span.start for region in regions], span.start) - 1
    return regions[at] if at >= 0 else Region(RegionKind.MARKUP, span, Scope.NONE)


def _explain(hit: Hit, finding: Finding | None, region: Region, judge: Judge) -> Explanation:
    entry = hit.form.entry
    candidates: tuple[Candidate, ...] = ()
    if finding is not None and entry is not None and is_weighed(hit):
        judged = judge.judge(hit.span, entry, hit.form.use)
        candidates = tuple(Candidate(j.use, j.score, j.fitness, j.is_proven, j.evidence) for j in judged)
    is_prose = region.kind is RegionKind.PROSE
    left = "it is out of the scope of its entry, or switched off" if is_prose else f"it stands in {region.kind.value}"
    return Explanation(
        span=hit.span,
        found=hit.span.of(judge.text),
        form=hit.form.kind.value,
        term=entry.id if entry is not None else "",
        region=region.kind,
        scope=region.scope,
        decision=finding.decision if finding is not None else Decision.SKIP,
        reason=finding.reason if finding is not None else left,
        apply_from=judge.weights.apply_from,
        candidates=candidates,
    )
