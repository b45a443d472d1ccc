"""What the commands that edit a glossary tell people: what went, what was taken, what is known, what is refused."""

from pathlib import Path

import pytest

from glossary_command import run, stored, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    return tmp_path


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
