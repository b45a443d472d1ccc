"""A page for each command, from what click knows of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
from tables import code, prose, table
from words import word

from summitalign.cli.group import TableGroup
from summitalign.cli.main import program
from summitalign.settings.keys import settings_of

FOLDER = "reference/commands/"
"""Where the pages lie, below the site; in the navigation it stands for all of them."""
_EXTRA = re.compile(r"  \[([^\[\]]*(?:\[[^\]]*\][^\[\]]*)*)\]$")
"""What click puts behind the help of an option: its default, its range, that it is required."""


@dataclass(frozen=True, slots=True)
class Described:
    """A command with its full name, `glossary lint`, and the commands below it."""

    name: str
    command: click.Command
    context: click.Context
    inner: tuple["Described", ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One row of the help: how an option is written, what it does, and its default where it has one."""

    written: str
    help: str
    default: str
    long: str


class _Recorder(click.HelpFormatter):
    """Notes the lists of a help page in place of printing them."""

    def __init__(self) -> None:
        super().__init__()
        self.lists: list[tuple[str, list[tuple[str, str]]]] = []
        self._heading = ""

    def write_heading(self, heading: str) -> None:
        self._heading = heading

    def write_dl(self, rows: Sequence[tuple[str, str]], *_: object, **__: object) -> None:
        self.lists.append((self._heading, list(rows)))


def described(command: click.Command = program, name: str = "", above: click.Context | None = None) -> Described:
    """Describe a command and all below it."""
    own = name.rpartition(" ")[2] or "summitalign"
    context = click.Context(command, parent=above, info_name=own, **command.context_settings)
    inner: list[Described] = []
    if isinstance(command, TableGroup):
        inner = [
            described(found, f"{name} {each}".strip(), context)
            for each in command.list_commands(context)
            if (found := command.get_command(context, each))
        ]
    elif name == "align":
        from summitalign.cli.align import COMMANDS

        inner = [described(_imported(*COMMANDS[each][0].split(":")), f"{name} {each}", context) for each in COMMANDS]
    return Described(name, command, context, tuple(inner))


def _imported(module: str, name: str) -> click.Command:
    found: click.Command = getattr(import_module(module), name)
    return found


def walk(top: Described) -> Iterator[Described]:
    """Yield a command and all below it, in the order of the help."""
    yield top
    for each in top.inner:
        yield from walk(each)


def path_of(name: str) -> str:
    """Return the page of a command, below the site."""
    return f"{FOLDER}{name.replace(' ', '-') or 'index'}.md"


def listed(top: Described) -> list[Any]:
    """Return the pages as navigation; commands below another one are a list of their own."""
    found: list[Any] = [path_of(top.name)]
    for each in top.inner:
        title = each.name.removeprefix(top.name).strip()
        found.append({title: listed(each) if each.inner else path_of(each.name)})
    return found


def options_of(each: Described) -> dict[str, list[Option]]:
    """Return the options of a command by the heading that the help puts them under."""
    recorder = _Recorder()
    each.command.format_options(each.context, recorder)
    long = {
        record[0]: parameter.opts[-1]
        for parameter in each.command.get_params(each.context)
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(each.context))
    }
    found: dict[str, list[Option]] = {}
    for heading, rows in recorder.lists:
        options = [_option(written, text, long[written]) for written, text in rows if written in long]
        if options:
            found[heading] = options
    return found


def _option(written: str, text: str, long: str) -> Option:
    extra = _EXTRA.search(text)
    inside = extra[1] if extra else ""
    default = inside.removeprefix("default: ") if inside.startswith("default: ") else ""
    default, _, rest = default.partition("; ") if default else ("", "", inside)
    help_text = text[: extra.start()] if extra else text
    return Option(written, f"{help_text} [{rest}]" if rest else help_text, default, long)


def paragraphs(command: click.Command) -> tuple[list[str], list[str]]:
    """Return the help of a command as paragraphs of prose, and its examples line by line."""
    said: list[str] = []
    examples: list[str] = []
    for block in re.split(r"\n\s*\n", (command.help or "").replace("\f", "")):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines[:2] == ["\b", "Examples:"]:
            examples += lines[2:]
        elif lines[:1] == ["\b"]:
            said += lines[1:]
        elif lines:
            said.append(" ".join(lines))
    return said, examples


def page(each: Described, language: str) -> str:
    """Return the page of a command."""
    said, examples = paragraphs(each.command)
    usage = " ".join(each.command.collect_usage_pieces(each.context))
    parts = [
        f"# summitalign {each.name}".strip() if each.name else f"# {word('Commands', language)}",
        *([] if each.name else [word("Made from the program itself; what it prints with `--help`.", language)]),
        "\n\n".join(map(prose, said)),
        "" if each.name else _commands(list(walk(each))[1:], language),
        f"## {word('Usage', language)}\n\n```text\nsummitalign {each.name} {usage}\n```".replace("  ", " "),
    ]
    if examples:
        parts.append(f"## {word('Examples', language)}\n\n```sh\n" + "\n".join(examples) + "\n```")
    if each.inner and each.name:
        parts += [f"## {word('Commands', language)}", _commands(each.inner, language)]
    parts += [_options(heading, options, each.name, language) for heading, options in options_of(each).items()]
    parts += [f"## {word('Exit codes', language)}", _exit_codes(language)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _exit_codes(language: str) -> str:
    text = word("What the exit codes mean: [{0}]({1}).", language)
    return text.format(word("Streams and exit codes", language), "../../output.md#streams-and-exit-codes")


def _commands(listed: Sequence[Described], language: str) -> str:
    rows = [
        [
            f"[`summitalign {each.name}`]({path_of(each.name).removeprefix(FOLDER)})",
            prose(each.command.get_short_help_str(200)),
        ]
        for each in listed
    ]
    return table([word("command", language), word("purpose", language)], rows)


def _options(heading: str, options: Sequence[Option], name: str, language: str) -> str:
    settings = {each.name: each.key for each in settings_of(name)}
    rows = [
        [
            code(option.written),
            prose(option.help),
            prose(option.default),
            f"[`{key}`](../settings.md)" if (key := settings.get(option.long.removeprefix("--"))) else "",
        ]
        for option in options
    ]
    columns = [word(each, language) for each in ("option", "purpose", "default", "setting")]
    # Most commands have neither defaults nor settings in some of the tables.
    kept = [at for at in range(4) if at < 2 or any(row[at] for row in rows)]
    return f"## {word(heading, language)}\n\n" + table(
        [columns[at] for at in kept], [[row[at] for at in kept] for row in rows]
    )


def command_pages() -> dict[str, str]:
    """Return the pages of all commands, by their paths below the site."""
    return {
        path.replace(".md", ending): page(each, language)
        for each in walk(described())
        for path in [path_of(each.name)]
        for language, ending in (("en", ".md"), ("zh", ".zh.md"))
    }
