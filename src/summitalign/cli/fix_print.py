"""Printing what `fix-terms` found, document by document, in the format that was asked for."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from summitalign.cli.console import Console, paint
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import visible
from summitalign.workspace.encodings import UTF8
from summitalign.workspace.fixing import Fixed
from summitalign.workspace.names import local_name, repository_name

if TYPE_CHECKING:
    from summitalign.model.outcome import Outcome
    from summitalign.report.json import JsonObject
    from summitalign.report.trouble import Trouble

FORMATS = ("text", "json", "jsonl", "diff", "sarif", "github", "gitlab", "rdjson", "rdjsonl")
"""The first is the default."""
SAID = frozenset(("text", "jsonl", "github", "rdjsonl"))
"""The formats that say each document by itself, whatever is said of others."""
_DIFF_ROLES = {"-": Role.WRONG, "+": Role.RIGHT, "@": Role.FAINT}


@dataclass(frozen=True, slots=True)
class Look:
    """How results are shown."""

    is_verbose: bool = False
    is_painted: bool = False
    is_on_terminal: bool = False

    @property
    def brush(self) -> Paint:
        """Return what colours the results."""
        return paint if self.is_painted else plain


def look_of(console: Console) -> Look:
    """Return how the results of a run are shown; colours that would be taken out again cost a third of the printing."""
    is_on_terminal = _is_terminal(console)
    context = click.get_current_context(silent=True)
    wanted = context.color if context is not None else None
    is_painted = console.settings.output is None and (sys.stdout.isatty() if wanted is None else wanted)
    return Look(console.settings.verbose, is_painted, is_on_terminal)


@dataclass(slots=True)
class FindingPrinter:
    """Prints the findings of one run: each document as it is done, and at the end what needs all of them."""

    output_format: str
    console: Console
    look: Look = field(init=False)
    _objects: "list[JsonObject]" = field(default_factory=list)
    _held: dict[str, Fixed] = field(default_factory=dict)
    """Documents of a diff that may change once more: each is to have one diff, as readers look at one at a time."""

    def __post_init__(self) -> None:
        self.look = look_of(self.console)
        # A diff of a document that holds escape sequences must not lose them.
        self.console.is_verbatim = not self.look.is_painted

    def document(self, fixed: Fixed, is_written: bool) -> None:
        """Print one document, or keep it until the end."""
        if self.output_format in _OBJECTS:
            self._objects += _OBJECTS[self.output_format](fixed, is_written, self.look)
        elif self.output_format == "diff" and (fixed.outcome.source in self._held or _links_out(fixed)):
            self._hold(fixed)
        else:
            self._print(fixed, is_written)

    def _hold(self, fixed: Fixed) -> None:
        from summitalign.fix.composed import composed

        name = fixed.outcome.source
        earlier = self._held.get(name)
        if earlier is None:
            self._held[name] = fixed
        elif fixed.is_changed:
            self._held[name] = replace(fixed, outcome=composed(earlier.outcome, fixed.outcome))

    def _print(self, fixed: Fixed, is_written: bool) -> None:
        if self.output_format == "diff" and fixed.encoding != UTF8 and not self.look.is_on_terminal:
            self.console.raw(b"".join(_raw_diff(fixed, self.look)))
            return
        # At once: every piece by itself would be a write of its own.
        if whole := said(fixed, self.output_format, self.look, is_written=is_written):
            self.console.result(whole, end="")

    def finish(self) -> None:
        """Print what holds all documents, and the documents that could not be done where the format has them."""
        for fixed in self._held.values():
            self._print(fixed, is_written=False)
        for piece in self._last():
            self.console.result(piece)

    def _last(self) -> Iterator[str]:
        if self.output_format in ("text", "jsonl", "diff"):
            return
        from summitalign.report import json

        troubles = self._troubles()
        if self.output_format == "json":
            yield json.dump(json.collection("findings", "findings", self._objects), indent=2)
        elif self.output_format == "sarif":
            from summitalign.report.sarif import sarif_log

            yield json.dump(sarif_log(self._objects, troubles), indent=2)
        elif self.output_format == "gitlab":
            from summitalign.report.gitlab import gitlab_report, gitlab_trouble

            named = (replace(trouble, path=repository_name(trouble.path)) for trouble in troubles if trouble.path)
            yield gitlab_report([*self._objects, *map(gitlab_trouble, named)])
        elif self.output_format in ("rdjson", "rdjsonl"):
            from summitalign.report.rdjson import diagnostic_result, trouble_diagnostic

            found = [trouble_diagnostic(trouble) for trouble in troubles]
            if self.output_format == "rdjson":
                yield json.dump(diagnostic_result([*self._objects, *found]), indent=2)
            else:
                yield from map(json.dump, found)
        elif self.output_format == "github":
            from summitalign.report.github import trouble_command

            yield from map(trouble_command, troubles)

    def _troubles(self) -> "list[Trouble]":
        from summitalign.report.trouble import Trouble

        return [_local(Trouble.of(error)) for error in self.console.reported]


def said(fixed: Fixed, output_format: str, look: Look, *, is_written: bool = False) -> str:
    """Return what is printed of one document, in a format that says each by itself."""
    return "".join(_PIECES[output_format](fixed, is_written, look))


def _links_out(fixed: Fixed) -> bool:
    from summitalign.workspace.anchoring import links_out

    return links_out(fixed)


def _local(trouble: "Trouble") -> "Trouble":
    return replace(trouble, path=local_name(trouble.path)) if trouble.path else trouble


def _open_outcome(fixed: Fixed, is_written: bool) -> "Outcome":
    """Return what other programs are told of a document: the findings that are left, and its path from here."""
    from summitalign.report.remaining import remaining

    outcome = remaining(fixed.outcome) if is_written else fixed.outcome
    return replace(outcome, source=local_name(outcome.source))


def _json(fixed: Fixed, is_written: bool, _look: Look) -> "Iterator[JsonObject]":
    from summitalign.report.json import finding_objects

    return finding_objects(fixed.outcome, is_written)


def _jsonl(fixed: Fixed, is_written: bool, _look: Look) -> Iterator[str]:
    from summitalign.report.json import dump, finding_objects

    for found in finding_objects(fixed.outcome, is_written):
        yield dump(found) + "\n"


def _sarif(fixed: Fixed, is_written: bool, look: Look) -> "Iterator[JsonObject]":
    from summitalign.report.sarif import sarif_results

    return sarif_results(_open_outcome(fixed, is_written), with_skipped=look.is_verbose)


def _gitlab(fixed: Fixed, is_written: bool, look: Look) -> "Iterator[JsonObject]":
    from summitalign.report.gitlab import gitlab_issues

    outcome = replace(_open_outcome(fixed, is_written), source=repository_name(fixed.outcome.source))
    return gitlab_issues(outcome, with_skipped=look.is_verbose)


def _github(fixed: Fixed, is_written: bool, look: Look) -> Iterator[str]:
    from summitalign.report.github import finding_commands

    for command in finding_commands(_open_outcome(fixed, is_written), with_skipped=look.is_verbose):
        yield command + "\n"


def _rdjson(fixed: Fixed, is_written: bool, look: Look) -> "Iterator[JsonObject]":
    from summitalign.report.rdjson import diagnostics

    outcome = _open_outcome(fixed, is_written)
    return diagnostics(outcome, has_bom=fixed.has_bom, with_skipped=look.is_verbose)


def _rdjsonl(fixed: Fixed, is_written: bool, look: Look) -> Iterator[str]:
    from summitalign.report.json import dump

    for found in _rdjson(fixed, is_written, look):
        yield dump(found) + "\n"


def _diff(fixed: Fixed, _is_written: bool, look: Look) -> Iterator[str]:
    from summitalign.report.diff import diff_lines

    outcome = fixed.outcome
    brush = look.brush
    for line in diff_lines(outcome, repository_name(outcome.source), fixed.has_bom):
        safe = f"{visible(line[:-1])}\n" if look.is_on_terminal else line
        yield brush(safe, _DIFF_ROLES[line[0]]) if line[0] in _DIFF_ROLES else safe


def _raw_diff(fixed: Fixed, look: Look) -> Iterator[bytes]:
    """Yield the diff in the encoding of the document: people read it in UTF-8, but only so it applies."""
    from summitalign.report.diff import diff_bytes

    brush, name = look.brush, repository_name(fixed.outcome.source)
    for line in diff_bytes(fixed.outcome, name, fixed.encoding, fixed.has_bom):
        role = _DIFF_ROLES.get(chr(line[0]))
        yield brush(line.decode("latin-1"), role).encode("latin-1") if role else line


def _text(fixed: Fixed, is_written: bool, look: Look) -> Iterator[str]:
    from summitalign.report.text_findings import finding_blocks

    for block in finding_blocks(fixed.outcome, look.brush, is_written, is_verbose=look.is_verbose):
        yield block + "\n"


def _is_terminal(console: Console) -> bool:
    return console.settings.output is None and sys.stdout.isatty()


_OBJECTS: "dict[str, Callable[[Fixed, bool, Look], Iterator[JsonObject]]]" = {
    "json": _json,
    "sarif": _sarif,
    "gitlab": _gitlab,
    "rdjson": _rdjson,
}
"""For each format that is one document: the objects of one source document."""
_PIECES: dict[str, Callable[[Fixed, bool, Look], Iterator[str]]] = {
    "text": _text,
    "jsonl": _jsonl,
    "diff": _diff,
    "github": _github,
    "rdjsonl": _rdjsonl,
}
"""For each format that needs one document at a time: its pieces, each with its line end."""
