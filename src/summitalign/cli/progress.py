"""A progress bar for work that takes longer than a moment, on terminals only."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from summitalign.cli.options import Settings

Value = TypeVar("Value")

_PATIENCE = 1.0
"""Seconds without a bar: most runs are over before."""


def tracked(results: Iterable[Value], total: int, label: str, settings: Settings) -> Iterator[Value]:
    """Pass results on, with a progress bar on standard error once the work has taken more than a second."""
    if settings.quiet or not sys.stderr.isatty():
        yield from results
        return
    began, source = time.monotonic(), iter(results)
    for count, result in enumerate(source, 1):
        yield result
        if time.monotonic() - began > _PATIENCE:
            yield from _with_bar(source, total, count, label)
            return


def _with_bar(results: Iterator[Value], total: int, count: int, label: str) -> Iterator[Value]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    began = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total, completed=count, rate="")
        for done, result in enumerate(results, 1):
            yield result
            progress.update(task, advance=1, rate=f"{done / max(time.monotonic() - began, 0.1):,.0f}/s")
