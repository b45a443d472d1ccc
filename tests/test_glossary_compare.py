"""`summitalign glossary diff` and `merge`: two glossaries side by side, and three."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign.cli.main import program
from summitalign.errors import GlossaryError
from summitalign.glossary.load import load
from summitalign.glossary.threeway import Side, unite

BASE = """\
# ours
version: 1
terms:
  # the engine
  - use: Enginely
    wrong: [引擎里, 引擎礼]   # two
    near: [涡轮]
    note: a product
  - 急急执行: 即刻执行  # short
  - use: Nabe
    wrong:
      - 枢纽站
      - 集线站   # second
  - use: Reefboard
    wrong: [珊瑚]
    ambiguous: true
    tests: ['海里的珊瑚 => =']
  - use: Gone
    wrong: [没了]
"""
THEIRS = """\
# theirs
repairs: [split-latin]
version: 1
terms:
  - use: Reefboard
    wrong: [珊瑚, 珊瑚板]
    ambiguous: true
    tests: ['海里的珊瑚 => =', '珊瑚 => =']
  - use: Enginely
    wrong: [引擎里]
    near: [涡轮, 叶片]
    note: a product
    by: them
  - 急急执行: 立刻执行
  - use: Nabe
    wrong:
      - 集线站
  # new here
  - use: Numbly
    # inside
    wrong: [农巴]   # fresh
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("base.yml", BASE)
    write("theirs.yml", THEIRS)


def write(name: str, text: str) -> None:
    Path(name).write_bytes(text.encode())


def stored(name: str) -> str:
    return Path(name).read_bytes().decode()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ("glossary", *arguments))


def merge(ours: str, *more: str) -> Result:
    write("ours.yml", ours)
    return run("merge", "ours.yml", "theirs.yml", "--base", "base.yml", *more)


class TestDiff:
    """What differs, form by form."""

    def test_text(self) -> None:
        done = run("diff", "base.yml", "theirs.yml")
        assert done.exit_code == 1
        assert done.stdout.splitlines() == [
            "setting  repairs: nothing -> split-latin",
            'removed  "引擎礼" -> "Enginely"  (base.yml:5)',
            'removed  "枢纽站" -> "Nabe"  (base.yml:10)',
            'removed  "没了" -> "Gone"  (base.yml:18)',
            'changed  "引擎里"  (base.yml:5, theirs.yml:9)',
            "  near: + 叶片",
            "  by: nothing -> them",
            'changed  "急急执行"  (base.yml:9, theirs.yml:14)',
            "  use: 即刻执行 -> 立刻执行",
            'changed  "珊瑚"  (base.yml:14, theirs.yml:5)',
            "  tests: + 珊瑚 => =",
            'added    "珊瑚板" -> "Reefboard"  (theirs.yml:5)',
            'added    "农巴" -> "Numbly"  (theirs.yml:19)',
        ]

    def test_order_and_layout_do_not_count(self) -> None:
        write("one.yml", "甲乙: A\n丙丁: B\n")
        write("two.yml", "terms:\n- use: B\n  wrong: [丙丁]\n# c\n- {wrong: 甲乙, use: A}\n")
        done = run("diff", "one.yml", "two.yml")
        assert (done.exit_code, done.output) == (0, "")

    def test_a_form_of_another_entry(self) -> None:
        write("one.yml", "terms:\n- use: A\n  wrong: [甲乙, 丙丁]\n- keep: K\n")
        write("two.yml", "terms:\n- use: A\n  wrong: [甲乙]\n- use: B\n  wrong: [丙丁]\n  ambiguous: true\n- keep: L\n")
        assert run("diff", "one.yml", "two.yml").stdout.splitlines() == [
            'removed  "K" -> "K"  (one.yml:4)',
            'changed  "丙丁"  (one.yml:2, two.yml:4)',
            "  use: A -> B",
            "  ambiguous: nothing -> true",
            'added    "L" -> "L"  (two.yml:7)',
        ]

    def test_json(self) -> None:
        content = json.loads(run("diff", "base.yml", "theirs.yml", "--format", "json").stdout)
        assert (content["schema"], content["before"]) == ("summitalign/glossary-diff/1", "base.yml")
        assert content["settings"] == [{"name": "repairs", "before": [], "after": ["split-latin"]}]
        assert content["changes"][3]["fields"][1] == {"name": "by", "before": [], "after": ["them"]}


class TestMerge:
    """What the second changed comes in; what the first has stays."""

    def test_their_changes_come_into_our_layout(self) -> None:
        done = merge(BASE)
        assert done.exit_code == 0, done.output
        assert done.stderr == "ours.yml and theirs.yml: merged, 0 conflicts; no file is changed\n"
        assert done.stdout == (
            BASE.replace("version: 1", "repairs: [split-latin]\nversion: 1")
            .replace("[引擎里, 引擎礼]", "[引擎里]")
            .replace("[涡轮]", "[涡轮, 叶片]")
            .replace("    note: a product\n", "    note: a product\n    by: them\n")
            .replace("即刻执行", "立刻执行")
            .replace("      - 枢纽站\n", "")
            .replace("[珊瑚]", "[珊瑚, 珊瑚板]")
            .replace("'海里的珊瑚 => ='", "'海里的珊瑚 => =', '珊瑚 => ='")
            .replace("  - use: Gone\n    wrong: [没了]\n", "")
            + "  # new here\n  - use: Numbly\n    # inside\n    wrong: [农巴]   # fresh\n"
        )
        assert run("diff", "theirs.yml", "ours.yml").exit_code == 1

    def test_the_result_says_what_they_say_where_we_changed_nothing(self) -> None:
        merge(BASE, "-o", "ours.yml")
        assert run("diff", "theirs.yml", "ours.yml").output == ""

    def test_lists_take_the_changes_of_both(self) -> None:
        ours = BASE.replace("引擎礼]", "引擎礼, 引擎丽]").replace("[涡轮]", "[转子]")
        out = merge(ours).stdout
        assert "wrong: [引擎里, 引擎丽]   # two" in out
        assert "near: [转子, 叶片]" in out

    def test_what_both_changed_is_a_conflict_and_ours_stays(self) -> None:
        ours = BASE.replace("即刻执行", "马上执行").replace("没了]", "没了, 没有了]")
        done = merge(ours, "--output", "out.yml")
        assert done.exit_code == 1
        assert done.stderr.splitlines() == [
            'conflict  the entry "Gone"',
            "  ours.yml:18 changes it",
            "  theirs.yml removes it",
            'conflict  the entry "马上执行", use',
            "  ours.yml:9: 马上执行",
            "  theirs.yml:14: 立刻执行",
            "  before: 即刻执行",
            "out.yml: merged, 2 conflicts",
        ]
        assert "马上执行  # short" in stored("out.yml")
        assert "没有了]" in stored("out.yml")

    def test_a_form_that_both_add_to_other_entries(self) -> None:
        ours = BASE.replace("[没了]", "[没了, 农巴]")
        done = merge(ours)
        assert done.exit_code == 1
        assert 'conflict  "农巴"\n  ours.yml:18: Gone\n  theirs.yml:19: Numbly\n' in done.stderr

    def test_both_add_the_same(self) -> None:
        ours = BASE + "  - use: Numbly\n    wrong: [农巴]\n"
        done = merge(ours)
        assert done.exit_code == 0
        assert done.stdout.count("农巴") == 1

    def test_we_removed_what_they_changed(self) -> None:
        done = merge(BASE.replace("  - 急急执行: 即刻执行  # short\n", ""))
        assert 'conflict  the entry "即刻执行"\n  ours.yml removes it\n  theirs.yml:14 changes it\n' in done.stderr

    @pytest.mark.parametrize("theirs", ["{use: Two, wrong: [乙, 丙]}", "{use: Two, wrong: [丙]}"])
    def test_we_removed_a_form_that_they_moved(self, theirs: str) -> None:
        base = "terms:\n- {use: One, wrong: [甲, 丙]}\n"
        ours = base.replace(", 丙", "")
        united = unite(
            Side(ours, "a"), Side(f"terms:\n- {{use: One, wrong: [甲]}}\n- {theirs}\n", "b"), Side(base, "c")
        )
        assert "丙" not in united.text
        assert ("Two" in united.text) is ("乙" in theirs)
        assert [(each.what, each.sides) for each in united.conflicts] == [
            ('"丙"', ("a removes it", "b:3 lists it elsewhere"))
        ]

    def test_several_fields_go_from_an_entry_in_brackets(self) -> None:
        base = "terms:\n- {use: One, wrong: [甲], not_in: [甲乙], near: [丙], note: n}  # one\n"
        theirs = "terms:\n- {use: One, wrong: [甲], ambiguous: true}\n"
        united = unite(Side(base, "a"), Side(theirs, "b"), Side(base, "c"))
        assert united.text == "terms:\n- {use: One, wrong: [甲], ambiguous: true}  # one\n"
        commented = base.replace("near:", "# why\n  near:")
        with pytest.raises(GlossaryError, match="does not allow this edit"):
            unite(Side(commented, "a"), Side(theirs, "b"), Side(base, "c"))

    def test_settings_that_both_changed(self) -> None:
        done = merge(BASE.replace("version: 1", "version: 1\nrepairs: [identifier-stop]"))
        assert done.exit_code == 1
        assert "conflict  the setting repairs\n" in done.stderr
        assert "repairs: [identifier-stop]" in done.stdout

    def test_plain_maps(self) -> None:
        write("base.yml", "# c\n甲乙: A\n丙丁: B\n")
        write("theirs.yml", "甲乙: A\n丙丁: C\n戊己: D\n")
        assert merge("# d\n甲乙: E # e\n丙丁: B # f\n").stdout == "# d\n甲乙: E # e\n丙丁: C # f\n戊己: D\n"
        write("theirs.yml", "terms:\n- 甲乙: A\n- 丙丁: B\n- use: D\n  wrong: 戊己\n  note: n\n")
        assert merge("# d\n甲乙: A # e\n丙丁: B\n").stdout == (
            "# d\nterms:\n  - 甲乙: A # e\n  - 丙丁: B\n  - use: D\n    wrong: 戊己\n    note: n\n"
        )

    def test_a_file_with_errors_is_refused_and_nothing_written(self) -> None:
        write("theirs.yml", "terms:\n- usee: A\n  wrong: 甲\n")
        done = merge(BASE, "-o", "ours.yml")
        assert done.exit_code == 2
        assert "theirs.yml:2: unknown key 'usee'" in done.stderr
        assert stored("ours.yml") == BASE


FORMS = [f"词{number}" for number in range(6)]
SHEETS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(["", "    ambiguous: true\n", "    near: [近]\n"])), max_size=4
).flatmap(
    lambda entries: st.permutations(FORMS).map(
        lambda forms: (
            "version: 1\nterms:\n"
            + "".join(
                f"  - use: {use}{number}\n    wrong: [{', '.join(forms[number : number + 1 + number % 2])}]\n{more}"
                for number, (use, more) in enumerate(entries)
                if number % 2 == 0 or number < 3
            )
        ).replace("terms:\n", "terms:\n" if entries else "terms: []\n", 1)
    )
)


def says(text: str) -> dict[str, object]:
    glossary = load(text, "g.yml", lambda name: name)
    return {
        form.text: (entry.use, entry.is_ambiguous, entry.near) for entry in glossary.entries for form in entry.wrong
    }


def is_sound(text: str) -> bool:
    try:
        load(text, "g.yml", lambda name: name)
    except Exception:
        return False
    return True


@settings(max_examples=300, deadline=None)
@given(SHEETS.filter(is_sound), SHEETS.filter(is_sound), SHEETS.filter(is_sound))
def test_three_way_laws(first: str, second: str, base: str) -> None:
    one, two, old = Side(first, "a.yml"), Side(second, "b.yml"), Side(base, "c.yml")
    assert unite(one, old, old).text == first
    assert says(unite(old, two, old).text) == says(second)
    try:
        united = unite(one, two, old)
    except GlossaryError:  # both shuffled the forms of the same entries: refused, and nothing is lost
        return
    mine, theirs, before, found = says(first), says(second), says(base), says(united.text)
    if united.conflicts:
        return
    for form in FORMS:
        a, b, c = mine.get(form), theirs.get(form), before.get(form)
        if a == b:
            assert found.get(form) == a
        # A form is judged with its whole entry, so a lone change of one side always arrives.
        if (a is None) == (c is None) and (b is None) != (c is None):
            assert (found.get(form) is None) == (b is None)
