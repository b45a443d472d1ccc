"""Reading glossaries that are right: both styles, every field, includes."""

from collections.abc import Callable

import pytest

from summitalign.errors import GlossaryError
from summitalign.glossary.load import load
from summitalign.model.term import Glossary, ScopeRule, TermTest, WrongForm


def no_file(name: str) -> str:
    raise FileNotFoundError(name)


def files(**texts: str) -> Callable[[str], str]:
    """Serve files by name; `team__yml` stands for team.yml, `packs__ml` for packs/ml."""
    named = {name.replace("__", ".").replace("_S_", "/"): text for name, text in texts.items()}
    return lambda name: named[name]


def pairs(glossary: Glossary) -> list[tuple[str, ...]]:
    return [(*entry.use, *(form.text for form in entry.wrong)) for entry in glossary.entries]


FULL = r"""
version: 1
languages: {source: en, target: zh}
repairs: [split-latin]
front_matter: [title, Summary]
terms:
  - 急行: Express
  - use: [Python, Anaconda]
    wrong: [蟒蛇, {re: '(?<!\w)Pyton(?!\w)'}]
    not_in: 大蟒蛇
    source: [Python]
    near: [代码]
    unless_near: [动物园, 丛林]
    scopes: [+alt, -heading]
    paths: ['docs/**', '!docs/old/**']
    ambiguous: true
    tests:
      - '蟒蛇代码 => Python 代码'
      - 'a => b => ='
    note: 说明
    since: 2026-01-10
    by: suggest
  - keep: Rasa
"""


def test_every_field_of_the_full_form_is_read() -> None:
    glossary = load(FULL, "docs/glossary.yml", no_file)
    short, entry, kept = glossary.entries
    assert (short.id, short.use, short.wrong) == ("express", ("Express",), (WrongForm("急行"),))
    assert (entry.id, entry.use, entry.origin) == ("python", ("Python", "Anaconda"), "docs/glossary.yml:8")
    assert entry.wrong == (WrongForm("蟒蛇"), WrongForm(r"(?<!\w)Pyton(?!\w)", is_pattern=True))
    assert (entry.not_in, entry.source, entry.near) == (("大蟒蛇",), ("Python",), ("代码",))
    assert entry.unless_near == ("动物园", "丛林")
    assert entry.scopes == (ScopeRule("alt", is_added=True), ScopeRule("heading", is_added=False))
    assert entry.paths == ("docs/**", "!docs/old/**")
    assert entry.is_ambiguous
    assert not entry.is_kept
    assert (entry.note, entry.since, entry.by) == ("说明", "2026-01-10", "suggest")
    assert (kept.use, kept.wrong, kept.is_kept) == (("Rasa",), (), True)
    assert (glossary.source_language, glossary.target_language, glossary.repairs) == ("en", "zh", ("split-latin",))
    assert glossary.front_matter_keys == ("title", "Summary")
    assert glossary.index["python"] is entry


def test_a_test_splits_at_its_last_arrow_and_equals_means_unchanged() -> None:
    entry = load(FULL, "g.yml", no_file).index["python"]
    assert entry.tests == (TermTest("蟒蛇代码", "Python 代码", 18), TermTest("a => b", "a => b", 19))


def test_source_forms_default_to_the_right_forms() -> None:
    assert load("terms: [{use: Hub, wrong: 枢纽站}]", "g.yml", no_file).entries[0].source == ("Hub",)


def test_a_plain_map_is_a_glossary() -> None:
    glossary = load("张量板: TensorBoard\n集线: Hub # comment\n", "g.yml", no_file)
    assert pairs(glossary) == [("TensorBoard", "张量板"), ("Hub", "集线")]
    assert [entry.origin for entry in glossary.entries] == ["g.yml:1", "g.yml:2"]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "terms:\n", "terms: []\n", "{}", "\ufeff"])
def test_a_file_without_entries_is_an_empty_glossary(text: str) -> None:
    assert load(text, "g.yml", no_file).entries == ()


def test_words_that_yaml_takes_for_something_else_stay_text() -> None:
    glossary = load("no: 'on'\n1.0: yes\n~: null\n0x10: 2026-01-10\n", "g.yml", no_file)
    assert pairs(glossary) == [("on", "no"), ("yes", "1.0"), ("null", "~"), ("2026-01-10", "0x10")]


def test_a_byte_order_mark_and_windows_line_ends_do_not_shift_lines() -> None:
    glossary = load("\ufeff# one\r\n甲乙: Alpha\r\n丙丁: Beta\r\n", "g.yml", no_file)
    assert [entry.origin for entry in glossary.entries] == ["g.yml:2", "g.yml:3"]


def test_ids_are_slugs_and_unique() -> None:
    text = "甲甲: C++\n乙乙: C#\n丙丙: Mesh TensorFlow\n丁丁: 即时执行\n戊戊: c-2\n己己: '!!'\n"
    ids = [entry.id for entry in load(text, "g.yml", no_file).entries]
    assert ids == ["c", "c-2", "mesh-tensorflow", "即时执行", "c-2-2", "term"]


def test_the_digest_covers_every_file() -> None:
    text = "include: team.yml\n"
    one, two = (load(text, "g.yml", files(team__yml=part)).digest for part in ("甲乙: A\n", "甲乙: B\n"))
    assert one.startswith("sha256:")
    assert one != two
    assert one == load(text, "elsewhere/g.yml", files(team__yml="甲乙: A\n")).digest


class TestIncludes:
    """Files that build on others."""

    def test_the_including_file_wins_by_wrong_form(self) -> None:
        team = "terms: [{use: Coral, wrong: [珊瑚, 珊瑚板]}, 火花: Spark]"
        glossary = load("include: [team.yml]\nterms: [珊瑚: Coral Reef]", "g.yml", files(team__yml=team))
        assert pairs(glossary) == [("Coral Reef", "珊瑚"), ("Coral", "珊瑚板"), ("Spark", "火花")]

    def test_a_form_that_moved_takes_its_tests_along(self) -> None:
        team = "terms: [{use: Coral, wrong: [珊瑚, 礁板], tests: ['珊瑚好 => Coral 好', '礁板 => Coral']}]"
        glossary = load("include: [team.yml]\nterms: [珊瑚: Reef]", "g.yml", files(team__yml=team))
        assert [test.text for test in glossary.index["coral"].tests] == ["礁板"]

    def test_same_right_form_in_both_files_merges_nothing(self) -> None:
        glossary = load("include: team.yml\nterms: [甲乙: A]", "g.yml", files(team__yml="丙丁: A"))
        assert [entry.id for entry in glossary.entries] == ["a", "a-2"]

    def test_drop_leaves_forms_out(self) -> None:
        text = "include: [{path: team.yml, drop: [珊瑚, Rasa]}]"
        glossary = load(text, "g.yml", files(team__yml="terms: [珊瑚: Coral, 火花: Spark, keep: Rasa]"))
        assert pairs(glossary) == [("Spark", "火花")]

    def test_a_later_include_wins(self) -> None:
        reader = files(one__yml="火花: Spark", two__yml="火花: Sparkle")
        assert pairs(load("include: [one.yml, two.yml]", "g.yml", reader)) == [("Sparkle", "火花")]

    def test_paths_are_relative_to_the_including_file(self) -> None:
        reader = files(packs_S_ml__yml="include: base/zh.yml", packs_S_base_S_zh__yml="火花: Spark")
        glossary = load("include: packs/ml.yml", "docs/glossary.yml", reader)
        assert glossary.entries[0].origin == "docs/packs/base/zh.yml:1"

    def test_languages_and_repairs_come_from_includes_where_the_file_is_silent(self) -> None:
        team = "languages: {target: zh}\nrepairs: [split-latin]"
        glossary = load("include: team.yml\nlanguages: {source: en}", "g.yml", files(team__yml=team))
        assert (glossary.source_language, glossary.target_language) == ("en", "zh")
        assert glossary.repairs == ("split-latin",)
        assert load("include: team.yml\nrepairs: []", "g.yml", files(team__yml=team)).repairs == ()

    def test_front_matter_keys_come_from_includes_where_the_file_is_silent(self) -> None:
        team = "front_matter: [title]\nterms: []"
        assert load("include: team.yml", "g.yml", files(team__yml=team)).front_matter_keys == ("title",)
        own = load("include: team.yml\nfront_matter: [summary]", "g.yml", files(team__yml=team))
        assert own.front_matter_keys == ("summary",)

    def test_a_loop_is_refused(self) -> None:
        reader = files(a__yml="include: b.yml", b__yml="# back\ninclude: ./a.yml")
        with pytest.raises(GlossaryError) as caught:
            load("include: a.yml", "g.yml", reader)
        assert caught.value.place == "b.yml:2"
        assert "a.yml -> b.yml -> a.yml" in caught.value.message

    def test_files_that_double_at_every_level_are_refused(self) -> None:
        def read(name: str) -> str:
            return f"include: [x{int(name[1:-4]) + 1}.yml, y{int(name[1:-4]) + 1}.yml]"

        with pytest.raises(GlossaryError, match="more than 200 inclusions"):
            load("include: x0.yml", "g.yml", read)

    @pytest.mark.parametrize("item", ["pack:ml.zh", "'pack: ml.zh'", "{pack: ml.zh}", "{path: pack:ml.zh}"])
    def test_a_pack_is_asked_for_by_its_name_wherever_the_file_lies(self, item: str) -> None:
        packs = {"team/own.yml": f"include: [{item}]", "pack:ml.zh": "# ours\n火花: Spark"}
        glossary = load("include: [team/own.yml]", "docs/g.yml", packs.__getitem__)
        assert [entry.origin for entry in glossary.entries] == ["pack:ml.zh:2"]

    def test_forms_of_a_pack_are_dropped_and_won_over_like_those_of_a_file(self) -> None:
        packs = {"pack:ml.zh": "terms: [{use: Coral, wrong: [珊瑚, 礁板]}, 火花: Spark]"}
        text = "include: [{pack: ml.zh, drop: [火花]}]\nterms: [珊瑚: Reef]"
        assert pairs(load(text, "g.yml", packs.__getitem__)) == [("Reef", "珊瑚"), ("Coral", "礁板")]

    def test_the_digest_covers_packs(self) -> None:
        one, two = ({"pack:ml.zh": part} for part in ("甲乙: A", "甲乙: B"))
        text = "include: pack:ml.zh"
        assert load(text, "g.yml", one.__getitem__).digest != load(text, "g.yml", two.__getitem__).digest

    def test_a_pack_and_a_path_in_one_include_are_refused(self) -> None:
        with pytest.raises(GlossaryError, match="both 'path' and 'pack'"):
            load("include: [{pack: ml.zh, path: ml.yml}]", "g.yml", no_file)

    def test_a_missing_file_is_named(self) -> None:
        with pytest.raises(GlossaryError, match=r"cannot read the included file team\.yml") as caught:
            load("version: 1\ninclude: team.yml", "g.yml", no_file)
        assert caught.value.place == "g.yml:2"

    def test_a_chain_across_files_is_refused(self) -> None:
        with pytest.raises(GlossaryError, match=r"the entry \"b\" \(team.yml:1\) lists as wrong") as caught:
            load("include: team.yml\nterms: [甲乙: 丙丁]", "g.yml", files(team__yml="丙丁: B"))
        assert caught.value.place == "g.yml:2"
