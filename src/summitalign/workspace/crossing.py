"""Links from one document to headings of another: few documents hold any, and one pass over the bytes says so."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from summitalign.workspace.encodings import decode
from summitalign.workspace.read import Input
from summitalign.workspace.recalling import Known, Recall, context_of, run_again
from summitalign.workspace.run import Engine

# A `#` behind what may be a path and before what may be an anchor; headings and comments have blanks there.
CROSSING = re.compile(rb"#(?<=[^\s#(<\"'=`\[{;&]#)(?=[^\s#\"'<>()])")
_WIDE = (b"\xff\xfe", b"\xfe\xff")

Links = tuple[tuple[str, str], ...]
"""Path and anchor of each link, as the document writes them."""


@dataclass(frozen=True, slots=True)
class CrossingJob:
    """Find the links of one document to headings of others."""

    encoding: str = ""
    """What documents are declared to be in; empty to find out."""

    def prepare(self) -> Callable[[Input], Links]:
        """Return the function that does one document."""
        return self._links

    def _links(self, source: Input) -> Links:
        from summitalign.markdown.fragments import fragments

        data = source.read()
        if CROSSING.search(data) is None and not data.startswith(_WIDE):
            return ()
        text = decode(data, source.name, self.encoding).text
        return tuple((fragment.path, fragment.anchor) for fragment in fragments(text) if fragment.path)


class _LinksCodec:
    def pack(self, links: Links) -> tuple[int, bytes] | None:
        return (1, json.dumps(links).encode()) if links else (0, b"")

    def unpack(self, _source: Input, content: bytes) -> Links:
        return tuple((str(path), str(anchor)) for path, anchor in json.loads(content))

    def nothing(self, _name: str) -> Links:
        return ()


def crossing(
    inputs: Sequence[Input], encoding: str, recall: Recall, tell: Callable[[str], None]
) -> Iterator[tuple[str, str, str]]:
    """Yield (document, path, anchor) of every link to a heading of another document.

    Documents that cannot be read are passed over: that is reported where they were to be fixed.
    """
    files = [source for source in inputs if source.data is None]
    known = None if recall.no_cache else Known(_LinksCodec(), context_of("links", encoding), recall, tell)
    for done in run_again(files, CrossingJob(encoding), Engine(1), known):
        for path, anchor in done.value or ():
            yield done.item.name, path, anchor
