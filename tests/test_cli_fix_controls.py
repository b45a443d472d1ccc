"""The options of fix-terms that say which documents and terms a run is about, and how far it goes."""

import json
from pathlib import Path

import pytest

from fix_command import GLOSSARY, found, read, run, write
from summitalign.cli.fix_options import GROUPS
from summitalign.cli.fix_terms import fix_terms


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    return tmp_path


@pytest.mark.parametrize(
    ("names", "forms"),
    [
        (["bear-kit"], ["大熊"]),
        (["Bear Kit"], ["大熊"]),
        (["大熊"], ["大熊"]),
        (["Reef"], ["珊瑚"]),
        (["小狐狸", "大熊"], ["小狐狸", "大熊"]),
        (["identifier-stop"], ["tf。"]),
    ],
)
def test_only_the_terms_that_are_named_are_reported_and_fixed(names: list[str], forms: list[str]) -> None:
    text = "小狐狸、大熊、珊瑚 tf。Keras\n"
    write("a.md", text)
    options = [option for name in names for option in ("--only", name)]

    assert [form for _, _, form, _ in found("a.md", *options)] == forms
    run("a.md", "--write", *options)
    after = read("a.md")
    assert ("Foxlet" in after, "Bear Kit" in after, "tf.Keras" in after) == (
        "小狐狸" in forms, "大熊" in forms, "tf。" in forms,
    )  # fmt: skip
    run("a.md", "--write", *options)
    assert read("a.md") == after


@pytest.mark.parametrize(
    ("name", "hint"),
    [("foxlett", "did you mean 'foxlet'?"), ("大雄", "did you mean '大熊'?"), ("qqq", "glossary list")],
)
def test_an_unknown_term_is_wrong_usage(name: str, hint: str) -> None:
    done = run(".", "--only", name)

    assert done.exit_code == 2
    assert f"error: --only '{name}': the glossary has no such term\n  hint: " in done.stderr
    assert hint in done.stderr


def test_a_fix_that_is_left_out_proves_nothing() -> None:
    write("a.md", "小狐狸好，狐也好。\n")
    assert [each[3] for each in found("a.md")] == ["apply", "apply"]  # the one is the proof of the other

    assert found("a.md", "--only", "狐") == [("a.md", 1, "狐", "suggest")]
    run("a.md", "--write", "--only", "狐")
    assert read("a.md") == "小狐狸好，狐也好。\n"


def test_an_original_proves_what_a_fix_that_is_left_out_does_not() -> None:
    write("a.md", "# `fox.yml` 2.0\n\n小狐狸好，狐也好，见 `fox.yml`。\n")
    write("en.md", "# `fox.yml` 2.0\n\nFoxlet is good, and Foxlet is good, see `fox.yml`.\n")

    assert {each[3] for each in found("a.md", "--only", "狐", "--source", "en.md")} == {"apply"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_only_so_many_fixes_are_made_and_the_rest_is_reported(jobs: str) -> None:
    for number in range(70):
        write(f"docs/{number:02}.md", "小狐狸\n\n大熊\n")
    done = run("docs", "--write", "--max-fixes", "3", "--jobs", jobs)

    assert [read(f"docs/0{number}.md") for number in range(3)] == [
        "Foxlet\n\nBear Kit\n", "Foxlet\n\n大熊\n", "小狐狸\n\n大熊\n",
    ]  # fmt: skip
    assert done.stderr.endswith(
        "70 documents: 3 fixes written to 2 documents, 137 left for a later run (--max-fixes)\n"
    )
    assert len(done.stdout.splitlines()) == 3  # what is left is counted, not listed
    told = run("docs", "--max-fixes", "0", "--verbose", "--jobs", jobs).stdout
    assert told.count(": later  ") == told.count("left for a later run: ") == 137
    assert done.exit_code == 1
    run("docs", "--write", "--max-fixes", "1", "--jobs", jobs)
    assert read("docs/01.md") == "Foxlet\n\nBear Kit\n"


def test_what_is_left_for_later_says_so_to_programs() -> None:
    write("a.md", "珊瑚\n\n小狐狸\n\n小狐狸\n")
    done = run("a.md", "--max-fixes", "1", "--format", "jsonl")

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["found"], each["decision"], each.get("left")) for each in found if each["decision"] != "skip"] == [
        ("珊瑚", "suggest", None), ("小狐狸", "apply", None), ("小狐狸", "suggest", "later"),
    ]  # fmt: skip
    assert "1 fix to apply (--write does it), 1 to be judged by a person, 1 left for a later run" in done.stderr


def test_a_limit_does_not_bring_back_what_another_option_leaves_out() -> None:
    write("a.md", "大熊\n\n小狐狸\n\n小狐狸\n")
    run("a.md", "--write", "--only", "小狐狸", "--max-fixes", "1")

    assert read("a.md") == "大熊\n\nFoxlet\n\n小狐狸\n"


def test_what_rests_on_a_later_fix_waits_for_it() -> None:
    write("a.md", "狐很好，小狐狸也好。\n")
    run("a.md", "--write", "--max-fixes", "1")
    assert read("a.md") == "狐很好，小狐狸也好。\n"
    run("a.md", "--write")
    assert read("a.md") == "Foxlet 很好，Foxlet 也好。\n"


def test_no_fix_at_all_is_a_limit_too() -> None:
    write("a.md", "小狐狸\n")

    assert run("a.md", "--write", "--max-fixes", "0").exit_code == 1
    assert read("a.md") == "小狐狸\n"
    assert run("a.md", "--max-fixes", "-1").exit_code == 2
    assert run("a.md", "--max-fixes", "few").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "taken"),
    [
        (["docs"], "abcd"),
        (["docs", "--exclude", "legacy"], "ab"),
        (["docs", "--exclude", "docs/legacy/"], "ab"),
        (["docs", "--exclude", "/legacy/**"], "ab"),
        (["docs", "--exclude", "./docs/legacy"], "ab"),
        (["docs", "--include", "legacy/"], "cd"),
        (["docs", "--include", "docs/*.md", "--include", "d.md"], "abd"),
        (["docs", "--include", "[ac].md", "--exclude", "legacy"], "a"),
        (["docs", "docs/legacy/c.md", "--exclude", "c.md"], "abd"),
        (["docs/legacy/c.md", "--include", "a.md"], "c"),  # what is named is meant
        (["docs/legacy/c.md", "--exclude", "docs/legacy/*"], ""),
        (["docs/legacy", "--exclude", "legacy/d.md"], "cd"),
        (["docs/legacy", "--exclude", "docs/legacy/d.md"], "c"),
    ],
)
def test_patterns_narrow_down_the_documents(arguments: list[str], taken: str) -> None:
    for path in ("docs/a.md", "docs/b.md", "docs/legacy/c.md", "docs/legacy/d.md"):
        write(path, "小狐狸\n")

    assert "".join(sorted(Path(path).stem for path, *_ in found(*arguments))) == taken


@pytest.mark.parametrize(
    ("option", "pattern", "message"),
    [
        ("--include", "", "--include '' matches nothing"),
        ("--exclude", "#x", "--exclude '#x' matches nothing"),
        ("--exclude", "!x", "--exclude '!x' is a negation"),
        ("--include", "!x", "give it to --exclude without the '!'"),
        ("--include", "a\\", "--include 'a\\' is no pattern"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_wrong_usage(option: str, pattern: str, message: str) -> None:
    done = run(".", option, pattern)

    assert done.exit_code == 2
    assert message in done.stderr


def test_standard_input_is_treated_as_the_document_it_is_called(folder: Path) -> None:
    write("part/glossary.yml", "terms: [{use: Fox, wrong: [小狐狸], paths: ['zh/**']}]\n")
    text = "小狐狸 大熊\n"

    def filtered(*arguments: str) -> str:
        return run("-", "--write", *arguments, stdin=text).stdout

    assert filtered() == "Foxlet Bear Kit\n"
    assert filtered("--stdin-filename", "docs/a.md") == "Foxlet Bear Kit\n"
    assert filtered("--stdin-filename", "part/zh/a.md") == "Fox 大熊\n"
    assert filtered("--stdin-filename", "part/en/a.md") == text
    assert filtered("--stdin-filename", "docs/a.md", "--exclude", "docs/") == text
    assert filtered("--stdin-filename", "docs/a.md", "--include", "other/") == "Foxlet Bear Kit\n"
    write("docs/a.md", text)
    run("docs", "--write-baseline", "known.json")
    assert filtered("--stdin-filename", "docs/a.md", "--baseline", "known.json") == text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--interactive", "--format", "json"], "--interactive and --format json exclude each other"),
        (["--interactive", "--diff"], "--interactive and --diff exclude each other"),
        (["--interactive", "--max-fixes", "3"], "--interactive and --max-fixes exclude each other"),
        (["--write-baseline", "b.json", "--write"], "--write-baseline and --write exclude each other"),
        (["--write-baseline", "b.json", "--interactive"], "--write-baseline and --interactive exclude each other"),
        (["--write-baseline", "b.json", "--only", "大熊"], "--write-baseline and --only exclude each other"),
        (["--write-baseline", "b.json", "--since", "HEAD"], "--write-baseline and --since exclude each other"),
        (["--write-baseline", "b.json", "--baseline", "b.json"], "--write-baseline and --baseline exclude each other"),
        (["--write-baseline", "b.json", "-o", "b.json"], "--write-baseline and --output exclude each other"),
        (["--write-baseline", "b.json", "--diff"], "--write-baseline and --diff exclude each other"),
        (["--undo", "--write"], "--undo and --write exclude each other"),
        (["--undo", "--baseline", "b.json"], "--undo and --baseline exclude each other"),
        (["--undo", "--max-fixes", "3"], "--undo and --max-fixes exclude each other"),
        (["--undo", "--source", "a.md"], "--undo and --source exclude each other"),
        (["--undo", "--no-journal"], "--undo and --no-journal exclude each other"),
        (["--write-baseline", "b.json", "--max-fixes", "3"], "--write-baseline and --max-fixes exclude each other"),
        (["--write-baseline", "b.json", "--format", "json"], "--write-baseline and --format exclude each other"),
        (["--write-baseline", "-"], "--write-baseline: needs a file"),
        (["--diff", "--format", "json"], "--diff and --format json exclude each other"),
    ],
)
def test_options_that_contradict_each_other_are_wrong_usage(options: list[str], message: str) -> None:
    write("a.md", "小狐狸\n")
    done = run("a.md", *options)

    assert done.exit_code == 2
    assert message in done.stderr
    assert read("a.md") == "小狐狸\n"
    assert not Path("b.json").exists()


def test_the_options_are_listed_in_groups() -> None:
    lines = run("--help").stdout.splitlines()
    headings = [line for line in lines if line.endswith(":") and not line.startswith(" ")]

    assert headings == ["What to do:", "Which documents:", "Which findings:", "What to go by:", "Results:", "Running:"]
    options = {name for each in fix_terms.params for name in each.opts if name.startswith("--")}
    assert {name for names in GROUPS.values() for name in names} == {*options, "--help"}
