"""Align sections the way that is at hand: in order, by titles, by shared tokens, or by lengths.

Reads a gold standard as `bilingual.py` writes it, and prints a JSON array of pairs of ids for each of its lines. Where
the sections begin and end is taken from there, which is more than `summitalign` is told.
"""

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Sections = Sequence[tuple[str, str, str]]
"""Id, title and text of each."""
Pairs = list[tuple[int, int]]
"""Positions of source and target."""
_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*[A-Za-z0-9_]|\d+(?:\.\d+)*")
_LIKE = 60
"""Least likeness of two titles, of 100."""
_SHAPES = {(1, 1): 0.89, (1, 0): 0.00495, (0, 1): 0.00495, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
"""Beads and how often they come, from Gale & Church (1993), table 5; the rows of two are halved."""
_VARIANCE = 6.8
"""Of the lengths, per character; from the same paper."""


def by_order(own: Sections, other: Sections) -> Pairs:
    return [(number, number) for number in range(min(len(own), len(other)))]


def by_title(own: Sections, other: Sections) -> Pairs:
    """Take the titles that are most alike first (`rapidfuzz.fuzz.ratio`)."""
    from rapidfuzz import fuzz, process

    titles = [[title.lower() for _, title, _ in side] for side in (own, other)]
    alike = process.cdist(*titles, scorer=fuzz.ratio)
    places = ((s, t) for s in range(len(own)) for t in range(len(other)) if titles[0][s] and titles[1][t])
    return _greedy((float(alike[s, t]), s, t) for s, t in places if alike[s, t] >= _LIKE)


def by_tokens(own: Sections, other: Sections) -> Pairs:
    """Take the sections first that share most Latin words and numbers, rare ones counting more (cosine of tf-idf)."""
    sides = [[Counter(_TOKEN.findall(f"{title}\n{text}".lower())) for _, title, text in side] for side in (own, other)]
    known = Counter(token for side in sides for bag in side for token in bag)
    total = len(own) + len(other)
    vectors = [[{t: n * math.log(total / known[t]) for t, n in bag.items()} for bag in side] for side in sides]
    lengths = [[math.sqrt(sum(x * x for x in vector.values())) or 1.0 for vector in side] for side in vectors]
    scores = (
        (sum(x * right.get(t, 0.0) for t, x in left.items()) / lengths[0][s] / lengths[1][r], s, r)
        for s, left in enumerate(vectors[0]) for r, right in enumerate(vectors[1])
    )  # fmt: skip
    return _greedy(score for score in scores if score[0] > 0)


def _greedy(scores: Iterable[tuple[float, int, int]]) -> Pairs:
    """Take the best pair of what is left, and so on; of equal ones the one nearest to the diagonal."""
    pairs: Pairs = []
    sources, targets = set[int](), set[int]()
    for _, s, t in sorted(scores, key=lambda one: (-one[0], abs(one[1] - one[2]), one[1])):
        if s not in sources and t not in targets:
            pairs.append((s, t))
            sources.add(s)
            targets.add(t)
    return pairs


def by_length(own: Sections, other: Sections) -> Pairs:
    """Find the chain of beads that the lengths explain best (Gale & Church 1993).

    Unlike them the ratio of the lengths is that of the two documents, as one Chinese character says as much as two or
    three letters, and the tail of the normal distribution has a floor.
    """
    left, right = ([max(1, len(text)) for *_, text in side] for side in (own, other))
    ratio = sum(right) / sum(left)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for s in range(len(own) + 1):
        for t in range(len(other) + 1):
            steps = []
            for (a, b), prior in _SHAPES.items():
                if (s - a, t - b) in best:
                    cost = _cost(sum(left[s - a : s]), sum(right[t - b : t]), ratio) - math.log(prior)
                    steps.append((best[s - a, t - b][0] + cost, (a, b)))
            if steps:
                best[s, t] = min(steps)
    pairs, s, t = [], len(own), len(other)
    while s or t:
        a, b = best[s, t][1]
        pairs += [(i, j) for i in range(s - a, s) for j in range(t - b, t)]
        s, t = s - a, t - b
    return pairs


def _cost(left: int, right: int, ratio: float) -> float:
    """Return minus the logarithm of the chance that the lengths differ so much, or more."""
    mean = (left + right / ratio) / 2
    delta = abs(right - left * ratio) / math.sqrt(_VARIANCE * max(mean, 1.0))
    return -math.log(max(math.erfc(delta / math.sqrt(2)), 1e-30))


METHODS: dict[str, Callable[[Sections, Sections], Pairs]] = {
    "order": by_order, "titles": by_title, "tokens": by_tokens, "lengths": by_length,
}  # fmt: skip


def sections(row: dict[str, Any], folder: Path, language: str) -> Sections:
    lines = (folder / row[f"{language}_file"]).read_text(encoding="utf-8").split("\n")
    return [
        (each["id"], each.get("title", ""), "\n".join(lines[each["start"] - 1 : each["end"]]))
        for each in row[f"{language}_sections"]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("method", choices=METHODS)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    asked = parser.parse_args()
    for line in asked.gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        own, other = (sections(row, asked.gold.parent, language) for language in ("en", "zh"))
        print(json.dumps([[other[t][0], own[s][0]] for s, t in METHODS[asked.method](own, other)]))


if __name__ == "__main__":
    main()
