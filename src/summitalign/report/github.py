"""Findings as workflow commands of GitHub Actions, which show them beside the lines of a change."""

import re
from collections.abc import Iterator

from summitalign.model.finding import Decision, Finding
from summitalign.model.outcome import Outcome
from summitalign.report.places import Places
from summitalign.report.summary import summary
from summitalign.report.trouble import Trouble
from summitalign.report.width import visible

_COMMANDS = {Decision.APPLY: "warning", Decision.SUGGEST: "notice", Decision.SKIP: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}
_RESERVED = re.compile(r"[%\r\n:,]")
_BREAKS = re.compile(r"([\r\n]+)")


def finding_commands(outcome: Outcome, *, with_skipped: bool = False) -> Iterator[str]:
    """Yield one line a finding: a warning for what is to be applied and for a wrong language, else a notice."""
    # A lone CR ends a line for CommonMark, but not for the host that shows the lines.
    places = Places(outcome.before, is_lf_only=True)
    for finding in outcome.findings:
        if finding.decision is not Decision.SKIP or with_skipped:
            yield _finding_command(outcome.source, finding, places)


def trouble_command(trouble: Trouble) -> str:
    """Return the line for a document that could not be done."""
    properties = [("file", trouble.path)] if trouble.path else []
    if trouble.line is not None:
        properties.append(("line", str(trouble.line)))
    return _command("error", (*properties, ("title", "summitalign")), trouble.message)


def part_command(path: str, lines: tuple[int, int], code: str, message: str) -> str:
    """Return the line that warns of some lines of a document, first and last."""
    numbers = (("line", str(lines[0])), ("endLine", str(lines[1])))
    return _command("warning", (("file", path), *numbers, ("title", code)), message)


def _finding_command(path: str, finding: Finding, places: Places) -> str:
    line, column = places.position(finding.span.start)
    end_line, end_column = places.position(finding.span.end)
    # The host takes columns only where a finding stands on one line.
    columns = (("col", column), ("endColumn", end_column)) if end_line == line else ()
    numbers = (("line", line), ("endLine", end_line), *columns)
    properties = (("file", path), *((name, str(number)) for name, number in numbers), ("title", finding.code))
    return _command(_COMMANDS[finding.weighs_as], properties, summary(finding))


def _command(name: str, properties: tuple[tuple[str, str], ...], message: str) -> str:
    fields = ",".join(f"{key}={_escaped(value, _PROPERTY)}" for key, value in properties)
    return f"::{name} {fields}::{_escaped(message, _DATA)}"


def _escaped(text: str, table: dict[str, str]) -> str:
    # The log is a terminal too: other control characters than line ends become a mark.
    safe = "".join(part if part[:1] in ("\r", "\n") else visible(part) for part in _BREAKS.split(text))
    return _RESERVED.sub(lambda found: table.get(found[0], found[0]), safe)
