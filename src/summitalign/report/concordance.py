"""A concordance for people, and as JSON."""

from collections.abc import Iterator, Sequence

from summitalign.concordance.candidates import Candidate
from summitalign.concordance.look_up import Concordance, Line
from summitalign.concordance.search import Found, Hit, Side
from summitalign.model.memory import Origin
from summitalign.model.span import Span
from summitalign.report.counting import counted
from summitalign.report.json import JsonObject
from summitalign.report.paint import Paint, Role
from summitalign.report.width import head, pad, tail, visible, width


def concordance_rows(result: Concordance, limit: int, paint: Paint, columns: int) -> Iterator[str]:
    """Yield the counts, then `limit` hits as two lines each, the word in one column; 0 for all of them.

    `columns` is the width of a line.
    """
    found, lines = result.found, result.lines[: limit or None]
    yield paint(summary(found), Role.STRONG)
    yield from _count_rows(found, result.candidates, paint)
    memory = ""
    for line in lines:
        if line.hit.memory != memory:
            memory = line.hit.memory
            yield ""
            yield paint(f"{visible(memory)}: {counted(found.counts[memory], 'unit', 'units')}", Role.STRONG)
        yield from _hit_rows(line, paint, columns)
    if len(lines) < found.count:
        yield ""
        yield paint(f"{found.count - len(lines)} more; --limit 0 shows all", Role.FAINT)


def summary(found: Found) -> str:
    """Say in a line how often the word was found."""
    files = counted(len(found.counts), "memory", "memories")
    place = f" in {files}" if found.counts else ""
    return f"{visible(found.query.word)}: {counted(found.count, 'unit', 'units')}{place}, {found.units} searched"


def _count_rows(found: Found, ranked: Sequence[Candidate], paint: Paint) -> Iterator[str]:
    longest = max((width(visible(one.text)) for one in ranked), default=0)
    hits = {side: sum(hit.side is side for hit in found.hits) for side in Side}
    for one in ranked:
        share = one.count / hits[one.side.other]
        how = one.by.value if not one.term else f"{one.by.value}, {one.term}"
        role = Role.RIGHT if one.by == "preferred" else Role.WRONG if one.by == "wrong" else Role.SUGGEST
        shown = paint(pad(visible(one.text), longest), role)
        yield f"  {one.count:5}  {share:4.0%}  {shown}  {paint(f'{one.side.value} ({how})', Role.FAINT)}"


def _hit_rows(line: Line, paint: Paint, columns: int) -> Iterator[str]:
    hit = line.hit
    span, room = hit.spans[0], max(10, (columns - 4) // 2)
    text = hit.text
    before, word, behind = text[: span.start], span.of(text), text[span.end :]
    left = _clipped_left(visible(_flat(before)), room)
    right = _clipped_right(visible(_flat(behind)), max(10, room - width(word)))
    yield f"  {' ' * (room - width(left))}{left}{paint(visible(_flat(word)), Role.STRONG)}{right}"
    place = _place(hit)
    shown = f"  {paint(place, Role.FAINT)}" if place else ""
    most = max(columns // 2, columns - 4 - width(place))  # a long place runs over the edge sooner than the text is lost
    yield f"  {_painted(hit.translation, line.marks, paint, most)}{shown}"


def _flat(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _clipped_left(text: str, columns: int) -> str:
    return text if width(text) <= columns else f"…{tail(text, columns - 1)}"


def _clipped_right(text: str, columns: int) -> str:
    return text if width(text) <= columns else f"{head(text, columns - 1)}…"


def _painted(text: str, marks: Sequence[Span], paint: Paint, columns: int) -> str:
    """Return a text with its marks coloured; of a long one the part around the first."""
    flat = _flat(text)
    start, end = 0, len(flat)
    if width(flat) > columns:
        middle = marks[0] if marks else Span(0, 0)
        start = max(0, middle.start - columns // 4)
        end = start + len(head(flat[start:], columns - 2))
    pieces, position = ["…" if start else ""], start
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            pieces += visible(flat[position : mark.start]), paint(visible(mark.of(flat)), Role.RIGHT)
            position = mark.end
    pieces += visible(flat[position:end]), "…" if end < len(flat) else ""
    return "".join(pieces)


def _place(hit: Hit) -> str:
    """Say where the translation stands, and how sure it is."""
    unit = hit.unit
    origin = unit.target_origin if hit.side is Side.SOURCE else unit.source_origin
    sure = f" {unit.sureness.tier.value}" if unit.sureness else ""
    return visible(f"{_written(origin)}{sure}".strip())


def _written(origin: Origin) -> str:
    return f"{origin.path}:{origin.shown_lines}" if origin.lines else origin.path


def concordance_object(result: Concordance, lines: Sequence[Line] | None) -> JsonObject:
    """Describe a concordance with some of its hits; where these are None, its counts only."""
    found = result.found
    shown = {} if lines is None else {"hits": [hit_object(line) for line in lines]}
    return {
        "schema": "summitalign/concordance/1",
        "word": found.query.word,
        "units": found.units,
        "count": found.count,
        "memories": [{"path": path, "count": count} for path, count in found.counts.items()],
        "translations": [
            {
                "text": one.text, "side": one.side.value, "count": one.count, "by": one.by.value,
                **({"term": one.term} if one.term else {}),
            }
            for one in result.candidates
        ],
        **shown,
    }  # fmt: skip


def hit_object(line: Line) -> JsonObject:
    """Describe a unit that holds the word."""
    unit, hit = line.hit.unit, line.hit
    sure = unit.sureness
    return {
        "schema": "summitalign/concordance-hit/1",
        "memory": hit.memory,
        "side": hit.side.value,
        "source": _text_object(unit.source, unit.source_language, unit.source_origin),
        "target": _text_object(unit.target, unit.target_language, unit.target_origin),
        "found": [{"start": span.start, "end": span.end} for span in hit.spans],
        "translations": [{"start": span.start, "end": span.end} for span in line.marks],
        **({"score": sure.score, "posterior": sure.posterior, "tier": sure.tier.value} if sure else {}),
    }


def _text_object(text: str, language: str, origin: Origin) -> JsonObject:
    place: JsonObject = {"path": origin.path, "lines": origin.shown_lines} if origin.path else {}
    return {"text": text, "language": language, **place}
