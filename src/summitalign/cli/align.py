"""The command `align`."""

from collections.abc import Iterator

import click

from summitalign.cli.console import Console, paint
from summitalign.cli.options import PATH, Settings, format_option, glossary_option, open_glossary, shared_options
from summitalign.cli.progress import tracked
from summitalign.errors import UsageError
from summitalign.model.alignment import Unit
from summitalign.report import delimited, json
from summitalign.report.beads import bead_lines
from summitalign.report.text_alignment import alignment_rows
from summitalign.workspace.aligning import Aligned, AlignJob, PairInput, check_pairs, read_pairs
from summitalign.workspace.read import Input, read_stdin
from summitalign.workspace.run import run_all, worker_count
from summitalign.workspace.walk import STDIN


@click.command()
@click.argument("source", required=False, type=PATH)
@click.argument("target", required=False, type=PATH)
@click.option(
    "--pairs", "pairs_path", type=PATH, metavar="FILE", help="Align every pair of a list, one source<TAB>target a line."
)
@click.option(
    "--unit", type=click.Choice([unit.value for unit in Unit]), default=Unit.AUTO.value, show_default=True,
    help="What is aligned.",
)  # fmt: skip
@glossary_option
@format_option("text", "json", "jsonl", "tsv", "beads")
@shared_options()
def align(
    *,
    source: str | None,
    target: str | None,
    pairs_path: str | None,
    unit: str,
    glossary_path: str | None,
    output_format: str,
    settings: Settings,
) -> None:
    """Align two documents: which part of SOURCE, the original, corresponds to which part of TARGET.

    TARGET is a translation or a recap, and may leave out, join and reorder. A part without a counterpart is said to
    have none. The unit `auto` takes talks, sections and titled items, whatever each document has.

    \b
    Examples:
      summitalign align agenda.md recap.zh.md
      summitalign align en/guide.md zh/guide.md --unit paragraph --format jsonl
      summitalign align --pairs pairs.tsv --format tsv -o alignment.tsv
      summitalign align a.txt b.txt --unit line --format beads
    """  # noqa: D301 - click reads the backspace
    if output_format == "beads" and unit != Unit.LINE.value:
        raise UsageError("--format beads is for lines", hint="add --unit line")
    pairs = _pairs(source, target, pairs_path, settings)
    with Console(settings) as console:
        console.guard([listing for listing in (pairs_path,) if listing is not None])
        console.guard(side.name for pair in pairs for side in (pair.source, pair.target) if side.data is None)
        names = [pair.target.name for pair in pairs if pair.target.data is None]
        job = AlignJob(open_glossary(glossary_path, names[:1], console.guard_file), Unit(unit))
        aligned = _align(pairs, job, console)
        _print(aligned, output_format, pairs_path is not None, console)
        console.finish()


def _pairs(source: str | None, target: str | None, listing: str | None, settings: Settings) -> tuple[PairInput, ...]:
    if listing is not None:
        if source is not None:
            raise UsageError("--pairs stands alone", hint="give either SOURCE and TARGET or --pairs FILE")
        return read_pairs(listing)
    if source is None or target is None:
        raise UsageError("two documents are needed: SOURCE and TARGET", hint="or a list of pairs: --pairs FILE")
    if source == target == STDIN:
        raise UsageError("only one side can come from standard input")
    pairs = (PairInput(_side(source, settings), _side(target, settings)),)
    check_pairs(pairs)
    return pairs


def _side(path: str, settings: Settings) -> Input:
    return read_stdin(settings.stdin_name or STDIN) if path == STDIN else Input(path)


def _align(pairs: tuple[PairInput, ...], job: AlignJob, console: Console) -> Iterator[Aligned]:
    settings = console.settings
    results = run_all(pairs, job, worker_count(len(pairs), settings.jobs, many=_MANY_PAIRS))
    for done in tracked(results, len(pairs), "aligning", settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            yield done.value


_MANY_PAIRS = 64
"""Pairs take longer than documents, so worker processes pay sooner."""


def _print(results: Iterator[Aligned], output_format: str, is_list: bool, console: Console) -> None:
    if output_format == "json" and is_list:
        console.result(json.dump(json.collection("alignments", "alignments", map(_object, results)), indent=2))
        return
    if output_format == "tsv":
        console.result(delimited.tsv_row(delimited.ALIGNMENT_HEADER))
    for number, result in enumerate(results):
        if number and output_format in ("text", "beads"):
            console.result("")
        for line in _lines(result, output_format, console.settings.verbose):
            console.result(line)


def _lines(result: Aligned, output_format: str, is_verbose: bool) -> Iterator[str]:
    if output_format in ("json", "jsonl"):
        yield json.dump(_object(result), indent=2 if output_format == "json" else None)
    elif output_format == "tsv":
        yield from map(delimited.tsv_row, delimited.alignment_values(result.alignment))
    elif output_format == "beads":
        yield from bead_lines(result.alignment)
    else:
        yield from alignment_rows(
            result.alignment, result.source_language, result.target_language, paint, with_evidence=is_verbose
        )


def _object(result: Aligned) -> json.JsonObject:
    return json.alignment_object(result.alignment, result.source_language, result.target_language)
