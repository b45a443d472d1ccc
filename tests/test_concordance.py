"""How a word was translated: finding it, and counting what stands on the other side."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign import api
from summitalign.concordance.candidates import By
from summitalign.concordance.folding import Folding
from summitalign.concordance.look_up import Concordance
from summitalign.concordance.search import MOST_HITS, Matcher, Query, Side
from summitalign.model.memory import Origin, TranslationUnit
from summitalign.model.term import Glossary, TermEntry, WrongForm
from summitalign.report.concordance import concordance_rows
from summitalign.report.width import width


def found(word: str, text: str, *, is_exact: bool = False) -> list[str]:
    return [span.of(text) for span in Matcher(word, Folding(), is_exact=is_exact).find(text)]


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("pipeline", "A Pipeline, two pipelines, a pipelined one", ["Pipeline", "pipelines"]),
        ("class", "classes of a class", ["classes", "class"]),
        ("data set", "a data set, a data-set, a data\nset", ["data set", "data-set", "data\nset"]),
        ("GPU", "ＧＰＵ and gpu, not GPUX", ["ＧＰＵ", "gpu"]),
        ("c++", "C++ and C", ["C++"]),
        (".NET", "use .net", [".net"]),
        ("张量流", "張量流与张量流程", ["張量流", "张量流"]),
        ("張量", "张量", ["张量"]),
        ("GPU", "用GPU训练", ["GPU"]),
        ("it", "italy", []),
        ("Straße", "in der straße", ["straße"]),
        ("сеть", "Сеть и сети", ["Сеть"]),
    ],
)
def test_spellings_are_passed_over(word: str, text: str, expected: list[str]) -> None:
    assert found(word, text) == expected


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [("gpu", "GPU gpu gpus", ["gpu"]), ("张量", "張量 张量", ["张量"]), ("GPU", "ＧＰＵ GPUs GPU", ["GPU"])],
)
def test_an_exact_search_tells_spellings_apart(word: str, text: str, expected: list[str]) -> None:
    assert found(word, text, is_exact=True) == expected


@given(st.text(st.characters(categories=None)))
def test_folding_keeps_the_place_of_every_letter(text: str) -> None:
    folding = Folding()
    once = folding.fold(text)
    assert len(once) == len(text)
    assert folding.fold(once) == once


def unit(source: str, target: str) -> TranslationUnit:
    return TranslationUnit(source, target, "en", "zh-Hans")


def look_up(word: str, *pairs: tuple[str, str], glossary: Glossary | None = None, **query: object) -> Concordance:
    units = (("m.tmx", unit(*pair)) for pair in pairs)
    return api.concordance(units, Query(word, **query), glossary)  # type: ignore[arg-type]


PAIRS = (
    ("The pipeline is slow.", "流水线很慢。"),
    ("Stop the pipeline.", "停下流水线。"),
    ("Two pipelines run.", "两条流水线在跑。"),
    ("This pipeline leaks.", "这条管道漏了。"),
    ("A pipeline of steel.", "钢制的管道。"),
    ("Pipelines break.", "管道会断。"),
    ("The model is slow.", "模型很慢。"),
    ("Stop the model.", "停下模型。"),
    ("Two models run.", "两个模型在跑。"),
    ("This bucket leaks.", "这只桶漏了。"),
    ("A bucket of steel.", "钢制的桶。"),
    ("Buckets break.", "桶会断。"),
) * 3


def test_translations_are_found_by_the_company_they_keep() -> None:
    result = look_up("pipeline", *PAIRS)
    assert result.found.count == 18
    assert [(one.text, one.count, one.by) for one in result.candidates] == [
        ("流水线", 9, By.ASSOCIATION), ("管道", 9, By.ASSOCIATION),
    ]  # fmt: skip
    assert [line.marks[0].of(line.hit.translation) for line in result.lines[:4]] == ["流水线"] * 3 + ["管道"]


def test_the_other_direction_gives_whole_words() -> None:
    pairs = [(f"The steam engine of ship {number}", f"第 {number} 船的蒸汽机") for number in range(9)]
    pairs += [(f"The sail of ship {number}", f"第 {number} 船的帆") for number in range(20)]
    result = look_up("蒸汽机", *pairs)
    assert [(one.text, one.side, one.count) for one in result.candidates] == [("steam engine", Side.SOURCE, 9)]
    assert all(line.hit.side is Side.TARGET for line in result.lines)


def test_what_stands_everywhere_is_no_translation() -> None:
    pairs = [(f"The engine {number} of the ship", f"船的第 {number} 台") for number in range(40)]
    pairs += [(f"The sail {number} of the ship", f"船的第 {number} 面") for number in range(40)]
    assert [one.text for one in look_up("engine", *pairs).candidates] == ["台"] or not look_up(
        "engine", *pairs
    ).candidates


def test_what_is_not_clear_is_not_named() -> None:
    pairs = [
        ("pipeline a", "水管"),
        ("pipeline b", "水管"),
        ("pipeline c", "流水"),
        ("x", "水管"),
        ("y", "火"),
        ("z", "土"),
    ]
    assert look_up("pipeline", *pairs).candidates == ()


def test_few_hits_name_nothing() -> None:
    assert look_up("pipeline", ("A pipeline", "流水线"), ("b", "乙")).candidates == ()


GLOSSARY = Glossary(
    (
        TermEntry("pipe", ("流水线",), (WrongForm("管道"), WrongForm("管.*", is_pattern=True)), source=("pipeline",)),
        TermEntry("other", ("模型",), source=("model",)),
    )
)


def test_forms_of_the_glossary_come_first_and_are_named() -> None:
    result = look_up("Pipeline", *PAIRS, glossary=GLOSSARY)
    assert [(one.text, one.count, one.by, one.term) for one in result.candidates] == [
        ("流水线", 9, By.PREFERRED, "pipe"), ("管道", 9, By.WRONG, "pipe"),
    ]  # fmt: skip
    back = look_up("管道", *PAIRS, glossary=GLOSSARY)
    assert [(one.text, one.by) for one in back.candidates] == [("pipeline", By.PREFERRED)]


def test_a_side_can_be_chosen() -> None:
    pairs = (("GPU", "显卡"), ("card", "GPU"))
    assert look_up("gpu", *pairs).found.count == 2
    assert [line.hit.unit.source for line in look_up("gpu", *pairs, sides=(Side.TARGET,)).lines] == ["card"]


def test_a_place_stands_within_the_line() -> None:
    origin = Origin("guides/zh/a-rather-long-name.md", ((12, 12),))
    long = replace(unit("The pipeline is slow. " * 9, "流水线很慢。" * 20), target_origin=origin)
    result = api.concordance([("m.tmx", long)], Query("pipeline"), None)
    rows = list(concordance_rows(result, 0, lambda text, _: text, 80))
    assert rows[-1].endswith("…  guides/zh/a-rather-long-name.md:12")
    assert max(map(width, rows)) <= 80
    bare = api.concordance([("m.tmx", unit("pipeline", "流水线"))], Query("pipeline"), None)
    assert list(concordance_rows(bare, 0, lambda text, _: text, 80))[-1] == "  流水线"


def test_a_large_memory_is_counted_to_its_end() -> None:
    units = (("m.tmx", unit(f"word {number}" if number % 2 else f"x {number}", "字")) for number in range(60_000))
    began = time.process_time()
    result = api.concordance(units, Query("word"))
    assert (result.found.units, result.found.count, len(result.lines)) == (60_000, 30_000, MOST_HITS)
    assert len(result.found.others[Side.SOURCE]) < 10_000
    assert time.process_time() - began < 20
