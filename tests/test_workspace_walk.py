"""Which documents a walk finds, in which order, under which names."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign.errors import InputError, UsageError
from summitalign.workspace.walk import IGNORED, documents


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("text\n", encoding="utf-8")


def test_walks_in_order_of_names_and_prints_paths_as_given(tree: Path) -> None:
    make("docs/b.md", "docs/a/z.markdown", "docs/a/notes.TXT", "docs/c.mdx", "docs/picture.png", "docs/code.py")

    assert list(documents(["docs"])) == ["docs/a/notes.TXT", "docs/a/z.markdown", "docs/b.md", "docs/c.mdx"]
    assert list(documents(["./docs/a"])) == ["./docs/a/notes.TXT", "./docs/a/z.markdown"]


def test_takes_named_files_as_they_are_and_each_document_once(tree: Path) -> None:
    make("docs/a.md", "docs/.draft.rst")

    assert list(documents(["docs/.draft.rst", "docs/a.md", "docs", "./docs/a.md", "-"])) == [
        "docs/.draft.rst",
        "docs/a.md",
        "-",
    ]


def test_skips_hidden_files_and_folders(tree: Path) -> None:
    make("docs/.venv/a.md", "docs/._a.md", "docs/a.md")

    assert list(documents(["docs"])) == ["docs/a.md"]


def test_respects_ignore_files_at_every_level(tree: Path) -> None:
    make("docs/a.md", "docs/build/b.md", "docs/deep/draft-c.md", "docs/deep/draft-keep.md", "docs/deep/own/d.md")
    Path("docs/.gitignore").write_text("build/\ndraft-*\n", encoding="utf-8")
    Path("docs/deep/.summitalignignore").write_text("!draft-keep.md\n/own\n", encoding="utf-8")

    assert list(documents(["docs"])) == ["docs/a.md", "docs/deep/draft-keep.md"]


def test_respects_the_rules_of_the_repository_around(tree: Path) -> None:
    make("repo/docs/out/a.md", "repo/docs/b.md")
    Path("repo/.git").mkdir()
    Path("repo/.gitignore").write_text("docs/out\n", encoding="utf-8")
    Path(".gitignore").write_text("*.md\n", encoding="utf-8")  # outside the repository: not its business

    assert list(documents(["repo/docs"])) == ["repo/docs/b.md"]


def test_own_rules_of_the_folders_above_count_without_a_repository(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("docs/zh/out/a.md", "docs/zh/b.md", "docs/zh/c.md")
    Path(".summitalignignore").write_text("docs/zh/out\nb.md\n", encoding="utf-8")
    Path("docs/.summitalignignore").write_text("!b.md\n", encoding="utf-8")
    Path(".gitignore").write_text("c.md\n", encoding="utf-8")  # Git knows no rules outside a repository

    assert list(documents(["docs/zh"])) == ["docs/zh/b.md", "docs/zh/c.md"]
    (tree / "elsewhere").mkdir()
    monkeypatch.chdir(tree / "elsewhere")
    assert list(documents(["../docs/zh"])) == ["../docs/zh/b.md", "../docs/zh/c.md"]
    monkeypatch.chdir(tree / "docs")  # what lies above the working directory is not asked
    assert list(documents(["zh"])) == ["zh/b.md", "zh/c.md", "zh/out/a.md"]


def test_own_rules_of_the_working_directory_reach_into_a_repository_below(tree: Path) -> None:
    make("repo/docs/a.md", "repo/docs/b.md")
    Path("repo/.git").mkdir()
    Path(".summitalignignore").write_text("a.md\n", encoding="utf-8")

    assert list(documents(["repo/docs"])) == list(documents(["repo"])) == ["repo/docs/b.md"]


def walked(path: str) -> list[str]:
    """Return what a walk finds, relative to the folder that was named."""
    return [os.path.relpath(found, path) for found in documents([path])]


@pytest.mark.parametrize("name", ["try", "try/zh", ".", "../try"])
@pytest.mark.parametrize("rule", ["/try", "try/", "try", "t*", "**/try", "/**/try", "/*", "tr[y]", "/try/**"])
@pytest.mark.parametrize("file", [".gitignore", ".summitalignignore"])
def test_a_named_folder_is_searched_whatever_the_rules_above_say_of_it(
    tree: Path, monkeypatch: pytest.MonkeyPatch, file: str, rule: str, name: str
) -> None:
    make("try/zh/a.md", "try/zh/build/b.md", "try/zh/c.tmp.md", "try/zh/try/d.md", "try/zh/own.md")
    (tree / ".git").mkdir()
    Path(file).write_text(f"build/\n*.tmp.md\n{rule}\n", encoding="utf-8")
    Path("try/zh/.gitignore").write_text("own.md\n", encoding="utf-8")
    monkeypatch.chdir(tree / "try" if name.startswith(".") else tree)

    inner = "" if name == "try/zh" else "zh/"
    found = walked(name)

    assert f"{inner}a.md" in found
    assert not {f"{inner}build/b.md", f"{inner}c.tmp.md", f"{inner}own.md"} & set(found)
    assert list(documents([str(tree)])) == []


def test_a_rule_that_names_a_folder_still_holds_below_it(tree: Path) -> None:
    make("drafts/a.md", "drafts/draft-b.md", "drafts/in/drafts/c.md", "drafts/draft-keep.md")
    (tree / ".git").mkdir()
    Path(".gitignore").write_text("draft*\n!draft-keep*\n", encoding="utf-8")

    assert list(documents(["drafts"])) == ["drafts/a.md", "drafts/draft-keep.md"]
    assert list(documents(["drafts/in"])) == []


def test_a_rule_of_a_named_folder_leaves_rules_further_out_as_they_are(tree: Path) -> None:
    make("docs/try/a.md", "docs/try/b.tmp.md")
    (tree / ".git").mkdir()
    Path(".gitignore").write_text("*.tmp.md\n", encoding="utf-8")
    Path("docs/.gitignore").write_text("/try\n", encoding="utf-8")

    assert list(documents(["docs/try"])) == ["docs/try/a.md"]
    assert list(documents(["docs"])) == []


@pytest.mark.parametrize("name", ["a[b]", "a*b", "a?b", "a\\b", "!a", "#a", " a "])
def test_a_named_folder_may_hold_letters_that_mean_something_in_a_rule(tree: Path, name: str) -> None:
    make(f"{name}/c.md", f"{name}/old/d.md", f"{name}/skip/e.md")
    (tree / ".git").mkdir()
    Path(".gitignore").write_text("*\n!*/\n!c.md\nskip\n/*a*\n", encoding="utf-8")

    assert list(documents([name])) == [f"{name}/c.md"]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.from_regex(r"/?(\*\*/)?[ab*](/[ab*])?/?", fullmatch=True), min_size=1, max_size=4),
    st.sampled_from(["a", "a/b", "b", "b/a"]),
)
def test_below_a_folder_that_no_rule_names_nothing_has_changed(
    tmp_path_factory: pytest.TempPathFactory, rules: list[str], top: str
) -> None:
    root = tmp_path_factory.mktemp("rules")
    make(*(str(root / first / second / name) for first in "ab" for second in "ab" for name in ("a.md", "a/b.md")))
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / ".gitignore").write_text("\n".join(rules) + "\n", encoding="utf-8")
    check = ["git", "-C", str(root), "check-ignore", "-q", top]
    if subprocess.run(check, check=False).returncode == 0:
        return

    kept = subprocess.run(
        ["git", "-C", str(root), "ls-files", "--others", "--exclude-standard", "-z", top],
        capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert sorted(documents([str(root / top)])) == sorted(str(root / name) for name in kept.split("\0") if name)


def test_follows_no_link_out_of_the_tree_and_no_circle(tree: Path) -> None:
    make("outside/secret.md", "docs/a.md")
    Path("docs/link").symlink_to(tree / "outside")
    Path("docs/link.md").symlink_to(tree / "outside/secret.md")
    Path("docs/again").symlink_to(tree / "docs")

    assert list(documents(["docs"])) == ["docs/a.md"]


def test_tells_what_is_left_out_and_why(tree: Path) -> None:
    make("docs/a.md", "docs/.b.md", "docs/c.png", "docs/old/d.md", "docs/.git/e.md", "other/f.md")
    Path("docs/.gitignore").write_text("old\n", encoding="utf-8")
    Path("docs/.summitalignignore").write_text("old\n", encoding="utf-8")
    Path("docs/link").symlink_to(Path("other").resolve())
    Path("docs/g.md").symlink_to("a.md")
    told: list[tuple[str, str]] = []

    assert list(documents(["docs"], on_skip=lambda path, why: told.append((path, why)))) == ["docs/a.md"]
    assert told == [
        ("docs/.b.md", "hidden"),
        ("docs/.git", "hidden"),
        ("docs/g.md", "a symbolic link"),
        ("docs/link", "a symbolic link"),
        ("docs/old", IGNORED),
    ]
    assert list(documents(["docs"])) == ["docs/a.md"]


def test_walks_deeper_than_python_recurses(tree: Path) -> None:
    folder = os.open(tree, os.O_RDONLY)
    for _ in range(1_100):
        os.mkdir("d", dir_fd=folder)
        deeper = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = deeper
    os.close(os.open("a.md", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    os.close(folder)

    try:
        assert list(documents(["d"])) == ["d/" * 1_100 + "a.md"]
    finally:  # pytest clears its folders with a function that cannot go so deep
        subprocess.run(["rm", "-rf", str(tree / "d")], check=True)


def test_names_the_path_that_does_not_exist(tree: Path) -> None:
    make("a.md")

    with pytest.raises(UsageError) as caught:
        list(documents(["a.md", "docs/missing"]))

    assert caught.value.place == "docs/missing"


def test_goes_on_after_a_folder_that_cannot_be_listed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("docs/a/a.md", "docs/b/b.md")
    scandir = os.scandir

    def guarded(path: str) -> object:
        if path == "docs/a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    problems: list[InputError] = []

    assert list(documents(["docs"], problems.append)) == ["docs/b/b.md"]
    assert [problem.place for problem in problems] == ["docs/a"]


@settings(max_examples=25)
@given(st.sets(st.from_regex(r"[a-c](/[a-c]){0,2}\.md", fullmatch=True), max_size=8))
def test_finds_every_document_once(tmp_path_factory: pytest.TempPathFactory, names: set[str]) -> None:
    folder = tmp_path_factory.mktemp("walk")
    make(*(str(folder / name) for name in names))

    found = list(documents([str(folder)]))

    assert sorted(found) == sorted(str(folder / name) for name in names)
    assert [part.split("/") for part in found] == sorted(part.split("/") for part in found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_ignore_rules_in_a_pipe_are_not_waited_for(tree: Path) -> None:
    make("docs/a.md")
    os.mkfifo("docs/.gitignore")
    problems: list[InputError] = []

    assert list(documents(["docs"], problems.append)) == ["docs/a.md"]
    assert [problem.message for problem in problems] == ["the ignore rules cannot be read: not a file"]


def test_an_empty_path_is_refused(tree: Path) -> None:
    with pytest.raises(UsageError, match="an empty path"):
        list(documents([""]))
