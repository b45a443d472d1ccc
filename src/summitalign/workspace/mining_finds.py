"""What was found on a page, as bytes: a run that was broken off does not search it twice."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from hashlib import blake2b
from typing import Any

from summitalign.mining.facing import Faced
from summitalign.mining.look import Hit, Original, Seen
from summitalign.mining.search import Finds, Kind
from summitalign.mining.unexplained import Missing, Passage
from summitalign.model.document import Document
from summitalign.version import __version__

_FORMAT = 6
"""Of what is kept, and of how pages are searched."""
Found = tuple[Finds, tuple[Faced, ...], tuple[Passage, ...]]
"""What a page holds, what its originals say of it, and the passages that correspond to them."""


def mark_of(names: Sequence[str], sources: Iterable[Document]) -> bytes:
    """Return what tells searches apart: those for other names, or with other originals, find something else."""
    mark = blake2b(f"{_FORMAT} {__version__}\n".encode(), digest_size=16)
    mark.update("\n".join(names).encode("utf-8", "surrogatepass"))
    for source in sources:
        mark.update(blake2b(f"{source.source}\0{source.text}".encode("utf-8", "surrogatepass")).digest())
    return mark.digest()


def packed_found(found: Found) -> bytes:
    """Return what was found as bytes, without the offsets, which nobody asks for any more."""
    finds, said, passages = found
    hits = [
        [form, hit.count, sorted(hit.linked), hit.speaks, hit.against, hit.persons, hit.wholes, _places(hit.seen)]
        for form, hit in finds.hits.items()
    ]
    pairs = [[*pair, kind.value, worth] for pair, (kind, worth) in finds.pairs.items()]
    faced = [
        [each.pair, each.facing, each.alone, [[one.written, *astuple(one.seen)] for one in each.originals]]
        for each in said
    ]
    return zlib.compress(json.dumps([hits, pairs, finds.present, faced, _passages(passages)]).encode(), 1)


def unpacked_found(content: bytes, name: str) -> Found:
    """Return what was found from packed bytes; the page is called so now."""
    rows, pairs, present, faced, passages = json.loads(zlib.decompress(content))
    hits = {}
    for form, count, linked, speaks, against, persons, wholes, seen in rows:
        places = [Seen(name, *one) for one in seen]
        hits[form] = Hit(count, frozenset(linked), speaks, against, persons, wholes, places)
    finds = Finds(name, hits, {(form, key): (Kind(kind), worth) for form, key, kind, worth in pairs}, present)
    said = tuple(
        Faced((form, key), facing, alone, tuple(Original(written, Seen(*seen)) for written, *seen in originals))
        for (form, key), facing, alone, originals in faced
    )
    return finds, said, _read_passages(passages)


def _passages(passages: Iterable[Passage]) -> list[list[object]]:
    return [
        [
            each.start, each.end, sorted(each.named), each.runs,
            [
                [one.key, one.forms, one.halves, one.original.written, *astuple(one.original.seen)]
                for one in each.missing
            ],
        ]
        for each in passages
    ]  # fmt: skip


def _read_passages(rows: Iterable[Any]) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            start, end, frozenset(named),
            tuple(
                Missing(key, Original(written, Seen(*seen)), tuple(forms), tuple(halves))
                for key, forms, halves, written, *seen in missing
            ),
            tuple(map(tuple, runs)),
        )
        for start, end, named, runs, missing in rows
    )  # fmt: skip


def _places(seen: Iterable[Seen]) -> list[list[object]]:
    return [[one.line, one.before, one.after] for one in seen]
