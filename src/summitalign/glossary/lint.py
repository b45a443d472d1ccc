"""Every problem of a glossary in one go."""

from collections.abc import Callable

from summitalign.glossary.merge import read_all
from summitalign.glossary.problems import LintProblem, Severity

__all__ = ["LintProblem", "Severity", "lint"]


def lint(text: str, path: str, read: Callable[[str], str]) -> tuple[LintProblem, ...]:
    """Find the errors and warnings of a glossary and its includes, file by file, line by line.

    Arguments as of `glossary.load.load`, which raises the first error found here. A file that is no YAML
    shows only its first error. Reads the entries' `tests`, and does not run them.
    """
    return read_all(text, path, read).problems
