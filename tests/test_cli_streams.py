"""Where results and messages go: closed and full streams, readers that leave, files for results, a terminal."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from processes import started
from summitalign.cli.fix_print import FORMATS
from summitalign.cli.main import program

PROGRAM = (sys.executable, "-m", "summitalign")
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
COMMANDS = [
    *(["fix-terms", "zh", "--format", name] for name in FORMATS),
    *(["detect", "zh", "--format", name] for name in ("text", "json", "jsonl", "csv")),
    *(["align", "en/a.md", "zh/a.md", "--format", name] for name in ("text", "json", "jsonl", "tsv", "tmx", "xlsx")),
    *(["pair", "en", "zh", "--format", name] for name in ("text", "json", "jsonl", "tsv")),
    ["report", "zh", "-o", "site"],
    ["glossary", "list"],
    ["glossary", "stats", "zh"],
    ["glossary", "explain", "小狐狸"],
    ["glossary", "export", "--format", "csv"],
    ["--help"],
    ["--version"],
    ["fix-terms", "--help"],
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text("小狐狸: Foxlet\n", encoding="utf-8")
    for name, text in (("zh", "# 小狐狸\n\n小狐狸很快。\n"), ("en", "# Foxlet\n\nFoxlet is quick.\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


def process(arguments: list[str], out: int = subprocess.PIPE, close: int | None = None) -> tuple[int, str, str]:
    """Run the program with a standard output of its own, or with a standard stream that is closed."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        preexec_fn=None if close is None else lambda: os.close(close),
    )
    return done.returncode, (done.stdout or b"").decode(), done.stderr.decode()


@needs_full
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_results_that_cannot_be_printed_are_one_error(arguments: list[str]) -> None:
    with FULL.open("wb") as full:
        code, _, errors = process(arguments, out=full.fileno())

    assert errors == "error: standard output: cannot be written: No space left on device\n"
    assert code == 3


@pytest.mark.parametrize("arguments", [*COMMANDS[: len(FORMATS)], ["detect", "zh"], ["--help"]], ids=" ".join)
def test_a_closed_standard_output_is_one_error(arguments: list[str]) -> None:
    code, _, errors = process(arguments, close=1)

    assert errors == "error: standard output: cannot be written: it is closed\n"
    assert code == 3


def test_a_closed_standard_output_is_no_error_where_nothing_is_printed(folder: Path) -> None:
    assert process(["fix-terms", "en", "-q"], close=1) == (0, "", "")
    assert process(["fix-terms", "zh", "-q", "-o", "out.txt"], close=1) == (1, "", "")
    assert (folder / "out.txt").read_text(encoding="utf-8").startswith("zh/a.md:1:3: apply")


def test_no_document_gets_the_number_of_a_closed_stream() -> None:
    statement = (
        "import os, sys; from summitalign.cli.streams import open_streams; open_streams();"
        "sys.stderr.write(str(os.open(os.devnull, os.O_RDONLY) > 2))"
    )
    done = subprocess.run(
        [sys.executable, "-c", statement], check=False, stderr=subprocess.PIPE, preexec_fn=lambda: os.closerange(0, 2)
    )

    assert done.stderr == b"True"


def test_messages_that_nobody_can_read_do_not_stop_the_work(folder: Path) -> None:
    assert process(["fix-terms", "zh"], close=2)[:2] == (1, run("fix-terms", "zh").stdout)
    if FULL.exists():
        with FULL.open("wb") as full:
            done = subprocess.run(
                [*PROGRAM, "fix-terms", "zh", "--write"], check=False, stdout=-1, stderr=full.fileno()
            )
        assert done.returncode == 0
        assert "applied" in done.stdout.decode()


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="needs POSIX signals")
@pytest.mark.parametrize("name", ["text", "jsonl", "diff", "github", "rdjsonl", "json"])
def test_a_reader_that_leaves_ends_the_run_without_a_word(folder: Path, name: str) -> None:
    (folder / "zh/long.md").write_text("小狐狸\n\n" * 3_000, encoding="utf-8")
    with started("fix-terms", "zh", "--format", name, "-q") as running:
        assert running.stdout is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""
        assert running.wait() == 128 + signal.SIGPIPE


@pytest.mark.parametrize(
    "arguments",
    [
        ["fix-terms", "zh"],
        ["detect", "zh"],
        ["align", "en/a.md", "zh/a.md"],
        ["pair", "en", "zh"],
        ["glossary", "stats", "zh"],
        ["glossary", "explain", "小狐狸"],
        ["glossary", "export", "--format", "csv"],
        ["glossary", "merge", "glossary.yml", "glossary.yml", "--base", "glossary.yml"],
    ],
    ids=lambda it: " ".join(it[:2]),
)
@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("no/out.txt", "cannot be written: there is no folder "),
        ("zh", "is a folder, not a file"),
        ("glossary.yml/out.txt", "cannot be written: there is no folder "),
        ("loop", "cannot be written: "),
        ("x" * 300, "cannot be written: "),
    ],
)
def test_a_result_file_is_looked_at_before_the_work(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], output: str, message: str
) -> None:
    (folder / "loop").symlink_to("loop")
    for name in ("summitalign.workspace.glossary.load_glossary", "summitalign.workspace.inputs.gather"):
        monkeypatch.setattr(name, None)
    before = sorted(folder.rglob("*"))

    done = run(*arguments, "-o", output)

    assert done.stderr.startswith(f"error: {output}: {message}")
    assert len(done.stderr.splitlines()) == 1
    assert (done.exit_code, done.stdout) == (3, "")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("locked", "output", "message"),
    [
        ("out.txt", "out.txt", "error: out.txt: is read-only\n"),
        ("en", "en/out.txt", "error: en/out.txt: cannot be written: the folder {folder}/en is read-only\n"),
    ],
)
def test_a_read_only_place_is_told_before_the_work(
    folder: Path, monkeypatch: pytest.MonkeyPatch, locked: str, output: str, message: str
) -> None:
    (folder / "out.txt").write_text("old", encoding="utf-8")
    monkeypatch.setattr("summitalign.workspace.glossary.load_glossary", None)
    # As for everybody but root, who may do all.
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).resolve() != folder / locked)

    assert run("fix-terms", "zh", "-o", output).stderr == message.format(folder=folder)


def test_a_result_file_stays_as_it_is_until_the_results_are_in(folder: Path) -> None:
    (folder / "out.txt").write_text("old", encoding="utf-8")

    assert run("fix-terms", "no/such", "-o", "out.txt").exit_code == 2
    assert (folder / "out.txt").read_text(encoding="utf-8") == "old"
    assert run("fix-terms", "zh", "-o", "").stderr == "error: --output: an empty path\n"


@needs_full
def test_a_full_device_named_for_the_results_is_named_in_the_error() -> None:
    done = run("fix-terms", "zh", "-o", "/dev/full")

    assert done.stderr == "error: /dev/full: cannot be written: No space left on device\n"
    assert done.exit_code == 3


@pytest.mark.parametrize("output", ["glossary.yml/site", "glossary.yml"])
def test_the_folder_of_a_report_is_looked_at_before_the_work(
    monkeypatch: pytest.MonkeyPatch, folder: Path, output: str
) -> None:
    monkeypatch.setattr("summitalign.cli.report.build_report", None)
    done = run("report", "zh", "-o", output)

    assert done.exit_code in (2, 3)
    assert "glossary.yml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_baseline_is_looked_at_before_the_work_and_its_folder_made(folder: Path) -> None:
    assert run("fix-terms", "zh", "--write-baseline", "zh").stderr == "error: zh: is a folder, not a file\n"
    assert run("fix-terms", "zh", "--write-baseline", "glossary.yml/b.json").exit_code == 3
    assert run("fix-terms", "zh", "--write-baseline", "new/b.json").exit_code == 0
    assert (folder / "new/b.json").is_file()


@pytest.mark.skipif(not hasattr(pty, "openpty"), reason="needs a terminal")
def test_on_a_terminal_the_summary_comes_last() -> None:
    ours, theirs = pty.openpty()
    running = subprocess.Popen([*PROGRAM, "fix-terms", "zh"], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how Linux says that the other side is closed
        pass
    finally:
        os.close(ours)
    lines = shown.decode().splitlines()

    assert running.wait() == 1
    assert lines[-1] == "1 document: 2 fixes to apply (--write does it)"
    assert "\x1b[" in lines[0]


def test_the_package_is_the_program() -> None:
    assert process(["--version"]) == (0, run("--version").stdout.replace("program", "summitalign"), "")
    assert process(["fix-terms", "zh", "--format", "jsonl", "-q"])[0] == 1


def test_interrupted_while_it_loads_it_says_so_too() -> None:
    raising = (
        "import sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'summitalign.cli.main':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from summitalign.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", raising], check=False, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (130, "\ninterrupted: nothing is half-written\n")
