"""From hits to findings: each occurrence of a wrong form judged, with its fix and its reason."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from summitalign.markdown.labels import Labels
from summitalign.markdown.surroundings import parse_around, parse_labelled
from summitalign.model.document import Region, Scope
from summitalign.model.finding import Decision, Finding
from summitalign.model.span import Span
from summitalign.model.term import TermEntry
from summitalign.terms.evidence import Judge
from summitalign.terms.labels import are_hidden, in_brackets, joined
from summitalign.terms.limits import ROUNDS, weighings
from summitalign.terms.page import GLOSS, Page, SourceEvidence, is_target, whole_word
from summitalign.terms.repair import make_finding, touching
from summitalign.terms.scan import Hit, Scanner
from summitalign.terms.switches import is_switched_off, read_switches
from summitalign.terms.verdict import Verdict, asks_judge, decide, is_unsupported, is_weighed, let_be

_SCOPES = {
    "heading": Scope.HEADING,
    "link-text": Scope.LINK_TEXT,
    "table": Scope.TABLE,
    "list": Scope.LIST,
    "quote": Scope.QUOTE,
    "alt": Scope.ALT,
}


def find_terms(
    text: str,
    place: str,
    scanner: Scanner,
    sources: SourceEvidence | None = None,
    *,
    is_held: Callable[[Span], bool] | None = None,
    touched: Sequence[Span] | None = None,
) -> tuple[Finding, ...]:
    """Find the wrong forms that stand in a document's prose and judge each.

    `place` is the path that the `paths` of an entry are held against: from the glossary's folder. A fix
    that is applied is evidence for the other occurrences on the page, so judging is repeated until
    nothing changes; a second run over the fixed text then comes to the same answers. The fix of a hit that
    `is_held` will not be made, so it is evidence for nothing. With `touched`, the stretches of a fixed text
    that are new, hits that these cannot concern may be left out.
    """
    if is_switched_off(text):
        return ()
    hits = scanner.hits(text, place)
    if touched is not None and not any(is_weighed(hit) for hit in hits):
        hits = tuple(_near(text, hits, touched))
    switches = read_switches(text)
    if not (hits or switches.all) or not is_target(text, scanner.glossary.target_language):
        return ()
    page, labels = _read(text, hits, scanner.glossary.front_matter_keys)
    hits = tuple(hit for hit in hits if _is_open(page, hit, place))
    spans = [hit.span for hit in hits]
    hits = tuple(hit for hit, is_closed in zip(hits, switches.closed(spans), strict=True) if not is_closed)
    verdicts = _judged(page, Judge(page, sources or SourceEvidence(), scanner, spans), scanner, hits, is_held)
    is_spaced = page.spaces_scripts()
    found = touching(
        [
            make_finding(page, hit, verdict, is_spaced)
            for hit, verdict in zip(hits, verdicts, strict=True)
            if verdict is not None
        ]
    )
    return tuple(sorted((*joined(text, found, labels), *switches.unused(spans)), key=lambda finding: finding.span))


def _judged(
    page: Page, judge: Judge, scanner: Scanner, hits: Sequence[Hit], is_held: Callable[[Span], bool] | None
) -> list[Verdict | None]:
    """Judge every hit, and again while what is applied has a say in the others."""
    weighed = [is_weighed(hit) for hit in hits]
    if not any(weighed):
        return [decide(page, judge, hit) for hit in hits]
    asking, left = sum(asks_judge(hit) for hit in hits), weighings(len(page.text))
    judge.is_tired = ROUNDS * asking > left
    verdicts = [decide(page, judge, hit) for hit in hits]
    while _assume(judge, hits, verdicts, is_held):
        left -= asking
        judge.is_tired |= left < asking
        verdicts = [decide(page, judge, hit) for hit in hits]
    is_open = any(is_unsupported(verdict) for verdict, has_say in zip(verdicts, weighed, strict=True) if has_say)
    if is_open and not _names_the_subject(page.text, scanner, verdicts):
        return [let_be(verdict) if has_say else verdict for verdict, has_say in zip(verdicts, weighed, strict=True)]
    return verdicts


def _read(text: str, hits: Sequence[Hit], keys: tuple[str, ...]) -> tuple[Page, Labels | None]:
    """Read a text around its hits, and its labels where a hit may stand in one."""
    places, inside = _places(text, hits), in_brackets(text, [hit.span.start for hit in hits])
    around = parse_around(text, places, keys, may_be_labels=bool(inside))
    if not around.labels and are_hidden(around, inside):
        around = parse_labelled(text, sorted(places), keys)
    return Page(around), around.labels


def _near(text: str, hits: Sequence[Hit], touched: Sequence[Span]) -> Iterator[Hit]:
    """Yield the hits in whose block new text stands, or so near to it that it may be their gloss."""
    starts = [span.start for span in touched]
    first = last = -1
    for hit in hits:
        span = hit.span
        if not first <= span.start <= span.end <= last:
            first, last = text.rfind("\n\n", 0, span.start), text.find("\n\n", span.end)
            first, last = max(first, 0), last if last >= 0 else len(text)
        following = bisect_right(starts, max(last, span.end + GLOSS)) - 1
        if following >= 0 and touched[following].end >= min(first, span.start - GLOSS):
            yield hit


def _places(text: str, hits: Sequence[Hit]) -> set[int]:
    """Return the offsets that judging will ask for: the hits, and the right forms of those that need evidence."""
    places = {part.start for hit in hits for part in hit.parts or (hit.span,)}
    judged = (hit.form for hit in hits if hit.form.entry is not None)
    forms = {
        use for form in judged if form.entry and (form.entry.is_ambiguous or len(form.use) > 1) for use in form.use
    }
    for form in forms:
        if form in text:  # to compile its pattern takes longer than to judge a short text
            places.update(match.start() for match in whole_word(form).finditer(text))
    return places


def _names_the_subject(text: str, scanner: Scanner, verdicts: Sequence[Verdict | None]) -> bool:
    """Say whether a page speaks of what the glossary is about: a fix is applied, or a right name stands there."""
    if any(verdict is not None and verdict.decision is Decision.APPLY for verdict in verdicts):
        return True
    return scanner.names_any(text)


def _assume(
    judge: Judge,
    hits: Sequence[Hit],
    verdicts: Sequence[Verdict | None],
    is_held: Callable[[Span], bool] | None,
) -> bool:
    changes = [
        judge.assume(verdict.use[0], hit.span.start, hit.form.entry.id if hit.form.entry else "")
        for hit, verdict in zip(hits, verdicts, strict=True)
        if verdict is not None and verdict.decision is Decision.APPLY and not (is_held and is_held(hit.span))
    ]
    return any(changes)


def _is_open(page: Page, hit: Hit, place: str) -> bool:
    regions = [page.region_of(part) for part in hit.parts or (hit.span,)]
    region = regions[0]
    if region is None or any(other is None or other.scope != region.scope for other in regions):
        return False
    return hit.form.entry is None or in_scope(hit.form.entry, region, place)


def in_scope(entry: TermEntry, region: Region, place: str) -> bool:
    """Say whether an entry works in a region of the document at `place`."""
    closed = Scope.ALT
    for rule in entry.scopes:
        if rule.name == "prose":
            if not rule.is_added and region.scope in (Scope.NONE, Scope.HTML):
                return False
        elif rule.is_added:
            closed &= ~_SCOPES[rule.name]
        else:
            closed |= _SCOPES[rule.name]
    return not region.scope & closed and _matches(entry.paths, place)


def _matches(patterns: Sequence[str], place: str) -> bool:
    if not patterns:
        return True
    from pathspec import GitIgnoreSpec

    if all(pattern.startswith("!") for pattern in patterns):
        patterns = ("**", *patterns)
    return GitIgnoreSpec.from_lines(patterns).match_file(place)
