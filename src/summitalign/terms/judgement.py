"""What the evidence on one occurrence adds up to: how likely, whether proven, and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitalign.model.finding import Evidence

CHOICE = frozenset(
    {"source", "source-first", "heading", "number", "version", "link", "section", "fence", "sense", "alone", "list"}
)
"""Kinds of which one has to stand by the page where a form has several right ones."""
VETOES = frozenset({"longer-word", "longer-name", "person", "against"})
"""Kinds that forbid a fix."""
PROOF = frozenset({"source", "page-paragraph"})
"""Kinds that show the right form where it counts: in the passage of the original, or in the same paragraph."""
PAGE = frozenset({"page", "page-far"})
"""Kinds that show it elsewhere in the prose of the document."""
COMPANY = frozenset(
    {"names", "fixed", "near", "sense", "own", "import", "link", "section", "fence", "heading", "number", "version"}
    | {"beside", "neighbour", "head", "source-document"}
)
"""Kinds of which one has to stand by the page: a page on animals may joke about a program."""
TRANSLATED = frozenset({"fixed-many", "names-many"})
"""Kinds with which an address proves: such a page is about these things, and badly translated."""
NAMING = frozenset({"source-document", "source-first", "link", "own", "import", "fence", "code", "list"})
"""Kinds that prove only on a page that names other terms of the glossary: code and addresses hold common words."""


DISPUTES = frozenset({"source-lacks", "source-fewer"})
"""Kinds of which none may stand against a fix: the aligned original has the name elsewhere, or not often enough."""
ABOUT_PAGE = frozenset({"names", "names-many", "fixed", "fixed-many", "fixed-most", "page-often"})
"""Kinds that say what page it is; of the word they say nothing that people could check."""
ASIDE = frozenset({"heading", "beside", "number", "version", "head", "verb", "alone", "code", "address", "own"})
"""Kinds that say nothing of the word on a page that names nothing of the glossary."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evidence says of one occurrence and one right form."""

    use: str
    evidence: tuple[Evidence, ...]
    prior: float
    """Log-odds in nats before any evidence."""
    choices: Mapping[str, float]
    """Weights of the kinds of evidence that tell right forms apart."""

    @property
    def score(self) -> float:
        """Log-odds in nats that the occurrence is a mistranslation of `use`."""
        return self.prior + sum(piece.weight for piece in self.evidence)

    @property
    def fitness(self) -> float:
        """How well the evidence fits this right form rather than another one of the entry, in nats."""
        return sum(self.choices.get(piece.kind, 0.0) for piece in self.evidence)

    @property
    def is_proven(self) -> bool:
        """Say whether the right form itself was seen: in the source, or in the document's own prose."""
        if self.disputes:
            return False
        kinds = {piece.kind for piece in self.evidence}
        if kinds & PROOF or ("address" in kinds and ("fixed-most" in kinds or kinds >= TRANSLATED)):
            return True
        if kinds & PAGE and kinds & COMPANY:
            return True
        return "names" in kinds and bool(kinds & NAMING)

    @property
    def disputes(self) -> tuple[Evidence, ...]:
        """What the aligned original says against the right form, which no word elsewhere on the page outweighs."""
        return tuple(piece for piece in self.evidence if piece.kind in DISPUTES)

    @property
    def is_sourced(self) -> bool:
        """Say whether the aligned source text names the right form."""
        return any(piece.kind == "source" for piece in self.evidence)

    @property
    def is_chosen(self) -> bool:
        """Say whether the occurrence itself speaks for this right form among several."""
        return any(piece.kind in CHOICE for piece in self.evidence)

    @property
    def is_forbidden(self) -> bool:
        """Say whether it is only a part of a longer word or name, or a word stands near that the entry excludes."""
        return any(piece.kind in VETOES for piece in self.evidence)

    @property
    def is_explained(self) -> bool:
        """Say whether the sentence tells what the right form means: Flask 是烧瓶."""
        return any(piece.kind == "explained" for piece in self.evidence)

    @property
    def is_contradicted(self) -> bool:
        """Say whether something speaks for the ordinary sense that outweighs the rest, or that an entry names."""
        # That a name is said more often than in the original is a reason to look, and none for the ordinary sense.
        return self.is_forbidden or any(piece.weight < 0 and piece.kind != "source-fewer" for piece in self.evidence)


_SAID = {
    "source": "the source {}",
    "source-word": "the source {}",
    "source-first": "the source {}",
    "source-document": "the source {}",
    "source-lacks": "{}",
    "source-fewer": "{}",
    "link": "its link leads to {}",
    "near": '"{}" stands nearby',
    "against": '"{}" stands nearby, which speaks for the ordinary word',
    "heading": "it {}",
    "alone": "it {}",
    "beside": '"{}" stands beside it',
    "number": '"{}" stands behind it',
    "version": '"{}" stands behind it, as a version',
    "neighbour": "it is named together with {}",
    "head": '"{}" follows, as behind a name',
    "verb": '"{}" stands before it, as before a name',
    "list": "it stands in a list with {}",
    "names": "the page also names {}",
    "fixed": "the page has to be corrected elsewhere ({})",
    "aspect": '"{}" follows, as behind a verb',
    "measure": '"{}" stands before it, which counts things',
    "ordinary": '"{}" beside it speaks for the ordinary word',
    "outnumbered": "{}",
    "explained": 'the sentence explains the name ("{}")',
    "spelt": '"{}" may be spelt so',
    "person": 'it is a part of a person\'s name ("{}")',
    "longer-word": 'it is only a part of the word "{}"',
    "longer-name": 'it is only a part of the name "{}"',
}
"""How a kind of evidence is said where its value alone is not a sentence."""


def explain(evidence: Sequence[Evidence]) -> str:
    """Say the strongest evidence in one sentence."""
    of_word = [piece for piece in evidence if piece.kind not in ABOUT_PAGE] or evidence
    strongest = sorted(of_word, key=lambda piece: -abs(piece.weight))[:2]
    return " and ".join(_SAID.get(piece.kind, "{}").format(piece.value) for piece in strongest)
