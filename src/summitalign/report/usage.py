"""What each entry of a glossary finds in documents: counted, and shown as a table, JSON or CSV."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from summitalign.glossary.exchange.cells import shielded
from summitalign.model.finding import Decision, Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import LineIndex
from summitalign.model.term import Glossary, TermEntry
from summitalign.report.counting import counted
from summitalign.report.delimited import csv_row
from summitalign.report.width import clip, pad, visible, width

_MOST = 36
"""Columns of a right form in the table."""
_SHOWN = 2
"""Documents named in a row of the table."""


@dataclass(slots=True)
class Usage:
    """How often one entry was met, and where."""

    entry: TermEntry
    decisions: Counter[Decision] = field(default_factory=Counter)
    rejected: int = 0
    """Places that a person has rejected for good."""
    forms: Counter[str] = field(default_factory=Counter)
    """By the text that was found."""
    documents: Counter[str] = field(default_factory=Counter)
    first: str = ""
    """`path:line` of the first place."""

    @property
    def total(self) -> int:
        """Count all places."""
        return self.decisions.total() + self.rejected


def usage(glossary: Glossary, outcomes: Iterable[tuple[Outcome, Sequence[Finding]]]) -> tuple[Usage, ...]:
    """Count the findings of documents for each entry, in the order of the glossary.

    Each document comes with those of its findings that a person has rejected for good, which its outcome lacks.
    """
    found = {entry.id: Usage(entry) for entry in glossary.entries}
    for outcome, rejected in outcomes:
        lines = LineIndex.build(outcome.before)
        for finding in (*outcome.findings, *rejected):
            used = found.get(finding.term)
            if used is None:  # a comment that switches nothing off, or a repair without an entry
                continue
            used.forms[finding.found] += 1
            used.documents[outcome.source] += 1
            used.first = used.first or f"{outcome.source}:{lines.line(finding.span.start)}"
            if finding in rejected:
                used.rejected += 1
            else:
                used.decisions[finding.decision] += 1
    return tuple(found.values())


def usage_text(used: Sequence[Usage], *, only_unused: bool) -> Iterator[str]:
    """Yield a table of the entries that were met, the most frequent first, and a list of the others."""
    hit = [] if only_unused else sorted((each for each in used if each.total), key=lambda each: -each.total)
    if hit:
        columns = min(_MOST, max(len("entry"), *(width(_name(each)) for each in hit)))
        yield f"{'entry':{columns}}  apply  suggest  skip  rejected  where"
        for each in hit:
            counts = (each.decisions[Decision.APPLY], each.decisions[Decision.SUGGEST], each.decisions[Decision.SKIP])
            numbers = "  ".join(
                f"{number:{size}}" for number, size in zip((*counts, each.rejected), (5, 7, 4, 8), strict=True)
            )
            yield f"{pad(clip(_name(each), columns), columns)}  {numbers}  {_where(each)}"
    unused = [each for each in used if not each.total]
    if unused:
        yield f"never met: {counted(len(unused), 'entry', 'entries')}"
        for each in unused:
            forms = ", ".join(form.text for form in each.entry.wrong)
            yield visible(f"  {each.entry.origin}: {_name(each)}" + (f" <- {forms}" if forms else ""))


def _name(used: Usage) -> str:
    return visible(" or ".join(used.entry.use))


def _where(used: Usage) -> str:
    names = [f"{name} ({number})" for name, number in used.documents.most_common(_SHOWN)]
    rest = len(used.documents) - _SHOWN
    return visible(", ".join(names) + (f" and {rest} more" if rest > 0 else ""))


def usage_json(glossary: Glossary, used: Sequence[Usage], documents: int) -> str:
    """Return one JSON document of the kind `summitalign/glossary-stats/1`."""
    content = {
        "schema": "summitalign/glossary-stats/1",
        "path": glossary.path,
        "digest": glossary.digest,
        "documents": documents,
        "entries": [_object(each) for each in used],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _object(used: Usage) -> dict[str, object]:
    return {
        "id": used.entry.id,
        "use": list(used.entry.use),
        "origin": used.entry.origin,
        **{decision.value: used.decisions[decision] for decision in Decision},
        "rejected": used.rejected,
        "first": used.first,
        "by_form": dict(used.forms.most_common()),
        "by_document": dict(used.documents.most_common()),
        "unused_forms": [form.text for form in used.entry.wrong if not form.is_pattern and not used.forms[form.text]],
    }


def usage_csv(used: Sequence[Usage]) -> Iterator[str]:
    """Yield a header and a row an entry."""
    yield csv_row(("id", "use", "origin", "apply", "suggest", "skip", "rejected", "documents", "first"))
    for each in used:
        counts = tuple(each.decisions[decision] for decision in Decision)
        name = shielded("; ".join(each.entry.use))
        yield csv_row((each.entry.id, name, each.entry.origin, *counts, each.rejected, len(each.documents), each.first))
