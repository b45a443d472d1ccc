"""Looking after a glossary, as people do it: explain, rename, fmt, stats."""

import csv
import json
from pathlib import Path

import pytest

from glossary_command import GLOSSARY, TEAM, run, stored, write, write_project
from summitalign.cli.glossary import COMMANDS
from summitalign.errors import WriteError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    return write_project(tmp_path)


class TestExplain:
    """`glossary explain`: every form, and why it is treated as it is."""

    def test_a_text(self) -> None:
        done = run("explain", "装小狐狸，`小狐狸`，小狐狸犬，海里的珊瑚")
        assert done.exit_code == 0
        lines = [line for line in done.stdout.splitlines() if line.startswith("text:")]
        assert [line.split("  ")[0] for line in lines] == [
            "text:1:2: apply",
            "text:1:20: suggest",
            "text:1:7: none",
            "text:1:12: none",
        ]
        assert 'it stands in code, not in prose\n        entry "foxlet" (glossary.yml:4)' in done.stdout
        assert 'it is a part of "小狐狸犬", which `not_in` of "foxlet" lists' in done.stdout
        assert 'entry "reefboard" (glossary.yml:9), ambiguous' in done.stdout

    def test_a_line_of_a_document_is_judged_with_all_of_it(self) -> None:
        done = run("explain", "docs/a.md:7")
        assert 'docs/a.md:7:2: apply  "团队板" -> "Teamboard"' in done.stdout
        assert "docs/a.md:3" not in done.stdout
        assert "the entry does not work in quotes" in run("explain", "docs/a.md:5").stdout
        assert run("explain", "docs/a.md").stdout.count('"小狐狸"') == 4

    def test_a_page_that_switches_it_off(self) -> None:
        write("<!-- summitalign-disable-next-line -->\n小狐狸\n", "docs/a.md")
        assert "a comment in the document switches it off" in run("explain", "docs/a.md:2").stdout
        write("---\nsummitalign: off\n---\n小狐狸\n", "docs/a.md")
        assert "the front matter switches the fixer off" in run("explain", "docs/a.md:4").stdout

    def test_paths_and_longer_words(self) -> None:
        write("terms:\n- use: Foxlet\n  wrong: [小狐狸]\n  paths: [blog/]\n- foxie: Foxy\n")
        write("小狐狸 foxie2\n", "docs/a.md")
        out = run("explain", "docs/a.md:1").stdout
        assert "`paths` of the entry leave this document out" in out
        assert '"foxie"  it is a part of a longer word or name' in out

    def test_nothing_there(self) -> None:
        done = run("explain", "你好")
        assert (done.exit_code, done.stdout) == (0, "")
        assert "no form of the glossary stands there" in done.stderr

    def test_a_ratio_is_a_text(self) -> None:
        assert run("explain", "比例 3:4").exit_code == 0

    @pytest.mark.parametrize(
        ("subject", "message"),
        [("docs/a.md:99", "docs/a.md: has no line 99"), ("docs/b.md:1", "docs/b.md: no such file")],
    )
    def test_a_place_that_is_not_there(self, subject: str, message: str) -> None:
        done = run("explain", subject)
        assert done.exit_code == 2
        assert message in done.stderr

    def test_json(self) -> None:
        content = json.loads(run("explain", "docs/a.md:3", "--format", "json").stdout)
        assert (content["schema"], content["path"]) == ("summitalign/explanation/1", "docs/a.md")
        assert [each["found"] for each in content["findings"]] == ["小狐狸", "珊瑚"]
        assert content["overlooked"][0] == {
            "line": 3,
            "column": 13,
            "found": "小狐狸",
            "term": "foxlet",
            "reason": "it stands in code, not in prose",
        }

    def test_what_was_rejected_for_good(self) -> None:
        assert run("review", "docs", stdin="r\nno\nn\n").exit_code == 1
        assert "a person has rejected it for good" in run("explain", "docs/a.md:3").stdout


class TestRename:
    """`glossary rename`."""

    def test_everywhere_and_shown(self) -> None:
        done = run("rename", "foxlet", "Foxling")
        assert done.exit_code == 0, done.output
        assert stored() == GLOSSARY.replace("Foxlet", "Foxling")
        assert done.stdout == (
            "glossary.yml: 2 texts changed\n"
            '  glossary.yml:4: use: "Foxlet" -> "Foxling"\n'
            '  glossary.yml:8: tests: "装小狐狸 => 装 Foxlet" -> "装小狐狸 => 装 Foxling"\n'
        )

    def test_in_an_included_file(self) -> None:
        done = run("rename", "Teamboard", "Team Board")
        assert stored("team.yml") == TEAM.replace("Teamboard", "Team Board")
        assert stored() == GLOSSARY
        assert done.stdout.startswith("team.yml: 1 text changed (included by glossary.yml)\n")

    def test_in_both(self) -> None:
        write(GLOSSARY + "  - 团队牌: Teamboard\n")
        assert run("rename", "Teamboard", "Board").exit_code == 0
        assert "团队牌: Board" in stored()
        assert "团队板: Board   # side" in stored("team.yml")

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("Foxlt", "X", "did you mean 'Foxlet'?"),
            ("Foxlet", "Foxlet", "is no new right form"),
            ("Foxlet", "珊瑚", "lists as wrong"),
        ],
    )
    def test_refused_and_nothing_changed(self, old: str, new: str, message: str) -> None:
        done = run("rename", old, new)
        assert done.exit_code == 2
        assert message in done.stderr
        assert stored() == GLOSSARY

    def test_one_of_two_files_that_cannot_be_changed_leaves_both(self) -> None:
        write(GLOSSARY + "  - 团队牌: Teamboard\n")
        write(TEAM + "团队版: 团队牌板\n", "team.yml")
        before = stored(), stored("team.yml")
        assert run("rename", "Teamboard", "团队版").exit_code == 2
        assert (stored(), stored("team.yml")) == before

    def test_one_of_two_files_that_cannot_be_written_leaves_both(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from summitalign.workspace import write as writing

        write(GLOSSARY + "  - 团队牌: Teamboard\n")
        before = stored(), stored("team.yml")
        write_text = writing.write_text

        def refuses_the_second(path: str, text: str, **named: object) -> None:
            if str(path) == "team.yml":
                raise WriteError("is read-only", place=str(path))
            write_text(path, text, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(writing, "write_text", refuses_the_second)
        done = run("rename", "Teamboard", "Board")
        assert (done.exit_code, done.stderr) == (3, "error: team.yml: is read-only\n")
        assert (stored(), stored("team.yml")) == before


class TestRemoveFromAnIncludedFile:
    """`glossary remove` of what another file says."""

    def test_it_is_removed_there_and_said(self) -> None:
        write(TEAM + "团队旗: Flag\n", "team.yml")
        done = run("remove", "团队板")
        assert done.stdout == 'team.yml: removed "团队板" -> "Teamboard" (included by glossary.yml)\n'
        assert stored("team.yml") == "# the team's\n团队旗: Flag\n"
        assert stored() == GLOSSARY


class TestFmt:
    """`glossary fmt`."""

    def test_order_and_blank_lines(self) -> None:
        write(GLOSSARY.replace("  - use: Never\n    wrong: [从来不用]\n", "\n\n  - wrong: [从]\n    use: N\n"))
        checked = run("fmt", "--check")
        assert checked.exit_code == 1
        assert "not in order" in checked.stdout
        assert run("fmt").stdout == "glossary.yml: put in order\n"
        assert stored() == GLOSSARY.replace(
            "  - use: Never\n    wrong: [从来不用]\n", "\n  - use: N\n    wrong: [从]\n"
        )
        done = run("fmt", "--check")
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "glossary.yml: in order\n")


class TestStats:
    """`glossary stats`."""

    def test_text(self) -> None:
        done = run("stats", "docs")
        assert done.exit_code == 0
        assert done.stdout.splitlines() == [
            "entry      apply  suggest  skip  rejected  where",
            "Reefboard      0        2     0         0  docs/a.md (2)",
            "Foxlet         1        0     0         0  docs/a.md (1)",
            "Teamboard      1        0     0         0  docs/a.md (1)",
            "never met: 1 entry",
            "  glossary.yml:13: Never <- 从来不用",
        ]
        assert done.stderr == "1 document: 3 of 4 entries met\n"

    def test_unused(self) -> None:
        assert run("stats", "docs", "--unused").stdout == "never met: 1 entry\n  glossary.yml:13: Never <- 从来不用\n"
        names = [each["id"] for each in json.loads(run("stats", "--unused", "--format", "json").stdout)["entries"]]
        assert names == ["never"]

    def test_csv_and_json_say_the_same(self) -> None:
        rows = list(csv.DictReader(run("stats", "docs", "--format", "csv").stdout.splitlines()))
        content = json.loads(run("stats", "docs", "--format", "json").stdout)
        assert content["documents"] == 1
        assert [row["id"] for row in rows] == [each["id"] for each in content["entries"]]
        for row, each in zip(rows, content["entries"], strict=True):
            assert [int(row[name]) for name in ("apply", "suggest", "skip", "rejected")] == [
                each[name] for name in ("apply", "suggest", "skip", "rejected")
            ]
        fox = content["entries"][0]
        assert (fox["first"], fox["by_form"], fox["unused_forms"]) == ("docs/a.md:3", {"小狐狸": 1}, ["狐狸崽"])

    def test_what_was_rejected_counts_by_itself(self) -> None:
        run("review", "docs", stdin="r\n\nq\n")
        assert "Reefboard      0        1     0         1  docs/a.md (2)" in run("stats", "docs").stdout

    def test_a_document_that_cannot_be_read(self) -> None:
        Path("docs/b.md").write_bytes(b"\xff\xfe\xff")
        assert run("stats", "docs").exit_code == 3


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("import", "export")])
def test_every_help_shows_examples(command: str) -> None:
    text = run(command, "--help").stdout
    assert f"Examples:\n    summitalign glossary {command}" in text
