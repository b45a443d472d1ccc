"""The options of `fix-terms` that say which documents and findings a run is about."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from summitalign.errors import UsageError
from summitalign.model.term import Glossary
from summitalign.workspace.baseline import REJECTED, Baseline, empty_or_read, read_baseline
from summitalign.workspace.globs import Globs, read_globs
from summitalign.workspace.read import Input
from summitalign.workspace.screening import Screen
from summitalign.workspace.since import changes_since

Command = TypeVar("Command", bound=Callable[..., Any])

_FILE = click.Path(dir_okay=False)
_OPTIONS = (
    click.option(
        "--include", multiple=True, metavar="GLOB",
        help="Of the folders, take only the documents that match, as in .gitignore. May be repeated.",
    ),
    click.option(
        "--exclude", multiple=True, metavar="GLOB",
        help="Leave out what matches, as in .gitignore, named documents too. May be repeated.",
    ),
    click.option(
        "--since", metavar="COMMIT",
        help="Look only at lines added or changed since a commit, uncommitted and untracked ones included.",
    ),
    click.option(
        "--only", multiple=True, metavar="TERM",
        help="Look only at this term: an id, a right form or a wrong form of the glossary. May be repeated.",
    ),
    click.option(
        "--baseline", type=_FILE, metavar="FILE",
        help="Leave out the findings that FILE lists; --write-baseline writes it.",
    ),
    click.option(
        "--write-baseline", type=_FILE, metavar="FILE",
        help="Write all findings of these documents to FILE as known ones, and change nothing else.",
    ),
    click.option("--max-fixes", type=click.IntRange(min=0), metavar="N", help="Make at most N fixes in this run."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Controls:
    """Which documents and findings a run is about."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: str | None = None
    only: tuple[str, ...] = ()
    baseline: str | None = None
    write_baseline: str | None = None
    max_fixes: int | None = None

    def besides(self, *names: str) -> tuple[str, ...]:
        """Return the options that are given, but for those named."""
        empty = Controls()
        given = [name for name in self.__slots__ if getattr(self, name) != getattr(empty, name)]
        return tuple("--" + name.replace("_", "-") for name in given if name not in names)

    def globs(self) -> Globs | None:
        """Return the patterns for documents; raises UsageError for one that cannot be used."""
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
        changes = changes_since(self.since, [source.name for source in inputs])
        return replace(screen, changes=changes), [source for source in inputs if source.name in changes.lines]


def control_options(command: Command) -> Command:
    """Add the options; they reach the function as one `controls`."""

    @functools.wraps(command)
    def run(*arguments: Any, **named: Any) -> Any:
        controls = Controls(**{name: named.pop(name) for name in Controls.__slots__})
        return command(*arguments, controls=controls, **named)

    decorated: Any = run
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


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
            raise UsageError(f"--only '{name}': the glossary has no such term", hint=_nearest(name, list(by_name)))
        chosen |= by_name[name]
    return frozenset(chosen)


def _nearest(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    # By the letters alone: somebody who types `tensorflow` means TensorFlow.
    folded = {each.lower(): each for each in reversed(known)}
    near = get_close_matches(name.lower(), list(folded), n=1, cutoff=0.5)
    return f"did you mean '{folded[near[0]]}'?" if near else "summitalign glossary list shows the terms"
