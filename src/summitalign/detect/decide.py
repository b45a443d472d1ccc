"""Decides the languages of a document: of each section, of the whole, and how much of it is in which.

Scripts decide first. Chinese, Japanese and Korean are told apart by kana and hangul, simplified from traditional by
the characters that only one of them has; statistics are asked only where many languages share a script, and never
about Han text. What a block leaves open its section answers, and what a section leaves open its document.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from summitalign.detect.blocks import Block, measure
from summitalign.detect.chinese import HanEvidence
from summitalign.detect.ngrams import SHARED_SCRIPTS, guesser_of
from summitalign.detect.prose import read_line, read_passages
from summitalign.detect.scripts import LANGUAGE_OF, Script
from summitalign.model.document import Document
from summitalign.model.language import UNDETERMINED, Detection, SegmentLanguage, primary
from summitalign.model.span import Span

_KANA_SHARE = 0.04
"""Part of Han and kana from which on a text is Japanese; Chinese may quote a の."""
_CONTEXT = 8.0
"""Nats by which a document speaks for its own language in a section, and a section in a block."""
_CERTAIN_VARIANT = 2
"""Deciding characters by which a section must differ from its document to be in the other writing of Chinese."""
_NAME_WORDS = 4
"""A Latin block of fewer words among another script is a name, and no sign of a language."""
_LEAST_LETTERS = 6
"""Letters that statistics need; fewer are undetermined unless the context tells."""

_Tags = Mapping[Script, str]
"""The language of each script in a text; HAN stands for Han and kana."""


def detect(document: Document) -> Detection:
    """Tag a document and each of its sections with a language; `und` where there is too little text."""
    passages = read_passages(document)
    sections = [[block for text in passage.blocks if (block := measure(text))] for passage in passages]
    return _decide([passage.span for passage in passages], sections)


def detect_line(text: str) -> Detection:
    """Tag one short plain text with a language; its only segment is the whole text."""
    block = measure(read_line(text))
    return _decide([Span(0, len(text))], [[block] if block else []])


def _decide(spans: Sequence[Span], sections: Sequence[Sequence[Block]]) -> Detection:
    """Decide from the blocks of each section; `spans` are the sections' own."""
    whole = [block for blocks in sections for block in blocks]
    context, script = _tags(whole, {}), _main_script(whole)
    weights: Counter[str] = Counter()
    segments = []
    for span, blocks in zip(spans, sections, strict=True):
        shares = _section_weights(blocks, context, script)
        weights.update(shares)
        segments.append(SegmentLanguage(span, _heaviest(shares)))
    tag = _heaviest(weights)
    total = sum(weights.values())
    shares_of_all = tuple((name, value / total) for name, value in sorted(weights.items(), key=_largest_first))
    return Detection(tag, _method(tag), shares_of_all, tuple(segments))


def _section_weights(blocks: Sequence[Block], context: _Tags, document_script: Script | None) -> dict[str, float]:
    """Add up the weighted letters of a section by language; undetermined ones are left out."""
    tags = _tags(blocks, context)
    prose = [block for block in blocks if not _is_name(block, document_script)]
    script = _main_script(prose)
    weights: dict[str, float] = defaultdict(float)
    for block in blocks:
        if _is_name(block, script or document_script):
            tag = tags[script] if script else UNDETERMINED
        else:
            tag = _tags([block], tags)[block.script]
        if tag != UNDETERMINED:
            weights[tag] += block.weight
    return weights


def _is_name(block: Block, script: Script | None) -> bool:
    """Say whether a block is but a name in Latin letters among text of another script."""
    return block.script is Script.LATIN is not script and script is not None and block.words < _NAME_WORDS


def _main_script(blocks: Iterable[Block]) -> Script | None:
    """Return the script with most weight; None without letters."""
    weights: dict[Script, float] = defaultdict(float)
    for block in blocks:
        weights[block.script] += block.weight
    return max(weights, key=weights.__getitem__, default=None)


def _tags(blocks: Sequence[Block], context: _Tags) -> dict[Script, str]:
    """Name the language of each script in a text; `context` has those of the text around it."""
    by_script: dict[Script, list[Block]] = defaultdict(list)
    for block in blocks:
        by_script[block.script].append(block)
    known = {script: tag for script, tag in context.items() if tag != UNDETERMINED}
    return {script: _tag(script, group, known.get(script)) for script, group in by_script.items()}


def _tag(script: Script, blocks: Sequence[Block], context: str | None) -> str:
    if script is Script.HAN:
        return _east_asian(blocks, context)
    if script in SHARED_SCRIPTS:
        return _most_likely(script, blocks, context)
    return LANGUAGE_OF[script]


def _east_asian(blocks: Sequence[Block], context: str | None) -> str:
    """Tell Japanese from Chinese, and which Chinese."""
    kana, han = sum(block.kana for block in blocks), sum(block.han for block in blocks)
    if kana >= _KANA_SHARE * (kana + han):
        return "ja"
    evidence = sum((block.evidence for block in blocks), HanEvidence())
    if not evidence.chinese and (evidence.japanese or context == "ja"):
        return "ja"
    is_certain = abs(evidence.simplified - evidence.traditional) >= _CERTAIN_VARIANT
    if context is None or context == "ja" or is_certain:
        return evidence.variant
    return context


def _most_likely(script: Script, blocks: Sequence[Block], context: str | None) -> str:
    """Ask the statistics of a script that many languages share."""
    rows = [block.scores for block in blocks if block.scores is not None]
    if context is None and sum(block.letters for block in blocks) < _LEAST_LETTERS:
        return UNDETERMINED
    if not rows:
        return context or UNDETERMINED
    guesser = guesser_of(script)
    scores = [sum(column) for column in zip(guesser.prior, *rows, strict=True)]
    if context in guesser.languages:
        scores[guesser.languages.index(context)] += _CONTEXT
    return guesser.languages[max(range(len(scores)), key=scores.__getitem__)]


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
