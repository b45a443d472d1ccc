"""The documents that a glossary command looks at, with all that is found in them."""

from collections.abc import Iterator, Sequence

from summitalign.cli.console import Console
from summitalign.cli.fix_options import rejections
from summitalign.cli.originals import read_originals
from summitalign.cli.progress import tracked
from summitalign.errors import WriteError
from summitalign.model.term import Glossary
from summitalign.workspace.editable import editable
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.inputs import gather
from summitalign.workspace.read import Input
from summitalign.workspace.run import map_all
from summitalign.workspace.screening import Screen


def job_for(glossary: Glossary, sources: Sequence[str], console: Console) -> FixJob:
    """Return the work of finding terms, with originals read and what was rejected for good left out."""
    return FixJob(glossary, read_originals(sources, console), screen=Screen(rejected=rejections(glossary)))


def found_in(paths: Sequence[str], job: FixJob, console: Console) -> Iterator[tuple[Input, Fixed]]:
    """Find the terms in every document under some paths; one that cannot be read is reported and left out."""
    found = gather(paths, console.settings.stdin_name, console.problem)
    inputs = editable(found, paths, [job.glossary.path], console.problem, lambda _: None)
    if not inputs:
        from summitalign.cli.none_found import none_found

        console.note(none_found(paths, console))
    results = map_all(inputs, job, console.settings.engine)
    for done in tracked(results, len(inputs), "finding terms", console.settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            if done.value.outcome.problem:
                console.problem(WriteError(done.value.outcome.problem, place=done.item.name))
            yield done.item, done.value
