"""What is wrong with a glossary file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from summitalign.errors import GlossaryError
from summitalign.model.span import LineIndex
from summitalign.model.term import TermTestFailure


class Severity(StrEnum):
    """Whether a glossary can be used in spite of a problem."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class LintProblem:
    """One fault of a glossary file."""

    severity: Severity
    message: str
    place: str
    """`file:line`."""
    line: int
    """From 1."""
    hint: str = ""
    """The way out; empty where the message says it."""

    def as_error(self) -> GlossaryError:
        """Return the exception that says the same."""
        return GlossaryError(self.message, place=self.place, hint=self.hint)


@dataclass(frozen=True, slots=True)
class ProblemLog:
    """Collects the problems of one file while it is read; offsets are code points of the file's text."""

    path: str
    lines: LineIndex
    problems: list[LintProblem] = field(default_factory=list)

    @classmethod
    def of(cls, path: str, text: str) -> "ProblemLog":
        """Start an empty log for a file."""
        return cls(path, LineIndex.build(text))

    def error(self, offset: int, message: str, hint: str = "") -> None:
        """Note a problem that makes the glossary unusable."""
        self._add(Severity.ERROR, offset, message, hint)

    def warning(self, offset: int, message: str, hint: str = "") -> None:
        """Note a problem that a person should look at."""
        self._add(Severity.WARNING, offset, message, hint)

    def _add(self, severity: Severity, offset: int, message: str, hint: str) -> None:
        line = self.lines.line(min(offset, self.lines.length))
        self.problems.append(LintProblem(severity, message, f"{self.path}:{line}", line, hint))


def failed_test(failure: TermTestFailure, origin: str) -> LintProblem:
    """Return a test that fails as a problem of its line; `origin` is the place of its entry."""
    test = failure.test
    result = "stays as it is" if failure.actual == test.text else f'becomes "{failure.actual}"'
    wanted = "to stay as it is" if test.expected == test.text else f'"{test.expected}"'
    message = f'the test of "{failure.entry}" fails: "{test.text}" {result}, expected {wanted}'
    return LintProblem(Severity.ERROR, message, f"{origin.rpartition(':')[0]}:{test.line}", test.line)


def first_error(problems: Iterable[LintProblem]) -> LintProblem | None:
    """Return the first problem that makes a glossary unusable; None where there is none."""
    return next((problem for problem in problems if problem.severity is Severity.ERROR), None)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a misspelt one was to be; None where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), tuple(known), n=1, cutoff=0.6)), None)


def nearest_hint(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Suggest the known word nearest to a misspelt one; where none is near, `otherwise` or all known words."""
    words = tuple(known)
    near = nearest(word, words)
    return f"did you mean '{near}'?" if near is not None else otherwise or "known here: " + ", ".join(words)
