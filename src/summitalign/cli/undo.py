"""`fix-terms --undo`: taking back what a run wrote, and listing the runs."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NoReturn

from summitalign.cli.console import Console
from summitalign.cli.options import Settings, exists
from summitalign.errors import UsageError
from summitalign.report.counting import counted
from summitalign.workspace.journal import FIX, Run
from summitalign.workspace.undo import LAST, History, Request
from summitalign.workspace.walk import STDIN

LIST = "list"
"""What asks for the runs."""


def undo(wanted: str, paths: Sequence[str], terms: Sequence[str], settings: Settings) -> NoReturn:
    """Take back the run that is wanted, or list the runs, and exit.

    `wanted` is LAST, LIST, or what the id of a run begins with; where it is neither, but a path is there, somebody
    has named a document behind `--undo`, and it is one more of `paths`.
    """
    if STDIN in paths:
        raise UsageError("standard input is not written, so there is nothing to undo", place="--undo")
    with Console(settings) as console:
        history = History(paths)
        if wanted == LIST:
            for line in _listed(history.runs):
                console.result(line)
            console.finish()
        # What is there is what is meant: a folder `2026` is no run of that year.
        is_path = wanted != LAST and exists(wanted) and all(run.id != wanted for run in history.runs)
        run = None if wanted == LAST or is_path else history.named(wanted)
        if run is None and wanted != LAST:
            paths = (_path(wanted, history), *paths)
            history = History(paths)
        _undo(history, run, Request(tuple(paths), tuple(terms)), console)
        console.finish()


def _path(wanted: str, history: History) -> str:
    if exists(wanted) or history.knows(wanted):
        return wanted
    hint = "summitalign fix-terms --undo list shows them" if history.runs else "there is none yet"
    raise UsageError(f"no run with this id in {history.project}", place=f"--undo {wanted}", hint=hint)


def _undo(history: History, run: Run | None, request: Request, console: Console) -> None:
    for path in request.paths:
        if not exists(path) and not history.knows(path):
            raise UsageError("no such file or folder", place=path)
    found = run or history.last(request)
    if found is None:
        console.note(f"nothing to undo in {history.project}")
        return
    files, fixes = set[str](), 0
    with history.journal(found) as journal:
        for done in history.undo(found, request, journal):
            if done.problem is not None:
                console.problem(done.problem)
                continue
            files.add(done.name)
            fixes += done.count
            console.note(f"restored {done.name}: {counted(done.count, 'fix', 'fixes')} undone")
    trouble = f", {counted(console.problems, 'problem', 'problems')}" if console.problems else ""
    if files:
        what = f"{counted(fixes, 'fix', 'fixes')} undone in {counted(len(files), 'document', 'documents')}"
        trouble += f" (--undo {journal.id} makes them again)"
    else:
        what = "nothing undone"
    console.note(f"run {found.id}: {what}{trouble}")


def _listed(runs: Sequence[Run]) -> Iterator[str]:
    """Yield a line for each run, the last first."""
    for run in reversed(runs):
        at = datetime.fromtimestamp(run.time / 1e9, UTC)
        fixes = sum(len(record.changes) for record in run.records)
        what = "written to" if run.kind == FIX else "undone in"
        of = f"  (of run {run.of})" if run.of else ""
        files = counted(len({record.path for record in run.records}), "document", "documents")
        yield f"{run.id}  {at:%Y-%m-%d %H:%M:%S} UTC  {counted(fixes, 'fix', 'fixes')} {what} {files}{of}"
