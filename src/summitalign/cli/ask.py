"""Asking a person about the fixes that the evidence leaves open."""

from dataclasses import dataclass, replace

import click

from summitalign.cli.console import paint
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.report.text_findings import finding_blocks
from summitalign.workspace.fixing import Fixed, accept

_YES, _NO, _ALL, _QUIT = "y", "n", "a", "q"


@dataclass(slots=True)
class Interview:
    """The questions of one run; `quit` ends them, and what was not asked stays a suggestion."""

    is_over: bool = False

    def decide(self, fixed: Fixed) -> Fixed:
        """Ask about every suggested fix of a document, and return the document with the accepted ones made."""
        accept_rest = False
        decided: list[Finding] = []
        for finding in fixed.outcome.findings:
            if self.is_over or finding.decision is not Decision.SUGGEST or finding.fix is None:
                decided.append(finding)
                continue
            answer = _YES if accept_rest else _ask(fixed, finding)
            accept_rest = accept_rest or answer == _ALL
            self.is_over = answer == _QUIT
            decided.append(_accepted(finding, answer))
        return accept(fixed, tuple(decided)) if tuple(decided) != fixed.outcome.findings else fixed


def _ask(fixed: Fixed, finding: Finding) -> str:
    for block in finding_blocks(replace(fixed.outcome, findings=(finding,)), paint):
        click.echo(block, err=True)
    numbers = [str(number) for number in range(1, len(finding.use) + 1)] if len(finding.use) > 1 else []
    forms = "".join(f", [{number}] {form}" for number, form in zip(numbers, finding.use, strict=False))
    answer: str = click.prompt(
        f"apply it? [y]es{forms}, [n]o, [a]ll of this document, [q]uit",
        type=click.Choice([_YES, _NO, _ALL, _QUIT, *numbers]),
        default=_NO,
        show_choices=False,
        err=True,
    )
    return answer


def _accepted(finding: Finding, answer: str) -> Finding:
    """Return the finding as the answer leaves it; a number chooses among its right forms."""
    if answer in (_NO, _QUIT) or finding.fix is None:
        return finding
    edits, use = finding.fix.edits, finding.use
    if answer.isdigit():
        chosen = use[int(answer) - 1]
        edits = tuple(Edit(edit.span, edit.replacement.replace(use[0], chosen, 1)) for edit in edits)
        use = (chosen, *(form for form in use if form != chosen))
    fix = Fix(edits, Applicability.SAFE)
    return replace(finding, decision=Decision.APPLY, fix=fix, use=use, reason="accepted by a person")
