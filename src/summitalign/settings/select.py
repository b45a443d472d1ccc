"""Which settings hold for a command as it is called, and for which of its documents."""

from collections.abc import Iterable, Sequence

from summitalign.settings.keys import BY_PATH, Kind
from summitalign.settings.read import Configuration, Given


def chosen(given: Iterable[Given], command: str, arguments: Sequence[str]) -> dict[str, Given]:
    """Return the settings that count for a command, by their names; of two the later holds.

    One that the arguments contradict does not count, nor one that means nothing without an argument that is missing.
    """
    return {
        each.setting.name: each
        for each in given
        if command in each.setting.commands
        and not any(_is_among(arguments, other) for other in each.setting.yields_to)
        and (not each.setting.only_with or _is_among(arguments, each.setting.only_with))
    }


def option_value(given: Given) -> object:
    """Return a setting as its option takes it; a list of tags is one text there."""
    if given.setting.kind is Kind.TAGS and isinstance(given.value, tuple):
        return ",".join(given.value)
    return given.value


def with_overrides(configuration: Configuration, numbers: Iterable[int]) -> tuple[Given, ...]:
    """Return the settings of documents for which some of the overrides hold, in the order in which they count."""
    return configuration.given + tuple(each for number in numbers for each in configuration.overrides[number].given)


def overriding(configuration: Configuration, command: str) -> tuple[int, ...]:
    """Return the numbers of the overrides that say anything to a command that takes documents one by one."""
    if command not in BY_PATH:
        return ()
    return tuple(
        number
        for number, override in enumerate(configuration.overrides)
        if any(command in each.setting.commands for each in override.given)
    )


def _is_among(arguments: Sequence[str], option: str) -> bool:
    if option.startswith("--"):
        return any(each == option or each.startswith(f"{option}=") for each in arguments)
    return any(option == each if option == "-" else option in each for each in arguments)
