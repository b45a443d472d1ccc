"""What would change, or has changed, as a unified diff that `git apply` and `patch` take."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from summitalign.model.finding import Decision, Edit
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span

_NO_LINE_END = "\\ No newline at end of file\n"
_CONTEXT = 3
"""Unchanged lines around a change, as everywhere."""
_QUOTED = re.compile(r'[\0-\x1f\x7f"\\\ud800-\udfff]')
_ESCAPES = {"\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines that give way to others."""

    first: int
    """Number of the first line that goes, from 0; the line before which others come where none goes."""
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def end(self) -> int:
        """Return the number of the first line behind those that go."""
        return self.first + len(self.old)


def diff_lines(outcome: Outcome, name: str, has_bom: bool = False) -> Iterator[str]:
    """Yield the lines of the diff of one document, each with its line end; nothing where nothing changes.

    `name` is the path by which whoever applies the diff finds the document, `/` between its parts.
    The hunks come from the edits: no search for what the two texts have in common.
    """
    if outcome.before == outcome.after:
        return
    mark = "\ufeff" if has_bom else ""
    edits = [Edit(edit.span.shifted(len(mark)), edit.replacement) for edit in _edits(outcome)]
    yield from _file_lines(name)
    yield from _hunks(mark + outcome.before, edits)


def diff_bytes(outcome: Outcome, name: str, encoding: str, has_bom: bool = False) -> Iterator[bytes]:
    """Yield the lines of the same diff in the document's own bytes: no other diff of it would apply.

    Names are UTF-8, as everywhere in git. A line ends where the byte of LF stands, which in UTF-16 may be within a
    character: so git and patch count lines.
    """
    if outcome.before == outcome.after:
        return
    for line in _file_lines(name):
        yield line.encode()

    def spelled(text: str) -> str:  # a character for each byte
        return text.encode(encoding).decode("latin-1")

    mark = spelled("\ufeff") if has_bom else ""
    edits, at, offset = list[Edit](), len(mark), 0
    for edit in _edits(outcome):
        start = at + len(spelled(outcome.before[offset : edit.span.start]))
        at, offset = start + len(spelled(edit.span.of(outcome.before))), edit.span.end
        edits.append(Edit(Span(start, at), spelled(edit.replacement)))
    for line in _hunks(mark + spelled(outcome.before), edits):
        yield line.encode("latin-1")


def _edits(outcome: Outcome) -> list[Edit]:
    """Return the edits that lead from the text before to the text after, in order."""
    made = [finding.fix for finding in outcome.findings if finding.decision is Decision.APPLY and finding.fix]
    edits = sorted({edit for fix in made for edit in fix.edits}, key=lambda edit: edit.span)
    return edits if _leads(outcome, edits) else [_whole(outcome.before, outcome.after)]


def _leads(outcome: Outcome, edits: Sequence[Edit]) -> bool:
    pieces, offset = [], 0
    for edit in edits:
        pieces += [outcome.before[offset : edit.span.start], edit.replacement]
        offset = edit.span.end
    return "".join((*pieces, outcome.before[offset:])) == outcome.after


def _whole(before: str, after: str) -> Edit:
    """Return the one edit between the first and the last difference of two texts."""
    least = min(len(before), len(after))
    start = next((at for at in range(least) if before[at] != after[at]), least)
    same = next((at for at in range(least - start) if before[-1 - at] != after[-1 - at]), least - start)
    return Edit(Span(start, len(before) - same), after[start : len(after) - same])


def _changes(rows: Sequence[str], edits: Sequence[Edit]) -> Iterator[_Change]:
    """Yield the changed lines in order; edits on one line, or on neighbours, are one change."""
    starts = [0, *accumulate(map(len, rows))]
    group: list[Edit] = []
    first = last = -1
    for edit in edits:
        span = edit.span
        # The line behind an edit belongs to it: without a line end at its end the two become one.
        begin, end = _row(starts, span.start), _row(starts, span.end)
        if group and begin > last + 1:
            yield from _change(rows, starts, first, last, group)
            group = []
        first, last = (first, max(last, end)) if group else (begin, end)
        group.append(edit)
    yield from _change(rows, starts, first, last, group)


def _row(starts: Sequence[int], offset: int) -> int:
    return min(bisect_right(starts, offset) - 1, max(len(starts) - 2, 0))


def _change(rows: Sequence[str], starts: Sequence[int], first: int, last: int, edits: Sequence[Edit]) -> list[_Change]:
    old = list(rows[first : last + 1])
    text, pieces, offset = "".join(old), [], 0
    for edit in edits:
        pieces += [text[offset : edit.span.start - starts[first]], edit.replacement]
        offset = edit.span.end - starts[first]
    new = _lines("".join((*pieces, text[offset:])))
    while old and new and old[-1] == new[-1]:
        old.pop()
        new.pop()
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    old, new = old[same:], new[same:]
    return [_Change(first + same, tuple(old), tuple(new))] if old or new else []


def _hunks(before: str, edits: Sequence[Edit]) -> Iterator[str]:
    """Yield the lines of the hunks; changes whose unchanged lines would meet share a hunk."""
    rows = _lines(before)
    changes = list(_changes(rows, edits))
    drift, group = 0, changes[:1]
    for change in changes[1:]:
        if change.first - group[-1].end > 2 * _CONTEXT:
            yield from _hunk(rows, group, drift)
            drift += sum(len(done.new) - len(done.old) for done in group)
            group = []
        group.append(change)
    yield from _hunk(rows, group, drift)


def _hunk(rows: Sequence[str], changes: Sequence[_Change], drift: int) -> Iterator[str]:
    first, end = max(changes[0].first - _CONTEXT, 0), min(changes[-1].end + _CONTEXT, len(rows))
    growth = sum(len(change.new) - len(change.old) for change in changes)
    yield f"@@ -{_range(first, end - first)} +{_range(first + drift, end - first + growth)} @@\n"
    at = first
    for change in changes:
        yield from _signed(" ", rows[at : change.first])
        yield from _signed("-", change.old)
        yield from _signed("+", change.new)
        at = change.end
    yield from _signed(" ", rows[at:end])


def _range(first: int, count: int) -> str:
    # Where there is no line, the diff names the one before.
    return f"{first + 1}" if count == 1 else f"{first + 1 if count else first},{count}"


def _signed(sign: str, rows: Sequence[str]) -> Iterator[str]:
    for row in rows:
        yield f"{sign}{row}" if row.endswith("\n") else f"{sign}{row}\n{_NO_LINE_END}"


def _lines(text: str) -> list[str]:
    """Split at LF only, as patch programs do: a lone CR or U+2028 is a character of its line to them."""
    rows = text.split("\n")
    return [row + "\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])


def _file_lines(name: str) -> Iterator[str]:
    """Yield the lines that name the document, quoted as git does where a name would not survive as it is."""
    left, right = _quoted(f"a/{name}"), _quoted(f"b/{name}")
    # Behind a name with a blank stands a tab: what follows a blank would be taken for a date.
    end = "\t\n" if " " in name and not left.startswith('"') else "\n"
    yield f"diff --git {left} {right}\n"
    yield f"--- {left}{end}"
    yield f"+++ {right}{end}"


def _quoted(name: str) -> str:
    # Letters beyond ASCII stay readable, as git writes them with core.quotepath off and reads them either way.
    return f'"{_QUOTED.sub(_escaped, name)}"' if _QUOTED.search(name) else name


def _escaped(found: re.Match[str]) -> str:
    short = _ESCAPES.get(found[0])
    if short is not None:
        return f"\\{short}"
    return "".join(f"\\{byte:03o}" for byte in found[0].encode("utf-8", "surrogateescape"))
