"""The command `detect`: what it is asked, and which of its reports is run."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from summitalign.cli.console import Console
from summitalign.cli.grouped import grouped
from summitalign.cli.options import PATH, RECALL_OPTIONS, Settings, format_option, gathered, shared_options
from summitalign.errors import UsageError
from summitalign.model.tags import read_tag
from summitalign.workspace.recall import Recall
from summitalign.workspace.walk import STDIN

FORMATS = ("text", "json", "jsonl", "csv", "github", "sarif", "rdjson", "rdjsonl")
_TABLES = ("text", "json", "jsonl", "csv")
_FORMATS_OF = {
    "": _TABLES,
    "--summary": _TABLES,
    "--untranslated": (*_TABLES, "github"),
    "--check": ("text", "json", "jsonl", "github", "sarif", "rdjson", "rdjsonl"),
}
"""The formats of each report."""
_GROUPS = {
    "What to report": ("--lines", "--summary", "--depth", "--untranslated", "--at-least", "--check"),
    "What to go by": ("--languages", "--guesser", "--encoding", "--stdin-filename"),
    "Results": ("--format", "--output", "--quiet", "--verbose", "--color"),
    "Running": ("--jobs", "--engine", "--scheduler", "--no-cache", "--rehash", "--help"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run is to report."""

    lines_path: str | None = None
    """File whose lines are short texts of their own."""
    summary: bool = False
    depth: int | None = None
    """Levels of folders below the given ones that the summary tells apart; None for all."""
    untranslated: str | None = None
    """The language that documents are to be in."""
    at_least: float | None = None
    """Percentage of all documents that has to be translated; None for all there is."""
    check: bool = False
    output_format: str = FORMATS[0]
    no_cache: bool = False
    rehash: bool = False

    @property
    def recall(self) -> Recall:
        """Return how far the run believes earlier ones."""
        return Recall(self.no_cache, self.rehash)

    def checked(self, paths: Sequence[str]) -> "Wish":
        """Return the wish if it can be granted; raises UsageError."""
        asked = {
            "--lines": self.lines_path is not None,
            "--summary": self.summary,
            "--untranslated": self.untranslated is not None,
            "--check": self.check,
        }
        reports = [name for name, is_asked in asked.items() if is_asked]
        if self.lines_path is not None and paths:
            raise UsageError("--lines stands alone", hint="give either PATHS or --lines FILE")
        if self.at_least is not None and self.untranslated is None:
            raise UsageError("--at-least goes with --untranslated", hint="such as --untranslated zh --at-least 90")
        if self.depth is not None and not self.summary:
            raise UsageError("--depth goes with --summary", hint="such as --summary --depth 1")
        if len(reports) > 1:
            raise UsageError(f"{reports[0]} and {reports[1]} are two reports", hint="ask for one of them at a time")
        report = reports[0] if reports and reports[0] in _FORMATS_OF else ""
        known = _FORMATS_OF[report]
        if self.output_format not in known:
            name = f"{reports[0]} " if reports else "the table of languages "
            others = [other for other, formats in _FORMATS_OF.items() if other and self.output_format in formats]
            hint = f"it has: {', '.join(known)}" + (
                f"; {self.output_format} is one of {' and '.join(others)}" if others else ""
            )
            raise UsageError(f"{name}has no format {self.output_format}", hint=hint)
        return self

    @property
    def target(self) -> str:
        """Return the language that documents are to be in; raises UsageError for what is none."""
        tag = read_tag(self.untranslated or "")
        if tag is None:
            raise UsageError(
                f"'{self.untranslated}' is no language tag", place="--untranslated", hint="such as zh, zh-Hant or pt-BR"
            )
        return tag


@dataclass(frozen=True, slots=True)
class Basis:
    """What languages are told by."""

    languages: str | None = None
    """Tags between commas; None for all."""
    guesser: str | None = None
    encoding: str | None = None
    """Name of the documents' encoding; None to find out."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags; raises UsageError where none is given."""
        tags = tuple(tag.strip() for tag in (self.languages or "").split(",") if tag.strip())
        if self.languages is not None and not tags:
            raise UsageError("an empty list of languages", place="--languages", hint="such as en,zh-Hans")
        return tags


_WISH = gathered(
    "wish",
    Wish,
    click.option("--lines", "lines_path", type=PATH, metavar="FILE", help="Tag each line of FILE (- for standard in)."),
    click.option("--summary", is_flag=True, help="Count the documents in each language, in all and by folder."),
    click.option(
        "--depth",
        type=click.IntRange(0),
        metavar="N",
        help="With --summary: count what lies deeper than N folders below PATHS in the folders above it.",
    ),
    click.option(
        "--untranslated",
        metavar="TAG",
        help="List what is not in the language TAG, in the documents that are or ought to be in it, and how much of "
        "them is translated; --verbose lists those without anything left too. Exit code 1 while anything is left.",
    ),
    click.option(
        "--at-least",
        type=click.FloatRange(0, 100),
        metavar="PERCENT",
        help="With --untranslated: exit code 0 where so much of all documents together is translated.",
    ),
    click.option(
        "--check",
        is_flag=True,
        help="Report only documents that are in another language than they declare. Exit code 1 if there are any.",
    ),
    format_option(*FORMATS),
    *RECALL_OPTIONS,
)
_BASIS = gathered(
    "basis",
    Basis,
    click.option("--languages", metavar="TAGS", help="Answer with these languages only, such as en,zh-Hans."),
    click.option(
        "--guesser",
        metavar="NAME",
        help="What tells languages of one script apart: profiles, py3langid (extra langid), or what another package "
        "brings.  [default: profiles]",
    ),
    click.option("--encoding", metavar="NAME", help="Read documents in this encoding.  [default: by their bytes]"),
)


@click.command(cls=grouped(_GROUPS))
@click.argument("paths", nargs=-1, type=PATH)
@_WISH
@_BASIS
@shared_options(with_engine=True)
def detect(*, paths: tuple[str, ...], wish: Wish, basis: Basis, settings: Settings) -> None:
    """Tag each document's language: the main one, the share of every language, and the tag of each section.

    PATHS are documents and folders, `-` is standard input; without any, the working directory. Folders are searched
    for Markdown, plain text, HTML, notebooks and reStructuredText. Languages are BCP 47 tags such as zh-Hans, zh-Hant
    or en; `und` means that there is too little text to tell.

    What a document declares is shown beside: its front matter (`lang: zh-CN`), `<html lang>`, its name
    (guide.zh-CN.md) or its folder (docs/ja/).

    \b
    Formats:
      --check         text, json, jsonl, github, sarif, rdjson, rdjsonl
      --untranslated  text, json, jsonl, csv, github
      all others      text, json, jsonl, csv

    \b
    Exit codes:
      0  done; with --check or --untranslated: nothing was found
      1  --check found a contradiction, or --untranslated a part that is not translated
      2  wrong usage
      3  a document could not be read; all others are done

    \b
    Examples:
      summitalign detect docs
      summitalign detect docs --summary --depth 1
      summitalign detect docs/zh --untranslated zh
      summitalign detect docs --check --format github
      summitalign detect docs --languages en,zh-Hans --format jsonl -o languages.jsonl
      printf 'Guten Morgen zusammen\\n' | summitalign detect --lines -
    """  # noqa: D301 - click reads the backspace
    from summitalign import api
    from summitalign.cli import detect_run
    from summitalign.workspace.detecting import CoverageJob, DetectJob
    from summitalign.workspace.encodings import encoding_named

    wish.checked(paths)
    where = paths or (".",)
    if settings.stdin_name is not None and STDIN not in where and wish.lines_path != STDIN:
        raise UsageError("names standard input, which is not read", place="--stdin-filename", hint="give - for it too")
    encoding = encoding_named(basis.encoding) if basis.encoding is not None else ""
    detector = api.detector(basis.tags, basis.guesser or "")
    with Console(settings) as console:
        if wish.lines_path is not None:
            console.guard([wish.lines_path or STDIN])
            detect_run.tag_lines(wish.lines_path, detector, wish.output_format, console, encoding)
        elif wish.summary:
            detect_run.summarise(where, DetectJob(detector, encoding), wish, console)
        elif wish.untranslated is not None:
            named = detect_run.named_documents(where, settings)
            job = CoverageJob(detector, wish.target, named, encoding)
            detect_run.cover(where, job, wish.output_format, console, wish.at_least)
        elif wish.check:
            from summitalign.workspace.contradicting import ContradictionJob

            detect_run.check(where, ContradictionJob(detector, encoding), wish.output_format, console)
        else:
            detect_run.tag(where, DetectJob(detector, encoding), wish, console)
