"""Headings that other documents of a run link to: both change, or none."""

import os
import subprocess
from pathlib import Path

import pytest

from fix_command import found, read, run, write
from linked_pages import FIXED, GLOSSARY, GUIDE, HELD, wrote
from summitalign.api import Fixer
from summitalign.workspace.linked_paths import LinkedPaths


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)


LINKS = {
    "docs/a.md": ("[一](sub/guide.md#灯塔入门)与灯塔。\n", "[一](sub/guide.md#beacon-入门)与 Beacon。\n"),
    "docs/sub/b.md": ("[一](guide#%E7%81%AF%E5%A1%94入门)\n", "[一](guide#beacon-%E5%85%A5%E9%97%A8)\n"),
    "docs/z/c.md": (
        '<a href="/docs/sub/guide.html#灯塔入门">一</a>、[二]、[三](<../sub/guide.md#灯塔入门> "灯塔")\n\n'
        "[二]: ../sub/guide/#灯塔入门\n",
        '<a href="/docs/sub/guide.html#beacon-入门">一</a>、[二]、[三](<../sub/guide.md#beacon-入门> "灯塔")\n\n'
        "[二]: ../sub/guide/#beacon-入门\n",
    ),
    "docs/z/other.md": (
        "[别](guide.md#灯塔入门)、[站](https://example.org/sub/guide.md#灯塔入门)\n",
        "[别](guide.md#灯塔入门)、[站](https://example.org/sub/guide.md#灯塔入门)\n",
    ),
}


def tree() -> None:
    write("docs/sub/guide.md", GUIDE)
    for path, (before, _) in LINKS.items():
        write(path, before)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_links_of_all_documents_of_the_run_follow_a_heading(jobs: str) -> None:
    tree()
    for number in range(40):  # more than one process gets something to do
        write(f"docs/m/{number}.md", "灯塔\n")
    wrote("docs", "--jobs", jobs)
    assert read("docs/sub/guide.md") == FIXED
    assert {path: read(path) for path in LINKS} == {path: after for path, (_, after) in LINKS.items()}
    assert found("docs") == []


def test_undo_restores_links_and_headings_and_makes_them_again() -> None:
    tree()
    wrote()
    after = {path: read(path) for path in LINKS}
    done = run("--undo")
    assert done.exit_code == 0, done.output
    assert {path: read(path) for path in LINKS} == {path: before for path, (before, _) in LINKS.items()}
    assert read("docs/sub/guide.md") == GUIDE
    assert "in 4 documents" in done.output
    assert run("--undo", done.output.split("(--undo ")[1].split()[0]).exit_code == 0
    assert {path: read(path) for path in LINKS} == after
    assert read("docs/sub/guide.md") == FIXED


@pytest.mark.parametrize("name", ["docs/a.md", "docs/z.md"])  # its terms are written before its links, and after
def test_undo_of_a_term_takes_its_links_back_too(name: str) -> None:
    write("docs/guide.md", GUIDE)
    write(name, "[一](guide.md#灯塔入门)灯塔、码头\n")
    wrote()
    assert read(name) == "[一](guide.md#beacon-入门)Beacon、Docker\n"
    assert run("--undo", "--only", "灯塔").exit_code == 0
    assert read(name) == "[一](guide.md#灯塔入门)灯塔、Docker\n"
    assert read("docs/guide.md") == GUIDE


def test_report_mode_tells_of_the_links_and_writes_nothing() -> None:
    tree()
    told = found("docs")
    assert ("docs/a.md", 1, "灯塔入门", "apply") in told
    assert ("docs/sub/guide.md", 3, "灯塔", "apply") in told
    assert sum(form != "灯塔" for _, _, form, _ in told) == 5
    assert read("docs/a.md") == LINKS["docs/a.md"][0]
    text = run("docs").output
    assert 'the heading of docs/sub/guide.md becomes "Beacon 入门"' in text


@pytest.mark.parametrize("tool", [["git", "apply"], ["patch", "-p1", "-i"]])
def test_the_diff_applies(tool: list[str]) -> None:
    tree()
    write("docs/zz.md", "[一](z/c.md#码头)\n\n## 灯塔\n")
    write("docs/z/c.md", LINKS["docs/z/c.md"][0] + "\n## 码头\n\n[四](../zz.md#灯塔)\n")
    Path("all.diff").write_bytes(run("docs", "--diff").stdout_bytes)
    done = subprocess.run([*tool, "all.diff"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    by_diff = {str(path): path.read_text() for path in Path("docs").rglob("*.md")}
    tree()
    write("docs/zz.md", "[一](z/c.md#码头)\n\n## 灯塔\n")
    write("docs/z/c.md", LINKS["docs/z/c.md"][0] + "\n## 码头\n\n[四](../zz.md#灯塔)\n")
    wrote()
    assert by_diff == {str(path): path.read_text() for path in Path("docs").rglob("*.md")}
    assert read("docs/zz.md") == "[一](z/c.md#docker)\n\n## Beacon\n"
    assert read("docs/z/c.md").endswith("\n## Docker\n\n[四](../zz.md#beacon)\n")


@pytest.mark.parametrize(
    "link",
    [
        "`[一](guide.md#灯塔入门)`",
        '{% include nav.html %}\n\n```\n<a href="guide.md#灯塔入门">\n```',
        '{% raw %}[一](guide.md#灯塔入门){% endraw %}\n\n{% x %}<a href="guide#灯塔入门">`[二](guide#灯塔入门)`',
    ],
)
def test_a_link_that_cannot_follow_keeps_the_heading(link: str) -> None:
    write("docs/guide.md", GUIDE)
    write("docs/a.md", f"{link}\n")
    write("docs/b.md", "[一](guide.md#灯塔入门)\n")
    output = wrote()
    assert read("docs/guide.md") == HELD
    assert read("docs/a.md") == f"{link}\n"
    assert read("docs/b.md") == "[一](guide.md#灯塔入门)\n"
    assert "docs/a.md links to this heading" in output


def test_a_path_that_may_be_two_documents_keeps_the_heading() -> None:
    write("docs/guide.md", GUIDE)
    write("docs/guide/index.md", "# 别的\n")
    write("docs/a.md", "[一](guide#灯塔入门)\n")
    assert "does not say which document 'guide' is" in wrote()
    assert read("docs/guide.md") == HELD
    write("docs/a.md", "[一](guide.md#灯塔入门)\n")
    wrote()
    assert read("docs/guide.md") == FIXED
    assert read("docs/a.md") == "[一](guide.md#beacon-入门)\n"


@pytest.mark.parametrize("options", [("--max-fixes", "9"), ("--interactive", "--write")])
def test_a_run_that_is_narrowed_down_leaves_linked_headings(options: tuple[str, ...]) -> None:
    write("docs/guide.md", GUIDE)
    write("docs/a.md", "[一](guide.md#灯塔入门)\n")
    run("docs", *dict.fromkeys((*options, "--write")), stdin="q\n")
    assert read("docs/guide.md") == HELD
    assert read("docs/a.md") == "[一](guide.md#灯塔入门)\n"


@pytest.mark.parametrize("options", [(), ("--write",), ("--diff",), ("--max-fixes", "1")])
def test_a_run_prepares_its_glossary_once(options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    tree()
    write("docs/held.md", "# 码头\n")
    write("docs/holding.md", "[一](held.md#码头) `[二](held.md#码头)`灯塔\n")
    count = [0]
    prepare = Fixer.__init__

    def counting(*arguments: object, **options: object) -> None:
        count[0] += 1
        prepare(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Fixer, "__init__", counting)
    assert run("docs", *options).exit_code == 1
    assert count == [1]


def test_a_document_outside_of_the_run_is_not_looked_at() -> None:
    write("docs/guide.md", GUIDE)
    write("docs/a.md", "[一](guide.md#灯塔入门)\n")
    wrote("docs/guide.md")
    assert read("docs/guide.md") == FIXED
    assert read("docs/a.md") == "[一](guide.md#灯塔入门)\n"


def test_headings_that_link_to_each_other_all_change() -> None:
    write("docs/a.md", "# 灯塔\n\n[二](b.md#码头)\n")
    write("docs/b.md", "# 码头\n\n[一](a.md#灯塔)\n")
    wrote()
    assert read("docs/a.md") == "# Beacon\n\n[二](b.md#docker)\n"
    assert read("docs/b.md") == "# Docker\n\n[一](a.md#beacon)\n"
    assert run("--undo").exit_code == 0
    assert read("docs/a.md") == "# 灯塔\n\n[二](b.md#码头)\n"
    assert read("docs/b.md") == "# 码头\n\n[一](a.md#灯塔)\n"


def test_a_heading_that_is_renumbered_takes_its_links_along() -> None:
    write("docs/a.md", "# 灯塔\n\n# Beacon\n")
    write("docs/b.md", "[一](a.md#beacon) [二](a.md#灯塔)\n")
    wrote()
    assert read("docs/a.md") == "# Beacon\n\n# Beacon\n"
    assert read("docs/b.md") == "[一](a.md#beacon-1) [二](a.md#beacon)\n"


def test_an_encoding_is_kept_in_linking_documents() -> None:
    write("docs/guide.md", GUIDE)
    text = "[一](guide.md#灯塔入门)，这里是用来认出编码的一段普通的话，我们在这里说了又说。\n"
    Path("docs/wide.md").write_bytes(text.encode("utf-16"))
    wrote()
    assert Path("docs/wide.md").read_bytes() == text.replace("灯塔入门", "beacon-入门").encode("utf-16")


def test_paths_of_links() -> None:
    paths = LinkedPaths(["docs/guide.md", "docs/a/index.md", "docs/b c.md", "docs/README.md", "x/guide.md"])

    def leads(source: str, path: str) -> list[str]:
        return sorted(os.path.relpath(found) for found in paths.candidates(source, path))

    for path in ("guide.md", "guide", "./guide.html", "../docs/guide.md", "guide.md?plain=1", "/docs/guide/", "guide/"):
        assert leads("docs/z.md", path) == ["docs/guide.md"], path
    assert leads("docs/z.md", "a/") == leads("docs/z.md", "a/index.html") == ["docs/a/index.md"]
    assert leads("docs/z.md", "b%20c.md") == ["docs/b c.md"]
    assert leads("docs/a/index.md", "..") == ["docs/README.md"]
    assert leads("docs/z.md", "/guide") == ["docs/guide.md", "x/guide.md"]
    assert leads("docs/z.md", "{{ site.url }}/docs/guide") == ["docs/guide.md"]
    assert leads("docs/page.md", "../guide") == ["docs/guide.md"]
    for path in ("https://example.org/guide.md", "//x/guide.md", "mailto:guide.md", "nowhere.md", "uide.md", "/uide"):
        assert leads("docs/z.md", path) == [], path


NOT_LOOKED_AT = "links to them from documents that are not part of this run are not looked at"


@pytest.mark.parametrize(
    ("arguments", "is_told"),
    [
        (("docs/guide.md", "--write"), True),
        (("docs/guide.md",), True),
        (("docs", "--include", "guide.md"), True),
        (("docs",), False),
        (("docs/plain.md", "--write"), False),
    ],
)
def test_a_run_over_single_documents_says_that_links_of_others_stay(arguments: tuple[str, ...], is_told: bool) -> None:
    write("docs/guide.md", GUIDE)
    write("docs/plain.md", "# 别的\n\n灯塔\n")
    told = run(*arguments).stderr
    assert (f"headings change in docs/guide.md: {NOT_LOOKED_AT}" in told) == is_told
    assert (NOT_LOOKED_AT in told) == is_told


def test_a_document_has_one_line_and_one_diff() -> None:
    for name in ("docs/a.md", "docs/z.md"):  # its links follow after its own fixes, and before
        write(name, "[一](guide.md#灯塔入门)灯塔、码头\n")
    write("docs/guide.md", GUIDE)
    diff = run("docs", "--diff").stdout
    change = "@@ -1 +1 @@\n-[一](guide.md#灯塔入门)灯塔、码头\n+[一](guide.md#beacon-入门)Beacon、Docker\n"
    assert [diff.count(f"diff --git a/docs/{name}.md") for name in "az"] == [1, 1]
    for name in ("docs/a.md", "docs/z.md"):
        assert f"+++ b/{name}\n{change}" in diff
    write("docs/a.md", "灯塔、码头\n" + "\n别的\n" * 9 + "\n[一](guide.md#灯塔入门)\n")
    hunks = [line for line in run("docs/a.md", "docs/guide.md", "--diff").stdout.splitlines() if line.startswith("@@")]
    assert hunks[-2:] == ["@@ -1,4 +1,4 @@", "@@ -18,4 +18,4 @@"]  # what did not change is in none
    write("docs/a.md", "[一](guide.md#灯塔入门)灯塔、码头\n")
    told = wrote()
    for name in ("docs/a.md", "docs/z.md"):
        assert told.count(f"wrote {name}: 3 fixes\n") == told.count(f"wrote {name}:") == 1
    undone = run("--undo").stderr
    for name in ("docs/a.md", "docs/z.md"):
        assert undone.count(f"restored {name}: 3 fixes undone\n") == undone.count(f"restored {name}:") == 1
