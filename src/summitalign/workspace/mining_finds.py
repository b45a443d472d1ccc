"""What was found on a page, as bytes: a run that was broken off does not search it twice."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from hashlib import blake2b

from summitalign.mining.facing import Faced
from summitalign.mining.look import Hit, Original, Seen
from summitalign.mining.search import Finds, Kind
from summitalign.model.document import Document
from summitalign.version import __version__

_FORMAT = 2
"""Of what is kept, and of how pages are searched."""
Found = tuple[Finds, tuple[Faced, ...]]
"""What a page holds, and what its originals say of it."""


def mark_of(names: Sequence[str], sources: Iterable[Document]) -> bytes:
    """Return what tells searches apart: those for other names, or with other originals, find something else."""
    mark = blake2b(f"{_FORMAT} {__version__}\n".encode(), digest_size=16)
    mark.update("\n".join(names).encode("utf-8", "surrogatepass"))
    for source in sources:
        mark.update(blake2b(f"{source.source}\0{source.text}".encode("utf-8", "surrogatepass")).digest())
    return mark.digest()


def packed_found(found: Found) -> bytes:
    """Return what was found as bytes, without the offsets, which nobody asks for any more."""
    finds, said = found
    hits = [
        [form, hit.count, sorted(hit.linked), hit.speaks, hit.against, hit.persons, hit.wholes, _places(hit.seen)]
        for form, hit in finds.hits.items()
    ]
    pairs = [[*pair, kind.value, worth] for pair, (kind, worth) in finds.pairs.items()]
    faced = [
        [each.pair, each.facing, each.alone, [[one.written, *astuple(one.seen)] for one in each.originals]]
        for each in said
    ]
    return zlib.compress(json.dumps([hits, pairs, finds.present, faced]).encode(), 1)


def unpacked_found(content: bytes, name: str) -> Found:
    """Return what was found from packed bytes; the page is called so now."""
    rows, pairs, present, faced = json.loads(zlib.decompress(content))
    hits = {}
    for form, count, linked, speaks, against, persons, wholes, seen in rows:
        places = [Seen(name, *one) for one in seen]
        hits[form] = Hit(count, frozenset(linked), speaks, against, persons, wholes, places)
    finds = Finds(name, hits, {(form, key): (Kind(kind), worth) for form, key, kind, worth in pairs}, present)
    return finds, tuple(
        Faced((form, key), facing, alone, tuple(Original(written, Seen(*seen)) for written, *seen in originals))
        for (form, key), facing, alone, originals in faced
    )


def _places(seen: Iterable[Seen]) -> list[list[object]]:
    return [[one.line, one.before, one.after] for one in seen]
