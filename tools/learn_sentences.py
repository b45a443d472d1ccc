"""Learn the weights of the sentence aligner on judged alignments, and print how they hold on texts not seen.

    python tools/learn_sentences.py [--gold FOLDER ...] [--own FOLDER] [--write FILE] [--no-held-out]

FOLDER of --gold holds `set.json` (`{"first": "zh", "second": "en"}`), a folder for each side with a file for each text
and a line for each sentence, and a folder `gold` with lines such as `[0,1]:[2]`. FOLDER of --own holds texts in the
form of `tests/fixtures/sentences`. All are aligned with the installed lexicon, which knows Chinese and English only;
our own texts without it too.

The weights are those of a log-linear model of chains of beads (a conditional random field, Lafferty et al. 2001): they
make the judged chains as likely as possible, with a penalty on weights far from the estimates below. What the documents
are asked before (expectation maximisation) is steered by the estimates alone. Then each text is aligned with weights
that were learned without it: those are the figures that count, and they also set the temper of the posteriors.
Deterministic; takes about five minutes.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from judged_sentences import Bead, Judged, figures, read_folder, read_parallel, with_gaps
from numpy.typing import NDArray

from summitalign.align.lexicon import installed
from summitalign.align.monotone import Block
from summitalign.align.sentences import weights as weights_module
from summitalign.align.sentences.aligner import Fit, Fitted, Resources, fit
from summitalign.align.sentences.features import bead_terms, end_terms, gap_terms, start_terms
from summitalign.align.sentences.forward_backward import posteriors
from summitalign.align.sentences.guide import Part
from summitalign.align.sentences.lattice import MOST, SHAPES, Gaps
from summitalign.align.sentences.weights import Weights
from summitalign.align.weights import CERTAIN

Floats = NDArray[np.float64]
ESTIMATE = {"words": 0.5, "length": 1.0, "prior": 1.0, "gap": -7.0}
"""By hand; all other features are expected to weigh nothing."""
PENALTY = 6.0
NEVER = -1e4
"""Score of what is not to be, nats."""
BEST = Path(weights_module.__file__).with_name("weights.json")


@dataclass(eq=False)
class Example:
    """A part of two texts with its features and the sums of those over the judged chain."""

    fitted: Fitted
    names: list[str]
    places: tuple[NDArray[np.int64], ...]
    """Shape and cell of every bead."""
    beads: NDArray[np.float32]
    ends: Floats
    starts: Floats
    gaps: tuple[Floats, Floats]
    seen: Floats
    allowed: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]] | None
    """Beads and lines left out of the chains that agree with what is judged, where that is more than one."""

    def __init__(self, fitted: Fitted, chain: Sequence[Bead], odd: Sequence[Bead]) -> None:
        self.fitted = fitted
        pair, lattice, shared = fitted.pair, fitted.lattice, fitted.shared
        size = lattice.band.size
        self.places = np.nonzero(lattice.before < size)
        beads = [(name, found[self.places]) for name, found in bead_terms(pair, lattice, shared)]
        ends, starts = list(end_terms(pair, lattice, shared)), list(start_terms(pair, lattice, shared))
        hits = shared.table.left_hits, shared.table.right_hits
        gaps = [list(gap_terms(*one, shared)) for one in zip(pair.lines, pair.sides, hits, strict=True)]
        self.names = [name for name, _ in (*beads, *ends, *starts, *gaps[0])]
        self.beads = np.stack([found for _, found in beads]).astype(np.float32)
        self.ends, self.starts = (np.stack([found for _, found in terms]) for terms in (ends, starts))
        own, other = (np.stack([found for _, found in terms]) for terms in gaps)
        self.gaps = own, other
        kept, left, right = self._judged(chain)
        self.seen = self._sums(kept.astype(np.float64), left.astype(np.float64), right.astype(np.float64))
        self.allowed = self._free(kept, left, right, odd) if odd else None

    def _judged(self, chain: Sequence[Bead]) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
        """Mark the beads of the judged chain, and the lines that it leaves out."""
        part, lattice = self.fitted.part, self.fitted.lattice
        kept = np.zeros(lattice.before.shape, bool)
        left, right = np.ones(lattice.band.count, bool), np.ones(lattice.band.others, bool)
        for first, second in chain:
            rows, columns = [row - part.rows[0] for row in first], [column - part.columns[0] for column in second]
            cell = int(lattice.band.cells(np.array([rows[-1] + 1]), np.array([columns[-1] + 1]))[0])
            shape = SHAPES.index((len(rows), len(columns)))
            if cell < 0 or lattice.before[shape, cell] == lattice.band.size:
                print(f"beyond the band: {first} {second}")
                continue
            kept[shape, cell] = True
            left[rows], right[columns] = False, False
        return kept[self.places], left, right

    def _free(
        self, kept: NDArray[np.bool_], left: NDArray[np.bool_], right: NDArray[np.bool_], odd: Sequence[Bead]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
        """Allow any beads between the lines of beads that no chain can hold."""
        part, lattice = self.fitted.part, self.fitted.lattice
        free = [np.zeros(len(left), int), np.zeros(len(right), int)]
        for bead in odd:
            for lines, begin, numbers in zip(free, (part.rows[0], part.columns[0]), bead, strict=True):
                lines[[number - begin for number in numbers if 0 <= number - begin < len(lines)]] = 1
        sums = [np.concatenate([[0], np.cumsum(lines)]) for lines in free]
        sizes = np.array(SHAPES)[self.places[0]]
        rows, columns = lattice.band.rows[self.places[1]], lattice.band.columns[self.places[1]]
        is_free = sums[0][rows] - sums[0][rows - sizes[:, 0]] == sizes[:, 0]
        is_free &= sums[1][columns] - sums[1][columns - sizes[:, 1]] == sizes[:, 1]
        return kept | is_free, left, right

    def _sums(self, beads: Floats, left: Floats, right: Floats) -> Floats:
        """Add up the features of beads and of lines left out, each with its weight."""
        before, size = self.fitted.lattice.before, self.fitted.lattice.band.size
        return np.concatenate(
            [
                self.beads @ beads.astype(np.float32),
                self.ends @ np.bincount(self.places[1], beads, size),
                self.starts @ np.bincount(before[self.places], beads, size),
                self.gaps[0] @ left + self.gaps[1] @ right,
            ]
        )

    def _parted(self, weights: Floats) -> list[Floats]:
        return np.split(weights, np.cumsum([len(self.beads), len(self.ends), len(self.starts)]))

    def scores(self, weights: Floats) -> tuple[Floats, Gaps]:
        """Score the beads and gaps."""
        beads, ends, starts, gaps = self._parted(weights)
        before = self.fitted.lattice.before
        found = np.full(before.shape, -np.inf)
        at_end, at_start = ends @ self.ends, starts @ self.starts
        found[self.places] = (
            beads.astype(np.float32) @ self.beads + at_end[self.places[1]] + at_start[before[self.places]]
        )
        return found, (gaps @ self.gaps[0], gaps @ self.gaps[1])

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        """Return the negative log-likelihood of the judged chain and its gradient."""
        beads, gaps = self.scores(weights)
        found = posteriors(self.fitted.lattice, beads, gaps)
        expected = self._sums(found.beads[self.places], found.left, found.right)
        if self.allowed is None:
            return found.total - float(weights @ self.seen), expected - self.seen
        kept, left, right = self.allowed
        beads[self.places] = np.where(kept, beads[self.places], NEVER)
        judged = posteriors(
            self.fitted.lattice, beads, (np.where(left, gaps[0], NEVER), np.where(right, gaps[1], NEVER))
        )
        return found.total - judged.total, expected - self._sums(judged.beads[self.places], judged.left, judged.right)

    def decided(self, weights: Floats) -> Fitted:
        """Return the part as these weights score it."""
        beads, gaps = self.scores(weights)
        return replace(self.fitted, beads=beads, found=posteriors(self.fitted.lattice, beads, gaps))


def _numbers(block: Block) -> Bead:
    first = tuple(range(block.source, block.source + block.sources))
    return first, tuple(range(block.target, block.target + block.targets))


@dataclass
class Text:
    """A judged pair of texts, aligned with or without the lexicon."""

    judged: Judged
    has_lexicon: bool
    fitted: Fit
    examples: list[Example]

    @property
    def group(self) -> str:
        return self.judged.group + ("" if self.has_lexicon else ", no lexicon")

    def beads(self, weights: Floats) -> list[tuple[Bead, float]]:
        parts = tuple(one.decided(weights) for one in self.examples)
        table = dict(zip(self.examples[0].names, weights.tolist(), strict=True))
        whole = Part((0, len(self.judged.first)), (0, len(self.judged.second)))
        chains = [one for part in parts for one in part.chain()]
        chains += replace(self.fitted, parts=parts).scattered(table, [whole])
        return [(_numbers(one.block), one.posterior) for one in chains]

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        parts = [one.loss(weights) for one in self.examples]
        return sum(loss for loss, _ in parts), np.sum([slope for _, slope in parts], axis=0)

    def result(self, weights: Floats) -> tuple[tuple[Bead, ...], list[Bead]]:
        sizes = len(self.judged.first), len(self.judged.second)
        return self.judged.beads, with_gaps((bead for bead, _ in self.beads(weights)), sizes)


def read_texts(judged: Sequence[tuple[Judged, bool]]) -> list[Text]:
    """Align judged texts by the estimates, and note the features."""
    weights = Weights(ESTIMATE, ESTIMATE, (0.0, 1.0))
    texts = []
    for one, has_lexicon in judged:
        resources = Resources(installed() if has_lexicon else None, None, weights)
        whole = Part((0, len(one.first)), (0, len(one.second)))
        fitted = fit(one.first, one.second, [whole], resources)
        odd = one.odd(MOST)
        examples = [Example(part, _inside(one.chain(MOST), part.part), odd) for part in fitted.parts]
        texts.append(Text(one, has_lexicon, fitted, examples))
    return texts


def _inside(chain: Sequence[Bead], part: Part) -> list[Bead]:
    return [
        bead
        for bead in chain
        if part.rows[0] <= bead[0][0] and bead[0][-1] < part.rows[1]
        and part.columns[0] <= bead[1][0] and bead[1][-1] < part.columns[1]
    ]  # fmt: skip


def learn(texts: Sequence[Text], start: Floats, prior: Floats, scale: Floats, steps: int) -> Floats:
    """Find the weights under which the judged chains are likeliest, less the penalty."""

    def objective(weights: Floats) -> tuple[float, Floats]:
        away = (weights - prior) * scale
        loss, slope = 0.5 * PENALTY * float(away @ away), PENALTY * away * scale
        for text in texts:
            more, steeper = text.loss(weights)
            loss, slope = loss + more, slope + steeper
        return loss, slope

    return minimise(objective, start, steps)


def minimise(objective: Callable[[Floats], tuple[float, Floats]], start: Floats, steps: int) -> Floats:
    """Minimise a smooth function (L-BFGS, Nocedal & Wright 2006, algorithm 7.5, with backtracking)."""
    point = start.copy()
    value, slope = objective(point)
    moves: list[tuple[Floats, Floats]] = []
    for _ in range(steps):
        direction, past = slope.copy(), []
        for move, turn in reversed(moves):
            past.append(float(move @ direction / (turn @ move)))
            direction -= past[-1] * turn
        direction *= (
            float(moves[-1][0] @ moves[-1][1] / (moves[-1][1] @ moves[-1][1])) if moves else 0.1 / np.abs(slope).max()
        )
        for (move, turn), share in zip(moves, reversed(past), strict=True):
            direction += move * (share - float(turn @ direction / (turn @ move)))
        size = 1.0
        for _ in range(12):
            other = point - size * direction
            new_value, new_slope = objective(other)
            if new_value <= value - 1e-4 * size * float(slope @ direction):
                break
            size *= 0.5
        else:
            break
        if (other - point) @ (new_slope - slope) > 1e-10:
            moves = [*moves, (other - point, new_slope - slope)][-10:]
        is_done = value - new_value < 0.02
        point, value, slope = other, new_value, new_slope
        if is_done:
            break
    return point


def scales(texts: Sequence[Text]) -> Floats:
    """Return how much each feature varies, so that the penalty treats all alike."""
    parts = [one for text in texts for one in text.examples]
    spread = [
        np.concatenate([part.beads.std(1), part.ends.std(1), part.starts.std(1), part.gaps[0].std(1)]) for part in parts
    ]
    return np.maximum(np.mean(spread, axis=0), 0.05)


def report(texts: Sequence[Text], chosen: Callable[[Text], Floats]) -> None:
    """Print the figures of every group, and of every text of those with few."""
    for group in dict.fromkeys(text.group for text in texts):
        members = [text for text in texts if text.group == group]
        results = [text.result(chosen(text)) for text in members]
        whole = figures(results)
        each = " ".join(
            f"{text.judged.name}={figures([one]).strict[2]:.3f}" for text, one in zip(members, results, strict=True)
        )
        strict = "P {:.4f} R {:.4f} F1 {:.4f}".format(*whole.strict)
        print(f"  {group}: strict {strict}, lax F1 {whole.lax[2]:.4f}; {each}", flush=True)


def folds_of(texts: Sequence[Text]) -> list[set[str]]:
    """Part texts so that each is held out once: alone where its group is small, our own in five folds."""
    names = list(dict.fromkeys((text.judged.group, text.judged.name) for text in texts))
    small = {group for group, _ in names if sum(one == group for one, _ in names) <= 10}
    folds = [{f"{group}/{name}"} for group, name in names if group in small]
    rest = [f"{group}/{name}" for group, name in names if group not in small]
    return folds + [set(rest[number::5]) for number in range(5) if rest]


def _key(text: Text) -> str:
    return f"{text.judged.group}/{text.judged.name}"


def held_out(texts: Sequence[Text], best: Floats, prior: Floats, scale: Floats) -> dict[str, Floats]:
    """Learn weights for every text from all others."""
    found: dict[str, Floats] = {}
    for fold in folds_of(texts):
        kept = [text for text in texts if _key(text) not in fold]
        weights = learn(kept, best, prior, scale, 15)
        found.update(dict.fromkeys(fold, weights))
    return found


def temper(texts: Sequence[Text], chosen: dict[str, Floats]) -> tuple[float, float]:
    """Fit shift and slope of the posteriors' log-odds to whether held-out beads are right, and print how they hold."""
    rows = [
        (posterior, bead in text.judged.beads, text.group)
        for text in texts
        for bead, posterior in text.beads(chosen[_key(text)])
    ]
    odds = np.array([np.log(max(p, 1e-9) / max(1.0 - p, 1e-9)) for p, _, _ in rows])
    right = np.array([float(is_right) for _, is_right, _ in rows])
    groups = np.array([group for _, _, group in rows])

    def objective(point: Floats) -> tuple[float, Floats]:
        share = 1.0 / (1.0 + np.exp(-(point[0] + point[1] * odds)))
        loss = -float(np.sum(right * np.log(share + 1e-12) + (1 - right) * np.log(1 - share + 1e-12)))
        return loss, np.array([np.sum(share - right), np.sum((share - right) * odds)])

    shift, slope = minimise(objective, np.array([0.0, 1.0]), 100)
    tempered = 1.0 / (1.0 + np.exp(-(shift + slope * odds)))
    edges = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
    for low, high in pairwise(edges):
        chosen_ones = (tempered >= low) & (tempered < high if high < 1.0 else True)
        if chosen_ones.any():
            mean, share = tempered[chosen_ones].mean(), right[chosen_ones].mean()
            print(f"  {low:.2f} to {high:.2f}: {chosen_ones.sum()} beads, mean {mean:.3f}, right {share:.3f}")
    for group in dict.fromkeys(groups.tolist()):
        certain = (tempered >= CERTAIN) & (groups == group)
        share = right[certain].mean() if certain.any() else 1.0
        print(f"  {group}: {certain.sum()} of {(groups == group).sum()} beads are certain, right {share:.4f}")
    return float(shift), float(slope)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, action="append", default=[])
    parser.add_argument("--own", type=Path, default=Path(__file__).parent.parent / "tests/fixtures/sentences")
    parser.add_argument("--write", type=Path, help=f"where to write the weights, such as {BEST.name}")
    parser.add_argument("--no-held-out", action="store_true")
    options = parser.parse_args()
    own = read_parallel(options.own)
    judged = [(one, True) for folder in options.gold for one in read_folder(folder)]
    judged += [(one, has_lexicon) for has_lexicon in (True, False) for one in own]
    texts = read_texts(judged)
    names = texts[0].examples[0].names
    prior, scale = np.array([ESTIMATE.get(name, 0.0) for name in names]), scales(texts)
    best = learn(texts, prior, prior, scale, 80)
    features = dict(zip(names, (round(float(weight), 4) for weight in best), strict=True))
    print(f"on the texts learned from (loss {sum(text.loss(best)[0] for text in texts):.1f}):")
    report(texts, lambda _: best)
    shift_slope = 0.0, 1.0
    if not options.no_held_out:
        chosen = held_out(texts, best, prior, scale)
        print("held out:")
        report(texts, lambda text: chosen[_key(text)])
        shift_slope = temper(texts, chosen)
        print("temper", shift_slope)
    if options.write:
        origin = (
            "Nats. Learned by tools/learn_sentences.py from judged alignments: "
            + ", ".join(
                f"{len({one.name for one, _ in judged if one.group == group})} of {group}"
                for group in dict.fromkeys(one.group for one, _ in judged)
            )
            + f"; penalty {PENALTY}. `temper`: shift and slope of the posteriors' log-odds, from held-out texts."
        )
        data = {
            "origin": origin,
            "temper": [round(one, 3) for one in shift_slope],
            "steering": ESTIMATE,
            "features": features,
        }
        options.write.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
