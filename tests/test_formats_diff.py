"""The diff of `fix-terms`: `git apply` and `patch` make of the documents what `--write` does."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitalign.cli.console import Console
from summitalign.cli.fix_print import FindingPrinter
from summitalign.cli.main import program
from summitalign.cli.options import Settings
from summitalign.fix.apply import apply_edits
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.report.diff import diff_lines
from summitalign.workspace.fixing import Fixed

FILLER = "".join(f"第 {number} 行\n" for number in range(1, 9))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ("fix-terms", *arguments))


def git(*arguments: str, at: Path | None = None, patch: bytes | None = None) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True, cwd=at, input=patch)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text("小狐狸: Foxlet\n", encoding="utf-8")
    return tmp_path


def finding(span: Span, replacement: str, text: str = "") -> Finding:
    fix = Fix((Edit(span, replacement),), Applicability.SAFE)
    return Finding("term/mistranslated", span, span.of(text), (replacement,), "x", Decision.APPLY, "so", fix=fix)


def outcome(before: str, *edits: Edit) -> Outcome:
    found = tuple(finding(edit.span, edit.replacement, before) for edit in edits)
    return Outcome("a.md", found, before, apply_edits(before, edits))


@pytest.mark.parametrize(
    "content",
    [
        "小狐狸\n",
        "小狐狸",
        "小狐狸\r\n小狐狸\r\n",
        "小狐狸\r小狐狸\n",
        "\ufeff# 小狐狸\n",
        "\ufeff小狐狸",
        f"小狐狸\n{FILLER}小狐狸",
        f"{FILLER}小狐狸，小狐狸\n\n小狐狸\n{FILLER}{FILLER}小狐狸\n",
        f"小狐狸\n\u2028两行\n{FILLER}\x0c小狐狸\n",
        "看 \x1b[31m红\x1b[0m 的小狐狸\n",
    ],
)
@pytest.mark.parametrize("program_name", ["git", "patch"])
def test_applied_the_diff_gives_the_bytes_that_a_write_gives(folder: Path, content: str, program_name: str) -> None:
    if shutil.which(program_name) is None:
        pytest.skip(f"no {program_name} here")
    page = folder / "a.md"
    page.write_bytes(content.encode())
    patch = run("a.md", "--diff").stdout_bytes
    assert run("a.md", "--diff", "-o", "fix.diff").exit_code == 1
    assert (folder / "fix.diff").read_bytes() == patch

    if program_name == "git":
        git("apply", "--check", patch=patch)
        git("apply", patch=patch)
    else:
        subprocess.run(["patch", "-p1", "--binary", "--quiet"], input=patch, check=True)
    applied = page.read_bytes()
    page.write_bytes(content.encode())
    run("a.md", "--write")

    assert applied == page.read_bytes() != content.encode()


NAMES = [
    "with blank.md", 'quote".md', "back\\slash.md", "tab\there.md", "line\nbreak.md", "中文.md", "-dash.md",
    "a b/c d.md",
    "2020-01-01 00:00:00 x.md", "'single'.md", "::warning::.md", "bad\udcff.md", "\x1b[31m.md", "trailing .md",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("in_repository", [True, False])
def test_every_name_survives(folder: Path, name: str, in_repository: bool) -> None:
    if in_repository:
        git("init", "-q")
    page = folder / name
    page.parent.mkdir(exist_ok=True)
    page.write_text("小狐狸\n", encoding="utf-8")

    patch = run(f"./{name}", "--diff").stdout_bytes
    git("apply", patch=patch)

    assert page.read_text(encoding="utf-8") == "Foxlet\n"


def test_in_a_repository_names_begin_at_its_top_wherever_the_run_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("init", "-q")
    for name in ("docs", "other"):
        (folder / name).mkdir()
        (folder / name / "a.md").write_text("小狐狸\n", encoding="utf-8")
    monkeypatch.chdir(folder / "docs")
    for paths in (["."], ["../other"], [str(folder / "docs" / "a.md"), str(folder / "other")]):
        patch = run(*paths, "--diff").stdout_bytes
        git("apply", at=folder, patch=patch)
        changed = [name for name in ("docs", "other") if "Foxlet" in (folder / name / "a.md").read_text("utf-8")]
        git("apply", "--reverse", at=folder, patch=patch)

        assert changed == (["docs", "other"] if len(paths) == 2 else ["docs" if paths == ["."] else "other"])
    git("apply", patch=run(".", "--diff").stdout_bytes)  # from the folder of the run, too
    assert (folder / "docs/a.md").read_text(encoding="utf-8") == "Foxlet\n"


def test_outside_a_repository_names_begin_here_or_at_the_root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "here").mkdir()
    (folder / "a.md").write_text("小狐狸\n", encoding="utf-8")
    (folder / "here/b.md").write_text("小狐狸\n", encoding="utf-8")
    monkeypatch.chdir(folder / "here")

    assert "--- a/b.md\n" in run(str(folder / "here/b.md"), "--diff").stdout
    assert f"--- a{folder}/a.md\n" in run("../a.md", "--diff").stdout


def test_hunks_have_three_lines_around_and_near_ones_are_one() -> None:
    rows = [f"{number}\n" for number in range(40)]
    before = "".join(rows)

    def lines_of(*numbers: int) -> list[str]:
        edits = [Edit(Span(at, at + len(rows[n]) - 1), "x") for n in numbers for at in [len("".join(rows[:n]))]]
        return list(diff_lines(outcome(before, *edits), "a.md"))[3:]

    assert lines_of(10) == ["@@ -8,7 +8,7 @@\n", " 7\n", " 8\n", " 9\n", "-10\n", "+x\n", " 11\n", " 12\n", " 13\n"]
    assert [line for line in lines_of(10, 17) if line.startswith("@@")] == ["@@ -8,14 +8,14 @@\n"]
    assert [line for line in lines_of(10, 18) if line.startswith("@@")] == ["@@ -8,7 +8,7 @@\n", "@@ -16,7 +16,7 @@\n"]
    assert lines_of(0, 1)[:5] == ["@@ -1,5 +1,5 @@\n", "-0\n", "-1\n", "+x\n", "+x\n"]
    assert lines_of(39)[0] == "@@ -37,4 +37,4 @@\n"


# In UTF-16 the byte of LF is a half of 上 (U+4E0A) and of ㈊ (U+320A): lines end there for git.
WIDE = "第一行上面\n小狐狸上\n" + FILLER + "上小狐狸㈊\n末行，小狐狸"


@pytest.mark.parametrize("tool", [("git", "apply", "--whitespace=nowarn"), ("patch", "-p1", "--quiet", "--binary")])
@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "big5", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_diff_is_in_the_encoding_of_the_document_and_applies(tool: tuple[str, ...], encoding: str, end: str) -> None:
    is_wide = encoding.startswith("utf-16")
    before = ("\ufeff" if is_wide else "") + WIDE.replace("㈊", "㈊" if is_wide else "").replace("\n", end)
    Path("名 字.md").write_bytes(before.encode(encoding))
    Path("plain.md").write_text("小狐狸\n", encoding="utf-8")
    arguments = ("名 字.md", "plain.md", "--diff", "--encoding", encoding if not is_wide else "utf-8")
    if encoding not in ("utf-8", "utf-16-le", "utf-16-be"):
        Path("plain.md").write_bytes("小狐狸\n".encode(encoding))
    done = run(*arguments)
    assert (done.exit_code, done.stdout_bytes.count(b"diff --git")) == (1, 2)
    assert "problem" not in done.stderr
    assert run(*arguments, "--output", "out.diff").exit_code == 1
    assert Path("out.diff").read_bytes() == done.stdout_bytes

    subprocess.run(tool, input=done.stdout_bytes, check=True, capture_output=True)
    expected = {name: Path(name).read_bytes() for name in ("名 字.md", "plain.md")}
    Path("名 字.md").write_bytes(before.encode(encoding))
    assert run("名 字.md", "--write", "--encoding", encoding if not is_wide else "utf-8").exit_code == 0
    assert Path("名 字.md").read_bytes() == expected["名 字.md"] != before.encode(encoding)
    assert b"Foxlet" in expected["plain.md"]


def test_on_a_terminal_a_diff_in_another_encoding_is_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summitalign.cli.fix_print._is_terminal", lambda _: True)
    console = Console(Settings())
    FindingPrinter("diff", console).document(Fixed(outcome("狐\n", Edit(Span(0, 1), "x")), encoding="gb18030"), False)

    assert capsys.readouterr().out.endswith("-狐\n+x\n")
    assert console.problems == 0


def test_later_hunks_say_how_far_the_earlier_ones_have_moved_them() -> None:
    before = "x\n" * 30
    done = outcome(before, Edit(Span(0, 1), "1\n2\n3"), Edit(Span(28, 29), "y"), Edit(Span(56, 60), ""))

    heads = [line for line in diff_lines(done, "a.md") if line.startswith("@@")]
    assert heads == ["@@ -1,4 +1,6 @@\n", "@@ -12,7 +14,7 @@\n", "@@ -26,5 +28,3 @@\n"]
    assert list(diff_lines(Outcome("a.md", (), "", "x\n"), "a.md"))[3:] == ["@@ -0,0 +1 @@\n", "+x\n"]


def test_behind_a_name_with_a_blank_stands_a_tab() -> None:
    done = outcome("a\n", Edit(Span(0, 1), "b"))

    assert list(diff_lines(done, "a b.md"))[:3] == [
        "diff --git a/a b.md b/a b.md\n", "--- a/a b.md\t\n", "+++ b/a b.md\t\n",
    ]  # fmt: skip
    assert list(diff_lines(done, 'a "b.md'))[1] == '--- "a/a \\"b.md"\n'


def test_where_the_edits_do_not_lead_to_the_text_the_texts_are_compared() -> None:
    changed = Outcome("a.md", (), "one\ntwo\nthree\n", "one\n2\nthree\n")

    assert list(diff_lines(changed, "a.md"))[4:] == [" one\n", "-two\n", "+2\n", " three\n"]
    assert list(diff_lines(Outcome("a.md", (), "same\n", "same\n"), "a.md")) == []


PIECES = st.lists(
    st.sampled_from(["a", "狐", "\n", "\r\n", "\r", "\u2028", " ", "\\", "b\nb\nb\nb\nb\nb\nb\n"]), max_size=14
)


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    before = "x" + "".join(draw(PIECES))
    cuts = sorted(draw(st.sets(st.integers(0, len(before)), max_size=6)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        edits.append(Edit(Span(start, end), "".join(draw(PIECES))[:6]))
    done = outcome(before, *edits)
    # No document becomes empty, and an empty one has no findings: git has names of its own for both.
    return done if done.after else outcome(before)


@given(outcomes(), st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_edits_come_out_of_git_as_they_went_in(folder: Path, done: Outcome, has_bom: bool) -> None:
    mark = "\ufeff" if has_bom else ""
    page = folder / "a.md"
    page.write_bytes((mark + done.before).encode())
    patch = "".join(diff_lines(done, "a.md", has_bom)).encode()
    if done.before == done.after:
        assert patch == b""
        return

    git("apply", "--whitespace=nowarn", patch=patch)

    assert page.read_bytes() == (mark + done.after).encode()
