"""The command `align`."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from summitalign.cli.align_learning import OPTION as LEARN_OPTION
from summitalign.cli.align_learning import Learning
from summitalign.cli.align_memory import MEMORIES, Form, refuse_form, write_memory
from summitalign.cli.align_memory import OPTIONS as MEMORY_OPTIONS
from summitalign.cli.align_print import FORMATS, print_alignments, refuse_unsuited
from summitalign.cli.console import Console
from summitalign.cli.group import branching
from summitalign.cli.grouped import grouped
from summitalign.cli.options import (
    PATH,
    Settings,
    format_option,
    gathered,
    glossary_option,
    open_glossary,
    shared_options,
)
from summitalign.cli.progress import tracked
from summitalign.errors import UsageError
from summitalign.model.alignment import Alignment, Order, Tier, Unit
from summitalign.report.alignment_parts import Sureness
from summitalign.report.counting import counted
from summitalign.workspace.aligning import Aligned, AlignJob, AlignSettings, PairInput, check_pairs, read_pairs
from summitalign.workspace.inputs import named
from summitalign.workspace.run import map_all, worker_count
from summitalign.workspace.walk import STDIN

COMMANDS = {"score": ("summitalign.cli.align_score:score", "Compare beads with a gold standard.")}
"""The commands of `align` beside its arguments, as `TableGroup` has them."""
_GROUPS = {
    "What to align": ("--pairs", "--unit", "--order"),
    "What to go by": ("--glossary", "--lexicon", "--embeddings"),
    "Which beads": ("--tier", "--min-posterior"),
    "Memories": ("--source-language", "--target-language", "--keep-identical", "--keep-duplicates"),
    "Results": ("--format", "--output", "--learn-lexicon", "--quiet", "--verbose", "--color"),
    "Running": ("--jobs", "--engine", "--scheduler", "--stdin-filename", "--help"),
}
_MANY_PAIRS = 64
"""Pairs take longer than documents, so worker processes pay sooner."""
_CHUNK = 4
"""Pairs handed to a worker process at once."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What is aligned: two documents, or a list of pairs."""

    source: str | None = None
    target: str | None = None
    listing: str | None = None


_SIDES = (
    click.argument("source", required=False, type=PATH),
    click.argument("target", required=False, type=PATH),
    click.option(
        "--pairs", "listing", type=PATH, metavar="FILE",
        help="Align every pair of a list, one source<TAB>target a line; - is standard input.",
    ),
)  # fmt: skip

_HOW = (
    click.option(
        "--unit", type=click.Choice([unit.value for unit in Unit]), default=Unit.AUTO.value, show_default=True,
        callback=lambda _context, _option, value: Unit(value), help="What is aligned.",
    ),
    click.option(
        "--order", type=click.Choice([order.value for order in Order]), default=Order.AUTO.value, show_default=True,
        callback=lambda _context, _option, value: Order(value),
        help="Whether TARGET keeps the order of SOURCE; auto finds out.",
    ),
    click.option(
        "--lexicon", "lexicons", type=PATH, multiple=True, metavar="FILE",
        help="A dictionary to use beside the installed one: CC-CEDICT, hunalign, or source<TAB>target a line.",
    ),
    click.option(
        "--embeddings", default="", metavar="NAME",
        help="Also compare meanings: a sentence-transformers model or folder, or module:function.",
    ),
)  # fmt: skip


def _number(_context: click.Context, option: click.Parameter, value: float) -> float:
    # `nan` lies in no range and outside of none.
    if math.isnan(value):
        raise click.BadParameter("nan is no number", param=option)
    return value


_SURENESS = (
    click.option(
        "--tier", type=click.Choice([tier.value for tier in Tier]), default=Tier.WEAK.value, show_default=True,
        callback=lambda _context, _option, value: Tier(value), help="Only beads of this tier, or surer.",
    ),
    click.option(
        "--min-posterior", type=click.FloatRange(0, 1), default=0.0, metavar="P", callback=_number,
        help="Only beads that are right with this probability, 0 to 1.",
    ),
)  # fmt: skip


@click.command(cls=branching(COMMANDS, grouped(_GROUPS)))
@gathered("sides", Sides, *_SIDES)
@gathered("how", AlignSettings, *_HOW)
@gathered("sureness", Sureness, *_SURENESS)
@gathered("form", Form, format_option(*FORMATS, *MEMORIES), LEARN_OPTION, *MEMORY_OPTIONS)
@glossary_option
@shared_options(with_engine=True)
def align(
    *,
    sides: Sides,
    how: AlignSettings,
    sureness: Sureness,
    form: Form,
    glossary_path: str | None,
    settings: Settings,
) -> None:
    """Align two documents: which part of SOURCE, the original, corresponds to which part of TARGET.

    TARGET is a translation or a recap, and may leave out, join and reorder. A part without a counterpart is said to
    have none. The unit `auto` takes talks, sections and titled items, whatever each document has. The formats `beads`
    and `ladder` are those of sentence aligners, and need `--unit line` or `sentence`. `tmx`, `xliff`, `xliff2`, `po`,
    `csv`, `bitext` and `xlsx` are translation memories.

    \b
    Examples:
      summitalign align agenda.md recap.zh.md
      summitalign align en/guide.md zh/guide.md --unit paragraph --tier certain --format markdown
      summitalign align --pairs pairs.tsv --format tsv -o alignment.tsv
      summitalign pair en zh --format tsv | summitalign align --pairs - --format jsonl
      summitalign align --pairs pairs.tsv --unit sentence --tier certain --format tmx -o memory.tmx
      summitalign align a.txt b.txt --unit line --format beads > found.beads
      summitalign align score gold.beads found.beads
    """  # noqa: D301 - click reads the backspace
    refuse_unsuited(form.output_format, how.unit)
    if form.output_format == "ladder" and how.order is Order.AUTO:
        how = replace(how, order=Order.KEEP)  # a ladder has no way to say that counterparts cross
    refuse_form(form)
    pairs = _pairs(sides, settings)
    with Console(settings) as console:
        console.guard([*how.lexicons, *(listing for listing in (sides.listing,) if listing is not None)])
        console.guard(_files(pairs))
        names = [pair.target.name for pair in pairs if pair.target.data is None]
        job = AlignJob(open_glossary(glossary_path, names[:1], console.guard_file), how)
        learning = Learning(form.learn_lexicon, [*how.lexicons, *_files(pairs)], settings.output)
        aligned = learning.passed(_align(pairs, job, sureness, console))
        if form.output_format in MEMORIES:
            done = write_memory(aligned, form, how.unit, console)
        else:
            done = _print(aligned, form.output_format, len(pairs) if sides.listing is not None else None, console)
        learning.write(how, console)
        console.finish(done, is_void=console.problems >= len(pairs))


def _files(pairs: tuple[PairInput, ...]) -> Iterator[str]:
    return (side.name for pair in pairs for side in (pair.source, pair.target) if side.data is None)


def _print(aligned: Iterator[Aligned], output_format: str, most: int | None, console: Console) -> str:
    """Print alignments, of a list where there is a number of pairs; return what to say of them all."""
    count = print_alignments(aligned, output_format, most is not None, console)
    if most is None:
        return ""
    done = f"{count} of {counted(most, 'pair', 'pairs')}" if count < most else counted(count, "pair", "pairs")
    return f"{done} aligned"


def _pairs(sides: Sides, settings: Settings) -> tuple[PairInput, ...]:
    source, target = sides.source, sides.target
    if sides.listing is not None:
        if source is not None:
            raise UsageError("--pairs stands alone", hint="give either SOURCE and TARGET or --pairs FILE")
        return read_pairs(named(sides.listing, settings.stdin_name))
    if source is None or target is None:
        raise UsageError("two documents are needed: SOURCE and TARGET", hint="or a list of pairs: --pairs FILE")
    if source == target == STDIN:
        raise UsageError("only one side can come from standard input")
    for path in (source, target):
        if Path(path).is_dir():
            hint = "pair SOURCE_DIR TARGET_DIR finds what belongs together: pair en zh --format tsv | align --pairs -"
            raise UsageError("is a folder, not a document", place=path, hint=hint)
    pairs = (PairInput(named(source, settings.stdin_name), named(target, settings.stdin_name)),)
    check_pairs(pairs)
    return pairs


def _lack_of_talks(alignment: Alignment, unit: Unit) -> str:
    """Say that a source holds no talks where they were asked for; empty where that needs no saying."""
    source = alignment.source
    if source.talks or not (unit is Unit.ENTRY or (unit is Unit.AUTO and source.is_data)):
        return ""
    way_out = "; --unit auto takes sections" if not source.is_data else ""
    return f"{source.source}: no talks are in it{'; the agenda comes first' if alignment.target.talks else way_out}"


def _align(pairs: tuple[PairInput, ...], job: AlignJob, sureness: Sureness, console: Console) -> Iterator[Aligned]:
    settings = console.settings
    engine = settings.engine
    if engine.is_dask or worker_count(len(pairs), engine.jobs, _MANY_PAIRS, _CHUNK) > 1:
        job.settings.options()  # what cannot be read or loaded is said here; a worker would only die of it
    results = map_all(pairs, job, engine, _CHUNK, _MANY_PAIRS)
    for done in tracked(results, len(pairs), "aligning", settings):
        if done.problem is not None:
            # Of two documents that are too long to be aligned, the problem itself does not know the names.
            done.problem.path = done.problem.path or done.item.name
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            if lack := _lack_of_talks(done.value.alignment, job.settings.unit):
                console.note(lack)
            yield replace(done.value, alignment=sureness.select(done.value.alignment))
