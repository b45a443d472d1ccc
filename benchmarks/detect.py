"""Measure how often `detect` and other detectors are right, and how many texts a second they tell.

The corpus is the folder `languages/` beside this file: one document in each language, written for it, with code, links
and English names. Short texts are the lines of these documents and pieces of them. `--gold DIR` adds labelled texts
of yours: `docs.jsonl` and `sentences.jsonl`, objects with `label` (a BCP 47 tag), `id` and `raw` or `text`.
"""

import argparse
import json
import platform
import random
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from summitalign import api
from summitalign.errors import UsageError
from summitalign.model.language import primary

LANGUAGES = Path(__file__).with_name("languages")
PIECES = (1, 2, 3, 4, 6, 8, 12)
"""Words in a piece of a text."""
SAME = {"nb": "no", "nn": "no", "bs": "hr", "ms": "id", "fil": "tl", "iw": "he", "zh_cn": "zh", "cmn": "zh"}
"""Languages that labels do not tell apart, or that tools call otherwise."""
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, its language, and where it comes from."""

    text: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A detector in a form that fits all of them: a text in, a tag out."""

    name: str
    document: Callable[[str], str]
    line: Callable[[str], str]


def family(tag: str) -> str:
    """Return the language of a tag, the same for names of one language."""
    language = primary(tag)
    return SAME.get(language, language)


def ours(guesser: str) -> Tool:
    detector = api.detector(guesser=guesser)
    return Tool(
        "summitalign" if guesser == "profiles" else f"summitalign, {guesser}",
        lambda text: detector.detect(api.parse_outline(text)).tag,
        lambda text: detector.detect_line(text).tag,
    )


def langdetect() -> Tool:
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0

    def tell(text: str) -> str:
        try:
            return str(detect(text))
        except LangDetectException:
            return "und"

    return Tool("langdetect", tell, tell)


def py3langid() -> Tool:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    return Tool("py3langid", lambda text: identifier.classify(text)[0], lambda text: identifier.classify(text)[0])


def lingua() -> Tool:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def tell(text: str) -> str:
        found = detector.detect_language_of(text)
        return "und" if found is None else found.iso_code_639_1.name.lower()

    return Tool("lingua", tell, tell)


def pycld2() -> Tool:
    import pycld2

    def tell(text: str) -> str:
        # It fails on control characters, which are no letters.
        clean = "".join(character for character in text if character.isprintable() or character.isspace())
        return str(pycld2.detect(clean.encode(errors="replace"))[2][0][1])

    return Tool("pycld2", tell, tell)


PEERS: dict[str, tuple[Callable[[], Tool], str]] = {
    "langdetect": (langdetect, "langdetect"),
    "py3langid": (py3langid, "py3langid"),
    "lingua": (lingua, "lingua-language-detector"),
    "pycld2": (pycld2, "pycld2"),
}


def tools(names: Sequence[str]) -> Iterator[Tool]:
    yield ours("profiles")
    try:
        yield ours("py3langid")
    except UsageError as error:
        print(f"left out: {error.message}")
    for name in names:
        make, package = PEERS[name]
        try:
            yield make()
        except ImportError:
            print(f"left out: {name} is not there (pip install {package})")


def written() -> tuple[list[Sample], list[Sample]]:
    """Return the documents of the corpus, and their lines of prose."""
    documents = [Sample(p.read_text("utf-8"), p.stem, p.stem) for p in sorted(LANGUAGES.glob("*.md"))]
    lines = []
    for document in documents:
        parsed = api.parse_outline(document.text)
        for block in api.block_languages(parsed):
            lines.append(Sample(block.span.of(document.text), document.label, document.source))
    names = {"Snapkeep Restore"}
    return documents, [line for line in lines if line.text not in names]


def labelled(path: Path) -> list[Sample]:
    """Read labelled texts, one JSON object a line."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Sample(row.get("raw") or row["text"], row["label"], row["id"].split("#")[0]) for row in rows]


def pieces(samples: Sequence[Sample]) -> list[Sample]:
    """Cut pieces of one to twelve words out of texts, of scripts without spaces out of characters; always the same."""
    chance, found = random.Random(0), []
    for sample in samples:
        words = sample.text.split()
        joint, parts = (" ", words) if len(words) > 2 else ("", list(sample.text))
        for _ in range(3):
            size = chance.choice(PIECES)
            start = chance.randrange(max(1, len(parts) - size + 1))
            found.append(Sample(joint.join(parts[start : start + size]), sample.label, sample.source))
    return found


def timed(tell: Callable[[str], str], samples: Sequence[Sample], rounds: int) -> tuple[float, float]:
    """Return the share of right answers, and texts per CPU second in the best round."""
    best, right = float("inf"), 0
    for _ in range(rounds):
        began = time.process_time()
        answers = [tell(sample.text) for sample in samples]
        best = min(best, time.process_time() - began)
        right = sum(family(tag) == family(sample.label) for tag, sample in zip(answers, samples, strict=True))
    return right / len(samples), len(samples) / best


def compare(
    title: str, documents: Sequence[Sample], lines: Sequence[Sample], names: Sequence[str], rounds: int
) -> None:
    languages = len({sample.label for sample in (*documents, *lines)})
    print(f"\n{title}: {len(documents)} documents, {len(lines):,} short texts, {languages} languages")
    print(f"{'tool':<24} {'documents':>9} {'short':>6} {'documents/s':>12} {'short/s':>9}")
    for tool in tools(names):
        tool.line("A first text, with which a tool loads what it needs.")
        whole, whole_rate = timed(tool.document, documents, rounds)
        short, short_rate = timed(tool.line, lines, rounds)
        print(f"{tool.name:<24} {whole:>9.3f} {short:>6.3f} {whole_rate:>12,.0f} {short_rate:>9,.0f}")


def reliability(title: str, samples: Sequence[Sample]) -> None:
    """Print how often answers of about the same confidence are right; the half of the sources that was not fitted."""
    held_out = [sample for sample in samples if zlib.crc32(sample.source.encode()) % 2]
    answers = [(api.detect_line(sample.text), sample) for sample in held_out]
    judged = [(found.confidence, family(found.tag) == family(s.label)) for found, s in answers if found.tag != "und"]
    print(f"\n{title}: {len(judged):,} pieces of held-out texts; {len(held_out) - len(judged)} more are undetermined")
    print(f"{'confidence':<12} {'answers':>8} {'mean':>7} {'right':>7}")
    for low, high in pairwise(BINS):
        row = [(sure, right) for sure, right in judged if low <= sure < high]
        if row:
            mean, right = sum(sure for sure, _ in row) / len(row), sum(right for _, right in row) / len(row)
            print(f"{low:.2f} to {high:.2f} {len(row):>8,} {mean:>7.3f} {right:>7.3f}")
    sure_of = [right for sure, right in judged if sure >= 0.9]
    print(f"of the {len(sure_of):,} answers that say .9 or more, {sum(sure_of) / max(1, len(sure_of)):.3f} are right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, metavar="DIR", help="a folder with docs.jsonl and sentences.jsonl")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each tool (3)")
    parser.add_argument("--peers", default=",".join(PEERS), help="tools to compare with, or none (%(default)s)")
    parser.add_argument("--reliability", action="store_true", help="print how far confidence can be trusted, no more")
    asked = parser.parse_args()
    names = [] if asked.peers == "none" else [name.strip() for name in asked.peers.split(",")]
    if unknown := [name for name in names if name not in PEERS]:
        parser.error(f"no peer is called {unknown[0]}; known are {', '.join(PEERS)}")
    print(f"Python {platform.python_version()}, best of {asked.rounds} rounds, one process")
    sets = [("written documents", *written())]
    if asked.gold:
        sets.append(("labelled texts", labelled(asked.gold / "docs.jsonl"), labelled(asked.gold / "sentences.jsonl")))
    for title, documents, lines in sets:
        if asked.reliability:
            reliability(title, [*lines, *pieces(lines)])
        else:
            compare(
                title,
                documents,
                [*lines, *pieces(lines)] if title.startswith("written") else lines,
                names,
                asked.rounds,
            )


if __name__ == "__main__":
    main()
