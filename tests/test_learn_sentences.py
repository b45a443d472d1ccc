"""The script that learns the weights of sentences: what it writes is read, and knows every feature."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sentence_fixtures import FOLDER
from summitalign.align.sentences.weights import learned, read_weights

TOOL = Path(__file__).parents[1] / "tools" / "learn_sentences.py"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Learn from one of our texts; return the file and what was printed."""
    folder = tmp_path_factory.mktemp("learn")
    (folder / "own").mkdir()
    shutil.copy(FOLDER / "sql-index.txt", folder / "own")
    command = [
        sys.executable,
        str(TOOL),
        "--own",
        str(folder / "own"),
        "--no-held-out",
        "--write",
        str(folder / "w.json"),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return folder / "w.json", done.stdout


def test_what_was_learned_is_read_and_fits_what_it_was_learned_from(written: tuple[Path, str]) -> None:
    path, printed = written
    found = read_weights(path.read_text(encoding="utf-8"))
    assert found.features["words"] > 0.0 > found.features["gap"]
    assert found.steering == learned().steering
    (row,) = [line for line in printed.splitlines() if line.startswith("  own:")]
    assert float(row.split("F1 ")[1].split(",")[0]) >= 0.9
    assert "1 of own" in json.loads(path.read_text(encoding="utf-8"))["origin"]


def test_the_weights_of_the_package_know_every_feature_and_no_other(written: tuple[Path, str]) -> None:
    assert set(read_weights(written[0].read_text(encoding="utf-8")).features) == set(learned().features)
