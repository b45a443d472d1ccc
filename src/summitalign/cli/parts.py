"""A run over documents whose settings differ: the command is run for each kind of them, one after the other."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from summitalign.cli.configured import check_files, set_defaults
from summitalign.errors import UsageError

if TYPE_CHECKING:
    from summitalign.settings.read import Configuration

_JOINED = ("text", "jsonl", "diff", "github", "rdjsonl")
"""Formats that stay what they are where results follow each other."""
_WHOLE = ("output", "summary", "at_least", "max_fixes", "write_baseline")
"""Options that are about all documents together, by the names of their parameters."""
_NO_DOCUMENTS = ("undo", "lines_path")
"""Options with which a command reads no documents."""


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that have the same settings."""

    overrides: tuple[int, ...]
    """Numbers of the overrides that hold for them."""
    documents: tuple[str, ...]


class Parted(click.Command):
    """A command that is run once for each part of its documents."""

    def __init__(self, command: click.Command, configuration: "Configuration", whole_name: str) -> None:
        """Take the place of a command, `whole_name` in full."""
        super().__init__(command.name, params=command.params, help=command.help)
        self._command, self._configuration, self._whole_name = command, configuration, whole_name
        self._arguments: tuple[str, ...] = ()

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments as the command does."""
        self._arguments = tuple(args)
        context = self._command.make_context(info_name, args, parent, **extra)
        if not any(context.params.get(name) is not None for name in _NO_DOCUMENTS):
            context.command = self
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command for all parts; ends with the gravest of their exit codes."""
        parts = self.parts(ctx)
        if not any(part.overrides for part in parts):
            return self._command.invoke(ctx)
        if len(parts) == 1:
            return self._run(parts[0], ctx, is_whole=True)
        self._refuse_whole(ctx)
        codes = [self._code(part, ctx) for part in parts]
        raise click.exceptions.Exit(max(codes))

    def parts(self, ctx: click.Context) -> list[Part]:
        """Share out the documents of a run by the overrides that hold for them, in the order of the documents."""
        from summitalign.settings.select import overriding
        from summitalign.workspace.detecting import PAGE_SUFFIXES
        from summitalign.workspace.globs import read_globs
        from summitalign.workspace.settings import overrides_of
        from summitalign.workspace.walk import STDIN, SUFFIXES, documents

        globs = read_globs(ctx.params.get("include", ()), ctx.params.get("exclude", ()))
        suffixes = PAGE_SUFFIXES if self._whole_name == "detect" else SUFFIXES
        found = tuple(documents(ctx.params["paths"] or (".",), globs=globs, suffixes=suffixes))
        names = [(ctx.params.get("stdin_name") or name) if name == STDIN else name for name in found]
        numbers = overriding(self._configuration, self._whole_name)
        by_overrides: dict[tuple[int, ...], list[str]] = {}
        for name, holding in zip(found, overrides_of(self._configuration, numbers, names), strict=True):
            by_overrides.setdefault(holding, []).append(name)
        return [Part(overrides, tuple(each)) for overrides, each in by_overrides.items()]

    def _refuse_whole(self, ctx: click.Context) -> None:
        """Raise UsageError for results that are about all documents at once."""
        form = ctx.params.get("output_format", "text")
        option = next((each for each in self.params if each.name in _WHOLE and ctx.params.get(each.name)), None)
        if option is None and (form in _JOINED or ctx.params.get("diff")):
            return
        what = option.opts[-1] if option is not None else f"--format {form}"
        problem = f"{what} is for all documents together, and the overrides give them different settings"
        raise UsageError(problem, place=self._configuration.path, hint="name documents with the same settings")

    def _code(self, part: Part, ctx: click.Context) -> int:
        try:
            self._run(part, ctx)
        except click.exceptions.Exit as end:
            return end.exit_code
        return 0

    def _run(self, part: Part, ctx: click.Context, *, is_whole: bool = False) -> Any:
        """Run the command with the settings of a part; `is_whole` where it holds all documents."""
        again = self.context_of(part, ctx)
        if not is_whole:
            again.params["paths"] = part.documents
        with again:
            return self._command.invoke(again)

    def context_of(self, part: Part, ctx: click.Context) -> click.Context:
        """Read the arguments once more, with the settings of a part as the defaults."""
        from summitalign.settings.select import chosen, with_overrides

        assert ctx.parent is not None
        name = ctx.info_name or ""
        given = chosen(with_overrides(self._configuration, part.overrides), self._whole_name, self._arguments)
        check_files(self._configuration, given.values())
        set_defaults(ctx.parent, name, self._command, given)
        return self._command.make_context(name, list(self._arguments), ctx.parent)
