"""Links from one document to headings of another: few documents hold any, and one pass over the bytes says so."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from summitalign.formats.read import text_of
from summitalign.workspace.encodings import decode
from summitalign.workspace.read import Input
from summitalign.workspace.recall import Recall
from summitalign.workspace.run import Done, Engine, map_all

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
        text = text_of(decode(data, source.name, self.encoding).text, source.name)
        return tuple((fragment.path, fragment.anchor) for fragment in fragments(text) if fragment.path)


class _LinksCodec:
    def pack(self, links: Links) -> tuple[int, bytes] | None:
        return (1, json.dumps(links).encode()) if links else (0, b"")

    def unpack(self, _source: Input, content: bytes) -> Links:
        return tuple((str(path), str(anchor)) for path, anchor in json.loads(content))

    def nothing(self, _name: str) -> Links:
        return ()


@dataclass(slots=True)
class Crossings:
    """The links of the documents of a run to headings of others; they are looked for once, when first asked for.

    Documents that cannot be read are passed over: that is reported where they were to be fixed.
    """

    inputs: Sequence[Input]
    encoding: str = ""
    recall: Recall = field(default_factory=lambda: Recall(no_cache=True))
    """How far the search believes earlier runs."""
    tell: Callable[[str], None] = lambda _: None
    """Is told what keeps the cache from being used."""
    given: dict[str, Links] = field(default_factory=dict)
    """Links of documents that need not be searched."""
    _found: dict[str, Links] | None = None

    @property
    def is_searched(self) -> bool:
        """Say whether all links are known by now."""
        return self._found is not None

    def search(self, engine: Engine | None = None) -> Mapping[str, Links]:
        """Return the links of each document that has any, in the order of the documents; in this process by default."""
        if self._found is None:
            engine = engine or Engine(1)
            files = [source for source in self.inputs if source.data is None and source.name not in self.given]
            new = {done.item.name: done.value for done in self._searched(files, engine) if done.value}
            both = ((source.name, new.get(source.name) or self.given.get(source.name)) for source in self.inputs)
            self._found = {name: links for name, links in both if links}
        return self._found

    def world(self) -> str:
        """Return a digest of all links and of all documents that they may lead to."""
        names = "\0".join([source.name for source in self.inputs])
        said = f"{names}\0\0{json.dumps(list(self.search().items()))}"
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    def _searched(self, files: Sequence[Input], engine: Engine) -> Iterator[Done[Input, Links]]:
        job = CrossingJob(self.encoding)
        if self.recall.no_cache:
            return map_all(files, job, engine)
        from summitalign.workspace.recalling import Known, context_of, run_again

        context = context_of("links", self.encoding)
        return run_again(files, job, engine, Known(_LinksCodec(), context, self.recall, self.tell))
