"""The lines of a data file that say something."""

from collections.abc import Iterator


def data_lines(text: str, tabs: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield number (from 1) and text of every line that is not blank and does not begin with `#`, line ends dropped.

    One with as many `tabs` as a row of the table has is no comment: a path may begin with `#`, too.
    """
    # Not splitlines(): a title may hold a character that it takes for a line end.
    for number, line in enumerate(text.split("\n"), 1):
        row = line.removesuffix("\r")
        if row.strip() and (not row.startswith("#") or row.count("\t") == tabs):
            yield number, row
