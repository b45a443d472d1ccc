"""A fixed text is looked at again only where something may have changed; what is found then is the same."""

import time
from collections.abc import Callable

import pytest

from summitalign.api import Fixer, load_glossary
from summitalign.markdown.maths import formulas
from summitalign.model.finding import Decision
from summitalign.terms import find

PATTERN = """
terms:
  - use: HarborDock
    wrong: [码头坞, {re: '(?<![A-Za-z])harborDock'}]
  - use: Gangway
    wrong: [{re: '跳板(?=[\\s\\S]*HarborDock)'}]
  - use: Bollard
    wrong: [缆桩]
"""
LITERAL = "terms:\n  - 码头坞: HarborDock\n  - 缆桩: Bollard\n"


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that were looked at whole, filled as that happens."""
    seen: list[str] = []
    look: Callable[..., object] = find.find_terms

    def noted(text: str, *arguments: object, **named: object) -> object:
        seen.append(text)
        return look(text, *arguments, **named)

    monkeypatch.setattr(find, "find_terms", noted)
    return seen


def fixer(glossary: str) -> Fixer:
    return Fixer(load_glossary(glossary, "glossary.yml", str))


@pytest.mark.parametrize("glossary", [LITERAL, PATTERN])
@pytest.mark.parametrize(
    "text",
    [
        "码头坞很大。\n\n这里有缆桩。\n",
        "码头坞很大。\n\n```\nharborDock 缆桩\n```\n",
        "码头坞很大。\n\n<!-- summitalign-disable-next-line -->\n没有。\n",
    ],
)
def test_a_fix_for_what_it_is_needs_no_second_look(glossary: str, text: str, looks: list[str]) -> None:
    outcome = fixer(glossary).fix_text(text, "a.md")
    assert outcome.after != text
    assert looks == [text]


@pytest.mark.parametrize(
    "text",
    [
        "跳板很长。\n\n码头坞很大。\n",  # with the right name below, the word above is wrong
        "这里有缆桩。跳板很长。\n\n码头坞很大。\n",
    ],
)
def test_what_a_fix_makes_wrong_elsewhere_is_found_at_once(text: str, looks: list[str]) -> None:
    own = fixer(PATTERN)
    outcome = own.fix_text(text, "a.md")
    assert looks[1:]
    again = own.fix_text(outcome.after, "a.md")
    assert again.after == outcome.after
    assert not any(finding.decision is Decision.APPLY for finding in again.findings)


def test_a_new_hit_beside_a_fix_is_found_at_once(looks: list[str]) -> None:
    text = "码头坞头坞很大。\n"
    own = fixer(PATTERN.replace("(?<![A-Za-z])harborDock", "(?<=HarborDock )头坞"))
    outcome = own.fix_text(text, "a.md")
    assert looks[1:]
    assert own.fix_text(outcome.after, "a.md").after == outcome.after


@pytest.mark.parametrize("glossary", [LITERAL, PATTERN])
def test_a_block_with_a_fix_and_another_hit_is_looked_at_again(glossary: str, looks: list[str]) -> None:
    outcome = fixer(glossary).fix_text("码头坞和 `码头坞` 很大。\n", "a.md")
    assert outcome.after == "HarborDock 和 `码头坞` 很大。\n"
    assert looks[1:]


def test_formulas_on_one_long_line_take_linear_time() -> None:
    took = []
    for count in (10_000, 160_000):
        text = "\\[ a^2 \\] " * count
        began = time.process_time()
        assert sum(1 for _ in formulas(text, 0)) == count
        took.append(time.process_time() - began)
    assert took[1] < 60 * took[0]  # sixteen times, or two hundred where each looks for the begin of the line
