"""How good an alignment is beside a gold standard, for people and as an object."""

from collections.abc import Iterator, Sequence

from summitalign.align.evaluate import Hits, Score, harmonic_mean
from summitalign.report.counting import counted
from summitalign.report.json import JsonObject
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import pad, visible, width

_HEAD = ("precision", "recall", "F1")
_DIGITS = 4


def score_rows(
    total: Score, scores: Sequence[tuple[str, Score]], paint: Paint = plain, with_documents: bool = False
) -> Iterator[str]:
    """Yield a table of the strict and the lax figures, for each pair of documents where asked, and the counts."""
    rows = [(visible(name), score) for name, score in scores] if with_documents else []
    column = max(map(width, ("strict", *(f"{name}  strict" for name, _ in rows))))
    yield " " * column + "".join(f"{head:>11}" for head in _HEAD)
    for name, score in rows:
        yield from _rows(f"{name}  ", column, score)
    yield from (paint(row, Role.STRONG) for row in _rows("", column, total))
    found = total.found
    wrong = found.beads - found.equal - found.overlapping
    yield (
        f"{counted(len(scores), 'pair', 'pairs')} of documents; {counted(found.beads, 'bead', 'beads')} found:"
        f" {found.equal} as in the gold standard, {found.overlapping} overlap, {wrong} wrong"
    )


def _rows(name: str, column: int, score: Score) -> Iterator[str]:
    for kind in ("strict", "lax"):
        figures = "".join(f"{value:>11.3f}" for value in _figures(score, kind))
        yield pad(name + kind, column) + figures


def _figures(score: Score, kind: str) -> tuple[float, float, float]:
    precision, recall = (
        (score.found.strict, score.gold.strict) if kind == "strict" else (score.found.lax, score.gold.lax)
    )
    return precision, recall, harmonic_mean(precision, recall)


def score_object(total: Score, scores: Sequence[tuple[str, Score]]) -> JsonObject:
    """Describe the figures of all, and those of each pair of documents."""
    documents = [{"name": name, **_score_object(score)} for name, score in scores]
    return {"schema": "summitalign/alignment-score/1", **_score_object(total), "documents": documents}


def _score_object(score: Score) -> JsonObject:
    kinds: JsonObject = {
        kind: dict(
            zip(("precision", "recall", "f1"), (round(each, _DIGITS) for each in _figures(score, kind)), strict=True)
        )
        for kind in ("strict", "lax")
    }
    return {**kinds, "found": _hits_object(score.found), "gold": _hits_object(score.gold)}


def _hits_object(hits: Hits) -> JsonObject:
    return {"beads": hits.beads, "equal": hits.equal, "overlapping": hits.overlapping}
