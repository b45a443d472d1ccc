"""A command whose options are listed in groups: a long list in one piece is read by nobody."""

from collections.abc import Mapping, Sequence

import click


def grouped(groups: Mapping[str, Sequence[str]]) -> type[click.Command]:
    """Return a kind of command whose `--help` lists its options under headings, in the order given.

    `groups` names the options, `--write` say, of each heading. One that it does not name stands under `Options`, which
    comes last.
    """

    class Grouped(click.Command):
        def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            records = {
                name: record
                for parameter in self.get_params(ctx)
                if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)) is not None
                for name in parameter.opts[-1:]
            }
            for heading, names in groups.items():
                rows = [records.pop(name) for name in names if name in records]
                if rows:
                    with formatter.section(heading):
                        formatter.write_dl(rows)
            if records:
                with formatter.section("Options"):
                    formatter.write_dl(list(records.values()))

    return Grouped
