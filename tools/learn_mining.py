"""Learn the weights of the signs by which `glossary suggest` judges, and check them on names they have not seen.

A set is a folder with documents (`docs/`), originals (`en/`) and names that are looked for (`names.txt`) where there
are some, and the pairs that are errors (`pairs.tsv`, `wrong<TAB>right` a line); pairs of which nobody knows stand in
`unclear.tsv`. What stands in neither counts as no error, so all that is proposed has to be judged. Logistic regression
by Newton's method, drawn towards estimates by hand, as judged pairs are few; cross-validated over the letters of the
names, so no name is judged by weights that it has taught.
"""

import argparse
import json
import zlib
from pathlib import Path

import numpy as np

from summitalign import api
from summitalign.mining.universe import read_names
from summitalign.workspace.mining import Mine
from summitalign.workspace.read import Input
from summitalign.workspace.run import Engine

PLACE = Path(__file__).parent.parent / "src/summitalign/mining/weights.json"
FOLDS = 5
PULL = 1.0
"""How strongly the weights are drawn towards the estimates."""


def signs_of(folder: Path, *, is_listed: bool) -> tuple[list[dict[str, float]], list[float], list[int]]:
    """Return the signs of every pair that is found in a set, whether it is an error, and its fold."""
    right, unclear = _pairs(folder / "pairs.tsv"), _pairs(folder / "unclear.tsv")
    names = read_names((folder / "names.txt").read_text("utf-8")) if is_listed else ()
    originals = tuple(api.parse(path.read_text("utf-8"), path.name) for path in sorted((folder / "en").glob("*.md")))
    inputs = [Input(str(path)) for path in sorted((folder / "docs").glob("*.md"))]
    found = Mine(inputs, Engine(2), originals, names).proposing()
    signs, labels, folds = [], [], []
    for pair in found.tally.links:
        form, name = pair[0].lower(), found.names[pair[1]].lower()
        if not found.is_open(pair) or (form, name) in unclear:
            continue
        longer = any(name == use and wrong in form and len(form) == len(wrong) + 1 > 3 for wrong, use in right)
        signs.append(found.judge.signs(pair))
        labels.append(float((form, name) in right or longer))
        folds.append(zlib.crc32(pair[1].encode()) % FOLDS)
    return signs, labels, folds


def _pairs(path: Path) -> set[tuple[str, str]]:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {(wrong.lower(), use.lower()) for wrong, use in (line.split("\t")[:2] for line in lines)}


def fit(x: np.ndarray, y: np.ndarray, hand: np.ndarray) -> np.ndarray:
    """Return the weights that fit best, near the estimates."""

    def loss(weights: np.ndarray) -> float:
        scores = x @ weights
        return float((np.logaddexp(0.0, scores) - y * scores).sum() + PULL / 2 * ((weights - hand) ** 2).sum())

    weights = hand.copy()
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (y - chance) - PULL * (weights - hand)
        step = np.linalg.solve((x.T * (chance * (1 - chance))) @ x + PULL * np.eye(len(hand)), slope)
        size = 1.0
        while size > 1e-6 and loss(weights + size * step) > loss(weights):
            size /= 2
        weights = weights + size * step
    return weights


def show(what: str, scores: np.ndarray, y: np.ndarray) -> None:
    chances = 1 / (1 + np.exp(-scores))
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        taken = chances >= threshold
        share = y[taken].mean() if taken.any() else 0.0
        found = y[taken].sum() / max(y.sum(), 1)
        print(f"{what} from {threshold:.1f}: {taken.sum():4} proposed, precision {share:.3f}, recall {found:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path, help="folders with docs/, names.txt and pairs.tsv")
    parser.add_argument("--write", action="store_true", help="write the weights")
    arguments = parser.parse_args()
    content = json.loads(PLACE.read_text("utf-8"))
    signs, labels, folds = [], [], []
    for folder in arguments.sets:
        for is_listed in (True, False) if (folder / "names.txt").exists() else (False,):
            found = signs_of(folder, is_listed=is_listed)
            signs += found[0]
            labels += found[1]
            folds += found[2]
    names = list(content["hand"])
    x = np.array([[each.get(name, 0.0) for name in names] for each in signs])
    y, fold = np.array(labels), np.array(folds)
    hand = np.array([content["hand"][name] for name in names])
    held = np.zeros(len(y))
    for number in range(FOLDS):
        held[fold == number] = x[fold == number] @ fit(x[fold != number], y[fold != number], hand)
    weights = fit(x, y, hand)
    listed = x[:, names.index("listed")] > 0
    show("held out, listed", held[listed], y[listed])
    show("held out, found", held[~listed], y[~listed])
    show("all, listed", (x @ weights)[listed], y[listed])
    content["weights"] = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    if arguments.write:
        PLACE.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    else:
        print(json.dumps(content["weights"], indent=1))


if __name__ == "__main__":
    main()
