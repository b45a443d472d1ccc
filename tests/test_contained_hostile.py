"""Odd, broken and harmful files of every kind: never a fault of the program, never a changed byte that is protected."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from fix_command import GLOSSARY, read, run, write
from hostile_files import CASES, CATALOGUES, DOCUMENTS, NOTEBOOKS, PAGES, SEGMENTS, F, P
from summitalign.cli.main import program


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)


@pytest.mark.parametrize(("name", "text"), CASES, ids=[name for name, _ in CASES])
def test_nothing_but_planted_words_ever_changes(name: str, text: str) -> None:
    write(name, text)

    done = run(name, "--write")

    assert done.exit_code in (0, 1, 3), done.output
    assert "fault of summitalign" not in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)
    after = read(name)
    pattern = f"(?: ?Bear Kit ?|{P})".join(map(re.escape, text.split(P)))
    if name.endswith(".rst"):  # the lines at a title grow with it
        pattern = re.sub(r"(=+)(?=\\\n)", r"\1=*", pattern)
    assert re.fullmatch(pattern, after), after
    again = run(name, "--write")
    assert again.exit_code == done.exit_code or done.exit_code == 1
    assert read(name) == after


@pytest.mark.parametrize("name", ["protected-mark", "mark-not-to-be-translated", "marks-without-content"])
def test_what_follows_a_mark_that_is_left_alone_is_fixed(name: str) -> None:
    write("a.xlf", SEGMENTS[name])
    run("a.xlf", "--write")
    assert P not in read("a.xlf")


def test_there_are_many_of_each_kind() -> None:
    for cases in (NOTEBOOKS, CATALOGUES, SEGMENTS, PAGES, DOCUMENTS):
        assert len(cases) >= 20
        assert sum(text.count(F) for text in cases.values()) >= 30


LONG = "这是一个很长的段落，说的是怎样安装和使用这个工具，以及它的各种设置。" * 20


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.po", f'msgid "{F}"\nmsgstr "{LONG}看{P}"\n'),
        ("a.html", f'<meta charset="x"><p title="{F}">{LONG}看{P}</p>\n'),
        ("a.rst", f"{LONG}看{P}。\n\n::\n\n   {F}\n"),
        ("a.xlf", f'<xliff version="1.2"><trans-unit id="{F}"><target>{LONG}看{P}</target></trans-unit></xliff>\n'),
    ],
)
def test_a_file_keeps_its_encoding(name: str, text: str, encoding: str) -> None:
    if encoding == "big5":
        text = "".join(sign for sign in text if sign.encode("big5", "ignore"))
    path = Path(name)
    path.write_bytes(text.encode(encoding))
    done = run(name, "--write", *(() if encoding.startswith("utf") else ("--encoding", encoding)))
    assert done.exit_code in (0, 1), done.output
    after = path.read_bytes().decode(encoding)
    assert re.fullmatch(" ?Bear Kit ?".join(map(re.escape, text.split(P))), after)


def _document(**more: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in more.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return content.getvalue()


_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_GOOD = b"<w:document " + _W + b"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>"
_CORRUPT = bytearray(_document(word__document=_GOOD * 1))
_CORRUPT[60:75] = b"\xff" * 15
_ENCRYPTED = bytearray(_document(word__document=_GOOD))
_ENCRYPTED[6] |= 1
_ENCRYPTED[_ENCRYPTED.index(b"PK\1\2") + 8] |= 1
WORD = {
    "empty": b"",
    "no-archive": b"{\\rtf1 hello}",
    "old-format": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "cut-off": _document(word__document=_GOOD)[:-30],
    "cut-at-head": _document(word__document=_GOOD)[40:],
    "another-archive": _document(xl__workbook=b"<a/>"),
    "corrupt": bytes(_CORRUPT),
    "encrypted": bytes(_ENCRYPTED),
    "bomb": _document(word__document=b" " * (65 << 20)),
    "no-xml": _document(word__document=b"hello"),
    "entity-bomb": _document(word__document=b'<!DOCTYPE a [<!ENTITY b "c">]>' + _GOOD),
    "other-encoding": _document(word__document='<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")),
    "wide-entities": _document(word__document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")),
    "unknown-encoding": _document(word__document=b'<?xml version="1.0" encoding="nonsense"?><a/>'),
    "broken-styles": _document(word__document=_GOOD, word__styles=b"<"),
    "odd-root": _document(word__document=b"<a><b/></a>"),
    "deep": _document(word__document=_GOOD.replace(b"<w:p>", b"<w:sdt>" * 20_000 + b"<w:p>").replace(
        b"</w:p>", b"</w:p>" + b"</w:sdt>" * 20_000)),
    "wide-table": _document(word__document=_GOOD.replace(
        b"<w:p>", b"<w:tbl><w:tr>" + b"<w:tc/>" * 5000 + b"</w:tr></w:tbl><w:p>")),
    "level-is-no-number": _document(word__document=_GOOD.replace(
        b"<w:p>", b'<w:p><w:pPr><w:outlineLvl w:val="\xd9\xa3"/></w:pPr>')),
    "level-is-huge": _document(word__document=_GOOD.replace(
        b"<w:p>", b'<w:p><w:pPr><w:outlineLvl w:val="' + b"9" * 5000 + b'"/></w:pPr>')),
}  # fmt: skip


@pytest.mark.parametrize("name", ["entity-bomb", "wide-entities"])
def test_entities_of_word_documents_are_refused_in_every_encoding(name: str) -> None:
    Path("a.docx").write_bytes(WORD[name])
    assert "defines entities" in CliRunner().invoke(program, ["detect", "a.docx"]).stderr


@pytest.mark.parametrize("name", WORD)
def test_odd_word_documents_are_read_or_refused_in_one_line(name: str) -> None:
    path = Path(f"{name}.docx")
    path.write_bytes(WORD[name])
    done = CliRunner().invoke(program, ["detect", str(path), "--format", "jsonl"])
    assert done.exit_code in (0, 3), done.output
    assert "fault of summitalign" not in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.exit_code == 0 or f"error: {path}: " in done.stderr
    assert run(str(path), "--write").exit_code == 3
    assert path.read_bytes() == WORD[name]
