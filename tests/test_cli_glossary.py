"""`summitalign glossary` and `summitalign init`, as people run them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program

GLOSSARY = """\
# Our terms
include: [team.yml]
terms:
  - use: TensorFlow
    wrong: [张量流]   # the library
    tests: ['学习张量流 => 学习 TensorFlow', '`张量流` => =']
    note: a product
  - keep: Rasa
"""
TEAM = "珊瑚板: Coral\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "team.yml").write_text(TEAM, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


def stored(project: Path) -> str:
    return (project / "glossary.yml").read_text(encoding="utf-8")


class TestLint:
    """`glossary lint`."""

    def test_a_clean_glossary(self) -> None:
        result = run("glossary", "lint")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "glossary.yml: 0 errors, 0 warnings\n"

    def test_the_glossary_is_found_upward(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(project / "docs")
        assert run("glossary", "lint").exit_code == 0

    def test_every_problem_with_place_and_hint(self, project: Path) -> None:
        (project / "bad.yml").write_text("version: 2\nterms:\n  - use: A\n    worng: 甲乙\n", encoding="utf-8")
        result = run("glossary", "lint", "bad.yml")
        assert result.exit_code == 2
        assert result.stdout.splitlines() == [
            "bad.yml:1: error: 'version' must be 1",
            "  hint: a newer summitalign may read this file",
            "bad.yml:4: error: unknown key 'worng' in an entry",
            "  hint: did you mean 'wrong'?",
        ]

    def test_warnings_alone_are_no_failure(self, project: Path) -> None:
        (project / "warn.yml").write_text("珠: Perl\n", encoding="utf-8")
        result = run("glossary", "lint", "--glossary", "warn.yml")
        assert result.exit_code == 0
        assert 'warn.yml:1: warning: "珠" is a single Chinese character' in result.stdout

    def test_a_failing_test_is_an_error(self, project: Path) -> None:
        (project / "glossary.yml").write_text(GLOSSARY.replace("=> 学习 ", "=> 学会 "), encoding="utf-8")
        result = run("glossary", "lint")
        assert result.exit_code == 2
        assert result.stdout == (
            'glossary.yml:6: error: the test of "tensorflow" fails: "学习张量流" becomes "学习 TensorFlow",'
            ' expected "学会 TensorFlow"\n'
        )

    def test_problems_of_every_kind_stand_in_the_order_of_lines(self, project: Path) -> None:
        text = "terms:\n  - {use: A, wrong: [甲乙], tests: ['甲乙 => B']}\n  - 珠: Perl\n"
        (project / "bad.yml").write_text(text, encoding="utf-8")
        lines = [line for line in run("glossary", "lint", "bad.yml").stdout.splitlines() if "hint" not in line]
        assert [line.split(":")[1] for line in lines] == ["2", "3"]

    def test_as_json(self, project: Path) -> None:
        (project / "bad.yml").write_text("甲乙:\n", encoding="utf-8")
        result = run("glossary", "lint", "bad.yml", "--format", "json")
        content = json.loads(result.stdout)
        assert content["schema"] == "summitalign/glossary-lint/1"
        assert content["problems"][0]["line"] == 1
        line = json.loads(run("glossary", "lint", "bad.yml", "--format", "jsonl").stdout)
        assert line == {"schema": "summitalign/glossary-problem/1", **content["problems"][0]}

    def test_a_file_that_is_not_there(self) -> None:
        result = run("glossary", "lint", "nowhere.yml")
        assert result.exit_code == 2
        assert result.stderr == "error: nowhere.yml: no such glossary\n  hint: summitalign init writes a first one\n"

    def test_no_glossary_at_all(self, project: Path) -> None:
        (project / "glossary.yml").unlink()
        result = run("glossary", "lint")
        assert result.exit_code == 2
        assert "summitalign init" in result.stderr


class TestListAndShow:
    """`glossary list` and `glossary show`."""

    def test_text(self) -> None:
        assert run("glossary", "list").stdout == "TensorFlow <- 张量流\nRasa (keep)\nCoral <- 珊瑚板\n"

    def test_grep_ignores_case_and_reads_notes(self) -> None:
        assert run("glossary", "list", "--grep", "TENSOR").stdout == "TensorFlow <- 张量流\n"
        assert run("glossary", "list", "--grep", "product").stdout == "TensorFlow <- 张量流\n"
        assert run("glossary", "list", "--grep", "nothing").stdout == ""

    def test_tsv(self) -> None:
        assert run("glossary", "list", "--format", "tsv").stdout.splitlines() == [
            "id\tuse\twrong\tflags\torigin",
            "tensorflow\tTensorFlow\t张量流\t\tglossary.yml:4",
            "rasa\tRasa\t\tkeep\tglossary.yml:8",
            "coral\tCoral\t珊瑚板\t\tteam.yml:1",
        ]

    def test_json_and_jsonl_say_the_same(self) -> None:
        content = json.loads(run("glossary", "list", "--format", "json").stdout)
        assert content["schema"] == "summitalign/glossary/1"
        lines = [json.loads(line) for line in run("glossary", "list", "--format", "jsonl").stdout.splitlines()]
        assert content["entries"] == lines
        assert lines[0]["schema"] == "summitalign/term/1"
        assert lines[0]["tests"][1] == {"text": "`张量流`", "expected": "`张量流`", "line": 6}

    @pytest.mark.parametrize("name", ["tensorflow", "TensorFlow", "张量流"])
    def test_show(self, name: str) -> None:
        result = run("glossary", "show", name)
        assert result.stdout.startswith("tensorflow  (glossary.yml:4)\n  use:         TensorFlow\n")
        assert "`张量流` => =" in result.stdout
        assert json.loads(run("glossary", "show", name, "--format", "json").stdout)["id"] == "tensorflow"

    def test_show_of_nothing(self) -> None:
        result = run("glossary", "show", "Torch")
        assert result.exit_code == 2
        assert 'no entry has the id, right form or wrong form "Torch"' in result.stderr


class TestEdit:
    """`glossary add` and `glossary remove`."""

    def test_add_extends_an_entry_and_touches_nothing_else(self, project: Path) -> None:
        result = run("glossary", "add", "腾索流", "--use", "TensorFlow")
        assert result.exit_code == 0, result.stderr
        assert result.stdout == 'glossary.yml: added "腾索流" -> "TensorFlow"\n'
        assert stored(project) == GLOSSARY.replace("[张量流]", "[张量流, 腾索流]")

    def test_add_makes_a_new_entry(self, project: Path) -> None:
        result = run("glossary", "add", "火花", "--use", "Spark", "--use", "Sparkle", "--ambiguous", "--note", "n: 1")
        assert result.exit_code == 0, result.stderr
        assert stored(project) == (
            GLOSSARY + "  - use: [Spark, Sparkle]\n    wrong: [火花]\n    ambiguous: true\n    note: 'n: 1'\n"
        )

    def test_add_says_where_an_entry_is_more_careful_than_asked(self, project: Path) -> None:
        text = "terms:\n  - {use: Coral, wrong: [珊瑚], ambiguous: true, tests: ['海里的珊瑚 => =']}\n"
        (project / "glossary.yml").write_text(text, encoding="utf-8")
        result = run("glossary", "add", "珊瑚片", "--use", "Coral")
        assert stored(project) == text.replace("[珊瑚]", "[珊瑚, 珊瑚片]")
        assert result.stderr == (
            '  note: the entry "coral" (glossary.yml:2) is ambiguous: the fix is applied only when proven\n'
        )

    def test_add_says_when_flags_call_for_a_second_entry(self, project: Path) -> None:
        result = run("glossary", "add", "腾索流", "--use", "TensorFlow", "--ambiguous")
        assert result.exit_code == 0
        assert stored(project).count("use: TensorFlow") == 2
        assert result.stderr == (
            '  note: the entry "tensorflow" (glossary.yml:4) has the same right form and is not ambiguous;'
            " this is another entry\n"
        )

    def test_a_byte_order_mark_stays(self, project: Path) -> None:
        (project / "glossary.yml").write_bytes("\ufeff甲乙: A\r\n".encode())
        assert run("glossary", "add", "丙丁", "--use", "B").exit_code == 0
        assert (project / "glossary.yml").read_bytes() == "\ufeff甲乙: A\r\n丙丁: B\r\n".encode()

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("add", "张量流", "--use", "Other"), '"张量流" is already a wrong form of "TensorFlow"'),
            (("add", "Hub", "--use", "Hub"), "the wrong form and the right form are the same"),
            (("add", "某某", "--use", "珊瑚板"), 'which the entry "coral" (team.yml:1) lists as wrong'),
            (("remove", "Torch"), 'no entry has the id, right form or wrong form "Torch"'),
        ],
    )
    def test_what_is_refused_changes_nothing(self, arguments: tuple[str, ...], message: str, project: Path) -> None:
        result = run("glossary", *arguments)
        assert result.exit_code == 2
        assert message in result.stderr
        assert stored(project) == GLOSSARY

    def test_an_edit_that_breaks_a_test_changes_nothing(self, project: Path) -> None:
        run("glossary", "add", "腾索流", "--use", "TensorFlow")
        before = stored(project)
        result = run("glossary", "remove", "张量流")
        assert result.exit_code == 2
        assert 'after the change, the test of "tensorflow" fails' in result.stderr
        assert stored(project) == before

    def test_remove(self, project: Path) -> None:
        assert run("glossary", "remove", "tensorflow").stdout == 'glossary.yml: removed "张量流" -> "TensorFlow"\n'
        assert stored(project) == "# Our terms\ninclude: [team.yml]\nterms:\n  - keep: Rasa\n"


class TestTests:
    """`glossary test`."""

    def test_all_pass(self) -> None:
        result = run("glossary", "test")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "glossary.yml: 2 of 2 tests pass\n"

    def test_every_failure_is_shown(self, project: Path) -> None:
        text = GLOSSARY.replace("['", "['张量流 => =', '你好 => 您好', '")
        (project / "glossary.yml").write_text(text, encoding="utf-8")
        result = run("glossary", "test", "glossary.yml")
        assert result.exit_code == 2
        assert result.stdout.splitlines() == [
            'glossary.yml:6: error: the test of "tensorflow" fails: "张量流" becomes "TensorFlow",'
            " expected to stay as it is",
            'glossary.yml:6: error: the test of "tensorflow" fails: "你好" stays as it is, expected "您好"',
        ]
        assert "2 of 4 tests pass" in result.stderr


class TestInit:
    """`summitalign init`."""

    def test_the_starter_passes_lint_and_its_tests(self, project: Path) -> None:
        result = run("init", "new/site")
        assert result.exit_code == 0
        assert result.stdout == "wrote new/site/glossary.yml\nwrote new/site/summitalign.toml\n"
        linted = run("glossary", "lint", "new/site/glossary.yml")
        assert linted.stderr == "new/site/glossary.yml: 0 errors, 0 warnings\n"
        assert run("glossary", "test", "new/site/glossary.yml").exit_code == 0

    def test_nothing_is_overwritten_without_force(self, project: Path) -> None:
        result = run("init")
        assert result.exit_code == 2
        assert "--force overwrites it" in result.stderr
        assert stored(project) == GLOSSARY
        assert run("init", "--force").exit_code == 0
        assert stored(project) != GLOSSARY

    def test_a_file_is_no_folder(self) -> None:
        result = run("init", "team.yml")
        assert result.exit_code == 2
        assert "team.yml: is a file, not a folder" in result.stderr


@pytest.mark.parametrize("command", ["lint", "list", "show", "add", "remove", "test"])
def test_every_help_shows_examples(command: str) -> None:
    text = run("glossary", command, "--help").stdout
    assert f"Examples:\n    summitalign glossary {command}" in text


@pytest.mark.parametrize("command", ["lint", "test", "list"])
def test_nothing_outside_the_folder_is_included(project: Path, command: str) -> None:
    (project / "docs" / "glossary.yml").write_text("include: [../team.yml]\n", encoding="utf-8")
    (project / "team.yml").write_text("no glossary\n", encoding="utf-8")

    done = run("glossary", command, *(["--glossary"] if command == "list" else []), "docs/glossary.yml")

    assert done.exit_code == 2
    assert "docs/glossary.yml:1: " in done.output
    assert "lies outside the glossary's folder" in done.output


def test_an_edit_does_not_undo_that_of_somebody_else(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summitalign.glossary import edit

    add_term = edit.add_term

    def slowly(*arguments: Any, **named: Any) -> str:
        (project / "glossary.yml").write_text(GLOSSARY + "# mine\n", encoding="utf-8")
        return add_term(*arguments, **named)

    monkeypatch.setattr(edit, "add_term", slowly)
    done = run("glossary", "add", "顶点人工智能", "--use", "Vertex AI")

    assert done.exit_code == 3
    assert "changed on disk since it was read" in done.stderr
    assert stored(project) == GLOSSARY + "# mine\n"
