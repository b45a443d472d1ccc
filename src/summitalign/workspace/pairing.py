"""Describing many documents so that they can be paired, and telling from their languages which side each is on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.model.language import UNDETERMINED, primary
from summitalign.model.tags import agree
from summitalign.model.term import Glossary
from summitalign.workspace.read import Input, parse_input

if TYPE_CHECKING:
    from summitalign.align.profile import Profile

_DEFAULT_SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Profiled:
    """What is kept of one document for pairing."""

    profile: "Profile"
    language: str
    """BCP 47 tag; empty where nobody asked for it."""


@dataclass(frozen=True, slots=True)
class ProfileJob:
    """Read and describe one document; its text is not kept."""

    glossary: Glossary | None
    tells_language: bool = False

    def prepare(self) -> Callable[[Input], Profiled]:
        """Return the function that does one document."""
        from summitalign import api
        from summitalign.workspace.lexicons import kept_lexicon

        describe, detector = api.profiler(self.glossary, kept_lexicon()), api.detector()

        def profile(source: Input) -> Profiled:
            document = parse_input(source)
            return Profiled(describe(document), api.detect(document, detector).tag if self.tells_language else "")

        return profile


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of the two sides."""

    source: str
    """BCP 47 tag."""
    target: str = ""
    """BCP 47 tag; empty where every other language is a target."""

    def is_source(self, tag: str) -> bool | None:
        """Say whether a document in a language is on the source side; None where it is on neither."""
        # What is undetermined agrees with everything, and says nothing here.
        is_known = tag != UNDETERMINED
        if is_known and agree(self.source, tag):
            return True
        return False if not self.target or (is_known and agree(self.target, tag)) else None


def source_language(glossary: Glossary | None) -> str:
    """Return the language of originals: the glossary's source language, or else English."""
    return primary(glossary.source_language) if glossary and glossary.source_language else _DEFAULT_SOURCE
