"""What fix-terms takes for a document, what it is told to look at, and what it says where nothing is left."""

import json
from pathlib import Path

import pytest

from fix_command import GLOSSARY, found, read, run, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    return tmp_path


@pytest.mark.parametrize("name", ["a.py", "a.yaml", "a.json", "a.tex", "A.PY", "notes.adoc"])
def test_what_is_no_document_by_its_name_is_refused_and_the_others_are_done(name: str) -> None:
    write(name, "x = 小狐狸\n")
    write("b.md", "小狐狸\n")
    done = run(name, "b.md", "--write")

    assert done.exit_code == 3
    assert f"error: {name}: is neither Markdown nor plain text by its name (.{name[2:]})" in done.stderr.replace(
        "(.adoc)", f"(.{name[2:]})"
    )
    assert "hint: documents end in .md, .markdown, .mdx, .txt, .ipynb" in done.stderr
    assert (read(name), read("b.md")) == ("x = 小狐狸\n", "Foxlet\n")


@pytest.mark.parametrize("name", ["README", ".notes", "a.MD", "a.txt", "b/a.mdx"])
def test_a_document_is_told_by_its_ending_or_has_none(name: str) -> None:
    write(name, "小狐狸\n")
    assert run(name, "--write").exit_code == 0
    assert read(name) == "Foxlet\n"


def test_standard_input_called_otherwise_comes_out_as_it_came_in() -> None:
    done = run("-", "--write", "--stdin-filename", "x.py", stdin="x = 小狐狸\n")

    assert (done.exit_code, done.stdout) == (3, "x = 小狐狸\n")
    assert "error: x.py: is neither Markdown" in done.stderr


def test_what_a_run_goes_by_is_no_document() -> None:
    write("terms.txt", "include: [more.md]\nterms:\n  - 大熊: Bear Kit\n")
    write("more.md", "terms:\n  - 小狐狸: Foxlet\n")
    write("a.md", "小狐狸和大熊\n")
    Path("link.md").symlink_to("terms.txt")
    before = read("terms.txt"), read("more.md")
    run("a.md", "--glossary", "terms.txt", "--write-baseline", "known.txt")
    known = read("known.txt")

    named = sorted(path.name for path in Path().iterdir() if path.name != "glossary.yml")
    done = run(*named, "--glossary", "terms.txt", "--baseline", "known.txt", "--write")
    assert done.exit_code == 0, done.output
    for name in ("more.md", "link.md", "known.txt"):  # link.md is terms.txt, and comes first
        assert f"{name}: is what this run goes by, and no document; left alone" in done.stderr
    assert "1 document: 2 known and left out" in done.stderr
    done = run("terms.txt", "--glossary", "terms.txt", "--write")
    assert "terms.txt: is what this run goes by" in done.stderr

    done = run(".", "--glossary", "terms.txt", "--write")
    assert "goes by" not in done.stderr  # nobody has named it
    assert (read("terms.txt"), read("more.md"), read("known.txt")) == (*before, known)
    assert read("a.md") == "Foxlet 和 Bear Kit\n"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--include", "*.adoc", "--include", "x/"), ": none matches --include '*.adoc' or --include 'x/'"),
        (("--exclude", "*.md", "--exclude", "*.txt"), ": all match --exclude '*.md' or --exclude '*.txt'"),
        (("--include", "*.md", "--exclude", "*.md"), ": all match --exclude '*.md'"),
        ((), ""),
    ],
)
def test_the_filter_that_leaves_no_document_is_named(options: tuple[str, ...], why: str) -> None:
    write("docs/a.md" if why else "docs/a.adoc", "小狐狸\n")
    done = run("docs", *options)

    assert (done.exit_code, done.stderr) == (0, f"docs: no documents found{why}\n")


@pytest.mark.parametrize(
    ("arguments", "problem", "hint"),
    [
        ((".", "--stdin-filename", "a.md"), "--stdin-filename names standard input, which is not read", "the path `-`"),
        ((".", "--no-journal"), "--no-journal is for a run that writes", "add --write or --interactive"),
        ((".", "--only", "FOXLET"), "the glossary has no such term", "did you mean 'foxlet'?"),
        (
            (".", "--only", "Foxlet,大熊"),
            "the glossary has no such term",
            "repeat the option: --only 'Foxlet' --only '大熊'",
        ),
        ((".", "--only", "foxlet、Bear kit"), "no such term", "repeat the option: --only 'foxlet' --only 'Bear kit'"),
    ],
)
def test_options_that_would_do_nothing_are_wrong_usage(arguments: tuple[str, ...], problem: str, hint: str) -> None:
    write("a.md", "小狐狸\n")
    done = run(*arguments)

    assert done.exit_code == 2
    assert problem in done.stderr
    assert f"hint: {hint}" in done.stderr.replace("give ", "")


def test_json_tells_what_is_written() -> None:
    write("a.md", "小狐狸和珊瑚\n")
    for options, expected in (((), [False, False]), (("--write",), [True, False])):
        objects = json.loads(run("a.md", "--format", "json", *options).stdout)["findings"]
        assert [each["written"] for each in objects] == expected
    assert found("a.md") == [("a.md", 1, "珊瑚", "suggest")]


def test_a_diff_of_standard_input_has_a_name() -> None:
    assert run("-", "--diff", stdin="小狐狸\n").stdout.startswith("diff --git a/stdin b/stdin\n--- a/stdin\n")
    named = run("-", "--diff", "--stdin-filename", "docs/a.md", stdin="小狐狸\n").stdout
    assert named.startswith("diff --git a/docs/a.md b/docs/a.md\n")


def test_the_form_that_is_written_is_shown_alone() -> None:
    write("a.md", "小狐狸，珊瑚板。\n")
    assert ' suggest  "珊瑚" -> "Coral" or "Reef"  ' in run("a.md").stdout
    done = run("a.md", "--interactive", stdin="y\n2\n")
    assert read("a.md") == "Foxlet，Reef 板。\n"
    assert ' applied  "珊瑚" -> "Reef"  ' in done.stdout
