"""Reading golden cases: Markdown files with input and expected output side by side."""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
_CASE = re.compile(r"~~~~input\n(?P<input>.*?)^~~~~$\n+~~~~expected\n(?P<expected>.*?)^~~~~$", re.MULTILINE | re.DOTALL)
_GLOSSARY = re.compile(r"^    glossary: ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One golden case."""

    name: str
    glossary: str
    before: str
    expected: str


def read_cases(folder: str) -> list[Case]:
    """Read every case of a folder of golden cases."""
    cases = []
    for path in sorted((FOLDER / folder).glob("*.md")):
        head, *parts = path.read_text(encoding="utf-8").split("\n## case: ")
        glossary = "\n".join(_GLOSSARY.findall(head)) + "\n"
        for part in parts:
            name = part.split("\n", maxsplit=1)[0]
            found = _CASE.search(part)
            assert found, f"{path.name}: case '{name}' is malformed"
            cases.append(Case(f"{path.stem}: {name}", glossary, found["input"], found["expected"]))
    assert cases, f"no cases in {folder}"
    return cases
