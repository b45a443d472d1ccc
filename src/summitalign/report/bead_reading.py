"""Files of beads, whichever of the formats of `align` they are in: their first line tells."""

import re

from summitalign.errors import InputError
from summitalign.model.bead_list import BeadList
from summitalign.report.alignment_objects import read_objects
from summitalign.report.alignment_table import is_table, read_table
from summitalign.report.beads import read_beads
from summitalign.report.data_lines import data_lines
from summitalign.report.ladder import read_ladder


def read_bead_lists(text: str, name: str) -> tuple[BeadList, ...]:
    """Read the alignments of a file: beads, a ladder, a table, JSON or JSON lines; an empty file is one of no beads.

    Raises InputError with the line that is not what the first one promises, or for none of these.
    """
    number, first = next(data_lines(text), (1, ""))
    if not first:
        return (BeadList(()),)
    if first.lstrip().startswith("{"):
        return read_objects(text, name)
    if first.lstrip().startswith("["):
        return (read_beads(text, name),)
    if is_table(first):
        return read_table(text, name)
    if re.match(r"\d+\t\d+(\t|$)", first):
        return (read_ladder(text, name),)
    hint = "`align score` reads beads, ladders, and what `align` prints as tsv, json and jsonl"
    raise InputError("holds no beads in a form that is known", place=name, line=number, hint=hint)
