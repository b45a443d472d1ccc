"""Slips of the hand in a glossary: signs of a Chinese keyboard, blanks and commas; each is named in its line."""

import pytest

from summitalign.glossary.lint import lint
from summitalign.glossary.problems import Severity


def no_file(name: str) -> str:
    raise FileNotFoundError(name)


@pytest.mark.parametrize("form", ["'甲乙，丙丁'", '"甲、乙"', "1,000 个"])
def test_a_comma_in_quotes_or_in_a_number_belongs_to_the_form(form: str) -> None:
    assert lint(f"terms:\n  - use: A\n    wrong: {form}\n", "g.yml", no_file) == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲乙: A\n\n丙丁：B\n", 3),
        ("甲乙：A\n# why\n丙丁：B\n戊己: C\n", 1),
        ("terms:\n  - use: A\n    wrong：[甲乙]\n", 3),
        ("terms：\n  - 甲乙: A\n", 1),
    ],
)
def test_a_full_width_colon_is_named_in_its_line(text: str, line: int) -> None:
    (problem,) = lint(text, "g.yml", no_file)
    assert problem.message == 'not YAML: a full-width colon "：" (U+FF1A)'
    assert (problem.line, problem.severity) == (line, Severity.ERROR)
    assert 'write ": "' in problem.hint


def test_a_full_width_colon_in_a_text_is_not_to_blame_for_another_fault() -> None:
    (problem,) = lint("terms:\n  - use: A\n    note: |\n      说明：如下\n    wrong: [甲乙\n", "g.yml", no_file)
    assert problem.message.startswith("not YAML: did not find expected")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲乙:A\n丙丁: B\n", 1),
        ("丙丁: B\n甲乙:A\n", 2),
        ("terms:\n  - use:A\n    wrong: 甲乙\n", 2),
        ("terms:\n  - use: A\n    wrong:[甲乙]\n", 3),
    ],
)
def test_a_colon_without_a_blank_is_named_in_its_line(text: str, line: int) -> None:
    (problem,) = lint(text, "g.yml", no_file)
    assert (problem.line, problem.message) == (line, "not YAML: a colon without a blank behind it")


@pytest.mark.parametrize("text", ["甲乙:A\n", "terms:\n  - 甲乙:A\n"])
def test_a_text_that_was_to_be_a_pair_is_told_the_blank(text: str) -> None:
    (problem,) = lint(text, "g.yml", no_file)
    assert problem.hint == 'write ": ", a colon and a blank'


@pytest.mark.parametrize("text", ["甲乙: A\nhttp://x\n", "甲乙: A\n12:30\n"])
def test_the_colon_of_an_address_or_a_time_is_not_to_blame(text: str) -> None:
    assert "colon" not in lint(text, "g.yml", no_file)[0].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("terms:\n  -\u3000use: A\n    wrong: 甲乙\n", 2),
        ("terms:\n  -\u3000甲乙: A\n", 2),
        ("-\u3000甲乙: A\n", 1),
        ("\u3000甲乙: A\n", 1),
    ],
)
def test_an_ideographic_space_is_named(text: str, line: int) -> None:
    problem = lint(text, "g.yml", no_file)[0]
    assert (problem.line, problem.severity) == (line, Severity.ERROR)
    assert problem.message == "an ideographic space (U+3000) where YAML wants a blank"


@pytest.mark.parametrize("form", ["【甲乙】", "［甲乙，丙丁］", "“甲乙”", "「甲乙」"])
def test_marks_around_a_form_are_a_part_of_it(form: str) -> None:
    for text in (f"terms:\n  - use: A\n    wrong: {form}\n", f"{form}: A\n"):
        (problem,) = lint(text, "g.yml", no_file)
        assert problem.severity is Severity.WARNING
        assert f"(U+{ord(form[0]):04X}) as a part of it" in problem.message
    assert lint(f"terms:\n  - use: A\n    wrong: '{form}'\n", "g.yml", no_file) == ()


def test_a_comma_in_the_plain_form_is_pointed_out() -> None:
    (problem,) = lint("甲乙，丙丁: A\n", "g.yml", no_file)
    assert 'holds a full-width comma "，"' in problem.message


@pytest.mark.parametrize(
    ("test", "hint"),
    [("甲乙 ＝＞ A", "are ASCII"), ("看甲乙 => ＝", "are ASCII"), ("甲乙=>A", "a blank on each side")],
)
def test_signs_of_a_test_that_are_none(test: str, hint: str) -> None:
    (problem,) = lint(f"terms:\n  - use: A\n    wrong: 甲乙\n    tests: ['{test}']\n", "g.yml", no_file)
    assert problem.message == f'not a test: "{test}"'
    assert hint in problem.hint
