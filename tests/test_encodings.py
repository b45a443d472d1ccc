"""Encodings other than UTF-8: found out or declared, written back byte for byte, or left alone."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program
from summitalign.detect.encodings import certain_encoding
from summitalign.errors import InputError, UsageError
from summitalign.workspace.encodings import check_way_back, decode, encoding_named

GLOSSARY = """\
terms:
  - 小狐狸: Foxlet
  - 咖啡: Café
"""
SIMPLE = "# 安装\r\n\r\n我们在这里说明怎样安装小狐狸，这个过程很简单，不过第一次要多等几分钟。\n最后可以喝一杯咖啡"
TRADITIONAL = "# 安裝\r\n\r\n我們在這個文件說明怎樣安裝小狐狸，過程很簡單，第一次要多等幾分鐘。\n最後可以喝一杯咖啡"
KOREAN = "이 문서는 데이터를 읽고 모델을 훈련하는 방법을 설명합니다. 먼저 파일을 열고 각 줄을 나눈 다음 넣습니다."
JAPANESE = "この文書では、データの読み方とモデルの学習の仕方を説明します。まず本日のファイルを開いて行を読み込みます。"


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(program, ("fix-terms", *arguments), stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "codec", "arguments"),
    [
        (SIMPLE, "utf-8", ()),
        ("\ufeff" + SIMPLE, "utf-8", ()),
        ("\ufeff" + SIMPLE, "utf-16-le", ()),
        ("\ufeff" + SIMPLE, "utf-16-be", ()),
        ("\ufeff" + SIMPLE, "gb18030", ()),
        (SIMPLE, "gb18030", ()),
        (SIMPLE, "gb18030", ("--encoding", "GB18030")),
        ("小狐狸", "gb18030", ("--encoding", "gb18030")),
        ("小狐狸", "gbk", ("--encoding", "cp936")),
        ("小狐狸", "utf-16-be", ("--encoding", "utf-16-be")),
        ("\ufeff小狐狸", "utf-16-le", ("--encoding", "big5")),
        (TRADITIONAL, "big5", ()),
        ("小狐狸", "big5", ("--encoding", "Big5")),
    ],
)
def test_a_fixed_document_keeps_its_encoding_and_all_other_bytes(
    folder: Path, text: str, codec: str, arguments: tuple[str, ...]
) -> None:
    path = folder / "a.md"
    path.write_bytes(text.encode(codec))
    fixed = "Foxlet" if text.lstrip("\ufeff") == "小狐狸" else " Foxlet"
    expected = text.replace("小狐狸", fixed)
    if codec != "big5":
        expected = expected.replace("咖啡", " Café")

    done = run("a.md", "--write", "--quiet", *arguments)

    assert path.read_bytes() == expected.encode(codec), done.output
    assert done.exit_code == (1 if codec == "big5" and "咖啡" in text else 0)
    again = run("a.md", "--write", "--quiet", *arguments)
    assert path.read_bytes() == expected.encode(codec), again.output


def test_a_form_that_the_encoding_does_not_have_is_suggested_with_the_reason(folder: Path) -> None:
    (folder / "a.md").write_bytes(TRADITIONAL.encode("big5"))

    found = [json.loads(line) for line in run("a.md", "--format", "jsonl").stdout.splitlines()]

    assert [(item["found"], item["decision"]) for item in found] == [("小狐狸", "apply"), ("咖啡", "suggest")]
    assert found[1]["reason"].startswith("Big5, the encoding of the document, has no character for it")


def test_a_person_cannot_accept_what_the_encoding_does_not_have(folder: Path) -> None:
    (folder / "a.md").write_bytes(TRADITIONAL.encode("big5"))

    done = run("a.md", "--interactive", stdin=b"y\ny\n")

    assert (folder / "a.md").read_bytes() == TRADITIONAL.replace("小狐狸", " Foxlet").encode("big5")
    assert done.exit_code == 1


@pytest.mark.parametrize("codec", ["gb18030", "big5"])
def test_standard_input_comes_out_in_its_encoding(codec: str) -> None:
    data = "\x1b[1m小狐狸\r\n".encode(codec)

    done = run("-", "--write", "--encoding", codec, stdin=data)

    assert done.stdout_bytes == "\x1b[1m小狐狸\r\n".replace("小狐狸", " Foxlet").encode(codec)


def test_standard_input_into_a_file_keeps_its_bytes(folder: Path) -> None:
    done = run("-", "--write", "--encoding", "big5", "--output", "out.md", stdin="\x1b[1m小狐狸\r\n".encode("big5"))

    assert done.exit_code == 0
    assert (folder / "out.md").read_bytes() == "\x1b[1m Foxlet\r\n".encode("big5")


@pytest.mark.parametrize(
    ("data", "arguments", "message"),
    [
        ("小狐狸".encode("gb18030"), (), "is not UTF-8: byte 0xba at offset 2"),
        (KOREAN.encode("euc-kr"), (), "is not UTF-8"),
        (JAPANESE.encode("euc-jp"), (), "is not UTF-8"),
        (JAPANESE.encode("shift_jis"), (), "is not UTF-8"),
        (TRADITIONAL.encode("gb18030"), (), "is not UTF-8"),
        ("Füchse sind schön.".encode("latin-1"), (), "is not UTF-8"),
        (b"ab\xff\n\xff", ("--encoding", "big5"), "a.md:1: is not Big5: byte 0xff at offset 2"),
        (SIMPLE.encode("utf-32"), (), "is UTF-32 text"),
        (b"\0\x01", (), "looks binary: NUL byte"),
        ("\ufeff一\n\0".encode("utf-16-be"), (), "a.md:2: looks binary: NUL character"),
    ],
)
def test_what_is_not_certain_is_an_error_and_stays(
    folder: Path, data: bytes, arguments: tuple[str, ...], message: str
) -> None:
    (folder / "a.md").write_bytes(data)

    done = run("a.md", "--write", *arguments)

    assert message in done.stderr
    assert done.exit_code == 3
    assert (folder / "a.md").read_bytes() == data


def test_codes_that_would_not_come_back_leave_the_file_alone(folder: Path) -> None:
    # Big5 has 十 twice; Python's decoder takes both codes and writes one.
    data = "小狐狸".encode("big5") + b"\xa2\xcc"
    (folder / "a.md").write_bytes(data)
    assert data.decode("big5").encode("big5") != data

    done = run("a.md", "--write", "--encoding", "big5")

    assert "holds codes that Big5 would not write back as they are" in done.stderr
    assert done.exit_code == 3
    assert (folder / "a.md").read_bytes() == data


def test_an_encoding_that_is_not_read_is_wrong_usage() -> None:
    done = run("--encoding", "shift_jis")

    assert done.exit_code == 2
    assert "no such encoding: shift_jis\n  hint: one of utf-8, " in done.stderr
    with pytest.raises(UsageError):
        encoding_named("")


def test_certainty_needs_a_text_not_a_word() -> None:
    assert certain_encoding(SIMPLE.encode("gb18030")) == "gb18030"
    assert certain_encoding(TRADITIONAL.encode("big5")) == "big5"
    assert certain_encoding(KOREAN.encode("euc-kr")) == ""
    assert certain_encoding("我们在这里说明".encode("gb18030")) == ""
    assert certain_encoding(SIMPLE.encode("gb18030") + b"\xff") == ""


def test_a_mark_goes_before_what_is_declared() -> None:
    assert decode("\ufeff名".encode("utf-16-be"), "a.md", "gbk").encoding == "utf-16-be"
    assert decode("名".encode("gbk"), "a.md", "gbk").text == "名"
    check_way_back(decode(b"\xef\xbb\xbfa", "a.md"), b"", "a.md")  # UTF-8 has one way to write a text
    with pytest.raises(InputError):
        check_way_back(decode(b"\xa2\xcc", "a.md", "big5"), b"\xa2\xcc", "a.md")


def test_other_commands_read_what_is_certain(folder: Path) -> None:
    (folder / "a.md").write_bytes(SIMPLE.encode("gb18030"))

    done = CliRunner().invoke(program, ("detect", "a.md", "--format", "csv"))

    assert "a.md,,zh-Hans" in done.stdout or "a.md,zh-Hans" in done.stdout


def test_a_glossary_has_to_be_utf8(folder: Path) -> None:
    (folder / "glossary.yml").write_bytes((GLOSSARY + "# " + SIMPLE.split("\n")[2] + "\n").encode("gb18030"))

    done = run(".")

    assert done.exit_code == 2
    assert "glossary.yml: is GB18030 text, not UTF-8" in done.stderr
