"""A whole report: documents surveyed, paired and studied, only the changed ones anew, and the site written."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from summitalign.errors import SummitalignError, UsageError, WriteError
from summitalign.model.term import Glossary
from summitalign.report.corpus_digest import CorpusDigest, Details
from summitalign.report.html.shell import Shell, SiteCards
from summitalign.report.measures import coverage
from summitalign.version import __version__
from summitalign.workspace.aligning import PairInput
from summitalign.workspace.corpus import Surveyed, SurveyJob, declared_by, digest_of, find_pairs, named_pairs
from summitalign.workspace.declaring import Declarations
from summitalign.workspace.kept_report import KeptFile, KeptPair, KeptReport, KeptTarget, Pairing
from summitalign.workspace.program import key_of, program
from summitalign.workspace.read import Input
from summitalign.workspace.run import CHUNK, MANY, Done, Engine, Job, map_all
from summitalign.workspace.site import SiteFolder
from summitalign.workspace.studying import Side, Studied, StudyJob, Task

Item = TypeVar("Item")
Value = TypeVar("Value")
Files = Iterable[tuple[str, str | bytes]]

_CHUNK = 4
"""Targets handed to a worker process at once: their pages come back with them, and are to be written soon."""
_MANY = 16
"""Targets from which worker processes pay for their start."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for."""

    paths: tuple[str, ...]
    """As they were given; the title where there is none."""
    inputs: Sequence[Input]
    folder: str | None
    """Where the site goes; None for no site."""
    title: str = ""
    pairs: Sequence[PairInput] | None = None
    """Which documents belong together; None to find out."""
    glossary: Glossary | None = None
    engine: Engine = field(default_factory=Engine)
    """What does the work."""
    details: Details = frozenset()
    downloads: tuple[str, ...] = ()
    """Names of other files in the folder that the first page is to offer."""

    @property
    def name(self) -> str:
        """Return the title, or else the paths; a folder that is named by dots alone has a name of its own."""
        given = (
            path if Path(path).name not in ("", "..") else Path(path).resolve().name or path for path in self.paths
        )
        return self.title or ", ".join(given)


class Told(Protocol):
    """Somebody who watches a run."""

    def track(self, results: Iterable[Value], total: int, label: str) -> Iterator[Value]:
        """Pass results on, and show how far they are."""

    def problem(self, error: SummitalignError, trace: str = "") -> None:
        """Take note of what could not be done."""

    def note(self, text: str) -> None:
        """Take note of what keeps the cache from being used."""


def _nothing(digest: CorpusDigest) -> Files:  # noqa: ARG001 - what a run without other files writes
    return ()


def build_report(request: Request, told: Told, extras: Callable[[CorpusDigest], Files] = _nothing) -> CorpusDigest:
    """Make a report, and write its site with the `extras` beside it; what has not changed is taken over.

    Raises UsageError where there are no documents or a listed pair is unknown, and WriteError. What one document
    does is told, and the others are done.
    """
    return _Run(request, told).build(extras)


@dataclass(slots=True)
class _Run:
    """One run; the values in it grow step by step."""

    request: Request
    told: Told
    kept: KeptReport = field(init=False)
    surveyed: dict[str, Surveyed] = field(default_factory=dict)
    targets: dict[str, KeptTarget] = field(default_factory=dict)

    def build(self, extras: Callable[[CorpusDigest], Files]) -> CorpusDigest:
        """Do everything."""
        request = self.request
        if not request.inputs:
            raise UsageError("no documents found", place=", ".join(request.paths))
        glossary = request.glossary
        basis = key_of(program(), glossary and (glossary.path, glossary.digest), sorted(map(str, request.details)))
        self.kept = KeptReport(request.folder, basis, self.told.note)
        try:
            digest = self._made(extras)
            self.kept.finish()
        finally:
            self.kept.flush()  # the next run goes on from here
        return digest

    def _made(self, extras: Callable[[CorpusDigest], Files]) -> CorpusDigest:
        request = self.request
        self._survey()
        pairs, shell = self._pair(), self._shell()
        if request.folder is None:
            self._study(pairs, shell, None)
            return self._digest(pairs)
        with SiteFolder(request.folder) as site:
            self._study(pairs, shell, site)
            digest = self._digest(pairs)
            for name, content in (
                *_shared_pages(shell, self._cards(pairs, digest), request.glossary),
                *extras(digest),
            ):
                site.write(name, content)
        return digest

    def _survey(self) -> None:
        inputs, declarations = {source.name: source for source in self.request.inputs}, Declarations()

        def digest(name: str) -> str:
            with contextlib.suppress(SummitalignError):  # the survey will say what is wrong
                return digest_of(inputs[name].read(), declared_by(inputs[name], declarations))
            return ""

        self.surveyed = dict(self.kept.surveys(list(inputs), digest))
        new = [source for source in self.request.inputs if source.name not in self.surveyed]
        job = SurveyJob(self.request.glossary, self.request.details)
        for done in self._run(new, job, "reading"):
            self.surveyed[done.name] = done
            self.kept.keep_survey(done)
        self.surveyed = {name: self.surveyed[name] for name in inputs if name in self.surveyed}

    def _pair(self) -> Pairing:
        documents = list(self.surveyed.values())
        if self.request.pairs is not None:
            return named_pairs(self.request.pairs, documents)
        key = key_of([(one.is_source, one.profile) for one in documents])
        pairs = self.kept.pairs(key)
        if pairs is None:
            pairs = find_pairs(documents)
            self.kept.keep_pairs(key, pairs)
        return pairs

    def _shell(self) -> Shell:
        cards = [one.card for one in self.surveyed.values()]
        return Shell(
            title=self.request.name,
            version=__version__,
            has_glossary=self.request.glossary is not None,
            has_talks=any(card.talks for card in cards if card.is_source),
            downloads=self.request.downloads,
        )

    def _study(self, pairs: Pairing, shell: Shell, site: SiteFolder | None) -> None:
        tasks = list(self._tasks(pairs))
        keys = {task.name: self._key(task, shell) for task in tasks}
        if site is not None:
            self.targets = {name: known for name, known in self.kept.targets(keys) if _still_there(known, site)}
        new = [task for task in tasks if task.name not in self.targets]
        job = StudyJob(self.request.glossary, shell, self.request.details, has_site=site is not None)
        for done in self._run(new, job, "aligning", _CHUNK, _MANY):
            target = self.targets[done.line.path] = _written(done, site)
            self.kept.keep_target(keys[done.line.path], target)
        for target in self.targets.values():
            if target.line.problem:
                self.told.problem(WriteError(target.line.problem, place=target.line.path))

    def _tasks(self, pairs: Pairing) -> Iterator[Task]:
        """Yield each target with its sources; every document that is no source is one, with or without a pair."""
        inputs = {source.name: source for source in self.request.inputs}
        sources: dict[str, list[str]] = {one.name: [] for one in self.surveyed.values() if not one.is_source}
        for source, target in pairs:
            sources.setdefault(target, []).append(source)

        def side(name: str) -> Side:
            return Side(inputs[name], self.surveyed[name].detection)

        for target, names in sources.items():
            yield Task(side(target), tuple(side(name) for name in names), not self.surveyed[target].is_source)

    def _key(self, task: Task, shell: Shell) -> str:
        names = [task.name, *(side.input.name for side in task.sources)]
        return key_of(shell, task.is_judged, [(name, self.surveyed[name].digest) for name in names])

    def _run(
        self, items: Sequence[Item], job: Job[Item, Value], label: str, chunk: int = CHUNK, many: int = MANY
    ) -> Iterator[Value]:
        """Pass on what was done, and tell of what could not be."""
        results: Iterator[Done[Item, Value]] = map_all(items, job, self.request.engine, chunk, many)
        for done in self.told.track(results, len(items), label):
            if done.problem is not None:
                self.told.problem(done.problem, done.trace)
            elif done.value is not None:
                yield done.value

    def _done(self, pairs: Pairing) -> Iterator[KeptPair]:
        """Yield the pairs that could be done, in their order."""
        known = {(pair.line.source, pair.line.target): pair for one in self.targets.values() for pair in one.pairs}
        yield from (known[pair] for pair in pairs if pair in known)

    def _digest(self, pairs: Pairing) -> CorpusDigest:
        lines = tuple(
            self.targets[name].line if name in self.targets else one.line for name, one in self.surveyed.items()
        )
        return CorpusDigest(self.request.name, lines, tuple(pair.line for pair in self._done(pairs)), __version__)

    def _cards(self, pairs: Pairing, digest: CorpusDigest) -> SiteCards:
        cards = (self.targets[name].card if name in self.targets else one.card for name, one in self.surveyed.items())
        return SiteCards(tuple(cards), tuple(pair.card for pair in self._done(pairs)), coverage(digest))


def _shared_pages(shell: Shell, cards: SiteCards, glossary: Glossary | None) -> Files:
    from summitalign.report.html.site import Pages

    return Pages(shell).shared(cards, glossary)


def _still_there(target: KeptTarget, site: SiteFolder) -> bool:
    """Say whether all pages of a target are as they were written, and let them stay if so."""
    files = [file for pair in target.pairs for file in pair.files]
    if any(site.stamp(file.name) != file.stamp for file in files):
        return False
    for file in files:
        site.keep(file.name)
    return True


def _written(done: Studied, site: SiteFolder | None) -> KeptTarget:
    """Write the pages of a target, and return what is kept of it."""
    pairs = []
    for pair in done.pairs:
        files = []
        for name, content in pair.files if site is not None else ():
            assert site is not None
            site.write(name, content)
            files.append(KeptFile(name, site.stamp(name) or (0, 0)))
        pairs.append(KeptPair(pair.line, pair.card, tuple(files)))
    return KeptTarget(done.line, done.card, tuple(pairs))
