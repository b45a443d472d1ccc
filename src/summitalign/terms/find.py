"""From hits to findings: each occurrence of a wrong form judged, with its fix and its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.parse import parse_around
from summitalign.model.document import Region, Scope
from summitalign.model.finding import Applicability, Decision, Edit, Evidence, Finding, Fix
from summitalign.model.span import Span
from summitalign.model.term import TermEntry
from summitalign.terms.evidence import APPLY_FROM, Judge, Judgement, explain
from summitalign.terms.forms import STOP_CAPITALS, FormKind, is_camel_split
from summitalign.terms.page import Page, SourceEvidence, is_target, whole_word
from summitalign.terms.scan import Hit, Scanner
from summitalign.terms.spacing import spaced
from summitalign.terms.switches import is_switched_off, switched_off

_SCOPES = {
    "heading": Scope.HEADING,
    "link-text": Scope.LINK_TEXT,
    "table": Scope.TABLE,
    "list": Scope.LIST,
    "quote": Scope.QUOTE,
    "alt": Scope.ALT,
}
_CODES = {FormKind.SPLIT: "term/split-latin", FormKind.STOP: "term/identifier-stop"}
_APPLICABILITY = {
    Decision.APPLY: Applicability.SAFE,
    Decision.SUGGEST: Applicability.SUGGEST,
    Decision.SKIP: Applicability.DISPLAY,
}


@dataclass(frozen=True, slots=True)
class _Verdict:
    decision: Decision
    use: tuple[str, ...]
    reason: str
    evidence: tuple[Evidence, ...] = ()


def find_terms(text: str, place: str, scanner: Scanner, sources: SourceEvidence | None = None) -> tuple[Finding, ...]:
    """Find the wrong forms that stand in a document's prose and judge each.

    `place` is the path that the `paths` of an entry are held against: from the glossary's folder. A fix
    that is applied is evidence for the other occurrences on the page, so judging is repeated until
    nothing changes; a second run over the fixed text then comes to the same answers.
    """
    hits = scanner.hits(text)
    if not hits or is_switched_off(text) or not is_target(text, scanner.glossary.target_language):
        return ()
    page = Page(parse_around(text, place, _places(text, hits)))
    closed = switched_off(text)
    hits = tuple(hit for hit in hits if _is_open(page, hit, place) and not closed.covers(hit.span))
    judge = Judge(page, sources or SourceEvidence(), scanner)
    verdicts = [_verdict(page, judge, hit) for hit in hits]
    while _assume(judge, hits, verdicts):
        verdicts = [_verdict(page, judge, hit) for hit in hits]
    if any(_is_unsupported(verdict) for verdict in verdicts) and not _names_the_subject(text, scanner, verdicts):
        verdicts = [_let_be(verdict) for verdict in verdicts]
    is_spaced = page.spaces_scripts()
    return _touching(
        [
            _finding(page, hit, verdict, is_spaced)
            for hit, verdict in zip(hits, verdicts, strict=True)
            if verdict is not None
        ]
    )


def _touching(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Let only one of two neighbours put the blank between them: the one that is applied, else the left one."""
    done: list[Finding] = []
    for finding in findings:
        left = done[-1] if done else None
        if left is None or left.span.end != finding.span.start or not left.fix or not finding.fix:
            done.append(finding)
            continue
        text, following = left.fix.edits[0].replacement, finding.fix.edits[0].replacement
        is_double = text.endswith(" ") and following.startswith(" ")
        keeps_left = left.decision is Decision.APPLY or finding.decision is not Decision.APPLY
        if is_double and not keeps_left:
            done[-1] = _respelt(left, text[:-1])
        done.append(_respelt(finding, following[1:]) if is_double and keeps_left else finding)
    return tuple(done)


def _respelt(finding: Finding, replacement: str) -> Finding:
    if finding.fix is None:
        return finding
    return replace(finding, fix=replace(finding.fix, edits=(Edit(finding.fix.edits[0].span, replacement),)))


def _places(text: str, hits: Sequence[Hit]) -> set[int]:
    """Return the offsets that judging will ask for: the hits, and the right forms of those that need evidence."""
    places = {hit.span.start for hit in hits}
    judged = (hit.form for hit in hits if hit.form.entry is not None)
    forms = {
        use for form in judged if form.entry and (form.entry.is_ambiguous or len(form.use) > 1) for use in form.use
    }
    for form in forms:
        places.update(match.start() for match in whole_word(form).finditer(text))
    return places


def _is_unsupported(verdict: _Verdict | None) -> bool:
    return verdict is not None and verdict.decision is Decision.SUGGEST and not _supports(verdict.evidence)


def _names_the_subject(text: str, scanner: Scanner, verdicts: Sequence[_Verdict | None]) -> bool:
    """Say whether a page speaks of what the glossary is about: a fix is applied, or a right name stands there."""
    if any(verdict is not None and verdict.decision is Decision.APPLY for verdict in verdicts):
        return True
    return scanner.names_any(text)


def _let_be(verdict: _Verdict | None) -> _Verdict | None:
    """Turn a suggestion that nothing supports into a skip.

    On a page that names nothing of the glossary an ordinary word is an ordinary word: of 44 judged
    occurrences without evidence on such pages 42 were.
    """
    if verdict is None or not _is_unsupported(verdict):
        return verdict
    return _Verdict(Decision.SKIP, verdict.use, "an ordinary word on a page that names nothing of the glossary")


def _supports(evidence: Sequence[Evidence]) -> bool:
    """Say whether evidence is about the word; that it stands in a heading or beside a letter is not."""
    return any(piece.weight > 0 and piece.kind not in ("heading", "beside") for piece in evidence)


def _assume(judge: Judge, hits: Sequence[Hit], verdicts: Sequence[_Verdict | None]) -> bool:
    changes = [
        judge.assume(verdict.use[0], hit.span.start)
        for hit, verdict in zip(hits, verdicts, strict=True)
        if verdict is not None and verdict.decision is Decision.APPLY
    ]
    return any(changes)


def _is_open(page: Page, hit: Hit, place: str) -> bool:
    region = page.region_of(hit.span)
    return region is not None and (hit.form.entry is None or _in_scope(hit.form.entry, region, place))


def _in_scope(entry: TermEntry, region: Region, place: str) -> bool:
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


def _verdict(page: Page, judge: Judge, hit: Hit) -> _Verdict | None:
    kind, entry = hit.form.kind, hit.form.entry
    if kind is FormKind.STOP and entry is None:
        return _judge_stop(page.text, hit.span)
    if entry is None:
        return None
    if kind is FormKind.SPLIT and not (page.is_cjk() and page.has_cjk(hit.span)):
        return None
    if page.is_gloss(hit.span, hit.form.use):
        return _Verdict(Decision.SUGGEST, hit.form.use, "the right form stands beside it, which may be a gloss")
    if entry.is_ambiguous or (kind is FormKind.LITERAL and len(hit.form.use) > 1):
        return _weigh(judge.judge(hit.span, entry, hit.form.use))
    if kind is FormKind.SPLIT:
        return _judge_split(judge, hit, entry)
    if kind is FormKind.TRADITIONAL and not page.is_traditional():
        reason = "traditional characters in a simplified text may be a quotation"
        return _Verdict(Decision.SUGGEST, hit.form.use, reason)
    if kind is FormKind.STOP:
        return _Verdict(Decision.APPLY, hit.form.use, "an ideographic full stop stands inside the name")
    return _plain(judge, hit, entry)


def _plain(judge: Judge, hit: Hit, entry: TermEntry) -> _Verdict:
    """Apply an unambiguous entry, unless a word that it names speaks against it."""
    against = judge.against(hit.span, entry)
    if against:
        return _Verdict(Decision.SKIP, hit.form.use, explain(against), against)
    return _Verdict(Decision.APPLY, hit.form.use, "the glossary knows no other meaning of it")


def _judge_split(judge: Judge, hit: Hit, entry: TermEntry) -> _Verdict:
    """Apply a split at the name's own capital, or of a name that has none inside; else suggest."""
    name = hit.form.use[0]
    if is_camel_split(name, hit.form.text) or name[1:].islower():
        return _Verdict(Decision.APPLY, hit.form.use, f"{name} was divided into two words")
    return _weigh(judge.judge(hit.span, entry, hit.form.use))


def _weigh(judgements: Sequence[Judgement]) -> _Verdict:
    best = judgements[0]
    use = tuple(judgement.use for judgement in judgements)
    if best.is_contradicted and best.score < APPLY_FROM:
        against = [piece for piece in best.evidence if piece.weight < 0]
        return _Verdict(Decision.SKIP, use, explain(against), best.evidence)
    is_rivalled = len(judgements) > 1 and judgements[1].score >= best.score - 1.0
    if best.is_proven and best.score >= APPLY_FROM and not is_rivalled and (best.is_sourced or len(judgements) == 1):
        return _Verdict(Decision.APPLY, use, explain(best.evidence), best.evidence)
    if not best.evidence:
        return _Verdict(Decision.SUGGEST, use, "it is also an ordinary word, and nothing here decides")
    if is_rivalled:
        return _Verdict(Decision.SUGGEST, use, "several right forms are possible", best.evidence)
    return _Verdict(Decision.SUGGEST, use, f"{explain(best.evidence)}, which is not enough to be sure", best.evidence)


def _judge_stop(text: str, span: Span) -> _Verdict:
    """Judge an ideographic full stop inside what may be a name that the glossary does not know.

    `tf。Keras` and `Node。js` are names; `Python。JS 则……` may be two sentences.
    """
    found = span.of(text)
    right = (found.replace("。", "."),)
    before = text[max(span.start - 1, 0) : span.start]
    if found[1:] in STOP_CAPITALS and before.isascii() and before.isalpha():
        return _Verdict(Decision.SUGGEST, right, "it may end a sentence")
    return _Verdict(Decision.APPLY, right, "an ideographic full stop stands inside a name")


def _finding(page: Page, hit: Hit, verdict: _Verdict, is_spaced: bool) -> Finding:
    edit = spaced(page.text, hit.span, verdict.use[0], is_spaced)
    entry = hit.form.entry
    return Finding(
        code=_CODES.get(hit.form.kind, "term/mistranslated"),
        span=hit.span,
        found=hit.span.of(page.text),
        use=verdict.use,
        term=entry.id if entry else "identifier-stop",
        decision=verdict.decision,
        reason=verdict.reason,
        evidence=verdict.evidence,
        fix=Fix((edit,), _APPLICABILITY[verdict.decision]),
        note=entry.note if entry else "",
    )
