"""The translation units of an alignment, and which of them a memory takes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from summitalign.detect.scripts import LANGUAGE_OF, Script, script_of
from summitalign.markdown.scripts import is_east
from summitalign.markdown.shown import shown_text
from summitalign.model.alignment import Alignment
from summitalign.model.document import Document, Segment, SegmentKind
from summitalign.model.language import primary
from summitalign.model.memory import Origin, Sureness, TranslationUnit
from summitalign.report.lines import own_lines

_CODE = re.compile(r"`+[^`]*`+|\bhttps?://\S+")
_NOT_WORDS = re.compile(r"[\W\d_]+")
_SCRIPTS = {
    "zh": {Script.HAN}, "ja": {Script.HAN, Script.KANA}, "ru": {Script.CYRILLIC}, "uk": {Script.CYRILLIC},
    "bg": {Script.CYRILLIC}, "be": {Script.CYRILLIC}, "mk": {Script.CYRILLIC}, "kk": {Script.CYRILLIC},
    "ar": {Script.ARABIC}, "fa": {Script.ARABIC}, "ur": {Script.ARABIC}, "hi": {Script.DEVANAGARI},
    "mr": {Script.DEVANAGARI}, "ne": {Script.DEVANAGARI},
    **{tag.split("-")[0]: {script} for script, tag in LANGUAGE_OF.items()},
}  # fmt: skip
"""Scripts that a language is surely written in, where it has such."""


def units_of(alignment: Alignment, source_language: str, target_language: str) -> Iterator[TranslationUnit]:
    """Yield a unit for each bead, in their order; `languages` are tags of BCP 47.

    The texts are plain: what a reader sees, inline code in its backticks. Lines keep their markup, as nobody knows
    what they are.
    """
    sources = {segment.id: segment for segment in alignment.source_segments}
    targets = {segment.id: segment for segment in alignment.target_segments}
    for bead in alignment.beads:
        own = [sources[name] for name in bead.source if name in sources]
        other = [targets[name] for name in bead.target if name in targets]
        yield TranslationUnit(
            joined_text(alignment.source, own),
            joined_text(alignment.target, other),
            source_language,
            target_language,
            _origin(alignment.source, own),
            _origin(alignment.target, other),
            Sureness(bead.score, bead.posterior, bead.tier),
        )


def joined_text(document: Document, segments: Sequence[Segment]) -> str:
    """Return the plain text of segments: sentences of a block behind each other, everything else a line each."""
    joined, block = "", None
    for segment in segments:
        text = _plain(document, segment)
        if not text:
            continue
        is_next = segment.kind is SegmentKind.SENTENCE and segment.parent == block
        between = "\n" if not is_next else "" if is_east(joined[-1:] or " ") else " "
        joined += between + text if joined else text
        block = segment.parent
    return joined


def _plain(document: Document, segment: Segment) -> str:
    if segment.kind is SegmentKind.LINE:
        return segment.span.of(document.text).strip()
    return shown_text(document, segment.span)


def _origin(document: Document, segments: Sequence[Segment]) -> Origin:
    lines = (own_lines(document.text, document.lines, segment.span) for segment in segments)
    return Origin(document.source, tuple(dict.fromkeys(lines)))  # sentences of a paragraph share its lines


@dataclass(slots=True)
class Selection:
    """What a memory takes: not twice the same, nothing empty, and by default nothing that is not translated."""

    keep_identical: bool = False
    keep_duplicates: bool = False
    taken: int = 0
    identical: int = 0
    """Left out, as the target says what the source says, or has no word in its language."""
    duplicates: int = 0
    """Left out, as an earlier unit has the same texts and languages."""
    _seen: set[bytes] = field(default_factory=set)

    def select(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        """Yield the units that are taken, each as soon as it is known; of equal ones the first."""
        for unit in units:
            if not unit.source or not unit.target:
                continue
            if not self.keep_identical and is_untranslated(unit):
                self.identical += 1
            elif not self.keep_duplicates and self._is_known(unit):
                self.duplicates += 1
            else:
                self.taken += 1
                yield unit

    def _is_known(self, unit: TranslationUnit) -> bool:
        parts = (unit.source_language, unit.target_language, unit.source, unit.target)
        # A digest takes a tenth of the room of two sentences, and there may be millions.
        key = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).digest()
        if key in self._seen:
            return True
        self._seen.add(key)
        return False


def is_untranslated(unit: TranslationUnit) -> bool:
    """Say whether a target has the words of its source, or none that its own script could be seen in."""
    own, other = _words(unit.source), _words(unit.target)
    if own == other:
        return True
    scripts = _SCRIPTS.get(primary(unit.target_language))
    if scripts is None or primary(unit.source_language) == primary(unit.target_language):
        return False
    return not any(script_of(letter) in scripts for letter in other)


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", _CODE.sub("", text)).casefold()
