"""`fix-terms --undo`: taking back what a run wrote, and listing the runs."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import NoReturn

from summitalign.cli.console import Console
from summitalign.cli.fix_options import nearest
from summitalign.cli.options import Settings, exists
from summitalign.errors import UsageError
from summitalign.fix.journal import fix_count
from summitalign.report.counting import counted
from summitalign.report.width import visible
from summitalign.workspace.journal import FIX, Run
from summitalign.workspace.undo import LAST, History, Request
from summitalign.workspace.walk import STDIN

LIST = "list"
"""What asks for the runs."""
NO_RUNS = "nothing was written, or only with --no-journal"
_SHOWN = 3
"""Names of documents and of terms in the line of a run."""


def undo(wanted: str, paths: Sequence[str], terms: Sequence[str], settings: Settings) -> NoReturn:
    """Take back the run that is wanted, or list the runs, and exit.

    `wanted` is LAST, LIST, or what the id of a run begins with; where it is neither, but a path is there, somebody
    has named a document behind `--undo`, and it is one more of `paths`.
    """
    if STDIN in paths:
        raise UsageError("standard input is not written, so there is nothing to undo", place="--undo")
    with Console(settings) as console:
        history = History(paths)
        _check_terms(terms, history)
        if wanted == LIST:
            request = Request(tuple(paths), tuple(terms))
            _check_paths(request, history)
            for each in history.listed(request):
                console.result(_listed(each))
            if not history.runs:
                console.note(f"no run is noted in {history.project}: {NO_RUNS}")
            console.finish()
        # What is there is what is meant: a folder `2026` is no run of that year.
        is_path = wanted != LAST and exists(wanted) and all(run.id != wanted for run in history.runs)
        run = None if wanted == LAST or is_path else history.named(wanted)
        if run is None and wanted != LAST:
            paths = (_path(wanted, history), *paths)
            history = History(paths)
        _undo(history, run, Request(tuple(paths), tuple(terms)), console)
        console.finish()


def _check_terms(terms: Sequence[str], history: History) -> None:
    for term in terms:
        if history.runs and not any(history.with_terms([term])):
            hint = nearest(term, history.terms()) or "summitalign fix-terms --undo list shows the terms of the runs"
            raise UsageError(f"--only '{term}': no run has changed this term", hint=hint)


def _check_paths(request: Request, history: History) -> None:
    for path in request.paths:
        if not exists(path) and not history.knows(path):
            raise UsageError("no such file or folder", place=path)


def _path(wanted: str, history: History) -> str:
    if exists(wanted) or history.knows(wanted):
        return wanted
    hint = "summitalign fix-terms --undo list shows them" if history.runs else "there is none yet"
    raise UsageError(f"no run with this id in {history.project}", place=f"--undo {wanted}", hint=hint)


def _undo(history: History, run: Run | None, request: Request, console: Console) -> None:
    _check_paths(request, history)
    found = run or history.last(request)
    if found is None:
        console.note(f"nothing to undo in {history.project}" + ("" if history.runs else f": {NO_RUNS}"))
        return
    files, fixes = set[str](), 0
    with history.journal(found) as journal:
        for name, group in groupby(history.undo(found, request, journal), key=lambda done: done.name):
            count = 0
            for done in group:
                count += done.count
                if done.problem is not None:
                    console.problem(done.problem)
                else:
                    files.add(name)
            fixes += count
            if name in files:
                console.note(f"restored {name}: {counted(count, 'fix', 'fixes')} undone")
    trouble = f", {counted(console.problems, 'problem', 'problems')}" if console.problems else ""
    if files:
        what = f"{counted(fixes, 'fix', 'fixes')} undone in {counted(len(files), 'document', 'documents')}"
        trouble += f" (--undo {journal.id} makes them again)"
    else:
        what = "nothing undone"
    console.note(f"run {found.id}: {what}{trouble}")
    if console.problems and (following := History(request.paths).last(request)) and following.id != found.id:
        console.note(f"what was left alone stays as it is; the next --undo takes back run {following.id}")


def _listed(run: Run) -> str:
    """Return the line of a run: when, how much, which documents and which terms."""
    at = datetime.fromtimestamp(run.time / 1e9, UTC)
    changes = [change for record in run.records for change in record.changes]
    what = "written to" if run.kind == FIX else "undone in"
    of = f"  (of run {run.of})" if run.of else ""
    paths = list(dict.fromkeys(record.path for record in run.records))
    terms = Counter(change.term.partition("\n")[0] for change in changes if not change.is_part)
    told = f"{_few(paths)}; {_few([term for term, _ in terms.most_common() if term])}"
    fixes, files = counted(fix_count(changes), "fix", "fixes"), counted(len(paths), "document", "documents")
    return f"{run.id}  {at:%Y-%m-%d %H:%M:%S} UTC  {fixes} {what} {files}{of}: {visible(told)}"


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
