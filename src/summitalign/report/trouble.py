"""Documents that could not be done, as values for the formats that report them beside the findings."""

from dataclasses import dataclass

from summitalign.errors import SummitalignError


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
        """Take an error apart."""
        message = f"{error.message} ({error.hint})" if error.hint else error.message
        return cls(error.path, error.line, message)
