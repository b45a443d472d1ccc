"""Documents that could not be done, as values for the formats that report them beside the findings."""

import re
from dataclasses import dataclass

from summitalign.errors import SummitalignError

_PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>[1-9]\d*))?(?::\d+)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why one document could not be read or written."""

    path: str
    """The path as it was given; empty where the trouble has no document."""
    line: int | None
    """Line of the trouble, from 1."""
    message: str

    @classmethod
    def of(cls, error: SummitalignError) -> "Trouble":
        """Take an error apart: its place is `file`, `file:line` or `file:line:column`."""
        message = f"{error.message} ({error.hint})" if error.hint else error.message
        found = _PLACE.fullmatch(error.place)
        if found is None:
            return cls("", None, message)
        return cls(found["path"], int(found["line"]) if found["line"] else None, message)
