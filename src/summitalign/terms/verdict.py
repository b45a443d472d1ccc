"""The decision on one hit: apply, suggest or skip, and the reason that people read."""

from collections.abc import Sequence
from dataclasses import dataclass

from summitalign.model.finding import Decision, Evidence
from summitalign.model.span import Span
from summitalign.model.term import TermEntry
from summitalign.terms.borders import torn_sound
from summitalign.terms.broken import between
from summitalign.terms.evidence import Judge
from summitalign.terms.forms import STOP_CAPITALS, WORD, FormKind, is_camel_split
from summitalign.terms.judgement import ASIDE, Judgement, explain
from summitalign.terms.limits import CROWDED
from summitalign.terms.page import Page
from summitalign.terms.scan import Hit
from summitalign.terms.vetoes import is_cut

RIVAL = 2.0
"""Log-odds by which one of several right forms has to be ahead of the next."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done about a hit."""

    decision: Decision
    use: tuple[str, ...]
    reason: str
    evidence: tuple[Evidence, ...] = ()


def is_weighed(hit: Hit) -> bool:
    """Say whether the rest of the page has a say: an ordinary word, one of several right forms, another script."""
    return hit.form.kind is FormKind.TRADITIONAL or asks_judge(hit)


def asks_judge(hit: Hit) -> bool:
    """Say whether all the evidence of the page has to be weighed for a hit."""
    entry = hit.form.entry
    return hit.form.kind is FormKind.SPLIT or (entry is not None and (entry.is_ambiguous or len(hit.form.use) > 1))


def decide(page: Page, judge: Judge, hit: Hit) -> Verdict | None:
    """Judge one hit in prose; None where it is none of the fixer's business."""
    verdict = _decide(page, judge, hit)
    if verdict is None or verdict.decision is not Decision.APPLY:
        return verdict
    if page.text[hit.span.start] not in WORD and (sound := torn_sound(page.text, hit.span.start)):
        reason = f'"{sound}" before it may be a part of the name, and would be left behind'
        return Verdict(Decision.SUGGEST, verdict.use, reason, verdict.evidence)
    if hit.form.kind is not FormKind.BROKEN:
        return verdict
    gaps = between(page.text, hit.parts)
    what = "a line break" if "\n" in gaps else "blanks" if not gaps.strip() else "marks of emphasis"
    return Verdict(Decision.SUGGEST, verdict.use, f"{what} may stand inside it for a reason", verdict.evidence)


def _decide(page: Page, judge: Judge, hit: Hit) -> Verdict | None:
    kind, entry = hit.form.kind, hit.form.entry
    if kind is FormKind.STOP and entry is None:
        return _judge_stop(page.text, hit.span)
    if entry is None:
        return None
    if kind is FormKind.SPLIT and not (page.is_cjk and page.has_cjk(hit.span)):
        return None
    if page.is_gloss(hit.span, hit.form.use):
        return Verdict(Decision.SUGGEST, hit.form.use, "the right form stands beside it, which may be a gloss")
    if judge.mentions.is_mention(hit.span, hit.form.use) and not judge.against(hit.span, entry):
        return Verdict(Decision.SUGGEST, hit.form.use, "it is quoted, and the text may speak of the word")
    if entry.is_ambiguous or (kind in (FormKind.LITERAL, FormKind.BROKEN) and not _is_one_name(hit.form.use)):
        return _weigh(judge, hit, entry)
    if kind is FormKind.SPLIT:
        return _judge_split(judge, hit, entry)
    if kind is FormKind.TRADITIONAL and not page.is_traditional:
        reason = "traditional characters in a simplified text may be a quotation"
        return Verdict(Decision.SUGGEST, hit.form.use, reason)
    if kind is FormKind.STOP:
        return Verdict(Decision.APPLY, hit.form.use, "an ideographic full stop stands inside the name")
    return _plain(judge, hit, entry)


def _plain(judge: Judge, hit: Hit, entry: TermEntry) -> Verdict:
    """Apply an unambiguous entry, unless a word that it names speaks against it."""
    against = judge.against(hit.span, entry)
    if against:
        return Verdict(Decision.SKIP, hit.form.use, explain(against), against)
    if hit.form.kind is not FormKind.STOP and (word := is_cut(judge.text, hit.span)):
        return Verdict(Decision.SUGGEST, hit.form.use, f'it may be cut from the word "{word}"')
    return Verdict(Decision.APPLY, hit.form.use, "the glossary knows no other meaning of it")


def _judge_split(judge: Judge, hit: Hit, entry: TermEntry) -> Verdict:
    """Apply a split at the name's own capital, or of a name that has none inside; else suggest."""
    name = hit.form.use[0]
    if is_camel_split(name, hit.form.text) or name[1:].islower():
        return Verdict(Decision.APPLY, hit.form.use, f"{name} was divided into two words")
    return _weigh(judge, hit, entry)


def _weigh(judge: Judge, hit: Hit, entry: TermEntry) -> Verdict:
    if judge.is_tired:
        return Verdict(Decision.SUGGEST, hit.form.use, CROWDED)
    return _weighed(judge, judge.judge(hit.span, entry, hit.form.use))


def _weighed(judge: Judge, judgements: Sequence[Judgement]) -> Verdict:
    best = judgements[0]
    use = tuple(judgement.use for judgement in judgements)
    if best.is_forbidden or (best.is_contradicted and best.score < judge.weights.apply_from):
        against = [piece for piece in best.evidence if piece.weight < 0]
        return Verdict(Decision.SKIP, use, explain(against), best.evidence)
    if best.is_explained and not best.is_sourced:
        return Verdict(Decision.SUGGEST, use, "the sentence may explain the name by it", best.evidence)
    rivals = [other for other in judgements if not _is_variant(best.use, other.use)]
    is_rivalled = bool(rivals) and rivals[0].fitness > best.fitness - RIVAL
    is_chosen = not is_rivalled and (best.is_chosen or all(_is_variant(best.use, other.use) for other in judgements))
    if best.is_proven and best.score >= judge.weights.apply_from and is_chosen:
        return Verdict(Decision.APPLY, use, explain(best.evidence), best.evidence)
    if best.disputes:
        return Verdict(Decision.SUGGEST, use, explain(best.disputes), best.evidence)
    if not best.evidence:
        return Verdict(Decision.SUGGEST, use, "it is also an ordinary word, and nothing here decides")
    if is_rivalled:
        return Verdict(Decision.SUGGEST, use, "several right forms are possible", best.evidence)
    return Verdict(Decision.SUGGEST, use, f"{explain(best.evidence)}, which is not enough to be sure", best.evidence)


def _is_one_name(use: Sequence[str]) -> bool:
    """Say whether right forms differ in nothing but the case of their letters."""
    return len({form.lower() for form in use}) == 1


def _is_variant(one: str, other: str) -> bool:
    """Say whether two right forms are one name, in another case or number."""
    return one.lower().removesuffix("s") == other.lower().removesuffix("s")


def _judge_stop(text: str, span: Span) -> Verdict:
    """Judge an ideographic full stop inside what may be a name that the glossary does not know.

    `tf。Keras` and `Node。js` are names; `Python。JS 则……` may be two sentences.
    """
    found = span.of(text)
    right = (found.replace("。", "."),)
    before = text[max(span.start - 1, 0) : span.start]
    if found[1:] in STOP_CAPITALS and before.isascii() and before.isalpha():
        return Verdict(Decision.SUGGEST, right, "it may end a sentence")
    return Verdict(Decision.APPLY, right, "an ideographic full stop stands inside a name")


def is_unsupported(verdict: Verdict | None) -> bool:
    """Say whether a verdict is a suggestion that nothing speaks for."""
    return verdict is not None and verdict.decision is Decision.SUGGEST and not _supports(verdict.evidence)


def let_be(verdict: Verdict | None) -> Verdict | None:
    """Turn a suggestion that nothing supports into a skip.

    On a page that names nothing of the glossary an ordinary word is an ordinary word: of 44 judged
    occurrences without evidence on such pages 42 were.
    """
    if verdict is None or not is_unsupported(verdict):
        return verdict
    return Verdict(Decision.SKIP, verdict.use, "an ordinary word on a page that names nothing of the glossary")


def _supports(evidence: Sequence[Evidence]) -> bool:
    """Say whether evidence is about the word; that it stands in a heading or beside a letter is not."""
    return any(piece.weight > 0 and piece.kind not in ASIDE for piece in evidence)
