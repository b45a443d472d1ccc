"""A run of `fix-terms` that only reports, in a format that says each document by itself.

What an earlier run said of many documents that have not changed since is said again as it stands in the cache.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from summitalign.cli.fix_pages import Page, Pages
from summitalign.cli.fix_print import FindingPrinter
from summitalign.cli.fix_said import Said, SaidCodec, SayJob, said_of, touches
from summitalign.cli.progress import tracked
from summitalign.errors import WriteError
from summitalign.workspace.anchoring import Anchoring, moves_anchors
from summitalign.workspace.cache import cache_folder
from summitalign.workspace.crossing import Crossings
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.read import Input
from summitalign.workspace.recall import Recall
from summitalign.workspace.run import Done, Engine, map_all, worker_count
from summitalign.workspace.sheets import Sheets, Stretch

if TYPE_CHECKING:
    from summitalign.cli.fix_run import Tally
    from summitalign.workspace.recalling import Known

_MANY_TO_SEARCH = 4000
"""Documents from which all processes look for links; fewer take one no longer than processes take to start."""

_Results = Iterator[Done[Input, Said | Fixed]]


@dataclass(slots=True)
class Reporting:
    """One run."""

    inputs: Sequence[Input]
    job: FixJob
    crossings: Crossings
    anchoring: Anchoring
    tally: "Tally"
    printer: FindingPrinter
    say: SayJob = field(init=False)

    def __post_init__(self) -> None:
        self.say = SayJob(self.job, self.printer.output_format, self.printer.look)

    def all(self, recall: Recall) -> None:
        """Report on every document, and count."""
        settings = self.printer.console.settings
        known, pages = self._known(recall)
        near = replace(settings.engine, is_dask=bool(settings.engine.scheduler))  # a cluster to itself is slow to start
        left = pages.survey(near) if pages else self.inputs
        many = self.job.many
        if worker_count(len(left), near.jobs, many) > 1 and len(left) >= _MANY_TO_SEARCH:
            self.crossings.search(near)  # later all processes would wait for this one, which had to search alone
        results = self._results(left, known, many)
        done = tracked(results, len(left), "fixing terms", settings)
        try:
            for part in pages.parts if pages else (Stretch(0, len(self.inputs)),):
                self._part(part, done, pages)
            next(done, None)  # what is kept of the last ones is written at the end
        finally:
            if pages:
                pages.flush()
        self.printer.finish()

    def _results(self, left: Sequence[Input], known: "Known[Said | Fixed] | None", many: int) -> _Results:
        engine = self.printer.console.settings.engine
        if known is None:
            return map_all(left, self.say, engine, many=many)
        from summitalign.workspace.recalling import run_again

        return run_again(left, replace(self.say, is_kept=True), engine, known, many)

    def _known(self, recall: Recall) -> "tuple[Known[Said | Fixed] | None, Pages | None]":
        """Return what earlier runs found in documents, and what they said of many at once."""
        if recall.no_cache:
            return None, None
        from summitalign.workspace.outcomes import Outcomes
        from summitalign.workspace.recall_fixed import known_fixes
        from summitalign.workspace.recalling import Known

        tell, folder = self.printer.console.note, cache_folder()
        known = known_fixes(self.job, recall, tell, is_write=False)
        if known is None or folder is None:
            return None, None
        codec, look = SaidCodec(known.codec, self.say), self.say.look
        if recall.rehash:
            return Known(codec, known.context, recall, tell, known.highest), None
        form = f"{self.say.output_format} {look.is_verbose} {look.is_painted} {self.tally.is_partial}"
        sheets = Sheets([source.name for source in self.inputs], Outcomes(folder, known.context, tell), form)
        again = Known(codec, known.context, recall, tell, known.highest, sheets)
        return again, Pages(self.inputs, sheets, self.crossings, self.anchoring)

    def _part(self, part: Stretch, done: _Results, pages: Pages | None) -> None:
        page = pages.read(part) if pages else None
        if page is not None:
            self._print("".join(page.pieces or ()))
        else:
            page = Page(pieces=[] if pages else None)
            some = islice(done, part.end - part.start)
            if pages and pages.is_held(part):  # the cache was cleared since the survey
                some = islice(map_all(self.inputs[part.start : part.end], self.say, Engine(1)), None)
            for each in some:
                self._one(each, page)
            if pages:
                pages.keep(part, page)
        self.tally.take(page)

    def _one(self, done: Done[Input, Said | Fixed], page: Page) -> None:
        value = done.value
        if done.problem is not None:
            self.printer.console.problem(done.problem, done.trace)
        if value is None:
            return  # and the page is kept for nobody, as it lacks a document
        said = value if isinstance(value, Said) else self._followed(done.item, value, page)
        self._print(said.text)
        page.add(said)

    def _followed(self, source: Input, fixed: Fixed, page: Page) -> Said:
        """Say what was found in a document, after what its fixes would change in others."""
        problem, left, look = fixed.outcome.problem, fixed.left_out, self.say.look
        if problem:
            self.printer.console.problem(WriteError(problem, place=source.name))
        found, linking = self.anchoring.follow(source, fixed)
        for other in linking:
            said = replace(said_of(other, self.say.output_format, look), documents=0)
            self._print(said.text)
            page.add(said)
        self.tally.known += left.known
        self.tally.stale += left.stale
        if touches(found):
            page.headings.append(source.name)
            if self.tally.is_partial and source.data is None and moves_anchors(found):
                page.moved.append(source.name)
        if problem or linking or found is not fixed or left.known or left.stale:
            page.spoil()
        return said_of(found, self.say.output_format, look)

    def _print(self, text: str) -> None:
        if text:
            self.printer.console.result(text, end="")
