"""`summitalign glossary suggest`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from summitalign.cli.console import Console
from summitalign.cli.options import (
    PATH,
    Settings,
    format_option,
    gathered,
    glossary_option,
    open_glossary,
    shared_options,
)
from summitalign.report.counting import counted
from summitalign.workspace.walk import check_paths

if TYPE_CHECKING:
    from summitalign.model.candidate import Candidate
    from summitalign.model.term import Glossary
    from summitalign.workspace.mining import Mine


_PROPOSED, _INCONSISTENT = ("text", "yaml", "jsonl", "html"), ("text", "jsonl", "github", "sarif")
"""Formats of what is proposed, and of inconsistencies."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which candidates are wanted."""

    name_files: tuple[str, ...] = ()
    threshold: float = 0.5
    top: int | None = None
    inconsistent: bool = False


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@glossary_option
@click.option("--source", "sources", multiple=True, type=PATH, metavar="PATH", help="Originals, as in fix-terms.")
@gathered(
    "wish",
    Wish,
    click.option(
        "--names", "name_files", multiple=True, type=PATH, metavar="FILE",
        help="Look for the names in FILE only, parted by line ends or commas.",
    ),
    click.option(
        "--threshold", type=click.FloatRange(0, 1), metavar="SCORE", default=0.5, show_default=True,
        help="Propose what is at least so likely.",
    ),
    click.option("--top", type=click.IntRange(min=1), metavar="N", help="Propose the N likeliest at most."),
    click.option("--inconsistent", is_flag=True, help="Show names with several renderings, and the reverse."),
)  # fmt: skip
@format_option("text", "yaml", "jsonl", "html", "github", "sarif")
@shared_options(with_engine=True)
def suggest(
    *,
    paths: tuple[str, ...],
    glossary_path: str | None,
    sources: tuple[str, ...],
    wish: Wish,
    output_format: str,
    settings: Settings,
) -> None:
    """Propose entries: names that the documents have in a wrong form.

    A form is proposed that translates a name word by word, sounds like it, or is the name cut in two, where the
    document, its links and code, or the originals hold the name. What the glossary has, or was rejected in a review,
    is not proposed. Nothing is changed.

    \b
    Examples:
      summitalign glossary suggest docs/zh --source docs/en
      summitalign glossary suggest docs/zh --names names.txt --format yaml -o proposed.yml
      summitalign glossary review --candidates proposed.yml
    """  # noqa: D301 - click reads the backspace
    _check(output_format, wish)
    paths = paths or (".",)
    with Console(settings) as console:
        check_paths(paths)
        glossary = open_glossary(glossary_path, paths, console.guard_file)
        mine = _mine(paths, sources, wish, console)
        found = _found(mine, glossary, wish)
        if wish.inconsistent:
            _show_inconsistent(found, output_format, console)
        _show(found, output_format, console)
        documents = counted(len(mine.inputs), "document", "documents")
        console.finish(f"{documents}: {counted(len(found), 'entry', 'entries')} proposed")


def _check(output_format: str, wish: Wish) -> None:
    """Raise UsageError for a format of what is not asked for, before the work."""
    from summitalign.errors import UsageError

    shown = _INCONSISTENT if wish.inconsistent else _PROPOSED
    if output_format not in shown:
        what = "inconsistencies" if wish.inconsistent else "proposed entries"
        hint = f"name one of {', '.join(shown)}" + ("" if wish.inconsistent else ", or ask for --inconsistent")
        raise UsageError(f"{what} are not shown as {output_format}", place="--format", hint=hint)


def _mine(paths: tuple[str, ...], sources: tuple[str, ...], wish: Wish, console: Console) -> "Mine":
    from summitalign.cli.originals import read_originals
    from summitalign.cli.progress import tracked
    from summitalign.errors import InputError
    from summitalign.mining.universe import read_names
    from summitalign.workspace.inputs import gather
    from summitalign.workspace.mining import Mine
    from summitalign.workspace.read import read_text
    from summitalign.workspace.run import Done

    def problem(done: Done[Any, Any]) -> None:
        console.problem(done.problem or InputError("could not be done"), done.trace)

    listed: dict[str, None] = {}
    for file in wish.name_files:
        console.guard_file(file)
        listed |= dict.fromkeys(read_names(_names_text(file, read_text)))
    inputs = gather(paths, console.settings.stdin_name, console.problem)
    console.guard(source.name for source in inputs)
    if not inputs:
        from summitalign.cli.none_found import none_found

        console.note(none_found(paths, console))
    originals = read_originals(sources, console)
    return Mine(
        inputs, console.settings.engine, originals, tuple(listed), problem,
        lambda results, total, label: tracked(results, total, label, console.settings), console.note,
    )  # fmt: skip


def _names_text(file: str, read: Any) -> str:
    from summitalign.errors import InputError, UsageError

    try:
        return str(read(file))
    except InputError as error:
        raise UsageError(error.message, place=error.path, line=error.line, hint=error.hint) from error


def _found(mine: "Mine", glossary: "Glossary | None", wish: Wish) -> "tuple[Candidate, ...]":
    from summitalign.mining.judged import Judged
    from summitalign.workspace.mining import proven

    judged = Judged.of(glossary, _rejected(glossary)) if glossary is not None else None
    return proven(mine.proposing(judged).candidates(wish.threshold)[: wish.top])


def _rejected(glossary: "Glossary") -> Iterable[tuple[str, str]]:
    from pathlib import Path

    from summitalign.workspace.candidates import REJECTED_ENTRIES, read_rejected_entries

    return read_rejected_entries(Path(glossary.path).parent / REJECTED_ENTRIES).entries


def _show(found: "tuple[Candidate, ...]", output_format: str, console: Console) -> None:
    from summitalign.report.candidates import candidates_jsonl, candidates_text

    if output_format == "html":
        from summitalign.report.html.candidates_page import candidates_html

        console.is_verbatim = True
        console.result(candidates_html(found), end="")
    elif output_format == "yaml":
        from summitalign.glossary.proposal import proposed_text, scored_by

        entries = ((replace(each.entry, by=scored_by(each.score)), _comments(each)) for each in found)
        console.is_verbatim = True
        console.result(proposed_text(entries), end="")
    else:
        lines = candidates_jsonl(found) if output_format == "jsonl" else (
            candidates_text(found, is_verbose=console.settings.verbose)
        )  # fmt: skip
        for line in lines:
            console.result(line)


def _comments(each: "Candidate") -> list[str]:
    from summitalign.report.candidates import place_lines

    reason = [f"ambiguous: {each.reason}"] if each.is_ambiguous else []
    times, documents = counted(each.occurrences, "time", "times"), counted(each.documents, "document", "documents")
    grounds = [each.grounds] if each.grounds else []
    return [f"{each.score:.2f}, {times} in {documents}", *reason, *grounds, *place_lines(each)]


def _show_inconsistent(found: "tuple[Candidate, ...]", output_format: str, console: Console) -> None:
    import json

    from summitalign.mining.candidates import inconsistencies
    from summitalign.report import candidates as said

    several = tuple(inconsistencies(found))
    if output_format == "sarif":
        console.result(json.dumps(said.inconsistencies_sarif(several), ensure_ascii=False, indent=2))
    else:
        by_line = {
            "text": said.inconsistencies_text,
            "jsonl": said.inconsistencies_jsonl,
            "github": said.inconsistencies_github,
        }
        for line in by_line[output_format](several):
            console.result(line)
    console.finish(counted(len(several), "inconsistency", "inconsistencies"), findings_remain=bool(several))
