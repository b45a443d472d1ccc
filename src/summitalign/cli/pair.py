"""The command `pair`."""

from collections.abc import Sequence

import click

from summitalign.cli.console import Console, paint
from summitalign.cli.options import PATH, Settings, format_option, glossary_option, open_glossary, shared_options
from summitalign.cli.progress import tracked
from summitalign.model.alignment import DocumentPair
from summitalign.model.document import Document
from summitalign.report import delimited, json, text
from summitalign.report.counting import counted
from summitalign.workspace.inputs import gather
from summitalign.workspace.parsing import ParseJob
from summitalign.workspace.run import run_all, worker_count


@click.command()
@click.argument("source_dir", type=PATH)
@click.argument("target_dir", type=PATH)
@glossary_option
@format_option("text", "json", "jsonl", "tsv")
@shared_options()
def pair(
    *, source_dir: str, target_dir: str, glossary_path: str | None, output_format: str, settings: Settings
) -> None:
    """Find which documents of SOURCE_DIR and TARGET_DIR belong together, whatever they are called.

    \b
    Examples:
      summitalign pair docs/en docs/zh
      summitalign pair docs/en docs/zh --format tsv -o pairs.tsv && summitalign align --pairs pairs.tsv
    """  # noqa: D301 - click reads the backspace
    from summitalign import api

    with Console(settings) as console:
        glossary = open_glossary(glossary_path, [target_dir], console.guard_file)
        sources, targets = _parse(source_dir, console), _parse(target_dir, console)
        pairs = api.pair(sources, targets, glossary)
        _print(pairs, output_format, console)
        found = sum(item.tier is not None for item in pairs)
        alone = counted(len(pairs) - found, "document", "documents")
        console.note(f"{counted(found, 'pair', 'pairs')}, {alone} without a partner")
        console.finish()


def _parse(path: str, console: Console) -> list[Document]:
    inputs = gather([path], console.settings.stdin_name, console.problem)
    console.guard(source.name for source in inputs if source.data is None)
    # A parsed document costs as much to hand over as to parse: worker processes only where they are asked for.
    workers = worker_count(len(inputs), console.settings.jobs or 1)
    documents = []
    for done in tracked(run_all(inputs, ParseJob(), workers), len(inputs), "reading", console.settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            documents.append(done.value)
    return documents


def _print(pairs: Sequence[DocumentPair], output_format: str, console: Console) -> None:
    if output_format == "json":
        console.result(json.dump(json.collection("pairs", "pairs", map(json.pair_object, pairs)), indent=2))
    elif output_format == "jsonl":
        for item in pairs:
            console.result(json.dump(json.pair_object(item)))
    elif output_format == "tsv":
        console.result(delimited.tsv_row(delimited.PAIR_HEADER))
        for item in pairs:
            console.result(delimited.tsv_row(delimited.pair_values(item)))
    else:
        for line in text.pair_rows(pairs, paint):
            console.result(line)
