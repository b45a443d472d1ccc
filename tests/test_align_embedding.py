"""Embedders: any callable, found by its name, whose answers count against what is usual among the candidates."""

import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from summitalign.align.embedding import embedding_scores, load_embedder, vectors
from summitalign.align.engine import align
from summitalign.align.options import AlignOptions
from summitalign.api import parse
from summitalign.cli.main import program
from summitalign.errors import UsageError
from summitalign.model.alignment import Alignment, Unit

MEANINGS = (("gull", "海鸥"), ("rope", "绳子"), ("bread", "面包"), ("storm", "风暴"))
"""What the little model of these tests has learned."""


def meaning(texts: Sequence[str]) -> list[list[float]]:
    return [[1.0, *(float(any(word in text for word in words)) for words in MEANINGS)] for text in texts]


SOURCE = "## A\n\nThe gull flew.\n\n## B\n\nA long rope.\n\n## C\n\nSome bread.\n\n## D\n\nThen a storm.\n"
TARGET = "## 甲\n\n风暴来了。\n\n## 乙\n\n海鸥飞走了。\n\n## 丙\n\n有些面包。\n\n## 丁\n\n一根长绳子。\n"
RIGHT = {("A", "乙"), ("B", "丁"), ("C", "丙"), ("D", "甲")}


def titles(alignment: Alignment) -> set[tuple[str, str]]:
    return {
        (alignment.source.segment(bead.source[0]).title, alignment.target.segment(bead.target[0]).title)
        for bead in alignment.beads
    }


def with_model(source: str, target: str) -> Alignment:
    options = AlignOptions(Unit.SECTION, lexicons=(), embedder=meaning, embedder_name="tests:meaning")
    return align(parse(source), parse(target), None, options)


def test_meanings_join_what_nothing_else_does() -> None:
    found = with_model(SOURCE, TARGET)
    assert titles(found) == RIGHT
    assert all("embedding" in {one.kind for one in bead.evidence} for bead in found.beads)
    assert ("embeddings", "tests:meaning") in found.signature.parameters
    without = align(parse(SOURCE), parse(TARGET), None, AlignOptions(Unit.SECTION, lexicons=()))
    assert titles(without) != RIGHT


def test_swapping_the_sides_mirrors_what_a_model_says() -> None:
    there, back = with_model(SOURCE, TARGET), with_model(TARGET, SOURCE)
    assert {(bead.source, bead.target, bead.posterior) for bead in there.beads} == {
        (bead.target, bead.source, bead.posterior) for bead in back.beads
    }


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 50.0))
def test_only_what_stands_out_counts_however_alike_a_model_finds_everything(common: float) -> None:
    def model(texts: Sequence[str]) -> NDArray[np.float64]:
        return np.array([[row[0] + common, *row[1:]] for row in meaning(texts)])

    own, other = [words[0] for words in MEANINGS], [words[1] for words in MEANINGS]
    scores = embedding_scores(model, own, other)
    if common < 5.0:
        assert (scores.argmax(axis=1) == np.arange(4)).all()
        assert (scores[~np.eye(4, dtype=bool)] < 0).all()
        assert common > 2.0 or (scores.diagonal() > 0).all()
    flat = embedding_scores(lambda texts: np.ones((len(texts), 3)), own, other)
    assert (flat <= 0).all()
    assert np.ptp(flat) < 1e-6


def test_blank_texts_say_nothing_and_equal_ones_are_asked_once() -> None:
    asked: list[Sequence[str]] = []

    def model(texts: Sequence[str]) -> NDArray[np.float64]:
        asked.append(texts)
        return np.eye(len(texts))

    rows = vectors(model, ["a", "", "b", "a"])
    assert asked == [["a", "b"]]
    assert rows.tolist() == [[1, 0], [0, 0], [0, 1], [1, 0]]
    assert vectors(lambda _: np.array([[3.0, 4.0], [0.0, 0.0]]), ["a", "b"]).tolist() == [[0.6, 0.8], [0.0, 0.0]]
    assert embedding_scores(model, ["a", " "], ["", "b"])[1].tolist() == [0.0, 0.0]
    assert not embedding_scores(model, ["", ""], ["b"]).any()


@pytest.mark.parametrize("answer", [np.ones(2), np.ones((1, 2)), np.full((2, 2), np.nan)])
def test_an_answer_that_is_no_table_is_an_error(answer: NDArray[np.float64]) -> None:
    with pytest.raises(UsageError, match="2 texts") as caught:
        vectors(lambda _: answer, ["a", "b"])
    assert "one row" in caught.value.hint


def module(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ModuleType("little_model")
    made.meaning = meaning  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "little_model", made)


def test_a_function_is_named_by_its_module(monkeypatch: pytest.MonkeyPatch) -> None:
    module(monkeypatch)
    assert load_embedder("little_model:meaning") is meaning
    for name in ("little_model:missing", "no_such_module_here:meaning"):
        with pytest.raises(UsageError, match="cannot be loaded"):
            load_embedder(name)


def test_a_package_may_offer_an_embedder_under_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module(monkeypatch)
    (tmp_path / "little-1.0.dist-info").mkdir()
    (tmp_path / "little-1.0.dist-info" / "METADATA").write_text("Name: little\nVersion: 1.0\n")
    (tmp_path / "little-1.0.dist-info" / "entry_points.txt").write_text(
        "[summitalign.embedders]\nlittle = little_model:meaning\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert load_embedder("little") is meaning


def test_a_model_of_sentence_transformers_is_loaded_by_name_or_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    class Model:
        def __init__(self, name: str) -> None:
            if name != "some/folder":
                raise OSError(f"{name} is not a folder\nand a long explanation")

        def encode(self, texts: list[str], show_progress_bar: bool) -> NDArray[np.float64]:
            assert not show_progress_bar
            return np.array(meaning(texts))

    package = ModuleType("sentence_transformers")
    package.SentenceTransformer = Model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", package)
    assert np.asarray(load_embedder("some/folder")(["gull"])).tolist() == [[1, 1, 0, 0, 0]]
    with pytest.raises(UsageError, match=r"^the model other cannot be loaded: other is not a folder$"):
        load_embedder("other")


def test_without_the_extra_the_hint_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(UsageError, match="sentence-transformers") as caught:
        load_embedder("LaBSE")
    assert "summitalign[embeddings]" in caught.value.hint


def test_the_command_takes_an_embedder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "b.md").write_text(TARGET, encoding="utf-8")
    arguments = ("align", "a.md", "b.md", "--unit", "section", "--format", "json", "--embeddings")
    done = CliRunner().invoke(program, [*arguments, "little_model:meaning"])
    assert done.exit_code == 0
    assert '"embeddings": "little_model:meaning"' in done.stdout
    failed = CliRunner().invoke(program, [*arguments, "little_model:missing"])
    assert failed.exit_code == 2
    assert "little_model:missing cannot be loaded" in failed.stderr


def test_a_function_that_fails_is_told_by_its_message() -> None:
    def broken(texts: Sequence[str]) -> list[list[float]]:
        raise RuntimeError(f"no memory for {len(texts)}")

    with pytest.raises(UsageError, match="RuntimeError: no memory for 2"):
        vectors(broken, ["a", "b"])


def test_a_small_model_of_sentence_transformers_made_here(tmp_path: Path) -> None:
    """Run the library itself where the extra is installed: a bag of words, a vector for each, no weights fetched."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library's own imports
        transformers = pytest.importorskip("sentence_transformers")
        models = import_module("sentence_transformers.models")
        tokenizer = import_module("sentence_transformers.models.tokenizer")
        words = [word for pair in MEANINGS for word in pair]
        known = tokenizer.WhitespaceTokenizer(words, stop_words=[], do_lower_case=True)
        rows = np.repeat(np.eye(len(MEANINGS)), 2, axis=0).astype(np.float32)
        parts = [models.WordEmbeddings(known, rows), models.Pooling(len(MEANINGS))]
        transformers.SentenceTransformer(modules=parts, device="cpu").save(str(tmp_path / "model"))
        embedder = load_embedder(str(tmp_path / "model"))
        source = "".join(f"## {name}\n\n{english}\n\n" for name, (english, _) in zip("ABCD", MEANINGS, strict=True))
        target = "".join(
            f"## {name}\n\n{other}\n\n" for name, (_, other) in zip("甲乙丙丁", MEANINGS[::-1], strict=True)
        )
        options = AlignOptions(Unit.SECTION, lexicons=(), embedder=embedder)
        found = align(parse(source), parse(target), None, options)
    assert titles(found) == {("A", "丁"), ("B", "丙"), ("C", "乙"), ("D", "甲")}
