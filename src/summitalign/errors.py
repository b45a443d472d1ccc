"""The one tree of errors. The library raises them; only the command line prints them and exits."""


class SummitalignError(Exception):
    """An error that a person can act on: the place, the problem and, where there is one, the way out."""

    def __init__(self, message: str, *, place: str = "", line: int | None = None, hint: str = "") -> None:
        """Keep the parts; `place` is a file or an option, `line` counts from 1."""
        super().__init__(message)
        self.message = message
        self.path = place
        self.line = line
        self.hint = hint

    @property
    def place(self) -> str:
        """Return the place as people read it: `file` or `file:line`. The parts cannot be had back from it."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class UsageError(SummitalignError):
    """A wrong option, setting or path named by the user (exit code 2)."""


class GlossaryError(SummitalignError):
    """A glossary that cannot be used: syntax, an unknown key, a duplicate, a failing test (exit code 2)."""


class InputError(SummitalignError):
    """One document that cannot be read; the run goes on without it (exit code 3 at the end)."""


class WriteError(SummitalignError):
    """One document whose write failed or did not prove safe; the file is untouched (exit code 3 at the end)."""


class JournalError(SummitalignError):
    """A journal of runs that cannot be written or read; what it should have noted is not done (exit code 3)."""


class SegmentLimitError(SummitalignError):
    """An alignment with more segments a side than the decoder accepts."""
