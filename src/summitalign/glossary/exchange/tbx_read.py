"""Reading TBX: concepts of either edition of ISO 30042, without ever following a DTD."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.parsers import expat

from summitalign.errors import GlossaryError
from summitalign.glossary.exchange.tbx import AMBIGUOUS
from summitalign.glossary.exchange.values import Imported, LossLog, entry_of, imported
from summitalign.model.term import TermEntry

_XML = "{http://www.w3.org/XML/1998/namespace}"
_CONCEPTS = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
_WRONG = ("deprecated", "superseded", "obsolete", "forbidden", "notrecommended")
_STRUCTURE = frozenset((*_LANGUAGES, *_TERMS, "term", "note", "termGrp", "descripGrp", "adminGrp", "transacGrp"))


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of one language in one concept."""

    preferred: list[str] = field(default_factory=list)
    admitted: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    doubtful: list[bool] = field(default_factory=list)
    """For each wrong term, whether it is wrong in places only."""

    @property
    def right(self) -> tuple[str, ...]:
        """All right terms, the preferred ones first."""
        return (*self.preferred, *self.admitted)


def read_tbx(text: str, place: str, target: str = "") -> Imported:
    """Read the concepts of a file; `target` chooses among several target languages, else the most frequent one.

    Deprecated terms are wrong forms, all others right ones, the preferred first. Raises GlossaryError for a text
    that is no XML or no TBX, and for one that declares entities.
    """
    root = _tree(text, place)
    concepts = [each for each in root.iter() if _name(each) in _CONCEPTS]
    if not concepts and _name(root) not in ("martif", "tbx"):
        raise GlossaryError("is XML, but no TBX", place=place, hint="its root should be <martif> or <tbx>")
    tags = Counter(tag for each in concepts for tag in _by_language(each, LossLog()))
    languages = _choose([tag for tag, _ in tags.most_common()], root.get(f"{_XML}lang") or next(iter(tags), ""), target)
    log = LossLog()
    entries = [
        entry
        for number, each in enumerate(concepts, 1)
        if (entry := _entry(each, languages, f"{place}#{each.get('id', number)}", log)) is not None
    ]
    tag = "" if languages.target == "und" else languages.target
    return imported(entries, log, source_language=next(iter(languages.sources), ""), target_language=tag)


@dataclass(frozen=True, slots=True)
class _Languages:
    """Which tags of a file are the source language, and which one is read as its target."""

    sources: tuple[str, ...]
    target: str


def _choose(tags: Sequence[str], source: str, target: str) -> _Languages:
    """Choose the languages; `tags` are those of the file, most frequent first."""
    sources = [tag for tag in tags if _alike(tag, source)]
    if len(sources) == len(tags):  # as with zh-Hans and zh-Hant
        sources = [tag for tag in tags if tag == source] or sources
    others = [tag for tag in tags if tag not in sources]
    wanted = [tag for tag in others if tag.lower() == target.lower()] or [tag for tag in others if _alike(tag, target)]
    return _Languages(tuple(sources), next(iter(wanted or others or sources), ""))


def _tree(text: str, place: str) -> ET.Element:
    """Parse a text; entities of its own, which can grow without limit, are refused before that."""
    data = text.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    parser = expat.ParserCreate("utf-8")

    def refuse(_name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            hint = "delete the part of the DOCTYPE in brackets"
            raise GlossaryError("declares entities or a DTD of its own", place=place, hint=hint)

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
        return ET.fromstring(data, ET.XMLParser(encoding="utf-8"))  # no entities: see above
    except (expat.ExpatError, ET.ParseError) as error:
        raise GlossaryError(f"is no XML: {error}", place=place) from error


def _entry(concept: ET.Element, languages: _Languages, origin: str, log: LossLog) -> TermEntry | None:
    found = _by_language(concept, log)
    sources = [terms for tag, terms in found.items() if tag in languages.sources and tag != languages.target]
    for tag, other in found.items():
        if tag not in (*languages.sources, languages.target):
            log.add(f"terms in '{tag}'", f"{', '.join((*other.right, *other.wrong))} ({origin})")
    originals = [term for terms in sources for term in terms.right]
    deprecated = [term for terms in sources for term in terms.wrong]
    if deprecated:
        log.add(f"deprecated terms in '{languages.sources[0]}'", f"{', '.join(deprecated)} ({origin})")
    terms = found.get(languages.target, _Terms())
    if not terms.right:
        log.add(f"concepts without a right term in '{languages.target}'", f"{', '.join(originals)} ({origin})")
        return None
    if any(terms.doubtful) and not all(terms.doubtful):
        log.add("terms that are not marked ambiguous beside others that are", f"{terms.right[0]} ({origin})")
    _log_rest(concept, origin, log)
    note = "\n".join(_notes(concept))
    return entry_of(
        terms.right, terms.wrong, origin=origin, source=tuple(dict.fromkeys(originals)), note=note,
        is_ambiguous=any(terms.doubtful),
    )  # fmt: skip


def _by_language(concept: ET.Element, log: LossLog) -> dict[str, _Terms]:
    found: dict[str, _Terms] = {}
    for language in concept:
        if _name(language) not in _LANGUAGES:
            continue
        terms = found.setdefault(language.get(f"{_XML}lang") or language.get("lang") or "und", _Terms())
        for group in language:
            term = next((each for each in group.iter() if _name(each) == "term"), None)
            if _name(group) not in _TERMS or term is None or not (text := _term_text(term)):
                continue
            status = _status(group)
            if any(status.startswith(word) for word in _WRONG):
                terms.wrong.append(text)
                terms.doubtful.append(any(note == AMBIGUOUS for note in _notes(group)))
            elif status.startswith("preferred"):
                terms.preferred.append(text)
            else:
                terms.admitted.append(text)
            for note in _notes(group):
                if note != AMBIGUOUS:
                    log.add("notes of single terms", f"{note} (of {text})")
    return found


def _log_rest(concept: ET.Element, origin: str, log: LossLog) -> None:
    """Note what a concept says beside its terms."""
    for each in concept.iter():
        kind = each.get("type", "")
        if each is not concept and _name(each) not in _STRUCTURE and kind != "administrativeStatus":
            what = f"`{kind or _name(each)}`"
            log.add(what, f"{' '.join(''.join(each.itertext()).split())} ({origin})")


def _status(group: ET.Element) -> str:
    for each in group.iter():
        if each.get("type") == "administrativeStatus":
            return "".join(each.itertext()).strip().lower()
    return ""


def _notes(element: ET.Element) -> Sequence[str]:
    """Return the notes of an element, and those of a concept's languages, but not of its terms."""
    own: Iterable[ET.Element] = element
    inner = (each for language in element if _name(language) in _LANGUAGES for each in language)
    return [text for each in (*own, *inner) if _name(each) == "note" and (text := "".join(each.itertext())).strip()]


def _term_text(term: ET.Element) -> str:
    text = "".join(term.itertext())
    return text if term.get(f"{_XML}space") == "preserve" else " ".join(text.split())


def _alike(one: str, other: str) -> bool:
    """Say whether two tags name the same language, whatever the region."""
    return bool(one and other) and one.lower().split("-")[0] == other.lower().split("-")[0]


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
