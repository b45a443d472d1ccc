"""Talks of an agenda that is a list: days and tracks outside, `10:00 Title — Speaker` inside."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from summitalign.markdown.agenda_cells import Page
from summitalign.markdown.agenda_headings import Around, Outline
from summitalign.markdown.agenda_labels import is_day, read_label
from summitalign.markdown.agenda_lines import TimedLine, read_details, read_line_talk, timed_line
from summitalign.markdown.agenda_rows import AgendaEntry
from summitalign.markdown.agenda_talks import Title, part_links
from summitalign.markdown.agenda_words import is_pause
from summitalign.markdown.segments import Draft
from summitalign.model.document import Segment, Talk
from summitalign.model.span import Span

_MIN_TALKS = 2
"""A single item that begins with a time is no agenda."""
_SENTENCE = 40
"""Code points from which a line below a title tells of the talk."""
_TITLE_LIMIT = 120
"""Code points of an item that says what the items inside it have in common."""


def read_listed(page: Page, items: Sequence[Draft], sections: Sequence[Segment]) -> tuple[AgendaEntry, ...]:
    """Return the talks of items that begin with a time; none where nothing else tells an agenda from a log.

    `items` and `sections` are in order of their start. An item reaches over those inside it.
    """
    lines = [timed_line(page, _first_line(page, item.span)) for item in items]
    if sum(line is not None for line in lines) < _MIN_TALKS:
        return ()
    read = list(_read(page, items, lines, sections))
    found = tuple(entry for entry in read if not _is_pause(entry.talk))
    is_agenda = len(found) >= _MIN_TALKS and (len(found) < len(read) or any(_tells(entry.talk) for entry in found))
    return found if is_agenda else ()


def _read(
    page: Page, items: Sequence[Draft], lines: Sequence[TimedLine | None], sections: Sequence[Segment]
) -> Iterator[AgendaEntry]:
    """Yield the talks and pauses of items, given the times that they begin with."""
    outline = Outline.of(sections)
    counts = list(accumulate((line is not None for line in lines), initial=0))
    stack: list[tuple[int, Around, bool]] = []
    """Of the items around: where they end, what holds inside, and whether they are talks."""
    for place, (item, line) in enumerate(zip(items, lines, strict=True)):
        while stack and stack[-1][0] <= item.span.start:
            stack.pop()
        around = stack[-1][1] if stack else outline.at(item.span.start)
        is_inside = bool(stack) and stack[-1][2]
        if line is None:
            title = page.plain(_first_line(page, item.span)).lstrip("-*+• \t").rstrip(":：").strip()
            is_title = 0 < len(title) <= _TITLE_LIMIT and not is_inside
            stack.append((item.extent.end, around.below(title) if is_title else around, is_inside))
            continue
        end = bisect_left(items, item.extent.end, lo=place, key=lambda one: one.span.start)
        holds_talks = counts[end] > counts[place + 1]
        entry = _entry(page, item, line, around, holds_talks=holds_talks)
        if entry is not None:
            yield entry
            around = replace(around, track=entry.talk.title) if holds_talks else around
        stack.append((item.extent.end, around, not holds_talks))


def _is_pause(talk: Talk) -> bool:
    return is_pause(talk.title) and not talk.links and not talk.speakers


def _tells(talk: Talk) -> bool:
    """Say whether a talk has what an entry of a log has not."""
    return bool(talk.speakers or talk.links or talk.room or is_day(talk.day))


def _first_line(page: Page, span: Span) -> Span:
    written = span.of(page.text)
    return Span(span.start, span.start + len(written.splitlines()[0]) if written else span.start)


def _entry(page: Page, item: Draft, line: TimedLine, outer: Around, *, holds_talks: bool) -> AgendaEntry | None:
    """Read the talk of an item, which reaches over the items inside it unless they are talks too."""
    read = read_line_talk(page, line.rest)
    if read is None:
        return None
    talk, title_span = read
    span = page.trimmed(item.span if holds_talks else Span(item.span.start, max(item.span.end, item.extent.end)))
    behind = Span(line.rest.end, max(line.rest.end, span.end))
    below = [page.plain(one).lstrip("-*+• \t") for one in _lines(page, behind)]
    talk = read_details(replace(talk, time=line.times.start, end=line.times.end), below)
    told = "\n".join(one for one in below if len(one) >= _SENTENCE and read_label(one) is None)
    talk = replace(talk, abstract=talk.abstract or told)
    speakers, links = part_links(page, Title(talk.title, title_span, talk.speakers), page.links_in(span))
    return AgendaEntry(span, title_span, outer.fill(replace(talk, speakers=speakers, links=links)))


def _lines(page: Page, span: Span) -> Iterator[Span]:
    start = span.start
    for line in span.of(page.text).splitlines(keepends=True):
        yield Span(start, start + len(line))
        start += len(line)
