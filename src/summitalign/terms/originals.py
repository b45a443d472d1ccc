"""What the originals say of an occurrence: the passage that it was aligned with, or a whole document."""

import re
from collections.abc import Sequence

from summitalign.model.finding import Evidence
from summitalign.model.span import Span
from summitalign.terms.page import SourceEvidence, whole_word
from summitalign.terms.weights import Weights

CONTEXT = 60
"""Code points shown on each side of a word that was seen in an original."""
_WINDOW = 4 * CONTEXT
"""Code points looked at for them: tags and addresses, which are left out, are long."""
_TAGS = re.compile(r"^[^<>]*>|<[^<>]*>|<[^<>]*$")
_BLANKS = re.compile(r"\s+")


class Originals:
    """Looks for source forms in what corresponds to an occurrence."""

    def __init__(self, sources: SourceEvidence) -> None:
        """Keep the originals; whole documents are searched once for each form."""
        self._sources = sources
        self._naming: dict[str, tuple[str, str] | None] = {}

    def naming(self, span: Span, forms: Sequence[str], weights: Weights) -> list[Evidence]:
        """Return the best that the originals say for some source forms at a place, if they say anything."""
        for passage in self._sources.passages:
            if passage.target.overlaps(span):
                for form in forms:
                    if found := whole_word(form).search(passage.text):
                        value = f"'{passage.title or 'aligned text'}' names {form}"
                        return [Evidence("source", value, weights.of("source"), _around(passage.text, found))]
        for form in forms:
            if (named := self._in_documents(form)) is not None:
                return [Evidence("source-document", named[0], weights.of("source-document"), named[1])]
        return []

    def _in_documents(self, form: str) -> tuple[str, str] | None:
        if form not in self._naming:
            pattern = whole_word(form)
            places = ((text, found) for text in self._sources.texts if (found := pattern.search(text.text)))
            said = ((f"{text.name} names {form}", _around(text.text, found)) for text, found in places)
            self._naming[form] = next(said, None)
        return self._naming[form]


def _around(text: str, found: re.Match[str]) -> str:
    """Return the words around a place of an original, on one line, tags left out and cut at both ends."""
    least, most = max(found.start() - _WINDOW, 0), min(found.end() + _WINDOW, len(text))
    before = _BLANKS.sub(" ", _TAGS.sub(" ", text[least : found.start()]))
    after = _BLANKS.sub(" ", _TAGS.sub(" ", text[found.end() : most]))
    left = "…" if least or len(before) > CONTEXT else ""
    right = "…" if most < len(text) or len(after) > CONTEXT else ""
    return f"{left}{before[-CONTEXT:].lstrip()}{found[0]}{after[:CONTEXT].rstrip()}{right}"
