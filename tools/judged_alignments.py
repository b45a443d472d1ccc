"""Judged alignments: read, matched with the weights as they are, and counted; see `learn_alignment.py`."""

import json
import re
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
from summitalign.align.lexicon import installed
from summitalign.align.options import AlignOptions
from summitalign.align.pairing import Pairing
from summitalign.align.units import Sides
from summitalign.model.alignment import Alignment, Tier, Unit
from summitalign.model.document import Document
from summitalign.model.term import Glossary
from summitalign.report.lines import own_lines

SIDES = ("en_sections", "zh_sections")
UNITS = {"sections": Unit.SECTION, "paragraphs": Unit.PARAGRAPH, "seeds": Unit.AUTO, "recaps": Unit.AUTO}
LINKLESS = "-linkless"
"""Ending of the variant of a report whose links are taken away; it counts apart from the others."""
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()]*\)|<https?:[^<>]*>|https?:\S+")
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

    @property
    def is_linkless(self) -> bool:
        """Say whether the links of the report were taken away."""
        return self.variants[0].endswith(LINKLESS)


@dataclass(frozen=True)
class Answer:
    """What was found for a row: pairs with posterior and tier, each right, wrong or neither."""

    row: Row
    found: tuple[tuple[Pair, float, Tier], ...]
    is_kept: bool

    def verdict(self, pair: Pair) -> bool | None:
        """Say whether a pair is right; None where it does not count.

        Of a report the judged units are those that stand in the gold standard: talks, or notes on them. What lies in
        none of them was not judged.
        """
        if pair in self.row.gold:
            return True
        is_unjudged = self.row.plan.recap and any(one.startswith("?") for one in pair)
        return None if pair in self.row.allowed or is_unjudged else False


class Gold:
    """Judged alignments, described once."""

    def __init__(self, folders: Sequence[Path], has_lexicon: bool, glossary: Glossary | None = None) -> None:
        self.documents: dict[Path, Document] = {}
        options = {unit: AlignOptions(unit, lexicons=None if has_lexicon else ()) for unit in UNITS.values()}
        self.aligners = {unit: Aligner(glossary, each) for unit, each in options.items()}
        self.rows = [
            row for folder in folders for kind, unit in UNITS.items() for row in self._rows(folder / kind, unit)
        ]

    def _rows(self, folder: Path, unit: Unit) -> Iterator[Row]:
        if not (folder / "gold.jsonl").exists():
            return
        for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            source, target = self._read(folder / row["en_file"]), self._read(folder / row["zh_file"])
            yield self._row(row, source, target, unit)
            if unit is Unit.AUTO:
                bare = api.parse(_LINK.sub(r"\1", target.text), target.source)
                yield self._row(row | {"variant": row["variant"] + LINKLESS}, source, bare, unit)

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
        # Of two units that share as many lines the smaller one is meant: a line of a list is a unit of its own.
        shared = [
            min(last, unit["end"]) - max(first, unit["start"]) + 1 - 1e-6 * (unit["end"] - unit["start"])
            for unit in units
        ]
        best = int(np.argmax(shared)) if shared else -1
        unit = units[best] if shared else None
        size = min(last - first + 1, unit["end"] - unit["start"] + 1) if unit else 0
        is_one = unit and shared[best] > 0 and shared[best] + 0.01 >= 0.5 * size
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


Tiers = dict[Tier, tuple[int, int]]
"""Right and wrong pairs of each tier."""


def paired(folder: Path, glossary: Glossary | None, *, has_lexicon: bool) -> tuple[Tiers, int]:
    """Pair the documents of the judged folders, and count by tier; the second value is the number of true pairs."""
    verdicts: list[tuple[bool, Tier]] = []
    total = 0
    describe = api.profiler(glossary, installed() if has_lexicon else None)
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        names = {folder.joinpath(one["file"]).as_posix(): one["id"] for side in SIDES for one in row[side]}
        pairing = Pairing()
        for side, add in zip(SIDES, (pairing.add_source, pairing.add_target), strict=True):
            for one in row[side]:
                add(describe(_parsed(folder / one["file"])))
        gold = {(first, second) for first, second in row["gold"]}
        total += len(gold)
        for pair in pairing.pairs():
            if pair.source and pair.target and pair.tier:
                verdicts.append(((names[pair.target], names[pair.source]) in gold, pair.tier))
    return _counted(verdicts), total


def _parsed(path: Path) -> Document:
    return api.parse(path.read_text(encoding="utf-8"), path.as_posix())


def _counted(verdicts: Sequence[tuple[bool | None, Tier]]) -> Tiers:
    return {tier: (verdicts.count((True, tier)), verdicts.count((False, tier))) for tier in Tier}


def report(answers: Sequence[Answer], documents: tuple[Tiers, int] | None = None) -> None:
    """Print the figures of every variant, of the tiers and of the posteriors; those of paired documents count too."""
    by_variant: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        for variant in answer.row.variants:
            by_variant[variant].append(answer)
    print("variant                      P       R       F1      pairs  certain  of gold")
    told = [one for one in answers if not one.row.is_linkless]
    for variant, group in [*by_variant.items(), ("all", told)]:
        right, wrong, missed = counts(group)
        tiers = _tiers(group)
        sure = tiers[Tier.CERTAIN]
        print(
            f"{variant:27}  {right / max(1, right + wrong):.4f}  {right / max(1, right + missed):.4f}  "
            f"{f1(group):.4f}  {right + missed:5}  {_share(*sure)}  {sure[0] / max(1, right + missed):.3f}"
        )
    pairs, true = documents or (dict.fromkeys(Tier, (0, 0)), 0)
    true += sum(len(one.row.gold) for one in told)
    print("\ntier      right  wrong  precision  of gold")
    for tier, (right, wrong) in _tiers(told).items():
        good, bad = right + pairs[tier][0], wrong + pairs[tier][1]
        print(f"{tier:8}  {good:5}  {bad:5}  {_share(good, bad)}     {good / max(1, true):.3f}")
    print("\nposterior        kept: right wrong mean share      free: right wrong mean share")
    for low, high in pairwise(BINS):
        cells = [_bin(answers, low, high, is_kept) for is_kept in (True, False)]
        print(f"{low:.3f}-{min(high, 1.0):.3f}       {'          '.join(cells)}")


def _tiers(answers: Sequence[Answer]) -> Tiers:
    return _counted([(answer.verdict(pair), tier) for answer in answers for pair, _, tier in answer.found])


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
