"""`summitalign glossary export`."""

import os

import click

from summitalign.cli.glossary.files import load, locate
from summitalign.cli.glossary.losses import show_losses
from summitalign.cli.options import OUTPUT_FILE, glossary_option
from summitalign.errors import UsageError
from summitalign.glossary.exchange.formats import FORMATS, format_for_file


@click.command()
@click.option(
    "--format", "target_format", type=click.Choice(tuple(FORMATS)), help="What to write.  [default: from the name]"
)
@click.option("-o", "--output", "file", type=OUTPUT_FILE, metavar="FILE", help="Write FILE, not standard output.")
@glossary_option
def export(target_format: str | None, file: str | None, glossary_path: str | None) -> None:
    """Write the glossary, its includes among it, in the format of another tool.

    What the format cannot hold is said on standard error.

    \b
    Examples:
      summitalign glossary export -o terms.csv
      summitalign glossary export --format tbx -o terms.tbx
      summitalign glossary export --format codespell > dictionary.txt
    """  # noqa: D301 - click reads the backspace
    from summitalign.workspace.write import write_text

    if target_format is None and file is None:
        raise UsageError("no format is named", hint="name it with --format: " + ", ".join(FORMATS))
    name = target_format or format_for_file(file or "")
    path = locate(glossary_path)
    if file is not None and os.path.exists(file) and os.path.samefile(file, path):  # noqa: PTH110, PTH121
        raise UsageError("is the glossary itself", place=file, hint="name another file with --output")
    exported = FORMATS[name].write(load(path))
    if file is None:
        click.echo(exported.text, nl=False)
    else:
        write_text(file, exported.text)
        click.echo(f"wrote {file}")
    show_losses(f"not in {FORMATS[name].title}", exported.losses)
