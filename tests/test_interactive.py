"""Asking a person about each fix: what the answers do, and what is left when the questions end."""

import json
import os
import signal
import time
from datetime import date
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner, Result

from processes import started
from summitalign.cli.main import program

GLOSSARY = """\
terms:
  - use: [Coral, Reef]
    wrong: [珊瑚]
    ambiguous: true
  - 小狐狸: Foxlet
"""
PAGE = "# 安装小狐狸\n\n先装小狐狸，再看珊瑚。\n\n```sh\n小狐狸 --help\n```\n"
FIXED = "# 安装 Foxlet\n\n先装 Foxlet，再看珊瑚。\n\n```sh\n小狐狸 --help\n```\n"
FIRST = PAGE.replace("安装小狐狸", "安装 Foxlet")
SECOND = PAGE.replace("先装小狐狸", "先装 Foxlet")
THIRD = PAGE.replace("看珊瑚", "看 Coral")
REMEMBERED = ".summitalign/rejected.json"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, ("fix-terms", *arguments), stdin)


def ask(answers: str, *arguments: str) -> Result:
    return run("docs", "--interactive", *arguments, stdin=answers)


def page(name: str = "a") -> str:
    return Path(f"docs/{name}.md").read_bytes().decode()


def write(name: str, text: str) -> None:
    Path(f"docs/{name}.md").write_bytes(text.encode())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    write("a", PAGE)
    return tmp_path


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ("n\nn\nn\n", PAGE),
        ("\n\n\n", PAGE),
        ("q\ny\ny\n", PAGE),
        ("", PAGE),  # the end of the input
        ("y\nq\n", FIRST),
        ("y\n", FIRST),
        ("no\n1\nYES\nq\n", SECOND),  # `1` is no answer where only one form is right
        ("n\nn\ny\n", THIRD),
        ("a\nn\n", FIXED),  # every place of the one term, and none of the other
        ("a\n2\n", FIXED.replace("看珊瑚", "看 Reef")),
        ("s\ny\n", THIRD),  # no place of the one term
        ("r\n\ny\nn\n", SECOND),
        ("e\nVixen\nq\n", FIRST.replace("Foxlet", "Vixen")),
        ("e\n狐仔\nq\n", PAGE.replace("安装小狐狸", "安装狐仔")),  # the blank belongs to the Latin form
        ("e\n\ny\nq\n", FIRST),  # an empty form goes back to the question
        ("n\nn\ne\n珊瑚 (Coral)\n", PAGE.replace("看珊瑚", "看珊瑚 (Coral)")),
        ("y\nb\nn\nn\nn\n", PAGE),
        ("y\ny\nb\nb\nn\ny\nn\n", SECOND),
        ("a\nb\nb\nn\nn\ny\n", THIRD),  # back over what was not asked, and the word about the term taken back
        ("s\nb\ny\ny\nn\n", FIXED),
        ("b\ny\nq\n", FIRST),
    ],
)
def test_only_what_a_person_accepts_is_written(answers: str, text: str) -> None:
    done = ask(answers)

    assert page() == text
    assert ("wrote docs/a.md" in done.stderr) == (text != PAGE)
    is_done = "珊瑚。" not in text and text.count("小狐狸") == 1  # one stands in the code
    assert done.exit_code == (0 if is_done else 1)


def test_what_is_said_of_a_term_holds_for_the_next_documents_until_the_person_quits() -> None:
    write("c", "小狐狸和珊瑚\n")
    write("d", "小狐狸\n")
    done = ask("a\nn\nq\n")

    assert page() == FIXED
    assert page("c") == "Foxlet 和珊瑚\n"
    assert page("d") == "小狐狸\n"
    assert done.stderr.count("make this fix?") == 3
    assert done.exit_code == 1


def test_all_skipped_holds_for_the_next_documents() -> None:
    write("c", "小狐狸和珊瑚\n")
    done = ask("s\ns\n")

    assert (page(), page("c")) == (PAGE, "小狐狸和珊瑚\n")
    assert done.stderr.count("make this fix?") == 2


def test_a_safe_fix_that_was_declined_is_reported_as_open() -> None:
    done = ask("n\nq\n")

    words = [line.split()[1:3] for line in done.stdout.splitlines() if line.startswith("docs/a.md:")]
    assert [word[0] for word in words] == ["declined", "not", "not"]
    assert done.stdout.count("  the glossary knows no other meaning of it") == 2  # the reason of the judge stays
    assert done.stderr.endswith("1 document: 1 declined, 2 not asked about\n")
    assert done.exit_code == 1


def test_the_letters_are_explained_to_whoever_asks() -> None:
    done = ask("?\nmaybe\nq\n")

    assert "1 of 3: make this fix? [y]es, [n]o, [a]ll or [s]kip all of this term, [e]dit, [r]eject" in done.stderr
    assert done.stderr.count("q  stop") == 2
    assert "not an answer: maybe" in done.stderr
    assert "nothing to take back" in ask("b\nq\n").stderr


def test_progress_counts_the_questions_of_all_documents() -> None:
    write("c", "小狐狸和珊瑚\n\n<!-- summitalign-enable -->\n")
    done = ask("a\nn\nn\n")

    asked = [line.split(":")[0] for line in done.stderr.splitlines() if "make this fix?" in line]
    assert asked == ["1 of 5", "3 of 5", "5 of 5"]


def test_the_passage_of_the_source_is_shown() -> None:
    Path("en.md").write_text("# Setting up\n\nFirst install Foxlet, then look at Coral and rest.\n", encoding="utf-8")
    write("a", "# 准备\n\n先装小狐狸，再看珊瑚。\n")
    done = ask("n\nq\n", "--source", "en.md")

    assert "First install Foxlet, then look at Coral and rest" in done.stderr


@pytest.mark.parametrize(
    ("answer", "right"), [("n\n", "看珊瑚"), ("q\n", "看珊瑚"), ("", "看珊瑚"), ("2\n", "看 Reef")]
)
def test_with_write_only_the_suggestions_are_asked_about(answer: str, right: str) -> None:
    done = ask(answer, "--write")

    assert done.stderr.count("make this fix?") == 1
    assert "[1] Coral, [2] Reef" in done.stderr
    assert page() == FIXED.replace("看珊瑚", right)
    assert done.exit_code == (1 if right == "看珊瑚" else 0)


def test_a_rejection_is_remembered_beside_the_glossary() -> None:
    write("a", "珊瑚和小狐狸\n\n小狐狸\n")
    done = ask("r\nthe sea\ny\nn\n")

    assert f"remembered in {REMEMBERED}: 1 rejection\n" in done.stderr
    assert page() == "珊瑚和 Foxlet\n\n小狐狸\n"
    entries = json.loads(Path(REMEMBERED).read_text(encoding="utf-8"))
    assert [(each["path"], each["found"], each["reason"], each["date"]) for each in entries["findings"]] == [
        ("../docs/a.md", "珊瑚", "the sea", str(date.today()))
    ]
    again = run("docs", "--format", "jsonl")
    assert [json.loads(line)["found"] for line in again.stdout.splitlines()] == ["小狐狸"]
    assert again.stderr == "1 document: 1 fix to apply (--write does it), 1 known and left out\n"
    assert ask("r\n\n").stderr.count("make this fix?") == 1
    assert len(json.loads(Path(REMEMBERED).read_text(encoding="utf-8"))["findings"]) == 2
    assert run("docs", "--write").exit_code == 0
    assert page() == "珊瑚和 Foxlet\n\n小狐狸\n"


def test_a_rejection_goes_into_the_baseline_that_is_named() -> None:
    write("a", "珊瑚和小狐狸\n")
    done = ask("r\n\nr\n\n", "--baseline", "known.json", "--only", "珊瑚")
    assert "remembered in known.json: 1 rejection\n" in done.stderr
    assert not Path(REMEMBERED).exists()

    assert "小狐狸" in run("docs", "--baseline", "known.json").stdout
    assert run("docs", "--baseline", "known.json").stderr.endswith("1 known and left out\n")
    done = run("docs", "--baseline", "known.json", "--write")
    assert page() == "珊瑚和 Foxlet\n"
    assert done.exit_code == 0


def test_a_rejection_that_was_taken_back_is_not_remembered() -> None:
    ask("r\n\nb\nn\nq\n")

    assert not Path(REMEMBERED).exists()


def test_a_broken_file_of_rejections_is_told_at_once() -> None:
    Path(".summitalign").mkdir()
    Path(REMEMBERED).write_text("no", encoding="utf-8")
    done = run("docs")

    assert (done.exit_code, done.stdout) == (2, "")
    assert f"error: {REMEMBERED}:1: is no baseline: not JSON" in done.stderr


def test_a_form_that_breaks_the_structure_is_not_made() -> None:
    write("a", "用**小狐狸**写。\n")
    done = ask("e\nC++\n")

    assert page() == "用**小狐狸**写。\n"
    assert "not taken: applied, it would change the structure" in done.stderr
    assert done.exit_code == 1


def test_an_interrupted_interview_leaves_whole_files() -> None:
    write("b", "小狐狸\n\n小狐狸\n")
    with started("fix-terms", "docs", "--interactive", is_fed=True) as process:
        assert process.stdin is not None
        process.stdin.write(b"y\ny\nn\ny\n")
        process.stdin.flush()
        for _ in range(200):
            if page() == FIXED:
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)

    assert process.returncode == 130
    assert b"interrupted: nothing is half-written" in errors
    assert page() == FIXED
    assert page("b") == "小狐狸\n\n小狐狸\n"  # its questions were not all answered


def _read_until(stream: IO[bytes], wanted: bytes) -> None:
    seen = b""
    while wanted not in seen:
        piece = os.read(stream.fileno(), 4096)
        assert piece, seen
        seen += piece


def test_two_runs_at_once_keep_what_the_other_has_rejected() -> None:
    Path("a.md").write_text("装小狐狸\n", encoding="utf-8")
    Path("b.md").write_text("小狐狸\n", encoding="utf-8")
    with (
        started("fix-terms", "a.md", "--interactive", is_fed=True) as first,
        started("fix-terms", "b.md", "--interactive", is_fed=True) as second,
    ):
        for process in (first, second):  # both have read what was rejected before
            assert process.stderr
            _read_until(process.stderr, b"make this fix?")
        for process in (first, second):
            process.communicate(b"r\n", timeout=30)

    entries = json.loads(Path(REMEMBERED).read_text(encoding="utf-8"))["findings"]
    assert [each["path"] for each in entries] == ["../a.md", "../b.md"]


@pytest.mark.parametrize("answers", ["ｙ\n否\nＱ\n", "是\n不\nｑ\n", "Ｙ\nＮ\n"])
def test_chinese_answers_are_understood(answers: str) -> None:
    done = ask(answers)
    assert page() == FIRST
    assert "not an answer" not in done.stderr


def test_full_width_question_marks_and_numbers_are_answers() -> None:
    assert "make this fix" in ask("？\nq\n").stderr.split("[?] help: ")[1]
    ask("n\nn\n２\n")
    assert page() == PAGE.replace("看珊瑚", "看 Reef")


@pytest.mark.parametrize(
    ("form", "reason"),
    [("小狐狸", "it is what stands there now"), ("C++ [b](c)", "it would change the structure")],
)
def test_what_cannot_stand_there_is_refused_at_the_question(form: str, reason: str) -> None:
    done = ask(f"e\n{form}\nVixen\nq\n")
    assert f"not taken: {reason}" in done.stderr.replace("applied, ", "")
    assert page() == FIRST.replace("Foxlet", "Vixen")
    assert "1 fix written" in done.stderr


def test_a_form_that_the_next_run_reports_is_told_at_the_question() -> None:
    done = ask("e\n小狐狸（Foxlet）\nq\n")
    assert 'note: "小狐狸" in it is a wrong form, which the next run reports again' in done.stderr
    assert page() == PAGE.replace("安装小狐狸", "安装小狐狸（Foxlet）")
    assert "note:" not in ask("e\nVixen\nq\n").stderr
