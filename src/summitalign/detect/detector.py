"""How languages are to be told: which of them may be answered, and by which guesser."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summitalign.detect.guesser import PROFILES, SHARED_SCRIPTS, Panel, guesser_of
from summitalign.detect.scripts import LANGUAGE_OF, Script
from summitalign.errors import UsageError
from summitalign.model.language import UNDETERMINED, BlockLanguage, Detection, canonical, primary
from summitalign.model.tags import agree

if TYPE_CHECKING:
    from summitalign.markdown.outline import Outline
    from summitalign.model.document import Document

_HAN_LANGUAGES = ("ja", "zh", "zh-Hans", "zh-Hant")


@dataclass(frozen=True, slots=True)
class Detector:
    """Tells the languages of documents and lines; small, and can be sent to other processes."""

    languages: tuple[str, ...] = ()
    """BCP 47 tags that an answer may have, in canonical form; `zh` stands for both writings. Empty: all."""
    guesser: str = PROFILES
    """Name of what tells the languages of one script apart."""

    def detect(self, document: "Document | Outline") -> Detection:
        """Tag a document and each of its sections with a language; `und` where there is too little text."""
        from summitalign.detect.decide import detect

        return detect(document, self)

    def detect_line(self, text: str) -> Detection:
        """Tag one short plain text with a language; its only segment is the whole text."""
        from summitalign.detect.decide import detect_line

        return detect_line(text, self)

    def blocks(self, document: "Document | Outline") -> tuple[BlockLanguage, ...]:
        """Tag each block of a document that has letters, as it counts in the shares of `detect`."""
        from summitalign.detect.decide import block_languages

        return block_languages(document, self)

    def allows(self, tag: str) -> bool:
        """Say whether an answer may be a tag."""
        return not self.languages or tag in self.languages or primary(tag) in self.languages

    def may_agree(self, declared: str) -> bool:
        """Say whether an answer may agree with a declared tag."""
        return any(agree(declared, tag) for tag in self.languages or _languages_of(self.guesser))

    def panel(self, script: Script) -> Panel:
        """Return what tells the languages of one of the `SHARED_SCRIPTS`, limited to those that are allowed."""
        return _panel(self, script)


@cache
def _panel(detector: Detector, script: Script) -> Panel:
    guesser = guesser_of(detector.guesser, script)
    known = [(place, tag) for place, tag in enumerate(guesser.languages) if tag != UNDETERMINED]
    unknown = guesser.languages.index(UNDETERMINED) if len(known) < len(guesser.languages) else None
    return Panel(guesser, tuple(place for place, tag in known if detector.allows(tag)), unknown)


def detector(languages: Iterable[str] = (), guesser: str = "") -> Detector:
    """Make a detector that answers with some languages only, and asks a guesser by its name.

    Raises UsageError for a tag of no known language, and for a guesser that is unknown or not installed.
    """
    name = guesser or PROFILES
    if name == PROFILES and not languages:
        return Detector()
    known = _languages_of(name)
    chosen = []
    for tag in languages:
        found = canonical(tag)
        if found not in known:
            raise UsageError(f"{tag!r} is no language that can be told", hint=f"known are: {', '.join(sorted(known))}")
        chosen.append(found)
    return Detector(tuple(sorted(set(chosen))), name)


@cache
def _languages_of(name: str) -> frozenset[str]:
    """Return the tags of all languages that a guesser and the scripts by themselves can tell."""
    shared = (
        tag for script in sorted(SHARED_SCRIPTS) for tag in guesser_of(name, script).languages if tag != UNDETERMINED
    )
    return frozenset((*_HAN_LANGUAGES, *LANGUAGE_OF.values(), *shared))
