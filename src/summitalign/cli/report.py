"""The command `report`."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from summitalign.cli.console import Console
from summitalign.cli.options import PATH, Settings, glossary_option, open_glossary, shared_options
from summitalign.cli.progress import tracked
from summitalign.errors import UsageError
from summitalign.model.alignment import Alignment
from summitalign.model.term import Glossary
from summitalign.report.corpus import DocumentReport
from summitalign.report.counting import counted
from summitalign.workspace import corpus
from summitalign.workspace.aligning import read_pairs
from summitalign.workspace.inputs import gather
from summitalign.workspace.read import Input
from summitalign.workspace.run import Done, run_all, worker_count
from summitalign.workspace.site import check_folder, write_site
from summitalign.workspace.walk import SOURCE_SUFFIXES
from summitalign.workspace.write import check_folder_output

Item = TypeVar("Item")
Value = TypeVar("Value")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option(
    "-o", "--output", "folder", default="report", show_default=True, type=click.Path(file_okay=False), metavar="DIR",
    help="Folder for the report: new, empty, or with an earlier report in it, which is replaced.",
)  # fmt: skip
@click.option(
    "--pairs", "pairs_path", type=PATH, metavar="FILE",
    help="Which documents belong together, one source<TAB>target a line.  [default: found out]",
)  # fmt: skip
@click.option("--title", default="", metavar="TEXT", help="Title of the report.  [default: the paths]")
@glossary_option
@shared_options(with_output=False)
def report(
    *,
    paths: tuple[str, ...],
    folder: str,
    pairs_path: str | None,
    title: str,
    glossary_path: str | None,
    settings: Settings,
) -> None:
    """Write the bilingual report on the documents under PATHS: a site to open from disk.

    English documents (or those in the glossary's source language) are the sources; all others are targets. Each
    target is paired with the sources it retells, its terms are judged and fixed in memory, and the two are shown
    side by side. The documents themselves are not changed, and a folder with other files in it is refused.

    \b
    Examples:
      summitalign report docs -o site
      summitalign report agenda.md recap.zh.md -o site --pairs pairs.tsv
    """  # noqa: D301 - click reads the backspace
    with Console(settings) as console:
        check_folder(folder, paths)
        check_folder_output(folder)
        glossary = open_glossary(glossary_path, paths)
        documents = _read(paths, console)
        pairs = _pair(pairs_path, documents, glossary)
        documents = _judge(documents, pairs, glossary, console)
        joined = _align(documents, pairs, glossary, console)
        _write(title or ", ".join(paths), documents, joined, glossary, folder)
        console.result(str(Path(folder) / "index.html"))
        console.finish(f"{counted(len(documents), 'document', 'documents')}, {counted(len(joined), 'pair', 'pairs')}")


def _read(paths: Sequence[str], console: Console) -> list[DocumentReport]:
    inputs = gather(paths, console.settings.stdin_name, console.problem, suffixes=SOURCE_SUFFIXES)
    if not inputs:
        raise UsageError("no documents found", place=", ".join(paths))
    workers = worker_count(len(inputs), console.settings.jobs)
    results = tracked(run_all(inputs, corpus.TagJob(), workers), len(inputs), "reading", console.settings)
    return [value for _, value in _values(results, console)]


def _pair(
    listing: str | None, documents: Sequence[DocumentReport], glossary: Glossary | None
) -> tuple[tuple[str, str], ...]:
    if listing is not None:
        return corpus.named_pairs(read_pairs(Input(listing)), documents)
    return corpus.find_pairs(*corpus.split_sides(documents, glossary), glossary)


def _judge(
    documents: list[DocumentReport],
    pairs: Sequence[tuple[str, str]],
    glossary: Glossary | None,
    console: Console,
) -> list[DocumentReport]:
    """Judge the terms of every target document, with its own sources as evidence."""
    if glossary is None:
        return documents
    known = {item.document.source: item.document for item in documents}
    evidence: dict[str, list[str]] = {}
    for source, target in pairs:
        evidence.setdefault(target, []).append(source)
    sources = tuple((name, tuple(known[item] for item in items)) for name, items in evidence.items())
    targets = [*corpus.split_sides(documents, glossary)[1]]
    job = corpus.JudgeJob(glossary, sources)
    results = run_all(targets, job, worker_count(len(targets), console.settings.jobs))
    judged = {}
    for _, value in _values(tracked(results, len(targets), "judging terms", console.settings), console):
        judged[value.document.source] = value
        problem = corpus.problem_of(value.outcome)
        if problem is not None:
            console.problem(problem)
    return [judged.get(item.document.source, item) for item in documents]


def _align(
    documents: Sequence[DocumentReport],
    pairs: Sequence[tuple[str, str]],
    glossary: Glossary | None,
    console: Console,
) -> list[tuple[tuple[str, str], Alignment]]:
    known = {item.document.source: item for item in documents}
    sides = [(known[source], known[target]) for source, target in pairs]
    results = run_all(sides, corpus.JoinJob(glossary), worker_count(len(sides), console.settings.jobs))
    return [
        ((source.document.source, target.document.source), alignment)
        for (source, target), alignment in _values(tracked(results, len(sides), "aligning", console.settings), console)
    ]


def _values(results: Iterable[Done[Item, Value]], console: Console) -> Iterator[tuple[Item, Value]]:
    """Pass on what was done, and report what could not be."""
    for done in results:
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            yield done.item, done.value


def _write(
    title: str,
    documents: Sequence[DocumentReport],
    joined: Sequence[tuple[tuple[str, str], Alignment]],
    glossary: Glossary | None,
    folder: str,
) -> None:
    from summitalign.report.html.site import build_site

    write_site(folder, build_site(corpus.assemble(title, documents, joined, glossary)))
