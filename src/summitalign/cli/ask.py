"""Asking a person about the fixes, one by one."""

import sys
from dataclasses import dataclass, field, replace

import click

from summitalign.cli.console import paint
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.report.text_findings import finding_blocks
from summitalign.report.width import visible
from summitalign.workspace.fixing import Fixed, accept

_YES, _NO, _ALL, _QUIT, _HELP = "y", "n", "a", "q", "?"
_WORDS = {"yes": _YES, "no": _NO, "all": _ALL, "quit": _QUIT, "": _NO}
"""Answers written out; Enter alone declines."""
_EXPLAINED = """\
  y  make this fix
  n  leave this place as it is (so does Enter)
  a  make this fix and, unasked, every later one of the same term, in this document and the next ones
  q  stop (so does the end of the input): what was accepted up to here is written, and with --write the safe
     fixes; nothing else
  1, 2 ...  make this fix with that form; y and a take the first form"""
_DECLINED = "not accepted by the person who was asked"
_UNASKED = "not asked about: the questions were ended before"


@dataclass(slots=True)
class Interview:
    """The questions of one run: each fix is made only where a person accepts it."""

    is_safe_unasked: bool = False
    """True where the safe fixes are wanted anyway, and only the suggested ones are asked about."""
    is_over: bool = False
    _accepted_terms: set[str] = field(default_factory=set)

    def decide(self, fixed: Fixed) -> Fixed:
        """Ask about the fixes of a document, and return the document with the accepted ones made, and no other."""
        outcome = fixed.outcome
        if outcome.problem:  # nothing of it can be written, whatever the answers
            return fixed
        decided = tuple(self._decide(fixed, finding) for finding in outcome.findings)
        return accept(fixed, decided) if decided != outcome.findings else fixed

    def _decide(self, fixed: Fixed, finding: Finding) -> Finding:
        if finding.fix is None or finding.decision is Decision.SKIP:
            return finding
        if finding.decision is Decision.APPLY and self.is_safe_unasked:
            return finding
        if self.is_over:
            return _left(finding, _UNASKED)
        if finding.term in self._accepted_terms:
            return _accepted(finding, finding.fix, _YES)
        answer = _ask(fixed, finding)
        self.is_over = answer == _QUIT
        if answer == _ALL:
            self._accepted_terms.add(finding.term)
        return _left(finding, _DECLINED) if answer in (_NO, _QUIT) else _accepted(finding, finding.fix, answer)


def _ask(fixed: Fixed, finding: Finding) -> str:
    """Show a finding and return the answer: a letter, or the number of a right form."""
    for block in finding_blocks(replace(fixed.outcome, findings=(finding,)), paint):
        click.echo(block, err=True)
    numbers = [str(number) for number in range(1, len(finding.use) + 1)] if len(finding.use) > 1 else []
    forms = "".join(f", [{number}] {visible(form)}" for number, form in zip(numbers, finding.use, strict=False))
    question = f"make this fix? [y]es{forms}, [n]o, [a]ll of this term, [q]uit, [?] help: "
    while True:
        click.echo(question, nl=False, err=True)
        answer = _read_answer()
        if answer in (_YES, _NO, _ALL, _QUIT, *numbers):
            return answer
        click.echo(_EXPLAINED if answer == _HELP else f"not an answer: {visible(answer)}\n{_EXPLAINED}", err=True)


def _read_answer() -> str:
    # Not click.prompt: it cannot tell the end of the input, after which what was accepted is written, from Ctrl-C.
    line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
    if not line:
        click.echo(err=True)
        return _QUIT
    answer = line.decode("utf-8", "replace").strip().lower()
    return _WORDS.get(answer, answer)


def _left(finding: Finding, reason: str) -> Finding:
    """Return a finding that nobody accepted; what was safe becomes a suggestion, and is not made."""
    if finding.decision is not Decision.APPLY or finding.fix is None:
        return finding
    fix = Fix(finding.fix.edits, Applicability.SUGGEST)
    return replace(finding, decision=Decision.SUGGEST, fix=fix, reason=reason)


def _accepted(finding: Finding, fix: Fix, answer: str) -> Finding:
    """Return the finding as the answer leaves it; a number chooses among its right forms."""
    edits, use = fix.edits, finding.use
    if answer.isdigit():
        chosen = use[int(answer) - 1]
        edits = tuple(Edit(edit.span, edit.replacement.replace(use[0], chosen, 1)) for edit in edits)
        use = (chosen, *(form for form in use if form != chosen))
    made = Fix(edits, Applicability.SAFE)
    return replace(finding, decision=Decision.APPLY, fix=made, use=use, reason="accepted by a person")
