"""Mining the documents of a folder for entries that a glossary lacks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, overload

from summitalign.errors import InputError, WriteError
from summitalign.mining.associating import Counting, Gaps
from summitalign.mining.candidates import Proposing
from summitalign.mining.counting import Tally
from summitalign.mining.facing import faced, with_originals
from summitalign.mining.judged import Judged
from summitalign.mining.literal import Reversed
from summitalign.mining.names import key_index
from summitalign.mining.pages import read_page
from summitalign.mining.search import Finder, Wanted
from summitalign.mining.unexplained import passages_of
from summitalign.mining.universe import Universe, read_names
from summitalign.model.candidate import Candidate
from summitalign.model.document import Document
from summitalign.model.term import Glossary, TermEntry
from summitalign.workspace.lexicons import kept_lexicon
from summitalign.workspace.mining_finds import Found, mark_of, packed_found, unpacked_found
from summitalign.workspace.mining_pages import PageStore, StoreLostError, digest_of, packed, unpacked
from summitalign.workspace.read import Input, parse_input
from summitalign.workspace.run import Done, Engine, map_all
from summitalign.workspace.sounds import kept_sounds

Watch = Callable[[Iterator[Done[object, object]], int, str], Iterator[Done[object, object]]]
"""Passes results on, and tells of each: total and label are given."""


_TOGETHER = 64
"""Results that are made to last at once."""


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose page is kept."""

    input: Input
    digest: str
    page: bytes = b""
    """The page, packed, for whoever has no store; empty where it need not be handed over."""

    @property
    def name(self) -> str:
        """Name it in messages."""
        return self.input.name

    def digest_of(self, mark: bytes) -> str:
        """Return the name under which its page is kept, or what was found on it by a search with a mark."""
        return digest_of(mark + self.digest.encode()) if mark else self.digest


@dataclass(frozen=True, slots=True)
class PageJob:
    """Describe one document; what comes back is small."""

    def prepare(self) -> "Callable[[Known], bytes]":
        """Return the function that does one document."""
        return lambda known: packed(read_page(parse_input(known.input)))


@dataclass(frozen=True, slots=True)
class FindJob:
    """Look for wrong forms in one document, and ask its originals."""

    names: tuple[str, ...]
    sources: tuple[Document, ...] = ()

    def share(self, *, is_forked: bool) -> None:
        """Lay out all names once for all processes of one memory."""
        if is_forked:
            _finder(self.names)

    def prepare(self) -> "Callable[[Known], bytes]":
        """Return the function that does one document."""
        from summitalign.align.engine import Aligner
        from summitalign.consulting import Consulting

        finder = _finder(self.names)
        consulting = Consulting(Aligner(None), self.sources) if self.sources else None

        def find(known: Known) -> bytes:
            if consulting is None:
                page = unpacked(known.page, known.name) if known.page else read_page(parse_input(known.input))
                return packed_found((finder.find(page), (), ()))
            document = parse_input(known.input)
            page = read_page(document)
            places = [segment.span.start for segment in document.segments]
            evidence = consulting.evidence(document, places)
            with_originals(page, evidence, finder.wanted)
            finds = finder.find(page)
            said = tuple(faced(page, finds, evidence, finder.wanted))
            return packed_found((finds, said, tuple(passages_of(page, document.text, finds, evidence, finder.wanted))))

        return find


@dataclass(frozen=True, slots=True)
class _HandedOver(Sequence[Known]):
    """Documents with their pages, which are read as they are handed over: no run holds all of them."""

    store: PageStore
    documents: Sequence[Known]

    def __len__(self) -> int:
        return len(self.documents)

    @overload
    def __getitem__(self, at: int) -> Known: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Known]: ...
    def __getitem__(self, at: int | slice) -> Known | Sequence[Known]:
        if isinstance(at, slice):
            return [self._with_page(known) for known in self.documents[at]]
        return self._with_page(self.documents[at])

    def _with_page(self, known: Known) -> Known:
        return replace(known, page=self.store.content(known.digest) or b"")


@lru_cache(maxsize=1)
def _finder(names: tuple[str, ...]) -> Finder:
    lexicon = reversed_lexicon()
    return Finder(Wanted.of(names, lexicon, kept_sounds()))


@lru_cache(maxsize=1)  # fixed data of an installed package
def reversed_lexicon() -> Reversed:
    """Return the installed lexicon from English to Chinese; an empty one where none is installed."""
    from summitalign.align.lexicon import Lexicon

    return Reversed.of(kept_lexicon() or Lexicon({}, {}))


@dataclass(frozen=True, slots=True)
class Mine:
    """What is mined, and how."""

    inputs: Sequence[Input]
    engine: Engine
    sources: tuple[Document, ...] = ()
    listed: tuple[str, ...] = ()
    """Names that a person has listed; empty to look for those of the pack, the documents and their originals."""
    on_problem: Callable[[Done[object, object]], None] = lambda _: None
    watch: Watch = lambda results, _total, _label: results
    tell: Callable[[str], None] = lambda _: None
    """Is told what keeps the cache from being used."""

    def proposing(self, judged: Judged | None = None) -> Proposing:
        """Read and search all documents; return what candidates are made of.

        Raises WriteError where neither the cache nor a temporary folder can take what is found.
        """
        judged, told = judged or Judged(), set[str]()

        def first(done: Done[Any, Any]) -> None:
            told.add(done.item.name)
            self.on_problem(done)

        def further(done: Done[Any, Any]) -> None:
            if done.item.name not in told:
                self.on_problem(done)

        try:
            return replace(self, on_problem=first)._proposing(judged)
        except StoreLostError as error:
            self.tell(f"{error}; this run begins again without")
        try:
            return replace(self, on_problem=further)._proposing(judged, is_kept=False)
        except StoreLostError as lost:
            raise WriteError(str(lost), hint="make room, or let TMPDIR name another folder") from lost

    def _proposing(self, judged: Judged, *, is_kept: bool = True) -> Proposing:
        known = reversed_lexicon()
        with PageStore(is_temporary=not is_kept) as store:
            pages = self._described(store)
            names = self.listed or self._found_names(store, pages, known)
            tally, gaps = Tally(), Gaps()
            for finds, said, passages in self._searched(store, pages, names):
                tally.add(finds)
                gaps.add(passages)
                for each in said:
                    tally.face(each.pair, each.facing, each.alone, each.originals)
            sounds = kept_sounds()
            usual = sounds.usual if sounds is not None else {}
            found = Proposing(tally, key_index(names), known, bool(self.listed), usual, judged)
            counting = gaps.counting(found.explains)
            if not counting.is_empty:
                self._counted(store, pages, names, counting)
        return replace(found, associations=tuple(counting.found()))

    def _counted(self, store: PageStore, pages: Sequence[Known], names: tuple[str, ...], counting: Counting) -> None:
        """Count forms in all documents."""
        mark = mark_of(names, self.sources)
        for page in pages:
            content, found = store.content(page.digest), store.content(page.digest_of(mark))
            if content is not None and found is not None:
                counting.add(unpacked(content, page.name), unpacked_found(found, page.name)[2])

    def _described(self, store: PageStore) -> list[Known]:
        """Describe the documents that the store does not hold; return all that can be read."""
        pages: list[Known] = []
        new: list[Known] = []
        for source in self.inputs:
            try:
                known = Known(source, digest_of(source.read()))
            except InputError as problem:
                self.on_problem(Done(source, problem=problem))
                continue
            (pages if store.holds(known.digest) else new).append(known)
        pages += self._kept(store, map_all(new, PageJob(), self.engine), (len(new), "reading"))
        return sorted(pages, key=lambda page: page.name)

    def _kept(
        self, store: PageStore, results: Iterator[Done[Known, bytes]], bar: tuple[int, str], mark: bytes = b""
    ) -> Iterator[Known]:
        """Keep results as they come, so what was done stays done, whatever comes; yield what could be done."""
        for number, result in enumerate(self.watch(results, *bar), 1):  # type: ignore[arg-type]
            if result.problem is not None or not isinstance(result.value, bytes):
                self.on_problem(result)
                continue
            assert isinstance(result.item, Known)
            store.keep(result.item.digest_of(mark), result.value)
            if number % _TOGETHER == 0:
                store.commit()
            yield result.item
        store.commit()

    def _found_names(self, store: PageStore, pages: Sequence[Known], known: Reversed) -> tuple[str, ...]:
        universe = Universe(known)
        for page in store.pages((page.digest, page.name) for page in pages):
            universe.add(page)
        return universe.names(packed_names(), (read_page(source) for source in self.sources))

    def _searched(self, store: PageStore, pages: Sequence[Known], names: tuple[str, ...]) -> Iterator[Found]:
        """Search the pages that were not yet searched so; yield what there is on each, in order."""
        mark = mark_of(names, self.sources)
        new = [page for page in pages if not store.holds(page.digest_of(mark))]
        if new:
            asked = new if self.sources else _HandedOver(store, new)
            done = map_all(asked, FindJob(names, self.sources), self.engine)
            for _ in self._kept(store, done, (len(new), "looking for names"), mark):
                pass
        for page in pages:
            content = store.content(page.digest_of(mark))
            if content is not None:
                yield unpacked_found(content, page.name)


def packed_names() -> tuple[str, ...]:
    """Return the names that come with the program."""
    from importlib.resources import files

    return read_names((files("summitalign") / "packs" / "names.txt").read_text(encoding="utf-8"))


def proven(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Leave out the tests that do not hold, as where a form is a part of another: an entry has to load."""
    from summitalign import api

    entries = tuple(replace(each.entry, id=f"c{number}", origin=f"c{number}") for number, each in enumerate(candidates))
    glossary = Glossary(entries, index={entry.id: entry for entry in entries})
    failed = {failure.entry for failure in api.run_glossary_tests(glossary)}
    return tuple(
        replace(each, entry=_untested(each.entry)) if f"c{number}" in failed else each
        for number, each in enumerate(candidates)
    )


def _untested(entry: TermEntry) -> TermEntry:
    return replace(entry, tests=())
