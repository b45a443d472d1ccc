"""The command `align score`."""

from collections.abc import Sequence
from pathlib import Path

import click

from summitalign.cli.console import Console, paint
from summitalign.cli.options import PATH, Settings, format_option, shared_options
from summitalign.errors import InputError, UsageError
from summitalign.report import json
from summitalign.workspace.inputs import named
from summitalign.workspace.scoring import BeadFiles, bead_pairs, match_folders
from summitalign.workspace.walk import STDIN

_NO_GOLD = "no gold standard is for it"


@click.command()
@click.argument("gold", type=PATH)
@click.argument("predicted", type=PATH)
@format_option("text", "json")
@shared_options()
def score(*, gold: str, predicted: str, output_format: str, settings: Settings) -> None:
    """Compare the beads of PREDICTED with those of GOLD: strict and lax precision, recall and F1.

    A bead is right strictly where GOLD has the same one, and laxly where the two overlap. Precision counts all beads
    that were found, those with an empty side included; recall leaves these out of GOLD. Both files may be beads
    ([0,1]:[2] a line), a ladder, or what `align` prints as tsv, json or jsonl. Of two folders, files of the same name
    are compared, and counts are added up; --verbose shows the figures of each.

    \b
    Examples:
      summitalign align score gold.beads found.beads
      summitalign align score gold/ found/ --verbose
      summitalign align a.txt b.txt --unit line --format beads | summitalign align score gold.beads -
    """  # noqa: D301 - click reads the backspace
    from summitalign.align.evaluate import Score, evaluate
    from summitalign.report.evaluation import score_object, score_rows

    with Console(settings) as console:
        files = _files(gold, predicted, console)
        console.guard(side.name for pair in files for side in (pair.gold, pair.found) if side and side.data is None)
        scores: list[tuple[str, Score]] = []
        for pair in files:
            try:
                for each in bead_pairs(pair):
                    if isinstance(each, InputError):
                        console.problem(each)
                    elif each.gold is None:
                        console.note(f"{each.name}: {_NO_GOLD}")
                    else:
                        scores.append((each.name, evaluate(each.gold.beads, each.found.beads)))
            except InputError as error:
                console.problem(error)
        total = sum((one for _, one in scores), Score())
        if output_format == "json":
            console.result(json.dump(score_object(total, scores), indent=2))
        elif scores:
            for line in score_rows(total, scores, paint, settings.verbose):
                console.result(line)
        console.finish()


def _files(gold: str, found: str, console: Console) -> Sequence[BeadFiles]:
    if gold == found == STDIN:
        raise UsageError("only one side can come from standard input")
    for path in (gold, found):
        if path != STDIN and not Path(path).exists():
            raise UsageError("no such file or folder", place=path)
    if not (Path(gold).is_dir() or Path(found).is_dir()):
        name = console.settings.stdin_name
        return (BeadFiles(named(gold, name), named(found, name), gold),)
    files, others = match_folders(gold, found)
    for path in others:
        console.note(f"{path}: {_NO_GOLD}")
    return files
