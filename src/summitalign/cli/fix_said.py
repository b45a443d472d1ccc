"""What `fix-terms` says of one document, put into words where it is found: a worker hands over a line and no texts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.cli.fix_print import Look, said
from summitalign.model.finding import Decision
from summitalign.report.text_findings import count_findings
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.read import Input

if TYPE_CHECKING:
    from summitalign.workspace.recalling import Codec


@dataclass(frozen=True, slots=True)
class Said:
    """What is printed and counted of documents."""

    text: str = ""
    documents: int = 1
    to_apply: int = 0
    to_judge: int = 0
    skipped: int = 0
    row: tuple[int, bytes] | None = None
    """Grade and content of the one document in the cache; None for nothing to be kept."""

    def __reduce__(self) -> tuple[object, ...]:
        # As a call: a frozen value with slots takes five times as long to come through a pipe.
        return Said, (self.text, self.documents, self.to_apply, self.to_judge, self.skipped, self.row)


_NOTHING = (0, b"")
_CLEAN = {None: Said(), _NOTHING: Said(row=_NOTHING)}
"""A document with nothing to tell, without and with a row; one value for all, as that goes through a pipe once."""


@dataclass(frozen=True, slots=True)
class SayJob:
    """Find the terms of one document, and put into words what was found where that depends on no other document."""

    job: FixJob
    output_format: str
    look: Look
    is_kept: bool = False
    """Whether rows for the cache are made."""

    def share(self, *, is_forked: bool) -> None:
        """Share what the job shares."""
        self.job.share(is_forked=is_forked)

    def prepare(self) -> Callable[[Input], Said | Fixed]:
        """Return the function that does one document."""
        work, pack = self.job.prepare(), self._pack()
        return lambda source: self.say(fixed := work(source), pack(fixed))

    def _pack(self) -> Callable[[Fixed], tuple[int, bytes] | None]:
        if not self.is_kept:
            return lambda _: None
        from summitalign.workspace.recall_fixed import FixedCodec

        return FixedCodec(self.job.encoding).pack

    def say(self, fixed: Fixed, row: tuple[int, bytes] | None = None) -> Said | Fixed:
        """Put into words what was found in one document; returns it as it is where the run has to look at it."""
        outcome, left = fixed.outcome, fixed.left_out
        if fixed.is_clean:
            return _CLEAN[row]
        if outcome.problem or left.known or left.stale or touches(fixed):
            return fixed
        return said_of(fixed, self.output_format, self.look, row)


def touches(fixed: Fixed) -> bool:
    """Say whether the fixes of a document may change what links of others lead to."""
    return fixed.outcome.touches_headings and fixed.is_changed


def said_of(fixed: Fixed, output_format: str, look: Look, row: tuple[int, bytes] | None = None) -> Said:
    """Put into words what was found in one document."""
    apply, judge, skip = (count_findings(fixed.outcome, each) for each in Decision)
    return Said(said(fixed, output_format, look), 1, apply, judge, skip, row)


@dataclass(frozen=True, slots=True)
class SaidCodec:
    """Rows of a run that only reports: those of any run, which are put into words as they are read."""

    codec: "Codec[Fixed]"
    job: SayJob

    def pack(self, value: Said | Fixed) -> tuple[int, bytes] | None:
        """Return the grade and the content of a document."""
        return value.row if isinstance(value, Said) else self.codec.pack(value)

    def unpack(self, source: Input, content: bytes) -> Said | Fixed:
        """Make the outcome of a document again; raises ValueError for other content."""
        return self.job.say(self.codec.unpack(source, content))

    def nothing(self, _name: str) -> Said:
        """Return the outcome of a document with nothing to tell."""
        return _CLEAN[None]
