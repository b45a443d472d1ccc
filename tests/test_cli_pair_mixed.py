"""The command pair with one folder that holds originals and translations."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from house_pages import page, sides
from summitalign import api
from summitalign.align.pairing import Pairing
from summitalign.cli.main import program


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a folder with the documents of both languages in it, and one in a third."""
    monkeypatch.chdir(tmp_path)
    for number in range(3):
        own, other = page(number)
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / f"docs/{number}.md").write_text(own, encoding="utf-8")
        (tmp_path / f"docs/{2 - number}-x.md").write_text(other, encoding="utf-8")
    russian = "# Дом\n\nМаленькая лампа красная, а большая лампа синяя. Дом стоит у реки.\n"
    (tmp_path / "docs/ru.md").write_text(russian, encoding="utf-8")
    (tmp_path / "docs/void.md").write_text("```\n1 2 3\n```\n", encoding="utf-8")
    return tmp_path


def rows(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


EXPECTED = [("docs/0.md", "docs/2-x.md"), ("docs/1.md", "docs/1-x.md"), ("docs/2.md", "docs/0-x.md")]


@pytest.mark.usefixtures("mixed")
def test_one_folder_is_parted_by_the_languages_of_its_documents() -> None:
    done = run("pair", "docs", "--format", "jsonl")
    assert [(row["source"], row["target"]) for row in rows(done)] == [
        *EXPECTED,
        *((None, f"docs/{name}.md") for name in ("ru", "void")),
    ]
    assert all(0.0 < row["posterior"] < 1.0 for row in rows(done)[:3])
    assert done.exit_code == 0

    done = run("pair", "docs", "--format", "jsonl", "--languages", "en,zh")
    assert [(row["source"], row["target"]) for row in rows(done)] == EXPECTED
    assert "2 documents in other languages left out" in done.stderr

    done = run("pair", "docs", "--format", "jsonl", "--languages", "zh-CN,en")
    assert [(row["target"], row["source"]) for row in rows(done)] == [EXPECTED[2], EXPECTED[1], EXPECTED[0]]


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("docs", "--languages", "en"), "takes two languages"),
        (("docs", "--languages", "en,zh,de"), "takes two languages"),
        (("docs", "--languages", "en,xq"), '"xq" is no language'),
        (("docs", "--languages", "en,en"), "the two languages are the same"),
        (("docs", "docs", "--languages", "en,zh"), "two folders are two sides"),
    ],
)
def test_languages_that_make_no_sides_are_refused(arguments: tuple[str, ...], message: str) -> None:
    done = run("pair", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_worker_processes_come_to_the_same_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for document in (one for side in sides(70) for one in side):
        path = tmp_path / document.source
        path.parent.mkdir(exist_ok=True)
        path.write_text(document.text, encoding="utf-8")
    one, two = (run("pair", "en", "zh", "--jobs", jobs, "--format", "jsonl") for jobs in "12")
    assert one.stdout == two.stdout
    assert len(rows(one)) == 74


def test_an_unreadable_document_does_not_stop_the_others(mixed: Path) -> None:
    (mixed / "docs/bad.md").write_bytes(b"\xff\xfe\x00")
    done = run("pair", "docs", "--format", "jsonl", "--languages", "en,zh")
    assert [(row["source"], row["target"]) for row in rows(done)] == EXPECTED
    assert done.exit_code == 3


def test_nothing_is_asked_of_an_empty_side() -> None:
    pairing = Pairing()
    assert pairing.pairs() == ()
    pairing.add_target(api.profiler()(api.parse("# A\n", "a.md")))
    assert [one.target for one in pairing.pairs()] == ["a.md"]
