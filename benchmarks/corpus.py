"""Write an invented corpus of machine-translated documentation, the same for the same seed.

Its shape is that of a real one: 12 kB a file on average, in a quarter of the files wrong forms, three to four in
each, and of those 31 of 100 in code, destinations and addresses; of all bytes 37 of 100 are ASCII and 14 stand in
fences, and a run of Chinese characters is seven long. FOLDER then holds `corpus-25`, `corpus-1000` ...
(the same documents, with wrong forms of a glossary of that many entries), `clean` (with right words in their place),
the glossaries, `expected-25.tsv` ... with the path and the form of every hit in prose, and `manifest.json`, which
counts what was written.
"""

import argparse
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from blocks import ANY, CHINESE, FILLING, PROSE, PROTECTED, TOKEN, Writer
from vocabulary import Entry, Vocabulary

SIZES = (25, 1000, 10_000)
"""Entries in the glossaries."""
MEAN, LEAST, MOST, SPREAD = 12_000, 1_000, 60_000, 0.75
"""Bytes of a file: the mean, the bounds, and the standard deviation of the logarithm."""
WITH_HITS = 4
"""One file of this many holds wrong forms."""
HITS = {1: 30, 2: 20, 3: 15, 4: 10, 5: 8, 6: 6, 8: 5, 12: 4, 16: 2}
"""How many of 100 files with wrong forms hold how many; 3.5 on average."""
CLEAN = "clean"
_SLOT = re.compile(f"[{ANY}{TOKEN}{CHINESE}]")
_HAN = re.compile("[\u4e00-\u9fff]")


class Deck:
    """Draws kinds without putting them back, so that even a small corpus has the right shares."""

    def __init__(self, cards: dict[str, int], chance: random.Random) -> None:
        self._cards = [kind for kind, number in cards.items() for _ in range(number)]
        self._chance, self._rest = chance, list[str]()

    def draw(self) -> str:
        if not self._rest:
            self._rest = self._chance.sample(self._cards, len(self._cards))
        return self._rest.pop()


@dataclass
class Counts:
    """What was written; the hits are the same in the corpora of all glossaries."""

    files: int = 0
    files_with_hits: int = 0
    prose_hits: int = 0
    protected_hits: int = 0
    megabytes: dict[str, float] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)


class Pages:
    """Invents documents with slots for wrong forms."""

    def __init__(self, vocabulary: Vocabulary, seed: int, counts: Counts) -> None:
        self._chance = random.Random(f"pages {seed}")
        self._writer, self._counts = Writer(vocabulary, self._chance), counts
        self._kinds = Deck(PROSE | PROTECTED, self._chance)
        self._numbers = Deck({str(number): cards for number, cards in HITS.items()}, self._chance)
        self._places = Deck({"hits": 1, "": WITH_HITS - 1}, self._chance)

    def page(self) -> str:
        """Write one document; its size follows a log-normal distribution."""
        chance, writer = self._chance, self._writer
        # The mean of a log-normal distribution lies half a variance above its middle.
        wanted = min(max(MEAN * chance.lognormvariate(-(SPREAD**2) / 2, SPREAD), LEAST), MOST)
        slots = [self._slot() for _ in range(int(self._numbers.draw()) if self._places.draw() else 0)]
        self._counts.files += 1
        self._counts.files_with_hits += bool(slots)
        head = self._head()
        size = len(head.encode()) + sum(len(block.encode()) for block in slots)
        filling, weights = list(FILLING), list(FILLING.values())
        written: list[str] = []
        while size < wanted or not written:
            written.append(writer.block(chance.choices(filling, weights)[0]))
            size += len(written[-1].encode()) + 2
        for block in slots:
            written.insert(chance.randint(0, len(written)), block)
        return "\n\n".join((head, *written)) + "\n"

    def _slot(self) -> str:
        kind = self._kinds.draw()
        if kind in PROTECTED:
            self._counts.protected_hits += 1
        else:
            self._counts.prose_hits += 1
        return self._writer.block(kind, has_slot=True)

    def _head(self) -> str:
        title, writer = self._writer.title(), self._writer
        front = f"---\ntitle: {title}\ntags: [{writer.identifier()}, {writer.identifier()}]\n---\n\n"
        return f"{front if self._chance.random() < 0.5 else ''}# {title}\n\n{writer.text(2)}"


class Filler:
    """Puts wrong forms of one glossary into the slots; without a glossary, right words."""

    def __init__(self, entries: Sequence[Entry], vocabulary: Vocabulary, seed: int) -> None:
        self._chance, self._words = random.Random(f"forms {len(entries)} {seed}"), vocabulary.words
        forms = [entry.wrong for entry in entries]
        self.in_prose: list[str] = []
        """What was put into prose so far, and is to be found there."""
        self._forms = {
            ANY: forms,
            TOKEN: [entry.wrong for entry in entries if entry.is_token],
            CHINESE: [entry.wrong for entry in entries if entry.is_chinese],
        }

    def fill(self, page: str) -> str:
        return _SLOT.sub(self._form, page)

    def _form(self, slot: re.Match[str]) -> str:
        forms = self._forms[slot[0]]
        if not forms:
            return "example" if slot[0] == TOKEN else self._chance.choice(self._words)
        # Some terms are far more common than others.
        form = forms[int(len(forms) * self._chance.random() ** 2)]
        if slot[0] == ANY:
            self.in_prose.append(form)
        if not form.isascii():
            return form
        before, after = slot.string[slot.start() - 1], slot.string[slot.end()]
        return f"{' ' * bool(_HAN.match(before))}{form}{' ' * bool(_HAN.match(after))}"


def write_glossary(entries: Sequence[Entry], path: Path) -> None:
    path.write_text("".join(f"{entry.wrong}: {entry.right}\n" for entry in entries), encoding="utf-8")


def pages(vocabulary: Vocabulary, seed: int, limits: tuple[float, int | None], counts: Counts) -> Iterator[str]:
    """Yield documents until there are enough megabytes, or as many files as were asked for."""
    megabytes, files = limits
    book, size = Pages(vocabulary, seed, counts), 0
    while counts.files < files if files is not None else size < megabytes * 1e6:
        page = book.page()
        size += len(page.encode())
        yield page


def write(folder: Path, seed: int, limits: tuple[float, int | None], sizes: Sequence[int]) -> Counts:
    """Write corpora and glossaries into `folder`; return what was written."""
    counts, vocabulary = Counts(), Vocabulary(seed)
    fillers = {CLEAN: Filler((), vocabulary, seed)}
    for number in sizes:
        entries = vocabulary.entries(number)
        fillers[f"corpus-{number}"] = Filler(entries, vocabulary, seed)
        write_glossary(entries, folder / f"glossary-{number}.yml")
    written, digests = Counter[str](), {name: hashlib.sha256() for name in fillers}
    expected: dict[str, list[str]] = {name: [] for name in fillers}
    for number, page in enumerate(pages(vocabulary, seed, limits, counts)):
        place = f"part-{number // 200:03}/{number:05}.md"
        for name, filler in fillers.items():
            data = filler.fill(page).encode()
            path = folder / name / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            digests[name].update(data)
            written[name] += len(data)
            expected[name] += [f"{place}\t{form}\n" for form in filler.in_prose]
            filler.in_prose.clear()
    for number in sizes:
        (folder / f"expected-{number}.tsv").write_text("".join(expected[f"corpus-{number}"]), encoding="utf-8")
    counts.megabytes = {name: size / 1e6 for name, size in written.items()}
    counts.sha256 = {name: digest.hexdigest() for name, digest in digests.items()}
    (folder / "manifest.json").write_text(json.dumps(vars(counts), indent=1) + "\n", encoding="utf-8")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write; must be empty or not exist")
    parser.add_argument("--size-mb", type=float, default=40, metavar="MB", help="megabytes of each corpus (40)")
    parser.add_argument("--files", type=int, metavar="N", help="write N files, whatever their size")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other documents (1)")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), metavar="N,N", help="entries of the glossaries")
    asked = parser.parse_args()
    if asked.folder.exists() and any(asked.folder.iterdir()):
        parser.error(f"{asked.folder} is not empty")
    asked.folder.mkdir(parents=True, exist_ok=True)
    sizes = [int(number) for number in asked.sizes.split(",") if number]
    counts = write(asked.folder, asked.seed, (asked.size_mb, asked.files), sizes)
    hits = counts.prose_hits + counts.protected_hits
    print(
        f"{counts.files:,} files, {counts.files_with_hits:,} of them with wrong forms: {hits:,},"
        f" {counts.protected_hits:,} of these in code and addresses"
    )


if __name__ == "__main__":
    main()
