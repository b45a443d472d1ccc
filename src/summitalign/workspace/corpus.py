"""Everything that a report shows: documents tagged and fixed in memory, then paired, then aligned."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from summitalign.errors import UsageError, WriteError
from summitalign.model.alignment import Alignment, DocumentPair, Tier
from summitalign.model.document import Document
from summitalign.model.language import primary
from summitalign.model.outcome import Outcome
from summitalign.model.term import Glossary
from summitalign.report.corpus import CorpusReport, DocumentReport, PairReport
from summitalign.version import __version__
from summitalign.workspace.aligning import PairInput
from summitalign.workspace.glossary import locator
from summitalign.workspace.pairing import source_language
from summitalign.workspace.read import Input, parse_input

_COMMON = frozenset(("word", "structure", "length"))
"""Evidence that any two long texts may have for them."""
_ROUNDS = 16
"""Times that documents without a partner look again; each round finds at least one pair or is the last."""


@dataclass(frozen=True, slots=True)
class TagJob:
    """Read one document and tag its language."""

    def prepare(self) -> Callable[[Input], DocumentReport]:
        """Return the function that does one document."""
        from summitalign import api

        def tag(source: Input) -> DocumentReport:
            document = parse_input(source)
            return DocumentReport(document, api.detect(document))

        return tag


@dataclass(frozen=True, slots=True)
class JudgeJob:
    """Fix the terms of one target document in memory, its own source documents being the evidence."""

    glossary: Glossary
    sources: tuple[tuple[str, tuple[Document, ...]], ...]
    """Source documents of each target, by the target's path."""

    def prepare(self) -> Callable[[DocumentReport], DocumentReport]:
        """Return the function that does one document."""
        from summitalign import api

        sources = dict(self.sources)
        fixer = api.Fixer(self.glossary, locate=locator(self.glossary))

        def judge(report: DocumentReport) -> DocumentReport:
            document = report.document
            if document.is_data or not fixer.may_hit(document.text.encode()):
                return replace(report, outcome=Outcome(document.source, (), document.text, document.text))
            outcome = fixer.fix(document, sources.get(document.source, ()))
            return replace(report, outcome=outcome)

        return judge


@dataclass(frozen=True, slots=True)
class JoinJob:
    """Align one source document with one target document, both parsed already."""

    glossary: Glossary | None

    def prepare(self) -> Callable[[tuple[DocumentReport, DocumentReport]], Alignment]:
        """Return the function that does one pair."""
        from summitalign import api

        def join(sides: tuple[DocumentReport, DocumentReport]) -> Alignment:
            return api.align(sides[0].document, sides[1].document, self.glossary)

        return join


def split_sides(
    documents: Sequence[DocumentReport], glossary: Glossary | None
) -> tuple[tuple[DocumentReport, ...], tuple[DocumentReport, ...]]:
    """Part documents into sources, which are in the glossary's source language or else English, and targets."""
    language = source_language(glossary)
    sources = tuple(item for item in documents if primary(item.detection.tag) == language)
    return sources, tuple(item for item in documents if primary(item.detection.tag) != language)


def find_pairs(
    sources: Sequence[DocumentReport], targets: Sequence[DocumentReport], glossary: Glossary | None
) -> tuple[tuple[str, str], ...]:
    """Name the (source, target) pairs; a document may be in several.

    Pairing gives each document one partner at most. But a recap belongs with the agenda and with the posts that it
    retells, so a document left alone looks again among all of the other side.
    """
    from summitalign import api

    left, right = [item.document for item in sources], [item.document for item in targets]
    found = dict.fromkeys(_partners(api.pair(left, right, glossary))) if left and right else {}
    for _ in range(_ROUNDS):
        lone_left = [item for item in left if item.source not in {source for source, _ in found}]
        lone_right = [item for item in right if item.source not in {target for _, target in found}]
        again = list(_partners(api.pair(lone_left, right, glossary), is_again=True)) if lone_left and right else []
        again += list(_partners(api.pair(left, lone_right, glossary), is_again=True)) if left and lone_right else []
        if not again:
            break
        found |= dict.fromkeys(again)
    order = {item.source: number for number, item in enumerate(right)} | {
        item.source: number for number, item in enumerate(left)
    }
    return tuple(sorted(found, key=lambda pair: (order[pair[1]], order[pair[0]])))


def _partners(pairs: Sequence[DocumentPair], *, is_again: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the pairs worth showing.

    A document that nobody chose at first needs more than words of the lexicon and a like form, of which
    any two long texts share some: a link, a name, a number.
    """
    for pair in pairs:
        if pair.source is None or pair.target is None or pair.tier is Tier.WEAK:
            continue
        if not is_again or any(piece.kind not in _COMMON for piece in pair.evidence):
            yield pair.source, pair.target


def named_pairs(pairs: Sequence[PairInput], documents: Sequence[DocumentReport]) -> tuple[tuple[str, str], ...]:
    """Check pairs that a person listed against the documents of the report, and return them by path.

    Raises UsageError for one that is not among them.
    """
    known = {item.document.source for item in documents}
    for pair in pairs:
        for name in (pair.source.name, pair.target.name):
            if name not in known:
                raise UsageError("is in the list of pairs, but not among the documents of the report", place=name)
    return tuple((pair.source.name, pair.target.name) for pair in pairs)


def assemble(
    title: str,
    documents: Sequence[DocumentReport],
    pairs: Sequence[tuple[tuple[str, str], Alignment]],
    glossary: Glossary | None,
) -> CorpusReport:
    """Put a report together; alignments are given with the paths of their sides."""
    known = {item.document.source: item for item in documents}
    joined = tuple(PairReport(known[source], known[target], alignment) for (source, target), alignment in pairs)
    return CorpusReport(title, tuple(documents), joined, glossary, __version__)


def problem_of(outcome: Outcome | None) -> WriteError | None:
    """Return what kept a document from being fixed; None where nothing did."""
    return WriteError(outcome.problem, place=outcome.source) if outcome and outcome.problem else None
