"""Text that nobody wrote: an answer, no error, and no more time than its length asks for."""

import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from summitalign import api
from summitalign.cli.main import program

HOSTILE = {
    "control characters": "".join(map(chr, range(32))) * 1000,
    "lone surrogates": "\ud800\udfff" * 1000,
    "emoji": "🎉👩‍💻🇩🇪" * 1000,
    "marks of direction": "\u202e\u200f\u2067" * 1000,
    "zero width": "\u200d\u200c\ufeff" * 1000,
    "combining marks": "\u0301" * 10_000,
    "digits": "٣५5五" * 1000,
    "private use": "\ue000\U000f0000" * 1000,
    "unassigned": "\u0378\U000e0fff" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_has_an_answer(name: str) -> None:
    for text in (HOSTILE[name], f"# {HOSTILE[name]}\n\n{HOSTILE[name]}\n"):
        assert api.detect_line(text).tag
        assert api.detect(api.parse(text)).tag


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - {"digits", "combining marks"}))
def test_hostile_text_alone_is_undetermined(name: str) -> None:
    assert api.detect_line(HOSTILE[name]).tag == "und"


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - {"digits"}))
def test_hostile_text_does_not_hide_the_language_around_it(name: str) -> None:
    german = "Dieser Befehl liest die Datei und schreibt danach das Ergebnis auf den Bildschirm."
    assert api.detect(api.parse(f"{german}\n\n{HOSTILE[name][:200]}\n\n{german}\n")).tag == "de"


def test_mathematical_alphabets_are_read_as_letters() -> None:
    plain = "This command reads the file and then writes the result"
    bold = "".join(chr(0x1D41A + ord(c) - ord("a")) if c.islower() else c for c in plain)
    assert unicodedata.normalize("NFKC", bold) == plain
    assert api.detect_line(bold).tag == "en"


def test_utf16_with_lone_surrogates(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(
        "\ufeffDieser Befehl liest die Datei \ud800 und schreibt das Ergebnis.".encode("utf-16-le", "surrogatepass")
    )
    done = subprocess.run(
        [sys.executable, "-m", "summitalign", "detect", str(path), "--format", "csv"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b",de," in done.stdout


def test_hostile_files_have_an_answer(tmp_path: Path) -> None:
    texts = {**HOSTILE, "bold": "\U0001d400\U0001d41a " * 999, "one letter": "a" * 999_999, "nothing": ""}
    texts["control characters"] = texts["control characters"].replace("\0", "")  # which makes a file a binary one
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_bytes(text.encode("utf-8", "replace"))
        (tmp_path / f"{name}.html").write_bytes(f"<p>{text}".encode("utf-8", "replace"))
        (tmp_path / f"{name}.txt").write_bytes(text.encode("utf-16", "surrogatepass"))
    for arguments in ([], ["--summary"], ["--untranslated", "zh"], ["--check"]):
        done = CliRunner().invoke(program, ["detect", str(tmp_path), *arguments])
        assert (done.exit_code, done.exception) == (0, None), done.output
    assert CliRunner().invoke(program, ["detect", "--lines", str(tmp_path / "bold.md")]).exit_code == 0


@pytest.mark.parametrize("unit", ["a", "字", "é", "\u0301", "の", "가", "a字 ", "𝐀", "\u200d"])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * size
        began = time.process_time()
        api.detect_line(text)
        return time.process_time() - began

    seconds(1000)
    small = min(seconds(100_000) for _ in range(3))
    assert seconds(1_600_000) < 16 * 4 * max(small, 0.005)
