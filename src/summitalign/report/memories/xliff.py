"""XLIFF 1.2, the form in which translations are handed from program to program."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO

from summitalign.model.memory import Origin, TranslationUnit
from summitalign.report.memories.sureness import is_approved, sureness_values
from summitalign.report.memories.xml import attribute, text
from summitalign.version import __version__

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
"""
_FILE = """\
  <file original={path} source-language={source} target-language={target} datatype="plaintext">
    <header>
      <tool tool-id="summitalign" tool-name="summitalign" tool-version={version}/>{translation}
    </header>
    <body>
"""
_FILE_FOOT = "    </body>\n  </file>\n"
_FOOT = "</xliff>\n"


def write_xliff(units: Iterable[TranslationUnit], out: IO[bytes], _unit: str) -> None:
    """Write units, each as soon as it is there, neighbours of one pair of documents in one `file`.

    What is not certain asks for review. Where a unit comes from stands in contexts, and how sure it is in a note.
    """
    out.write(_HEAD.encode())
    number = 0
    for _, members in groupby(units, file_key):
        for position, unit in enumerate(members):
            if not position:
                out.write(_file(unit).encode())
            number += 1
            out.write("".join(_trans_unit(number, unit)).encode())
        out.write(_FILE_FOOT.encode())
    if not number:  # an XLIFF holds a file at least
        out.write((_file(TranslationUnit("", "", "und", "und")) + _FILE_FOOT).encode())
    out.write(_FOOT.encode())


def file_key(unit: TranslationUnit) -> tuple[str, str, str, str]:
    """Return what the units of one `file` have in common: documents and languages."""
    return unit.source_origin.path, unit.target_origin.path, unit.source_language, unit.target_language


def _file(unit: TranslationUnit) -> str:
    path = unit.target_origin.path
    return _FILE.format(
        path=attribute(unit.source_origin.path or "unknown"),
        source=attribute(unit.source_language),
        target=attribute(unit.target_language),
        version=attribute(__version__),
        translation=f"\n      <note from={attribute('target')}>{text(path)}</note>" if path else "",
    )


def _trans_unit(number: int, unit: TranslationUnit) -> Iterator[str]:
    is_sure = is_approved(unit)
    state = "translated" if is_sure else "needs-review-translation"
    yield f'      <trans-unit id="{number}" approved="{"yes" if is_sure else "no"}" xml:space="preserve">\n'
    yield f"        <source>{text(unit.source)}</source>\n"
    yield f'        <target state="{state}">{text(unit.target)}</target>\n'
    yield from _location(unit.source_origin, "")
    yield from _location(unit.target_origin, "x-target-")
    if unit.sureness is not None:
        score, posterior, tier = sureness_values(unit)
        yield f'        <note from="summitalign">tier={tier} posterior={posterior} score={score}</note>\n'
    yield "      </trans-unit>\n"


def _location(origin: Origin, prefix: str) -> Iterator[str]:
    if origin.path and origin.lines:
        yield '        <context-group purpose="location">\n'
        yield f'          <context context-type="{prefix}sourcefile">{text(origin.path)}</context>\n'
        yield f'          <context context-type="{prefix}linenumber">{origin.shown_lines}</context>\n'
        yield "        </context-group>\n"
