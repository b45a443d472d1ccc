"""Where sentences end: our rules and the libraries that are installed, on the texts of `tests/cases/sentences.tsv`.

A text counts as exact where all of its sentences are found and nothing else. Run it as
`.venv/bin/python benchmarks/sentence_ends.py`; `pip install sentencex pysbd syntok segtok` brings the peers.
"""

import importlib
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from summitalign.markdown.sentence_ends import sentence_ends

CASES = Path(__file__).parents[1] / "tests" / "cases" / "sentences.tsv"
MANY = 50
"""Copies of the English texts on which the speed is measured."""
Cutter = Callable[[str, str], Sequence[str]]
"""Takes a language and a text; returns its sentences."""


def cases() -> Iterator[tuple[str, list[str]]]:
    """Yield language and sentences of each text."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text = line.split("\t")
            yield language.rstrip("?"), text.split("¦")


def ours(_language: str, text: str) -> Sequence[str]:
    places = [0, *sentence_ends(text), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


def sentencex(module: Any) -> Cutter:
    return lambda language, text: list(module.segment(language, text))


def pysbd(module: Any) -> Cutter:
    known: dict[str, Any] = {}

    def cut(language: str, text: str) -> Sequence[str]:
        if language not in known:
            try:
                known[language] = module.Segmenter(language=language, clean=False)
            except ValueError:  # a language that it does not have
                known[language] = module.Segmenter(language="en", clean=False)
        return list(known[language].segment(text))

    return cut


def syntok(module: Any) -> Cutter:
    return lambda _language, text: [
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in module.process(text)
        for sentence in paragraph
    ]


def segtok(module: Any) -> Cutter:
    return lambda _language, text: list(module.split_multi(text))


PEERS: dict[str, Callable[[Any], Cutter]] = {
    "sentencex": sentencex, "pysbd": pysbd, "syntok.segmenter": syntok, "segtok.segmenter": segtok,
}  # fmt: skip


def ends(sentences: Sequence[str]) -> set[int]:
    """Return the letters before each end but the last; white space does not count."""
    found, count = set(), 0
    for sentence in sentences:
        count += sum(not letter.isspace() for letter in sentence)
        found.add(count)
    return found - {0, count}


def report(name: str, cut: Cutter) -> str:
    exact = false = missed = total = 0
    for language, sentences in cases():
        gold, found = ends(sentences), ends(cut(language, "".join(sentences)))
        exact += gold == found
        false += len(found - gold)
        missed += len(gold - found)
        total += 1
    text = " ".join("".join(sentences) for language, sentences in cases() if language == "en") * MANY
    began = time.process_time()
    cut("en", text)
    speed = len(text) / 1e6 / max(time.process_time() - began, 1e-9)
    return f"{name:18} {exact:5} {total:5} {false:10} {missed:6} {speed:14.2f}"


def main() -> None:
    warnings.simplefilter("ignore")
    print("                   exact texts false cuts missed million char/s")
    print(report("summitalign", ours))
    for name, make in PEERS.items():
        try:
            module = importlib.import_module(name)
        except ImportError:
            print(f"{name:18} not installed")
        else:
            print(report(name, make(module)))


if __name__ == "__main__":
    main()
