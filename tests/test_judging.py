"""The evidence on an occurrence, piece by piece, and what is shown of it."""

import json
from pathlib import Path

import pytest

from summitalign import api
from summitalign.model.document import RegionKind
from summitalign.model.explanation import Explanation
from summitalign.model.finding import Decision
from summitalign.model.span import Span
from summitalign.terms import borders, vetoes
from summitalign.terms.weights import learned, read_weights

GLOSSARY = api.load_glossary(
    "terms:\n"
    "  - {use: Coral, wrong: [珊瑚], ambiguous: true}\n"
    "  - {use: Spark, wrong: [火花], ambiguous: true}\n"
    "  - {use: [Python, Anaconda], wrong: [蟒蛇], ambiguous: true}\n"
    "  - {use: DenseNet, wrong: [密集网]}\n"
    "  - {use: Kafka, wrong: [卡夫咖]}\n"
    "  - {use: [Transformer, Transformers], wrong: [变形金刚], ambiguous: true}\n",
    "glossary.yml",
    lambda _path: "",
)
FIXER = api.Fixer(GLOSSARY)
WORDS = frozenset({"移动", "网络", "气流", "流经", "电火花", "火花", "空间", "图纸"})


def explained(text: str) -> dict[str, Explanation]:
    return {each.found: each for each in FIXER.explain(text, "page.md")}


def kinds(text: str, found: str) -> set[str]:
    return {piece.kind for piece in explained(text)[found].candidates[0].evidence}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Coral 板很小，珊瑚很快。", "page-paragraph"),
        ("Coral 板很小。\n\n珊瑚很快。", "page"),
        ("Coral 板很小。\n\n" + "别的话。\n" * 1_000 + "\n珊瑚很快。", "page-far"),
        ("`import coral`\n\n珊瑚很快。", "import"),
        ("`coral.run()`\n\n珊瑚很快。", "code"),
        ("原文：<https://example.org/coral-board>\n\n珊瑚很快。", "own"),
        ("别的话。" * 200 + "<https://example.org/coral-board>\n\n珊瑚很快。", "address"),
        ("---\ntitle: coral board\n---\n\n珊瑚很快。", "own"),
        ("[珊瑚](https://coral.example.org/)", "link-whole"),
        ("[美丽的珊瑚在海里](https://example.org/coral-photos)", "link"),
        ("# 珊瑚\n\nCoral 是一块板子。", "section"),
        ("# 珊瑚\n\n```coral\nrun\n```", "fence"),
        ("珊瑚 2.1 发布了。", "version"),
        ("* 珊瑚>= 2", "version"),
        ("珊瑚 3 发布了。", "number"),
        ("CMU 珊瑚发布了。", "beside"),
        ("珊瑚和 Redis 一起用。", "neighbour"),
        ("珊瑚库很好。", "head"),
        ("先安装珊瑚。", "verb"),
        ("- 珊瑚\n- 别的", "alone"),
        ("- 珊瑚\n- Redis\n- Nginx", "list"),
        ("Kafka 很快，珊瑚也是。", "names"),
        ("卡夫咖很快，珊瑚也是。", "fixed"),
        ("三块珊瑚。", "measure"),
        ("看到珊瑚。", "ordinary"),
        ("珊瑚过冬。", "aspect"),
        ("Coral 就是珊瑚。", "explained"),
        ("玛丽·珊瑚·史密斯", "person"),
    ],
)
def test_a_cue_is_seen(text: str, kind: str) -> None:
    assert kind in kinds(text, "珊瑚")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("珊瑚 3 米高。", "number"),
        ("珊瑚 2.5 米高。", "version"),
        ("珊瑚过程。", "aspect"),
        ("一个珊瑚。", "measure"),
        ("- 珊瑚\n- 海龟\n- Redis 的文档\n- 海星", "list"),
        ("Coralline 很小。\n\n珊瑚很快。", "page"),
        ("# 珊瑚\n\n这里没有 Coral。", "section"),
        ("# 珊瑚\n\n```py\nrun\n```", "fence"),
    ],
)
def test_a_cue_is_not_seen(text: str, kind: str) -> None:
    assert kind not in kinds(text, "珊瑚")


def test_every_hit_is_explained_with_its_form_region_score_and_decision() -> None:
    found = explained("Coral 板。\n\n`火花` 与珊瑚，还有密集网。")
    assert found["火花"].region is RegionKind.CODE
    assert found["火花"].decision is Decision.SKIP
    assert found["火花"].reason == "it stands in code"
    assert found["火花"].candidates == ()
    coral = found["珊瑚"].candidates[0]
    assert (coral.use, found["珊瑚"].form, found["珊瑚"].term) == ("Coral", "literal", "coral")
    assert coral.score == pytest.approx(learned().prior + sum(piece.weight for piece in coral.evidence))
    assert found["密集网"].decision is Decision.APPLY


def test_explaining_needs_no_fixer_and_agrees_with_fixing() -> None:
    document = api.parse("Coral 板很小，珊瑚很快。")
    assert [each.decision for each in api.explain(document, GLOSSARY)] == [Decision.APPLY]
    assert api.fix_terms(document, GLOSSARY).after == "Coral 板很小，Coral 很快。"


def test_a_longer_word_counts_only_where_the_rest_is_a_word_too() -> None:
    assert borders.longer_word("移动网络", 0, 3, WORDS) == "网络"
    assert borders.longer_word("气流经过", 0, 2, WORDS) == ""
    assert borders.longer_word("一次电火花", 3, 5, WORDS) == "电火花"
    assert borders.longer_word("图纸空间上", 1, 4, WORDS) == "图纸"


def test_a_dictionary_word_around_a_form_forbids_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Spark 与 Kafka 之外，一次电火花之后用火花。"
    monkeypatch.setattr(vetoes, "dictionary", lambda: WORDS)
    assert FIXER.fix_text(text, "page.md").after == "Spark 与 Kafka 之外，一次电火花之后用 Spark。"


def test_without_a_dictionary_there_is_no_such_veto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(borders, "find_spec", lambda _name: None)
    assert borders.dictionary.__wrapped__() == frozenset()


def test_a_name_in_the_plural_is_the_same_name() -> None:
    after = FIXER.fix_text(
        "Kafka 与 Transformers。\n\n```py\nimport transformers\n```\n\n使用变形金刚。", "page.md"
    ).after
    assert after.endswith("使用 Transformers。")


def test_the_data_file_says_where_its_figures_come_from() -> None:
    path = Path(str(vetoes.__file__)).with_name("weights.json")
    text = path.read_text(encoding="utf-8")
    data = json.loads(text)
    assert "tools/learn_weights.py" in data["origin"]
    hand = read_weights(text, "hand")
    for kind, weight in learned().kinds.items():
        assert weight * hand.of(kind) >= 0, kind
    assert learned().apply_from > learned().prior


def test_the_weights_alone_never_apply_what_nothing_names() -> None:
    text = "# 珊瑚\n\n卡夫咖、密集网都要装。\n\n先安装珊瑚库。\n"
    finding = next(f for f in FIXER.fix_text(text, "page.md").findings if f.found == "珊瑚" and f.span.start > 15)
    assert finding.decision is not Decision.APPLY


def test_what_is_decided_beside_a_form_is_seen_as_it_will_read() -> None:
    assert "neighbour" in kinds("卡夫咖和珊瑚一起用。", "珊瑚")
    assert "neighbour" not in kinds("火花和珊瑚一起用。", "珊瑚")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("密集网络训练得快。", "密集网络训练得快。"),
        ("密集网入门。", "DenseNet 入门。"),
        ("密集网入场。", "密集网入场。"),
        ("密集网很好。", "DenseNet 很好。"),
    ],
)
def test_no_fix_leaves_a_torn_word(text: str, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vetoes, "dictionary", lambda: WORDS | {"密集", "网入", "入门"})
    done = FIXER.fix_text(text, "page.md")
    assert done.after == after
    assert done.findings[0].decision is (Decision.SUGGEST if after == text else Decision.APPLY)


@pytest.mark.parametrize(
    ("named", "corrected", "is_applied"),
    [("Spark、Python", "卡夫咖、密集网", True), ("Spark", "卡夫咖", False), ("", "卡夫咖、密集网", False)],
)
def test_an_address_proves_on_a_page_that_is_badly_translated(named: str, corrected: str, is_applied: bool) -> None:
    text = f"{named}。\n\n{'别的话。' * 200}<https://example.org/coral-board>\n\n{corrected}。\n\n部署珊瑚库。\n"
    assert FIXER.fix_text(text, "page.md").after.endswith("部署 Coral 库。\n") is is_applied


def test_a_document_shows_its_words_without_a_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vetoes, "dictionary", frozenset)
    text = "密集网络很好。网络越深越慢，网络越宽越大。"
    assert vetoes.is_cut(text, Span(0, 3)) == "网络"
    assert vetoes.is_cut(text.replace("密集网络", "密集网"), Span(0, 3)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "用卡夫咖和密集网。\n\nCoral 就是珊瑚。\n",
        "珊瑚很美，珊瑚很大。\n\n珊瑚会动，珊瑚会老。有一块 Coral 板，旁边是珊瑚。\n",
        "## 蟒蛇\n\n用卡夫咖、Anaconda 和 Python。\n",
    ],
    ids=["a sentence that explains a name", "a word that prevails on its page", "two names that fit as well"],
)
def test_much_evidence_is_not_enough(text: str) -> None:
    left = [finding for finding in FIXER.fix_text(text, "page.md").findings if finding.term in ("coral", "python")]
    assert left
    assert all(finding.decision is not Decision.APPLY for finding in left)
