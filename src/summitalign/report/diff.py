"""What would change, or has changed, as a unified diff that `git apply` and `patch` take."""

import difflib
import posixpath
from collections.abc import Iterator

from summitalign.model.outcome import Outcome

_NO_LINE_END = "\\ No newline at end of file\n"


def diff_lines(outcome: Outcome, has_bom: bool = False) -> Iterator[str]:
    """Yield the lines of the diff of one document, each with its line end; nothing where nothing changes."""
    mark = "\ufeff" if has_bom else ""
    name = posixpath.normpath(outcome.source.replace("\\", "/")).lstrip("/")
    lines = difflib.unified_diff(_lines(mark + outcome.before), _lines(mark + outcome.after), f"a/{name}", f"b/{name}")
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}"


def _lines(text: str) -> list[str]:
    """Split at LF only, as patch programs do: a lone CR or U+2028 is a character of its line to them."""
    rows = text.split("\n")
    return [row + "\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])
