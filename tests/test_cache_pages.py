"""Pages: what was said of many documents at once, said again while none of them changes, and never when one does."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cached_corpus import PAGES, Count, execute, make_corpus
from fix_command import read, run, write
from summitalign.errors import InputError
from summitalign.workspace import read as reading
from summitalign.workspace import sheets, stamps
from summitalign.workspace.outcomes import Outcomes
from summitalign.workspace.sheets import Sheets, Stretch, stretches


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_corpus(tmp_path, monkeypatch)
    monkeypatch.setattr(sheets, "_BORDER", 0x7)  # a page holds some eight documents


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    return Count(monkeypatch)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the documents that are read, as they are."""
    names: list[str] = []
    real = reading.read_bytes

    def noting(path: str) -> bytes:
        names.append(str(path))
        return real(path)

    monkeypatch.setattr(reading, "read_bytes", noting)
    return names


def read_of(names: list[str]) -> list[str]:
    found = [name for name in names if name.startswith("docs/")]
    names.clear()
    return found


def test_a_second_run_opens_no_document(opened: list[str]) -> None:
    write("docs/08.md", "# 大熊\n")
    write("docs/34.md", "见[那里](12.md#小熊)。\n")
    first = run("docs")
    assert len(set(read_of(opened))) == PAGES
    second = run("docs")
    assert read_of(opened) == []
    assert (second.output, second.exit_code) == (first.output, first.exit_code)


def test_one_changed_document_costs_its_page_only(opened: list[str], count: Count) -> None:
    names = [f"docs/{number:02}.md" for number in range(PAGES)]
    (page,) = (part for part in stretches(names) if part.start <= 5 < part.end)
    run("docs")
    count.take()
    read_of(opened)
    write("docs/05.md", "# 第5页\n\n大熊来了。\n")
    done = run("docs")
    assert count.take() == ["05.md"]
    assert set(read_of(opened)) <= set(names[page.start : page.end])
    assert done.output == run("docs", "--no-cache").output


LOOKS = ((), ("--verbose",), ("--color", "always"), ("--format", "jsonl"), ("--format", "github"), ("--quiet",))


def test_every_form_has_pages_of_its_own() -> None:
    write("docs/05.md", "# 第5页\n\n狐在这里。\n")
    assert run("docs", "--no-cache").output != run("docs", "--no-cache", "--verbose").output
    for _ in range(2):
        for look in LOOKS:
            assert run("docs", *look).output == run("docs", *look, "--no-cache").output


def heading(name: str) -> None:
    write(f"docs/{name}.md", f"# 大熊\n\n{name}\n")


CHANGES: tuple[tuple[str, Callable[[], object]], ...] = (
    ("another document links to a heading", lambda: write("docs/33.md", "见[那里](08.md#大熊)。\n")),
    ("a link goes", lambda: write("docs/34.md", "没有。\n")),
    ("a link to another anchor", lambda: write("docs/34.md", "见[那里](12.md#小熊)。\n")),
    ("a document goes", lambda: Path("docs/12.md").unlink()),
    ("a document comes that a link may mean", lambda: write("docs/12/index.md", "# 一\n")),
    ("a linked document gets a heading", lambda: heading("21")),
    ("a document with links is renamed", lambda: Path("docs/34.md").rename("docs/99.md")),
)


@pytest.mark.parametrize("change", [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
@pytest.mark.parametrize("options", [(), ("--exclude", "39.md")], ids=["whole", "partial"])
def test_links_between_pages_count(change: Callable[[], object], options: tuple[str, ...]) -> None:
    for name in ("08", "12", "29"):
        heading(name)
    write("docs/34.md", "见[那里](12.md#大熊)，[这里](21.md#大熊)。\n")
    for _ in range(2):
        assert run("docs", *options).output == run("docs", *options, "--no-cache").output
    time.sleep(0.02)
    change()
    after = run("docs", *options, "--no-cache").output
    assert run("docs", *options).output == after
    assert run("docs", *options).output == after


def test_a_document_that_goes_may_let_a_link_lead_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_BORDER", 0)  # a page each
    heading("12/index")
    write("docs/34.md", "见[那里](12.md#大熊)。\n")
    assert "docs/34.md" not in run("docs").output
    Path("docs/12.md").unlink()
    assert "docs/34.md" in run("docs").output


def test_a_partial_run_tells_of_headings_that_a_whole_one_need_not() -> None:
    heading("08")
    for options in ((), ("--exclude", "39.md"), ()):
        said = run("docs", *options).output
        assert said == run("docs", *options, "--no-cache").output
        assert ("headings change in docs/08.md" in said) == bool(options)


def anything(chance: random.Random) -> None:
    """Do something to a document."""
    name = f"{chance.randrange(PAGES + 5):02}"
    target, path = f"{chance.randrange(PAGES):02}", Path(f"docs/{name}.md")
    words = chance.choice(("大熊在这里。", "小狐狸在这里。", "没有什么。", f"见[那里]({target}.md#大熊)。"))
    title = chance.choice(("大熊", "小狐狸", "安静"))
    what = chance.randrange(8)
    if what == 0 and path.exists():
        path.unlink()
    elif what == 1 and path.exists():
        os.utime(path, ns=(1, chance.randrange(10**9)))
    elif what == 2:
        path.write_bytes(b"\xff\xfe\x00")
    elif what == 3:
        write(f"docs/{name}/index.md", f"# {title}\n\n{words}\n")
    else:
        write(f"docs/{name}.md", f"# {title}\n\n{words * chance.randrange(1, 4)}\n")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_changes_a_run_says_what_it_would_say_alone(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        for _ in range(chance.randrange(1, 4)):
            anything(chance)
        time.sleep(0.01)
        alone, again = run("docs", "--no-cache"), run("docs")
        assert (again.output, again.exit_code) == (alone.output, alone.exit_code)


def test_what_was_changed_in_the_moment_it_was_read_is_on_no_page(
    monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    monkeypatch.setattr(stamps, "MARGIN", 2 * 10**9)
    run("docs")
    read_of(opened)
    run("docs")
    assert len(set(read_of(opened))) == PAGES


def test_a_document_that_is_done_anew_is_on_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("docs")
    known = {str(each): stamps.stamp_of(str(each)) for each in Path("docs").iterdir()}
    # As on a disk whose clock stands still: the row is believed, and the text turns out to be another.
    monkeypatch.setattr(stamps, "stamp_of", lambda name: known[name])
    before = read("docs/08.md")
    write("docs/08.md", "# 第8页\n\n安静。\n")
    assert "docs/08.md" not in run("docs", "--verbose").stdout
    write("docs/08.md", before)
    assert run("docs", "--verbose").stdout == run("docs", "--verbose", "--no-cache").stdout
    assert "docs/08.md" in first.stdout


def test_a_page_that_goes_before_it_is_read_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("docs")
    monkeypatch.setattr(Sheets, "read", lambda *_: None)
    assert run("docs").output == first.output


def test_a_document_that_cannot_be_done_is_told_each_time() -> None:
    Path("docs/13.md").write_bytes(b"\xff\xfe\x00")
    first, second = run("docs"), run("docs")
    assert first.exit_code == second.exit_code == 3
    assert "docs/13.md" in first.output
    assert second.output == first.output


def test_a_page_without_a_document_that_could_not_be_read_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    run("docs", "--format", "sarif")  # keeps rows, and no pages

    real = reading.read_bytes

    def failing(path: str) -> bytes:
        if str(path).startswith("docs/"):
            raise InputError("cannot be read: Input/output error", place=str(path))
        return real(path)

    with monkeypatch.context() as failure:
        failure.setattr(reading, "read_bytes", failing)
        assert run("docs").output.count("Input/output error") == PAGES // 4
    assert run("docs").output == run("docs", "--no-cache").output


def test_a_run_that_writes_takes_no_page() -> None:
    run("docs")
    assert "10 fixes written to 10 documents" in run("docs", "--write").output
    assert "Bear Kit" in read("docs/00.md")
    assert "nothing to fix" in run("docs").output


def test_rows_that_are_damaged_are_not_asked_where_a_page_holds() -> None:
    first = run("docs")
    execute("UPDATE outcomes SET grade = 9 WHERE name = CAST('docs/00.md' AS BLOB)")
    assert run("docs").output == first.output
    execute("UPDATE outcomes SET content = X'00' WHERE name != CAST('docs/00.md' AS BLOB)")
    damaged = run("docs")
    assert "is damaged" in damaged.output
    assert damaged.stdout == first.stdout


def test_documents_are_parted_by_their_names() -> None:
    names = [f"docs/{number:05}.md" for number in range(3000)]
    parts = list(stretches(names))
    assert [each.start for each in parts] == [0, *(each.end for each in parts[:-1])]
    assert parts[-1].end == len(names)
    more = list(stretches([*names[:100], "docs/00099a.md", *names[100:]]))
    shared = {names[each.start] for each in parts} & {names[each.start] for each in more if each.end <= 100}
    assert len(shared) == sum(each.end <= 100 for each in more)
    assert len(parts) - 1 <= len(more) <= len(parts) + 1
    assert list(stretches([])) == []


def test_a_sheet_is_only_for_files_that_are_proven(tmp_path: Path) -> None:
    def sheets_of(*names: str) -> Sheets:
        return Sheets(names, Outcomes(tmp_path, "one", print), "form")

    def said(*names: str) -> bytes | None:
        return next(iter(sheets_of(*names).find([Stretch(0, len(names))])))

    os.link("docs/01.md", "docs/1a.md")
    os.link("docs/01.md", "docs/1b.md")
    one = sheets_of("docs/00.md", "docs/1a.md")
    assert one.proven(Stretch(0, 2)) is None
    for name in ("docs/00.md", "docs/1a.md"):
        one.prove(name, stamps.stamp_of(name), time.time_ns())
    row = one.proven(Stretch(0, 2))
    assert row is not None
    one.put([(Stretch(0, 2), row)])
    assert said("docs/00.md", "docs/1a.md") == b""
    assert said("docs/00.md", "docs/1b.md") is None  # the same file under another name
    assert said("docs/00.md") is None
    os.utime("docs/00.md", ns=(1, 1))
    assert said("docs/00.md", "docs/1a.md") is None
