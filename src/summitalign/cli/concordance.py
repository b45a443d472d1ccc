"""The command `concordance`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from summitalign.cli.console import Console, paint
from summitalign.cli.options import (
    PATH,
    Settings,
    format_option,
    gathered,
    glossary_option,
    open_glossary,
    shared_options,
)
from summitalign.errors import UsageError

if TYPE_CHECKING:
    from summitalign.concordance.look_up import Concordance

_COLUMNS = 100
"""Width of a line where no terminal has one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for, and how much of it is shown."""

    side: str = "both"
    is_exact: bool = False
    limit: int = 20


_LOOK = (
    click.option(
        "--in", "side", type=click.Choice(["both", "source", "target"]), default="both", show_default=True,
        help="Where WORD stands.",
    ),
    click.option("--exact", "is_exact", is_flag=True, help="Tell cases, widths, writings and plurals apart."),
    click.option(
        "--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="N",
        help="Show N units; 0 shows all. All are counted.",
    ),
)  # fmt: skip


@click.command()
@click.argument("word")
@click.option(
    "--memory", "memories", type=PATH, multiple=True, required=True, metavar="PATH",
    help="A memory (.tmx, .xliff, .xlf, .tsv, .csv, .po) or a folder of them; may be given again.",
)  # fmt: skip
@gathered("look", Look, *_LOOK)
@glossary_option
@format_option("text", "json", "jsonl")
@shared_options()
def concordance(
    *,
    word: str,
    memories: tuple[str, ...],
    look: Look,
    glossary_path: str | None,
    output_format: str,
    settings: Settings,
) -> None:
    """Show how WORD was translated: each place with its other side, and how often which translation was chosen.

    WORD may stand on either side. Translations are counted that the glossary names, and those that clearly go along
    with WORD. Simplified finds traditional characters, and letters are found in any case and width.

    \b
    Examples:
      summitalign concordance pipeline --memory guide.tmx
      summitalign concordance 流水线 --memory memories/ --in target --format json
      summitalign align en.md zh.md --unit sentence --format tmx | summitalign concordance GPU --memory -
    """  # noqa: D301 - click reads the backspace
    from summitalign import api
    from summitalign.concordance.search import Query, Side
    from summitalign.report.memories.formats import SUFFIXES
    from summitalign.workspace.inputs import gather
    from summitalign.workspace.memories import units_in

    if not word.strip():
        raise UsageError("an empty word")
    with Console(settings) as console:
        glossary = open_glossary(glossary_path, memories, console.guard_file)
        inputs = gather(memories, settings.stdin_name, console.problem, suffixes=SUFFIXES)
        console.guard(each.name for each in inputs if each.data is None)
        sides = tuple(Side) if look.side == "both" else (Side(look.side),)
        found = api.concordance(units_in(inputs, console.problem), Query(word, sides, look.is_exact), glossary)
        _print(found, look.limit, output_format, console)
        console.finish("" if inputs or console.problems else "no memories found")


def _print(result: "Concordance", limit: int, output_format: str, console: Console) -> None:
    from summitalign.report import json
    from summitalign.report.concordance import concordance_object, concordance_rows, hit_object

    lines = result.lines[: limit or None]
    if output_format == "json":
        console.result(json.dump(concordance_object(result, lines), indent=2))
    elif output_format == "jsonl":
        console.result(json.dump(concordance_object(result, None)))
        for line in lines:
            console.result(json.dump(hit_object(line)))
    else:
        for row in concordance_rows(result, limit, paint, console.columns or _COLUMNS):
            console.result(row)
