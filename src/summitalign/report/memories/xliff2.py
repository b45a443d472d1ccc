"""XLIFF 2.0, the later form of XLIFF; a file has one pair of languages."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import IO

from summitalign.errors import UsageError
from summitalign.model.memory import TranslationUnit
from summitalign.report.memories.sureness import is_approved, sureness_values
from summitalign.report.memories.xliff import file_key
from summitalign.report.memories.xml import attribute, text

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang={source} trgLang={target}>
"""
_FOOT = "</xliff>\n"
_EMPTY = '  <file id="f1">\n    <unit id="u1">\n      <segment><source/></segment>\n    </unit>\n  </file>\n'
"""The least that a file may hold."""


def write_xliff2(units: Iterable[TranslationUnit], out: IO[bytes], _unit: str) -> None:
    """Write units, each as soon as it is there, neighbours of one pair of documents in one `file`.

    What is not certain has the state `initial`. Where a unit comes from, and how sure it is, stands in notes. Raises
    UsageError for a unit in other languages than the first.
    """
    rows = iter(units)
    first = next(rows, None)
    languages = (first.source_language, first.target_language) if first else ("und", "und")
    out.write(_HEAD.format(source=attribute(languages[0]), target=attribute(languages[1])).encode())
    number = 0
    for count, (_, members) in enumerate(groupby(chain([first] if first else [], rows), file_key), 1):
        for position, unit in enumerate(members):
            if not position:
                out.write(
                    f'  <file id="f{count}" original={attribute(unit.source_origin.path or "unknown")}>\n'.encode()
                )
            check_languages(unit, languages, "xliff2")
            number += 1
            out.write("".join(_unit_rows(number, unit)).encode())
        out.write(b"  </file>\n")
    if first is None:
        out.write(_EMPTY.encode())
    out.write(_FOOT.encode())


def check_languages(unit: TranslationUnit, languages: tuple[str, str], form: str) -> None:
    """Raise UsageError for a unit in languages that a file of a form has no room for."""
    own = unit.source_language, unit.target_language
    if own != languages:
        raise UsageError(
            f"is {own[0]} to {own[1]}, and a file of the format {form} has one pair of languages, here {languages[0]}"
            f" to {languages[1]}",
            place=unit.target_origin.path,
            hint="say which it is with --source-language and --target-language, or use --format tmx",
        )


def _unit_rows(number: int, unit: TranslationUnit) -> Iterator[str]:
    yield f'    <unit id="u{number}" xml:space="preserve">\n'
    notes = list(_notes(unit))
    if notes:
        yield "      <notes>\n"
        yield from (f"        <note category={attribute(name)}>{text(value)}</note>\n" for name, value in notes)
        yield "      </notes>\n"
    yield f'      <segment state="{"translated" if is_approved(unit) else "initial"}">\n'
    yield f"        <source>{text(unit.source)}</source>\n        <target>{text(unit.target)}</target>\n"
    yield "      </segment>\n    </unit>\n"


def _notes(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    for name, origin in (("source", unit.source_origin), ("target", unit.target_origin)):
        if origin.path and origin.lines:
            yield name, f"{origin.path}:{origin.shown_lines}"
    if unit.sureness is not None:
        yield from zip(("score", "posterior", "tier"), sureness_values(unit), strict=True)
