"""What a pair's page shows on demand, as a script file of data: evidence, and sentences.

A page from disk may not fetch data, but it may load scripts that lie beside it. The file holds texts only; the page
makes elements of them, never markup.
"""

import json
from collections.abc import Iterator, Sequence

from summitalign.report.html.blocks import Block, BlockKind, Run, RunKind
from summitalign.report.html.pair_page import PairView, RowView
from summitalign.report.html.parts import SentenceRow

_KINDS = {RunKind.CODE: "c", RunKind.DIM: "d", RunKind.IMAGE: "i"}

Json = object


def detail_script(view: PairView) -> str:
    """Write the data file of a page."""
    rows = {str(row.number): _row(row) for row in view.all_rows if row.bead}
    parts = {
        f"{row.number}.{number}": [_sentences(line) for line in part.sentences]
        for row in view.all_rows
        for number, part in enumerate(row.parts, 1)
        if part.sentences
    }
    data = json.dumps({"rows": rows, "parts": parts}, ensure_ascii=False, separators=(",", ":"))
    # Two line ends that older engines do not take in a text.
    return f"summitalign.detail({data.replace(chr(0x2028), ' ').replace(chr(0x2029), ' ')});\n"


def _row(row: RowView) -> Json:
    assert row.bead is not None
    evidence = [
        [one.kind, one.value, round(one.weight, 2), *([one.context] if one.context else ())]
        for one in row.bead.evidence
    ]
    return [row.bead.tier.value, round(row.bead.posterior, 4), round(row.bead.score, 2), evidence]


def _sentences(line: SentenceRow) -> Json:
    return [_blocks(line.source), _blocks(line.target), line.tier.value if line.tier else ""]


def _blocks(blocks: Sequence[Block]) -> list[Json]:
    """Return the runs of some blocks, with a space between two blocks."""
    found: list[Json] = []
    for block in blocks:
        if found:
            found.append(" ")
        if block.kind is BlockKind.ITEM:
            found.append(f"{block.marker} ")
        found += _runs(block.runs)
    return found


def _runs(runs: Sequence[Run]) -> Iterator[Json]:
    """Yield plain texts as they are, and others as kind, text, link, and what more there is to say."""
    for run in runs:
        if run.mark is not None:
            mark = run.mark
            yield ["f", mark.right, "", mark.wrong, "applied" if mark.is_applied else "suggested", mark.reason]
        elif run.kind in (RunKind.BREAK, RunKind.CELL):
            yield " "
        elif run.kind is RunKind.TEXT and not (run.style.href or run.style.is_strong or run.style.is_emphasis):
            yield run.text
        else:
            soft = "s" if run.is_slanted else "e"
            style = "b" if run.style.is_strong else soft if run.style.is_emphasis else "t"
            yield [_KINDS.get(run.kind, style), run.text, run.style.href]
