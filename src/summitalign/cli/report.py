"""The command `report`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import click

from summitalign.cli.console import Console, guard_output
from summitalign.cli.grouped import grouped
from summitalign.cli.none_found import none_found
from summitalign.cli.options import PATH, Settings, gathered, glossary_option, open_glossary, shared_options
from summitalign.cli.progress import tracked
from summitalign.cli.report_output import FOLDER, Plan, Wanted
from summitalign.errors import SummitalignError, UsageError
from summitalign.report.corpus_digest import CorpusDigest
from summitalign.report.corpus_exports import FORMATS, details_of
from summitalign.report.measures import MEASURES, Limit, limit_of
from summitalign.workspace.aligning import read_pairs
from summitalign.workspace.inputs import gather
from summitalign.workspace.read import Input
from summitalign.workspace.reporting import Request, build_report
from summitalign.workspace.walk import SOURCE_SUFFIXES

Value = TypeVar("Value")

_GROUPS = {
    "What to report on": ("--pairs", "--glossary", "--title"),
    "Forms": ("--format", "--output", "--summary"),
    "For a build": ("--fail-under", "--fail-over"),
    "Preview": ("--serve", "--port"),
    "Running": ("--jobs", "--engine", "--scheduler", "--stdin-filename", "--quiet", "--verbose", "--color", "--help"),
}
_SHARES, _COUNTS = ([each.name for each in MEASURES if each.is_share is kind] for kind in (True, False))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is on."""

    paths: tuple[str, ...]
    pairs_path: str | None = None
    title: str = ""
    glossary_path: str | None = None


@dataclass(frozen=True, slots=True)
class Previewed:
    """Whether the report is shown while the documents are worked on."""

    serve: bool = False
    port: int = 8000


def _read_limits(_context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[Limit, ...]:
    return tuple(limit_of(value, option.opts[-1]) for value in values)


_SUBJECT = (
    click.argument("paths", nargs=-1, required=True, type=PATH),
    click.option(
        "--pairs", "pairs_path", type=PATH, metavar="FILE",
        help="Which documents belong together, one source<TAB>target a line.  [default: found out]",
    ),
    click.option("--title", default="", metavar="TEXT", help="Title of the report.  [default: the paths]"),
    glossary_option,
)  # fmt: skip

_WANTED = (
    click.option(
        "--format", "formats", type=click.Choice(FORMATS), multiple=True,
        help="Form of the report; may be given several times.  [default: html]",
    ),
    click.option(
        "-o", "--output", type=click.Path(), metavar="PATH",
        help="Folder for the site, for badges, and for several forms: new, empty, or with an earlier report in it,"
        " which is replaced. File for one other form, instead of standard output."
        f"  [default: {FOLDER}]",
    ),
    click.option("--summary", is_flag=True, help="Print the report in one line; alone it writes nothing."),
    click.option(
        "--fail-under", "least", callback=_read_limits, multiple=True, metavar="NAME=SHARE",
        help=f"Exit with 1 where a share is less: {', '.join(_SHARES)}, or coverage:TAG of one language.",
    ),
    click.option(
        "--fail-over", "most", callback=_read_limits, multiple=True, metavar="NAME=NUMBER",
        help=f"Exit with 1 where there are more: {', '.join(_COUNTS)}.",
    ),
)  # fmt: skip

_PREVIEW = (
    click.option(
        "--serve", is_flag=True,
        help="Show the site at an address of this machine, and build it anew when a document changes.",
    ),
    click.option(
        "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N",
        help="Port for --serve; 0 for any that is free.",
    ),
)  # fmt: skip


@click.command(cls=grouped(_GROUPS))
@gathered("subject", Subject, *_SUBJECT)
@gathered("wanted", Wanted, *_WANTED)
@gathered("preview", Previewed, *_PREVIEW)
@shared_options(with_output=False, with_engine=True)
def report(*, subject: Subject, wanted: Wanted, preview: Previewed, settings: Settings) -> None:
    """Write the bilingual report on the documents under PATHS: a site to open from disk, and other forms of it.

    English documents (or those in the glossary's source language) are the sources; all others, and those in a
    folder of another language, are targets. Each target is paired with the sources it retells, its terms are judged
    and fixed in memory, and the two are shown side by side. The documents themselves are not changed, and a folder
    with other files in it is refused.

    \b
    Examples:
      summitalign report docs -o site
      summitalign report docs --serve
      summitalign report docs --format markdown > comment.md
      summitalign report docs --format xlsx -o for-translators.xlsx
      summitalign report docs -o site --format html --format json --format badges
      summitalign report docs --summary --fail-under coverage=90% --fail-over fixes=0
      summitalign report agenda.md recap.zh.md -o site --pairs pairs.tsv
    """  # noqa: D301 - click reads the backspace
    if preview.serve:
        _serve(subject, wanted, preview.port, settings)
    plan = Plan.of(wanted)
    with Console(settings) as console:
        plan.check(subject.paths)
        plan.tell(_build(subject, plan, console), console)


def _serve(subject: Subject, wanted: Wanted, port: int, settings: Settings) -> None:
    from summitalign.cli.report_serve import Served, serve

    files = [] if subject.pairs_path is None else [subject.pairs_path]
    open_glossary(subject.glossary_path, subject.paths, files.append)
    with Console(settings) as console:
        served = Served(subject.paths, files, lambda plan, console: _build(subject, plan, console))
        serve(served, wanted, port, console)


def _build(subject: Subject, plan: Plan, console: Console) -> CorpusDigest:
    inputs = gather(subject.paths, console.settings.stdin_name, console.problem, suffixes=SOURCE_SUFFIXES)
    if not inputs:
        raise UsageError(none_found(subject.paths, console, SOURCE_SUFFIXES))
    guard_output(plan.file, (source.name for source in inputs if source.data is None))
    request = Request(
        paths=subject.paths,
        inputs=inputs,
        folder=plan.site_folder,
        title=subject.title,
        pairs=read_pairs(Input(subject.pairs_path)) if subject.pairs_path is not None else None,
        glossary=open_glossary(subject.glossary_path, subject.paths, lambda file: guard_output(plan.file, (file,))),
        engine=console.settings.engine,
        details=details_of(plan.formats),
        downloads=plan.downloads,
    )
    return build_report(request, Watched(console), plan.extras)


@dataclass(frozen=True, slots=True)
class Watched:
    """A run whose progress and problems a console shows."""

    console: Console

    def track(self, results: Iterable[Value], total: int, label: str) -> Iterator[Value]:
        """Pass results on, with a progress bar where it takes long."""
        return tracked(results, total, label, self.console.settings)

    def problem(self, error: SummitalignError, trace: str = "") -> None:
        """Print what could not be done."""
        self.console.problem(error, trace)

    def note(self, text: str) -> None:
        """Print what keeps the cache from being used."""
        self.console.note(text)
