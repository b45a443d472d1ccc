"""How people are told what a format, or the glossary, cannot hold."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from summitalign.report.width import visible

if TYPE_CHECKING:
    from summitalign.glossary.exchange.values import Loss

_EXAMPLES = 3
_WIDTH = 60


def show_losses(head: str, losses: "Iterable[Loss]") -> None:
    """Print a line on standard error for each kind of content that is left behind, with its number and examples."""
    for loss in losses:
        examples = [_short(case) for case in loss.cases[:_EXAMPLES]]
        more = ("...",) if len(loss.cases) > _EXAMPLES else ()
        click.echo(visible(f"{head}: {loss.what}: {len(loss.cases)} ({'; '.join((*examples, *more))})"), err=True)


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 3] + "..."
