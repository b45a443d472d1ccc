"""The table of languages on a terminal: it fits, its columns stand below each other, and it has colours only there."""

import fcntl
import os
import pty
import re
import struct
import termios
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes import PROGRAM
from summitalign.model.declaration import Declaration, DeclaredBy
from summitalign.model.language import Detection
from summitalign.report.language_counts import count_folders
from summitalign.report.language_table import LanguageRow, count_rows, language_rows, sureness
from summitalign.report.width import clip_middle, width

CHINESE = "珊瑚礁是许多鱼类的家园，研究人员也常年在那里工作。\n\n"
ENGLISH = "A reef is a home to many kinds of fish, and to the people who study them.\n\n"
LONG = "docs/zh/很长的目录名称/another-long-folder-name/安装运行器的详细步骤说明.md"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(columns: int, *arguments: str) -> str:
    """Run the program on a terminal of some columns; results and notes come out together."""
    process, terminal = pty.fork()
    if process == 0:
        os.execve(PROGRAM[0], [*PROGRAM, *arguments], {**os.environ, "TERM": "xterm", "NO_COLOR": ""})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    pieces = []
    try:
        while piece := os.read(terminal, 65536):
            pieces.append(piece)
    except OSError:  # what Linux says at the end of a terminal
        pass
    finally:
        os.close(terminal)
        os.waitpid(process, 0)
    return b"".join(pieces).decode().replace("\r\n", "\n")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    for path, text in ((LONG, CHINESE + ENGLISH), ("docs/zh/todo.md", ENGLISH), ("docs/a.md", "42\n")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_the_table_fits_the_terminal_and_is_coloured(columns: int) -> None:
    shown = on_terminal(columns, "detect", "docs", "--quiet")
    lines = _COLOUR.sub("", shown).splitlines()

    assert "\x1b[" in shown
    assert lines[0].split() == ["document", "language", "declared", "sure", "share", "languages"]
    assert len(lines) == 4
    assert max(map(width, lines)) <= columns
    assert len({columns_before(line, "█") for line in lines[2:]}) == 1
    assert columns_before(lines[0], "share") == columns_before(lines[2], "█")
    assert any(LONG in line for line in lines) == (columns == 200)
    assert any("说明.md" in line for line in lines)
    assert ("(folder)" in shown) == (columns >= 100)


def test_the_summary_fits_the_terminal() -> None:
    lines = _COLOUR.sub("", on_terminal(60, "detect", "docs", "--summary", "--quiet")).splitlines()

    assert max(map(width, lines)) <= 60
    assert [line.split()[0] for line in lines[:2]] == ["all", "und"]


def test_a_file_gets_all_of_it_without_head_and_colours(folder: Path) -> None:
    on_terminal(60, "detect", "docs", "-o", "table.txt")
    table = (folder / "table.txt").read_text(encoding="utf-8")

    assert "\x1b[" not in table
    assert LONG in table
    assert len(table.splitlines()) == 3


def columns_before(line: str, mark: str) -> int:
    return width(line[: line.index(mark)])


names = st.text(st.sampled_from("abc/安装说_\u0301"), min_size=1, max_size=90)
tags = st.sampled_from(["en", "zh-Hans", "zh-Hant", "sr-Latn", "und"])


@st.composite
def detected(draw: st.DrawFn) -> LanguageRow:
    shares = draw(st.lists(st.tuples(tags, st.floats(0, 1)), max_size=6))
    declaration = draw(st.none() | st.builds(Declaration, tags, st.sampled_from(DeclaredBy)))
    detection = Detection(draw(tags), "script", tuple(shares), (), draw(st.floats(0, 1)))
    return LanguageRow(draw(names), detection, declaration, declaration is not None and draw(st.booleans()))


@given(st.lists(detected(), min_size=1, max_size=5), st.integers(60, 200))
def test_no_row_is_wider_than_the_terminal(rows: Sequence[LanguageRow], columns: int) -> None:
    shown = list(language_rows(rows, columns=columns))

    assert len(shown) == len(rows) + 1
    assert max(map(width, shown)) <= columns


@given(st.lists(st.tuples(names, tags, st.booleans()), min_size=1, max_size=9), st.integers(60, 200))
def test_no_count_is_wider_than_the_terminal_and_all_are_counted(
    documents: list[tuple[str, str, bool]], columns: int
) -> None:
    folders = count_folders(documents)

    assert max(map(width, count_rows(folders, columns=columns))) <= columns
    assert folders[0].documents == sum(each.documents for each in folders[1:]) == len(documents)
    assert folders[0].contradictions == sum(wrong for *_, wrong in documents)


@given(names, st.integers(1, 100))
def test_a_text_cut_in_the_middle_keeps_both_ends(text: str, columns: int) -> None:
    cut = clip_middle(text, columns)

    assert width(cut) <= columns
    if cut != text:
        left, _, right = cut.partition("…")
        assert text.startswith(left)
        assert text.endswith(right)


def test_nothing_reads_wholly_sure_that_is_not() -> None:
    assert [sureness(value) for value in (0.999, 1.0, 0.5)] == ["0.99", "1.00", "0.50"]
