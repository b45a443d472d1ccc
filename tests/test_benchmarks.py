"""The benchmark of fix-terms: its corpus has the shape it claims, and the program finds in it what was put there."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SIZES = (25, 1000, 10_000)


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / script), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def write(folder: Path, *options: str) -> dict[str, Any]:
    done = run("corpus.py", str(folder), *options)
    assert done.returncode == 0, done.stderr
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return manifest


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(scope="module")
def manifest(corpus: Path) -> Mapping[str, Any]:
    return write(corpus, "--size-mb", "3")


def texts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_bytes().decode() for path in sorted(folder.rglob("*.md"))}


def entries(corpus: Path, size: int) -> dict[str, str]:
    lines = (corpus / f"glossary-{size}.yml").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_the_same_seed_writes_the_same_bytes_and_another_one_writes_others(
    corpus: Path, manifest: Mapping[str, Any], tmp_path: Path
) -> None:
    assert write(tmp_path / "again", "--size-mb", "3")["sha256"] == manifest["sha256"]
    assert write(tmp_path / "other", "--size-mb", "0.1", "--seed", "2")["sha256"] != manifest["sha256"]
    data = "".join(texts(corpus / "corpus-25").values()).encode()
    assert hashlib.sha256(data).hexdigest() == manifest["sha256"]["corpus-25"]


def test_the_corpus_has_the_measured_shape(corpus: Path, manifest: Mapping[str, Any]) -> None:
    sizes = [len(text.encode()) for text in texts(corpus / "corpus-25").values()]
    hits = manifest["prose_hits"] + manifest["protected_hits"]

    assert 9_000 < sum(sizes) / len(sizes) < 15_000
    assert min(sizes) < 4_000
    assert 25_000 < max(sizes) < 70_000
    assert 0.22 <= manifest["files_with_hits"] / manifest["files"] <= 0.28
    assert 3 <= hits / manifest["files_with_hits"] <= 4
    assert 0.28 <= manifest["protected_hits"] / hits <= 0.34


def test_a_number_of_files_can_be_asked_for(tmp_path: Path) -> None:
    assert write(tmp_path, "--files", "7", "--sizes", "25")["files"] == 7


def occurrences(text: str, forms: Collection[str]) -> list[str]:
    """Find forms with a slow, obvious search: at every place the longest that stands there."""
    lengths = sorted({len(form) for form in forms}, reverse=True)
    begins, found, at = {form[:2] for form in forms}, [], 0
    while at < len(text):
        here = lengths if text[at : at + 2] in begins else ()
        form = next((text[at : at + length] for length in here if text[at : at + length] in forms), "")
        found += [form] * bool(form)
        at += len(form) or 1
    return found


@pytest.mark.parametrize("size", SIZES)
def test_wrong_forms_stand_only_where_they_were_put(corpus: Path, manifest: Mapping[str, Any], size: int) -> None:
    forms = entries(corpus, size).keys()
    pages = texts(corpus / f"corpus-{size}")
    found = {(path, form) for path, text in pages.items() for form in occurrences(text, forms)}
    number = sum(len(occurrences(text, forms)) for text in pages.values())

    assert len(forms) == size
    assert number == manifest["prose_hits"] + manifest["protected_hits"]
    assert len({path for path, _ in found}) == manifest["files_with_hits"]
    assert sum(len(occurrences(text, forms)) for text in texts(corpus / "clean").values()) == 0
    expected = [line.split("\t") for line in (corpus / f"expected-{size}.tsv").read_text().splitlines()]
    assert len(expected) == manifest["prose_hits"]
    assert {(path, form) for path, form in expected} <= found


def test_glossaries_grow_by_adding_and_have_both_scripts(corpus: Path, manifest: Mapping[str, Any]) -> None:
    small, large = entries(corpus, 25), entries(corpus, 10_000)

    assert list(large.items())[:25] == list(small.items())
    assert {len(form) for form in large if not form.isascii()} == {2, 3, 4, 6}
    assert 0.15 < sum(form.isascii() for form in large) / len(large) < 0.25
    assert not set(large) & set(large.values())


def test_the_text_has_the_measured_mixture(corpus: Path, manifest: Mapping[str, Any]) -> None:
    text = "\n".join(texts(corpus / "corpus-25").values())
    size = len(text.encode())
    fences = re.findall(r"^(```|~~~)(.*?)^\1$", text, re.DOTALL | re.MULTILINE)

    assert 0.34 < len(re.findall(r"[\x00-\x7f]", text)) / size < 0.41
    assert 0.08 < sum(len(code.encode()) for _, code in fences) / size < 0.19
    runs = re.findall(r"[\u4e00-\u9fff]+", text)
    assert 6 < sum(map(len, runs)) / len(runs) < 8


def test_the_program_finds_what_was_put_into_prose_and_the_ratios_are_printed() -> None:
    done = run("fix_terms.py", "--size-mb", "1", "--rounds", "1", "--peers", "none")

    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    for size in SIZES:
        assert any(re.match(rf" *{size:,}  summitalign  .* [1-9]\d*$", line) for line in lines), done.stdout
        assert any(
            line.startswith("summitalign, files without hits") and f" {size:,} entries" in line for line in lines
        )
    assert any(re.fullmatch(r"summitalign, cost of 10,000 entries / 1,000: \d+\.\d\d", line) for line in lines)


def test_a_program_that_finds_the_wrong_things_is_caught(tmp_path: Path) -> None:
    """A stand-in reports as many findings as there are hits, but the same one each time."""
    program = tmp_path / "program"
    finding = json.dumps({"schema": "summitalign/finding/1", "path": "x.md", "found": "x"})
    program.write_text(f"#!/bin/sh\necho '{finding}'\n")
    program.chmod(0o755)
    done = run(
        "fix_terms.py", "--files", "4", "--sizes", "25", "--rounds", "1", "--peers", "none", "--program", str(program)
    )

    assert done.returncode == 1
    assert "findings differ from what was written" in done.stderr
    assert "WRONG: summitalign, 25 entries" in done.stdout


def test_a_missing_peer_is_named_with_the_way_to_get_it(tmp_path: Path) -> None:
    done = run(
        "fix_terms.py", "--files", "1", "--sizes", "25", "--rounds", "1", "--peers", "typos,textlint",
        "--peers-bin", str(tmp_path),
    )  # fmt: skip

    assert "typos: left out" in done.stdout
    assert "pip install typos" in done.stdout
    assert "textlint: left out" in done.stdout
