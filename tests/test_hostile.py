"""Fixing takes time linear in a document, whatever it repeats: four times the text, about four times the time.

Seconds would depend on the machine, so times are only compared with each other.
"""

import gc
import time

import pytest

from summitalign.api import Fixer, load_glossary
from summitalign.model.outcome import Outcome

SMALL, LARGE = 25_000, 100_000
FEW = 8
"""Part of these sizes at which a text that is all findings is tried: each is judged, proven and fixed."""
FACTOR = 10
"""Times that the large text may take of the small one's: a quadratic step comes to sixteen, a linear one to four."""
FLOOR = 0.25
"""CPU seconds below which a time is all start and chance."""

GLOSSARY = """
languages: {source: en, target: zh}
repairs: [split-latin, identifier-stop]
terms:
  - use: HarborDock
    wrong: [码头坞]
    unless_near: [造船厂]
  - use: Lighthouse
    wrong: [灯塔]
    ambiguous: true
    near: [浏览器]
"""
BROKEN = ("码**头**坞 ", "码**头**坞\n\n", "码头\n坞\n\n", "码 头 坞 ", "码**头")
FORMS = (
    "码头坞",
    "码头坞\n\n",
    "码头坞 &amp;\n\n",
    "**码头坞**",
    "[码头坞](码头坞) ",
    "# 码头坞\n\n",
    "灯塔",
    "灯塔 Lighthouse\n\n",
)
SWITCHES = ("<!-- summitalign-disable -->\n", "<!-- summitalign-disable-next-line -->\n码头坞\n\n", "<!-- summitalign-")
OPENERS = (
    *(
        "<!--",
        "<!-- a -->",
        "<a>",
        "<b>x</b>",
        "<code>",
        "- <code>\n",
        "<pre>",
        "<a b='",
        "<svg>\n\n",
        "a@b.c ",
        "~/",
        "~/a ",
    ),
    *(
        "{{ a }} ",
        "{{",
        "{*",
        "{/*",
        "{#",
        "<A b={c}>d</A>\n",
        "import a from 'b'\n",
        "export const a = {\n",
        "{% raw %}",
    ),
    *("\\", "\\[", "\\(", "\\[ a^2 \\] ", "$a$ ", "$$", "\\begin{a}"),
    *("[", "[a]", "[[a]] ", "[a](b) ", "![", "![[", "[a]: b\n", "[^a]: b\n\n", "*[", "(a)=\n", "((("),
    *(
        "*a ",
        "_a_",
        "**a** ",
        "*a **b ",
        "~~a ",
        "`",
        "`a",
        "> ",
        "> a\n",
        "- a\n",
        "1. ",
        "1. x\n",
        "- - - ",
        "a\n=\n",
    ),
    *(
        "```\n",
        "```py\n",
        "- ```\n",
        "    a\n",
        "| a |\n",
        "|",
        ":::a\n",
        "&amp;",
        "a\r",
        "a\n\n",
        "码\n",
        "\0",
        "\u2028",
    ),
)
NESTED = ("<code>", "<kbd>", "![", "> ", "**", "<div>\n", "(", "{")
CLOSED = ("</code>", "</code>", "](a)", "a\n\n", "**", "</div>\n", ")", "}")


@pytest.fixture(scope="module")
def fixer() -> Fixer:
    return Fixer(load_glossary(GLOSSARY, "glossary.yml", str))


def _blocks(unit: str, size: int) -> str:
    half = unit * (size // len(unit) // 2)
    return f"码头坞 &amp; 一\n\n{half}\n\n码头坞 &amp; 二\n\n{half}\n\n码头坞 &amp; 三\n"


def _inline(unit: str, size: int) -> str:
    half = unit * (size // len(unit) // 2)
    return f"码头坞 &amp; {half}码头坞 &amp; {half}码头坞 &amp;\n"


def _defined(unit: str, size: int) -> str:
    half = unit * (size // len(unit) // 2)
    return f"[码头坞] &amp;\n{half}\n[码头坞] {half}\n\n[码头坞]: http://a.b\n[a]: c\n"


def _timed(fixer: Fixer, text: str) -> tuple[float, Outcome]:
    gc.disable()  # in the process of many tests, a collection costs more than the text
    try:
        began = time.process_time()
        outcome = fixer.fix_text(text, "hostile.md")
        return time.process_time() - began, outcome
    finally:
        gc.enable()


def _assert_linear(fixer: Fixer, small: str, large: str) -> None:
    for _ in range(3):  # another program may get in the way once
        long, outcome = _timed(fixer, large)
        assert not outcome.problem
        if long < FLOOR:
            return
        short, _ = _timed(fixer, small)
        if long < FACTOR * short:
            return
    pytest.fail(f"{len(large)} letters take {long / short:.0f} times as long as {len(small)}")


@pytest.mark.parametrize("unit", [*OPENERS, *SWITCHES])
def test_what_is_repeated_costs_what_it_is_long(fixer: Fixer, unit: str) -> None:
    _assert_linear(fixer, _inline(unit, SMALL), _inline(unit, LARGE))


@pytest.mark.parametrize("unit", [*FORMS, *BROKEN])
def test_so_it_does_where_all_of_it_is_wrong(fixer: Fixer, unit: str) -> None:
    for shape in (_inline, _blocks):
        _assert_linear(fixer, shape(unit, SMALL // FEW), shape(unit, LARGE // FEW))


@pytest.mark.parametrize("unit", [unit for unit in (*OPENERS, *SWITCHES) if unit.endswith("\n")])
def test_so_it_does_in_blocks_of_its_own(fixer: Fixer, unit: str) -> None:
    _assert_linear(fixer, _blocks(unit, SMALL), _blocks(unit, LARGE))


@pytest.mark.parametrize("unit", ["[a] ", "[码头坞]\n\n", "[码头坞] ", "a\n\n", "<!-- a -->\n", "- a\n", "\\"])
def test_so_it_does_where_labels_have_a_meaning(fixer: Fixer, unit: str) -> None:
    _assert_linear(fixer, _defined(unit, SMALL // 2), _defined(unit, LARGE // 2))


@pytest.mark.parametrize(("opener", "closer"), list(zip(NESTED, CLOSED, strict=True)))
def test_so_it_does_where_it_is_nested(fixer: Fixer, opener: str, closer: str) -> None:
    small, large = (size // (len(opener) + len(closer)) for size in (SMALL, LARGE))
    text = "码头坞 &amp;\n{}码头坞{}\n码头坞\n"
    _assert_linear(fixer, text.format(opener * small, closer * small), text.format(opener * large, closer * large))
