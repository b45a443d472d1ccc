"""Reading the originals that serve as evidence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summitalign.cli.console import Console
from summitalign.workspace.inputs import gather
from summitalign.workspace.run import run_all
from summitalign.workspace.walk import SOURCE_SUFFIXES

if TYPE_CHECKING:
    from summitalign.model.document import Document


def read_originals(paths: Sequence[str], console: Console) -> "tuple[Document, ...]":
    """Read every document under some paths, none for no path; one that cannot be read is reported and left out."""
    if not paths:
        return ()
    from summitalign.workspace.parsing import ParseJob

    found = gather(paths, None, console.problem, suffixes=SOURCE_SUFFIXES)
    console.guard(source.name for source in found)
    documents = []
    for done in run_all(found, ParseJob()):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            documents.append(done.value)
    return tuple(documents)
