"""Many documents as a report sees them first: read, tagged and described, then paired by what describes them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from summitalign.align.pairing import Pairing
from summitalign.align.profile import Profile
from summitalign.errors import UsageError
from summitalign.model.alignment import DocumentPair, Tier
from summitalign.model.declaration import Declaration
from summitalign.model.language import UNDETERMINED, Detection, canonical, primary
from summitalign.model.tags import agree
from summitalign.model.term import Glossary
from summitalign.report.corpus import DocumentReport
from summitalign.report.corpus_digest import Details, DocumentDigest, digest_document
from summitalign.report.html.cards import DocumentCard
from summitalign.workspace.aligning import PairInput
from summitalign.workspace.declaring import Declarations
from summitalign.workspace.pairing import source_language
from summitalign.workspace.read import Input, parse_input
from summitalign.workspace.walk import STDIN

_COMMON = frozenset(("word", "structure", "length"))
"""Evidence that any two long texts may have for them."""
_ROUNDS = 16
"""Times that documents without a partner look again; each round finds at least one pair or is the last."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What is kept of a document when all have been read; its text is not."""

    name: str
    digest: str
    """Of the file's bytes, and of the language that its path declares."""
    is_source: bool
    detection: Detection
    profile: Profile
    line: DocumentDigest
    card: DocumentCard


@dataclass(frozen=True, slots=True)
class SurveyJob:
    """Read one document, tag its language, and describe it."""

    glossary: Glossary | None
    details: Details = frozenset()

    def prepare(self) -> Callable[[Input], Surveyed]:
        """Return the function that does one document."""
        from summitalign import api
        from summitalign.report.html.document_card import card_of
        from summitalign.workspace.lexicons import kept_lexicon

        describe, detector = api.profiler(self.glossary, kept_lexicon()), api.detector()
        language, declarations = source_language(self.glossary), Declarations()

        def survey(source: Input) -> Surveyed:
            data = source.read()
            document, declared = parse_input(Input(source.name, data)), declared_by(source, declarations)
            report = DocumentReport(document, settled(api.detect(document, detector), declared, language))
            is_source = primary(report.detection.tag) == language
            return Surveyed(
                name=source.name,
                digest=digest_of(data, declared),
                is_source=is_source,
                detection=report.detection,
                profile=describe(document),
                line=digest_document(report, is_source, self.details),
                card=card_of(report, is_source),
            )

        return survey


def declared_by(source: Input, declarations: Declarations) -> Declaration | None:
    """Return what the path of a document declares."""
    return None if source.name == STDIN else declarations.of_path(source.name)


def digest_of(data: bytes, declared: Declaration | None) -> str:
    """Return a digest of all that a survey depends on."""
    return sha256((declared.tag if declared else "").encode() + b"\0" + data).hexdigest()


def settled(detection: Detection, declared: Declaration | None, source: str) -> Detection:
    """Give a document the language that it declares, unless its text surely is in another one.

    An agenda of names is hardly in any language, and what is declared as a translation but is in the language of the
    sources is one that nobody has made yet. `source` is their primary subtag.
    """
    from summitalign.detect.declared import contradicts

    if declared is None or (detection.tag != UNDETERMINED and agree(declared.tag, detection.tag)):
        return detection
    if contradicts(declared, detection) and primary(detection.tag) != source:
        return detection
    held = (tag for tag, _ in detection.shares if tag != UNDETERMINED and agree(declared.tag, tag))
    return replace(detection, tag=next(held, canonical(declared.tag)))


def find_pairs(documents: Sequence[Surveyed]) -> tuple[tuple[str, str], ...]:
    """Name the (source, target) pairs; a document may be in several.

    Pairing gives each document one partner at most. But a recap belongs with the agenda and with the posts that it
    retells, so a document left alone looks again among all of the other side.
    """
    left = [item.profile for item in documents if item.is_source]
    right = [item.profile for item in documents if not item.is_source]
    if not left or not right:
        return ()
    pairing = _pairing(left, right)
    found = dict.fromkeys(_partners(pairing.pairs()))
    for _ in range(_ROUNDS):
        lone_left = {item.path for item in left} - {source for source, _ in found}
        lone_right = {item.path for item in right} - {target for _, target in found}
        again = list(_partners(pairing.pairs(sources=lone_left), is_again=True)) if lone_left else []
        again += list(_partners(pairing.pairs(targets=lone_right), is_again=True)) if lone_right else []
        if not again:
            break
        found |= dict.fromkeys(again)
    order = {item.path: number for number, item in enumerate(right)}
    order |= {item.path: number for number, item in enumerate(left)}
    return tuple(sorted(found, key=lambda pair: (order[pair[1]], order[pair[0]])))


def _pairing(sources: Sequence[Profile], targets: Sequence[Profile]) -> Pairing:
    pairing = Pairing()
    for profile in sources:
        pairing.add_source(profile)
    for profile in targets:
        pairing.add_target(profile)
    return pairing


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


def named_pairs(pairs: Sequence[PairInput], documents: Sequence[Surveyed]) -> tuple[tuple[str, str], ...]:
    """Check pairs that a person listed against the documents of the report, and return them by path, each once.

    Raises UsageError for one that is not among them.
    """
    known = {item.name for item in documents}
    for pair in pairs:
        for name in (pair.source.name, pair.target.name):
            if name not in known:
                raise UsageError("is in the list of pairs, but not among the documents of the report", place=name)
    return tuple(dict.fromkeys((pair.source.name, pair.target.name) for pair in pairs))
