"""Judged alignments: read, matched with the weights as they are, and counted; see `learn_alignment.py`."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, product
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from summitalign import api
from summitalign.align import correspond, weights
from summitalign.align.correspond import Plan
from summitalign.align.engine import Aligner
from summitalign.align.features import Features
from summitalign.align.options import AlignOptions
from summitalign.align.units import Sides
from summitalign.model.alignment import Alignment, Tier, Unit
from summitalign.model.document import Document
from summitalign.model.term import Glossary
from summitalign.report.lines import own_lines

UNITS = {"sections": Unit.SECTION, "paragraphs": Unit.PARAGRAPH, "seeds": Unit.AUTO}
BINS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001)
Pair = tuple[str, str]
Names = tuple[dict[str, str], dict[str, str]]
Bead = tuple[Sequence[str], Sequence[str], float]


@dataclass(frozen=True)
class Row:
    """One judged pair of documents, ready to be matched."""

    name: str
    repo: str
    variants: tuple[str, ...]
    own: tuple[Features, ...]
    other: tuple[Features, ...]
    plan: Plan
    names: Names
    """The judged unit that each segment is, by its id, of the source and of the target."""
    align: Callable[[], Alignment]
    """Aligns the two documents as a whole."""
    gold: frozenset[Pair]
    allowed: frozenset[Pair]


@dataclass(frozen=True)
class Answer:
    """What was found for a row: pairs with posterior and tier, each right, wrong or neither."""

    row: Row
    found: tuple[tuple[Pair, float, Tier], ...]
    is_kept: bool

    def verdict(self, pair: Pair) -> bool | None:
        """Say whether a pair is right; None where it does not count."""
        return True if pair in self.row.gold else None if pair in self.row.allowed else False


class Gold:
    """Judged alignments, described once."""

    def __init__(self, folder: Path, has_lexicon: bool, glossary: Glossary | None = None) -> None:
        self.documents: dict[Path, Document] = {}
        options = {unit: AlignOptions(unit, lexicons=None if has_lexicon else ()) for unit in UNITS.values()}
        self.aligners = {unit: Aligner(glossary, each) for unit, each in options.items()}
        self.rows = [row for kind in UNITS for row in self._rows(folder / kind, UNITS[kind])]

    def _rows(self, folder: Path, unit: Unit) -> Iterator[Row]:
        if not (folder / "gold.jsonl").exists():
            return
        for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            source, target = self._read(folder / row["en_file"]), self._read(folder / row["zh_file"])
            yield self._row(row, source, target, unit)

    def _read(self, path: Path) -> Document:
        path = path.resolve()
        if path not in self.documents:
            self.documents[path] = api.parse(path.read_text(encoding="utf-8"), path.name)
        return self.documents[path]

    def _row(self, row: dict[str, Any], source: Document, target: Document, unit: Unit) -> Row:
        sides = Sides.of(source, target, unit)
        own, other, plan = self.aligners[unit].prepare(source, target, sides)
        names = _judged(source, row["en_sections"]), _judged(target, row["zh_sections"])
        natural = ("natural",) if row.get("kind") == "ids-natural" and row["variant"] == "base" else ()
        gold = frozenset((first, second) for first, second in row["gold"])
        allowed = frozenset((first, second) for first, second in row.get("allow", ()))
        align = partial(self.aligners[unit].align, source, target)
        return Row(row["doc"], row["repo"], (row["variant"], *natural), own, other, plan, names, align, gold, allowed)

    def answers(self) -> list[Answer]:
        """Match every row with the weights as they are."""
        return [answer(row) for row in self.rows]


def _judged(document: Document, units: Sequence[dict[str, Any]]) -> dict[str, str]:
    found = {}
    for segment in document.segments:
        first, last = own_lines(document.text, document.lines, segment.span)
        shared = [min(last, unit["end"]) - max(first, unit["start"]) + 1 for unit in units]
        best = int(np.argmax(shared)) if shared else -1
        unit = units[best] if shared else None
        size = min(last - first + 1, unit["end"] - unit["start"] + 1) if unit else 0
        is_one = unit and shared[best] > 0 and shared[best] >= 0.5 * size
        found[segment.id] = unit["id"] if unit and is_one else f"?{segment.id}"
    return found


def answer(row: Row) -> Answer:
    """Match a row with the weights as they are."""
    beads, is_kept = _aligned(row) if row.plan.recap else _matched(row)
    found: dict[Pair, tuple[float, Tier]] = {}
    for sources, targets, posterior in beads:
        for own, other in product(sources, targets):
            pair = row.names[1][other], row.names[0][own]
            found[pair] = max(found.get(pair, (0.0, Tier.WEAK)), (posterior, weights.tier(posterior)))
    return Answer(row, tuple((pair, *value) for pair, value in sorted(found.items())), is_kept)


def _matched(row: Row) -> tuple[list[Bead], bool]:
    matches, is_kept = correspond.correspond(row.own, row.other, row.plan)
    return [
        ([row.own[i].segment.id for i in one.sources], [row.other[j].segment.id for j in one.targets], one.posterior)
        for one in matches
    ], is_kept


def _aligned(row: Row) -> tuple[list[Bead], bool]:
    return [(one.source, one.target, one.posterior) for one in row.align().beads], False


def counts(answers: Sequence[Answer]) -> tuple[int, int, int]:
    """Count right, wrong and missed pairs."""
    verdicts = [answer.verdict(pair) for answer in answers for pair, _, _ in answer.found]
    gold = sum(len(answer.row.gold) for answer in answers)
    return verdicts.count(True), verdicts.count(False), gold - verdicts.count(True)


def f1(answers: Sequence[Answer]) -> float:
    """Return the harmonic mean of precision and recall."""
    right, wrong, missed = counts(answers)
    return 2 * right / max(1, 2 * right + wrong + missed)


def loss(answer: Answer) -> float:
    """Return how surprising the truth is, nats: of pairs that are told, and of true pairs that are not."""
    total, told = 0.0, 0
    for pair, posterior, _ in answer.found:
        verdict = answer.verdict(pair)
        told += verdict is True
        belief = min(max(posterior, 0.001), 0.999)
        if verdict is not None:
            total -= log(belief if verdict else 1.0 - belief)
    return total + log(4.0) * (len(answer.row.gold) - told)


def report(answers: Sequence[Answer]) -> None:
    """Print the figures of every variant, of the tiers and of the posteriors."""
    by_variant: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        for variant in answer.row.variants:
            by_variant[variant].append(answer)
    print("variant               P       R       F1      pairs  certain  of gold")
    for variant, group in [*by_variant.items(), ("all", list(answers))]:
        right, wrong, missed = counts(group)
        tiers = _tiers(group)
        sure = tiers[Tier.CERTAIN]
        print(
            f"{variant:20}  {right / max(1, right + wrong):.4f}  {right / max(1, right + missed):.4f}  "
            f"{f1(group):.4f}  {right + missed:5}  {_share(*sure)}  {sure[0] / max(1, right + missed):.3f}"
        )
    print("\ntier      right  wrong  precision")
    for tier, (right, wrong) in _tiers(answers).items():
        print(f"{tier:8}  {right:5}  {wrong:5}  {_share(right, wrong)}")
    print("\nposterior        kept: right wrong mean share      free: right wrong mean share")
    for low, high in pairwise(BINS):
        cells = [_bin(answers, low, high, is_kept) for is_kept in (True, False)]
        print(f"{low:.3f}-{min(high, 1.0):.3f}       {'          '.join(cells)}")


def _tiers(answers: Sequence[Answer]) -> dict[Tier, tuple[int, int]]:
    found = [(answer.verdict(pair), tier) for answer in answers for pair, _, tier in answer.found]
    return {tier: (found.count((True, tier)), found.count((False, tier))) for tier in Tier}


def _share(right: int, wrong: int) -> str:
    return f"{right / (right + wrong):.4f}" if right + wrong else "   -  "


def _bin(answers: Sequence[Answer], low: float, high: float, is_kept: bool) -> str:
    held = [
        (posterior, verdict)
        for answer in answers
        if answer.is_kept == is_kept
        for pair, posterior, _ in answer.found
        if low <= posterior < high and (verdict := answer.verdict(pair)) is not None
    ]
    right = sum(verdict for _, verdict in held)
    mean = f"{sum(posterior for posterior, _ in held) / len(held):.4f}" if held else "   -  "
    return f"{right:5} {len(held) - right:5} {mean} {_share(right, len(held) - right)}"
