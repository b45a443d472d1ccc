"""One version of a document, and what is known of it: at once what the text itself tells, later what originals tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summitalign.lsp.ground import Ground
from summitalign.lsp.positions import Positions
from summitalign.model.finding import Decision, Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span

if TYPE_CHECKING:
    from summitalign.align.inner import InnerPassage
    from summitalign.model.alignment import Alignment
    from summitalign.model.document import Document
    from summitalign.model.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Page:
    """One version of an open document."""

    uri: str
    name: str
    """Its path, or for a text without a file a name."""
    version: int | None
    places: Positions
    language: str = ""
    """What the editor takes it for, such as `markdown`."""

    @property
    def text(self) -> str:
        """The text itself."""
        return self.places.text

    @property
    def is_file(self) -> bool:
        """Say whether it is a file on the disk, and no old version of one or a text without a name."""
        return self.uri.startswith("file:")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """An original that a document goes back to, and how."""

    alignment: "Alignment"
    passages: "tuple[InnerPassage, ...]"
    """Blocks and sentences that surely correspond, none for a recap."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of one version of a document."""

    page: Page
    ground: Ground
    outcome: Outcome
    sources: "tuple[Document, ...]" = ()
    """The originals that the outcome rests on."""
    counterparts: tuple[Counterpart, ...] = ()
    explained: "dict[Span, Explanation]" = field(default_factory=dict, compare=False)
    """What was explained so far, by place."""


def judge(page: Page, ground: Ground, sources: "Sequence[Document]" = ()) -> Outcome:
    """Find and judge the terms of a text; raises InputError for a switch that nobody knows."""
    fixer = ground.job.fixer

    def refit(held: Mapping[Span, str]) -> Outcome:
        return fixer.fix_text(page.text, page.name, sources, held)

    return ground.job.screen.sift(refit({}), refit)[0]


def study(judged: Judged, sources: "tuple[Document, ...]") -> Judged:
    """Align a document with its originals, and judge it by them; takes seconds for a large one."""
    from summitalign import api

    page, ground = judged.page, judged.ground
    outcome = judge(page, ground, sources)
    document = api.parse_contained(page.text, page.name) or api.parse(page.text, page.name)
    found = tuple(Counterpart(*each) for each in ground.job.fixer.counterparts(document, sources))
    return Judged(page, ground, outcome, sources, found)


def explain(judged: Judged, span: Span) -> "Explanation | None":
    """Return everything that decides on a place; all places of a version are explained at once."""
    if not judged.explained and judged.outcome.findings:
        found = judged.ground.job.fixer.explain(judged.page.text, judged.page.name, judged.sources)
        judged.explained.update({each.span: each for each in found})
    return judged.explained.get(span)


def carried(outcome: Outcome, last: Judged | None) -> Outcome:
    """Keep what originals said of a line as long as the line is as it was, until they are asked again.

    Without that, what only they prove would flicker at every key.
    """
    if last is None or not last.sources:
        return outcome
    known = {_key(last.page.text, each): each for each in last.outcome.findings}
    return replace(outcome, findings=tuple(_as_known(outcome.before, each, known) for each in outcome.findings))


def _as_known(text: str, finding: Finding, known: Mapping[tuple[str, str, str], Finding]) -> Finding:
    before = known.get(_key(text, finding))
    if before is None or before.use != finding.use or finding.decision is Decision.APPLY or finding.fix is None:
        return finding
    if before.decision is not Decision.APPLY:
        return finding
    return replace(finding, decision=before.decision, reason=before.reason, evidence=before.evidence)


def _key(text: str, finding: Finding) -> tuple[str, str, str]:
    start = text.rfind("\n", 0, finding.span.start) + 1
    end = text.find("\n", finding.span.end)
    return finding.term, finding.found, text[start : end if end >= 0 else len(text)]
