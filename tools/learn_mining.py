"""Learn the weights of the signs by which `glossary suggest` judges, and check them on names they have not seen.

A set is a folder with documents (`docs/`), the names that are looked for (`names.txt`), and the pairs that are errors
(`pairs.tsv`, `wrong<TAB>right` a line); pairs of which nobody knows stand in `unclear.tsv`. Logistic regression by
Newton's method, drawn towards estimates by hand, as judged pairs are few; cross-validated over the letters of the
names, so no name is judged by weights that it has taught.
"""

import argparse
import json
import zlib
from pathlib import Path

import numpy as np

from summitalign import api
from summitalign.mining.counting import Tally
from summitalign.mining.names import key_index
from summitalign.mining.pages import read_page
from summitalign.mining.search import Finder, Wanted
from summitalign.mining.universe import Universe, read_names
from summitalign.mining.weigh import Judge
from summitalign.workspace.mining import packed_names, reversed_lexicon
from summitalign.workspace.sounds import kept_sounds

PLACE = Path(__file__).parent.parent / "src/summitalign/mining/weights.json"
FOLDS = 5
PULL = 1.0
"""How strongly the weights are drawn towards the estimates."""


def signs_of(folder: Path, *, is_listed: bool) -> tuple[list[dict[str, float]], list[float], list[int]]:
    """Return the signs of every pair that is found in a set, whether it is an error, and its fold."""
    known = reversed_lexicon()
    right = {
        (wrong.lower(), use.lower())
        for wrong, use in (line.split("\t")[:2] for line in (folder / "pairs.tsv").read_text("utf-8").splitlines())
    }
    unclear = folder / "unclear.tsv"
    open_lines = unclear.read_text("utf-8").splitlines() if unclear.exists() else []
    open_pairs = {tuple(line.lower().split("\t")[:2]) for line in open_lines}
    paths = sorted((folder / "docs").glob("*.md"))
    pages = [read_page(api.parse(path.read_text("utf-8"), path.name)) for path in paths]
    if is_listed:
        names = read_names((folder / "names.txt").read_text("utf-8"))
    else:
        universe = Universe(known)
        for page in pages:
            universe.add(page)
        names = universe.names(packed_names())
    finder = Finder(Wanted.of(names, known, kept_sounds()))
    tally = Tally()
    for page in pages:
        tally.add(finder.find(page))
    index = key_index(names)
    judge = Judge(tally, index, known, is_listed)
    signs, labels, folds = [], [], []
    for pair in tally.links:
        form, name = pair[0].lower(), index[pair[1]].lower()
        if form == name or (form, name) in open_pairs or known.translates(pair[0], name):
            continue
        longer = any(name == use and wrong in form and len(form) == len(wrong) + 1 > 3 for wrong, use in right)
        signs.append(judge.signs(pair))
        labels.append(float((form, name) in right or longer))
        folds.append(zlib.crc32(pair[1].encode()) % FOLDS)
    return signs, labels, folds


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
        for is_listed in (True, False):
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
