"""The benchmark of `align`: its pairs are what they claim to be, and its baselines and counts do what they say."""

import json
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from summitalign import api
from summitalign.model.document import SegmentKind

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
VARIANTS = ("base", "drop", "reorder", "merge", "noascii")


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / script), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    spec = spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # its dataclasses look for their module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    assert run("bilingual.py", str(folder), "--documents", "4").stdout == "30 pairs\n"
    return folder / "gold.jsonl"


@pytest.fixture(scope="module")
def rows(gold: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]


def test_the_same_seed_writes_the_same_pairs(gold: Path, tmp_path: Path) -> None:
    run("bilingual.py", str(tmp_path / "same"), "--documents", "4")
    run("bilingual.py", str(tmp_path / "other"), "--documents", "4", "--seed", "2")

    names = [path.relative_to(gold.parent) for path in gold.parent.rglob("*") if path.is_file()]
    assert len(names) == 61
    assert all((tmp_path / "same" / name).read_bytes() == (gold.parent / name).read_bytes() for name in names)
    assert (tmp_path / "other/gold.jsonl").read_bytes() != gold.read_bytes()
    assert "is not empty" in run("bilingual.py", str(tmp_path / "same")).stderr


def test_the_sections_are_those_that_the_program_finds(gold: Path, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        for language in ("en", "zh"):
            text = (gold.parent / row[f"{language}_file"]).read_text(encoding="utf-8")
            sections = [each for each in api.parse(text).segments if each.kind is SegmentKind.SECTION]
            assert [each.title for each in sections] == [
                " ".join(re.sub("[`*]", "", each["title"]).split()) for each in row[f"{language}_sections"]
            ]


def test_each_variant_is_what_it_is_called(gold: Path, rows: list[dict[str, Any]]) -> None:
    by_name = {row["pair"]: row for row in rows}
    assert {row["variant"] for row in rows} == set(VARIANTS)
    for number in range(2, 6):  # those behind the documents of the corpus
        base, drop, reorder, merge, noascii = (by_name[f"{number:03}/{variant}"] for variant in VARIANTS)
        size = len(base["en_sections"])
        assert base["gold"] == [[f"z{n}", f"e{n}"] for n in range(size)]
        assert noascii["gold"] == base["gold"]
        assert len(drop["gold"]) < size < len({pair[1] for pair in drop["gold"]} | set(range(size))) + size
        assert {pair[0] for pair in drop["gold"]} < {each["id"] for each in drop["zh_sections"]}
        assert sorted(pair[1] for pair in reorder["gold"]) == sorted(pair[1] for pair in base["gold"])
        assert reorder["gold"] != base["gold"]
        assert len(merge["zh_sections"]) < size == len(merge["gold"])
        prose = (gold.parent / noascii["zh_file"]).read_text(encoding="utf-8")
        assert not re.search(r"[A-Za-z0-9]", prose)


def test_the_documents_of_the_corpus_are_matched_by_hand(rows: list[dict[str, Any]]) -> None:
    notes = next(row for row in rows if row["pair"] == "001/base")
    titles = [{each["id"]: each["title"] for each in notes[f"{side}_sections"]} for side in ("zh", "en")]
    found = {titles[0][z]: titles[1][e] for z, e in notes["gold"]}

    assert found["性能"] == "Performance"
    assert found["命令行"] == "Command line"
    assert found["致谢"] == "Thanks"
    assert "Deprecations" not in found.values()


def sections(*texts: str) -> list[tuple[str, str, str]]:
    return [(f"x{number}", text.split("\n")[0], text) for number, text in enumerate(texts)]


def test_baselines_align_what_they_can_see(monkeypatch: pytest.MonkeyPatch) -> None:
    baselines = load("baselines", monkeypatch)
    own = sections("Install Kelvaro\nVersion 2.1 of Kelvaro", "Backups\nNexulis keeps 30 days", "Thanks\n")
    other = sections("备份\nNexulis 保留 30 天", "安装 Kelvaro\nKelvaro 的 2.1 版")

    assert baselines.by_order(own, other) == [(0, 0), (1, 1)]
    assert sorted(baselines.by_tokens(own, other)) == [(0, 1), (1, 0)]
    assert baselines.by_title(own, sections("thanks\n", "")) == [(2, 0)]
    assert baselines.by_title(sections("", ""), sections("", "")) == []
    lengths = ("a" * 300, "b" * 20, "c" * 800, "d" * 90)
    assert sorted(baselines.by_length(sections(*lengths), sections(*lengths))) == [(n, n) for n in range(4)]
    merged = sections("a" * 320, "c" * 800, "d" * 90)
    assert sorted(baselines.by_length(sections(*lengths), merged)) == [(0, 0), (1, 0), (2, 1), (3, 2)]


def test_counts_are_of_pairs_and_leave_open_what_the_gold_standard_does(monkeypatch: pytest.MonkeyPatch) -> None:
    align = load("align", monkeypatch)
    row = {"variant": "base", "gold": [["z0", "e0"], ["z1", "e1"]], "allow": [["z2", "e2"]]}

    counts = align.count([row], [{("z0", "e0"), ("z2", "e2"), ("z3", "e3")}])["base"]

    assert (counts.right, counts.wrong, counts.missing) == (1, 1, 1)
    assert counts.f1 == 0.5


def test_a_segment_is_the_section_whose_lines_it_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    align = load("align", monkeypatch)
    parts = [{"id": "e0", "start": 1, "end": 10}, {"id": "e1", "start": 11, "end": 12}]

    assert align._name({"id": "s1", "start_line": 1, "end_line": 8}, parts) == "e0"
    assert align._name({"id": "s2", "start_line": 10, "end_line": 13}, parts) == "e1"
    assert align._name({"id": "s3", "start_line": 20, "end_line": 30}, parts) == "?s3"


def test_the_table_has_a_row_for_each_way_and_a_gold_folder_of_ones_own(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for path in gold.parent.iterdir():
        (tmp_path / "mine" / path.name).symlink_to(path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/gold.jsonl").write_text('{"text": "not a pair of documents"}\n')
    done = run(
        "align.py", "--documents", "2", "--rounds", "1", "--ways", "order,lengths,summitalign", "--gold", str(tmp_path)
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "invented: 20 pairs of documents" in done.stdout
    assert "mine: 30 pairs of documents" in done.stdout
    assert "texts" not in done.stdout
    table = [line.split() for line in done.stdout.splitlines() if line.startswith("summitalign")]
    assert len(table) == 2
    assert all(len(row) == 1 + len(VARIANTS) + 3 for row in table)
    assert all(float(row[1]) > 0.9 for row in table)


def test_a_way_that_fails_is_told_and_ends_in_an_error(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    row = {"variant": "base", "en_file": "no.md", "zh_file": "no.md", "en_sections": [], "zh_sections": [], "gold": []}
    (tmp_path / "mine/gold.jsonl").write_text(json.dumps(row) + "\n")
    done = run("align.py", "--documents", "0", "--rounds", "1", "--ways", "order", "--gold", str(tmp_path))

    assert done.returncode == 1
    assert re.search(r"order +FAILED: .*FileNotFoundError", done.stdout)
    assert "no way is called x" in run("align.py", "--ways", "x").stderr
