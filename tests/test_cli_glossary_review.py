"""The command `glossary review`: asking about suggested fixes, and remembering the answers."""

import json
from datetime import date
from pathlib import Path

import pytest

from glossary_command import GLOSSARY, PAGE, run, stored, write, write_project


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    return write_project(tmp_path)


class TestReview:
    """`glossary review`: suggested fixes, and entries that are proposed."""

    def test_only_suggestions_are_asked_about(self) -> None:
        done = run("review", "docs", stdin="y\nn\n")
        assert done.exit_code == 1
        assert done.stderr.count("make this fix?") == 2
        assert stored("docs/a.md") == PAGE.replace("再看珊瑚", "再看 Reefboard")
        assert done.stderr.endswith("1 fix written to 1 document, 0 rejected, 1 left\n")

    def test_all_of_them(self) -> None:
        done = run("review", "docs", stdin="a\n")
        assert done.exit_code == 0
        assert "珊瑚" not in stored("docs/a.md")
        assert "小狐狸" in stored("docs/a.md")

    def test_another_form(self) -> None:
        run("review", "docs", stdin="e\nReef\nn\n")
        assert "再看 Reef。" in stored("docs/a.md")

    def test_a_rejection_keeps_its_reason_and_is_not_asked_again(self) -> None:
        run("review", "docs", stdin="r\nit is the animal\nn\n")
        found = json.loads(stored(".summitalign/rejected.json"))["findings"]
        assert [(each["path"], each["term"], each["reason"]) for each in found] == [
            ("../docs/a.md", "reefboard", "it is the animal")
        ]
        assert run("review", "docs", stdin="n\n").stderr.count("make this fix?") == 1
        run("review", "docs", stdin="r\n\n")  # a second one, without a reason, leaves the first as it is
        found = json.loads(stored(".summitalign/rejected.json"))["findings"]
        assert [each.get("reason") for each in found].count("it is the animal") == 1
        assert len(found) == 2
        assert stored("docs/a.md") == PAGE

    def test_standard_input_has_the_answers(self) -> None:
        assert run("review", "-").exit_code == 2

    PROPOSED = (
        "terms:\n- {use: Owlet, wrong: [猫头鹰崽]}\n- {use: Foxlet, wrong: [小狐狸, 小狐]}\n"
        "- use: Bearling\n  wrong: [小熊]\n  ambiguous: true\n  near: [蜂蜜]\n  tests: ['小熊 => =']\n"
    )

    def test_proposed_entries(self) -> None:
        write(self.PROPOSED, "new.yml")
        done = run("review", "--candidates", "new.yml", stdin="r\nno such thing\ny\ny\n")
        assert done.exit_code == 0, done.output
        assert stored() == GLOSSARY.replace("狐狸崽]", "狐狸崽, 小狐]") + (
            "  - use: Bearling\n    wrong: [小熊]\n    ambiguous: true\n    near: [蜂蜜]\n    tests: ['小熊 => =']\n"
        )
        assert "2 entries added, 1 rejected, 0 left" in done.stderr
        (entry,) = json.loads(stored(".summitalign/rejected-entries.json"))["entries"]
        assert date.fromisoformat(entry.pop("date")).year > 2000
        assert entry == {"wrong": "猫头鹰崽", "use": "Owlet", "reason": "no such thing"}
        again = run("review", "--candidates", "new.yml", stdin="")
        assert "add this entry?" not in again.stderr

    def test_a_proposed_entry_with_another_right_form(self) -> None:
        write("猫头鹰崽: Owlet\n", "new.yml")
        run("review", "--candidates", "new.yml", stdin="e\nOwly\n")
        assert stored() == GLOSSARY + "  - use: Owly\n    wrong: [猫头鹰崽]\n"

    def test_an_entry_that_cannot_be_taken_is_left(self) -> None:
        write("terms:\n- {use: Owlet, wrong: [猫头鹰崽], tests: ['猫头鹰崽 => =']}\n- 猫头鹰: Owl\n", "new.yml")
        done = run("review", "--candidates", "new.yml", stdin="y\nq\n")
        assert "not added: after the change, the test" in done.stderr
        assert "0 entries added, 0 rejected, 2 left\n" in done.stderr
        assert stored() == GLOSSARY

    def test_what_disagrees_with_the_glossary_is_told_and_not_asked(self) -> None:
        write("猫头鹰崽: 珊瑚\n小狐狸: Fox\n狐狸崽: Foxlet\n", "new.yml")
        done = run("review", "--candidates", "new.yml", stdin="")
        assert 'not asked: "小狐狸": right is "Foxlet" (glossary.yml:4), but right is "Fox" (new.yml:2)' in done.stderr
        assert done.stderr.endswith("0 entries added, 0 rejected, 0 left, 2 disagree with the glossary\n")

    def test_a_broken_memory_is_told(self) -> None:
        write("猫头鹰崽: Owlet\n", "new.yml")
        Path(".summitalign").mkdir()
        write("{", ".summitalign/rejected-entries.json")
        done = run("review", "--candidates", "new.yml", stdin="y\n")
        assert done.exit_code == 2
        assert "is no list of rejected entries" in done.stderr
