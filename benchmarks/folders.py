"""Write an invented folder of English documents and one of their Chinese translations, and which belong together.

The same for the same seed. The sentences are those of `bilingual.py`; names, identifiers, links and code, which a
translator copies, those of `vocabulary.py` and `blocks.py`. Of 100 documents on each side 10 have no partner, and 5
translations lie in another folder under another name; a translator leaves out some sentences, links, blocks of code
and now and then a section. FOLDER then holds `en`, `zh` and `pairs.tsv`.
"""

import argparse
import random
import re
from collections.abc import Sequence
from pathlib import Path

from bilingual import NOUNS, SENTENCES, TITLES
from blocks import Writer
from vocabulary import Vocabulary

LEAST, MOST = 4_000, 12_000
"""Bytes of an English document."""
ALONE = 0.10
"""Part of the documents of each side that have no partner."""
MOVED = 0.05
"""Part of the translations that lie elsewhere under another name."""
NAMES = 300
"""Names of products that the documents are about."""
_UNTOLD, _UNLINKED, _UNCODED, _DROPPED = 0.12, 0.2, 0.1, 0.04
"""Parts of the sentences, links, blocks of code and sections that a translator leaves out."""
_HAN = re.compile("[\u4e00-\u9fff]")
Texts = tuple[str, str]
"""The same in English and Chinese."""


class Pages:
    """Invents documents together with their translations."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(f"folders {seed}")
        vocabulary = Vocabulary(seed)
        self.writer = Writer(vocabulary, self.chance)
        self._names = [entry.right for entry in vocabulary.entries(8 * NAMES) if entry.right.isascii()][:NAMES]

    def page(self) -> Texts:
        """Write one document and its translation."""
        chance = self.chance
        nouns, names = chance.sample(NOUNS, 12), chance.sample(self._names, chance.randint(2, 5))
        wanted = chance.randint(LEAST, MOST - 1_500)
        parts = [self._section(1, nouns, names)]
        while sum(len(own.encode()) for own, _ in parts) < wanted:
            parts.append(self._section(chance.choice((2, 2, 3)), nouns, names))
        told = [other for number, (_, other) in enumerate(parts) if number == 0 or chance.random() >= _DROPPED]
        return "\n\n".join(own for own, _ in parts) + "\n", "\n\n".join(told) + "\n"

    def path(self) -> str:
        """Invent a path, such as `guides/export-table.md`; many folders hold an index."""
        chance = self.chance
        folders = [self.writer.identifier().split(".")[0] for _ in range(chance.randint(1, 2))]
        stem = "index" if chance.random() < 0.1 else f"{self.writer.identifier()}-{chance.randint(1, 99)}"
        return "/".join((*folders, f"{stem}.md"))

    def _section(self, level: int, nouns: Sequence[Texts], names: Sequence[str]) -> Texts:
        chance = self.chance
        a, b = chance.sample(nouns, 2)
        title = chance.choice(TITLES)
        name = chance.choice(names)
        own, other = (f"{'#' * level} {title[k].format(a=a[k], b=b[k], p=name)}" for k in (0, 1))
        for _ in range(chance.randint(1, 4)):
            texts = self._block(nouns, names)
            own += f"\n\n{texts[0]}"
            other += f"\n\n{texts[1]}" if texts[1] else ""
        return own, other

    def _block(self, nouns: Sequence[Texts], names: Sequence[str]) -> Texts:
        chance, kind = self.chance, self.chance.random()
        if kind < 0.15:
            lines = self.writer.fence("").split("\n")
            code = "\n".join(line for line in lines if not _HAN.search(line))
            return code, "" if chance.random() < _UNCODED else code
        told = [self._sentence(nouns, names) for _ in range(chance.randint(2, 6))]
        kept = [texts for texts in told if chance.random() >= _UNTOLD] or told[:1]
        if kind < 0.35:
            return "\n".join(f"- {own}" for own, _ in told), "\n".join(f"- {other}" for _, other in kept)
        return " ".join(own for own, _ in told), "".join(other for _, other in kept)

    def _sentence(self, nouns: Sequence[Texts], names: Sequence[str]) -> Texts:
        chance = self.chance
        (a, b), pattern = chance.sample(nouns, 2), chance.choice(SENTENCES)
        url = self.writer.url()
        urls = url, f"https://zh.example.cn/{chance.randint(1, 9999)}" if chance.random() < _UNLINKED else url
        same = {
            "p": chance.choice(names), "n": chance.randint(2, 90), "c": self.writer.identifier(),
            "v": f"{chance.randint(1, 9)}.{chance.randint(0, 9)}",
        }  # fmt: skip
        own, other = (pattern[k].format(a=a[k], b=b[k], u=urls[k], **same) for k in (0, 1))
        return own, other


def write(folder: Path, seed: int, documents: int, moved: float = MOVED) -> int:
    """Write the two folders, `documents` in each, and the list of pairs; return the number of pairs."""
    pages, chance, pairs = Pages(seed), random.Random(f"places {seed}"), list[str]()
    taken: set[str] = set()

    def place(path: str) -> str:
        while path in taken:
            path = pages.path()
        taken.add(path)
        return path

    alone = set(chance.sample(range(documents), round(ALONE * documents)))
    elsewhere = set(chance.sample(range(documents), round(moved * documents)))
    for number in range(documents):
        own, other = pages.page()
        path = place(pages.path())
        away = place(pages.path()) if number in elsewhere else path
        if number in alone:
            # Two strangers take the place of the pair.
            other, away = pages.page()[1], place(pages.path())
        else:
            pairs.append(f"en/{path}\tzh/{away}\n")
        for side, name, text in (("en", path, own), ("zh", away, other)):
            file = folder / side / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    (folder / "pairs.tsv").write_text("".join(pairs), encoding="utf-8")
    return len(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write; must be empty or not exist")
    parser.add_argument("--documents", type=int, default=2000, metavar="N", help="documents in each folder (2000)")
    parser.add_argument("--moved", type=float, default=MOVED, metavar="PART", help="part that lies elsewhere (0.05)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other documents (1)")
    asked = parser.parse_args()
    if asked.folder.exists() and any(asked.folder.iterdir()):
        parser.error(f"{asked.folder} is not empty")
    asked.folder.mkdir(parents=True, exist_ok=True)
    print(f"{write(asked.folder, asked.seed, asked.documents, asked.moved):,} pairs")


if __name__ == "__main__":
    main()
