"""Deciding about proposed entries: what each answer does, and what is left when the questions end."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.keys import Keys
from summitalign.cli.main import program

PROPOSED = """\
version: 1
terms:
  - use: TensorFlow
    wrong: [张量流]
    tests: ['关于张量流。 => 关于 TensorFlow。']
    by: suggest 0.97
  - use: Celery
    wrong: [芹菜]
    ambiguous: true
    by: suggest 0.60
  - use: Docker
    wrong: [码头工人]
    by: suggest 0.40
"""
GLOSSARY = "# ours\nversion: 1\nterms:\n  - use: Kotlin   # the language\n    wrong: [科特林]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "new.yml").write_text(PROPOSED, encoding="utf-8")
    return tmp_path


def review(answers: str, *more: str) -> Result:
    return CliRunner().invoke(program, ("glossary", "review", "--candidates", "new.yml", *more), answers)


def glossary() -> str:
    return Path("glossary.yml").read_text(encoding="utf-8")


def rejected() -> list[dict[str, str]]:
    file = Path(".summitalign/rejected-entries.json")
    entries: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))["entries"] if file.exists() else []
    return entries


@pytest.mark.parametrize(
    ("answers", "added", "refused", "summary"),
    [
        ("y\ny\ny\n", {"张量流", "芹菜", "码头工人"}, set(), "3 entries added, 0 rejected, 0 left"),
        ("y\nr\na plant\nq\n", {"张量流"}, {"芹菜"}, "1 entry added, 1 rejected, 1 left"),
        ("n\n\n\n", set(), set(), "0 entries added, 0 rejected, 3 left"),
        ("y\nb\nn\nn\nn\n", set(), set(), "0 entries added, 0 rejected, 3 left"),
        ("r\nno\nb\ny\nn\nn\n", {"张量流"}, set(), "1 entry added, 0 rejected, 2 left"),
        ("y\ny\nb\nb\nn\ny\nq\n", {"芹菜"}, set(), "1 entry added, 0 rejected, 2 left"),
        ("b\ny\nq\n", {"张量流"}, set(), "1 entry added, 0 rejected, 2 left"),
        ("y\n", {"张量流"}, set(), "1 entry added, 0 rejected, 2 left"),  # the end of the input
    ],
)
def test_each_answer_is_kept_at_once_and_can_be_taken_back(
    answers: str, added: set[str], refused: set[str], summary: str
) -> None:
    done = review(answers)
    assert done.exit_code == 0, done.output
    assert {form for form in ("张量流", "芹菜", "码头工人") if form in glossary()} == added
    assert {each["wrong"] for each in rejected()} == refused
    assert summary in done.stderr
    assert glossary().startswith(GLOSSARY)  # comments and layout of the rest stay, whatever was taken back


def test_a_rejection_is_kept_with_reason_and_date_and_nobody_is_asked_again() -> None:
    review("n\nr\na plant\nn\n")
    today = date.today().isoformat()
    assert rejected() == [{"wrong": "芹菜", "use": "Celery", "reason": "a plant", "date": today}]
    again = review("n\nn\n").stderr
    assert "芹菜" not in again
    assert "2 of 2" in again
    listed = CliRunner().invoke(program, ("glossary", "rejected"))
    assert f'"芹菜" -> "Celery" ({today})  a plant' in listed.stdout


def test_what_was_accepted_unasked_stays_when_an_answer_is_taken_back() -> None:
    done = review("y\nb\nn\nn\n", "--accept-above", "0.9")
    assert "1 of 2" in done.stderr
    assert "张量流" in glossary()
    assert "芹菜" not in glossary()


def test_another_right_form_may_be_typed() -> None:
    review("e\nTensorFlow Core\nq\n")
    assert "use: TensorFlow Core\n    wrong: [张量流]" in glossary()


@pytest.mark.parametrize(
    ("form", "ambiguous", "test", "kept"),
    [
        ("Verse", False, "读十四行诗。 => 读 Sonnet。", "读十四行诗。 => 读 Verse。"),
        ("十四行体", False, "读十四行诗。 => 读 Sonnet。", "读十四行诗。 => 读十四行体。"),  # no blanks between Chinese
        (
            "Verse",
            True,
            "用 Sonnet 的十四行诗。 => 用 Sonnet 的 Sonnet。",
            "用 Verse 的十四行诗。 => 用 Verse 的 Verse。",
        ),
        ("Verse", True, "读十四行诗。 => =", "读十四行诗。 => ="),
        ("Verse", True, "Sonnet 里没有。 => =", "Sonnet 里没有。 => ="),
    ],
)
def test_an_example_says_what_becomes_of_it_with_another_right_form(
    form: str, test: str, kept: str, *, ambiguous: bool
) -> None:
    entry = f"terms:\n  - {{use: Sonnet, wrong: [十四行诗], ambiguous: {str(ambiguous).lower()}, tests: ['{test}']}}\n"
    Path("new.yml").write_text(entry, encoding="utf-8")
    review(f"e\n{form}\n")
    assert kept in glossary()
    assert f"use: {form}\n" in glossary()
    lint = CliRunner().invoke(program, ("glossary", "lint", "glossary.yml"))
    assert "test" not in lint.output


def test_a_glossary_that_somebody_changed_since_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["y", "b", "q"])

    def answer(*_: object) -> str:
        said = next(answers)
        if said == "b":
            Path("glossary.yml").write_text(glossary() + "  - 吉拉: Jira\n", encoding="utf-8")
        return said

    monkeypatch.setattr(Keys, "answer", answer)
    assert "not taken back: the glossary was changed since" in review("").stderr
    assert "吉拉" in glossary()
    assert "张量流" in glossary()


def test_the_comments_above_an_entry_are_shown_with_it() -> None:
    commented = PROPOSED.replace("  - use: Celery", "  # 0.60, 2 times\n  #   page.md:3: …»芹菜«\n  - use: Celery")
    Path("new.yml").write_text("# of a file\n" + commented, encoding="utf-8")
    said = review("n\nn\nq\n").stderr
    first, second, third = said.split("add this entry?")[:3]
    assert "page.md:3" not in first + third
    assert "of a file" not in said
    assert "by:          suggest 0.60\n  0.60, 2 times\n  page.md:3: …»芹菜«\n2 of 3: " in second


def test_a_rejection_says_where_it_is_remembered() -> None:
    assert "remembered in .summitalign/rejected-entries.json\n" in review("r\n\nq\n").stderr


def test_an_entry_that_says_nothing_of_its_score_is_asked_about() -> None:
    Path("new.yml").write_text(PROPOSED.replace("    by: suggest 0.40\n", ""), encoding="utf-8")
    done = review("q\n", "--accept-above", "0.1")
    assert "1 of 1" in done.stderr
    assert "2 entries added, 0 rejected, 1 left" in done.stderr


def test_what_is_no_answer_is_told_and_a_question_mark_explains() -> None:
    assert "not an answer" not in review("?\nq\n").stderr
    said = review("x\nq\n").stderr
    assert "not an answer: x\n  y  add this entry to the glossary\n" in said


@pytest.mark.parametrize("entries", [{}, [1], None])
def test_a_file_of_another_shape_is_told(entries: object) -> None:
    Path(".summitalign").mkdir()
    content = {"schema": "summitalign/rejected-entries/1", "entries": entries}
    Path(".summitalign/rejected-entries.json").write_text(json.dumps(content), encoding="utf-8")
    done = review("q\n")
    assert done.exit_code == 2
    assert "is no list of rejected entries" in done.stderr
