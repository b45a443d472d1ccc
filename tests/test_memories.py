"""Translation memories: what is written is read back equal, by us and by translate-toolkit."""

import csv
import io
import re
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import factory

from memory_values import ENDINGS, UNIT, UNITS, read_back, written
from summitalign import api
from summitalign.align.options import AlignOptions
from summitalign.errors import UsageError
from summitalign.model.alignment import Tier, Unit
from summitalign.model.memory import Origin, Sureness, TranslationUnit
from summitalign.report.memories.formats import WRITERS
from summitalign.report.memories.table import HEADER
from summitalign.report.memories.units import Selection, is_untranslated, units_of

PLAIN = TranslationUnit("Hello.", "你好。", "en", "zh-Hans")
XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
XLIFF_2 = "{urn:oasis:names:tc:xliff:document:2.0}"


def toolkit(name: str, data: bytes) -> list[tuple[str, str]]:
    file = io.BytesIO(data)
    file.name = name
    store = factory.getobject(file)
    return [(str(unit.source), str(unit.target)) for unit in store.units if not unit.isheader()]


@pytest.mark.parametrize("form", ENDINGS)
def test_each_form_is_read_back_equal(form: str) -> None:
    other = replace(UNIT, source="Second", target="第二", target_origin=Origin("zh/day.md", ((12, 12),)))
    assert read_back(form, written(form, UNIT, other)) == [UNIT, other]


@pytest.mark.parametrize("form", ENDINGS)
def test_a_unit_of_unknown_origin_is_read_back_equal(form: str) -> None:
    found = read_back(form, written(form, PLAIN))
    assert [(one.source, one.target, one.sureness) for one in found] == [("Hello.", "你好。", None)]


@pytest.mark.parametrize("form", ENDINGS)
@settings(deadline=None)
@given(units=st.lists(UNITS, max_size=4))
def test_any_text_is_read_back_equal(form: str, units: list[TranslationUnit]) -> None:
    found = read_back(form, written(form, *units))
    assert [(one.source, one.target) for one in found] == [(one.source, one.target) for one in units]
    assert [(one.source_origin, one.target_origin, one.sureness) for one in found] == [
        (one.source_origin, one.target_origin, one.sureness) for one in units
    ]


@pytest.mark.parametrize("name", ["m.tmx", "m.xlf", "m.po"])
@settings(deadline=None, max_examples=60)
@given(units=st.lists(UNITS, max_size=4, unique_by=lambda one: one.source))
def test_translate_toolkit_reads_what_was_written(name: str, units: list[TranslationUnit]) -> None:
    form = {"m.xlf": "xliff"}.get(name, name[2:])
    assert toolkit(name, written(form, *units)) == [(one.source, one.target) for one in units]


@settings(deadline=None, max_examples=60)
@given(units=st.lists(UNITS, min_size=1, max_size=4))
def test_translate_toolkit_reads_xliff_2(units: list[TranslationUnit]) -> None:
    from translate.storage.xliff2 import Xliff2File

    store = Xliff2File.parsestring(written("xliff2", *units))  # type: ignore[no-untyped-call]
    assert [(str(one.source), str(one.target)) for one in store.units] == [(one.source, one.target) for one in units]


def test_a_tmx_tells_where_units_come_from_in_props() -> None:
    root = ET.fromstring(written("tmx", UNIT, replace(UNIT, source_language="de"), unit="section"))
    header = root.find("header")
    assert header is not None
    assert header.attrib["srclang"] == "en"
    assert header.attrib["segtype"] == "block"
    first, second = root.iter("tu")
    assert {one.attrib["type"]: one.text for one in first.iter("prop")} == {
        "x-source": "en/day one.md:3", "x-target": "zh/day.md:4-5,9", "x-score": "6.2500", "x-posterior": "0.9731",
        "x-tier": "certain",
    }  # fmt: skip
    assert "srclang" not in first.attrib
    assert second.attrib["srclang"] == "de"


def test_what_is_not_certain_asks_for_review() -> None:
    units = [replace(UNIT, sureness=Sureness(1.0, 0.5, tier)) for tier in Tier]
    targets = ET.fromstring(written("xliff", *units)).iter(f"{XLIFF}target")
    assert [one.attrib["state"] for one in targets] == ["translated", *["needs-review-translation"] * 2]
    segments = ET.fromstring(written("xliff2", *units)).iter(f"{XLIFF_2}segment")
    assert [one.attrib["state"] for one in segments] == ["translated", "initial", "initial"]
    assert written("po", *units).count(b"#, fuzzy") == 2


def test_xliff_keeps_to_its_schema() -> None:
    """Check what XLIFF 1.2 says of order, attributes and ids; a file of its schema is not at hand."""
    other = replace(UNIT, target_origin=Origin("zh/two.md", ((1, 1),)))
    root = ET.fromstring(written("xliff", UNIT, UNIT, other, PLAIN))
    files = list(root)
    assert [one.tag for one in files] == [f"{XLIFF}file"] * 3
    for file in files:
        assert set(file.attrib) == {"original", "source-language", "target-language", "datatype"}
        assert [one.tag for one in file] == [f"{XLIFF}header", f"{XLIFF}body"]
    units = list(root.iter(f"{XLIFF}trans-unit"))
    assert [one.attrib["id"] for one in units] == ["1", "2", "3", "4"]
    kinds = [one.tag.removeprefix(XLIFF) for one in units[0]]
    assert kinds == ["source", "target", "context-group", "context-group", "note"]
    contexts = {one.attrib["context-type"] for one in root.iter(f"{XLIFF}context")}
    assert contexts <= {"sourcefile", "linenumber", "x-target-sourcefile", "x-target-linenumber"}
    assert list(ET.fromstring(written("xliff")).iter(f"{XLIFF}file")), "a file at least has to be there"


def test_xliff_2_keeps_to_its_schema() -> None:
    root = ET.fromstring(written("xliff2", UNIT, replace(UNIT, source_origin=Origin("en/b.md", ((1, 1),)))))
    assert root.attrib == {"version": "2.0", "srcLang": "en", "trgLang": "zh-Hans"}
    assert [one.attrib["id"] for one in root] == ["f1", "f2"]
    units = list(root.iter(f"{XLIFF_2}unit"))
    assert [one.attrib["id"] for one in units] == ["u1", "u2"]
    for unit in units:
        assert [one.tag.removeprefix(XLIFF_2) for one in unit] == ["notes", "segment"]
        assert [one.tag.removeprefix(XLIFF_2) for one in unit[1]] == ["source", "target"]
    empty = ET.fromstring(written("xliff2"))
    assert empty.find(f"{XLIFF_2}file/{XLIFF_2}unit/{XLIFF_2}segment/{XLIFF_2}source") is not None


@pytest.mark.parametrize("form", ["xliff2", "po"])
def test_a_form_of_one_pair_of_languages_refuses_another(form: str) -> None:
    with pytest.raises(UsageError, match="one pair of languages, here en to zh-Hans"):
        written(form, UNIT, replace(UNIT, target_language="ja"))


def test_a_catalogue_tells_equal_texts_apart_by_their_places() -> None:
    places = [Origin("en/a.md", ((number, number),)) for number in (1, 2, 2)]
    units = [
        TranslationUnit("Open", f"打开{number}", "en", "zh-Hant", place, Origin("zh.md", ((1, 1),)))
        for number, place in enumerate(places)
    ]
    text = written("po", *units).decode()
    assert re.findall(r'msgctxt "(.*)"', text) == ["en/a.md:2", "en/a.md:2 #2"]
    assert '"Language: zh_Hant\\n"' in text
    assert [target for _, target in toolkit("m.po", text.encode())] == ["打开0", "打开1", "打开2"]


def test_a_line_is_referred_to_once() -> None:
    place = Origin("a.md", ((3, 3), (3, 4), (7, 7)))
    assert "#: a.md:3 a.md:7\n" in written("po", replace(UNIT, source_origin=place)).decode()


def test_a_path_with_blanks_stays_one_reference() -> None:
    text = written("po", UNIT).decode()
    assert "#: \u2068en/day one.md\u2069:3\n" in text


@pytest.mark.parametrize("form", [form for form in WRITERS if form != "xlsx"])
def test_what_a_file_cannot_hold_is_left_out(form: str) -> None:
    data = written(form, replace(UNIT, source="a\0b\x1b[1m\ufffe c\ud800d", target="e\x07f"))
    text = data.decode("utf-8")
    if form not in ("csv", "bitext"):
        assert not re.search("[\0\x07\x1b]", text)
    if form in ("tmx", "xliff", "xliff2"):
        ET.fromstring(data)
        assert "ab[1m cd" in text


def test_a_carriage_return_survives_xml() -> None:
    unit = replace(UNIT, source="a\r\nb")
    for form in ("tmx", "xliff", "xliff2", "bitext", "csv"):
        assert read_back(form, written(form, unit))[0].source == "a\r\nb"


FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "'=1", "＝1", "-5")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_computes_nothing(text: str) -> None:
    unit = replace(UNIT, source=text)
    rows = list(csv.reader(io.StringIO(written("csv", unit).decode(), newline="")))
    assert rows[0] == list(HEADER)
    assert rows[1][0] == f"'{text}"
    assert read_back("csv", written("csv", unit)) == [unit]


@pytest.mark.parametrize("text", ["1.5", "plain", "a = b", "'quoted'", "3-4"])
def test_what_no_spreadsheet_computes_is_left_as_it_is(text: str) -> None:
    rows = list(csv.reader(io.StringIO(written("csv", replace(UNIT, source=text)).decode(), newline="")))
    assert rows[1][0] == text


def test_a_score_below_nothing_stays_a_number() -> None:
    unit = replace(UNIT, sureness=Sureness(-1.5, 0.4, Tier.WEAK))
    assert read_back("csv", written("csv", unit)) == [unit]


def test_a_workbook_holds_text_only(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(written("xlsx", UNIT, replace(UNIT, source="=1+1", target="http://a.io")))
    with ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r'<c r="([A-Z]+\d+)"[^>]*t="inlineStr"><is><t[^>]*>(.*?)</t>', sheet, re.DOTALL)
    assert dict(cells)["A3"] == "=1+1"
    assert [text for place, text in cells if place.endswith("1") and len(place) == 2] == list(HEADER)
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError) as caught:
        written("xlsx", UNIT)
    assert "summitalign[xlsx]" in caught.value.hint


@pytest.mark.parametrize(
    ("source", "target", "language", "is_left"),
    [
        ("TensorFlow Lite", "TensorFlow Lite", "zh-Hans", True),
        ("TensorFlow Lite", "tensorflow  lite.", "zh-Hans", True),
        ("Install it", "Install it now", "zh-Hans", True),
        ("Install it", "安装", "zh-Hans", False),
        ("Install it", "Installieren", "de", False),
        ("Install it", "Install it", "de", True),
        ("`a.b`", "`c.d`", "zh", True),
        ("2019", "2020", "ja", True),
        ("Install", "インストール", "ja", False),
        ("Install", "설치", "ko", False),
        ("Install", "Install", "ko", True),
        ("Run `x`", "Запустите `x`", "ru", False),
    ],
)
def test_what_is_not_translated_is_told_apart(source: str, target: str, language: str, is_left: bool) -> None:
    assert is_untranslated(TranslationUnit(source, target, "en", language)) is is_left


def test_a_selection_takes_each_unit_once() -> None:
    same, empty = replace(PLAIN, target="Hello!"), replace(PLAIN, source="")
    again = replace(PLAIN, source_origin=Origin("x.md"))
    units = [PLAIN, same, again, replace(PLAIN, target="您好。"), empty, replace(PLAIN, target_language="zh-Hant")]
    selection = Selection()
    assert [one.target for one in selection.select(units)] == ["你好。", "您好。", "你好。"]
    assert (selection.taken, selection.identical, selection.duplicates) == (3, 1, 1)
    everything = Selection(keep_identical=True, keep_duplicates=True)
    assert len(list(everything.select(units))) == 5


def test_units_are_plain_and_name_their_lines() -> None:
    source = api.parse("# Tools\n\nUse the **hammer** in\n[the box](a.md). Then `stop`.\n", "en.md")
    target = api.parse("# 工具\n\n用[盒子](a.md)里的**锤\n子**。然后 `stop`。\n", "zh.md")
    alignment = api.align(source, target, None, AlignOptions(Unit.SENTENCE, lexicons=()))
    units = list(units_of(alignment, "en", "zh-Hans"))
    assert [(one.source, one.target) for one in units] == [
        ("Tools", "工具"),
        ("Use the hammer in the box.", "用盒子里的锤子。"),
        ("Then `stop`.", "然后 `stop`。"),
    ]
    assert units[1].source_origin == Origin("en.md", ((3, 4),))
    assert units[1].target_origin.shown_lines == "3-4"


def test_sentences_of_a_paragraph_name_its_lines_once() -> None:
    document = api.parse("One boat. Two boats.\n\nThree boats.\n", "en.md")
    options = AlignOptions(Unit.SENTENCE, lexicons=())
    alignment = api.align(document, api.parse("一条船，两条船。\n\n三条船。\n", "zh.md"), None, options)
    names = tuple(one.id for one in alignment.source_segments[:2])
    bead = replace(alignment.beads[0], source=names)
    unit = next(iter(units_of(replace(alignment, beads=(bead,)), "en", "zh-Hans")))
    assert unit.source == "One boat. Two boats."
    assert unit.source_origin.lines == ((1, 1),)


def many(count: int) -> "list[TranslationUnit] | object":
    return (replace(UNIT, source=f"{UNIT.source} {number}") for number in range(count))


def test_a_large_memory_is_written_bit_by_bit() -> None:
    class Nowhere(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object, /) -> int:
            return len(bytes(data))  # type: ignore[call-overload]

    for form in ("tmx", "xliff", "xliff2", "bitext", "csv"):
        began = time.process_time()
        tracemalloc.start()
        WRITERS[form](many(3_000), Nowhere(), "sentence")  # type: ignore[arg-type]
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 1_000_000, form
        assert time.process_time() - began < 20
