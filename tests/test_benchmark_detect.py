"""The benchmark of detect: it measures what it says, takes labelled texts, and names tools that are missing."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "detect.py"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "--rounds", "1", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    rows = [
        {"id": "a.md", "label": "de", "raw": "# Hinweis\n\nDieser Befehl liest die Datei und schreibt das Ergebnis.\n"},
        {"id": "b.md", "label": "fr", "raw": "# Hinweis\n\nDieser Befehl liest die Datei und schreibt das Ergebnis.\n"},
    ]
    lines = [{"id": "c.md#1", "label": "zh-Hans", "text": "这条命令读取文件"}]
    for name, content in (("docs", rows), ("sentences", lines)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in content), "utf-8")
    return tmp_path


def test_table_of_written_and_labelled_texts(gold: Path) -> None:
    done = run("--peers", "none", "--gold", str(gold))
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^summitalign +([\d.]+) +([\d.]+) +[\d,]+ +[\d,]+$", done.stdout, re.MULTILINE)
    (documents, short), labelled = rows
    assert float(documents) == 1.0
    assert 0.8 < float(short) < 1.0
    assert labelled == ("0.500", "1.000"), "one label is wrong, and that is seen"
    assert "labelled texts: 2 documents, 1 short texts, 3 languages" in done.stdout


def test_reliability_of_answers_that_are_sure() -> None:
    done = run("--reliability")
    assert done.returncode == 0, done.stderr
    sure = re.search(r"of the ([\d,]+) answers that say \.9 or more, ([\d.]+) are right", done.stdout)
    assert sure is not None
    assert int(sure[1].replace(",", "")) > 200
    assert float(sure[2]) >= 0.9


def test_unknown_peer_is_an_error() -> None:
    done = run("--peers", "nobody")
    assert done.returncode == 2
    assert "known are langdetect" in done.stderr
