"""TMX 1.4b, the form of memory that nearly every program reads."""

from collections.abc import Iterable, Iterator
from typing import IO

from summitalign.model.memory import TranslationUnit
from summitalign.report.memories.sureness import place_of, sureness_of
from summitalign.report.memories.xml import UnitReader, attribute, read_xml, text
from summitalign.version import __version__

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="summitalign" creationtoolversion={version} segtype={kind} o-tmf="summitalign" adminlang="en"\
 srclang={language} datatype="plaintext"/>
  <body>
"""
_FOOT = "  </body>\n</tmx>\n"
_FOREIGN = frozenset({"bpt", "ept", "ph", "it", "ut"})
"""Hold codes of another format in a text."""
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"


def write_tmx(units: Iterable[TranslationUnit], out: IO[bytes], unit: str) -> None:
    """Write units, each as soon as it is there; `unit` is what was aligned.

    Where a unit comes from, and how sure it is, stands in `prop` elements.
    """
    rows = iter(units)
    first = next(rows, None)
    language = attribute(first.source_language if first else "und")
    kind = attribute(unit if unit in ("sentence", "paragraph") else "block")
    out.write(_HEAD.format(version=attribute(__version__), kind=kind, language=language).encode())
    if first is not None:
        out.write(_unit(first, "").encode())
        for row in rows:
            own = "" if row.source_language == first.source_language else f" srclang={attribute(row.source_language)}"
            out.write(_unit(row, own).encode())
    out.write(_FOOT.encode())


def _unit(unit: TranslationUnit, language: str) -> str:
    props = "".join(f'      <prop type="x-{name}">{text(value)}</prop>\n' for name, value in _props(unit))
    return (
        f"    <tu{language}>\n{props}{_variant(unit.source_language, unit.source)}"
        f"{_variant(unit.target_language, unit.target)}    </tu>\n"
    )


def _variant(language: str, value: str) -> str:
    return f"      <tuv xml:lang={attribute(language)}><seg>{text(value)}</seg></tuv>\n"


def _props(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    for name, origin in (("source", unit.source_origin), ("target", unit.target_origin)):
        if origin.path:
            yield name, f"{origin.path}:{origin.shown_lines}" if origin.lines else origin.path
    if unit.sureness is not None:
        yield "score", f"{unit.sureness.score:.4f}"
        yield "posterior", f"{unit.sureness.posterior:.4f}"
        yield "tier", unit.sureness.tier.value


def read_tmx(file: IO[bytes], place: str) -> Iterator[TranslationUnit]:
    """Yield the units of a file, each translation with its source; codes of other formats in them are left out.

    Raises InputError with the line where the file is no XML or no TMX, or declares entities.
    """
    return read_xml(file, place, _Reader())


class _Reader(UnitReader):
    """Gathers units from the elements of a TMX."""

    form = "TMX"

    def __init__(self) -> None:
        super().__init__()
        self._language = self._own_language = ""
        self._variants: list[tuple[str, list[str]]] = []
        self._props: dict[str, str] = {}
        self._text: list[str] | None = None
        self._codes = 0
        self._prop = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "header":
            self._language = attributes.get("srclang", "")
        elif name == "tu":
            self._own_language = attributes.get("srclang") or self._language
            self._variants, self._props = [], {}
        elif name == "tuv":
            self._variants.append((attributes.get(_LANGUAGE) or attributes.get("lang") or "und", []))
        elif name == "seg" and self._variants:
            self._text = self._variants[-1][1]
        elif name == "prop":
            self._text, self._codes = [], 0
            self._prop = attributes.get("type", "").removeprefix("x-")
        elif name in _FOREIGN:
            self._codes += 1

    def data(self, value: str) -> None:
        if self._text is not None and not self._codes:
            self._text.append(value)

    def end(self, name: str) -> None:
        if name == "prop" and self._text is not None:
            if not self._variants:
                self._props[self._prop] = "".join(self._text)
            self._text = None
        elif name == "seg":
            self._text, self._codes = None, 0
        elif name in _FOREIGN:
            self._codes = max(0, self._codes - 1)
        elif name == "tu":
            self._units.extend(self._gathered())

    def _gathered(self) -> Iterator[TranslationUnit]:
        texts = [(language, "".join(parts)) for language, parts in self._variants]
        wanted = self._own_language.lower()
        at = next((number for number, (language, _) in enumerate(texts) if language.lower() == wanted), 0)
        for number, (language, translation) in enumerate(texts):
            if number != at:
                yield TranslationUnit(
                    texts[at][1], translation, texts[at][0], language,
                    place_of(self._props.get("source", "")), place_of(self._props.get("target", "")),
                    sureness_of(self._props),
                )  # fmt: skip
