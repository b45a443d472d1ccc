"""Proposed entries as a table, as a glossary, as JSON lines, and inconsistencies as lines."""

import json
from collections.abc import Iterable, Iterator, Sequence

from summitalign.model.candidate import Candidate, Inconsistency, Sighting
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
            for place in each.contexts:
                yield visible(f"         {place.source}:{place.line}: {_context(place)}")
            for place in each.originals:
                yield visible(f"         original: {_context(place)}")
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
            "signs": [{"kind": name, "weight": weight} for name, weight in each.signs],
        }
        yield json.dumps(content, ensure_ascii=False)


def inconsistencies_text(found: Iterable[Inconsistency]) -> Iterator[str]:
    """Yield a line for each name with several renderings, and for each rendering of several names."""
    for each in found:
        variants = ", ".join(each.variants)
        said = f"{each.name} is written as {variants}" if each.is_one_name else f"{each.name} stands for {variants}"
        yield visible(said)


def inconsistencies_jsonl(found: Iterable[Inconsistency]) -> Iterator[str]:
    """Yield a JSON object a line, of the kind `summitalign/inconsistency/1`."""
    for each in found:
        code = "term/inconsistent" if each.is_one_name else "term/ambiguous-rendering"
        content = {
            "schema": "summitalign/inconsistency/1",
            "code": code,
            "name": each.name,
            "variants": list(each.variants),
            "documents": each.documents,
        }
        yield json.dumps(content, ensure_ascii=False)


def _rights(each: Candidate) -> str:
    return visible(" or ".join(each.right))


def _context(place: Sighting) -> str:
    return f"…{place.before}[{place.found}]{place.after}…"


def _place(place: Sighting) -> dict[str, object]:
    return {
        "path": place.source,
        "line": place.line,
        "before": place.before,
        "found": place.found,
        "after": place.after,
    }
