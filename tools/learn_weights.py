"""Learn the weights of the evidence on ambiguous forms from judged occurrences, and print how they hold.

    python tools/learn_weights.py GOLD [--ordinary FOLDER GLOSSARY] [--write]

GOLD is a folder with `gold.jsonl` (an occurrence a line: `doc`, `start`, `end`, `verdict` of fix, keep or unsure,
`right`), the documents in `docs/`, and `glossary.yml`. FOLDER holds pages in which every word has its ordinary
sense, whatever GLOSSARY makes of it: they teach too, and are no part of the figures. Without --write nothing is
changed. Deterministic; takes half a minute.

A logistic regression on the kinds of evidence, one sample a hit, drawn towards the estimates by hand (the column
`hand` in the data file) by a penalty on the difference. Occurrences of one term on one page are not independent, so
n of them weigh as much as the root of n. A weight keeps the sign of its estimate, or is 0. The threshold is the
lowest at which the held-out precision, cross-validated by document, is 99 %, and a margin.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from summitalign import api
from summitalign.model.explanation import Candidate, Explanation
from summitalign.model.finding import Decision
from summitalign.terms.weights import Weights, read_weights
from summitalign.workspace.glossary import load_glossary

DATA = Path(__file__).resolve().parents[1] / "src/summitalign/terms/weights.json"
FIXED = (
    *("source", "source-document", "source-inner", "source-lacks", "source-fewer", "source-first"),
    *("near", "page-paragraph", "against", "longer-word", "longer-name", "person"),
)
"""Kinds that judged documents cannot teach, as they have no originals and no rules; that prove by agreement; or that
forbid a fix whatever they weigh, which are the last four."""
PENALTY = 2.0
FOLDS = 10
PRECISION = 0.99
MARGIN = 0.3
"""Added to the threshold: the lowest that was right on so few negatives is too good to be true."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One judged hit: its best right form, with the kinds of evidence on it."""

    document: str
    term: str
    candidate: Candidate
    is_fix: bool

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of evidence."""
        return frozenset(piece.kind for piece in self.candidate.evidence)


def ordinary(folder: Path, glossary: Path, weights: Weights) -> list[Sample]:
    """Return the hits of pages in which nothing is a mistranslation."""
    fixer, found = api.Fixer(load_glossary(str(glossary))), []
    for path in sorted(folder.glob("*.md")):
        with patch("summitalign.terms.evidence.learned", lambda: weights):
            explained = fixer.explain(path.read_text(encoding="utf-8"), path.name)
        found += [
            Sample(path.name, each.term, each.candidates[0], is_fix=False)
            for each in explained
            if each.candidates and not _is_forbidden(each.candidates[0])
        ]
    return found


class Gold:
    """Judged documents."""

    def __init__(self, folder: Path) -> None:
        self.rows: defaultdict[str, list[dict]] = defaultdict(list)
        for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            self.rows[row["doc"]].append(row)
        self.texts = {name: (folder / "docs" / name).read_bytes().decode() for name in sorted(self.rows)}
        self.fixer = api.Fixer(load_glossary(str(folder / "glossary.yml")))

    def explained(self, name: str, weights: Weights) -> Iterator[tuple[dict, Explanation]]:
        """Yield each judged occurrence of a document that a hit meets, and what is said of the hit."""
        with patch("summitalign.terms.evidence.learned", lambda: weights):
            found = self.fixer.explain(self.texts[name], name)
        for row in self.rows[name]:
            for each in found:
                if each.span.start < row["end"] and each.span.end > row["start"]:
                    yield row, each

    def samples(self, weights: Weights) -> list[Sample]:
        """Return the hits to learn from: whole occurrences of a clear verdict that nothing forbids."""
        found = []
        for name in self.texts:
            for row, each in self.explained(name, weights):
                is_whole = (each.span.start, each.span.end) == (row["start"], row["end"])
                right = [c for c in each.candidates if row["verdict"] == "keep" or c.use in row["right"]]
                if is_whole and row["verdict"] != "unsure" and right and not _is_forbidden(right[0]):
                    best = max(right, key=lambda candidate: candidate.score)
                    found.append(Sample(name, each.term, best, row["verdict"] == "fix"))
        return found


def _is_forbidden(candidate: Candidate) -> bool:
    return any(piece.kind in FIXED[-4:] for piece in candidate.evidence)


class Model:
    """The regression on a list of samples."""

    def __init__(self, samples: Sequence[Sample], hand: Weights) -> None:
        self.names = sorted(kind for kind in hand.kinds if kind not in FIXED)
        self.samples, self.hand = samples, hand
        self.start = np.array([hand.prior, *(hand.of(kind) for kind in self.names)])
        self.seen = np.array([[1.0, *(float(kind in s.kinds) for kind in self.names)] for s in samples])
        self.truth = np.array([float(sample.is_fix) for sample in samples])
        count = Counter((sample.document, sample.term) for sample in samples)
        self.mass = np.array([count[s.document, s.term] ** -0.5 for s in samples])

    def fit(self, rows: NDArray[np.bool_]) -> Floats:
        """Return prior and weights learned from some samples, by Newton's method; a sign that turns becomes 0."""
        seen, truth, mass = self.seen[rows], self.truth[rows], self.mass[rows]
        sign = np.sign(self.start)
        sign[0] = 0
        free = np.ones(len(self.start), dtype=bool)
        while True:
            found = np.where(free, self.start, 0.0)
            at = np.flatnonzero(free)
            for _ in range(60):
                belief = 1 / (1 + np.exp(-seen @ found))
                slope = seen.T @ (mass * (belief - truth)) + PENALTY * (found - self.start)
                bend = (seen.T * (mass * belief * (1 - belief))) @ seen + PENALTY * np.eye(len(found))
                found[at] -= np.linalg.solve(bend[np.ix_(at, at)], slope[at])
            turned = free & (sign * found < 0)
            if not turned.any():
                return found
            free &= ~turned

    def weights(self, found: Floats, apply_from: float) -> Weights:
        """Return learned figures as weights, with the fixed ones."""
        learned = {kind: float(value) for kind, value in zip(self.names, found[1:], strict=True)}
        return replace(self.hand, prior=float(found[0]), kinds={**self.hand.kinds, **learned}, apply_from=apply_from)

    def held_out(self, groups: Sequence[str], folds: int) -> Floats:
        """Return the score of every sample by weights that have not seen its group."""
        fold = np.array([_fold(group, folds) for group in groups])
        scores = np.zeros(len(self.truth))
        for each in np.unique(fold):
            scores[fold == each] = self.seen[fold == each] @ self.fit(fold != each)
        return scores

    def threshold(self, scores: Floats) -> float:
        """Return the lowest score above which `PRECISION` of the proven samples are right, with a margin."""
        proven = np.array([sample.candidate.is_proven for sample in self.samples])
        best = float("inf")
        for score in sorted(scores[proven]):
            above = proven & (scores >= score)
            if self.truth[above].mean() >= PRECISION:
                best = float(score)
                break
        return float(np.ceil((best + MARGIN) * 10) / 10)


def _fold(group: str, folds: int) -> int:
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % folds


def report(gold: Gold, title: str, weights_of: Callable[[str], Weights]) -> None:
    """Print how decisions come out: applied, applied or suggested, and what should have been kept."""
    count: Counter[str] = Counter()
    for name in gold.texts:
        weights = weights_of(name)
        with patch("summitalign.terms.evidence.learned", lambda weights=weights: weights):
            findings = gold.fixer.fix_text(gold.texts[name], name).findings
        for row in gold.rows[name]:
            met = [f for f in findings if f.span.start < row["end"] and f.span.end > row["start"]]
            applied = [f for f in met if f.decision is Decision.APPLY]
            is_whole = any((f.span.start, f.span.end) == (row["start"], row["end"]) for f in applied)
            is_right = is_whole and any(f.use[0] in row["right"] for f in applied)
            offered = any(f.decision is not Decision.SKIP and {*f.use} & {*row["right"]} for f in met)
            count["fix"] += row["verdict"] == "fix"
            count["right"] += row["verdict"] == "fix" and is_right
            count["wrong"] += row["verdict"] != "unsure" and bool(applied) and not is_right
            count["damaged"] += row["verdict"] == "keep" and bool(applied)
            count["offered"] += row["verdict"] == "fix" and (is_right or offered)
    precision = count["right"] / max(count["right"] + count["wrong"], 1)
    recall, offered = count["right"] / count["fix"], count["offered"] / count["fix"]
    print(f"{title:34} precision {precision:.4f}  recall {recall:.4f}  with suggestions {offered:.4f}", end="  ")
    print(f"keeps damaged {count['damaged']}")


def main() -> None:
    """Learn, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--ordinary", type=Path, nargs=2, metavar=("FOLDER", "GLOSSARY"))
    parser.add_argument("--write", action="store_true", help="write the weights into the data file")
    options = parser.parse_args()
    gold, data = Gold(options.gold), json.loads(DATA.read_text(encoding="utf-8"))
    hand = read_weights(json.dumps(data), "hand")
    samples = gold.samples(hand) + (ordinary(*options.ordinary, hand) if options.ordinary else [])
    model = Model(samples, hand)
    documents, terms = [s.document for s in samples], [s.term for s in samples]
    by_document = model.held_out(documents, FOLDS)
    apply_from = model.threshold(by_document)
    final = model.weights(model.fit(np.ones(len(samples), dtype=bool)), apply_from)
    print(f"{len(samples)} hits, {int(model.truth.sum())} of them to be fixed; apply from {apply_from}")
    print(f"leaving out one term: 99 % from {model.threshold(model.held_out(terms, 10**9))}")
    report(gold, "estimates by hand", lambda _name: hand)
    kept = [np.array([_fold(document, FOLDS) != fold for document in documents]) for fold in range(FOLDS)]
    folds = [model.weights(model.fit(rows), apply_from) for rows in kept]
    report(gold, "learned, held out by document", lambda name: folds[_fold(name, FOLDS)])
    report_terms(gold, model, terms, apply_from)
    report(gold, "learned on all", lambda _name: final)
    if options.write:
        for kind, row in data["kinds"].items():
            row["weight"] = round(final.prior if kind == "prior" else final.of(kind), 2)
        data["apply_from"]["weight"] = apply_from
        data["samples"] = len(samples)
        DATA.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def report_terms(gold: Gold, model: Model, terms: Sequence[str], apply_from: float) -> None:
    """Print the figures where each term is judged by weights that were learned without it."""
    count: Counter[str] = Counter()
    for term in sorted(set(terms)):
        weights = model.weights(model.fit(np.array([other != term for other in terms])), apply_from)
        for name in sorted({s.document for s in model.samples if s.term == term} & set(gold.texts)):
            for row, each in gold.explained(name, weights):
                if each.term == term and row["verdict"] != "unsure" and each.candidates:
                    is_right = each.decision is Decision.APPLY and each.candidates[0].use in row["right"]
                    count["fix"] += row["verdict"] == "fix"
                    count["right"] += is_right
                    count["wrong"] += each.decision is Decision.APPLY and not is_right
    precision = count["right"] / max(count["right"] + count["wrong"], 1)
    recall = count["right"] / count["fix"]
    print(f"{'learned without the term itself':34} precision {precision:.4f}  recall {recall:.4f}  (weighed terms)")


if __name__ == "__main__":
    main()
