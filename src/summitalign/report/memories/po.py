"""PO, the catalogues of gettext, which Weblate and many others read."""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from typing import IO

from summitalign.model.memory import Origin, TranslationUnit
from summitalign.report.memories.sureness import is_approved, sureness_values
from summitalign.report.memories.xliff2 import check_languages
from summitalign.version import __version__

_HEAD = r"""msgid ""
msgstr ""
"Project-Id-Version: summitalign\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"X-Source-Language: {source}\n"
"X-Generator: summitalign {version}\n"
"""
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
_ESCAPED = re.compile(r'[\\"\n\t\r]')
_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def write_po(units: Iterable[TranslationUnit], out: IO[bytes], _unit: str) -> None:
    """Write units, each as soon as it is there; one that is not certain is `fuzzy`.

    A catalogue has one translation for a text, so where a text is met again its place becomes the context (`msgctxt`).
    Control characters are left out. Raises UsageError for a unit in other languages than the first.
    """
    rows = iter(units)
    first = next(rows, None)
    languages = (first.source_language, first.target_language) if first else ("und", "und")
    out.write(_HEAD.format(language=_locale(languages[1]), source=languages[0], version=__version__).encode())
    seen: set[bytes] = set()
    for unit in chain([first] if first else [], rows):
        check_languages(unit, languages, "po")
        out.write("\n".join(("", *_entry(unit, seen), "")).encode())


def _locale(tag: str) -> str:
    """Return a language as gettext names it: `zh-Hant-TW` is `zh_Hant_TW`."""
    return tag.replace("-", "_")


def _entry(unit: TranslationUnit, seen: set[bytes]) -> Iterator[str]:
    if unit.target_origin.path:
        yield f"#. target: {_shown(unit.target_origin)}"
    if unit.sureness is not None:
        score, posterior, tier = sureness_values(unit)
        yield f"#. tier: {tier}, posterior: {posterior}, score: {score}"
    if unit.source_origin.path:
        yield f"#: {_reference(unit.source_origin)}"
    if not is_approved(unit):
        yield "#, fuzzy"
    context = _context(unit, seen)
    if context:
        yield f"msgctxt {_quoted(context)}"
    yield f"msgid {_quoted(unit.source)}"
    yield f"msgstr {_quoted(unit.target)}"


def _context(unit: TranslationUnit, seen: set[bytes]) -> str:
    """Return what tells a text from the same one before it; empty for the first."""
    place, number = "", 1
    while (key := _digest(f"{place}\4{unit.source}")) in seen:
        place = _shown(unit.source_origin) + (f" #{number}" if number > 1 else "")
        number += 1
    seen.add(key)
    return place


def _digest(value: str) -> bytes:
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _shown(origin: Origin) -> str:
    place = f"{origin.path}:{origin.shown_lines}" if origin.lines else origin.path
    return _CONTROLS.sub("", " ".join(place.split()))


def _reference(origin: Origin) -> str:
    """Return a place as gettext has it: first lines only, and a path with blanks between marks of direction."""
    path = _CONTROLS.sub("", origin.path)
    path = f"\u2068{path}\u2069" if any(letter.isspace() for letter in path) else path
    return " ".join(dict.fromkeys(f"{path}:{first}" for first, _ in origin.lines)) or path


def _quoted(value: str) -> str:
    """Quote a text, one line of the file for each of its own."""
    clean = _CONTROLS.sub("", value)
    lines = [_ESCAPED.sub(lambda found: _ESCAPES[found[0]], line) for line in clean.splitlines(keepends=True)] or [""]
    if len(lines) == 1:
        return f'"{lines[0]}"'
    return '""\n' + "\n".join(f'"{line}"' for line in lines)
