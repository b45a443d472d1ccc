"""The command `pair`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from summitalign.cli.console import Console, paint
from summitalign.cli.options import PATH, Settings, format_option, glossary_option, open_glossary, shared_options
from summitalign.cli.progress import tracked
from summitalign.errors import UsageError
from summitalign.model.alignment import DocumentPair
from summitalign.model.tags import read_tag
from summitalign.report import delimited, json, text
from summitalign.report.counting import counted
from summitalign.workspace.inputs import gather
from summitalign.workspace.pairing import Languages, Profiled, ProfileJob, source_language
from summitalign.workspace.run import map_all
from summitalign.workspace.walk import SOURCE_SUFFIXES, STDIN

if TYPE_CHECKING:
    from summitalign.align.pairing import Pairing


@click.command()
@click.argument("source_dir", type=PATH)
@click.argument("target_dir", type=PATH, required=False)
@click.option(
    "--languages", metavar="SOURCE,TARGET",
    help="Of one folder, pair the documents in these two languages, such as en,zh.  [default: English, or the "
    "glossary's source language, with all others]",
)  # fmt: skip
@glossary_option
@format_option("text", "json", "jsonl", "tsv")
@shared_options(with_engine=True)
def pair(
    *,
    source_dir: str,
    target_dir: str | None,
    languages: str | None,
    glossary_path: str | None,
    output_format: str,
    settings: Settings,
) -> None:
    """Find which documents of SOURCE_DIR and TARGET_DIR belong together, whatever they are called.

    Without TARGET_DIR the documents of both languages lie in one folder, and the language of each is detected.

    \b
    Examples:
      summitalign pair docs/en docs/zh
      summitalign pair docs --languages en,zh
      summitalign pair docs/en docs/zh --format tsv -o pairs.tsv && summitalign align --pairs pairs.tsv
    """  # noqa: D301 - click reads the backspace
    from summitalign.align.pairing import Pairing

    sides = _languages(languages, target_dir)
    if source_dir == target_dir == STDIN:
        raise UsageError("only one side can come from standard input")
    with Console(settings) as console:
        glossary = open_glossary(glossary_path, [target_dir or source_dir], console.guard_file)
        pairing = Pairing()
        if target_dir is None:
            sides = sides or Languages(source_language(glossary))
            _share_out(
                _profiles(source_dir, ProfileJob(glossary, tells_language=True), console), sides, pairing, console
            )
        else:
            for one in _profiles(source_dir, ProfileJob(glossary), console):
                pairing.add_source(one.profile)
            for one in _profiles(target_dir, ProfileJob(glossary), console):
                pairing.add_target(one.profile)
        pairs = pairing.pairs()
        _print(pairs, output_format, console)
        found = sum(item.tier is not None for item in pairs)
        alone = counted(len(pairs) - found, "document", "documents")
        console.finish(f"{counted(found, 'pair', 'pairs')}, {alone} without a partner")


def _languages(languages: str | None, target_dir: str | None) -> Languages | None:
    """Read the option; raises UsageError."""
    if languages is None:
        return None
    if target_dir is not None:
        raise UsageError("is for one folder with both languages in it; two folders are two sides", place="--languages")
    tags = [tag.strip() for tag in languages.split(",")]
    known = [read_tag(tag) for tag in tags]
    if len(tags) != 2 or not all(known):
        wrong = next((tag for tag, one in zip(tags, known, strict=True) if not one), "") if len(tags) == 2 else ""
        said = f'"{wrong}" is no language' if wrong else "takes two languages, that of the originals first"
        raise UsageError(said, place="--languages", hint="such as en,zh")
    source, target = (str(tag) for tag in known)
    if source == target:
        raise UsageError("the two languages are the same", place="--languages", hint="such as en,zh")
    return Languages(source, target)


def _share_out(profiles: Iterator[Profiled], languages: Languages, pairing: "Pairing", console: Console) -> None:
    """Put each document on the side that its language is of."""
    others = 0
    for one in profiles:
        is_source = languages.is_source(one.language)
        if is_source is None:
            others += 1
        else:
            (pairing.add_source if is_source else pairing.add_target)(one.profile)
    if others:
        console.note(f"{counted(others, 'document', 'documents')} in other languages left out")


def _profiles(path: str, job: ProfileJob, console: Console) -> Iterator[Profiled]:
    """Describe the documents under a path; those that cannot be read are reported."""
    inputs = gather([path], console.settings.stdin_name, console.problem, suffixes=SOURCE_SUFFIXES)
    console.guard(source.name for source in inputs if source.data is None)
    done_all = map_all(inputs, job, console.settings.engine)
    for done in tracked(done_all, len(inputs), "reading", console.settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            yield done.value


def _print(pairs: Sequence[DocumentPair], output_format: str, console: Console) -> None:
    if output_format == "json":
        console.result(json.dump(json.collection("pairs", "pairs", map(json.pair_object, pairs)), indent=2))
    elif output_format == "jsonl":
        for item in pairs:
            console.result(json.dump(json.pair_object(item)))
    elif output_format == "tsv":
        console.result(delimited.tsv_row(delimited.PAIR_HEADER))
        for item in pairs:
            console.result(delimited.tsv_row(delimited.pair_values(item)))
    else:
        for line in text.pair_rows(pairs, paint, console.columns):
            console.result(line)
