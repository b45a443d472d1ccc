"""Which of the files that were named may be changed: documents, and none that the run itself goes by."""

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import PurePath

from summitalign.errors import InputError
from summitalign.formats.kinds import PAGE_ENDINGS, is_read_only
from summitalign.workspace.read import Input
from summitalign.workspace.walk import SUFFIXES

_KNOWN = (*SUFFIXES, *PAGE_ENDINGS)
_HINT = f"documents end in {', '.join(_KNOWN[:-1])} or {_KNOWN[-1]}; rename it if it is one"


def editable(
    inputs: Sequence[Input],
    named: Collection[str],
    used: Sequence[str],
    on_problem: Callable[[InputError], None],
    on_passed_over: Callable[[str], None],
) -> list[Input]:
    """Return the documents among the files of a run.

    A file whose name says that it is something else, which only a person can have named, goes to `on_problem`: in
    source code or data a term is an identifier. One without an ending is taken. What the run goes by, `used`, is left
    out, as fixed it would mean something else; where it is `named`, maybe by a shell, `on_passed_over` is told.
    """
    own, known = _by_name(used), frozenset(named)
    kept = []
    for source in inputs:
        name = os.path.basename(source.name)  # noqa: PTH119 - a Path for each file costs a run a tenth of its time
        is_named = source.name in known
        # A walk follows no link, so that its files bear their own names.
        others = own.get(name, used if is_named and os.path.islink(source.name) else ())  # noqa: PTH114
        if source.data is None and others and _is_same(source.name, others):
            if is_named:
                on_passed_over(source.name)
        elif name.lower().endswith(_KNOWN) or not PurePath(name).suffix:
            kept.append(source)
        elif is_read_only(name):
            hint = "detect and align take it as it is; to have it fixed, save it as Markdown, HTML or text"
            on_problem(InputError("is a Word document, which is only read", place=source.name, hint=hint))
        else:
            message = f"is neither Markdown nor plain text by its name ({PurePath(name).suffix})"
            on_problem(InputError(message, place=source.name, hint=_HINT))
    return kept


def _by_name(paths: Sequence[str]) -> dict[str, list[str]]:
    """Return the files by their names, as given and where symbolic links lead, so that few have to be looked at."""
    found: dict[str, list[str]] = {}
    for path in paths:
        for name in {os.path.basename(path), os.path.basename(os.path.realpath(path))}:  # noqa: PTH119
            found.setdefault(name, []).append(path)
    return found


def _is_same(path: str, others: Sequence[str]) -> bool:
    return any(os.path.realpath(path) == os.path.realpath(other) for other in others)
