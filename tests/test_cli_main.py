"""The program as a whole: start-up, help, exit codes, and errors as people meet them."""

import importlib
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from processes import started
from summitalign import __version__
from summitalign.cli.main import COMMANDS, program

HEAVY = {
    "ahocorasick_rs", "jinja2", "langdetect", "numpy", "opencc", "pathspec", "pyromark", "rapidfuzz", "rich", "yaml",
}  # fmt: skip
PROGRAM = (sys.executable, "-m", "summitalign.cli.main")


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, arguments, stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "statement",
    [
        "import summitalign",
        "from summitalign.cli.main import program; program(['--help'], standalone_mode=False)",
        "from summitalign.cli.main import program; program(['--version'], standalone_mode=False)",
    ],
)
def test_starting_imports_nothing_heavy(statement: str) -> None:
    check = f"import sys; {statement}; print('heavy:', *({HEAVY!r} & sys.modules.keys()))"

    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert done.stdout.endswith("heavy:\n")


def test_help_names_every_command_and_each_has_an_example() -> None:
    shown = run("--help").output
    for name, (_, short) in COMMANDS.items():
        assert name in shown
        assert short in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_where_the_table_says_and_its_help_has_an_example(name: str) -> None:
    module, _, attribute = COMMANDS[name][0].partition(":")
    command = getattr(importlib.import_module(module), attribute)

    assert isinstance(command, click.Command)
    assert command.name == name
    shown = run(name, "--help")
    assert shown.exit_code == 0
    assert f"summitalign {name}" in shown.output.split("Options:")[0].split("\n", 2)[2]


def test_version() -> None:
    assert run("--version").output == f"summitalign, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "place", "message"),
    [
        (["detect", "no/such"], "no/such: ", "no such file or folder"),
        (["detect", "--lines", "-", "."], "", "--lines stands alone"),
        (["detect", "--lines", "."], ".: ", "is a folder"),
        (["detect", "--lines", ""], "", "an empty path"),
        (["detect", "x" * 300], "x" * 300 + ": ", "cannot be reached"),
        (["fix-terms", ""], "", "an empty path"),
        (["fix-terms", "x" * 300], "x" * 300 + ": ", "cannot be reached"),
        (["fix-terms", "no/such"], "no/such: ", "no such file or folder"),
        (["glossary", "stats", "no/such"], "no/such: ", "no such file or folder"),
        (["glossary", "review", "no/such"], "no/such: ", "no such file or folder"),
        (["fix-terms", ".", "--glossary", "x" * 300], "x" * 300 + ": ", "cannot be reached"),
        (["init", "x" * 300], "x" * 300 + ": ", "cannot be reached"),
        (["fix-terms", "."], "", "no glossary.yml here"),
        (["fix-terms", ".", "--glossary", "g.yml"], "g.yml: ", "no such glossary"),
        (["fix-terms", ".", "--diff", "--format", "json"], "", "--diff and --format json exclude"),
        (["fix-terms", "-", "--interactive"], "", "--interactive needs standard input"),
        (["align", "a.md"], "", "two documents are needed"),
        (["align", "a.md", "b.md"], "a.md: ", "no such file"),
        (["align", "-", "-"], "", "only one side"),
        (["align", "a.md", "b.md", "--format", "beads"], "", "--format beads is for lines"),
        (["align", "--pairs", "no.tsv"], "no.tsv: ", "cannot be read"),
        (["pair", "no", "."], "no: ", "no such file or folder"),
        (["report", ".", "-o", "site"], ".: ", "no documents found"),
        (["fixterms"], "", "unknown command 'fixterms'\n  hint: did you mean 'fix-terms'?"),
        (["xyz"], "", "unknown command 'xyz'\n  hint: program --help lists the commands"),
        (["glossary", "rmove"], "", "unknown command 'rmove'\n  hint: did you mean 'remove'?"),
    ],
)
def test_wrong_usage_is_one_message_and_exit_code_2(arguments: list[str], place: str, message: str) -> None:
    done = run(*arguments, stdin="")

    assert done.stderr.startswith(f"error: {place}{message}")
    assert len(done.stderr.splitlines()) <= 2
    assert done.exit_code == 2
    assert done.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [["detect", "--no-such"], ["align", "a", "b", "--unit", "word"], ["fix-terms", "--jobs", "0"], ["report", "-x"]],
)
def test_what_click_refuses_looks_like_what_we_refuse(arguments: list[str]) -> None:
    done = run(*arguments)

    assert done.exit_code == 2
    problem, hint = done.stderr.splitlines()
    assert problem.startswith("error: ")
    assert arguments[-2 if len(arguments) > 2 else -1] in problem
    assert hint.startswith("  hint: ")
    assert hint.endswith(f"program {arguments[0]} --help shows what there is")


@pytest.mark.parametrize(
    ("command", "code"),
    [(("detect",), 0), (("fix-terms",), 0), (("glossary", "stats"), 0), (("glossary", "suggest"), 0),
     (("report", "--output", "site"), 2)],
)  # fmt: skip
def test_every_command_says_why_it_finds_no_documents(
    command: tuple[str, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs/old").mkdir(parents=True)
    Path("docs/old/a.md").write_text("张量流\n", encoding="utf-8")
    Path("docs/.summitalignignore").write_text("old\n", encoding="utf-8")
    Path("glossary.yml").write_text("张量流: TensorFlow\n", encoding="utf-8")
    why = "ignored by .gitignore or .summitalignignore"

    done = run(*command, "docs")
    assert f"docs: no documents found (1 left out: {why}; --verbose lists them)\n" in done.stderr
    assert done.exit_code == code
    shown = run(*command, "docs", "--verbose").stderr
    assert f"docs/old: left out: {why}\n" in shown
    assert f"docs: no documents found (1 left out: {why})\n" in shown


def test_the_likest_option_is_offered_first() -> None:
    shown = run("fix-terms", "--sorce", "docs").stderr

    assert shown.splitlines() == [
        "error: no such option '--sorce'",
        "  hint: did you mean --source or --since? program fix-terms --help shows what there is",
    ]


@pytest.mark.parametrize(
    ("glossary", "place", "hint"),
    [
        ("珊瑚: Coral\n珊瑚: Reef\n", "g.yml:2: ", ""),
        ("terms:\n  - use: Coral\n    wrong: [珊瑚]\n    noet: sea\n", "g.yml:4: ", "note"),
        ("terms:\n\t- 珊瑚: Coral\n", "g.yml:2: ", ""),
        ("terms: " + "[" * 100_000, "g.yml:1: ", ""),
        ("terms:\n  - use: Coral\n    wrong: [珊瑚]\n    tests: ['珊瑚 => Reef']\n", "g.yml:4: ", "glossary test"),
    ],
    ids=["duplicate key", "unknown key", "tab", "100,000 brackets", "failing test"],
)
def test_a_bad_glossary_is_one_message_with_its_line(folder: Path, glossary: str, place: str, hint: str) -> None:
    (folder / "g.yml").write_text(glossary, encoding="utf-8")
    (folder / "a.md").write_text("珊瑚\n", encoding="utf-8")

    done = run("fix-terms", "a.md", "--glossary", "g.yml", "--write")

    assert done.stderr.startswith(f"error: {place}")
    assert hint in done.stderr
    assert done.stderr.count("error:") == 1
    assert done.exit_code == 2
    assert (folder / "a.md").read_text(encoding="utf-8") == "珊瑚\n"


def make_mixed(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs/a.md").write_text("# Reefs\n\nThe reef is a home to many kinds of fish.\n", encoding="utf-8")
    (folder / "docs/binary.md").write_bytes(b"\x89PNG\0\0")
    (folder / "docs/empty.md").write_bytes(b"")
    (folder / "docs/latin.md").write_bytes("Käse und Brot\n".encode("latin-1"))
    (folder / "docs/z.md").write_text("# 珊瑚礁\n\n珊瑚礁是许多鱼类的家园。\n", encoding="utf-8")


def test_bad_documents_are_named_and_all_others_done(folder: Path) -> None:
    make_mixed(folder)

    done = run("detect", "docs", "--format", "csv")

    assert done.exit_code == 3
    assert [row.split(",")[0] for row in done.stdout.splitlines()[1:]] == ["docs/a.md", "docs/empty.md", "docs/z.md"]
    assert done.stderr.splitlines() == [
        "error: docs/binary.md:1: looks binary: NUL byte at offset 4",
        "error: docs/latin.md:1: is not UTF-8: byte 0xe4 at offset 1",
        "  hint: convert it first, for example: iconv -f ENCODING -t UTF-8; or, for detect and fix-terms: "
        "--encoding ENCODING",
    ]


def test_problems_weigh_more_than_findings(folder: Path) -> None:
    make_mixed(folder)
    (folder / "glossary.yml").write_text("家园: home\n", encoding="utf-8")

    done = run("fix-terms", "docs", "--quiet")

    assert done.exit_code == 3
    assert "docs/z.md:3:10: " in done.stdout
    assert done.stderr.count("error:") == 2


def test_colour_is_a_choice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_mixed(folder)

    assert "\x1b[" in run("detect", "docs/a.md", "--color", "always").stdout
    assert "\x1b[" not in run("detect", "docs/a.md").stdout
    done = run("detect", "no", "--color", "always")
    assert done.stderr.startswith("\x1b[")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = CliRunner().invoke(program, ["detect", "docs/a.md"], color=True)
    assert "\x1b[" not in shown.stdout


def test_documents_cannot_reach_the_terminal(folder: Path) -> None:
    (folder / "glossary.yml").write_text("家园: home\n", encoding="utf-8")
    (folder / "a\x1b[31m.md").write_text("\x1b]0;title\x07家园\n", encoding="utf-8")

    done = run("fix-terms", ".", "--color", "never")

    assert "\x1b" not in done.output
    assert "\x07" not in done.output


def test_results_go_to_a_file_where_asked_and_only_whole(folder: Path) -> None:
    make_mixed(folder)
    (folder / "out.csv").write_text("old", encoding="utf-8")

    assert run("detect", "no", "--format", "csv", "-o", "out.csv").exit_code == 2
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"
    done = run("detect", "docs/a.md", "--format", "csv", "-o", "out.csv")
    assert done.stdout == ""
    assert (folder / "out.csv").read_text(encoding="utf-8").splitlines()[1].startswith("docs/a.md,")
    assert run("detect", "docs/a.md", "-o", "no/out.csv").exit_code == 3


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    lines = "".join(f"this is line number {number} of a long list\n" for number in range(3_000))
    (folder / "lines.txt").write_text(lines, encoding="utf-8")
    command = [*PROGRAM, "detect", "--lines", "lines.txt", "--format", "jsonl"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 128 + signal.SIGPIPE


def test_an_interrupted_run_says_so_in_one_line() -> None:
    with started("detect", "-", is_fed=True) as process:
        assert process.stdin is not None
        process.stdin.write(b"A word" * 100_000)  # more than a pipe holds: returns once the program reads
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=20)

    assert process.returncode == 130
    assert errors.decode().strip() == "interrupted: nothing is half-written"
    assert output == b""
