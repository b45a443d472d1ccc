"""`summitalign glossary explain`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import click

from summitalign.cli.console import Console, paint
from summitalign.cli.glossary.documents import job_for
from summitalign.cli.glossary.subject import TEXT, read_subject
from summitalign.cli.options import PATH, Settings, format_option, glossary_option, need_glossary, shared_options
from summitalign.model.document import Document
from summitalign.model.explanation import Explanation
from summitalign.model.finding import Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.model.term import Glossary
from summitalign.terms.overlooked import Overlooked
from summitalign.workspace.baseline import Baseline, keys_of
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.read import Input
from summitalign.workspace.rejection import Rejection


@click.command()
@click.argument("subject", metavar="TEXT|FILE[:LINE[:COLUMN]]")
@glossary_option
@click.option("--source", "sources", multiple=True, type=PATH, metavar="PATH", help="Originals, as in fix-terms.")
@format_option("text", "json")
@shared_options()
def explain(
    *, subject: str, glossary_path: str | None, sources: tuple[str, ...], output_format: str, settings: Settings
) -> None:
    """Show every form of the glossary that stands in a text, with the evidence and the decision.

    FILE:LINE is a line of a document, judged with all of the document, FILE:LINE:COLUMN a place as findings are
    printed; FILE alone is all its lines, `-` standard input. Forms that are left alone, in code or in a longer word,
    are shown with the reason.

    \b
    Examples:
      summitalign glossary explain '学习张量流'
      summitalign glossary explain docs/zh/recap.md:38 --source docs/en
    """  # noqa: D301 - click reads the backspace
    meant = read_subject(subject, settings.stdin_name)
    source = meant.source
    with Console(settings) as console:
        beside = [source.name] if source.data is None else ["."]
        glossary = need_glossary(glossary_path, beside, console.guard_file)
        job = job_for(glossary, sources, console)
        text = _text(source)
        fixed = _fixed(job, source, text)
        within = meant.within(text)
        weighed = _weighed(job, source.name, text) if fixed.outcome.findings else {}
        _show(fixed, _Ground(glossary, within, weighed, job.screen.rejected), output_format, console)
        console.finish()


def _text(source: Input) -> str:
    from summitalign.workspace.encodings import decode

    return decode(source.read(), source.name).text


def _fixed(job: FixJob, source: Input, text: str) -> Fixed:
    fixed = job.prepare()(source)
    return replace(fixed, outcome=replace(fixed.outcome, source=source.name, before=text))


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an explanation rests on besides the findings."""

    glossary: Glossary
    within: Span
    """The stretch that is explained."""
    weighed: dict[Span, Explanation]
    """What the judge says of each place."""
    book: Baseline
    """What was rejected for good."""


def _weighed(job: FixJob, name: str, text: str) -> dict[Span, Explanation]:
    return {each.span: each for each in job.fixer.explain(text, name)}


def _show(fixed: Fixed, ground: _Ground, output_format: str, console: Console) -> None:
    from summitalign.terms.overlooked import overlooked
    from summitalign.workspace.glossary import locator

    outcome, glossary, within = fixed.outcome, ground.glossary, ground.within
    everything = _with_rejected(fixed, ground.book)
    here = tuple(finding for finding in everything if finding.span.overlaps(within))
    judged = [finding.span for finding in everything]
    place = locator(glossary)(outcome.source)
    rest = overlooked(_document(outcome.before, outcome.source), place, glossary, judged, within)
    shown = replace(outcome, findings=here)
    if output_format == "json":
        console.result(_json(shown, rest, ground))
        return
    for block in (*_found(shown, ground), *_left(shown, rest)):
        console.result(block)
    if not here and not rest:
        as_text = " (taken as a text, not as a file)" if outcome.source == TEXT else ""
        console.note(f"no form of the glossary stands there{as_text}")


def _document(text: str, name: str) -> Document:
    from summitalign import api

    return api.parse_contained(text, name, as_written=True) or api.parse(text, name)


def _with_rejected(fixed: Fixed, book: Baseline) -> list[Finding]:
    """Return all findings of a document in order, those that were rejected for good with the reason."""
    outcome, left_out = fixed.outcome, fixed.left_out.findings
    everything = sorted((*outcome.findings, *left_out), key=lambda finding: finding.span)
    if not left_out:
        return everything
    path, rejected = book.path_of(outcome.source), {finding.span for finding in left_out}
    told = []
    for finding, key in zip(everything, keys_of(outcome.before, everything), strict=True):
        why = book.rejections.get((path, key), Rejection())
        when, because = f" on {why.date}" if why.date else "", f": {why.reason}" if why.reason else ""
        reason = f"a person has rejected it for good{when}{because}"
        told.append(replace(finding, reason=reason) if finding.span in rejected else finding)
    return told


def _found(outcome: Outcome, ground: _Ground) -> Iterator[str]:
    """Yield a block for each finding, and below it the entry that it comes from."""
    from summitalign.report.text_findings import finding_blocks
    from summitalign.report.width import visible

    for finding in outcome.findings:
        yield from finding_blocks(replace(outcome, findings=(finding,)), paint, is_verbose=True)
        entry = ground.glossary.index.get(finding.term)
        if finding.span in ground.weighed:
            yield from _scores(ground.weighed[finding.span])
        if entry is not None:
            kind = "ambiguous" if entry.is_ambiguous else "not ambiguous"
            yield visible(f'{"":8}entry "{entry.id}" ({entry.origin}), {kind}')


def _scores(explanation: Explanation) -> Iterator[str]:
    """Yield what the evidence for each right form comes to, and what it would need."""
    from summitalign.report.width import visible

    for candidate in explanation.candidates:
        proof = "" if candidate.is_proven else ", not proven"
        form = visible(candidate.use)
        yield f'{"":8}"{form}": {candidate.score:+.1f} in all, applied from {explanation.apply_from:+.1f}{proof}'


def _left(outcome: Outcome, rest: tuple[Overlooked, ...]) -> Iterator[str]:
    from summitalign.report.places import Places
    from summitalign.report.width import visible

    places = Places(outcome.before)
    for each in rest:
        line, column = places.position(each.span.start)
        form = " ".join(each.found.split("\n"))
        yield visible(f'{outcome.source}:{line}:{column}: none  "{form}"  {each.reason}')
        yield visible(f'{"":8}entry "{each.entry.id}" ({each.entry.origin})')


def _json(outcome: Outcome, rest: tuple[Overlooked, ...], ground: _Ground) -> str:
    from summitalign.report import json
    from summitalign.report.places import Places

    places = Places(outcome.before)
    content: dict[str, object] = {
        "schema": "summitalign/explanation/1",
        "path": outcome.source,
        "findings": list(json.finding_objects(outcome)),
        "scores": [
            {
                "start": finding.span.start,
                "apply_from": ground.weighed[finding.span].apply_from,
                "candidates": [
                    {"use": each.use, "score": round(each.score, 4), "proven": each.is_proven}
                    for each in ground.weighed[finding.span].candidates
                ],
            }
            for finding in outcome.findings
            if finding.span in ground.weighed and ground.weighed[finding.span].candidates
        ],
        "overlooked": [
            {
                "line": places.position(each.span.start)[0],
                "column": places.position(each.span.start)[1],
                "found": each.found,
                "term": each.entry.id,
                "reason": each.reason,
            }
            for each in rest
        ],
    }
    return json.dump(content, indent=2)
