"""What the commands that edit a glossary tell people: what went, what was taken, what is known, what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    return tmp_path


def write(text: str, name: str = "glossary.yml") -> None:
    Path(name).write_bytes(text.encode())


def stored(name: str = "glossary.yml") -> str:
    return Path(name).read_bytes().decode()


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, ("glossary", *arguments), stdin)


class TestRemove:
    """`glossary remove`: the right entry, and what it was."""

    THREE = (
        "terms:\n  - {use: Kettle, wrong: [水壶]}\n  - {use: Kettle, wrong: [铜壶], note: n}\n"
        "  - {use: Kettle, wrong: [铁壶], note: m}\n"
    )

    @pytest.mark.parametrize("key", ["kettle", "Kettle"])
    def test_a_name_of_several_entries_is_refused(self, key: str) -> None:
        write(self.THREE)
        done = run("remove", key)
        assert done.exit_code == 2
        names = "kettle (glossary.yml:2), kettle-2 (glossary.yml:3), kettle-3 (glossary.yml:4)"
        assert f'"{key}" stands for several entries: {names}' in done.stderr
        assert stored() == self.THREE

    def test_the_number_or_a_form_tells_which(self) -> None:
        write(self.THREE)
        assert run("remove", "kettle-2").stdout == 'glossary.yml: removed "铜壶" -> "Kettle"\n'
        assert run("remove", "水壶").stdout == 'glossary.yml: removed "水壶" -> "Kettle"\n'
        assert stored() == "terms:\n  - {use: Kettle, wrong: [铁壶], note: m}\n"

    def test_several_at_once_and_each_once(self) -> None:
        write("terms:\n  - use: Kettle\n    wrong: [水壶, 铜壶]\n  - 茶杯: Cup\n  - 茶盘: Tray\n")
        done = run("remove", "铜壶", "kettle", "茶杯")
        assert done.stdout == (
            'glossary.yml: removed "水壶", "铜壶" -> "Kettle"\nglossary.yml: removed "茶杯" -> "Cup"\n'
        )
        assert stored() == "terms:\n  - 茶盘: Tray\n"

    def test_two_forms_of_one_entry(self) -> None:
        write("terms:\n  - use: Kettle\n    wrong: [水壶, 铜壶, 铁壶]\n")
        assert run("remove", "铜壶", "水壶").exit_code == 0
        assert stored() == "terms:\n  - use: Kettle\n    wrong: [铁壶]\n"

    def test_an_entry_of_an_included_file_goes_by_its_id_in_the_whole(self) -> None:
        write("include: [team.yml]\nterms:\n  - 水壶: Kettle\n")
        write("铜壶: Kettle\n茶杯: Cup\n", "team.yml")
        done = run("remove", "kettle-2")
        assert done.stdout == 'team.yml: removed "铜壶" -> "Kettle" (included by glossary.yml)\n'
        assert stored("team.yml") == "茶杯: Cup\n"

    def test_the_comment_above_stays_and_is_shown(self) -> None:
        write("茶杯: Cup\n\n# pots\n水壶: Kettle\n茶盘: Tray\n")
        done = run("remove", "水壶")
        assert done.stderr == "  note: glossary.yml: the comment above it stays: # pots\n"
        assert stored() == "茶杯: Cup\n\n# pots\n茶盘: Tray\n"

    def test_a_form_of_a_pack_comes_back_and_is_told(self) -> None:
        write("include: [pack:devops.zh]\nterms:\n  - 码头工人: Docker\n")
        done = run("remove", "docker")
        assert 'now "码头工人" is that of the entry "docker" (pack:devops.zh:' in done.stderr

    TESTED = "terms:\n  - use: Kettle\n    wrong: [水壶, 铜壶]\n    tests: ['水壶 => Kettle', '铜壶 => Kettle']\n"

    def test_tests_that_need_it_are_named(self) -> None:
        write(self.TESTED)
        done = run("remove", "铜壶")
        assert done.exit_code == 2
        assert 'after the change, the test of "kettle" fails: "铜壶" stays as it is' in done.stderr
        assert "hint: --with-tests removes them, too" in done.stderr
        assert stored() == self.TESTED

    def test_tests_go_with_it_where_that_is_wanted(self) -> None:
        write(self.TESTED)
        done = run("remove", "铜壶", "--with-tests")
        assert done.stdout.endswith("glossary.yml: removed the test '铜壶 => Kettle'\n")
        assert stored() == "terms:\n  - use: Kettle\n    wrong: [水壶]\n    tests: ['水壶 => Kettle']\n"

    @pytest.mark.parametrize(("key", "hint"), [("zzz", "glossary list shows"), ("kettel", "did you mean 'kettle'?")])
    def test_nothing_of_that_name(self, key: str, hint: str) -> None:
        write("水壶: kettle\n")
        done = run("remove", key)
        assert done.exit_code == 2
        assert hint in done.stderr


class TestRename:
    """`glossary rename`: what stands beside the new name."""

    def test_an_entry_with_the_new_name_is_told(self) -> None:
        write("水壶: Kettle\n茶壶: Teapot\n")
        done = run("rename", "Kettle", " Teapot ")
        assert 'there is already an entry for "Teapot": "teapot" (glossary.yml:2)' in done.stderr
        assert stored() == "水壶: Teapot\n茶壶: Teapot\n"

    def test_longer_names_are_shown_and_words_that_only_hold_its_letters_are_not(self) -> None:
        write("水壶: Kettle\n水壶嘴: Kettle Spout\n水壶们: Kettles\n")
        done = run("rename", "Kettle", "Pot")
        assert done.stderr == '  note: glossary.yml:2: use: "Kettle Spout" stays as it is\n'


class TestAdd:
    """`glossary add`: what it takes, what it knows, what it makes of the text."""

    def test_blanks_at_the_ends_are_taken_off(self) -> None:
        write("水壶: Kettle\n")
        assert run("add", " 茶杯 ", "--use", " Cup").exit_code == 0
        assert stored() == "水壶: Kettle\n茶杯: Cup\n"

    @pytest.mark.parametrize("comma", ["，", "、", ","])
    def test_a_comma_in_a_form_is_pointed_out(self, comma: str) -> None:
        write("水壶: Kettle\n")
        assert "is one form; several are named one by one" in run("add", f"茶杯{comma}茶碗", "--use", "Cup").stderr
        write(f'use,wrong\nCup,"茶杯{comma}茶碗"\n', "t.csv")
        assert "is one form" in run("import", "t.csv").stderr

    def test_what_is_known_is_passed_over(self) -> None:
        write("水壶: Kettle\n")
        done = run("add", "水壶", "铜壶", "--use", "Kettle")
        assert done.exit_code == 0
        assert done.stdout == (
            'glossary.yml: known already: "水壶" -> "Kettle" (glossary.yml:1)\nglossary.yml: added "铜壶" -> "Kettle"\n'
        )
        assert run("add", "水 壶", "--use", "Kettle").exit_code == 0
        assert stored() == "水壶: Kettle\n铜壶: Kettle\n"

    def test_what_is_taken_from_a_pack_is_told(self) -> None:
        write("include: [pack:devops.zh]\n")
        done = run("add", "码头工人", "--use", "Docker")
        said = 'takes "码头工人" from pack:devops.zh, where it is ambiguous; add --ambiguous to keep that\n'
        assert done.stderr == f"  note: {said}"
        other = run("add", "头盔", "--use", "安全帽", "--ambiguous").stderr
        assert 'takes "头盔" from pack:devops.zh, where "Helm" is right\n' in other

    def test_right_and_wrong_the_other_way_round(self) -> None:
        write("水壶: Kettle\n")
        done = run("add", "Kettle", "--use", "水壶")
        assert '"Kettle" is a right form of the entry "kettle" (glossary.yml:1)' in done.stderr
        assert "line" not in done.stderr
        assert 'the right form is "水壶", which the entry "kettle"' in run("add", "壶", "--use", "水壶").stderr

    def test_a_plain_map_that_becomes_a_list_is_told_and_keeps_its_comments(self) -> None:
        write("# pots\n水壶: Kettle  # big\n\n# cups\n茶杯: Cup\n")
        done = run("add", "茶盘", "--use", "Tray", "--note", "n1")
        assert "glossary.yml is a `terms:` list now" in done.stderr
        assert stored() == (
            "# pots\nterms:\n  - 水壶: Kettle  # big\n\n# cups\n  - 茶杯: Cup\n"
            "  - use: Tray\n    wrong: [茶盘]\n    note: n1\n"
        )
        assert run("add", "盘", "--use", "Tray", "--note", "n1").stderr == ""

    def test_another_note_is_the_reason_for_another_entry(self) -> None:
        write("terms:\n  - {use: Kettle, wrong: [水壶], note: n}\n")
        done = run("add", "铜壶", "--use", "Kettle", "--note", "m")
        said = 'the entry "kettle" (glossary.yml:2) has the same right form and has another note'
        assert done.stderr == f"  note: {said}; this is another entry\n"

    def test_an_ambiguous_entry_is_complete_from_the_command_line(self) -> None:
        write("水壶: Kettle\n")
        rules = ("--ambiguous", "--near", "热水", "--unless-near", "山", "--not-in", "茶壶山")
        done = run("add", "茶壶", "--use", "Teapot", *rules, "--test", "茶壶 -> =", "--test", "茶壶山 => =")
        assert done.exit_code == 0, done.output
        assert stored().endswith(
            "  - use: Teapot\n    wrong: [茶壶]\n    ambiguous: true\n    not_in: [茶壶山]\n    near: [热水]\n"
            "    unless_near: [山]\n    tests: ['茶壶 => =', '茶壶山 => =']\n"
        )
        assert run("lint").stderr == "glossary.yml: 0 errors, 0 warnings\n"
        assert run("add", "茶壶儿", "--use", "Teapot", "--test", "小茶壶儿 -> =").exit_code == 0
        assert "wrong: [茶壶, 茶壶儿]" in stored()
        assert "tests: ['茶壶 => =', '茶壶山 => =', '小茶壶儿 => =']" in stored()

    @pytest.mark.parametrize("option", ["--near", "--unless-near"])
    def test_words_of_context_hold_for_their_own_forms_only(self, option: str) -> None:
        write("terms:\n  - use: Kettle\n    wrong: [水壶]\n")
        done = run("add", "铜壶", "--use", "Kettle", option, "热水", "--test", "`铜壶` -> =")
        assert "has other words of context; this is another entry" in done.stderr
        assert stored().startswith("terms:\n  - use: Kettle\n    wrong: [水壶]\n  - use: Kettle\n")

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (("--test", "茶壶"), '--test: not a test: "茶壶"'),
            (("--not-in", "茶杯"), '--not-in: "茶杯" contains none of the wrong forms'),
            (("--test", "茶壶 -> Cup"), "after the change, the test of"),
        ],
    )
    def test_rules_that_say_nothing_are_refused(self, options: tuple[str, ...], message: str) -> None:
        write("水壶: Kettle\n")
        done = run("add", "茶壶", "--use", "Teapot", *options)
        assert done.exit_code == 2
        assert message in done.stderr
        assert stored() == "水壶: Kettle\n"

    @pytest.mark.parametrize("dash", ["—", "——", "－－", "–"])
    def test_a_dash_of_an_input_method(self, dash: str) -> None:
        write("水壶: Kettle\n")
        done = run("add", "铜壶", f"{dash}use", "Kettle")
        assert done.exit_code == 2
        assert "hint: write --use" in done.stderr
        assert run("explain", f"{dash}use").exit_code == 0


class TestShow:
    """`glossary show`: whatever the spelling, and several at once."""

    @pytest.mark.parametrize("name", ["KETTLE", "Ｋｅｔｔｌｅ", "電腦壺"])
    def test_other_case_width_and_script(self, name: str) -> None:
        write("电脑壶: Kettle\n茶杯: Cup\n")
        assert run("show", name).stdout.startswith("kettle  (glossary.yml:1)\n")

    def test_several(self) -> None:
        write("水壶: Kettle\n茶杯: Cup\n")
        assert run("show", "cup", "kettle", "茶杯").stdout.count("(glossary.yml:") == 2

    @pytest.mark.parametrize(
        ("name", "hint"), [("Ketlte", "did you mean 'Kettle'?"), ("team.yml", "--glossary team.yml names")]
    )
    def test_nothing_of_that_name(self, name: str, hint: str) -> None:
        write("水壶: Kettle\n")
        assert hint in run("show", name).stderr


@pytest.mark.parametrize(
    "command",
    [
        ("lint", "no.yml"), ("test", "no.yml"), ("fmt", "no.yml"), ("list", "no.yml"),
        ("show", "x", "--glossary", "no.yml"), ("add", "x", "--use", "y", "--glossary", "no.yml"),
        ("remove", "x", "--glossary", "no.yml"), ("rename", "x", "y", "--glossary", "no.yml"),
        ("diff", "no.yml", "glossary.yml"), ("merge", "glossary.yml", "no.yml"),
        ("export", "--format", "csv", "--glossary", "no.yml"), ("review", "--candidates", "no.yml"),
        ("stats", "--glossary", "no.yml"), ("explain", "x", "--glossary", "no.yml"),
    ],
)  # fmt: skip
def test_a_missing_file_is_named_alike(command: tuple[str, ...]) -> None:
    write("水壶: Kettle\n")
    done = run(*command)
    assert done.exit_code == 2
    assert done.stderr.startswith("error: no.yml: no such glossary\n")


def test_a_glossary_in_another_encoding_is_to_be_saved_as_utf_8() -> None:
    Path("glossary.yml").write_bytes("水壶: Kettle\n".encode("gb18030"))
    done = run("lint")
    assert "hint: save it as UTF-8" in done.stderr
    assert "--encoding" not in done.stderr


class TestImport:
    """`glossary import`: tables as spreadsheets write them."""

    def test_an_encoding_is_asked_for_and_taken(self) -> None:
        Path("t.csv").write_bytes("错误,正确\r\n水壶,Kettle\r\n".encode("gbk"))
        assert "name it with --encoding" in run("import", "t.csv").stderr
        assert "wrong: [水壶]" in run("import", "t.csv", "--encoding", "gbk").stdout

    @pytest.mark.parametrize("head", ["right,wrong", "正确,错误", "Use,Wrong", "正确译法,错误译法"])
    def test_columns_by_other_names(self, head: str) -> None:
        write(f"{head}\nKettle,水壶\n", "t.csv")
        assert run("import", "t.csv").stdout == "terms:\n  - use: Kettle\n    wrong: [水壶]\n    by: import\n"

    def test_a_table_without_names_says_what_was_read(self) -> None:
        write("水壶,Kettle\n", "t.csv")
        done = run("import", "t.csv")
        assert done.exit_code == 2
        assert "it says: 水壶, kettle" in done.stderr
        assert "wrong,use" in done.stderr

    @pytest.mark.parametrize("text", ["水壶: Kettle\n", "terms:\n  - 水壶: Kettle\n"])
    def test_a_glossary_is_told_what_to_do_with_it(self, text: str) -> None:
        write(text, "theirs.yml")
        done = run("import", "theirs.yml")
        assert "is a glossary of summitalign" in done.stderr
        assert "include:" in done.stderr
        assert "summitalign glossary merge GLOSSARY theirs.yml" in done.stderr


class TestMergeWithoutBase:
    """`glossary merge` of two files that have nothing to go back to."""

    def test_what_only_one_says_is_joined(self) -> None:
        write("# ours\n水壶: Kettle\n")
        write("茶杯: Cup\n水壶: Kettle\n", "theirs.yml")
        done = run("merge", "glossary.yml", "theirs.yml")
        assert (done.exit_code, done.stdout) == (0, "# ours\n水壶: Kettle\n茶杯: Cup\n")
        assert done.stderr == "glossary.yml and theirs.yml: merged, 0 conflicts; no file is changed\n"

    def test_what_differs_is_a_conflict(self) -> None:
        write("水壶: Kettle\n")
        write("水壶: Pot\n", "theirs.yml")
        done = run("merge", "glossary.yml", "theirs.yml", "--output", "glossary.yml")
        assert (done.exit_code, stored()) == (1, "水壶: Kettle\n")
        assert "theirs.yml:1: Pot" in done.stderr


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
        assert done.stdout == (
            '  1  a.md: "珊瑚" of "reefboard"  the animal\n  2  the entry "茶杯" -> "Cup"  not ours\n'
        )
        assert done.stderr == "glossary.yml: 2 rejections\n"
        content = json.loads(run("rejected", "--format", "json").stdout)
        assert content["schema"] == "summitalign/rejected/1"
        assert [each["reason"] for each in content["rejected"]] == ["the animal", "not ours"]

    def test_explain_gives_the_reason(self) -> None:
        assert "a person has rejected it for good: the animal" in run("explain", "a.md:1").stdout

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
