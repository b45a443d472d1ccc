"""The command `align`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import click

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
from summitalign.model.alignment import Order, Tier, Unit
from summitalign.report.alignment_parts import Sureness
from summitalign.report.counting import counted
from summitalign.workspace.aligning import Aligned, AlignJob, AlignSettings, PairInput, check_pairs, read_pairs
from summitalign.workspace.read import Input, read_stdin
from summitalign.workspace.run import run_all, worker_count
from summitalign.workspace.walk import STDIN

COMMANDS = {"score": ("summitalign.cli.align_score:score", "Compare beads with a gold standard.")}
"""The commands of `align` beside its arguments, as `TableGroup` has them."""
_GROUPS = {
    "What to align": ("--pairs", "--unit", "--order"),
    "What to go by": ("--glossary", "--lexicon", "--embeddings"),
    "Which beads": ("--tier", "--min-posterior"),
    "Results": ("--format", "--output", "--quiet", "--verbose", "--color"),
    "Running": ("--jobs", "--stdin-filename", "--help"),
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

_SURENESS = (
    click.option(
        "--tier", type=click.Choice([tier.value for tier in Tier]), default=Tier.WEAK.value, show_default=True,
        callback=lambda _context, _option, value: Tier(value), help="Only beads of this tier, or surer.",
    ),
    click.option(
        "--min-posterior", type=click.FloatRange(0, 1), default=0.0, metavar="P",
        help="Only beads that are right with this probability, 0 to 1.",
    ),
)  # fmt: skip


@click.command(cls=branching(COMMANDS, grouped(_GROUPS)))
@gathered("sides", Sides, *_SIDES)
@gathered("how", AlignSettings, *_HOW)
@gathered("sureness", Sureness, *_SURENESS)
@glossary_option
@format_option(*FORMATS)
@shared_options()
def align(
    *,
    sides: Sides,
    how: AlignSettings,
    sureness: Sureness,
    glossary_path: str | None,
    output_format: str,
    settings: Settings,
) -> None:
    """Align two documents: which part of SOURCE, the original, corresponds to which part of TARGET.

    TARGET is a translation or a recap, and may leave out, join and reorder. A part without a counterpart is said to
    have none. The unit `auto` takes talks, sections and titled items, whatever each document has. The formats `beads`
    and `ladder` are those of sentence aligners, and need `--unit line`.

    \b
    Examples:
      summitalign align agenda.md recap.zh.md
      summitalign align en/guide.md zh/guide.md --unit paragraph --tier certain --format markdown
      summitalign align --pairs pairs.tsv --format tsv -o alignment.tsv
      summitalign pair en zh --format tsv | summitalign align --pairs - --format jsonl
      summitalign align a.txt b.txt --unit line --format beads > found.beads
      summitalign align score gold.beads found.beads
    """  # noqa: D301 - click reads the backspace
    refuse_unsuited(output_format, how.unit)
    pairs = _pairs(sides, settings)
    with Console(settings) as console:
        console.guard([*how.lexicons, *(listing for listing in (sides.listing,) if listing is not None)])
        console.guard(side.name for pair in pairs for side in (pair.source, pair.target) if side.data is None)
        names = [pair.target.name for pair in pairs if pair.target.data is None]
        job = AlignJob(open_glossary(glossary_path, names[:1], console.guard_file), how)
        aligned = _align(pairs, job, sureness, console)
        count = print_alignments(aligned, output_format, sides.listing is not None, console)
        done = f"{count} of {counted(len(pairs), 'pair', 'pairs')} aligned" if count < len(pairs) else ""
        console.finish("" if sides.listing is None else done or f"{counted(count, 'pair', 'pairs')} aligned")


def _pairs(sides: Sides, settings: Settings) -> tuple[PairInput, ...]:
    source, target = sides.source, sides.target
    if sides.listing is not None:
        if source is not None:
            raise UsageError("--pairs stands alone", hint="give either SOURCE and TARGET or --pairs FILE")
        return read_pairs(_side(sides.listing, settings))
    if source is None or target is None:
        raise UsageError("two documents are needed: SOURCE and TARGET", hint="or a list of pairs: --pairs FILE")
    if source == target == STDIN:
        raise UsageError("only one side can come from standard input")
    pairs = (PairInput(_side(source, settings), _side(target, settings)),)
    check_pairs(pairs)
    return pairs


def _side(path: str, settings: Settings) -> Input:
    return read_stdin(settings.stdin_name or STDIN) if path == STDIN else Input(path)


def _align(pairs: tuple[PairInput, ...], job: AlignJob, sureness: Sureness, console: Console) -> Iterator[Aligned]:
    settings = console.settings
    workers = worker_count(len(pairs), settings.jobs, _MANY_PAIRS, _CHUNK)
    if workers > 1:
        job.settings.options()  # what cannot be read or loaded is said here; a worker would only die of it
    for done in tracked(run_all(pairs, job, workers, _CHUNK), len(pairs), "aligning", settings):
        if done.problem is not None:
            # Of two documents that are too long to be aligned, the problem itself does not know the names.
            done.problem.path = done.problem.path or done.item.name
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            yield replace(done.value, alignment=sureness.select(done.value.alignment))
