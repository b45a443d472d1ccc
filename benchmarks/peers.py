"""Other tools that find wrong words: where they are, the glossary in their formats, and how they are run."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vocabulary import Entry


@dataclass(frozen=True, slots=True)
class Tool:
    """A program to be timed, in a form that fits all of them."""

    name: str
    configure: Callable[[Sequence[Entry], Path], Path]
    """Writes the glossary into a folder, in the tool's own format; returns the file."""
    command: Callable[[Path, Path], list[str]]
    """Takes that file and the folder to search; one process, results on standard output, a line a finding."""
    codes: tuple[int, ...] = (0, 1)
    """Exit codes that mean that all went well."""
    is_slow: bool = False
    """Too slow for the whole corpus; runs on a slice."""


def find_peers(names: Sequence[str], binaries: Path | None, npm: Path | None) -> tuple[list[Tool], list[str]]:
    """Return the peers that are there, and for each one that is missing a line that says how to get it."""
    found: list[Tool] = []
    missing: list[str] = []
    for name in names:
        tool = textlint(npm) if name == "textlint" else PIP_PEERS[name](binaries)
        if tool is not None:
            found.append(tool)
        elif name == "textlint":
            missing.append(
                "textlint: left out; install node and npm, and give --npm-dir DIR (a folder to install into)"
            )
        else:
            package = "autocorrect-py" if name == "autocorrect" else name
            missing.append(
                f"{name}: left out; `python -m venv DIR && DIR/bin/pip install {package}`, --peers-bin DIR/bin"
            )
    return found, missing


def _program(name: str, binaries: Path | None) -> str | None:
    return shutil.which(name, path=str(binaries.resolve()) if binaries else None)


def typos(binaries: Path | None) -> Tool | None:
    program = _program("typos", binaries)
    if program is None:
        return None
    # Its words are parts of identifiers and are looked up in lower case; only an identifier can be Chinese.
    return Tool(
        "typos",
        _typos_config,
        lambda config, folder: [
            program, "--isolated", "--config", str(config), "--threads", "1", "--format", "brief", str(folder),
        ],
        codes=(0, 2),
    )  # fmt: skip


def _typos_config(entries: Sequence[Entry], folder: Path) -> Path:
    lines = ["[default.extend-identifiers]", *(f'"{entry.wrong}" = "{entry.right}"' for entry in entries)]
    lines += ["[default.extend-words]", *(f'"{entry.wrong}" = "{entry.right}"' for entry in entries if entry.is_token)]
    return _write(folder / "typos.toml", lines)


def codespell(binaries: Path | None) -> Tool | None:
    program = _program("codespell", binaries)
    if program is None:
        return None
    return Tool(
        "codespell",
        lambda entries, folder: _write(
            folder / "codespell.txt", [f"{entry.wrong}->{entry.right}" for entry in entries]
        ),
        lambda config, folder: [program, "--disable-colors", "--dictionary", str(config), str(folder)],
        codes=(0, 65),
    )


def autocorrect(binaries: Path | None) -> Tool | None:
    python = _program("python", binaries) if binaries else sys.executable
    test = [python or "", "-c", "import autocorrect_py"]
    if python is None or subprocess.run(test, check=False, stderr=subprocess.DEVNULL).returncode:
        return None
    driver = str(Path(__file__).with_name("autocorrect_driver.py"))
    return Tool(
        "autocorrect",
        _autocorrect_config,
        lambda config, folder: [python, driver, str(config), str(folder)],
        codes=(0,),
        is_slow=True,
    )


def _autocorrect_config(entries: Sequence[Entry], folder: Path) -> Path:
    others = (
        "space-word", "space-punctuation", "space-bracket", "space-dash", "space-backticks", "space-dollar",
        "fullwidth", "no-space-fullwidth", "no-space-fullwidth-quote", "halfwidth-word", "halfwidth-punctuation",
    )  # fmt: skip
    words = [f"{entry.wrong} = {entry.right}" for entry in entries]
    config = {"rules": {"spellcheck": 1, **dict.fromkeys(others, 0)}, "spellcheck": {"words": words}}
    return _write(folder / "autocorrect.json", [json.dumps(config, ensure_ascii=False)])


def textlint(npm: Path | None) -> Tool | None:
    """Return textlint with the rule prh from a folder, installed there if it is not yet."""
    if npm is None or shutil.which("npm") is None:
        return None
    npm = npm.resolve()
    program = npm / "node_modules" / ".bin" / "textlint"
    if not program.exists():
        npm.mkdir(parents=True, exist_ok=True)
        packages = ("textlint@15", "textlint-rule-prh@6")
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(npm), *packages]
        subprocess.run(command, check=True, stdout=sys.stderr)
    return Tool(
        "textlint+prh",
        _textlint_config,
        lambda config, folder: [
            str(program), "--rules-base-directory", str(npm / "node_modules"), "--config", str(config),
            "--format", "unix", str(folder),
        ],
        is_slow=True,
    )  # fmt: skip


def _textlint_config(entries: Sequence[Entry], folder: Path) -> Path:
    rules = ["version: 1", "rules:"]
    for entry in entries:
        rules += [f"  - pattern: {entry.wrong}", f"    expected: {entry.right}"]
    path = _write(folder / "prh.yml", rules)
    return _write(folder / "textlint.json", [json.dumps({"rules": {"prh": {"rulePaths": [str(path)]}}})])


def _write(path: Path, lines: Sequence[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


PIP_PEERS: dict[str, Callable[[Path | None], Tool | None]] = {
    "typos": typos,
    "codespell": codespell,
    "autocorrect": autocorrect,
}
PEERS = (*PIP_PEERS, "textlint")
