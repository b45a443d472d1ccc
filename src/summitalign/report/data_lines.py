"""The lines of a data file that say something."""

from collections.abc import Iterator


def data_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield number (from 1) and text of every line that is not blank and does not begin with `#`, line ends dropped."""
    # Not splitlines(): a title may hold a character that it takes for a line end.
    for number, line in enumerate(text.split("\n"), 1):
        row = line.removesuffix("\r")
        if row.strip() and not row.startswith("#"):
            yield number, row
