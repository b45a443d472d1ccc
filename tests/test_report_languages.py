"""Which side of a report a document is on: what it is written in decides, and its path where that leaves a doubt."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from summitalign.cli.main import program
from summitalign.model.declaration import Declaration, DeclaredBy
from summitalign.model.language import Detection
from summitalign.workspace.corpus import settled

NAMES = "# Kwaxo Zrebin\n\n- Anouk Zabrinsky\n- Ngozi Okwuosa: Torvex Malu\n- Ibai Etxeberria, Uxue Otxoa\n"
CHINESE = "# 海边的一天\n\n潮水退得很远，孩子们在沙滩上找贝壳，老人坐在船边补网。\n"
ENGLISH = "# A day at the sea\n\nThe tide was far out, and the children looked for shells on the beach.\n"


def detected(tag: str, confidence: float, **shares: float) -> Detection:
    parts = tuple((name.replace("_", "-"), share) for name, share in shares.items())
    return Detection(tag, "ngrams", parts or ((tag, 1.0),), (), confidence)


@pytest.mark.parametrize(
    ("detection", "declared", "tag"),
    [
        (detected("eu", 0.3), "en", "en"),
        (detected("eu", 0.3), "", "eu"),
        (detected("und", 0.0), "en", "en"),
        (detected("zh-Hans", 0.99), "en", "zh-Hans"),
        (detected("zh-Hans", 0.99), "zh", "zh-Hans"),
        (detected("fr", 0.99), "zh", "fr"),
        # Nobody has translated it yet.
        (detected("en", 0.99), "zh", "zh"),
        (detected("en", 0.99), "zh-TW", "zh-Hant"),
        (detected("en", 0.99, en=0.9, zh_Hant=0.1), "zh", "zh-Hant"),
        (detected("en", 0.99, en=0.9, und=0.1), "de", "de"),
    ],
)
def test_a_document_is_in_the_language_it_declares_unless_it_surely_is_not(
    detection: Detection, declared: str, tag: str
) -> None:
    declaration = Declaration(declared, DeclaredBy.FOLDER) if declared else None
    assert settled(detection, declaration, "en").tag == tag


def documents(folder: Path, **files: str) -> dict[str, dict[str, object]]:
    for name, text in files.items():
        path = folder / f"docs/{name.replace('_', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(program, ["report", str(folder / "docs"), "-o", str(folder / "out"), "--format", "json",
                                        "--format", "html"])  # fmt: skip
    assert done.exit_code == 0, done.output
    found = json.loads((folder / "out/report.json").read_bytes())["documents"]
    return {Path(each["path"]).relative_to(folder / "docs").with_suffix("").as_posix(): each for each in found}


def test_an_agenda_of_names_is_a_source_in_a_folder_of_sources(tmp_path: Path) -> None:
    found = documents(tmp_path, en_agenda=NAMES, zh_recap=CHINESE)
    assert {name: each["side"] for name, each in found.items()} == {"en/agenda": "source", "zh/recap": "target"}


def test_what_is_declared_as_a_translation_and_was_never_translated_is_a_target(tmp_path: Path) -> None:
    found = documents(tmp_path, en_day=ENGLISH, zh_day=ENGLISH, zh_other=CHINESE)
    day = found["zh/day"]
    assert (day["side"], day["language"], day["translated"]) == ("target", "zh", 0.0)
    assert found["zh/other"]["translated"] == 1.0


def test_a_path_that_declares_another_language_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path / "cache"))
    assert documents(tmp_path, is_day=ENGLISH)["is/day"]["side"] == "source"
    # Beside another language, `is` is one.
    assert documents(tmp_path, is_day=ENGLISH, de_day=CHINESE)["is/day"]["side"] == "target"
