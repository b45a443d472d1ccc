"""The forms of memories, by name and by the endings of their files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any

from summitalign.errors import InputError, UsageError
from summitalign.model.memory import TranslationUnit
from summitalign.report.memories.po import write_po
from summitalign.report.memories.table import read_table, write_bitext, write_csv
from summitalign.report.memories.tmx import read_tmx, write_tmx
from summitalign.report.memories.workbook import write_xlsx
from summitalign.report.memories.xliff import write_xliff
from summitalign.report.memories.xliff2 import write_xliff2
from summitalign.report.memories.xliff_reading import read_xliff

Writer = Callable[[Iterable[TranslationUnit], IO[bytes], str], None]
"""Writes units to a file; the last argument is the unit that was aligned."""
WRITERS: Mapping[str, Writer] = {
    "tmx": write_tmx,
    "xliff": write_xliff,
    "xliff2": write_xliff2,
    "po": write_po,
    "csv": write_csv,
    "bitext": write_bitext,
    "xlsx": write_xlsx,
}
"""By the name of the format."""
BINARY = frozenset({"xlsx"})
"""Formats that no terminal can show."""
_READERS: Mapping[str, Callable[[IO[bytes], str], Iterator[TranslationUnit]]] = {
    ".tmx": read_tmx,
    ".xlf": read_xliff,
    ".xliff": read_xliff,
    ".tsv": read_table,
    ".tab": read_table,
    ".bitext": read_table,
    ".csv": read_table,
}
_FOREIGN = (".po", ".pot", ".mo", ".ts", ".qm", ".qph", ".tbx", ".utx")
"""Read with translate-toolkit."""
_HEAD = 2_000
"""Bytes at the beginning of a file that tell what it is."""
SUFFIXES = (*_READERS, ".po")
"""Endings of the files that a folder of memories is searched for."""


def read_units(file: IO[bytes], place: str) -> Iterator[TranslationUnit]:
    """Yield the units of a memory, in whichever form its ending says that it is; without one, its beginning tells.

    Raises UsageError for an ending that is not known, or that needs translate-toolkit where that is missing;
    InputError with the line for a file that is not what its ending says.
    """
    suffix = PurePath(place).suffix.lower() or _guessed(file)
    reader = _READERS.get(suffix)
    if reader is not None:
        return reader(file, place)
    if suffix in _FOREIGN:
        return _read_foreign(file, place)
    hint = f"memories end in {', '.join((*_READERS, *_FOREIGN))}"
    raise UsageError("is no memory that is known by its ending", place=place, hint=hint)


def _guessed(file: IO[bytes]) -> str:
    """Return the ending that a file should have, such as standard input, which has none."""
    head = file.read(_HEAD).replace(b"\0", b"").lower()
    file.seek(0)
    return ".tmx" if b"<tmx" in head else ".xliff" if b"<xliff" in head else ".tsv"


def _read_foreign(file: IO[bytes], place: str) -> Iterator[TranslationUnit]:
    try:
        from translate.storage import factory
    except ImportError as error:
        hint = "pip install 'summitalign[exchange]', or use a TMX, XLIFF or table"
        raise UsageError("a file of this kind needs translate-toolkit", place=place, hint=hint) from error
    data = file.read()
    if b"<!entity" in data.replace(b"\0", b"").lower():
        raise InputError("declares entities of its own", place=place, hint="delete the part of the DOCTYPE in brackets")
    try:
        content = BytesIO(data)
        content.name = place  # its ending says what it is
        store = factory.getobject(content)
    except Exception as error:  # each of its readers raises what it likes
        reason = str(error).split("\n", maxsplit=1)[0] or type(error).__name__
        raise InputError(f"cannot be read: {reason}", place=place) from error
    source, target = _languages(store)
    for unit in store.units:
        if unit.source and unit.target and not unit.isheader():
            yield TranslationUnit(str(unit.source), str(unit.target), source, target)


def _languages(store: Any) -> tuple[str, str]:
    """Return the languages that a file of another program names."""
    header = store.parseheader() if hasattr(store, "parseheader") else {}
    named = header.get("X-Source-Language") or store.getsourcelanguage(), header.get("Language")
    source, target = named[0], named[1] or store.gettargetlanguage()
    return (source or "und").replace("_", "-"), (target or "und").replace("_", "-")
