"""Files of beads and the gold standards that they are compared with: one of each, or two folders."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summitalign.errors import InputError, UsageError
from summitalign.model.bead_list import BeadList
from summitalign.report.bead_reading import read_bead_lists
from summitalign.workspace.encodings import decode_utf8
from summitalign.workspace.read import Input
from summitalign.workspace.walk import documents

_ANY = ("",)
"""Endings of files of beads."""


@dataclass(frozen=True, slots=True)
class BeadFiles:
    """A gold standard, and what was found."""

    gold: Input
    found: Input | None
    """None where there is no such file."""
    name: str
    """How results name the two."""


@dataclass(frozen=True, slots=True)
class BeadPair:
    """The beads of one pair of documents, twice."""

    name: str
    """The name of the files; where they hold several pairs of documents, with the paths of these."""
    gold: BeadList | None
    """None where the gold standard has nothing of the pair of documents."""
    found: BeadList


def match_folders(gold: str, found: str) -> tuple[tuple[BeadFiles, ...], tuple[str, ...]]:
    """Match the files of two folders by their paths inside, else by those without the last ending.

    Return the pairs, in the order of the gold standards, and the files that no gold standard is for. Raises
    UsageError where only one of the two is a folder, or the first one holds nothing.
    """
    for path, other in ((gold, found), (found, gold)):
        if not Path(path).is_dir():
            raise UsageError("is a file, and the other one a folder", place=path, hint=f"name a file in {other}")
    there = _inside(found)
    plain: dict[str, list[str]] = {}
    for name in there:
        plain.setdefault(_stem(name), []).append(name)
    pairs, used = [], set()
    for name, path in _inside(gold).items():
        like = [name] if name in there else plain.get(_stem(name), [])
        if len(like) > 1:
            raise UsageError(f"is like {' and '.join(like)}", place=path, hint=f"keep one of them in {found}")
        used.update(like)
        pairs.append(BeadFiles(Input(path), Input(there[like[0]]) if like else None, name))
    if not pairs:
        raise UsageError("holds no files", place=gold)
    return tuple(pairs), tuple(path for name, path in there.items() if name not in used)


def _inside(folder: str) -> dict[str, str]:
    """Return the files of a folder by their paths in it."""
    return {Path(path).relative_to(folder).as_posix(): path for path in documents([folder], suffixes=_ANY)}


def _stem(name: str) -> str:
    return str(Path(name).with_suffix(""))


def bead_pairs(files: BeadFiles) -> Iterator[BeadPair | InputError]:
    """Yield the beads of two files, for each pair of documents in the gold standard, or why there are none.

    What was found of other pairs of documents comes last.
    Pairs of documents are found by their paths, which do not matter where each file holds only one. Raises InputError
    for a file that cannot be read.
    """
    if files.found is None:
        raise InputError("nothing was found for this gold standard: no file of that name", place=files.gold.name)
    golds, founds = _read(files.gold), _read(files.found)
    if len(golds) == len(founds) == 1:
        yield BeadPair(files.name, golds[0], founds[0])
        return
    known = {(one.source, one.target): one for one in founds}
    for gold in golds:
        found = known.get((gold.source, gold.target))
        pair = f"{gold.source} and {gold.target}"
        if found is None:
            yield InputError(f"holds nothing of {pair}", place=files.found.name)
        else:
            yield BeadPair(f"{files.name}: {pair}", gold, found)
    judged = {(one.source, one.target) for one in golds}
    for found in founds:
        if (found.source, found.target) not in judged:
            yield BeadPair(f"{files.found.name}: {found.source} and {found.target}", None, found)


def _read(source: Input) -> tuple[BeadList, ...]:
    return read_bead_lists(decode_utf8(source.read(), source.name).text, source.name)
