"""`fix-terms --since`: only the lines that have changed since a commit."""

import os
import subprocess
from pathlib import Path

import pytest

from fix_command import GLOSSARY, found, read, run, write


def git(*arguments: str) -> None:
    names = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    write("glossary.yml", GLOSSARY)
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Path:
    write("docs/old.md", "小狐狸一\n\n大熊二\n\n小狐狸三\n")
    write("docs/same.md", "小狐狸\n")
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    return folder


def test_only_lines_changed_since_the_commit_are_reported_and_fixed(repository: Path) -> None:
    write("docs/old.md", "小狐狸一\n\n大熊又二\n\n小狐狸三\n新的大熊\n")
    write('docs/new name "x".md', "小狐狸\n")

    expected = [
        ('docs/new name "x".md', 1, "小狐狸", "apply"), ("docs/old.md", 3, "大熊", "apply"),
        ("docs/old.md", 6, "大熊", "apply"),
    ]  # fmt: skip
    assert found("docs", "--since", "HEAD") == expected
    assert found(str(repository / "docs"), "--since", "main")[1:] == [
        (str(repository / path), *rest) for path, *rest in expected[1:]
    ]
    done = run("docs", "--since", "HEAD", "--write")
    assert read("docs/old.md") == "小狐狸一\n\nBear Kit 又二\n\n小狐狸三\n新的 Bear Kit\n"
    assert "2 documents: 3 fixes written to 2 documents\n" in done.stderr
    assert done.exit_code == 0
    assert found("docs", "--since", "HEAD") == []


def test_committed_staged_and_moved_lines_are_told_apart(repository: Path) -> None:
    git("tag", "start")
    git("mv", "docs/old.md", "docs/moved.md")
    git("commit", "-q", "-m", "move")
    write("docs/moved.md", "新的小狐狸\n小狐狸一\n\n大熊二\n\n小狐狸三\n")
    git("add", ".")
    write("docs/same.md", "\ufeff小狐狸\r\n\r\n大熊\r\n")

    assert found("docs", "--since", "start") == [
        ("docs/moved.md", 1, "小狐狸", "apply"), ("docs/same.md", 1, "小狐狸", "apply"),
        ("docs/same.md", 3, "大熊", "apply"),
    ]  # fmt: skip


def test_removed_lines_and_odd_settings_do_not_lead_astray(repository: Path) -> None:
    write("docs/old.md", "小狐狸一\n\n小狐狸三\n")  # the line that is gone hides nothing
    write("docs/minus.md", "-- a/docs/x.md\n++ b/docs/y.md\n")
    git("add", ".")
    git("commit", "-q", "-m", "lines like headers")
    write("docs/minus.md", "++ b/docs/old.md\n大熊\n")
    git("config", "diff.noprefix", "true")
    git("config", "diff.external", "false")
    git("config", "color.diff", "always")
    git("config", "diff.context", "9")

    assert found("docs", "--since", "HEAD") == [("docs/minus.md", 2, "大熊", "apply")]
    assert found("docs", "--since", "HEAD~1") == [("docs/minus.md", 2, "大熊", "apply")]


def test_of_a_document_that_git_takes_for_binary_every_line_has_changed(repository: Path) -> None:
    for text in ("没有\n", "大熊\n没有\n"):
        Path("docs/wide.md").write_bytes(text.encode("utf-16"))
        git("add", ".")
        git("commit", "-q", "-m", "wide")

    assert found("docs", "--since", "HEAD~1") == [("docs/wide.md", 1, "大熊", "apply")]
    assert found("docs", "--since", "HEAD") == []


def test_a_document_that_git_ignores_is_looked_at_where_it_is_named(repository: Path) -> None:
    write(".gitignore", "built/\nlocal.md\n")
    write("built/a.md", "小狐狸\n")
    write("docs/local.md", "大熊\n")
    write("docs/kept.md", "大熊\n")
    git("add", "-f", "docs/kept.md")
    git("commit", "-q", "-m", "kept")
    write(".gitignore", "built/\nlocal.md\nkept.md\n")

    assert found(".", "--since", "HEAD") == []
    expected = [("built/a.md", 1, "小狐狸", "apply"), ("docs/local.md", 1, "大熊", "apply")]
    assert found("built/a.md", "docs/local.md", "docs/kept.md", "docs/same.md", "--since", "HEAD") == expected


def test_a_folder_that_git_ignores_is_looked_at_where_it_is_named(repository: Path) -> None:
    write(".gitignore", "built/\n*.tmp.md\n")
    write("built/a.md", "小狐狸\n")
    write("built/b.tmp.md", "小狐狸\n")

    assert found("built", "docs", "--since", "HEAD") == [("built/a.md", 1, "小狐狸", "apply")]


@pytest.mark.parametrize("ref", ["HEAD", "@", "main"])
def test_without_a_commit_all_is_new(folder: Path, ref: str) -> None:
    write("docs/a.md", "小狐狸\n")
    git("init", "-q", "-b", "main")
    git("add", ".")
    write("docs/b.md", "大熊\n")

    assert found("docs", "--since", ref) == [("docs/a.md", 1, "小狐狸", "apply"), ("docs/b.md", 1, "大熊", "apply")]


def test_on_a_branch_without_a_commit_other_names_are_looked_up(repository: Path) -> None:
    git("checkout", "-q", "--orphan", "new")

    assert len(found("docs", "--since", "HEAD")) == 4
    assert found("docs", "--since", "main") == []
    assert "the repository has no such commit" in run("docs", "--since", "mian").stderr


def test_what_is_left_out_for_its_line_proves_nothing_either(repository: Path) -> None:
    write("docs/old.md", "小狐狸一\n狐很好。\n\n大熊二\n\n小狐狸三\n")

    assert found("docs", "--since", "HEAD") == [("docs/old.md", 2, "狐", "suggest")]


@pytest.mark.parametrize(
    ("commit", "message"),
    [
        ("nowhere", "--since 'nowhere': the repository has no such commit"),
        ("--output=x", "--since '--output=x' names no commit"),
        ("", "--since '' names no commit"),
    ],
)
def test_a_commit_that_is_not_there_is_wrong_usage(repository: Path, commit: str, message: str) -> None:
    done = run("docs", f"--since={commit}")

    assert done.exit_code == 2
    assert message in done.stderr
    assert "hint: " in done.stderr
    assert sorted(path.name for path in repository.iterdir()) == [".git", "docs", "glossary.yml"]


def test_without_a_repository_or_without_git_since_is_wrong_usage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md", "小狐狸\n")
    done = run(".", "--since", "HEAD")
    assert (done.exit_code, done.stderr) == (
        2, "error: ./a.md: --since needs a Git repository, and this lies in none\n",
    )  # fmt: skip
    assert "standard input" in run("-", "--since", "HEAD", stdin="").stderr

    git("init", "-q")
    monkeypatch.setenv("PATH", str(folder))
    done = run(".", "--since", "HEAD")
    assert done.exit_code == 2
    assert "--since needs the program git" in done.stderr
