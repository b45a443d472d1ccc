"""The program under bad conditions: signals, closed streams, full disks, and results aimed at a document."""

import array
import fcntl
import os
import signal
import socket
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from processes import started
from summitalign.cli.main import program

PROGRAM = (sys.executable, "-m", "summitalign.cli.main")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _wait_until_taken(descriptor: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a process has read what was put into a pipe, or has ended."""
    waiting = array.array("i", [1])
    while waiting[0] and process.poll() is None:
        fcntl.ioctl(descriptor, termios.FIONREAD, waiting)
        time.sleep(0.01)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_a_run_that_is_told_to_end_takes_its_workers_with_it(folder: Path, number: str) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"A word")  # and the rest never comes
    for index in range(80):
        (folder / f"{index}.md").write_text("A word or two.\n", encoding="utf-8")
    with started("detect", f"/proc/{os.getpid()}/fd/{reading}", ".", "--jobs", "2") as process:
        _wait_until_taken(reading, process)
        time.sleep(0.1)
        process.send_signal(getattr(signal, number))
        try:
            _, errors = process.communicate(timeout=20)  # the workers hold the pipes: this ends when they have
        finally:
            os.close(reading)
            os.close(writing)  # what still waits for the pipe goes on, and ends

    assert process.returncode == 128 + getattr(signal, number)
    assert errors.decode().strip() == "interrupted: nothing is half-written"


def test_what_nobody_foresaw_does_not_look_like_findings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by chance")

    monkeypatch.setattr("summitalign.cli.console.Console.finish", fail)
    done = run("detect", ".")

    assert done.exit_code == 3
    assert "error: ZeroDivisionError: by chance\n  hint: this is a fault of summitalign" in done.stderr


def test_a_full_disk_is_one_message(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("summitalign.cli.console.Console.finish", fail)
    done = run("detect", ".")

    assert done.exit_code == 3
    assert done.stderr.endswith("error: No space left on device\n")


def test_closed_standard_input_is_wrong_usage(folder: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "detect", "-"], check=False, capture_output=True, text=True, preexec_fn=lambda: os.close(0)
    )

    assert done.returncode == 2
    assert done.stderr == "error: -: standard input is closed\n"


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
def test_results_can_go_to_a_pipe_by_its_name(folder: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "detect", ".", "--format", "csv", "-o", "/dev/stdout"], check=False, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout[:5]) == (0, "path,")


@pytest.mark.parametrize(
    "arguments",
    [
        ["detect", "a.md"],
        ["detect", "--lines", "a.md"],
        ["fix-terms", "."],
        ["fix-terms", "b.md", "--source", "a.md"],
        ["align", "b.md", "a.md"],
        ["pair", ".", "b.md"],
    ],
)
def test_results_never_go_over_a_document(folder: Path, arguments: list[str]) -> None:
    (folder / "glossary.yml").write_text("珊瑚: Coral\n", encoding="utf-8")
    (folder / "a.md").write_text("珊瑚\n", encoding="utf-8")
    (folder / "b.md").write_text("word\n", encoding="utf-8")

    done = run(*arguments, "-o", "./a.md")

    assert done.exit_code == 2
    assert "error: ./a.md: is read by this run" in done.stderr
    assert (folder / "a.md").read_text(encoding="utf-8") == "珊瑚\n"


@pytest.mark.parametrize(
    "arguments", [["fix-terms", "a.md"], ["align", "a.md", "b.md"], ["pair", "a.md", "b.md"]], ids=lambda it: it[0]
)
@pytest.mark.parametrize("output", ["glossary.yml", "./glossary.yml", "terms/part.yml", "link.yml"])
def test_results_never_go_over_a_glossary_or_what_it_includes(folder: Path, arguments: list[str], output: str) -> None:
    (folder / "terms").mkdir()
    (folder / "glossary.yml").write_text("include: [terms/part.yml]\nterms:\n  - 珊瑚: Coral\n", encoding="utf-8")
    (folder / "terms/part.yml").write_text("礁石: Reef\n", encoding="utf-8")
    (folder / "link.yml").symlink_to("terms/part.yml")
    for name in ("a.md", "b.md"):
        (folder / name).write_text("words\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.yml")}

    done = run(*arguments, "-o", output)

    assert f"error: {output}: is read by this run" in done.stderr
    assert done.exit_code == 2
    assert {path: path.read_bytes() for path in folder.rglob("*.yml")} == before


def test_a_name_that_is_no_text_goes_into_a_result_file(folder: Path) -> None:
    name = os.fsdecode(b"\xff.md")
    (folder / name).write_text("words of a text\n", encoding="utf-8")

    assert run("detect", name, "--format", "jsonl", "-o", "out.jsonl").exit_code == 0
    assert '"path": "\\udcff.md"' in (folder / "out.jsonl").read_text(encoding="utf-8")


SPECIAL = ("pipe.md", "socket.md", "/dev/zero")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs POSIX")
def test_what_is_no_file_is_one_line_and_the_others_are_done(folder: Path) -> None:
    os.mkfifo("pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.md")
    (folder / "glossary.yml").write_text("珊瑚礁: Coral\n", encoding="utf-8")
    (folder / "a.md").write_text("珊瑚礁\n", encoding="utf-8")
    hint = "  hint: `-` reads standard input\n"

    done = run("fix-terms", *SPECIAL, "a.md", "--write", "--quiet")
    kinds = dict(zip(SPECIAL, ("a named pipe", "a socket", "a device"), strict=True))
    assert done.stderr == "".join(f"error: {name}: is {kind}, not a file\n{hint}" for name, kind in kinds.items())
    assert done.exit_code == 3
    assert (folder / "a.md").read_text(encoding="utf-8") == "Coral\n"
    for option in ("--glossary", "--baseline"):
        done = run("fix-terms", "a.md", option, "pipe.md")
        assert (done.exit_code, done.stderr) == (2, f"error: pipe.md: is a named pipe, not a file\n{hint}")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs POSIX")
def test_what_a_shell_hands_over_is_read(folder: Path) -> None:
    (folder / "glossary.yml").write_text("珊瑚礁: Coral\n", encoding="utf-8")
    reading, writing = os.pipe()
    os.write(writing, "珊瑚礁\n".encode())
    os.close(writing)
    done = run("fix-terms", f"/dev/fd/{reading}", "/dev/null", "--glossary", "glossary.yml")
    os.close(reading)

    assert done.stdout.startswith(f"/dev/fd/{reading}:1:1: apply")
    assert done.exit_code == 1
