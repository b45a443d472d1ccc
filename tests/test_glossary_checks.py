"""Checks of a glossary that are made by `lint` only, how long it takes, and what is kept of a large one."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from summitalign import api
from summitalign.align.lexicon import Lexicon
from summitalign.cli.main import program
from summitalign.errors import GlossaryError
from summitalign.glossary.lint import Severity, lint
from summitalign.glossary.load import load
from summitalign.glossary.patterns import pattern_fault
from summitalign.model.term import Glossary
from summitalign.terms.patterns import compiled
from summitalign.workspace.glossary import load_glossary


def files(**texts: str) -> Callable[[str], str]:
    return lambda name: texts[name.removesuffix(".yml")]


def problems(text: str, **included: str) -> list[tuple[Severity, str, str, str]]:
    return [(each.severity, each.place, each.message, each.hint) for each in lint(text, "g.yml", files(**included))]


class TestShadows:
    """Forms that never come into play."""

    def test_an_included_form_that_differs_in_blanks_only(self) -> None:
        found = problems("include: [team.yml]\nterms:\n- 张量 板: Board\n", team="张量板: Other\n板子: Plank\n")
        assert found == [
            (
                Severity.WARNING,
                "team.yml:1",
                '"张量板" is "张量 板" of the entry "board" (g.yml:3) but for width and blanks',
                "leave it out where the file is included: `drop: [张量板]`",
            )
        ]

    def test_a_pattern_that_is_the_literal_of_another_entry(self) -> None:
        found = problems("terms:\n- use: A\n  wrong: [甲乙]\n- use: B\n  wrong: [{re: 甲乙}]\n  tests: ['x => =']\n")
        assert [(each[0], each[1]) for each in found] == [(Severity.ERROR, "g.yml:5")]
        assert 'never comes into play: the entry "a" (g.yml:2) lists the same text' in found[0][2]

    @pytest.mark.parametrize("literal", ["甲乙", "甲."])
    def test_a_pattern_that_does_more_is_none(self, literal: str) -> None:
        text = f"terms:\n- use: A\n  wrong: [{literal}]\n- use: B\n  wrong: [{{re: 甲.}}]\n  tests: ['x => =']\n"
        assert not problems(text)


class TestTests:
    """Entries that only an example shows to be right."""

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ("wrong: [甲乙]\n  ambiguous: true", 'ambiguous entry "a"'),
            ("wrong: [{re: 甲.}]", 'entry "a" with a pattern'),
            ("wrong: [甲乙]\n  not_in: [甲乙丙]", 'entry "a" with `not_in`'),
            ("wrong: [甲乙]\n  unless_near: [丙]", 'entry "a" with `unless_near`'),
        ],
    )
    def test_missing(self, fields: str, name: str) -> None:
        found = problems(f"terms:\n- use: A\n  {fields}\n")
        assert [each[:3] for each in found] == [(Severity.WARNING, "g.yml:2", f"the {name} has no test")]
        assert not problems(f"terms:\n- use: A\n  {fields}\n  tests: ['x => =']\n")

    def test_two_forms_need_none(self) -> None:
        assert not problems("terms:\n- use: A\n  wrong: [甲乙]\n")


SLOW = (
    r"(a|aa)+b", r"(a|a)+x", r"(?:ab|a|b)+[xy]", r"(a+)+b", r"(a{1,9})+b", r"(a|aa){1,30}b", r"(?:a?){1,40}b",
    r"\w*\w*\w*!", r"张.*流.*动", r"(?i)(ab|AB?)+x", r"(a)(\1)+b", r"(?=(a+)+b)a",
)  # fmt: skip
QUICK = (
    r"(?<![\w.-])Tensorflow(?![\w.-])", r"\btensor-?Flow\b", r"[A-Za-z]+流", "a{1,9}b", "(甲|乙)丙+", "张.*流",
    r"\w+\s+\w+流", "(?:foo|bar)+x", "(?:ab|c)+d", r"甲.{0,5}乙.{0,5}丙", "[^,]*,[^,]*,x", "反应(?=组件|钩子)",
)  # fmt: skip


class TestPatterns:
    """Patterns that take very long on a text made for them are refused; the others are held to what a term is long."""

    @pytest.mark.parametrize("pattern", SLOW)
    def test_slow(self, pattern: str) -> None:
        fault = pattern_fault(pattern)
        assert fault is not None
        assert fault.is_fatal
        assert "can take very long" in fault.message

    @pytest.mark.parametrize("pattern", QUICK)
    def test_quick(self, pattern: str) -> None:
        assert pattern_fault(pattern) is None

    @given(st.text("ab", min_size=20, max_size=26), st.text("ab|()+*?{2}.", min_size=1, max_size=9))
    def test_what_is_not_refused_is_quick(self, text: str, pattern: str) -> None:
        if pattern_fault(pattern) is None:
            began = time.process_time()
            compiled(pattern).search(text + "c")
            assert time.process_time() - began < 1

    @pytest.mark.parametrize("pattern", ["a+b", r"\w+(?!\w)!", "a{3,}?b", "(?:甲a+|a*?)c"])
    def test_a_repeat_ends(self, pattern: str) -> None:
        began = time.process_time()
        assert compiled(pattern).search("a" * 300_000) is None
        assert time.process_time() - began < 2

    def test_a_short_repeat_is_what_it_was(self) -> None:
        assert compiled("(?i)[a-z]+流(?P<n>x{70,})").findall(f"Tensor流{'x' * 75}") == ["x" * 70]


class TestIncludes:
    """What is wrong with includes."""

    def test_twice(self) -> None:
        found = problems("include: [team.yml, team.yml]\n", team="甲乙: A\n")
        assert [each[1:3] for each in found] == [("g.yml:1", "team.yml is included twice")]

    def test_a_drop_that_is_misspelt(self) -> None:
        found = problems("include: [{path: team.yml, drop: [张量板子]}]\n", team="张量板: A\n")
        assert [each[2:] for each in found] == [
            ("'drop' names \"张量板子\", which team.yml does not list", "did you mean '张量板'?")
        ]


class TestOrdinaryWords:
    """Wrong forms that a dictionary knows."""

    @pytest.fixture(autouse=True)
    def lexicon(self, monkeypatch: pytest.MonkeyPatch) -> None:
        glosses = {
            "狐狸": "fox/CL:隻|只[zhi1]", "推特": "Twitter (microblogging service)", "珊瑚": "coral", "火": "fire",
            "旧词": "variant of 新词",
        }  # fmt: skip
        monkeypatch.setattr("summitalign.align.lexicon.installed", lambda: Lexicon(glosses, {}))

    def glossary(self, text: str) -> Glossary:
        return load(text, "g.yml", files())

    def test_the_sense_is_named(self) -> None:
        found = api.ordinary_words(self.glossary("terms:\n- use: Foxlet\n  wrong: [小狐狸, 狐狸]\n"))
        assert [(entry.id, form, sense) for entry, form, sense in found] == [("foxlet", "狐狸", "fox")]

    @pytest.mark.parametrize(
        "entry",
        [
            "use: Coral\n  wrong: [珊瑚礁板]",  # not in the dictionary
            "use: Reef\n  wrong: [珊瑚]\n  ambiguous: true",  # known to be
            "use: Twitter\n  wrong: [推特]",  # the name itself, translated
            "use: Blaze\n  wrong: [火]",  # a single character has a warning of its own
            "use: New\n  wrong: [旧词]",  # the dictionary speaks of the word, not of a meaning
        ],
    )
    def test_no_word_of_its_own(self, entry: str) -> None:
        assert api.ordinary_words(self.glossary(f"terms:\n- {entry}\n")) == ()

    def test_lint_shows_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("g.yml").write_text("狐狸: Foxlet\n", encoding="utf-8")
        done = CliRunner().invoke(program, ["glossary", "lint", "g.yml"])
        assert done.exit_code == 0
        assert done.stdout.splitlines() == [
            'g.yml:1: warning: "狐狸" of the entry "foxlet" is also an ordinary word: fox',
            "  hint: mark the entry with `ambiguous: true`, or list a longer form",
        ]

    def test_nothing_is_said_without_the_dictionary(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("summitalign.align.lexicon.installed", lambda: None)
        assert api.ordinary_words(self.glossary("狐狸: Foxlet\n")) == ()


class TestKept:
    """A glossary is kept as it was read, and read again when anything about it changes."""

    RICH = (
        "version: 1\nrepairs: [split-latin]\nlanguages: {source: en, target: zh}\nfront_matter: [title]\n"
        "include: [team.yml]\nterms:\n"
        "- use: [A, B]\n  wrong: [甲, {re: 'x+y'}]\n  ambiguous: true\n  not_in: [甲乙]\n  source: [a]\n  near: [近]\n"
        "  unless_near: [远]\n  scopes: [+alt, -heading]\n  paths: ['docs/**']\n  tests: ['甲 => =']\n  note: n\n"
        "  since: 2026-01-02\n  by: me\n- keep: K\n"
    )

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path / "cache"))
        Path("glossary.yml").write_text(self.RICH, encoding="utf-8")
        Path("team.yml").write_text("乙丙: T\n", encoding="utf-8")

    def fresh(self) -> Glossary:
        return load(
            Path("glossary.yml").read_text(encoding="utf-8"), "glossary.yml", lambda name: Path(name).read_text()
        )

    def test_what_is_kept_is_what_was_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = load_glossary("glossary.yml")
        monkeypatch.setattr(api, "load_glossary", None)  # it is not asked again
        second = load_glossary("glossary.yml")
        assert second == first == self.fresh()
        assert second.index == first.index
        assert {type(getattr(each, name)) for each in second.entries for name in each.__slots__} == {str, tuple, bool}

    def test_a_changed_file_is_read_anew(self) -> None:
        load_glossary("glossary.yml")
        Path("team.yml").write_text("乙丙: U\n", encoding="utf-8")
        assert [entry.use for entry in load_glossary("glossary.yml").entries][-1] == ("U",)
        Path("glossary.yml").write_text(self.RICH.replace("note: n", "note: m"), encoding="utf-8")
        assert load_glossary("glossary.yml").entries[0].note == "m"
        Path("team.yml").unlink()
        with pytest.raises(GlossaryError, match="cannot read the included file"):
            load_glossary("glossary.yml")

    def test_every_file_is_told_of_either_way(self) -> None:
        for _ in range(2):
            told: list[str] = []
            load_glossary("glossary.yml", told.append)
            assert [Path(name).name for name in told] == ["glossary.yml", "team.yml"]

    @pytest.mark.parametrize("content", ["", "[]", '{"files": [], "entries": [[1]]}'])
    def test_a_broken_cache_does_no_harm(self, content: str) -> None:
        load_glossary("glossary.yml")
        (file,) = Path("cache").glob("glossary-*.json")
        file.write_text(content, encoding="utf-8")
        assert load_glossary("glossary.yml") == self.fresh()
        assert json.loads(file.read_text(encoding="utf-8"))["files"]

    def test_no_cache_at_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SUMMITALIGN_CACHE", "")
        assert load_glossary("glossary.yml") == self.fresh()
        assert not Path("cache").exists()


def test_ten_thousand_entries_are_read_and_checked_in_time() -> None:
    text = "version: 1\nterms:\n" + "".join(
        f"  - use: Name{number}\n    wrong: [词{number:05}甲]\n    note: a note\n" for number in range(10_000)
    )
    began = time.process_time()
    assert len(load(text, "g.yml", files()).entries) == 10_000
    assert time.process_time() - began < 2  # 0.4 s on two idle processors; no test may fail for a busy one
    began = time.process_time()
    assert lint(text, "g.yml", files()) == ()
    assert time.process_time() - began < 3
