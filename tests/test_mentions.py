"""A text that speaks of a word is left to people: what is quoted, shown in code, or said to be itself."""

import sys

import pytest

from summitalign import api
from summitalign.markdown.parse import parse
from summitalign.model.finding import Decision, Finding

GLOSSARY = api.load_glossary(
    "terms:\n"
    "  - {use: TensorFlow, wrong: [张量流]}\n"
    "  - {use: Spark, wrong: [火花], ambiguous: true}\n"
    "  - {use: Sonnet, wrong: [十四行诗], ambiguous: true}\n"
    "  - {use: pandas, wrong: [熊猫], ambiguous: true}\n"
    "  - {use: Docker, wrong: [码头工人]}\n",
    "glossary.yml",
    lambda _path: "",
)
FIXER = api.Fixer(GLOSSARY)


def decided(text: str) -> list[tuple[str, Decision]]:
    return [(found.found, found.decision) for found in findings(text)]


def findings(text: str) -> tuple[Finding, ...]:
    return FIXER.fix_text(text, "page.md").findings


@pytest.mark.parametrize(
    "text",
    [
        "TensorFlow 成了“张量流”。",
        "把「张量流」改成 TensorFlow。",
        "“**张量流**”应该是 TensorFlow，这是规矩。",
        "文件夹 `张量流` 不变。\n\n网址里的“张量流”也不变。",
        "“张量流”应该是 TensorFlow。\n\n后来又写了一次“张量流”。",
    ],
)
def test_a_quoted_word_is_left_to_people_where_the_text_speaks_of_it(text: str) -> None:
    assert {decision for _, decision in decided(text)} == {Decision.SUGGEST}


@pytest.mark.parametrize(
    "text",
    [
        "一个名叫“张量流”的库。",
        "一个名叫“张量流”的库。TensorFlow 很好。",
        "张量流很快，TensorFlow 也很快。",
        "“张量流很快”，他说。TensorFlow 也很快。",
    ],
)
def test_a_quoted_name_is_fixed_where_nothing_speaks_of_the_word(text: str) -> None:
    assert ("张量流", Decision.APPLY) in decided(text)


def test_a_sentence_that_shows_the_wrong_form_in_marks_proves_nothing_elsewhere() -> None:
    company = "\n\n用 Docker 和 TensorFlow 部署。先安装火花集群。"
    assert ("火花", Decision.APPLY) in decided(f"Spark 出了新版本。{company}")
    for told in ("`火花` 可能是 Spark。", "“火花”可能是 Spark。"):
        assert ("火花", Decision.APPLY) not in decided(f"{told}{company}")


def test_a_line_of_code_that_holds_both_forms_is_one_of_a_glossary() -> None:
    page = "# 安装火花 2.4\n\nDocker 与 TensorFlow。\n\n```yaml\n{}\n```\n"
    assert ("火花", Decision.APPLY) in decided(page.format("image: spark"))
    assert ("火花", Decision.APPLY) not in decided(page.format("火花: spark"))


@pytest.mark.parametrize("said", ["十四行诗就是诗", "十四行诗就是十四行诗", "十四行诗是一种诗", "十四行诗不过是诗"])
def test_what_is_said_to_be_itself_is_meant_as_it_stands(said: str) -> None:
    named = "Sonnet 是 TensorFlow 的一个库，和 Docker 一起用。"
    assert ("十四行诗", Decision.APPLY) in decided(f"{named}\n\n使用十四行诗很好。")
    assert ("十四行诗", Decision.APPLY) not in decided(f"{named}\n\n使用{said}。")


@pytest.mark.parametrize(
    ("source", "decision"),
    [
        ("These articles are about coral, pandas, poems and cooking.", Decision.SKIP),
        ("These articles are about coral, the pandas library, poems and cooking.", Decision.APPLY),
        ("These articles are about coral, `pandas`, poems and cooking.", Decision.APPLY),
        ("These articles are about coral, NumPy, pandas and cooking.", Decision.APPLY),
    ],
)
def test_a_name_in_small_letters_proves_only_where_the_original_marks_it_as_one(
    source: str, decision: Decision
) -> None:
    page = parse("# 程序\n\n这里的文章写的是珊瑚、熊猫、诗歌和烹饪。\n", "page.md")
    found = FIXER.fix(page, [parse(f"# Programs\n\n{source}\n", "page.en.md")]).findings
    assert [(each.found, each.decision) for each in found] == [("熊猫", decision)]


@pytest.mark.parametrize(
    ("source", "decision"),
    [
        ("Spark plugs are over the town.", Decision.SUGGEST),
        ("**Spark** plugs are over the town.", Decision.SUGGEST),
        ("Spark flies over the town.", Decision.SUGGEST),
        ("Spark, wind and rain are over the town.", Decision.SUGGEST),
        ("Spark's light is over the town.", Decision.SUGGEST),
        ("Spark is a tool over the town.", Decision.APPLY),
        ("Spark plugs are over the town.\n\n# Spark Safety", Decision.SUGGEST),
        ("We saw Spark fly over the town.", Decision.APPLY),
        ("Spark flies over the town. This is why Spark is famous.", Decision.APPLY),
        ("Spark 3.0 flies over the town.", Decision.APPLY),
        ("Spark\nplugs are over the town.", Decision.SUGGEST),
    ],
)
def test_the_capital_of_a_sentence_makes_no_name(source: str, decision: Decision) -> None:
    page = parse("# 程序\n\n用 TensorFlow 画的火花在小城上空。\n", "page.md")
    original = parse(f"# Programs\n\nDrawn with TensorFlow. {source}\n", "page.en.md")
    found = FIXER.fix(page, [original]).findings
    assert [(each.found, each.decision) for each in found] == [("火花", decision)]


def test_one_who_does_something_is_a_name_on_a_page_that_names_others() -> None:
    original = parse("# Programs\n\nSpark is a tool over the town.\n", "page.en.md")
    alone = FIXER.fix(parse("# 程序\n\n火花在小城上空。\n", "page.md"), [original]).findings
    company = FIXER.fix(
        parse("# 程序\n\n火花在小城上空。\n\n用 Docker 和 TensorFlow。\n", "page.md"), [original]
    ).findings
    assert [each.decision for each in (*alone, *company)] == [Decision.SUGGEST, Decision.APPLY]


def test_what_an_entry_excludes_is_left_alone_in_quotation_marks_too() -> None:
    text = "terms:\n  - {use: Spark, wrong: [火花], ambiguous: true, unless_near: [海洋]}\n"
    fixer = api.Fixer(api.load_glossary(text, "glossary.yml", lambda _path: ""))
    found = fixer.fix_text("海洋里的“火花”不是 Spark。", "page.md").findings
    assert [each.decision for each in found] == [Decision.SKIP]


def test_a_page_of_mentions_is_judged_in_good_time() -> None:
    counted: list[int] = []
    line = "把“火花”改成 Spark。用火花和 Docker 运行 TensorFlow。Spark 很好。\n\n"
    for lines in (100, 400):
        steps = 0

        def count(_frame: object, _event: str, _argument: object) -> None:
            nonlocal steps
            steps += 1

        text = line * lines
        sys.setprofile(count)
        try:
            FIXER.fix_text(text, "page.md")
        finally:
            sys.setprofile(None)
        counted.append(steps)
    assert counted[1] < 10 * counted[0]


@pytest.mark.parametrize(
    ("heading", "decision"),
    [("Spark Safety", Decision.SUGGEST), ("Spark 2.0", Decision.APPLY), ("Spark", Decision.APPLY)],
)
def test_the_capitals_of_a_heading_make_no_name(heading: str, decision: Decision) -> None:
    page = parse("# 火花\n\n用 TensorFlow 画的画。\n", "page.md")
    found = FIXER.fix(page, [parse(f"# {heading}\n\nDrawn with TensorFlow.\n", "page.en.md")]).findings
    assert [each.decision for each in found] == [decision]
