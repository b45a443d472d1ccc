"""The script that measures the aligner on judged alignments: it counts what is right, and learns without writing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[1] / "tools" / "learn_alignment.py"
NAMES = ("pier", "cliff", "buoy", "wharf")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Write two judged documents of one project each; in the second one judged pair is wrong on purpose."""
    folder = tmp_path / "gold" / "sections"
    folder.mkdir(parents=True)
    rows = []
    for number in (1, 2):
        texts = {
            "en": "".join(f"## The {name}\n\n`{name}_{number}()` {number}{n}{n}.\n" for n, name in enumerate(NAMES)),
            "zh": "".join(f"## 第{n}\n\n`{name}_{number}()` {number}{n}{n}。\n" for n, name in enumerate(NAMES)),
        }
        for side, text in texts.items():
            (folder / f"{number}.{side}.md").write_text(text, encoding="utf-8")
        units = {
            side: [{"id": f"{side[0]}{n}", "start": 3 * n + 1, "end": 3 * n + 3} for n in range(4)] for side in texts
        }
        pairs = [[f"z{n}", f"e{n if (number, n) != (2, 3) else 0}"] for n in range(4)]
        rows.append(
            {
                "doc": f"d{number}", "variant": f"v{number}", "repo": f"r{number}", "gold": pairs,
                "en_file": f"{number}.en.md", "zh_file": f"{number}.zh.md",
                "en_sections": units["en"], "zh_sections": units["zh"],
            }
        )  # fmt: skip
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path / "gold"


def run(*arguments: str) -> list[str]:
    done = subprocess.run([sys.executable, str(TOOL), *arguments], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_counts_what_is_right_wrong_and_missed(gold: Path) -> None:
    lines = run(str(gold), "--no-lexicon")
    figures = {line.split()[0]: line.split()[1:5] for line in lines if line.startswith(("v1", "v2", "all"))}
    assert figures["v1"] == ["1.0000", "1.0000", "1.0000", "4"]
    assert figures["v2"] == ["0.7500", "0.7500", "0.7500", "4"]
    assert figures["all"] == ["0.8750", "0.8750", "0.8750", "8"]
    tiers = {line.split()[0]: line.split()[1:3] for line in lines if line.startswith(("certain", "likely", "weak"))}
    assert [sum(int(counts[at]) for counts in tiers.values()) for at in (0, 1)] == [7, 1]


def test_it_learns_held_out_and_changes_nothing(gold: Path) -> None:
    weights = TOOL.parents[1] / "src/summitalign/align/weights.py"
    before = weights.read_bytes()
    lines = run(str(gold), "--no-lexicon", "--learn")
    assert weights.read_bytes() == before
    assert {line.split()[0] for line in lines if line} >= {"TEMPER_KEPT:", "r1", "r2", "on"}
