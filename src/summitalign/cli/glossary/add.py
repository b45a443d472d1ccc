"""`summitalign glossary add`."""

from collections.abc import Iterable

import click

from summitalign.cli.glossary.files import change, locate
from summitalign.cli.options import glossary_option
from summitalign.model.term import Glossary, WrongForm
from summitalign.report.width import visible


@click.command()
@click.argument("wrong", nargs=-1, required=True)
@click.option(
    "--use", required=True, multiple=True, metavar="RIGHT", help="The right form; several times for a choice."
)
@click.option("--ambiguous", is_flag=True, help="A wrong form is also an ordinary word: fix it only with evidence.")
@click.option("--note", default="", help="Shown to people who meet the finding.")
@glossary_option
def add(wrong: tuple[str, ...], use: tuple[str, ...], ambiguous: bool, note: str, glossary_path: str | None) -> None:
    """Add WRONG forms; nothing else in the file changes.

    Forms go to the entry that has the same right forms, and become ambiguous where it is; or to a new one at the end.

    \b
    Examples:
      summitalign glossary add 张量流 腾索流 --use TensorFlow
      summitalign glossary add 火花 --use Spark --ambiguous --note 'Apache Spark'
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.edit import add_entry

    path = locate(glossary_path)
    after = change(path, lambda text: add_entry(text, str(path), wrong, use, ambiguous=ambiguous, note=note))
    right = " or ".join(use)
    for form in wrong:
        click.echo(visible(f'{path}: added "{form}" -> "{right}"'))
    for remark in _remarks(after, wrong[0], ambiguous):
        click.echo(f"  note: {visible(remark)}", err=True)


def _remarks(loaded: Glossary, form: str, ambiguous: bool) -> Iterable[str]:
    """Say what somebody who added a form may not expect of the entry that holds it now."""
    holder = next(entry for entry in loaded.entries if WrongForm(form) in entry.wrong)
    if holder.is_ambiguous and not ambiguous:
        yield f'the entry "{holder.id}" ({holder.origin}) is ambiguous: the fix is applied only when proven'
        return
    for entry in loaded.entries:
        if entry.use == holder.use and entry.is_ambiguous != holder.is_ambiguous and not entry.is_kept:
            claim = "is ambiguous" if entry.is_ambiguous else "is not ambiguous"
            yield f'the entry "{entry.id}" ({entry.origin}) has the same right form and {claim}; this is another entry'
