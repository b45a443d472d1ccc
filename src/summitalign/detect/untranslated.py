"""Finds what of a document is not in the language that it is to be in.

Not everything in another language is left to be translated: names, lists of names, titles of links and short quotes
stay as they are in a good translation, and count on neither side.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from summitalign.detect.prose import is_code
from summitalign.detect.words import COMMON_WORDS
from summitalign.markdown.canvas import tiles_of
from summitalign.markdown.outline import Outline, Section, outline_of
from summitalign.model.coverage import Coverage, Extent, Remaining
from summitalign.model.document import Document, RegionKind, Scope
from summitalign.model.language import UNDETERMINED, BlockLanguage
from summitalign.model.span import Span
from summitalign.model.tags import agree

_LEAST_WORDS = 5
"""Words from which a text is more than a name, or a note such as `Image adapted from source`."""
_LEAST_ORDINARY = 2
"""Words below which a text that is plainly made of words may be a name all the same."""
_LEAST_AKIN = 6
"""The same where both languages share a script, and statistics have to tell them apart."""
_SHORT_QUOTE = 8
"""Words below which a quote stays as it was said."""
_LONGEST_TITLE = 14
"""Words up to which a line of capitalised words without an end is a title, or a list of names."""
_CAPITALISED = 0.6
"""Part of the words of a title that begin with a capital letter, small words such as `of` left out."""
_SMALL_WORD = 3
"""Letters of the longest word that a title writes small."""
_LEAST_PLAIN = 4
"""Letters of a word in lower case that by itself makes words of a text that begins with a capital letter: `Deployment
guide`. Shorter ones stand in names too."""
_FORMED = ("ing", "ings", "tion", "tions", "ment", "ments", "ness", "ance", "ence", "ity")
_LEAST_FORMED = 7
"""Endings of English words that are seldom names, and letters of such a word; `Spring` and `Notion` have fewer."""
_LINKED = 0.6
"""Part of a block's letters within links or texts of images from which it is a reference, or a picture."""
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_EAST_ASIAN = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_BEYOND_LATIN = "\u0250"
_SENTENCE_END = re.compile(r"[.!?:。！？：…][\"'”’»)\]]*\Z")
_NAME_BORDER = re.compile(r"[,;:、，；：/|·()（）&+]|\band\b|\bor\b|\s[-–—]\s")
_NAME_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """A block that counts."""

    block: BlockLanguage
    letters: int
    is_done: bool


def coverage(document: Document | Outline, blocks: Sequence[BlockLanguage], target: str) -> Coverage:
    """Tell what of a document is in the target language, and what is left; `blocks` are its own, in order."""
    outline = outline_of(document)
    parts = list(_counted(outline, blocks, target))
    done = sum(part.block.weight for part in parts if part.is_done)
    if parts and not done:
        whole = Span(blocks[0].span.start, blocks[-1].span.end)
        title = next((section.title for section in outline.sections if section.title), "")
        return Coverage(target, 0.0, (_remaining(Extent.DOCUMENT, whole, title, parts),))
    return Coverage(target, done, tuple(_in_sections(outline, parts)))


def _in_sections(outline: Outline, parts: Sequence[_Part]) -> Iterator[Remaining]:
    sections = outline.sections or (Section(Span(0, len(outline.text)), ""),)
    current = 0
    groups: list[list[_Part]] = [[] for _ in sections]
    for part in parts:
        while current + 1 < len(sections) and sections[current + 1].span.start <= part.block.span.start:
            current += 1
        groups[current].append(part)
    for section, group in zip(sections, groups, strict=True):
        if group and not any(part.is_done for part in group):
            yield _remaining(Extent.SECTION, section.span, section.title, group)
        else:
            yield from _runs(section.title, group)


def _runs(title: str, group: Sequence[_Part]) -> Iterator[Remaining]:
    """Yield the blocks of a section that are not done, neighbours together."""
    run: list[_Part] = []
    for part in (*group, None):
        if part is not None and not part.is_done:
            run.append(part)
        elif run:
            yield _remaining(Extent.BLOCK, Span(run[0].block.span.start, run[-1].block.span.end), title, run)
            run = []


def _remaining(extent: Extent, span: Span, title: str, parts: Sequence[_Part]) -> Remaining:
    weights: Counter[str] = Counter()
    for part in parts:
        weights[part.block.tag] += part.block.weight  # type: ignore[assignment]  # a Counter adds up fractions too
    tag = min(weights, key=lambda each: (-weights[each], each))
    return Remaining(extent, span, title, tag, float(weights.total()), sum(part.letters for part in parts))


def _counted(outline: Outline, blocks: Sequence[BlockLanguage], target: str) -> Iterator[_Part]:
    texts = [_Text.of(outline, block.span) for block in blocks]
    agreeing = [block.tag != UNDETERMINED and agree(target, block.tag) for block in blocks]
    is_akin = _is_latin_target([text for text, does_agree in zip(texts, agreeing, strict=True) if does_agree])
    for block, text, does_agree in zip(blocks, texts, agreeing, strict=True):
        # Detection takes a few Latin words among another script for a name, in the language around it.
        is_unsure = block.tag == UNDETERMINED or does_agree
        if text.is_all_latin and not is_akin and is_unsure and text.words < _LEAST_WORDS:
            if text.is_ordinary:
                yield _Part(replace(block, tag=_latin_tag(text, blocks, target)), text.letters, is_done=False)
        elif does_agree:
            yield _Part(block, text.letters, is_done=True)
        elif block.tag != UNDETERMINED and _is_left(text, is_akin=is_akin):
            yield _Part(block, text.letters, is_done=False)


def _is_latin_target(texts: Sequence["_Text"]) -> bool:
    """Say whether texts that are tagged with the target language show that it is written in Latin letters."""
    others = sum(text.letters for text in texts if not text.is_all_latin)
    # Beside another script, a few Latin words are tagged by what is around them, and show nothing.
    least = _LEAST_WORDS if others else 0
    return sum(text.letters for text in texts if text.is_all_latin and text.words >= least) > others


def _is_left(text: "_Text", *, is_akin: bool) -> bool:
    """Say whether a text in another language is more than a name."""
    if text.is_latin and is_akin:
        return text.words >= _LEAST_AKIN and not text.stays
    return text.is_ordinary or (text.words >= _LEAST_WORDS and not text.stays)


def _latin_tag(text: "_Text", blocks: Sequence[BlockLanguage], target: str) -> str:
    """Name the language of a few Latin words: that of the most common words in it, else of what else is left."""
    words = {word.lower() for word in text.latin_words}
    common = {tag: len(words & known) for tag, known in _common_words().items()}
    best = max(common.values())
    likely = [tag for tag, number in common.items() if number == best]
    weights: Counter[str] = Counter()
    for block in blocks:
        if block.tag != UNDETERMINED and not agree(target, block.tag):
            weights[block.tag] += block.weight  # type: ignore[assignment]  # as above
    around = max(weights, key=lambda tag: (weights[tag], tag), default="")
    if best and around not in likely:
        return "en" if "en" in likely else min(likely)
    return around or UNDETERMINED


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return {tag: frozenset(words.split()) for tag, words in COMMON_WORDS.items()}


@dataclass(frozen=True, slots=True)
class _Text:
    """What the prose of a block looks like."""

    letters: int
    words: float
    """A word of Chinese or Japanese being two characters."""
    is_latin: bool
    is_all_latin: bool
    stays: bool
    """Whether a translation leaves it as it is."""
    is_ordinary: bool
    """Whether it is made of words and not of names, however short it is."""
    latin_words: tuple[str, ...]

    @classmethod
    def of(cls, outline: Outline, place: Span) -> "_Text":
        whole, paint = place.of(outline.text), outline.paint[place.start : place.end]
        prose = [(tile.span.of(whole), tile.scope) for tile in tiles_of(paint) if tile.kind is RegionKind.PROSE]
        text = "".join(part for part, _ in prose).strip()
        letters = _letters(text)
        shown = sum(_letters(part) for part, scope in prose if scope & (Scope.LINK_TEXT | Scope.ALT))
        is_quote = all(scope & Scope.QUOTE for _, scope in prose)
        characters = len(_EAST_ASIAN.findall(text))
        words = _WORD.findall(_EAST_ASIAN.sub(" ", text) if characters else text)
        size = len(words) + characters / 2
        latin = sum(letter < _BEYOND_LATIN for letter in text if letter.isalpha())
        is_short_quote = is_quote and size < _SHORT_QUOTE
        is_plain = all(scope & Scope.HEADING for _, scope in prose) and _are_plain(words)
        is_title = not is_plain and _is_title(text, words)
        stays = shown > _LINKED * letters or is_short_quote or is_code(text, size) or is_title
        # A link in a few words that are no sentence makes a note of them: `Image adapted from source`.
        is_note = shown > 0 and not _SENTENCE_END.search(text)
        is_ordinary = not stays and not is_note and (is_plain or _has_words(words))
        return cls(letters, size, latin > letters / 2, latin == letters, stays, is_ordinary, tuple(words))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _has_words(words: Sequence[str]) -> bool:
    """Say whether two or more words are no mere names: one is a function word, or written small behind a capital."""
    if len(words) < _LEAST_ORDINARY:
        return False
    common = _common_words()["en"]
    return any(
        word in common or (words[0][0].isupper() and word.islower() and len(word) >= _LEAST_PLAIN) for word in words
    )


def _are_plain(words: Sequence[str]) -> bool:
    """Say whether most words of a heading are common ones, or formed like `Handling` and `Considerations`.

    A single word has to be a common one, as there are products with the names of what they do.
    """
    common = _common_words()["en"]
    ordinary = (
        word.lower() in common or (len(words) > 1 and len(word) >= _LEAST_FORMED and word.endswith(_FORMED))
        for word in words
    )
    return sum(ordinary) > len(words) / 2


def _is_title(text: str, words: Sequence[str]) -> bool:
    """Say whether a text is a title or a list of names: capitalised words without an end, or names between commas."""
    if not words or len(words) > _LONGEST_TITLE or _SENTENCE_END.search(text):
        return False
    pieces = [piece for piece in _NAME_BORDER.split(text) if piece.strip()]
    if len(pieces) > 1 and all(len(_WORD.findall(piece)) <= _NAME_WORDS for piece in pieces):
        return True
    heavy = [word for word in words if len(word) > _SMALL_WORD or not word.islower()]
    return sum(not word[0].islower() for word in heavy) >= _CAPITALISED * len(heavy) and not words[0].islower()
