"""A glossary text to a Glossary, or the first error in it."""

from collections.abc import Callable

from summitalign.glossary.merge import read_all
from summitalign.glossary.problems import first_error
from summitalign.model.term import Glossary


def load(text: str, path: str, read: Callable[[str], str]) -> Glossary:
    """Read a glossary and its includes.

    `path` is shown in errors and origins; `read` returns the text of an included file by its path relative to
    the folder of `path`. Raises GlossaryError with `file:line` and a hint for the first error that
    `glossary.lint.lint` reports. The `tests` of the entries are read, not run.
    """
    reading = read_all(text, path, read)
    error = first_error(reading.problems)
    if error is not None:
        raise error.as_error()
    return reading.glossary
