"""`glossary add` and `glossary show`, through the command line."""

from pathlib import Path

import pytest

from glossary_command import run, stored, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    return tmp_path


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
