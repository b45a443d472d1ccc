"""The documents that a glossary command looks at, with all that is found in them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summitalign.cli.console import Console
from summitalign.cli.fix_options import rejections
from summitalign.cli.progress import tracked
from summitalign.errors import WriteError
from summitalign.model.term import Glossary
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.inputs import gather
from summitalign.workspace.parsing import ParseJob
from summitalign.workspace.read import Input
from summitalign.workspace.run import run_all, worker_count
from summitalign.workspace.screening import Screen

if TYPE_CHECKING:
    from summitalign.model.document import Document


def job_for(glossary: Glossary, sources: Sequence[str], console: Console) -> FixJob:
    """Return the work of finding terms, with originals read and what was rejected for good left out."""
    return FixJob(glossary, _read_sources(sources, console), screen=Screen(rejected=rejections(glossary)))


def found_in(paths: Sequence[str], job: FixJob, console: Console) -> Iterator[tuple[Input, Fixed]]:
    """Find the terms in every document under some paths; one that cannot be read is reported and left out."""
    inputs = gather(paths, console.settings.stdin_name, console.problem)
    if not inputs:
        console.note("no documents found")
    results = run_all(inputs, job, worker_count(len(inputs), console.settings.jobs))
    for done in tracked(results, len(inputs), "finding terms", console.settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            if done.value.outcome.problem:
                console.problem(WriteError(done.value.outcome.problem, place=done.item.name))
            yield done.item, done.value


def _read_sources(paths: Sequence[str], console: Console) -> "tuple[Document, ...]":
    documents = []
    for done in run_all(gather(paths, None, console.problem) if paths else [], ParseJob()):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            documents.append(done.value)
    return tuple(documents)
