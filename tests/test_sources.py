"""Originals as evidence: what they prove, and what they must not."""

import pytest

from summitalign import api
from summitalign.model.finding import Decision

GLOSSARY = api.load_glossary(
    "terms:\n"
    "  - {use: Sonnet, wrong: [十四行诗], ambiguous: true}\n"
    "  - {use: Coral, wrong: [珊瑚], ambiguous: true}\n"
    "  - {use: TensorFlow, wrong: [张量流]}\n",
    "glossary.yml",
    lambda _path: "",
)
AGENDA = api.parse(
    "# Developer day\n\n"
    "## TensorFlow Lite\n\n[video](https://youtu.be/AAAAAAAAAAA)\n\nRuns on the Coral board since version 1.13.\n\n"
    "## Sonnet 2.0\n\n[video](https://youtu.be/BBBBBBBBBBB)\n\nModels made of modules.\n\n"
    "## Swift\n\n[video](https://youtu.be/CCCCCCCCCCC)\n\nA compiler that differentiates.\n",
    "agenda.md",
)
RECAP = api.parse(
    "# 开发者日\n\n"
    "## 张量流 Lite\n\n[录像](https://youtu.be/AAAAAAAAAAA)\n\n从 1.13 版起能在珊瑚上运行。\n\n"
    "## 十四行诗\n\n[录像](https://youtu.be/BBBBBBBBBBB)\n\n由模块搭成的模型。\n",
    "recap.md",
)
REEF = api.parse(
    "# 海边笔记\n\n## 珊瑚\n\n潮水退去，珊瑚露出水面。\n\n## 十四行诗\n\n她念了一首十四行诗给我们听。\n", "reef.md"
)


@pytest.fixture(scope="module")
def fixer() -> api.Fixer:
    return api.Fixer(GLOSSARY)


def test_an_aligned_section_that_names_the_product_decides(fixer: api.Fixer) -> None:
    outcome = fixer.fix(RECAP, [AGENDA])
    assert "能在 Coral 上运行" in outcome.after
    assert "## Sonnet" in outcome.after
    reasons = {finding.found: finding.reason for finding in outcome.findings}
    assert "'TensorFlow Lite' names Coral" in reasons["珊瑚"]


def test_without_originals_ambiguous_words_are_suggested(fixer: api.Fixer) -> None:
    decisions = {finding.found: finding.decision for finding in fixer.fix(RECAP).findings}
    assert decisions == {
        "张量流": Decision.APPLY,
        "珊瑚": Decision.SUGGEST,
        "十四行诗": Decision.SUGGEST,
    }


def test_a_term_does_not_prove_itself_through_the_alignment(fixer: api.Fixer) -> None:
    outcome = fixer.fix(REEF, [AGENDA])
    assert outcome.after == REEF.text
    assert {finding.decision for finding in outcome.findings} == {Decision.SKIP}


def test_an_original_is_no_evidence_for_itself(fixer: api.Fixer) -> None:
    page = api.parse("TensorFlow 张量流 Coral\n\n珊瑚\n", "page.md")
    assert fixer.fix(page, [page]) == fixer.fix(page, [])
