"""Proposed entries as a table, as a glossary, as JSON lines, and inconsistencies as lines."""

import json
from collections.abc import Iterable, Iterator, Sequence

from summitalign.glossary.addition import block_of
from summitalign.model.candidate import Candidate, Inconsistency, Sighting
from summitalign.report.github import part_command
from summitalign.report.json import JsonObject
from summitalign.report.sarif import place_result, sarif_log
from summitalign.report.width import clip, pad, visible, width

_WIDEST = 32
"""Columns of a form in the table."""


def candidates_text(found: Sequence[Candidate], *, is_verbose: bool = False) -> Iterator[str]:
    """Yield a table of candidates, the likeliest first; with their places and reasons where wanted."""
    if not found:
        return
    wrong = min(_WIDEST, max(len("wrong"), *(width(visible(each.wrong)) for each in found)))
    right = min(_WIDEST, max(len("right"), *(width(_rights(each)) for each in found)))
    yield f"score  docs  times  how      {'wrong':{wrong}}  {'right':{right}}  ambiguous"
    for each in found:
        yield (
            f"{each.score:5.2f}  {each.documents:4}  {each.occurrences:5}  {each.kind:7}  "
            f"{pad(clip(visible(each.wrong), wrong), wrong)}  {pad(clip(_rights(each), right), right)}  "
            f"{visible(each.reason) if each.is_ambiguous else '-'}"
        ).rstrip()
        if is_verbose:
            yield from (visible(f"         {line}") for line in place_lines(each))
            if each.grounds:
                yield visible(f"         {each.grounds}")
            yield "         " + ", ".join(f"{name} {weight:+.1f}" for name, weight in each.signs)


def candidates_jsonl(found: Iterable[Candidate]) -> Iterator[str]:
    """Yield a JSON object a line, of the kind `summitalign/candidate/1`."""
    for each in found:
        content = {
            "schema": "summitalign/candidate/1",
            "wrong": each.wrong,
            "use": list(each.right),
            "kind": each.kind,
            "score": each.score,
            "ambiguous": each.is_ambiguous,
            "reason": each.reason,
            "documents": each.documents,
            "occurrences": each.occurrences,
            "named": each.named,
            "contexts": [_place(place) for place in each.contexts],
            "originals": [_place(place) for place in each.originals],
            "entry": "\n".join(block_of(each.entry).lines),
            "signs": [{"kind": name, "weight": weight} for name, weight in each.signs],
            "grounds": each.grounds,
        }
        yield json.dumps(content, ensure_ascii=False)


def inconsistencies_text(found: Iterable[Inconsistency]) -> Iterator[str]:
    """Yield a line for each name with several renderings, and for each rendering of several names."""
    for each in found:
        places = [f"{place.source}:{place.line}" for place in each.places]
        if each.is_one_name:
            variants = (f"{form} ({place})" for form, place in zip(each.variants, places, strict=True))
            yield visible(f"{each.name} is written as {', '.join(variants)}")
        else:
            yield visible(f"{each.name} ({places[0]}) stands for {', '.join(each.variants)}")


def inconsistencies_github(found: Iterable[Inconsistency]) -> Iterator[str]:
    """Yield a warning for each place, as a workflow command of GitHub Actions."""
    for each in found:
        for place, message in _said(each):
            yield part_command(place.source, (place.line, place.line), _code(each), message)


def inconsistencies_sarif(found: Iterable[Inconsistency]) -> JsonObject:
    """Return a SARIF log with a result for each place."""
    places = ((each, place, message) for each in found for place, message in _said(each))
    return sarif_log(
        [place_result(_code(each), (place.source, place.line), place.found, said) for each, place, said in places], ()
    )


def _said(each: Inconsistency) -> Iterator[tuple[Sighting, str]]:
    """Yield the places of an inconsistency, and what is said of each."""
    for place in each.places:
        if each.is_one_name:
            others = ", ".join(f'"{form}"' for form in each.variants if form != place.found)
            yield place, f'"{place.found}" stands for {each.name}, which is also written as {others}'
        else:
            yield place, f'"{each.name}" stands for {", ".join(each.variants)}'


def _code(each: Inconsistency) -> str:
    return "term/inconsistent" if each.is_one_name else "term/ambiguous-rendering"


def inconsistencies_jsonl(found: Iterable[Inconsistency]) -> Iterator[str]:
    """Yield a JSON object a line, of the kind `summitalign/inconsistency/1`."""
    for each in found:
        content = {
            "schema": "summitalign/inconsistency/1",
            "code": _code(each),
            "name": each.name,
            "variants": list(each.variants),
            "places": [_place(place) for place in each.places],
            "documents": each.documents,
        }
        yield json.dumps(content, ensure_ascii=False)


def _rights(each: Candidate) -> str:
    return visible(" or ".join(each.right))


def place_lines(each: Candidate) -> Iterator[str]:
    """Yield the places of a candidate, then those of the name in the originals, with the words around."""
    for what, places in (((), each.contexts), (("original",), each.originals)):
        for place in places:
            where = " ".join((*what, *((f"{place.source}:{place.line}",) if place.line else ())))
            # Brackets stand in half of all texts: a form between others would be hard to see.
            yield f"{where}: …{place.before}»{place.found}«{place.after}…"


def _place(place: Sighting) -> dict[str, object]:
    return {
        "path": place.source,
        "line": place.line,
        "before": place.before,
        "found": place.found,
        "after": place.after,
    }
