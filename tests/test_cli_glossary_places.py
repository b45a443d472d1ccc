"""Single places and rejections: `glossary explain`, `rejected`, and `init`, through the command line."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from glossary_command import run, stored, write
from summitalign.cli.main import program


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    return tmp_path


class TestExplainAPlace:
    """`glossary explain`: places as findings are printed, and what only looks like one."""

    @pytest.fixture(autouse=True)
    def document(self) -> None:
        write("水壶: Kettle\n茶杯: Cup\n")
        Path("docs").mkdir()
        write("# 厨房\n\n水壶和茶杯\n", "docs/a.md")

    def test_line_and_column(self) -> None:
        done = run("explain", "docs/a.md:3:4")
        assert done.stdout.startswith('docs/a.md:3:4: apply  "茶杯" -> "Cup"')
        assert '水壶"' not in done.stdout

    def test_standard_input(self) -> None:
        done = run("explain", "-", "--stdin-filename", "docs/b.md", stdin="茶杯\n")
        assert done.stdout.startswith('docs/b.md:1:1: apply  "茶杯"')

    @pytest.mark.parametrize(
        ("argument", "message"),
        [
            ("docs/a.md:3:99", "docs/a.md: has no column 99 in line 3"),
            ("docs/a.md:1-3", "docs/a.md:1-3: names no place in the document"),
            ("docs/b.md", "docs/b.md: no such file"),
            ("docs/b.md:1", "docs/b.md: no such file"),
            ("docs/b", "docs/b: no such file"),
            ("./b", "./b: no such file"),
            ("docs", "docs: is a folder, not a document"),
        ],
    )
    def test_what_looks_like_a_path_and_is_none(self, argument: str, message: str) -> None:
        done = run("explain", argument)
        assert done.exit_code == 2
        assert message in done.stderr

    @pytest.mark.parametrize("argument", ["TCP/IP", "比例 3:4", "见 a.md 第 3 行"])
    def test_a_text_is_a_text(self, argument: str) -> None:
        done = run("explain", argument)
        assert (done.exit_code, done.stderr) == (
            0, "no form of the glossary stands there (taken as a text, not as a file)\n"
        )  # fmt: skip


class TestRejected:
    """`glossary rejected`: what was rejected for good, and the way back."""

    @pytest.fixture(autouse=True)
    def answers(self) -> None:
        write("terms:\n- {use: Reefboard, wrong: [珊瑚], ambiguous: true}\n- 水壶: Kettle\n")
        write("水壶、珊瑚\n", "a.md")
        write("茶杯: Cup\n", "new.yml")
        assert run("review", "a.md", "--candidates", "new.yml", stdin="r\nnot ours\nr\nthe animal\n").exit_code == 0

    def test_the_list(self) -> None:
        done = run("rejected")
        assert done.stdout.replace(f"({date.today()})", "(TODAY)") == (
            '  1  a.md: "珊瑚" of "reefboard" (TODAY)  the animal\n  2  the entry "茶杯" -> "Cup" (TODAY)  not ours\n'
        )
        assert done.stderr == "glossary.yml: 2 rejections\n"
        content = json.loads(run("rejected", "--format", "json").stdout)
        assert content["schema"] == "summitalign/rejected/1"
        assert [(each["reason"], each["date"]) for each in content["rejected"]] == [
            ("the animal", str(date.today())), ("not ours", str(date.today())),
        ]  # fmt: skip

    def test_a_file_without_days_is_read(self) -> None:
        for name in ("rejected.json", "rejected-entries.json"):
            file = Path(".summitalign", name)
            rows = json.loads(file.read_text(encoding="utf-8"))
            (row,) = rows["findings" if name == "rejected.json" else "entries"]
            assert row.pop("date") == str(date.today())
            del row["reason"]
            file.write_text(json.dumps(rows), encoding="utf-8")
        assert run("rejected").stdout == '  1  a.md: "珊瑚" of "reefboard"\n  2  the entry "茶杯" -> "Cup"\n'
        assert "a person has rejected it for good\n" in run("explain", "a.md:1").stdout

    def test_explain_gives_the_reason(self) -> None:
        told = f"a person has rejected it for good on {date.today()}: the animal"
        assert told in run("explain", "a.md:1").stdout

    @pytest.mark.parametrize(("name", "left"), [("1", "茶杯"), ("珊瑚", "茶杯"), ("2", "珊瑚"), ("茶杯", "珊瑚")])
    def test_one_is_taken_back(self, name: str, left: str) -> None:
        done = run("rejected", "--take-back", name)
        assert done.stdout.startswith("taken back: ")
        assert left in run("rejected").stdout
        assert run("rejected").stderr == "glossary.yml: 1 rejection\n"

    def test_what_is_taken_back_is_asked_about_again(self) -> None:
        run("rejected", "--take-back", "1", "--take-back", "2")
        again = run("review", "a.md", "--candidates", "new.yml", stdin="n\nn\n").stderr
        assert "add this entry?" in again
        assert "make this fix?" in again

    def test_one_that_is_not_there(self) -> None:
        done = run("rejected", "--take-back", "3")
        assert done.exit_code == 2
        assert "no rejection '3'" in done.stderr


def test_the_help_of_review_speaks_of_no_option_that_it_has_not() -> None:
    write("terms:\n- {use: Reefboard, wrong: [珊瑚], ambiguous: true}\n")
    write("看珊瑚\n", "a.md")
    assert "--write" not in run("review", "a.md", stdin="?\nq\n").stderr


class TestInit:
    """`summitalign init --pack`."""

    def test_names_in_one_option(self) -> None:
        done = CliRunner().invoke(program, ("init", "--pack", "ml.zh,devops.zh"))
        assert done.exit_code == 2
        assert "repeat the option: --pack ml.zh --pack devops.zh" in done.stderr
        assert not Path("glossary.yml").exists()

    def test_a_name_as_in_an_include(self) -> None:
        assert CliRunner().invoke(program, ("init", "--pack", "pack:ml.zh")).exit_code == 0
        assert "include: [pack:ml.zh]\n" in stored()

    def test_no_entry_wins_over_the_packs(self) -> None:
        assert CliRunner().invoke(program, ("init", "--pack", "all.zh")).exit_code == 0
        listed = run("list", "--format", "tsv").stdout
        assert "glossary.yml:" not in listed
        assert run("add", "茶杯", "--use", "Cup").exit_code == 0
