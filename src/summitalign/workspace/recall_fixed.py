"""What `fix-terms` found in a document, as it is kept between runs: the findings, and never the text."""

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from summitalign.fix.apply import apply_edits, edits_of
from summitalign.model.finding import Applicability, Decision, Edit, Evidence, Finding, Fix, Left
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.workspace.encodings import decode
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.read import Input
from summitalign.workspace.recall import Recall
from summitalign.workspace.recalling import Known, context_of
from summitalign.workspace.rows import to_row

TOLD, CHANGED = 1, 2
"""Grades: findings without a change, and with one."""


@dataclass(frozen=True, slots=True)
class FixedCodec:
    """Findings as rows; the text before and after is made again, from the file and the edits."""

    encoding: str = ""
    """What the documents are declared to be in; empty to find out."""

    def pack(self, fixed: Fixed) -> tuple[int, bytes] | None:
        """Return the grade and the content of a document; None for one that is not wholly its own file's doing."""
        outcome, left = fixed.outcome, fixed.left_out
        if fixed.is_clean and not outcome.findings:
            return 0, b""
        if outcome.problem or left.held or left.findings or left.known or left.stale:
            return None
        if _applied(outcome.before, outcome.findings) != outcome.after:
            return None
        row = [fixed.has_bom, fixed.encoding, outcome.touches_headings, to_row(outcome.findings)]
        text = json.dumps(row, separators=(",", ":"), ensure_ascii=False)
        return CHANGED if fixed.is_changed else TOLD, zlib.compress(text.encode("utf-8", "surrogatepass"), 1)

    def unpack(self, source: Input, content: bytes) -> Fixed:
        """Make the outcome of a document again; raises ValueError for other content."""
        try:
            has_bom, encoding, touches_headings, rows = json.loads(
                zlib.decompress(content).decode("utf-8", "surrogatepass")
            )
            findings = tuple([_finding(*values) for values in rows])
        except (zlib.error, ValueError, TypeError) as error:
            raise ValueError("holds no findings") from error
        text = decode(source.read(), source.name, self.encoding)
        if (text.has_bom, text.encoding) != (has_bom, encoding):
            raise ValueError("is of another encoding")
        after = _applied(text.text, findings)
        outcome = Outcome(source.name, findings, text.text, after, touches_headings=touches_headings is True)
        return Fixed(outcome, text.has_bom, text.encoding)

    def nothing(self, name: str) -> Fixed:
        """Return the outcome of a document with nothing to tell."""
        return Fixed(Outcome(name))


def _finding(*values: Any) -> Finding:
    """Make a finding from its row; the generic way takes four times as long, and a run has tens of thousands."""
    code, span, found, use, term, decision, reason, evidence, fix, note, left = values
    seen = tuple([Evidence(*each) for each in evidence])
    made = None
    if fix is not None:
        edits, applicability, joint = fix
        changes = tuple([Edit(Span(*place), put) for place, put in edits])
        made = Fix(changes, Applicability(applicability), tuple([Span(*place) for place in joint]))
    why = None if left is None else Left(left)
    return Finding(code, Span(*span), found, tuple(use), term, Decision(decision), reason, seen, made, note, why)


def _applied(text: str, findings: tuple[Finding, ...]) -> str:
    """Return a text with the safe fixes made; raises ValueError where they do not fit it."""
    made = [finding for finding in findings if finding.decision is Decision.APPLY]
    return apply_edits(text, edits_of(made)) if made else text


def known_fixes(job: FixJob, recall: Recall, tell: Callable[[str], None], *, is_write: bool) -> Known[Fixed] | None:
    """Return what a run of a job may take from earlier ones; None where its outcomes are its own.

    A run that writes takes over only documents in which nothing is changed: what is written is always proven anew.
    """
    screen = job.screen
    if recall.no_cache or not job.glossary.digest or screen.terms is not None or screen.changes is not None:
        return None
    if screen.baseline is not None:
        return None
    rejected = sorted((path, sorted(keys.items())) for path, keys in screen.rejected.known.items())
    sources = [(source.source, source.text) for source in job.sources]
    glossary = (job.glossary.digest, job.glossary.path)
    context = context_of(
        "fix-terms", glossary, job.encoding, rejected, screen.rejected.file if rejected else "", sources
    )
    return Known(FixedCodec(job.encoding), context, recall, tell, TOLD if is_write else CHANGED)
