"""Asking a person about the fixes, one by one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import click

from summitalign.cli.console import paint
from summitalign.cli.keys import QUIT, Keys
from summitalign.model.finding import Applicability, Decision, Finding, Left
from summitalign.model.span import Span
from summitalign.report.text_findings import finding_blocks
from summitalign.report.width import visible
from summitalign.workspace.fixing import Fixed, accept

_YES, _NO, _ALL, _SKIP, _EDIT, _REJECT, _BACK, _QUIT, _HELP = "y", "n", "a", "s", "e", "r", "b", QUIT, "?"
_LETTERS = (_YES, _NO, _ALL, _SKIP, _EDIT, _REJECT, _BACK, _QUIT)
_WORDS = {
    "yes": _YES, "no": _NO, "all": _ALL, "skip": _SKIP, "edit": _EDIT, "reject": _REJECT, "back": _BACK,
    "quit": _QUIT, "": _NO,
}  # fmt: skip
"""Answers written out; Enter alone declines."""
_MOST_KEYS = 9
"""Right forms that can be chosen with one key."""
_EXPLAINED = """\
  y  make this fix
  n  leave this place as it is (so does Enter)
  a  make this fix and, unasked, every later one of the same term, in this document and the next ones
  s  leave this place, and unasked every later one of the same term
  e  type another right form for this place
  r  reject it for good: remembered, and neither reported nor fixed in later runs
  b  go back to the question before, in the same document
  q  stop (so does the end of the input): what was accepted up to here is written, and the safe fixes that were
     to be made unasked; nothing else
  1, 2 ...  make this fix with that form; y and a take the first form"""

Trial = Callable[[Fixed, Finding, str], tuple[str, str]]
"""Tries a right form at the place of a finding."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says of one finding."""

    letter: str
    """`y`, `n`, `r`, or `q`; what stands for a whole term comes as `y` or `n`."""
    form: str = ""
    """The right form that was chosen or typed; empty for the first."""
    reason: str = ""
    """Why it is rejected for good, where the person was asked and has said so."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What was said of whole terms."""

    accepted: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()


@dataclass(slots=True)
class Interview:
    """The questions of one run: each fix is made only where a person accepts it."""

    remember: Callable[[Fixed, Mapping[Span, str]], None]
    """Is told, document by document, where something was rejected for good, and the reason where one was given."""
    trial: Trial
    """Says what stands in the way of a form that a person types, and what to tell of it."""
    is_safe_unasked: bool = False
    """True where the safe fixes are wanted anyway, and only the suggested ones are asked about."""
    total: int = 0
    """Questions of the whole run."""
    keys: Keys = field(default_factory=Keys)
    is_over: bool = False
    _passed: int = 0
    _terms: _Terms = field(default_factory=_Terms)

    def questions(self, fixed: Fixed) -> list[int]:
        """Return the numbers of the findings of a document that are a question."""
        if fixed.outcome.problem:  # nothing of it can be written, whatever the answers
            return []
        return [number for number, found in enumerate(fixed.outcome.findings) if self._is_question(found)]

    def _is_question(self, finding: Finding) -> bool:
        if finding.fix is None or finding.decision is Decision.SKIP:
            return False
        return finding.decision is not Decision.APPLY or not self.is_safe_unasked

    def decide(self, fixed: Fixed) -> Fixed:
        """Ask about the fixes of a document, and return the document with the accepted ones made, and no other."""
        questions = self.questions(fixed)
        if not questions:
            return fixed
        answers = self._answers(fixed, questions)
        self._passed += len(questions)
        findings = fixed.outcome.findings
        rejected = {
            findings[number].span: answer.reason for number, answer in answers.items() if answer.letter == _REJECT
        }
        if rejected:
            self.remember(fixed, rejected)
        decided = tuple(
            _decided(fixed, finding, answers[number]) if number in answers else finding
            for number, finding in enumerate(findings)
            if _letter(answers, number) != _REJECT
        )
        return accept(fixed, decided)

    def _answers(self, fixed: Fixed, questions: Sequence[int]) -> dict[int, Answer]:
        """Ask about the findings with the given numbers, back and forth, and return the last answer to each."""
        answers: dict[int, Answer] = {}
        trail: list[tuple[int, _Terms]] = []
        position = 0
        while position < len(questions):
            finding = fixed.outcome.findings[questions[position]]
            answer = self._given(finding)
            if answer is None:
                answer = self._ask(fixed, finding, f"{self._passed + position + 1} of {self.total}")
                if answer.letter == _BACK:
                    if trail:
                        position, self._terms = trail.pop()
                    else:
                        click.echo("nothing to take back: this is the first question of the document", err=True)
                    continue
                if answer.letter == _REJECT:
                    answer = replace(answer, reason=self.keys.reason())
                trail.append((position, self._terms))
                answer = self._taken(finding, answer)
            answers[questions[position]] = answer
            position += 1
        return answers

    def _given(self, finding: Finding) -> Answer | None:
        """Return the answer that needs no question."""
        if self.is_over:
            return Answer(_QUIT)
        if finding.term in self._terms.accepted:
            return Answer(_YES)
        return Answer(_NO) if finding.term in self._terms.left else None

    def _taken(self, finding: Finding, answer: Answer) -> Answer:
        """Keep what an answer says beyond its finding, and return what it says of the finding."""
        if answer.letter == _QUIT:
            self.is_over = True
        elif answer.letter == _ALL:
            self._terms = replace(self._terms, accepted=self._terms.accepted | {finding.term})
            return Answer(_YES)
        elif answer.letter == _SKIP:
            self._terms = replace(self._terms, left=self._terms.left | {finding.term})
            return Answer(_NO)
        return answer

    def _ask(self, fixed: Fixed, finding: Finding, progress: str) -> Answer:
        """Show a finding and return the answer."""
        for block in finding_blocks(replace(fixed.outcome, findings=(finding,)), paint, is_verbose=True):
            click.echo(block, err=True)
        numbers = [str(number) for number in range(1, len(finding.use) + 1)] if len(finding.use) > 1 else []
        forms = "".join(f", [{number}] {visible(form)}" for number, form in zip(numbers, finding.use, strict=False))
        question = (
            f"{progress}: make this fix? [y]es{forms}, [n]o, [a]ll or [s]kip all of this term, [e]dit,"
            " [r]eject for good, [b]ack, [q]uit, [?] help: "
        )
        while True:
            click.echo(question, nl=False, err=True)
            letter = self.keys.answer(_WORDS, is_long=len(numbers) > _MOST_KEYS)
            if letter in numbers:
                return Answer(_YES, finding.use[int(letter) - 1])
            if letter == _EDIT:
                if form := self._read_form(fixed, finding):
                    return Answer(_YES, form)
            elif letter in _LETTERS:
                return Answer(letter)
            else:
                click.echo(
                    _EXPLAINED if letter == _HELP else f"not an answer: {visible(letter)}\n{_EXPLAINED}", err=True
                )

    def _read_form(self, fixed: Fixed, finding: Finding) -> str:
        """Ask for a right form until one can be put in the place; empty where a person gives none."""
        while True:
            click.echo("right form for this place (Enter to leave it): ", nl=False, err=True)
            form = self.keys.line()
            if not form:
                return ""
            obstacle, warning = self.trial(fixed, finding, form)
            if not obstacle:
                if warning:
                    click.echo(f"note: {visible(warning)}", err=True)
                return form
            click.echo(f"not taken: {visible(obstacle)}", err=True)


def _letter(answers: dict[int, Answer], number: int) -> str:
    return answers[number].letter if number in answers else ""


def _decided(fixed: Fixed, finding: Finding, answer: Answer) -> Finding:
    """Return the finding as the answer leaves it; what was safe and nobody accepted becomes a suggestion."""
    if finding.fix is None:
        return finding
    if answer.letter == _YES:
        from summitalign import api

        outcome = fixed.outcome
        chosen = api.respell(outcome.before, finding, answer.form, outcome.source) if answer.form else finding
        made = replace(chosen.fix or finding.fix, applicability=Applicability.SAFE)
        return replace(chosen, decision=Decision.APPLY, fix=made, reason="accepted by a person")
    left = Left.UNASKED if answer.letter == _QUIT else Left.DECLINED
    fix = replace(finding.fix, applicability=Applicability.SUGGEST)
    return replace(finding, decision=Decision.SUGGEST, fix=fix, left=left)
