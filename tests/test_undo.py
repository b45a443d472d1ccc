"""Taking back what a run wrote: one run, one file or one term, to the byte, and only where nobody else has been."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.errors import UsageError
from summitalign.fix.journal import Change, FileRecord, chosen, digest, inverse, made, still_to_undo
from summitalign.workspace.journal import FIX, UNDO, Journal, read_runs
from summitalign.workspace.undo import History, Request
from undo_pages import FIXED, GLOSSARY, PAGE, page, run, write_pages


def run_ids(folder: Path) -> list[str]:
    return [known.id for known in read_runs(folder)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_pages(tmp_path)


def test_the_last_run_is_taken_back_and_can_be_made_again(folder: Path) -> None:
    assert run("docs", "--write").exit_code == 0
    assert page("docs/a.md") == page("docs/b.md") == FIXED

    done = run("--undo")

    assert page("docs/a.md") == page("docs/b.md") == PAGE
    first, second = run_ids(folder)
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "restored docs/a.md: 4 fixes undone",
        "restored docs/b.md: 4 fixes undone",
        f"run {first}: 8 fixes undone in 2 documents (--undo {second} makes them again)",
    ]
    assert run("--undo").stderr == f"nothing to undo in {folder}\n"
    run("--undo", second)
    assert page("docs/a.md") == page("docs/b.md") == FIXED
    assert run("--undo").exit_code == 0  # made again, it is there to be undone again
    assert page("docs/a.md") == PAGE


@pytest.mark.parametrize(
    "arguments", [("--undo", "docs/a.md"), ("docs/a.md", "--undo"), ("--undo", "last", "docs/a.md")]
)
def test_one_file_is_taken_back_wherever_its_path_stands(folder: Path, arguments: tuple[str, ...]) -> None:
    run("docs", "--write")

    assert run(*arguments).exit_code == 0
    assert (page("docs/a.md"), page("docs/b.md")) == (PAGE, FIXED)
    assert run("--undo", "docs").exit_code == 0
    assert page("docs/b.md") == PAGE


def test_the_terms_of_a_file_are_taken_back_one_by_one_in_any_order(folder: Path) -> None:
    run("docs", "--write")
    history = History(())
    last = history.runs[-1]
    request = Request(("docs/a.md",), ("wolfie",))
    with history.journal(last) as journal:
        assert [done.count for done in history.undo(last, request, journal)] == [2]
    assert page("docs/a.md") == FIXED.replace(" Wolfie", "大灰狼")

    history = History(())
    with history.journal(last) as journal:  # by the wrong form this time
        assert [done.count for done in history.undo(last, Request(("docs/a.md",), ("小狐狸",)), journal)] == [2]
    assert page("docs/a.md") == PAGE
    again = History(()).runs[1].id
    assert run("--undo", again).exit_code == 0  # the first of the two, in a file that the second has changed
    assert page("docs/a.md") == PAGE.replace("大灰狼", " Wolfie")
    assert run("--undo").exit_code == 0
    assert page("docs/a.md") == page("docs/b.md") == PAGE


def test_only_one_term_is_taken_back_from_the_command_line(folder: Path) -> None:
    run("docs", "--write")

    assert run("--undo", "--only", "大灰狼", "docs/a.md").exit_code == 0
    assert (page("docs/a.md"), page("docs/b.md")) == (FIXED.replace(" Wolfie", "大灰狼"), FIXED)
    assert run("--undo", "--only", "foxlet").exit_code == 0
    assert (page("docs/a.md"), page("docs/b.md")) == (PAGE, FIXED.replace(" Foxlet", "小狐狸"))


def test_a_file_that_has_changed_is_left_alone_and_the_others_are_done(folder: Path) -> None:
    run("docs", "--write")
    (folder / "docs/a.md").write_text("by hand", encoding="utf-8")

    done = run("--undo")

    assert done.exit_code == 3
    assert f"error: docs/a.md: has changed since the run {run_ids(folder)[0]}, and was left alone" in done.stderr
    assert "1 problem" in done.stderr
    assert (page("docs/a.md"), page("docs/b.md")) == ("by hand", PAGE)
    (folder / "docs/a.md").unlink()
    assert "error: docs/a.md: is no longer there" in run("--undo", "docs/a.md").stderr


def test_an_earlier_run_waits_for_the_later_one(folder: Path) -> None:
    (folder / "glossary.yml").write_text("terms:\n  - 小狐狸: Foxlet\n", encoding="utf-8")
    run("docs/a.md", "--write")
    (folder / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    run("docs/a.md", "--write")
    first, second = run_ids(folder)

    done = run("--undo", first)

    assert done.exit_code == 3
    assert f"hint: undo the later run first: --undo {second}" in done.stderr
    assert run("--undo").exit_code == run("--undo").exit_code == 0
    assert page("docs/a.md") == PAGE


def test_runs_are_listed_the_last_first(folder: Path) -> None:
    run("docs", "--write")
    run("--undo", "docs/a.md")

    lines = run("--undo", "list").stdout.splitlines()

    first, second = run_ids(folder)
    assert lines[0].startswith(second)
    assert lines[0].endswith(f"4 fixes undone in 1 document  (of run {first}): docs/a.md; foxlet, wolfie")
    assert lines[1].startswith(first)
    assert lines[1].endswith("8 fixes written to 2 documents: docs/a.md, docs/b.md; foxlet, wolfie")


def test_a_run_is_named_by_the_beginning_or_the_end_of_its_id(folder: Path) -> None:
    for name in ("20260101T000000Z-aaaa", "20260101T000000Z-aabb", "20260202T000000Z-aacc"):
        with Journal(folder, id=name) as journal:
            journal.note(FileRecord("docs/a.md", "1", "2", "utf-8", False, ()))
    history = History(())

    assert [history.named(name) and history.named(name).id[-4:] for name in ("202602", "aabb", "2027")] == [  # type: ignore[union-attr]
        "aacc", "aabb", None,
    ]  # fmt: skip
    with pytest.raises(UsageError, match="several runs begin so: 20260101T000000Z-aaaa, 20260101T000000Z-aabb"):
        history.named("2026010")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--undo", "2099"), "no run with this id in"),
        (("--undo", "last", "nowhere.md"), "nowhere.md: no such file or folder"),
        (("--undo", "--write"), "--undo and --write exclude each other"),
        (("--undo", "last", "-"), "standard input is not written"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)

    assert done.exit_code == 2
    assert message in done.stderr


def test_the_journal_keeps_no_documents_and_hides_from_git_and_walks(folder: Path) -> None:
    secret = "只有文件里才有的一句话。"
    (folder / "docs/a.md").write_text(PAGE + secret, encoding="utf-8")
    run("docs", "--write")

    assert (folder / ".summitalign/.gitignore").read_text(encoding="utf-8").startswith("*\n")
    journal = next((folder / ".summitalign/runs").iterdir())
    rows = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    assert journal.stem == rows[0]["id"]
    assert [list(row) for row in rows[1:]] == [["file"], ["done"]] * 2
    assert secret not in json.dumps(rows, ensure_ascii=False)
    assert "nothing to fix" in run(".").stderr


def test_a_run_that_writes_nothing_leaves_no_journal(folder: Path) -> None:
    run("docs")
    run("docs", "--write", "--no-journal")

    assert page("docs/a.md") == FIXED
    assert not (folder / ".summitalign").exists()
    assert run("--undo").exit_code == 0


def test_a_journal_that_cannot_be_written_stops_the_run_before_the_file(folder: Path) -> None:
    (folder / ".summitalign").write_text("in the way", encoding="utf-8")

    done = run("docs", "--write")

    assert done.exit_code == 3
    assert "the journal cannot be written" in done.stderr
    assert "hint: --no-journal writes without one, and cannot be undone" in done.stderr
    assert page("docs/a.md") == page("docs/b.md") == PAGE
    assert sorted(path.name for path in (folder / "docs").iterdir()) == ["a.md", "b.md"]
    assert run("docs", "--write", "--no-journal").exit_code == 0


def test_a_journal_from_elsewhere_cannot_reach_out_of_its_folder(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text("b", encoding="utf-8")
    (folder / "docs/link.md").symlink_to(outside)
    change = (Change(0, "evil", "b"),)
    for path in (str(outside), f"../{outside.name}", "docs/link.md"):
        with Journal(folder) as journal:
            journal.note(FileRecord(path, digest(b"evil"), digest(b"b"), "utf-8", False, change))
        done = run("--undo", journal.id)
        assert done.exit_code == 3, path
        assert outside.read_text(encoding="utf-8") == "b"
    outside.unlink()


def test_a_journal_that_does_not_fit_its_file_changes_nothing(folder: Path) -> None:
    (folder / "docs/a.md").write_bytes(b"b")
    for found, put in (("a", "x"), ("a", "b")):  # what it put is not there; what comes back has another digest
        with Journal(folder) as journal:
            change = Change(0, found, put)
            journal.note(FileRecord("docs/a.md", "0" * 64, digest(b"b"), "utf-8", False, (change,)))
        assert "cannot be restored to what it was" in run("--undo", journal.id).stderr
        assert (folder / "docs/a.md").read_bytes() == b"b"


TEXTS = st.text(st.sampled_from("ab小 狐\n"), max_size=30)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[Change, ...]]:
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    changes = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        put = draw(st.text(st.sampled_from("XY "), max_size=3))
        changes.append(Change(start, text[start:end], put, draw(st.sampled_from("tu"))))
    return text, tuple(changes)


@given(edited())
def test_what_is_made_and_taken_back_is_what_was(sample: tuple[str, tuple[Change, ...]]) -> None:
    text, changes = sample
    after = made(text, changes)

    assert made(after, inverse(changes)) == text
    assert inverse(inverse(changes)) == changes


@given(edited(), st.lists(st.sampled_from("tu"), max_size=4))
def test_terms_taken_back_in_any_order_and_made_again_lead_back(
    sample: tuple[str, tuple[Change, ...]], terms: list[str]
) -> None:
    text, changes = sample
    now = made(text, changes)
    record = FileRecord("a", _digest(text), _digest(now), "utf-8", False, changes)
    undone: list[FileRecord] = []
    for term in [*terms, ""]:
        left = still_to_undo(record, undone, _digest(now))
        assert left is not None
        picked = chosen(left, (term,) if term else ())
        later = made(now, picked)
        if later != now:
            undone.append(FileRecord("a", _digest(now), _digest(later), "utf-8", False, picked))
        now = later

    assert now == text
    assert still_to_undo(record, undone, "another") is None


def _digest(text: str) -> str:
    return digest(text.encode())


def test_kinds_of_runs_are_told_apart(folder: Path) -> None:
    run("docs", "--write")
    run("--undo")

    assert [known.kind for known in read_runs(folder)] == [FIX, UNDO]
