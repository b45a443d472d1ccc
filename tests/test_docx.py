"""Word documents are read to be detected and aligned, and never written."""

import importlib
import importlib.util
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from fix_command import GLOSSARY, run, write
from summitalign import api
from summitalign.cli.main import program
from summitalign.errors import InputError
from summitalign.model.document import SegmentKind

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = f'<w:styles {NAMES}><w:style w:styleId="a3"><w:name w:val="heading 2"/></w:style></w:styles>'
RELATIONS = '<Relationships><Relationship Id="r7" Target="https://example.org/bear"/></Relationships>'


def packed(body: str, styles: str = STYLES, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compress) as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", styles)
        archive.writestr("word/_rels/document.xml.rels", RELATIONS)
    return content.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def text(body: str) -> str:
    return api.parse_docx(packed(body), "a.docx").text


def test_headings_paragraphs_and_items_are_told_by_their_styles() -> None:
    body = p("The Bear", '<w:pStyle w:val="a3"/>') + p("It sleeps.") + p("honey", "<w:numPr/>")
    document = api.parse_docx(packed(body), "a.docx")
    assert document.text == "## The Bear\n\nIt sleeps.\n\n- honey\n\n"
    assert [each.title for each in document.segments if each.kind is SegmentKind.SECTION] == ["The Bear"]


def test_an_outline_level_makes_a_heading() -> None:
    assert text(p("One", '<w:outlineLvl w:val="0"/>') + p("no", '<w:outlineLvl w:val="9"/>')) == "# One\n\nno\n\n"


def test_rows_of_a_table_stay_rows() -> None:
    cell = "<w:tc>{}</w:tc>"
    first, second = cell.format(p("a|b")) + cell.format(p("c")), cell.format(p("d") + p("e"))
    body = f"<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>"
    assert text(body) == "| a\\|b | c |\n| --- | --- |\n| d e |\n\n"


def test_what_is_deleted_or_said_twice_is_left_out_and_what_is_inserted_is_not() -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:t>b</w:t></w:r></w:del><w:ins><w:r><w:t>c</w:t><w:tab/></w:r></w:ins>"
        "<mc:AlternateContent><mc:Choice><w:r><w:t>d</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>d</w:t></w:r>"
        '</mc:Fallback></mc:AlternateContent><w:hyperlink r:id="r7"><w:r><w:t>e</w:t></w:r></w:hyperlink></w:p>'
    )
    assert text(body) == "ac d[e](https://example.org/bear)\n\n"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"no zip", "is no Word document that can be read"),
        (packed("<w:p>"), "is no Word document that can be read"),
        (packed(p("x"), '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "defines entities"),
    ],
    ids=["no archive", "broken", "entities"],
)
def test_what_cannot_be_read_is_told_in_a_line(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as told:
        api.parse_docx(data, "a.docx")
    assert told.value.place == "a.docx"


def test_what_unpacks_to_more_than_fits_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitalign.formats.docx._MOST", 1024 * 1024)
    with pytest.raises(InputError, match="unpacks to more than 1 MiB"):
        api.parse_docx(packed(p(" " * 1024 * 1024)), "a.docx")


def test_an_archive_without_a_text_is_no_word_document() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(InputError, match="no text in it"):
        api.parse_docx(content.getvalue(), "a.docx")


def test_it_is_detected_and_aligned_and_never_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    heading = '<w:pStyle w:val="a3"/>'
    Path("en.docx").write_bytes(packed(p("Bear Kit 42", heading) + p("The bear sleeps in the forest near Bergen.")))
    data = packed(p("大熊 42", heading) + p("熊睡在 Bergen 附近的森林里。"))
    Path("zh.docx").write_bytes(data)
    told = CliRunner().invoke(program, ["detect", "zh.docx", "--format", "jsonl"])
    assert json.loads(told.stdout)["language"] == "zh-Hans"
    joined = CliRunner().invoke(program, ["align", "en.docx", "zh.docx", "--format", "jsonl"])
    assert len(json.loads(joined.stdout)["beads"]) == 1
    done = run("zh.docx", ".", "--write")
    assert done.exit_code == 3
    assert "error: zh.docx: is a Word document, which is only read" in done.stderr
    assert Path("zh.docx").read_bytes() == data


@pytest.mark.skipif(importlib.util.find_spec("docx") is None, reason="python-docx is not installed")
def test_what_python_docx_writes_is_read() -> None:
    made = importlib.import_module("docx").Document()
    made.add_heading("The Bear", level=1)
    made.add_paragraph("It sleeps.")
    made.add_paragraph("honey", style="List Bullet")
    made.add_table(rows=1, cols=2).rows[0].cells[1].text = "tea"
    content = io.BytesIO()
    made.save(content)
    told = api.parse_docx(content.getvalue(), "a.docx").text
    assert told.startswith("# The Bear\n\nIt sleeps.\n\n")
    assert "- honey\n" in told
    assert "|  | tea |" in told
