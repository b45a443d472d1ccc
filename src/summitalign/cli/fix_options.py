"""The options of `fix-terms`: what a run is to do, with which documents and findings, and what it goes by."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summitalign.cli.completing import complete_terms
from summitalign.cli.fix_print import FORMATS
from summitalign.cli.options import (
    PATH,
    RECALL_OPTIONS,
    Command,
    OutputFile,
    format_option,
    gathered,
    glossary_option,
)
from summitalign.errors import UsageError
from summitalign.model.term import Glossary
from summitalign.workspace.baseline import REJECTED, Baseline, empty_or_read, read_baseline
from summitalign.workspace.read import Input
from summitalign.workspace.recall import Recall
from summitalign.workspace.screening import Screen
from summitalign.workspace.walk import documents, is_folder

if TYPE_CHECKING:
    from summitalign.workspace.globs import Globs

GROUPS = {
    "What to do": ("--write", "--interactive", "--diff", "--max-fixes", "--undo"),
    "Which documents": ("--include", "--exclude", "--since", "--stdin-filename", "--encoding"),
    "Which findings": ("--only", "--baseline", "--write-baseline"),
    "What to go by": ("--glossary", "--source"),
    "Results": ("--format", "--output", "--fail-on", "--quiet", "--verbose", "--color"),
    "Running": ("--jobs", "--engine", "--scheduler", "--no-journal", "--no-cache", "--rehash", "--help"),
}
"""The options under their headings in `--help`."""
FAIL_ON = ("suggest", "apply")
"""Decisions that a run may end badly for: what a person has to judge too, or only what is beyond doubt."""
_BETWEEN = "[,;，；、]"
"""What people put between several terms that are meant to be one option each."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run is to do with what it finds."""

    write: bool = False
    """Whether the safe fixes are made without a question."""
    interactive: bool = False
    undo: str | None = None
    """The run to take back; None for a run that looks for findings."""
    no_journal: bool = False
    diff: bool = False
    output_format: str = FORMATS[0]
    max_fixes: int | None = None
    """How many fixes the run makes at most; None for all."""
    no_cache: bool = False
    rehash: bool = False
    fail_on: str = FAIL_ON[0]
    """The least sure finding that makes the run end as one with findings."""

    @property
    def is_write(self) -> bool:
        """Say whether documents may be changed."""
        return self.write or self.interactive

    @property
    def recall(self) -> Recall:
        """Return how far the run believes earlier ones; answers of people and limits are of one run only."""
        return Recall(self.no_cache or self.interactive or self.max_fixes is not None, self.rehash)

    @property
    def form(self) -> str:
        """Return the format of the results."""
        return "diff" if self.diff else self.output_format


@dataclass(frozen=True, slots=True)
class Basis:
    """What a run goes by."""

    glossary_path: str | None = None
    """None for the nearest glossary."""
    sources: tuple[str, ...] = ()
    """Paths of the originals."""
    encoding: str | None = None
    """Name of the documents' encoding; None to find out."""


@dataclass(frozen=True, slots=True)
class Controls:
    """Which documents and findings a run is about."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: str | None = None
    only: tuple[str, ...] = ()
    baseline: str | None = None
    write_baseline: str | None = None

    def globs(self) -> "Globs | None":
        """Return the patterns for documents; raises UsageError for one that cannot be used."""
        if not self.include and not self.exclude:
            return None
        from summitalign.workspace.globs import read_globs

        return read_globs(self.include, self.exclude)

    def screen(self, glossary: Glossary, *, may_be_new: bool) -> Screen:
        """Return what decides which findings count, but for the lines; raises UsageError.

        `may_be_new` says that the baseline need not be there, as the run may write it.
        """
        terms = chosen_terms(glossary, self.only) if self.only else None
        baseline = None
        if self.baseline is not None:
            baseline = empty_or_read(self.baseline) if may_be_new else _read(self.baseline)
        return Screen(terms, None, baseline, rejections(glossary))

    def narrowed(self, screen: Screen, inputs: Sequence[Input]) -> tuple[Screen, list[Input]]:
        """Return the screen and the documents of a run that looks at changes only; raises UsageError."""
        if self.since is None:
            return screen, list(inputs)
        from summitalign.workspace.since import changes_since

        changes = changes_since(self.since, [source.name for source in inputs])
        return replace(screen, changes=changes), [source for source in inputs if source.name in changes.lines]

    def is_partial(self, paths: Sequence[str]) -> bool:
        """Say whether the run looks at single documents of a folder: named ones, or those that match."""
        return bool(self.include or self.exclude or self.since) or not all(map(is_folder, paths))

    def why_none(self, paths: Sequence[str], gathered: int) -> str:
        """Say which of the filters has left no document, where one has; `gathered` counts them before --since."""
        if gathered:
            return f"none has changed since {self.since}"
        if not (self.include or self.exclude) or not any(True for _ in documents(paths)):
            return ""
        from summitalign.workspace.globs import read_globs

        if self.include and any(True for _ in documents(paths, globs=read_globs((), self.exclude))):
            return "none matches " + " or ".join(f"--include '{each}'" for each in self.include)
        return "all match " + " or ".join(f"--exclude '{each}'" for each in self.exclude)


_WISH = (
    click.option("--write", is_flag=True, help="Apply the safe fixes to the files."),
    click.option(
        "--interactive", is_flag=True,
        help="Ask about each fix, safe or suggested, and write only what is accepted. With --write the safe fixes are"
        " written unasked, and only the suggested ones are asked about.",
    ),
    click.option(
        "--undo", is_flag=False, flag_value="last", metavar="[RUN]",
        help="Take back the last run, or the one whose id begins with RUN; PATHS narrow it to files. `--undo list`"
        " shows the runs.",
    ),
    click.option("--no-journal", is_flag=True, help="Write without a journal; the run cannot be undone."),
    click.option("--diff", is_flag=True, help="Show the safe fixes as a diff; short for --format diff."),
    format_option(*FORMATS),
    click.option("--max-fixes", type=click.IntRange(min=0), metavar="N", help="Make at most N fixes in this run."),
    click.option(
        "--fail-on", type=click.Choice(FAIL_ON), default=FAIL_ON[0], show_default=True,
        help="Which findings make the run exit with 1: `suggest` for all of them, `apply` for those that are beyond"
        " doubt; the others are printed all the same.",
    ),
    *RECALL_OPTIONS,
)  # fmt: skip
_BASIS = (
    glossary_option,
    click.option(
        "--source", "sources", multiple=True, type=PATH, metavar="PATH",
        help="Original-language documents that serve as evidence; a folder is walked. May be repeated.",
    ),
    click.option(
        "--encoding", metavar="NAME",
        help="Encoding of the documents, such as gb18030 or big5; a byte order mark goes before it."
        "  [default: found out]",
    ),
)  # fmt: skip


def _repeated(option: str, metavar: str, what: str) -> Callable[[Command], Command]:
    return click.option(option, multiple=True, metavar=metavar, help=f"{what} May be repeated.")


_CONTROLS = (
    _repeated("--include", "GLOB", "Of the folders, take only the documents that match, as in .gitignore."),
    _repeated("--exclude", "GLOB", "Leave out what matches, as in .gitignore, named documents too."),
    click.option(
        "--since", metavar="COMMIT",
        help="Look only at lines added or changed since a commit, uncommitted and untracked ones included.",
    ),
    click.option(
        "--only", multiple=True, metavar="TERM", shell_complete=complete_terms,
        help="Look only at this term: an id, a right form or a wrong form of the glossary. May be repeated.",
    ),
    click.option(
        "--baseline", type=click.Path(dir_okay=False), metavar="FILE",
        help="Leave out the findings that FILE lists; --write-baseline writes it.",
    ),
    click.option(
        "--write-baseline", type=OutputFile(), metavar="FILE",
        help="Write all findings of these documents to FILE as known ones, and change nothing else.",
    ),
)  # fmt: skip


def fix_options(command: Command) -> Command:
    """Add the options of `fix-terms`; they reach the function as `wish`, `basis` and `controls`."""
    for add in (
        gathered("controls", Controls, *_CONTROLS),
        gathered("basis", Basis, *_BASIS),
        gathered("wish", Wish, *_WISH),
    ):
        command = add(command)
    return command


def rejections(glossary: Glossary) -> Baseline:
    """Read what was rejected for good in earlier runs, beside the glossary; raises UsageError for a broken file."""
    return empty_or_read(Path(glossary.path).parent / REJECTED)


def _read(path: str) -> Baseline:
    if not Path(path).exists():
        raise UsageError("no such baseline", place=path, hint=f"--write-baseline {path} writes one")
    return read_baseline(path)


def chosen_terms(glossary: Glossary, names: Sequence[str]) -> frozenset[str]:
    """Return the ids of the entries that `names` name by id, right form or wrong form.

    A form that several entries hold names them all. Raises UsageError for a name that none holds.
    """
    by_name = {name: {name} for name in glossary.repairs if name == "identifier-stop"}  # its findings have no entry
    for entry in glossary.entries:
        for name in (entry.id, *entry.use, *(wrong.text for wrong in entry.wrong)):
            by_name.setdefault(name, set()).add(entry.id)
    chosen: set[str] = set()
    for name in names:
        if name not in by_name:
            raise UsageError(f"--only '{name}': the glossary has no such term", hint=_way_out(name, list(by_name)))
        chosen |= by_name[name]
    return frozenset(chosen)


def _way_out(name: str, known: Sequence[str]) -> str:
    several = [part for part in map(str.strip, re.split(_BETWEEN, name)) if part]
    if len(several) > 1 and not {part.lower() for part in several}.isdisjoint(each.lower() for each in known):
        return "repeat the option: " + " ".join(f"--only '{part}'" for part in several)
    return nearest(name, known) or "summitalign glossary list shows the terms"


def nearest(name: str, known: Sequence[str]) -> str:
    """Ask for the known name that a mistyped one is like; empty where it is like none."""
    from difflib import get_close_matches

    # By the letters alone: somebody who types `tensorflow` means TensorFlow.
    folded = {each.lower(): each for each in reversed(known)}
    near = get_close_matches(name.lower(), list(folded), n=1, cutoff=0.5)
    return f"did you mean '{folded[near[0]]}'?" if near else ""
