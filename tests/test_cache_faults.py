"""What the cache cannot be: believed when it is damaged, in the way when it cannot be used, or without end."""

import importlib.util
import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from cached_corpus import OLD, PAGES, execute, make_corpus, place
from fix_command import GLOSSARY, run, write
from processes import PROGRAM, started
from summitalign.cli.main import program
from summitalign.workspace.mining_pages import _FORMAT
from summitalign.workspace.outcomes import Outcomes
from summitalign.workspace.row import Row


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_corpus(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"no base at all" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"docs/00.md", b"docs/15.md")),
        lambda path: execute("UPDATE outcomes SET grade = 0, content = ''"),
        lambda path: execute("UPDATE outcomes SET stamp = 'x'"),
        lambda path: execute("DROP TABLE contexts"),
    ],
    ids=["other", "cut", "name", "content", "stamp", "table"],
)
@pytest.mark.parametrize("form", ["text", "sarif"])
def test_a_damaged_cache_is_set_aside_and_not_believed(damage: Callable[[Path], object], form: str) -> None:
    first = run("docs", "--format", form)
    execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(place())
    second = run("docs", "--format", form)
    assert second.output.count("is damaged; it was set aside as outcomes-1.db.damaged") == 1
    assert second.stdout == first.stdout
    assert run("docs", "--format", form).output == first.output
    assert run("docs", "--format", form).output == first.output


def test_a_cache_that_cannot_be_written_stops_nothing() -> None:
    alone = run("docs", "--no-cache")
    place().mkdir(parents=True)
    done = run("docs")
    assert done.stdout == alone.stdout
    assert done.output.count("cannot be used") == 1


def test_a_full_cache_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitalign.workspace.outcomes.MOST_BYTES", 8 * 4096)
    alone = run("docs", "--no-cache")
    for number in range(400):
        write(f"docs/more-{number}.md", f"# {number}\n")
    done = run("docs")
    assert done.stdout == alone.stdout
    assert "full" in done.output
    assert place().stat().st_size <= 8 * 4096


def test_old_settings_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitalign.workspace.outcomes._MOST_CONTEXTS", 2)
    for number in range(4):
        write("glossary.yml", GLOSSARY + f"  - 树{number}: Tree\n")
        run("docs")
    base = sqlite3.connect(place())
    assert base.execute("SELECT count(*) FROM contexts").fetchone() == (2,)
    assert base.execute("SELECT count(*) FROM outcomes").fetchone() <= (2 * (PAGES + 1),)
    base.close()


def test_a_clock_that_goes_back_drops_no_settings_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitalign.workspace.outcomes._MOST_CONTEXTS", 2)
    for number in range(3):
        write("glossary.yml", GLOSSARY + f"  - 树{number}: Tree\n")
        monkeypatch.setattr("time.time_ns", lambda number=number: OLD - number * 10**9)
        run("docs")
        base = sqlite3.connect(place())
        (newest,) = base.execute("SELECT id FROM contexts ORDER BY used DESC").fetchone()
        held = base.execute("SELECT count(*) FROM outcomes WHERE context = ?", (newest,)).fetchone()
        assert newest == base.execute("SELECT max(id) FROM contexts").fetchone()[0]
        assert held[0] >= PAGES
        base.close()


@pytest.mark.skipif(importlib.util.find_spec("resource") is None, reason="no limits on this system")
def test_a_full_disk_stops_nothing() -> None:
    import resource

    alone = run("docs", "--no-cache")
    # A file that may not grow is what a full disk looks like, and needs no disk of its own.
    limited = subprocess.run(
        [*PROGRAM, "fix-terms", "docs"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        capture_output=True,
        check=False,
    )
    assert limited.stdout.decode() == alone.stdout
    assert limited.stderr.count(b"cannot be used") == 1
    assert run("docs").output == alone.output


def test_tables_of_a_newer_program_are_used_or_set_aside() -> None:
    first = run("docs")
    execute("ALTER TABLE outcomes ADD COLUMN more BLOB")
    execute("PRAGMA user_version = 9")
    assert run("docs").output == first.output
    execute("ALTER TABLE outcomes RENAME COLUMN mark TO signature")
    second = run("docs")
    assert second.stdout == first.stdout
    assert second.output.count("is damaged; it was set aside") == 1
    assert run("docs").output == first.output


@pytest.mark.parametrize("home", [None, "/dev/null/home"])
def test_nobody_at_home_stops_nothing(monkeypatch: pytest.MonkeyPatch, home: str | None) -> None:
    alone = run("docs", "--no-cache")
    for name in ("SUMMITALIGN_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    if home:
        monkeypatch.setenv("HOME", home)
    else:
        monkeypatch.setattr(Path, "home", _nobody)
    done = run("docs")
    assert done.stdout == alone.stdout
    assert done.output.count("cannot be used") == bool(home)


def _nobody() -> Path:
    raise RuntimeError("Could not determine home directory.")


def test_two_runs_use_one_cache_at_once() -> None:
    with started("fix-terms", "docs") as one, started("fix-terms", "docs") as two:
        outputs = [process.communicate() for process in (one, two)]
    assert outputs[0] == outputs[1]
    assert run("docs").stdout == outputs[0][0].decode()


def test_rows_of_another_context_are_not_seen(tmp_path: Path) -> None:
    told: list[str] = []
    Outcomes(tmp_path, "one", told.append).put([("a.md", Row(b"stamp", 1, b"digest"))])
    assert Outcomes(tmp_path, "one", told.append).find(["a.md"]) == {"a.md": Row(b"stamp", 1, b"digest")}
    assert Outcomes(tmp_path, "two", told.append).find(["a.md"]) == {}
    assert told == []


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"docs/\xff\xfe.md")
    rows = Outcomes(tmp_path, "one", print)
    rows.put([(name, Row(b"stamp", 1, b"digest"))])
    assert list(rows.find([name])) == [name]


def test_the_cache_is_shown_and_cleared() -> None:
    run("docs")
    shown = CliRunner().invoke(program, ("cache", "info"))
    assert f"{PAGES + 1} rows of 1 setting" in shown.output
    keep = place().with_name("notes.txt")
    keep.write_text("mine", encoding="utf-8")
    cleared = CliRunner().invoke(program, ("cache", "clear"))
    assert cleared.output.startswith("removed ")
    assert [path.name for path in keep.parent.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    "name",
    [
        *(f"{kind}-{'0' * 32}.json" for kind in ("glossary", "lexicon", "report", "sounds", "tests", "traditional")),
        "outcomes-1.db-wal",
        "outcomes-1.db.damaged",
        f"mining{_FORMAT}.sqlite",
        "mining1.sqlite.damaged",
    ],
)
def test_whatever_is_kept_is_cleared(name: str) -> None:
    place().parent.mkdir(exist_ok=True)
    place().with_name(name).write_text("kept", encoding="utf-8")
    assert "removed 1 file, " in CliRunner().invoke(program, ("cache", "clear")).output
    assert not place().with_name(name).exists()


def test_a_cache_that_was_cleared_is_empty() -> None:
    run("docs")
    CliRunner().invoke(program, ("cache", "clear"))
    assert "outcomes: 0 rows" in CliRunner().invoke(program, ("cache", "info")).output
