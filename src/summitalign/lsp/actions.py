"""Quick fixes: each is proven as the program proves what it writes, and is for one version of the document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lsprotocol import types

from summitalign.lsp.diagnostics import shown
from summitalign.lsp.edits import Editing
from summitalign.lsp.judging import Judged
from summitalign.lsp.originals import facing
from summitalign.model.finding import Applicability, Decision, Edit, Finding
from summitalign.model.span import Span

LEAVE, EXCEPT, ADD = "summitalign.leaveLine", "summitalign.addException", "summitalign.addEntry"
"""Commands, for what takes too long to be worked out before it is asked for."""
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.summitalign"
_NAME = re.compile(r"[A-Z][\w.+#-]*\w(?: [A-Z0-9](?:[\w.+#-]*\w)?)*")
"""A name in an English sentence, which may be what a word of the translation stands for."""
_MOST_NAMES = 5
_MOST_PLACES = 100
"""Findings of a selection that are offered one by one: who selects a whole document looks through no longer list."""
_MOST_LETTERS = 40
"""Letters of a selection that may be a term."""


@dataclass(frozen=True, slots=True)
class Quick:
    """Offers what can be done about a stretch of a document."""

    judged: Judged
    editing: Editing

    def offer(self, span: Span, only: Sequence[str]) -> list[types.CodeAction]:
        """Return the actions of the kinds that are wanted, all quick fixes where none is named."""
        actions = list(self._quick(span)) if _wants(only, types.CodeActionKind.QuickFix.value, by_default=True) else []
        if _wants(only, FIX_ALL):
            every = self._proven([each for each in shown(self.judged) if each.decision is Decision.APPLY])
            if every:
                title = f"Apply all {len(every)} safe fixes of summitalign"
                actions.append(self._action(title, FIX_ALL, every))
        return actions

    def _quick(self, span: Span) -> Iterator[types.CodeAction]:
        here = [each for each in shown(self.judged) if each.span.start <= span.end and span.start <= each.span.end]
        here = here[:_MOST_PLACES]
        for finding in here:
            yield from self._replacements(finding)
        for term in dict.fromkeys(each.term for each in here if each.decision is Decision.APPLY):
            yield from self._whole_term(term)
        for finding in here:
            if finding.use:
                title = f"Leave “{finding.found}” on this line as it is"
                yield self._command(title, LEAVE, {"start": finding.span.start, "end": finding.span.end}, [finding])
        yield from self._of_selection(span, here)

    def _replacements(self, finding: Finding) -> Iterator[types.CodeAction]:
        """Yield a fix for each right form that can be put there, and for a comment that nothing uses none."""
        from summitalign import api

        page = self.judged.page
        for number, form in enumerate(finding.use if finding.fix is not None else ()):
            if form == finding.found:
                continue
            chosen = finding if not number else api.respell(page.text, finding, form, page.name)
            if made := self._proven([chosen]):
                is_sure = finding.decision is Decision.APPLY and not number
                yield self._action(
                    f"Replace with “{form}”", types.CodeActionKind.QuickFix.value, made, [finding], is_preferred=is_sure
                )

    def _whole_term(self, term: str) -> Iterator[types.CodeAction]:
        every = [each for each in shown(self.judged) if each.term == term and each.decision is Decision.APPLY]
        if len(every) > 1 and (made := self._proven(every)):
            title = f"Apply all {len(made)} fixes of “{made[0].use[0]}” in this document"
            yield self._action(title, types.CodeActionKind.QuickFix.value, made, made)

    def _of_selection(self, span: Span, here: Sequence[Finding]) -> Iterator[types.CodeAction]:
        """Yield what can be told the glossary of the words that are selected."""
        words = span.of(self.judged.page.text)
        if not words.strip() or words != words.strip() or len(words) > _MOST_LETTERS or len(words.splitlines()) > 1:
            return
        for finding in here:
            if finding.found in words and finding.found != words and finding.term:
                title = f"Never change “{words}”: add it to `not_in` of “{finding.term}”"
                yield self._command(title, EXCEPT, {"term": finding.term, "word": words}, [finding])
        if not here and not words.isascii():
            for name in self._names(span):
                yield self._command(f"Add to the glossary: “{words}” → “{name}”", ADD, {"wrong": words, "use": name})
            yield self._command(f"Add “{words}” to the glossary…", ADD, {"wrong": words, "use": ""})

    def _names(self, span: Span) -> list[str]:
        found: dict[str, None] = {}
        for one in facing(self.judged, span.start):
            found.update(dict.fromkeys(_NAME.findall(one.words())))
        # What only begins with a capital may be the first word of a sentence.
        return sorted(found, key=lambda name: name[1:].islower())[:_MOST_NAMES]

    def _proven(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings whose fixes can be made together, as the program would write them."""
        from summitalign import api

        page = self.judged.page
        wanted = [
            replace(each, decision=Decision.APPLY, fix=replace(each.fix, applicability=Applicability.SAFE))
            for each in findings
            if each.fix is not None
        ]
        made, _ = api.accept(page.text, wanted, {}, page.name)
        return [each for each in made if each.decision is Decision.APPLY]

    def _action(
        self,
        title: str,
        kind: str,
        made: Sequence[Finding],
        findings: Sequence[Finding] = (),
        *,
        is_preferred: bool = False,
    ) -> types.CodeAction:
        page = self.judged.page
        edits: list[Edit] = [edit for each in made if each.fix is not None for edit in each.fix.edits]
        edit = self.editing.of(page.uri, page.version, page.places, dict.fromkeys(edits))
        return types.CodeAction(title, kind, self._marked(findings), is_preferred or None, edit=edit)

    def _command(
        self, title: str, name: str, arguments: dict[str, object], findings: Sequence[Finding] = ()
    ) -> types.CodeAction:
        page = self.judged.page
        told = {"uri": page.uri, "version": page.version, **arguments}
        command = types.Command(title, name, arguments=[told])
        return types.CodeAction(title, types.CodeActionKind.QuickFix, self._marked(findings), command=command)

    def _marked(self, findings: Sequence[Finding]) -> list[types.Diagnostic] | None:
        """Return the diagnostics that an action is about, by which clients put the two together."""
        from summitalign.lsp.diagnostics import diagnostics_of

        if not findings:
            return None
        outcome = replace(self.judged.outcome, findings=tuple(findings))
        return diagnostics_of(replace(self.judged, outcome=outcome), is_related=False)


def _wants(only: Sequence[str], kind: str, *, by_default: bool = False) -> bool:
    """Say whether a kind is asked for, by itself or by one that it is a part of."""
    return any(kind == each or kind.startswith(f"{each}.") for each in only) if only else by_default
