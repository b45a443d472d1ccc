"""Memories of other programs: what they mean is read, what they could do is refused."""

from io import BytesIO

import pytest

from summitalign.errors import InputError, UsageError
from summitalign.model.memory import Origin, TranslationUnit
from summitalign.report.memories.formats import read_units

HEAD = '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en-US"/><body>'
FOOT = "</body></tmx>"


def read(name: str, text: str | bytes) -> list[TranslationUnit]:
    return list(read_units(BytesIO(text if isinstance(text, bytes) else text.encode()), name))


def texts(name: str, text: str | bytes) -> list[tuple[str, str]]:
    return [(one.source, one.target) for one in read(name, text)]


def variant(language: str, text: str) -> str:
    return f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>'


def test_codes_of_other_formats_are_left_out_and_marked_text_is_kept() -> None:
    source = 'A <bpt i="1">&lt;b&gt;</bpt>bold<ept i="1">&lt;/b&gt;</ept> <hi>word</hi><ph><sub>x</sub></ph>.'
    target = '一个<it pos="begin">x</it>词。'
    unit = f"<tu>{variant('en-US', source)}{variant('zh-CN', target)}</tu>"
    assert texts("a.tmx", HEAD + unit + FOOT) == [("A bold word.", "一个词。")]


def test_the_source_is_the_language_of_the_header_wherever_it_stands() -> None:
    unit = f"<tu>{variant('de', 'Haus')}{variant('EN-us', 'house')}{variant('fr', 'maison')}</tu>"
    own = f'<tu srclang="de">{variant("en-US", "tree")}{variant("de", "Baum")}</tu>'
    found = read("a.tmx", HEAD + unit + own + FOOT)
    assert [(one.source, one.target, one.target_language) for one in found] == [
        ("house", "Haus", "de"), ("house", "maison", "fr"), ("Baum", "tree", "en-US"),
    ]  # fmt: skip


def test_old_attributes_and_props_of_variants_are_understood() -> None:
    unit = '<tu><prop type="x">1</prop><tuv lang="en-US"><prop type="y">2</prop><seg>a</seg></tuv>'
    found = read("a.tmx", f"{HEAD}{unit}<tuv lang='zh'><note>n</note><seg>甲</seg></tuv></tu>{FOOT}")
    assert found == [TranslationUnit("a", "甲", "en-US", "zh", Origin(), Origin())]


def test_sixteen_bits_are_read() -> None:
    head = '<?xml version="1.0" encoding="UTF-16"?><tmx version="1.4"><header srclang="en"/><body>'
    text = f"{head}<tu>{variant('en', 'a')}{variant('zh', '甲')}</tu>{FOOT}"
    assert texts("a.tmx", text.encode("utf-16")) == [("a", "甲")]


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    f"<tmx><body><tu>{variant('en', '&b;')}</tu></body></tmx>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f"<tmx><body><tu>{variant('en', '&x;')}</tu></body></tmx>"
)


@pytest.mark.parametrize("name", ["a.tmx", "a.xlf", "a.ts", "a.tbx"])
@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
def test_entities_are_refused(name: str, text: str) -> None:
    with pytest.raises(InputError, match="declares entities") as caught:
        read(name, text)
    assert caught.value.path == name
    assert "DOCTYPE" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "text", "message", "line"),
    [
        ("a.tmx", "", "is no XML", 1),
        ("a.tmx", "<tmx>\n<body>\n<tu>", "is no XML", 3),
        ("a.tmx", "<tmx>\n&nbsp;</tmx>", "is no XML", 2),
        ("a.tmx", "<html></html>", "no TMX: its root is <html>", 1),
        ("a.xlf", "<tmx></tmx>", "no XLIFF: its root is <tmx>", 1),
        ("a.tmx", "<tmx>" + "<g>" * 300, "nests deeper", 1),
        ("a.tmx", "<tmx>\n<header x='" + "a" * (9 << 20), "longer than any memory", 2),
        ("a.tmx", "<?xml version='1.0' encoding='GBK'?><tmx>船</tmx>".encode("gbk"), "multi-byte encodings", 1),
        ("a.tsv", "one column\tx\nalone\n", "one column", 2),
        ("a.csv", 'a,b\n"' + "x" * 10, "one column", 2),
        ("a.csv", b"\xff\xfe\x00,\n", "is not UTF-8", None),
    ],
)
def test_a_file_that_is_something_else_is_named_with_its_line(
    name: str, text: str | bytes, message: str, line: int | None
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(name, text)
    assert caught.value.line == line


def test_a_long_text_is_no_long_tag() -> None:
    unit = f"<tu>{variant('en', 'a' * (9 << 20))}{variant('zh', '甲')}</tu>"
    assert len(read("a.tmx", f"{HEAD}{unit}</body></tmx>")) == 1


def test_a_number_of_a_line_without_end_is_no_number() -> None:
    found = read("a.tsv", f"source_text\ttarget_text\tsource\tsource_lines\na\t甲\tx.md\t{'9' * 5_000}\n")
    assert found[0].source_origin.lines == ()


def test_an_unknown_ending_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match="known by its ending") as caught:
        read("a.docx", "x")
    assert ".tmx" in caught.value.hint


def test_what_stands_before_a_fault_is_read() -> None:
    unit = f"<tu>{variant('en-US', 'a')}{variant('zh', '甲')}</tu>"
    data = (HEAD + unit * 3_000 + "<broken").encode()
    found: list[TranslationUnit] = []
    with pytest.raises(InputError):
        found.extend(read_units(BytesIO(data), "a.tmx"))
    assert len(found) > 2_000


def test_xliff_of_other_programs() -> None:
    text = (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.md" source-language="en"'
        ' target-language="de" datatype="html"><body><group><trans-unit id="1">'
        '<source>A <g id="1">b</g><x id="2"/></source>'
        '<seg-source><mrk mtype="seg">no</mrk></seg-source><target>B <mrk mtype="x">c</mrk><ph id="3">{0}</ph></target>'
        "<alt-trans><source>no</source><target>no</target></alt-trans></trans-unit>"
        "<trans-unit id='2'><source>open</source>"
        "</trans-unit></group></body></file></xliff>"
    )
    (unit,) = read("a.xlf", text)
    assert (unit.source, unit.target, unit.source_language, unit.target_language) == ("A b", "B c", "en", "de")
    assert unit.source_origin.path == "a.md"


def test_xliff_2_of_other_programs() -> None:
    text = (
        '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="ja"><file id="f">'
        '<unit id="u"><originalData><data id="d">no</data></originalData><segment><source>A<cp hex="0001"/></source>'
        '<target>あ<pc id="1">い</pc></target></segment><ignorable><source> </source></ignorable><segment>'
        "<source>B</source><target>う</target></segment></unit></file></xliff>"
    )
    assert texts("a.xliff", text) == [("A\x01", "あい"), ("B", "う")]


@pytest.mark.parametrize("name", ["a.tsv", "a.csv"])
def test_tables_of_other_programs_begin_with_source_and_target(name: str) -> None:
    sign = "\t" if name == "a.tsv" else ","
    assert texts(name, f"C:\\new{sign}新\n\nb{sign}乙{sign}more\n") == [("C:\\new", "新"), ("b", "乙")]
    own = f"target_text{sign}source_text\n甲{sign}a\n"
    assert texts(name, f"\ufeff{own}") == [("a", "甲")]


def test_catalogues_are_read_with_translate_toolkit(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n\nmsgid "a"\nmsgstr "甲"\n\nmsgid "b"\nmsgstr ""\n'
    assert read("a.po", text) == [TranslationUnit("a", "甲", "und", "zh-CN")]
    import sys

    monkeypatch.setitem(sys.modules, "translate.storage", None)
    with pytest.raises(UsageError, match="translate-toolkit") as caught:
        read("a.po", text)
    assert "summitalign[exchange]" in caught.value.hint
