"""The command `detect`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from summitalign.cli.console import Console, paint
from summitalign.cli.options import PATH, Settings, format_option, shared_options
from summitalign.cli.progress import tracked
from summitalign.errors import UsageError
from summitalign.report import delimited, json, text
from summitalign.report.lines import split_lines
from summitalign.workspace.detecting import Detected, DetectJob, DetectLineJob
from summitalign.workspace.encodings import decode
from summitalign.workspace.inputs import gather
from summitalign.workspace.read import Input
from summitalign.workspace.run import run_all, worker_count
from summitalign.workspace.walk import STDIN

_MANY_LINES = 4000
"""A line takes a tenth of the time of a document, so worker processes pay later."""


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--lines", "lines_path", type=PATH, metavar="FILE", help="Tag each line of FILE (- for standard input).")
@format_option("text", "json", "jsonl", "csv")
@shared_options()
def detect(*, paths: tuple[str, ...], lines_path: str | None, output_format: str, settings: Settings) -> None:
    """Tag each document's language: the main one, the share of every language, and the tag of each section.

    PATHS are documents and folders, `-` is standard input; without any, the working directory. Languages are BCP 47
    tags such as zh-Hans, zh-Hant or en; `und` means that there is too little text to tell.

    \b
    Examples:
      summitalign detect docs
      summitalign detect docs --format jsonl -o languages.jsonl
      printf 'Guten Morgen zusammen\\n' | summitalign detect --lines -
    """  # noqa: D301 - click reads the backspace
    if paths and lines_path is not None:
        raise UsageError("--lines stands alone", hint="give either PATHS or --lines FILE")
    with Console(settings) as console:
        console.guard([lines_path or STDIN])
        rows = _lines(lines_path, settings) if lines_path is not None else _documents(paths or (".",), console)
        _print(rows, output_format, console)
        console.finish()


def _documents(paths: Sequence[str], console: Console) -> Iterator[Detected]:
    settings = console.settings
    inputs = gather(paths, settings.stdin_name, console.problem)
    console.guard(source.name for source in inputs)
    if not inputs:
        console.note("no documents found")
    workers = worker_count(len(inputs), settings.jobs)
    for done in tracked(run_all(inputs, DetectJob(), workers), len(inputs), "detecting", settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            yield done.value


def _lines(path: str, settings: Settings) -> Iterator[Detected]:
    if path and path != STDIN and Path(path).is_dir():
        raise UsageError("is a folder; --lines takes one file", place=path)
    source = gather([path], settings.stdin_name)[0]
    rows = split_lines(_text_of(source))
    workers = worker_count(len(rows), settings.jobs, many=_MANY_LINES)
    results = run_all(rows, DetectLineJob(), workers)
    for number, done in enumerate(tracked(results, len(rows), "detecting", settings), 1):
        if done.problem is not None:
            raise done.problem
        if done.value is not None:
            yield Detected(source.name, done.value, ((number, number),) * len(done.value.segments), number)


def _text_of(source: Input) -> str:
    return decode(source.read(), source.name).text


def _print(rows: Iterator[Detected], output_format: str, console: Console) -> None:
    if output_format == "jsonl":
        for row in rows:
            console.result(json.dump(_object(row)))
    elif output_format == "json":
        console.result(json.dump(json.collection("detections", "documents", map(_object, rows)), indent=2))
    elif output_format == "csv":
        console.result(delimited.csv_row(delimited.DETECTION_HEADER))
        for row in rows:
            console.result(delimited.csv_row(delimited.detection_values(row.source, row.detection, row.line)))
    else:
        table = [(_name(row), row.detection) for row in rows]
        for line in text.detection_rows(table, paint):
            console.result(line)


def _object(row: Detected) -> json.JsonObject:
    return json.detection_object(row.source, row.detection, row.lines, row.line)


def _name(row: Detected) -> str:
    return row.source if row.line is None else f"{row.source}:{row.line}"
