"""Commands in the blocks of a document, and whether their output is what the document shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_EXIT = re.compile(r"\s+# exit (\d+)$")


@dataclass(slots=True)
class Step:
    """A command of a document, what it must end with, and what it must print."""

    command: str
    exit_code: int = 0
    shown: list[str] = field(default_factory=list)


def steps(code: str) -> Iterator[Step]:
    """Read the steps of a `console` block, or of an `sh` block where no line has a prompt."""
    is_console = code.startswith("$ ")
    step: Step | None = None
    for line in code.splitlines():
        if not is_console or line.startswith("$ "):
            if step is not None:
                yield step
            end = _EXIT.search(line)
            step = Step(_EXIT.sub("", line.removeprefix("$ ")), int(end[1]) if end else 0)
        elif step is not None:
            step.shown.append(line)
    if step is not None:
        yield step


def unmatched(shown: Sequence[str], actual: Sequence[str]) -> list[str]:
    """Return the first run of shown lines that does not stand in the actual ones where it should; empty if all do."""
    runs: list[list[str]] = [[]]
    for line in shown:
        if line == "...":
            runs.append([])
        else:
            runs[-1].append(line)
    rest = list(actual)
    for number, run in enumerate(runs):
        end = len(rest) - len(run)
        places = [
            start
            for start in range(end + 1)
            if (number > 0 or start == 0) and (number < len(runs) - 1 or start == end) and fits(run, rest[start:])
        ]
        if not places:
            return run
        rest = rest[places[0] + len(run) :]
    return []


def fits(run: Sequence[str], actual: Sequence[str]) -> bool:
    return len(run) <= len(actual) and all(
        line.startswith(want[:-4]) if want.endswith(" ...") else line.rstrip() == want.rstrip()
        for want, line in zip(run, actual, strict=False)
    )
