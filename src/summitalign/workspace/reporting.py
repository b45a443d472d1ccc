"""A whole report: documents surveyed, paired and studied, only the changed ones anew, and the site written."""

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
from summitalign.workspace.kept_report import KeptFile, KeptPair, KeptReport, KeptTarget, Pairing, read_kept, write_kept
from summitalign.workspace.program import key_of, program
from summitalign.workspace.read import Input
from summitalign.workspace.run import Done, Job, run_all, worker_count
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
    jobs: int | None = None
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
    kept: KeptReport = field(default_factory=lambda: KeptReport(None))
    basis: str = ""
    surveyed: dict[str, Surveyed] = field(default_factory=dict)
    pairing: Pairing = ("", ())
    targets: dict[str, KeptTarget] = field(default_factory=dict)

    def build(self, extras: Callable[[CorpusDigest], Files]) -> CorpusDigest:
        """Do everything."""
        request = self.request
        if not request.inputs:
            raise UsageError("no documents found", place=", ".join(request.paths))
        glossary = request.glossary
        self.basis = key_of(program(), glossary and (glossary.path, glossary.digest), sorted(map(str, request.details)))
        self.kept = read_kept(request.folder, self.basis)
        try:
            digest = self._made(extras)
        except BaseException:
            self._keep(is_whole=False)  # the next run goes on from here
            raise
        self._keep(is_whole=True)
        return digest

    def _made(self, extras: Callable[[CorpusDigest], Files]) -> CorpusDigest:
        request = self.request
        self._survey()
        self.pairing = self._pair()
        pairs, shell = self.pairing[1], self._shell()
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

    def _keep(self, *, is_whole: bool) -> None:
        write_kept(
            self.kept, self.basis, self.surveyed.values(), self.targets.values(), self.pairing, is_whole=is_whole
        )

    def _survey(self) -> None:
        new: list[Input] = []
        declarations = Declarations()
        for source in self.request.inputs:
            try:
                digest = digest_of(source.read(), declared_by(source, declarations)) if self.kept.surveys else ""
            except SummitalignError:
                digest = ""  # the survey will say what is wrong
            known = self.kept.survey(source.name, digest)
            if known is None:
                new.append(source)
            else:
                self.surveyed[source.name] = known
        job = SurveyJob(self.request.glossary, self.request.details)
        for done in self._run(new, job, "reading", worker_count(len(new), self.request.jobs)):
            self.surveyed[done.name] = done
        order = {source.name: number for number, source in enumerate(self.request.inputs)}
        self.surveyed = dict(sorted(self.surveyed.items(), key=lambda item: order[item[0]]))

    def _pair(self) -> Pairing:
        """Return the pairs, and the digest of what they were found among."""
        documents = list(self.surveyed.values())
        if self.request.pairs is not None:
            return "", named_pairs(self.request.pairs, documents)
        key = key_of([(one.is_source, one.profile) for one in documents])
        known = self.kept.pairs(key)
        return key, find_pairs(documents) if known is None else known

    def _shell(self) -> Shell:
        cards = [one.card for one in self.surveyed.values()]
        return Shell(
            title=self.request.name,
            version=__version__,
            has_glossary=self.request.glossary is not None,
            has_talks=any(card.talks for card in cards if card.is_source),
            downloads=self.request.downloads,
        )

    def _study(self, pairs: Sequence[tuple[str, str]], shell: Shell, site: SiteFolder | None) -> None:
        keys, tasks = {}, []
        for task in self._tasks(pairs):
            key = self._key(task, shell)
            known = self.kept.target(task.name, key) if site is not None else None
            if known is not None and site is not None and _still_there(known, site):
                self.targets[task.name] = known
            else:
                keys[task.name] = key
                tasks.append(task)
        job = StudyJob(self.request.glossary, shell, self.request.details, has_site=site is not None)
        workers = worker_count(len(tasks), self.request.jobs, many=_MANY, chunk=_CHUNK)
        for done in self._run(tasks, job, "aligning", workers, _CHUNK):
            self.targets[done.line.path] = _written(keys[done.line.path], done, site)
        for target in self.targets.values():
            if target.line.problem:
                self.told.problem(WriteError(target.line.problem, place=target.line.path))

    def _tasks(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Task]:
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
        self, items: Sequence[Item], job: Job[Item, Value], label: str, workers: int, chunk: int = 32
    ) -> Iterator[Value]:
        """Pass on what was done, and tell of what could not be."""
        results: Iterator[Done[Item, Value]] = run_all(items, job, workers, chunk)
        for done in self.told.track(results, len(items), label):
            if done.problem is not None:
                self.told.problem(done.problem, done.trace)
            elif done.value is not None:
                yield done.value

    def _done(self, pairs: Sequence[tuple[str, str]]) -> Iterator[KeptPair]:
        """Yield the pairs that could be done, in their order."""
        known = {(pair.line.source, pair.line.target): pair for one in self.targets.values() for pair in one.pairs}
        yield from (known[pair] for pair in pairs if pair in known)

    def _digest(self, pairs: Sequence[tuple[str, str]]) -> CorpusDigest:
        lines = tuple(
            self.targets[name].line if name in self.targets else one.line for name, one in self.surveyed.items()
        )
        return CorpusDigest(self.request.name, lines, tuple(pair.line for pair in self._done(pairs)), __version__)

    def _cards(self, pairs: Sequence[tuple[str, str]], digest: CorpusDigest) -> SiteCards:
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


def _written(key: str, done: Studied, site: SiteFolder | None) -> KeptTarget:
    """Write the pages of a target, and return what is kept of it."""
    pairs = []
    for pair in done.pairs:
        files = []
        for name, content in pair.files if site is not None else ():
            assert site is not None
            site.write(name, content)
            files.append(KeptFile(name, site.stamp(name) or (0, 0)))
        pairs.append(KeptPair(pair.line, pair.card, tuple(files)))
    return KeptTarget(key, done.line, done.card, tuple(pairs))
