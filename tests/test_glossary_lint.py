"""What is refused, with its place and the way out; and what is only pointed out."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign.errors import GlossaryError
from summitalign.glossary.lint import lint
from summitalign.glossary.load import load
from summitalign.glossary.problems import Severity


def no_file(name: str) -> str:
    raise FileNotFoundError(name)


ENTRY = "terms:\n  - use: Coral\n    wrong: [珊瑚]\n"

REFUSED = {
    "duplicate key in an entry": (ENTRY + "    use: Reef\n", 4, "the key 'use' stands twice (first in line 2)", ""),
    "duplicate key in the file": (ENTRY + "terms: []\n", 4, "the key 'terms' stands twice", ""),
    "duplicate key in a plain map": ("甲乙: A\n丙丁: B\n甲乙: C\n", 3, "the key '甲乙' stands twice", ""),
    "duplicate key in brackets": ("terms: [{use: A, wrong: 甲乙, use: B}]", 1, "the key 'use' stands twice", ""),
    "unknown key in an entry": (ENTRY + "    ambigous: true\n", 4, "unknown key 'ambigous'", "'ambiguous'"),
    "unknown key in the file": ("version: 1\nterm: []\n", 2, "unknown key 'term'", "'terms'"),
    "unknown key of a pattern": ("terms: [{use: A, wrong: [{regex: b}]}]", 1, "unknown key 'regex'", "re"),
    "alias": ("terms:\n  - use: &a A\n    wrong: *a\n", 3, "an alias, *a", ""),
    "anchor": ("terms:\n  - use: &a A\n    wrong: 甲乙\n", 2, "an anchor, &a", ""),
    "tag": ("terms:\n  - use: A\n    wrong: 甲乙\n    paths: [!old docs]\n", 4, "a YAML tag, !old", "quote"),
    "tab": ("terms:\n  - use: A\n\twrong: 甲乙\n", 3, "a tab in the indentation", "spaces"),
    "no YAML": ("terms:\n  - use: [A\n", 3, "not YAML", ""),
    "second document": ("甲乙: A\n---\n丙丁: B\n", 2, "a second YAML document", ""),
    "a list for a file": ("- 甲乙: A\n", 1, "must be a mapping, not a list", "terms:"),
    "a text for a file": ("A\n", 1, "must be a mapping, not a text", ""),
    "terms as a mapping": ("terms:\n  甲乙: A\n", 2, "'terms' must be a list, not a mapping", "`- `"),
    "an entry that is a text": ("terms:\n  - A\n", 2, "an entry must be a mapping, not a text", ""),
    "a list for a right form": ("甲乙: [A, B]\n", 1, 'the right form of "甲乙" must be a text', "full form"),
    "a misspelt file key": ("trems:\n  - use: A\n", 2, 'the right form of "trems" must be a text', "'terms'"),
    "empty right form": ("甲乙:\n", 1, "an empty right form", ""),
    "empty wrong form": ("'': A\n", 1, "an empty wrong form", ""),
    "empty use": ("terms:\n  - use:\n    wrong: 甲乙\n", 2, "'use' is empty", ""),
    "empty form in a list": ("terms: [{use: A, wrong: [甲乙, '']}]", 1, "'wrong' lists an empty text", ""),
    "use and keep": (ENTRY + "    keep: Coral\n", 2, "both 'use' and 'keep'", ""),
    "neither use nor keep": ("terms:\n  - wrong: 甲乙\n", 2, "an entry without 'use'", "keep"),
    "no wrong form": ("terms:\n  - use: A\n", 2, "an entry without 'wrong'", "keep"),
    "a list in wrong": ("terms: [{use: A, wrong: [[甲乙]]}]", 1, "'wrong' must list texts", ""),
    "a mapping in near": (ENTRY + "    near: [{a: b}]\n", 4, "'near' must list texts, not a mapping", ""),
    "a list for a note": (ENTRY + "    note: [a]\n", 4, "'note' must be a text, not a list", ""),
    "a word for ambiguous": (ENTRY + "    ambiguous: yes\n", 4, "'ambiguous' must be true or false, not \"yes\"", ""),
    "a pattern that does not compile": ("terms: [{use: A, wrong: {re: '(a'}}]", 1, "does not compile", ""),
    "a pattern that can take very long": (
        "terms: [{use: A, wrong: {re: '(a+)+b'}}]",
        1,
        "can take very long",
        "one way",
    ),
    "a full-width colon": ("码头工人：Docker\n", 1, "must be a mapping, not a text", "full-width colon (U+FF1A)"),
    "a full-width colon in a list": ("terms:\n  - 甲乙：A\n", 2, "must be a mapping, not a text", "U+FF1A"),
    "a pattern that can be empty": ("terms: [{use: A, wrong: {re: '(?=b)|a'}}]", 1, "can match the empty string", ""),
    "unknown scope": (ENTRY + "    scopes: [+headings]\n", 4, 'unknown scope "headings"', "'heading'"),
    "scope without a sign": (ENTRY + "    scopes: [alt]\n", 4, 'the scope "alt" has no sign', "`+alt`"),
    "a test without an arrow": (ENTRY + "    tests: ['珊瑚=>Coral']\n", 4, "not a test", "text => expected"),
    "a test without a result": (ENTRY + "    tests: ['珊瑚 => ']\n", 4, "not a test", ""),
    "unknown repair": ("repairs: [split-latine]\n", 1, 'unknown repair "split-latine"', "'split-latin'"),
    "a mapping for front_matter": (
        "front_matter: {title: on}\n",
        1,
        "'front_matter' must list texts, not a mapping",
        "",
    ),
    "front matter that is no prose": (
        "front_matter: [title, Slug]\n",
        1,
        "\"Slug\" in 'front_matter' is no prose",
        "title",
    ),
    "front matter key with a blank": (
        "front_matter: [my title]\n",
        1,
        "\"my title\" in 'front_matter' is no key",
        "title",
    ),
    "another version": ("version: 2\n", 1, "'version' must be 1", ""),
    "unknown language key": ("languages: {from: en}\n", 1, "unknown key 'from'", "source"),
    "include without a path": ("include: [{drop: [a]}]\n", 1, "an include without a path", ""),
    "duplicate wrong form": (ENTRY + "  - 珊瑚: Reef\n", 4, 'which the entry "coral" (line 3) already lists', "`use`"),
    "duplicate in one entry": ("terms: [{use: A, wrong: [甲乙, 甲乙]}]", 1, 'lists "甲乙" twice', ""),
    "same form but for width": ("terms: [ＡＢ表: X, AB 表: Y]", 1, "matches the same text", "width"),
    "chain": ("甲乙: 丙丁\n丙丁: B\n", 1, '\'use\' prefers "丙丁", which the entry "b" (line 2) lists as wrong', ""),
    "chain to a kept form": ("terms: [keep: Rasa, Rasa: 拉萨]", 1, "'keep' prefers \"Rasa\"", ""),
    "chain within an entry": ("terms: [{use: A, wrong: [甲乙, A]}]", 1, "which the same entry lists as wrong", ""),
    "never matching": (ENTRY + "    not_in: [珊瑚]\n", 3, "can never match: 'not_in' lists \"珊瑚\"", "longer"),
    "surrogate": ("甲乙: \ud800\n", 1, "no YAML file may hold: U+D800", "UTF-8"),
    "control character": ("甲乙: A\n丙\x01: B\n", 2, "no YAML file may hold: U+0001", ""),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_place_and_hint(case: str) -> None:
    text, line, message, hint = REFUSED[case]
    errors = [problem for problem in lint(text, "g.yml", no_file) if problem.severity is Severity.ERROR]
    assert any(message in problem.message and problem.place == f"g.yml:{line}" for problem in errors), errors
    assert any(message in problem.message and hint in problem.hint for problem in errors)
    with pytest.raises(GlossaryError) as caught:
        load(text, "g.yml", no_file)
    assert caught.value.message == errors[0].message
    assert caught.value.place == errors[0].place


def test_lint_finds_every_problem_in_one_go_in_the_order_of_lines() -> None:
    entries = "  - usee: A\n    wrong: 甲乙\n  - use: B\n    scopes: [+x]\n  - 丙丁: 丙丁\n  - 戊己: [C]\n"
    text = f"repairs: [x]\nterms:\n{entries}"
    problems = lint(text, "g.yml", no_file)
    assert [problem.line for problem in problems] == [1, 3, 5, 6, 7, 8]


def test_a_cycle_is_reported_at_both_ends() -> None:
    problems = lint("terms:\n- 甲乙: 丙丁\n- 丙丁: 甲乙\n", "g.yml", no_file)
    assert [problem.line for problem in problems] == [2, 3]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("珠: Perl\n", "a single Chinese character"),
        ("terms: [{use: Coral, wrong: 珊瑚, ambiguous: true}]", "has no test"),
        ("terms:\n  - use: A\n    wrong: [甲乙，丙丁]\n", 'holds a full-width comma "，" (U+FF0C)'),
        ("terms:\n  - use: A\n    wrong: [甲乙、丙丁]\n", 'holds an enumeration comma "、" (U+3001)'),
        ("terms:\n  - use: A\n    wrong: 甲乙, 丙丁\n", 'holds a comma ","'),
        ("languages: {target: chinese}\nterms: [甲乙: A]\n", '"chinese" is no BCP 47 language tag'),
    ],
)
def test_warnings_do_not_stop_a_load(text: str, message: str) -> None:
    (problem,) = lint(text, "g.yml", no_file)
    assert problem.severity is Severity.WARNING
    assert message in problem.message
    assert load(text, "g.yml", no_file).entries


@pytest.mark.parametrize("text", ["", "# a comment\n", "version: 1\n", "include: team.yml\n"])
def test_a_glossary_without_entries_is_pointed_out(text: str) -> None:
    (problem,) = lint(text, "g.yml", lambda _: "terms: []\n")
    assert (problem.severity, problem.message) == (Severity.WARNING, "the glossary has no entries")


@pytest.mark.parametrize(
    "tag", ["en", "zh-Hans", "pt-BR", "zh-Hant-TW", "es-419", "sl-rozaj", "de-1996", "yue", "en-x-simple"]
)
def test_language_tags_are_known_by_their_form(tag: str) -> None:
    assert lint(f"languages: {{source: {tag}}}\nterms: [甲乙: A]\n", "g.yml", no_file) == ()


def test_a_language_tag_with_an_underscore_is_told_its_form() -> None:
    (problem,) = lint("languages: {source: zh_CN}\nterms: [甲乙: A]\n", "g.yml", no_file)
    assert problem.hint == "did you mean 'zh-CN'?"


@pytest.mark.parametrize("key", ["wrnog: [甲乙]\n    use: A", "ues: A\n    wrong: [甲乙]", "kepe: A\n    note: b"])
def test_a_misspelt_key_is_not_reported_as_missing_too(key: str) -> None:
    (problem,) = lint(f"terms:\n  - {key}\n", "g.yml", no_file)
    assert problem.message.startswith("unknown key")
    assert problem.hint.startswith("did you mean")


def test_a_drop_that_drops_nothing_is_pointed_out() -> None:
    (problem,) = lint("include: {path: t.yml, drop: [丙丁]}", "g.yml", lambda _: "甲乙: A")
    assert problem.severity is Severity.WARNING
    assert "'drop' names \"丙丁\"" in problem.message


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting_is_refused_and_does_not_crash(opener: str) -> None:
    with pytest.raises(GlossaryError):
        load("terms: " * (opener != "- ") + opener * 100_000, "g.yml", no_file)


def test_nesting_is_counted_in_levels_not_in_brackets() -> None:
    many = ", ".join(f"{{use: N{number}, wrong: ['[[[{number}']}}" for number in range(100))
    assert len(load(f"terms: [{many}]", "g.yml", no_file).entries) == 100
    with pytest.raises(GlossaryError, match="nested deeper than 50 levels"):
        load("a: " + "[" * 50 + "]" * 50, "g.yml", no_file)


def test_a_file_above_20_mb_is_refused() -> None:
    with pytest.raises(GlossaryError, match="larger than 20 MB"):
        load("# " + "界" * 7_000_000, "g.yml", no_file)


def test_ten_thousand_entries_load_in_a_few_seconds() -> None:
    text = "terms:\n" + "".join(
        f"  - use: Name{number}\n    wrong: [名甲{number}, 名乙{number}]\n" for number in range(10_000)
    )
    begin = time.process_time()
    assert len(load(text, "g.yml", no_file).entries) == 10_000
    # About 0.7 s on one core; the limit only catches a step that has become quadratic.
    assert time.process_time() - begin < 6


PIECES = st.sampled_from(
    ["terms:", "include:", "use", "wrong", "keep", "tests", ": ", "- ", "\n", "  ", "    ", "[", "]", "{", "}", ", ",
     "'", '"', "|", ">", "#", "&a", "*a", "!t", "? ", "---", "...", "%", "\t", "\r", "\ufeff", "\x85", "\u2028",
     "珊瑚", "Coral", "re", "(a*", "\\", "=> =", "g.yml", "\ud800", "\x00", "<<", "~", "1.0", "true"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_no_text_makes_load_raise_anything_but_a_glossary_error(text: str) -> None:
    problems = lint(text, "g.yml", lambda _: text)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if not errors:
        load(text, "g.yml", lambda _: text)
        return
    with pytest.raises(GlossaryError) as caught:
        load(text, "g.yml", lambda _: text)
    assert (caught.value.message, caught.value.place) == (errors[0].message, errors[0].place)


def test_a_word_of_not_in_that_holds_no_wrong_form_is_pointed_out() -> None:
    text = "terms:\n  - use: A\n    wrong: [甲乙, Ab]\n    not_in: [丙丁, 甲 乙丙, AB戊]\n    tests: ['丙 => =']\n"
    (problem,) = lint(text, "g.yml", no_file)
    assert (problem.severity, problem.line) == (Severity.WARNING, 2)
    assert "'not_in' lists \"丙丁\", which contains no wrong form" in problem.message


def test_a_duplicate_with_one_right_form_is_to_be_removed() -> None:
    (problem,) = lint("terms:\n- 甲乙: A\n- {use: A, wrong: [甲乙]}\n", "g.yml", no_file)
    assert problem.hint == "remove one"
