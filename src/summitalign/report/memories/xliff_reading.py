"""Reading XLIFF, 1.2 as well as 2.0 and its successors."""

from collections.abc import Iterator
from typing import IO

from summitalign.model.memory import Origin, TranslationUnit
from summitalign.report.memories.sureness import lines_of, place_of, sureness_of
from summitalign.report.memories.xml import UnitReader, read_xml

_FOREIGN = frozenset({"bpt", "ept", "ph", "it", "sub"})
"""Hold codes of another format in a text."""
_OTHERS = frozenset({"alt-trans", "matches", "seg-source", "originalData", "glossary"})
"""Hold texts that are not the unit's own."""


def read_xliff(file: IO[bytes], place: str) -> Iterator[TranslationUnit]:
    """Yield the units that are translated; codes of other formats in them are left out.

    Raises InputError with the line where the file is no XML or no XLIFF, or declares entities.
    """
    return read_xml(file, place, _Reader())


class _Reader(UnitReader):
    """Gathers units from the elements of an XLIFF."""

    form = "XLIFF"

    def __init__(self) -> None:
        super().__init__()
        self._source_language = self._target_language = "und"
        self._source_path = self._target_path = ""
        self._texts: dict[str, list[str]] = {}
        self._facts: dict[str, str] = {}
        self._open: list[str] | None = None
        self._kind = ""
        self._aside = 0
        self._is_inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "xliff":
            self._source_language = attributes.get("srcLang", "und")
            self._target_language = attributes.get("trgLang", "und")
        elif name == "file":
            self._source_language = attributes.get("source-language", self._source_language)
            self._target_language = attributes.get("target-language", self._target_language)
            self._source_path, self._target_path = attributes.get("original", ""), ""
        elif name in ("trans-unit", "unit"):
            self._texts, self._facts, self._is_inside = {}, {}, True
        elif name == "segment":
            self._texts = {}
        elif name in _FOREIGN or name in _OTHERS:
            self._aside += 1
        elif name in ("source", "target") and not self._aside:
            self._open = self._texts.setdefault(name, [])
        elif name in ("note", "context") and not self._aside:
            self._open = []
            self._kind = attributes.get("context-type") or attributes.get("category") or attributes.get("from", "")
        elif name == "cp" and self._open is not None and not self._aside:
            self._open.append(_character(attributes.get("hex", "")))

    def data(self, value: str) -> None:
        if self._open is not None and not self._aside:
            self._open.append(value)

    def end(self, name: str) -> None:
        if name in _FOREIGN or name in _OTHERS:
            self._aside = max(0, self._aside - 1)
        elif self._aside:
            return
        elif name in ("source", "target"):
            self._open = None
        elif name in ("note", "context"):
            self._note("".join(self._open or ()))
            self._open = None
        elif name in ("trans-unit", "segment"):
            self._finish()
        if name in ("trans-unit", "unit"):
            self._is_inside = False

    def _note(self, value: str) -> None:
        if self._kind == "summitalign":
            self._facts.update(part.partition("=")[::2] for part in value.split())
        elif self._is_inside:
            self._facts[self._kind] = value
        elif self._kind == "target":
            self._target_path = value

    def _finish(self) -> None:
        source, target = ("".join(self._texts.get(side, ())) for side in ("source", "target"))
        if not source or not target:
            return
        unit = TranslationUnit(
            source, target, self._source_language, self._target_language,
            self._origin("source", "", self._source_path), self._origin("target", "x-target-", self._target_path),
            sureness_of(self._facts),
        )  # fmt: skip
        self._units.append(unit)

    def _origin(self, side: str, prefix: str, path: str) -> Origin:
        if side in self._facts:
            return place_of(self._facts[side])
        lines = lines_of(self._facts.get(f"{prefix}linenumber", ""))
        return Origin(self._facts.get(f"{prefix}sourcefile", path), lines)


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
