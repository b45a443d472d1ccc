"""Talks of a page of notes: a heading for each, with lines such as `Speaker: ...` below it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summitalign.markdown.agenda_cells import Page
from summitalign.markdown.agenda_headings import Outline
from summitalign.markdown.agenda_labels import is_host, names_in, read_label
from summitalign.markdown.agenda_lines import read_details, timed_line
from summitalign.markdown.agenda_rows import AgendaEntry
from summitalign.markdown.agenda_talks import Title, part_links
from summitalign.markdown.agenda_words import Role, is_pause, read_times
from summitalign.model.document import Segment, Talk
from summitalign.model.span import Span

_MIN_TALKS = 2
"""One heading with a speaker below it is an article, not an agenda."""
_FACTS = 10
"""Filled lines below a heading among which the facts of a talk are looked for."""
_LINE_LIMIT = 400
"""Code points; a longer line is a paragraph."""


def read_headed(page: Page, sections: Sequence[Segment]) -> tuple[AgendaEntry, ...]:
    """Return the talks of sections that name people or a time below their heading, or a time in it."""
    found = [(place, entry) for place, section in enumerate(sections) if (entry := _entry(page, section)) is not None]
    if len(found) < _MIN_TALKS:
        return ()
    outline = Outline.of(sections)
    return tuple(replace(entry, talk=outline.above(place).fill(entry.talk)) for place, entry in found)


def _entry(page: Page, section: Segment) -> AgendaEntry | None:
    if not section.title:
        return None
    timed = timed_line(page, section.title_span)
    lines = list(_facts(page, section))
    if timed is None and not any(_is_fact(line) for line in lines):
        return None
    title_span = timed.rest if timed is not None else section.title_span
    title = page.plain(title_span).strip() if timed is not None else section.title
    talk = Talk("", title, notes=section.id)
    if timed is not None:
        talk = replace(talk, time=timed.times.start, end=timed.times.end)
    talk = read_details(talk, lines)
    if is_pause(title) and not talk.speakers:
        return None
    speakers, links = part_links(page, Title(title, title_span, talk.speakers), page.links_in(section.span))
    return AgendaEntry(section.span, title_span, replace(talk, speakers=speakers, links=links))


def _facts(page: Page, section: Segment) -> Iterator[str]:
    """Yield the labelled ones of the first filled lines below a heading, as readers see them."""
    start, count = section.title_span.end, 0
    end = min(section.span.end, start + _FACTS * _LINE_LIMIT)
    for line in page.text[start:end].splitlines(keepends=True):
        start += len(line)
        if len(line) <= _LINE_LIMIT and not line.isspace():
            count += 1
            if (":" in line or "：" in line) and read_label(line.strip()) is not None:
                yield page.plain(Span(start - len(line), start))
        if count >= _FACTS:
            return


def _is_fact(line: str) -> bool:
    """Say whether a line makes its section a talk; a host may be a machine."""
    found = read_label(line)
    if found is None:
        return False
    if found.role is Role.PEOPLE:
        return not is_host(found.label) and bool(names_in(line))
    return found.role is Role.TIME and read_times(found.text) is not None
