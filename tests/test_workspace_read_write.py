"""Reading and writing: nothing lost, nothing half-written, messages that name the place."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.errors import InputError, WriteError
from summitalign.workspace import read
from summitalign.workspace.encodings import SourceText, decode, encode
from summitalign.workspace.read import read_bytes, read_document_text
from summitalign.workspace.write import write_text


@pytest.mark.parametrize(
    ("data", "text", "has_bom"),
    [
        (b"", "", False),
        ("一\r\n二\r三\n".encode(), "一\r\n二\r三\n", False),
        (b"\xef\xbb\xbfa\n", "a\n", True),
        (b"\xef\xbb\xbf", "", True),
    ],
)
def test_reads_utf8_and_keeps_line_ends(tmp_path: Path, data: bytes, text: str, has_bom: bool) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)

    assert read_document_text(path) == SourceText(text, has_bom)


@pytest.mark.parametrize(
    ("data", "place", "message", "hint"),
    [
        (b"one\ntw\0o", "a.md:2", "looks binary", ""),
        ("名\n".encode("utf-16") + b"\0", "a.md:2", "is not UTF-16-LE: byte 0x00 at offset 6", ""),
        ("名\n".encode("utf-32"), "a.md", "is UTF-32 text", "iconv -f UTF-32"),
        (b"one\ntwo\n" + "这是一个".encode("gb18030"), "a.md:3", "byte 0xd5 at offset 8", "iconv -f GB18030"),
        (b"one\ntwo\n\xb0\xa1\n", "a.md:3", "byte 0xb0 at offset 8", "iconv -f ENCODING"),
        (b"caf\xe9", "a.md:1", "byte 0xe9 at offset 3", "--encoding ENCODING"),
        (b"\xef\xbb\xbfcaf\xe9", "a.md:1", "is not UTF-8: byte 0xe9 at offset 6", ""),
    ],
)
def test_names_what_is_wrong_with_bytes(data: bytes, place: str, message: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "a.md")

    assert caught.value.place == place
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_refuses_folders_missing_files_and_huge_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_BYTES", 1024 * 1024)
    huge = tmp_path / "huge.md"
    huge.write_bytes(b"a" * (1024 * 1024 + 1))
    for path, message in ((tmp_path, "is a folder"), (tmp_path / "no", "No such file"), (huge, "larger than 1 MiB")):
        with pytest.raises(InputError, match=message):
            read_bytes(path)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), st.booleans())
def test_what_is_encoded_decodes_to_itself(text: str, has_bom: bool) -> None:
    if text.startswith("\ufeff"):
        return  # a mark in the text is the mark of the file

    assert decode(encode(text, has_bom), "a.md") == SourceText(text, has_bom)


def test_writes_new_and_existing_files_and_keeps_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_text(path, "一\r\n")
    assert path.read_bytes() == "一\r\n".encode()

    path.chmod(0o640)
    write_text(path, "b\n", has_bom=True)

    assert path.read_bytes() == b"\xef\xbb\xbfb\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [item.name for item in tmp_path.iterdir()] == ["a.md"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old", encoding="utf-8")
    (tmp_path / "link.md").symlink_to("real.md")

    write_text(tmp_path / "link.md", "new")

    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8") == "new"


def test_leaves_a_document_alone_that_changed_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("edited by somebody else", encoding="utf-8")

    with pytest.raises(WriteError, match="changed on disk"):
        write_text(path, "fixed", expected=b"as it was read")

    assert path.read_text(encoding="utf-8") == "edited by somebody else"
    assert [item.name for item in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device"), SystemExit(1)])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException, step: str
) -> None:
    path = tmp_path / "a.md"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise stop

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(WriteError if isinstance(stop, OSError) else type(stop)):
        write_text(path, "new")

    assert path.read_text(encoding="utf-8") == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.md"]


def test_a_read_only_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)  # the superuser may write whatever the mode says

    with pytest.raises(WriteError, match="read-only"):
        write_text(path, "new")

    assert path.read_text(encoding="utf-8") == "old"


def test_a_missing_folder_is_an_error_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught:
        write_text(tmp_path / "no" / "a.md", "new")

    assert caught.value.place == str(tmp_path / "no" / "a.md")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_document_from_a_pipe_is_not_written_back(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)

    with pytest.raises(WriteError, match="not a file"):
        write_text(pipe, "new", expected=b"old")
