"""`summitalign glossary stats`."""

import click

from summitalign.cli.console import Console
from summitalign.cli.glossary.documents import found_in, job_for
from summitalign.cli.options import PATH, Settings, format_option, glossary_option, need_glossary, shared_options
from summitalign.report.counting import counted
from summitalign.workspace.walk import check_paths


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@glossary_option
@click.option("--source", "sources", multiple=True, type=PATH, metavar="PATH", help="Originals, as in fix-terms.")
@click.option("--unused", is_flag=True, help="Show only the entries that no document holds.")
@format_option("text", "json", "csv")
@shared_options(with_engine=True)
def stats(
    *,
    paths: tuple[str, ...],
    glossary_path: str | None,
    sources: tuple[str, ...],
    unused: bool,
    output_format: str,
    settings: Settings,
) -> None:
    """Count, for each entry, what fix-terms would apply, suggest and skip in the documents, and where.

    Places that were rejected for good are counted by themselves. Nothing is changed.

    \b
    Examples:
      summitalign glossary stats docs/zh
      summitalign glossary stats docs/zh --source docs/en --format csv > stats.csv
      summitalign glossary stats docs/zh --unused
    """  # noqa: D301 - click reads the backspace
    from summitalign.report.usage import usage, usage_csv, usage_json, usage_text

    paths = paths or (".",)
    with Console(settings) as console:
        check_paths(paths)
        glossary = need_glossary(glossary_path, paths, console.guard_file)
        results = [fixed for _, fixed in found_in(paths, job_for(glossary, sources, console), console)]
        used = usage(glossary, ((fixed.outcome, fixed.left_out.findings) for fixed in results))
        shown = tuple(each for each in used if not each.total) if unused else used
        if output_format == "json":
            console.result(usage_json(glossary, shown, len(results)))
        else:
            for line in usage_csv(shown) if output_format == "csv" else usage_text(used, only_unused=unused):
                console.result(line)
        met = sum(bool(each.total) for each in used)
        entries = counted(len(used), "entry", "entries")
        console.finish(f"{counted(len(results), 'document', 'documents')}: {met} of {entries} met")
