"""Every problem of a glossary in one go."""

from collections.abc import Callable
from dataclasses import dataclass

from summitalign.glossary.merge import read_all
from summitalign.glossary.problems import LintProblem, Severity, first_error
from summitalign.model.term import Glossary

__all__ = ["LintProblem", "Linted", "Severity", "lint", "lint_all", "warning_at"]


@dataclass(frozen=True, slots=True)
class Linted:
    """The problems of a glossary, and the glossary itself where it can be used."""

    problems: tuple[LintProblem, ...]
    glossary: Glossary | None


def lint(text: str, path: str, read: Callable[[str], str]) -> tuple[LintProblem, ...]:
    """Find the errors and warnings of a glossary and its includes, file by file, line by line.

    Arguments as of `glossary.load.load`, which raises the first error found here. A file that is no YAML
    shows only its first error. Reads the entries' `tests`, and does not run them.
    """
    return lint_all(text, path, read).problems


def lint_all(text: str, path: str, read: Callable[[str], str]) -> Linted:
    """Find the problems as `lint` does, and return the glossary with them, which need not be read again."""
    reading = read_all(text, path, read)
    if first_error(reading.problems) is not None:
        return Linted(reading.problems, None)
    return Linted(reading.problems, reading.glossary)


def warning_at(place: str, message: str, hint: str) -> LintProblem:
    """Return a warning about an entry by its place, `file:line`."""
    return LintProblem(Severity.WARNING, message, place, int(place.rpartition(":")[2]), hint)
