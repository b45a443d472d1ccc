"""Read judged alignments of lines or sentences, and score found ones against them."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

Bead = tuple[tuple[int, ...], tuple[int, ...]]
"""Numbers of the lines of the first and of the second text, from 0; one side may be empty."""
_SIDE = re.compile(r"\[([\d,\s]*)\]")


@dataclass(frozen=True)
class Judged:
    """Two texts, a line for each sentence, and the beads between them."""

    group: str
    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    beads: tuple[Bead, ...]

    def chain(self, most: int) -> tuple[Bead, ...]:
        """Return the longest run of beads in order on both sides; left out are gaps, and what no chain can hold."""
        odd = self.odd(most)
        full = sorted(one for one in self.beads if one[0] and one[1] and one not in odd)
        longest: list[tuple[Bead, ...]] = []
        for bead in full:
            fitting = (run for run in longest if run[-1][1][-1] < bead[1][0])
            longest.append((*max(fitting, key=len, default=()), bead))
        return max(longest, key=len, default=())

    def odd(self, most: int) -> tuple[Bead, ...]:
        """Return the beads that no chain can hold: scattered ones, and those of more than `most` lines."""
        return tuple(
            one
            for one in self.beads
            if one[0] and one[1] and not (_is_run(one[0]) and _is_run(one[1]) and len(one[0]) + len(one[1]) <= most)
        )


def _is_run(numbers: Sequence[int]) -> bool:
    return list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))


def read_folder(folder: Path) -> list[Judged]:
    """Read a folder with `set.json`, a folder for each side, and `gold` with lines such as `[0,1]:[2]`."""
    order = json.loads((folder / "set.json").read_text(encoding="utf-8"))
    found = []
    for truth in sorted((folder / "gold").iterdir()):
        first, second = (_lines(folder / order[side] / truth.name) for side in ("first", "second"))
        found.append(Judged(folder.name, truth.name, first, second, read_beads(truth.read_text(encoding="utf-8"))))
    return found


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))


def read_beads(text: str) -> tuple[Bead, ...]:
    """Read beads, one a line."""
    beads = []
    for line in text.splitlines():
        sides = [tuple(int(number) for number in side.split(",") if number.strip()) for side in _SIDE.findall(line)]
        if len(sides) >= 2:
            beads.append((sides[0], sides[1]))
    return tuple(beads)


def read_parallel(folder: Path) -> list[Judged]:
    """Read files of beads, each a block of lines `E english` and `Z chinese`, in the order of the Chinese.

    A block with one side is a sentence without counterpart. Where the English stands in another order, `E =A` keeps
    the place of the sentence that follows as `E +A ...` with its counterpart.
    """
    return [_parallel(path, folder.name) for path in sorted(folder.glob("*.txt"))]


def _parallel(path: Path, group: str) -> Judged:
    english: list[str] = []
    chinese: list[str] = []
    places: dict[str, int] = {}
    beads: list[tuple[list[int], list[int]]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        bead: tuple[list[int], list[int]] = [], []
        for line in block.splitlines():
            side, text = line[:1], line[2:]
            if side == "Z" and text:
                bead[0].append(len(chinese))
                chinese.append(text)
            elif text.startswith("+"):
                english[places[text[1]]] = text[3:]
                bead[1].append(places[text[1]])
            elif text.startswith("="):
                places[text[1]] = len(english)
                english.append("")
            elif text:
                bead[1].append(len(english))
                english.append(text)
        beads.append(bead)
    kept = tuple((tuple(first), tuple(second)) for first, second in beads if first or second)
    return Judged(group, path.stem, tuple(chinese), tuple(english), kept)


@dataclass(frozen=True)
class Figures:
    """Precision, recall and F1: strict of equal beads, lax of beads that overlap on both sides."""

    strict: tuple[float, float, float]
    lax: tuple[float, float, float]


def figures(pairs: Iterable[tuple[Sequence[Bead], Sequence[Bead]]]) -> Figures:
    """Score pairs of judged and found beads, counts added up.

    Precision counts every found bead, gaps too; recall leaves out judged beads with an empty side (as Vecalign does).
    """
    counts = {"strict": [0, 0], "lax": [0, 0]}
    total = [0, 0]
    for judged, found in pairs:
        for side, (truth, guess) in enumerate(
            ((judged, found), ([b for b in found if all(b)], [b for b in judged if all(b)]))
        ):
            known, guesses = set(truth), set(guess)
            joined = {(i, j) for first, second in known for i in first for j in second}
            exact = {bead for bead in guesses if bead in known}
            near = {bead for bead in guesses if any((i, j) in joined for i in bead[0] for j in bead[1])}
            counts["strict"][side] += len(exact)
            counts["lax"][side] += len(exact | near)
            total[side] += len(guesses)
    return Figures(
        *(
            _prf(*(hits / max(1, all_) for hits, all_ in zip(counts[kind], total, strict=True)))
            for kind in ("strict", "lax")
        )
    )


def _prf(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2.0 * precision * recall / max(1e-9, precision + recall)


def with_gaps(beads: Iterable[Bead], sizes: tuple[int, int]) -> list[Bead]:
    """Add the lines that stand in no bead, each as a bead of its own."""
    found = list(beads)
    own = {number for first, _ in found for number in first}
    other = {number for _, second in found for number in second}
    found += [((number,), ()) for number in range(sizes[0]) if number not in own]
    return found + [((), (number,)) for number in range(sizes[1]) if number not in other]
