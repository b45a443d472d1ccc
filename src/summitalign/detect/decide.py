"""Decides the languages of a document: of each section, of the whole, and how much of it is in which.

Scripts decide first. Chinese, Japanese and Korean are told apart by kana and hangul, simplified from traditional by
the characters that only one of them has; statistics are asked only where many languages share a script, and never
about Han text. What a block leaves open its section answers, and what a section leaves open its document.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf
from typing import NamedTuple

from summitalign.detect.blocks import Block, measure
from summitalign.detect.confidence import confidence
from summitalign.detect.detector import Detector
from summitalign.detect.guesser import SHARED_SCRIPTS
from summitalign.detect.prose import read_line, read_passages
from summitalign.detect.scripts import LANGUAGE_OF, Script
from summitalign.markdown.outline import Outline, outline_of
from summitalign.model.document import Document
from summitalign.model.language import UNDETERMINED, BlockLanguage, Detection, SegmentLanguage, primary
from summitalign.model.span import Span

_KANA_SHARE = 0.04
"""Part of Han and kana from which on a text is Japanese; Chinese may quote a の."""
_CONTEXT = 8.0
"""Nats by which a document speaks for its own language in a section, and a section in a block."""
_CERTAIN_VARIANT = 2
"""Deciding characters by which a section must differ from its document to be in the other writing of Chinese."""
_NAME_WORDS = 4
"""A Latin block of fewer words among another script is a name, and no sign of a language."""
_NAMES = 0.25
"""Factor on the lead and the letters of a text that is nothing but names, where nothing else is there to go by."""
_LEAST_LETTERS = 6
"""Letters that statistics need; fewer are undetermined unless the context tells."""
_LEAST_SURE_OF_WORD, _LEAST_SURE_OF_NAMES = 0.5, 0.35
"""Confidence below which a single word, and a text that is nothing but names, are undetermined without a context."""

_CLOSE = 0.1
"""Difference of two shares below which either language may be the main one."""


class _Verdict(NamedTuple):
    """The language of the text in one script, and what speaks for it: a tuple, as each block has one."""

    tag: str
    letters: int
    lead: float | None = None
    """Nats by which the language leads; None where the script decides."""
    known: float = inf
    """Nats by which it leads any language that the statistics do not know."""

    @property
    def confidence(self) -> float:
        return 0.0 if self.tag == UNDETERMINED else confidence(self.letters, self.lead, self.known)


_Tags = Mapping[Script, str]
"""The language of each script in a text, where it is known; HAN stands for Han and kana."""


def detect(document: Document | Outline, detector: Detector) -> Detection:
    """Tag a document and each of its sections with a language; `und` where there is too little text."""
    passages = read_passages(outline_of(document))
    sections = [[block for text in passage.blocks if (block := measure(text, detector))] for passage in passages]
    return _decide([passage.span for passage in passages], sections, detector)


def detect_line(text: str, detector: Detector) -> Detection:
    """Tag one short plain text with a language; its only segment is the whole text."""
    block = measure(read_line(text), detector)
    return _decide([Span(0, len(text))], [[block] if block else []], detector)


def block_languages(document: Document | Outline, detector: Detector) -> tuple[BlockLanguage, ...]:
    """Tag each block of a document that has letters, as it counts in the shares of the whole."""
    sections = [
        [(place, block) for text, place in zip(*blocks, strict=True) if (block := measure(text, detector))]
        for blocks in ((passage.blocks, passage.places) for passage in read_passages(outline_of(document)))
    ]
    judged = _judge_sections([[block for _, block in pairs] for pairs in sections], detector)
    return tuple(
        BlockLanguage(Span(*place), verdict.tag, block.weight)
        for pairs, verdicts in zip(sections, judged.blocks, strict=True)
        for (place, block), verdict in zip(pairs, verdicts, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """What was decided of a document."""

    whole: Mapping[Script, _Verdict]
    sections: Sequence[Mapping[Script, _Verdict]]
    blocks: Sequence[Sequence[_Verdict]]
    """For each section the language of each block."""


def _judge_sections(sections: Sequence[Sequence[Block]], detector: Detector) -> _Judged:
    """Judge the document from all blocks, each section in its light, and each block in that of its section."""
    whole = [block for blocks in sections for block in blocks]
    verdicts, script = _verdicts(whole, {}, detector), _main_script(_without_names(whole))
    context = _known(verdicts)
    # A document that is one section has been judged already.
    own = [verdicts if len(blocks) == len(whole) else _verdicts(blocks, context, detector) for blocks in sections]
    each = [_judge_blocks(blocks, known, script, detector) for blocks, known in zip(sections, own, strict=True)]
    return _Judged(verdicts, own, each)


def _decide(spans: Sequence[Span], sections: Sequence[Sequence[Block]], detector: Detector) -> Detection:
    """Decide from the blocks of each section; `spans` are the sections' own."""
    judged = _judge_sections(sections, detector)
    weights: dict[str, float] = defaultdict(float)
    segments = []
    for span, blocks, verdicts, each in zip(spans, sections, judged.sections, judged.blocks, strict=True):
        shares: dict[str, float] = defaultdict(float)
        for block, verdict in zip(blocks, each, strict=True):
            if verdict.tag != UNDETERMINED:
                shares[verdict.tag] += block.weight
                weights[verdict.tag] += block.weight
        tag = _heaviest(shares)
        # A block may be in a language that is no script's main one.
        sure = _confidence(tag, verdicts.values()) or _confidence(tag, each)
        segments.append(SegmentLanguage(span, tag, sure))
    tag = _heaviest(weights)
    total = sum(weights.values())
    shares_of_all = tuple((name, value / total) for name, value in sorted(weights.items(), key=_largest_first))
    sure = _confidence(tag, judged.whole.values()) or max((s.confidence for s in segments if s.tag == tag), default=0.0)
    sure = sure or _confidence(tag, (verdict for each in judged.blocks for verdict in each))
    return Detection(tag, _method(tag), shares_of_all, tuple(segments), sure * _clearness(tag, shares_of_all))


def _confidence(tag: str, verdicts: Iterable[_Verdict]) -> float:
    """Return how sure the verdicts are of a tag; 0 if it is none of theirs."""
    return max((verdict.confidence for verdict in verdicts if verdict.tag == tag), default=0.0)


def _clearness(tag: str, shares: Sequence[tuple[str, float]]) -> float:
    """Return the probability that the language with most weight is the main one: a half if another has as much."""
    own = sum(share for name, share in shares if primary(name) == primary(tag))
    rival = max((share for name, share in shares if primary(name) != primary(tag)), default=0.0)
    return 0.5 + 0.5 * min(1.0, (own - rival) / _CLOSE)


def _judge_blocks(
    blocks: Sequence[Block], verdicts: Mapping[Script, _Verdict], document_script: Script | None, detector: Detector
) -> list[_Verdict]:
    """Name the language of each block of a section; a name has that of the text around it."""
    tags = _known(verdicts)
    script = _main_script(block for block in blocks if not _is_name(block, document_script))
    found = []
    for block in blocks:
        if _is_name(block, script or document_script):
            context = script or (document_script if block.names else None)
            found.append((context and verdicts.get(context)) or _Verdict(UNDETERMINED, block.letters))
        else:
            found.append(_judge(block.script, (block,), tags.get(block.script), detector))
    return found


def _is_name(block: Block, script: Script | None) -> bool:
    """Say whether a block is but names, or a few words in Latin letters among text of another script."""
    is_short = block.script is Script.LATIN is not script and block.words < _NAME_WORDS
    return script is not None and (block.names or is_short)


def _without_names(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks that are more than names; all of them where there is nothing else."""
    return [block for block in blocks if not block.names] or blocks


def _main_script(blocks: Iterable[Block]) -> Script | None:
    """Return the script with most weight; None without letters."""
    weights: dict[Script, float] = defaultdict(float)
    for block in blocks:
        weights[block.script] += block.weight
    return max(weights, key=weights.__getitem__, default=None)


def _known(verdicts: Mapping[Script, _Verdict]) -> dict[Script, str]:
    return {script: verdict.tag for script, verdict in verdicts.items() if verdict.tag != UNDETERMINED}


def _verdicts(blocks: Sequence[Block], context: _Tags, detector: Detector) -> dict[Script, _Verdict]:
    """Name the language of each script in a text; `context` has those of the text around it."""
    by_script: dict[Script, list[Block]] = defaultdict(list)
    for block in blocks:
        by_script[block.script].append(block)
    return {script: _judge(script, group, context.get(script), detector) for script, group in by_script.items()}


def _judge(script: Script, blocks: Sequence[Block], context: str | None, detector: Detector) -> _Verdict:
    """Name the language of blocks in one script; `context` is that of the text around them."""
    letters = sum(block.letters for block in blocks)
    if script is Script.HAN:
        tag = _east_asian(blocks, context, detector)
        # Without a character that only Chinese has, all of it may be Japanese: 利用規約.
        is_shared = primary(tag) == "zh" and not any(block.evidence.chinese for block in blocks)
        return _Verdict(tag, max(1, letters // 2) if is_shared else letters)
    if script in SHARED_SCRIPTS:
        return _most_likely(script, blocks, context, detector)
    tag = LANGUAGE_OF[script]
    return _Verdict(tag if detector.allows(tag) else UNDETERMINED, letters)


def _east_asian(blocks: Sequence[Block], context: str | None, detector: Detector) -> str:
    """Tell Japanese from Chinese, and which Chinese; `und` where nothing that fits is allowed."""
    kana, han = sum(block.kana for block in blocks), sum(block.han for block in blocks)
    writings = [tag for tag in ("zh-Hans", "zh-Hant") if detector.allows(tag)]
    can_be_japanese = detector.allows("ja")
    if kana >= _KANA_SHARE * (kana + han):
        return "ja" if can_be_japanese else UNDETERMINED
    evidence = sum((block.evidence for block in blocks[1:]), blocks[0].evidence)
    looks_japanese = evidence.is_japanese or (context == "ja" and not evidence.chinese)
    if can_be_japanese and (looks_japanese or not writings):
        return "ja"
    if len(writings) < 2:
        return writings[0] if writings else UNDETERMINED
    is_certain = abs(evidence.simplified - evidence.traditional) >= _CERTAIN_VARIANT
    if context is None or context == "ja" or is_certain:
        return evidence.variant
    return context


def _most_likely(script: Script, blocks: Sequence[Block], context: str | None, detector: Detector) -> _Verdict:
    """Ask the statistics of a script that many languages share."""
    letters = sum(block.letters for block in blocks)
    panel = detector.panel(script)
    if not panel.places or (context is None and letters < _LEAST_LETTERS):
        return _Verdict(UNDETERMINED, letters)
    telling = _without_names(blocks)
    rows = [block.scores for block in telling if block.scores is not None]
    if not rows or (context is not None and telling[0].names):
        return _Verdict(context or UNDETERMINED, letters, 0.0)
    tag, lead, known = panel.rank(rows, context, _CONTEXT)
    if telling[0].names:
        part = _NAMES / len(telling)  # a long list of names tells no more than one of its lines
        verdict, least = _Verdict(tag, ceil(part * letters), part * lead, known), _LEAST_SURE_OF_NAMES
    else:
        verdict, least = _Verdict(tag, letters, lead, known), _LEAST_SURE_OF_WORD if _is_word(telling) else 0.0
    # Whoever names the languages knows that it is one of them.
    is_open = context is None and not detector.languages
    return _Verdict(UNDETERMINED, letters) if is_open and verdict.confidence < least else verdict


def _is_word(blocks: Sequence[Block]) -> bool:
    return len(blocks) == 1 and blocks[0].words == 1


def _heaviest(weights: Mapping[str, float]) -> str:
    """Return the tag with most weight within the language with most weight; `und` without any.

    Simplified and traditional Chinese count together against other languages.
    """
    languages: dict[str, float] = defaultdict(float)
    for tag, value in weights.items():
        languages[primary(tag)] += value
    if not languages:
        return UNDETERMINED
    language = min(languages.items(), key=_largest_first)[0]
    return min(((tag, value) for tag, value in weights.items() if primary(tag) == language), key=_largest_first)[0]


def _largest_first(item: tuple[str, float]) -> tuple[float, str]:
    """Sort tags by weight, equal ones by name, so that no order of a dict shows."""
    return -item[1], item[0]


def _method(tag: str) -> str:
    if tag == UNDETERMINED:
        return "none"
    return "script" if primary(tag) in ("zh", "ja") or tag in LANGUAGE_OF.values() else "ngrams"
