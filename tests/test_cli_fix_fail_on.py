"""Which findings make a run of fix-terms end as one with findings: all of them, or those that are beyond doubt."""

from pathlib import Path

import pytest

from fix_command import read, run, write

GLOSSARY = "terms:\n  - 大熊: Bear Kit\n  - {use: [Oar, Paddle], wrong: [船桨库]}\n"
SURE, UNSURE, CLEAN = "大熊好。\n", "Bear Kit 之外，我们用船桨库。\n", "一切都好。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (SURE, (), 1),
        (UNSURE, (), 1),
        (UNSURE, ("--fail-on", "suggest"), 1),
        (UNSURE, ("--fail-on", "apply"), 0),
        (SURE, ("--fail-on", "apply"), 1),
        (CLEAN, ("--fail-on", "apply"), 0),
        (SURE + UNSURE, ("--fail-on", "apply"), 1),
        (SURE + UNSURE, ("--fail-on", "apply", "--write"), 0),
        (SURE + UNSURE, ("--fail-on", "suggest", "--write"), 1),
        (SURE, ("--fail-on", "apply", "--write", "--max-fixes", "0"), 1),
    ],
)
def test_the_exit_code_says_whether_such_findings_remain(text: str, options: tuple[str, ...], code: int) -> None:
    write("a.md", text)
    assert run("a.md", *options).exit_code == code


def test_what_does_not_count_is_told_all_the_same() -> None:
    write("a.md", UNSURE)
    strict, lenient = run("a.md"), run("a.md", "--fail-on", "apply")
    assert (strict.stdout, strict.stderr) == (lenient.stdout, lenient.stderr)
    assert "suggest" in lenient.stdout
    assert "1 to be judged by a person" in lenient.stderr


def test_it_holds_for_many_documents_that_are_said_from_the_cache(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(folder / "cache"))
    for number in range(40):
        write(f"zh/{number}.md", UNSURE)
    codes = [run("zh", "--fail-on", name).exit_code for name in ("apply", "suggest", "apply")]
    assert codes == [0, 1, 0]


def test_a_document_that_cannot_be_read_weighs_more(folder: Path) -> None:
    write("a.md", UNSURE)
    (folder / "b.md").write_bytes(b"\xff\xfe\xfd")
    assert run(".", "--fail-on", "apply").exit_code == 3


def test_settings_say_it_and_the_command_line_has_the_last_word() -> None:
    write("summitalign.toml", '[fix-terms]\nfail-on = "apply"\n')
    write("a.md", UNSURE)
    assert run("a.md").exit_code == 0
    assert run("a.md", "--fail-on", "suggest").exit_code == 1
    write("summitalign.toml", '[fix-terms]\nfail-on = "never"\n')
    done = run("a.md")
    assert done.exit_code == 2
    assert "fail-on" in done.stderr
    assert read("a.md") == UNSURE
