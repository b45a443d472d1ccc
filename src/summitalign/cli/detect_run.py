"""The reports of `detect`: each runs over the documents, prints, and ends the command with its exit code."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from summitalign.cli.console import Console, paint
from summitalign.cli.options import Settings
from summitalign.cli.progress import tracked
from summitalign.detect.detector import Detector
from summitalign.errors import UsageError
from summitalign.report import delimited, json
from summitalign.report.counting import counted
from summitalign.report.language_table import LanguageRow, language_rows
from summitalign.report.lines import split_lines
from summitalign.report.width import visible
from summitalign.workspace.detecting import PAGE_SUFFIXES, CoverageJob, Detected, DetectJob, DetectLineJob
from summitalign.workspace.encodings import decode
from summitalign.workspace.inputs import gather
from summitalign.workspace.names import local_name
from summitalign.workspace.read import Input
from summitalign.workspace.recalling import Known, run_again
from summitalign.workspace.run import Job, run_all, worker_count
from summitalign.workspace.walk import STDIN

if TYPE_CHECKING:
    from summitalign.cli.detect import Wish
    from summitalign.report.untranslated import CoveredDocument
    from summitalign.workspace.contradicting import ContradictionJob

Value = TypeVar("Value")

_MANY_LINES = 4000
"""A line takes a tenth of the time of a document, so worker processes pay later."""


def tag(paths: Sequence[str], job: DetectJob, wish: "Wish", console: Console) -> NoReturn:
    """Print the languages of each document."""
    contradictions = 0
    rows = _detected(paths, job, wish, console)

    def counting() -> Iterator[Detected]:
        nonlocal contradictions
        for row in rows:
            contradictions += row.is_contradicted
            if row.unread:
                _verbose(console, f"{row.source}: `lang: {row.unread}` in its front matter names no language")
            yield row

    _print(counting(), wish.output_format, console)
    wrong = counted(contradictions, "document is", "documents are")
    console.finish(f"{wrong} in another language than declared (--check lists them)" if contradictions else "")


def tag_lines(path: str, detector: Detector, output_format: str, console: Console, encoding: str = "") -> NoReturn:
    """Print the language of each line of a file."""
    _print(_lines(path, detector, console, encoding), output_format, console)
    console.finish()


def summarise(paths: Sequence[str], job: DetectJob, wish: "Wish", console: Console) -> NoReturn:
    """Print how many documents are in which language, in all and by folder."""
    from summitalign.report.language_counts import count_folders, counts_csv, counts_json, counts_jsonl
    from summitalign.report.language_table import count_rows

    rows = _detected(paths, job, wish, console)
    folders = count_folders(((row.source, row.detection.tag, row.is_contradicted) for row in rows), paths, wish.depth)
    if wish.output_format == "json":
        console.result(counts_json(folders))
    else:
        lines = {
            "text": lambda: count_rows(folders, paint, console.columns),
            "jsonl": lambda: counts_jsonl(folders),
            "csv": lambda: counts_csv(folders),
        }
        _results(lines[wish.output_format](), console)
    wrong = folders[0].contradictions
    told = counted(folders[0].documents, "document", "documents")
    console.finish(f"{told}, {wrong} in another language than declared" if wrong else told)


def named_documents(paths: Sequence[str], settings: Settings) -> frozenset[str]:
    """Return the names of the documents that are no mere finds in a folder."""
    named = (settings.stdin_name or path if path == STDIN else path for path in paths if not Path(path).is_dir())
    return frozenset(named)


def cover(
    paths: Sequence[str], job: CoverageJob, output_format: str, console: Console, at_least: float | None = None
) -> NoReturn:
    """Print what is not translated into a language; exit code 1 while anything is left, or more than is allowed."""
    from summitalign.report import untranslated as report

    target, covered = job.target, []
    if not job.detector.may_agree(target):
        console.note(f"warning: {target} is no language that can be told here: nothing is found to be in it")
    done = _done(paths, job, console)
    if output_format == "csv":
        console.result(delimited.csv_row(report.HEADER))
    for each in done:
        if each.coverage is None:
            _verbose(console, f"{each.source}: left out: neither in {target} nor declared to be")
            continue
        # What each lacks is printed at once, the figures of all at the end.
        covered.append(document := report.CoveredDocument(each.source, each.coverage, each.lines))
        if output_format != "text" or document.lines or console.settings.verbose:
            _results(_coverage_lines(document, output_format), console)
    if output_format == "json":
        console.result(report.untranslated_json(covered, target))
    elif output_format == "github":
        _results(_troubles(console), console)
    elif output_format == "text" and covered:
        console.result(report.total_row(covered, target))
    note = "" if covered else f"warning: no documents are, or are declared to be, in {target}"
    is_open = any(document.lines for document in covered)
    if at_least is not None:
        is_open = report.translated_share(covered) * 100 < at_least
    console.finish(note, findings_remain=is_open)


def _coverage_lines(document: "CoveredDocument", output_format: str) -> Iterator[str]:
    from summitalign.report import untranslated as report

    if output_format == "text":
        yield from report.untranslated_rows(document, paint)
    elif output_format == "jsonl":
        yield json.dump(report.untranslated_object(document))
    elif output_format == "csv":
        yield from report.untranslated_csv(document)
    elif output_format == "github":
        yield from report.untranslated_commands(document, local_name(document.path))


def check(paths: Sequence[str], job: "ContradictionJob", output_format: str, console: Console) -> NoReturn:
    """Print the documents that are in another language than they declare; exit code 1 if there are any."""
    from summitalign.cli.fix_print import FindingPrinter

    printer, found, documents = FindingPrinter(output_format, console), 0, 0
    for fixed in _done(paths, job, console):
        documents += 1
        if fixed.outcome.findings:
            found += 1
            printer.document(fixed, is_written=False)
    printer.finish()
    told = counted(documents, "document", "documents")
    console.finish(f"{told}, {found} in another language than declared", findings_remain=found > 0)


def _verbose(console: Console, text: str) -> None:
    if console.settings.verbose:
        console.note(visible(text))


def _troubles(console: Console) -> Iterator[str]:
    """Yield annotations of the documents that could not be read."""
    from summitalign.report.github import trouble_command
    from summitalign.report.trouble import Trouble

    for error in console.reported:
        trouble = Trouble.of(error)
        yield trouble_command(replace(trouble, path=local_name(trouble.path)) if trouble.path else trouble)


def _detected(paths: Sequence[str], job: DetectJob, wish: "Wish", console: Console) -> Iterator[Detected]:
    """Tag all documents under some paths, what is known from an earlier run but once."""
    from summitalign.workspace.recall_detected import known_languages

    return _done(paths, job, console, known_languages(job, wish.recall, console.note))


def _done(
    paths: Sequence[str], job: Job[Input, Value], console: Console, known: Known[Value] | None = None
) -> Iterator[Value]:
    """Do all documents under some paths; those that cannot be done are reported."""
    settings = console.settings
    skipped: list[str] = []
    on_skip = (lambda path, why: skipped.append(f"{path}: left out: {why}")) if settings.verbose else None
    inputs = gather(paths, settings.stdin_name, console.problem, suffixes=PAGE_SUFFIXES, on_skip=on_skip)
    for each in skipped if inputs else ():
        _verbose(console, each)
    # Results of an earlier run, written into the folder that is searched, are no document.
    output = settings.output and os.path.realpath(settings.output)
    if output:
        inputs = [each for each in inputs if each.name in paths or os.path.realpath(each.name) != output]
    console.guard(source.name for source in inputs)
    if not inputs:
        from summitalign.cli.none_found import none_found

        console.note(none_found(paths, console, PAGE_SUFFIXES))
    for done in tracked(run_again(inputs, job, settings.engine, known), len(inputs), "detecting", settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            yield done.value


def _lines(path: str, detector: Detector, console: Console, encoding: str) -> Iterator[Detected]:
    settings = console.settings
    if path and path != STDIN and Path(path).is_dir():
        raise UsageError("is a folder; --lines takes one file", place=path)
    source = gather([path], settings.stdin_name)[0]
    rows = split_lines(decode(source.read(), source.name, encoding).text)
    workers = worker_count(len(rows), settings.jobs, many=_MANY_LINES)
    results = run_all(rows, DetectLineJob(detector), workers)
    for number, done in enumerate(tracked(results, len(rows), "detecting", settings), 1):
        if done.problem is not None:
            raise done.problem
        if done.value is not None:
            yield Detected(source.name, done.value, ((number, number),) * len(done.value.segments), number)


def _print(rows: Iterator[Detected], output_format: str, console: Console) -> None:
    if output_format == "jsonl":
        for row in rows:
            console.result(json.dump(_object(row)))
    elif output_format == "json":
        console.result(json.dump(json.collection("detections", "documents", map(_object, rows)), indent=2))
    elif output_format == "csv":
        console.result(delimited.csv_row(delimited.DETECTION_HEADER))
        for row in rows:
            said, wrong = row.declaration, row.is_contradicted
            values = delimited.detection_values(row.source, row.detection, row.line, said, is_contradicted=wrong)
            console.result(delimited.csv_row(values))
    else:
        table = [LanguageRow(_name(row), row.detection, row.declaration, row.is_contradicted) for row in rows]
        _results(language_rows(table, paint, console.columns), console)


def _results(lines: Iterable[str], console: Console) -> None:
    for line in lines:
        console.result(line)


def _object(row: Detected) -> json.JsonObject:
    found = json.detection_object(row.source, row.detection, row.lines, row.line)
    if row.line is None:
        found["declared"] = json.declared_object(row.declaration, is_contradicted=row.is_contradicted)
    return found


def _name(row: Detected) -> str:
    return row.source if row.line is None else f"{row.source}:{row.line}"
