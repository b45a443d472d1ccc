"""Set the weights of the aligner on judged alignments, and print how they hold on documents they have not seen.

    python tools/learn_alignment.py GOLD... [--learn] [--no-lexicon] [--glossary FILE]

GOLD is a folder of folders, each with `gold.jsonl`: a pair of documents a line (`doc`, `variant`, `repo`, `en_file`,
`zh_file`, `en_sections` and `zh_sections` with `id`, `start` and `end` lines, `gold` pairs of ids, `allow` pairs that
do not count). The folders `sections`, `paragraphs` and `seeds` are read, those of them that are there.

Without --learn it measures: precision, recall and F1 of every variant, and how often the beads of each tier and of
each range of posteriors are right. With --learn it tries each weight of `align/weights.py` at a few multiples of
its value, one at a time, goes half-way to the best, and fits the temper of the posteriors; it prints what it would
choose on all documents, and how that does on held-out ones: by document in five folds, and leaving one repository
out. Nothing is written: the constants are put into `align/weights.py` by hand, where they hold. Deterministic;
measures in half a minute, learns in ten minutes.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from hashlib import sha256
from itertools import product
from math import log
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from judged_alignments import Answer, Gold, Row, answer, f1, loss, paired, report
from numpy.typing import NDArray

from summitalign.align import correspond, weights
from summitalign.align.tokens import TokenKind
from summitalign.workspace.glossary import load_glossary

FOLDS = 5
FACTORS = (0.6, 0.8, 1.25, 1.6)
LEAST_GAIN = 2.0
"""Nats of log-loss by which another value has to be better, on all that is learned from."""
TEMPERS: dict[str, Callable[[Answer], bool]] = {
    "TEMPER_KEPT": lambda answer: answer.is_kept,
    "TEMPER_FREE": lambda answer: not (answer.is_kept or answer.row.plan.recap),
    "TEMPER_RECAP": lambda answer: bool(answer.row.plan.recap),
}
"""The answers by which the posteriors of each decoder are tempered."""
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def knobs() -> dict[str, Callable[[float], AbstractContextManager[Any]]]:
    """Return for every weight what sets it to a multiple of its value for a while."""
    found: dict[str, Callable[[float], AbstractContextManager[Any]]] = {}
    for kind in weights.TRUST:
        found[f"TRUST {kind.value}"] = partial(_scaled_entry, kind)
    for name in ("MISSED", "PSEUDO", "KEPT", "TITLES", "VETO", "NULL"):
        found[name] = partial(_scaled, name)
    found["SHAPES"] = _scaled_shapes
    return found


def _scaled_entry(kind: TokenKind, factor: float) -> AbstractContextManager[Any]:
    return patch.dict(weights.TRUST, {kind: weights.TRUST[kind] * factor})


def _scaled(name: str, factor: float) -> AbstractContextManager[Any]:
    return patch.object(weights, name, getattr(weights, name) * factor)


def _scaled_shapes(factor: float) -> AbstractContextManager[Any]:
    return patch.object(weights, "SHAPES", {shape: cost * factor for shape, cost in weights.SHAPES.items()})


class Study:
    """What every weight does to every row, one at a time."""

    def __init__(self, gold: Gold) -> None:
        self.gold = gold
        self.base = _losses(gold.answers())
        self.losses: dict[tuple[str, float], Floats] = {}
        for (name, scaled), factor in product(knobs().items(), FACTORS):
            with scaled(factor):
                self.losses[name, factor] = _losses(gold.answers())

    def choice(self, rows: Mask) -> dict[str, float]:
        """Choose for every weight the multiple that is best on some rows; those that are best as they are left out."""
        chosen = {}
        for name in knobs():
            gains = {factor: (self.base - self.losses[name, factor])[rows].sum() for factor in FACTORS}
            best = max(gains, key=lambda factor: gains[factor])
            if gains[best] >= LEAST_GAIN:
                chosen[name] = best
        return chosen

    def answers(self, choice: Mapping[str, float], rows: Mask) -> list[Answer]:
        """Match some rows with a choice of weights."""
        with ExitStack() as stack:
            for name, factor in choice.items():
                # Half-way: what is best on some documents is a little too good for others.
                stack.enter_context(knobs()[name](factor**0.5))
            return [answer(row) for row, wanted in zip(self.gold.rows, rows, strict=True) if wanted]

    def held_out(self, groups: Sequence[str]) -> None:
        """Print what is chosen without each group, and how it does on the group, against the weights as they are."""
        total: list[Answer] = []
        for group in sorted(set(groups)):
            rows = np.array([one == group for one in groups])
            choice = self.choice(~rows)
            answers = self.answers(choice, rows)
            before = [answer(row) for row, wanted in zip(self.gold.rows, rows, strict=True) if wanted]
            total += answers
            print(f"{group:22} {_figures(before)}   {_figures(answers)}   {_told(choice)}")
        print(f"{'all':22} {_figures(self.gold.answers())}   {_figures(total)}")


def _figures(answers: Sequence[Answer]) -> str:
    return f"{f1(answers):.4f} {sum(map(loss, answers)):7.1f}"


def _told(choice: Mapping[str, float]) -> str:
    return ", ".join(f"{name} x {factor**0.5:.2f}" for name, factor in choice.items()) or "as they are"


def _losses(answers: Sequence[Answer]) -> Floats:
    return np.array([loss(answer) for answer in answers])


def _fold(row: Row) -> str:
    return f"fold {int(sha256(row.name.encode()).hexdigest(), 16) % FOLDS + 1}"


def learn_tempers(rows: Sequence[Row]) -> None:
    """Print shift and slope of the posteriors of each decoder, learned on all rows and held out by document."""
    with ExitStack() as stack:
        for name in TEMPERS:
            stack.enter_context(patch.object(weights, name, (0.0, 1.0)))
        for name in ("SUREST", "FORMAL"):
            stack.enter_context(patch.object(weights, name, 1.0))
        stack.enter_context(patch.object(correspond, "LEAST", 0.0))
        answers = [answer(row) for row in rows]
    for name, is_meant in TEMPERS.items():
        told = [
            # Reports are held out by their conference.
            (answer.row.name if answer.row.plan.recap else _fold(answer.row), _odds(posterior), verdict)
            for answer in answers
            if is_meant(answer)
            for pair, posterior, _ in answer.found
            if (verdict := answer.verdict(pair)) is not None
        ]
        seen = np.array([(1.0, odds) for _, odds, _ in told]).reshape(-1, 2)
        truth = np.array([float(verdict) for _, _, verdict in told])
        folds = np.array([fold for fold, _, _ in told])
        held = sum(
            _surprise(_fit(seen[folds != f], truth[folds != f]), seen[folds == f], truth[folds == f])
            for f in set(folds)
        )
        shift, slope = _fit(seen, truth)
        before = _surprise(np.array([0.0, 1.0]), seen, truth)
        now = _surprise(np.array(getattr(weights, name)), seen, truth)
        print(f"{name}: shift {shift:.2f}, slope {slope:.2f}; ", end="")
        print(f"log-loss {before:.1f} as the decoder says, {held:.1f} held out, {now:.1f} as set")


def _odds(belief: float) -> float:
    belief = min(max(belief, 1e-5), 1 - 1e-5)
    return log(belief / (1 - belief))


def _fit(seen: Floats, truth: Floats) -> Floats:
    """Fit a logistic regression by Newton's method, drawn towards no change by one observation."""
    start = np.array([0.0, 1.0])
    found = start.copy()
    for _ in range(40):
        belief = 1.0 / (1.0 + np.exp(-seen @ found))
        slope = seen.T @ (belief - truth) + (found - start)
        found = found - np.linalg.solve((seen.T * (belief * (1.0 - belief))) @ seen + np.eye(2), slope)
    return found


def _surprise(found: Floats, seen: Floats, truth: Floats) -> float:
    belief = np.clip(1.0 / (1.0 + np.exp(-seen @ found)), 1e-3, 1 - 1e-3)
    return float(-(truth * np.log(belief) + (1.0 - truth) * np.log(1.0 - belief)).sum())


def learn(gold: Gold) -> None:
    """Print what would be learned, and how it holds."""
    learn_tempers(gold.rows)
    # Reports are few, and have a decoder of their own: their posteriors are tempered, and they teach nothing else.
    gold.rows = [row for row in gold.rows if not row.plan.recap]
    study = Study(gold)
    print("\neach weight, at the multiple that is best on all rows; F1 and log-loss are held out")
    print(f"{'held out':22} as they are      learned          what is learned without it")
    study.held_out([_fold(row) for row in gold.rows])
    study.held_out([row.repo for row in gold.rows])
    everything = np.ones(len(gold.rows), dtype=bool)
    choice = study.choice(everything)
    print(f"on all rows: {_figures(study.answers(choice, everything))}: {_told(choice)}")


def main() -> None:
    """Measure, or learn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--no-lexicon", action="store_true")
    parser.add_argument("--glossary", help="a glossary that knows the terms of the judged documents")
    options = parser.parse_args()
    glossary = load_glossary(options.glossary) if options.glossary else None
    gold = Gold(options.gold, not options.no_lexicon, glossary)
    folder = next((one / "pairing" for one in options.gold if (one / "pairing" / "gold.jsonl").exists()), None)
    report(gold.answers(), paired(folder, glossary, has_lexicon=not options.no_lexicon) if folder else None)
    if options.learn:
        print()
        learn(gold)


if __name__ == "__main__":
    main()
