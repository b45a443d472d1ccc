"""Completion as a shell does it: a real bash with the script of the program, and what it offers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GLOSSARY = """\
terms:
  - {use: Zephyr Kit, wrong: [微风]}
  - {use: Zenith, wrong: [天顶]}
  - {use: Zest, wrong: ['风;味']}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/summitalign"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summitalign "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "docs")
    return tmp_path


def offered(*words: str) -> list[str]:
    """Return what bash offers for the last word of a line."""
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    quoted = " ".join(f"'{word}'" for word in words)
    script = (
        'eval "$(_SUMMITALIGN_COMPLETE=bash_source summitalign)"\n'
        f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}\n"
        '_summitalign_completion summitalign; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    if "requires Bash" in done.stderr:
        pytest.skip("click needs a newer bash")
    # The script registers itself, which a shell that nobody types into may refuse.
    errors = [line for line in done.stderr.splitlines() if "complet" not in line]
    assert errors == []
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("summitalign", "fix"), ["fix-terms"]),
        (("summitalign", "fix-terms", "--fail"), ["--fail-on"]),
        (("summitalign", "fix-terms", "--fail-on", ""), ["suggest", "apply"]),
        (("summitalign", "init", "--pack", "ml"), ["ml.zh"]),
        (("summitalign", "glossary", "packs", "ml"), ["ml.zh"]),
        (("summitalign", "fix-terms", "--only", "ze"), ["Zenith", "Zest", "zenith", "zephyr-kit", "zest"]),
        (("summitalign", "fix-terms", "--only", "天"), ["天顶"]),
        (("summitalign", "fix-terms", "--only", "风"), []),
        (("summitalign", "glossary", "show", "Zep"), ["zephyr-kit"]),
        (("summitalign", "glossary", "remove", "zenith", "天"), ["天顶"]),
        (("summitalign", "glossary", "rename", "Zeni"), ["Zenith", "zenith"]),
        (("summitalign", "nothing", "x"), []),
    ],
)
def test_commands_options_packs_and_terms_are_completed(words: tuple[str, ...], wanted: list[str]) -> None:
    assert offered(*words) == wanted


def test_the_terms_are_those_of_the_glossary_that_is_named(folder: Path) -> None:
    (folder / "own.yml").write_text("terms:\n  - {use: Zebra, wrong: [斑马]}\n", encoding="utf-8")
    assert offered("summitalign", "fix-terms", "--glossary", "../own.yml", "--only", "Z") == ["Zebra", "zebra"]
    (folder / "docs/summitalign.toml").write_text('glossary = "../own.yml"\n', encoding="utf-8")
    assert offered("summitalign", "glossary", "show", "Z") == ["Zebra", "zebra"]


@pytest.mark.parametrize("name", ["glossary.yml", "summitalign.toml"])
def test_a_broken_file_is_no_noise_while_somebody_types(folder: Path, name: str) -> None:
    (folder / "docs" / name).write_text("worng: [\n", encoding="utf-8")
    assert offered("summitalign", "glossary", "show", "Z") == []
    assert offered("summitalign", "glo") == ["glossary"]
