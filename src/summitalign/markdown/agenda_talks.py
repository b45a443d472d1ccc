"""The talks of one agenda cell: several in a cell, or the one that a row is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.agenda_cells import CellLine, Page
from summitalign.markdown.agenda_labels import names_in, people_in, people_named, read_label
from summitalign.markdown.agenda_people import is_name, is_role, read_people
from summitalign.markdown.agenda_words import is_resource
from summitalign.model.document import Link, LinkKind, Speaker
from summitalign.model.span import Span

_LEADS_TO_PEOPLE = re.compile(r"(?:[-–—|:：/]+|(?:by|von|par|por|with|mit)\b)\s*", re.I)
_LEADS_TO_ROLE = (",", "，", "、", "(", "（")
_SHORT_TAIL = 2
"""Words behind a bold phrase that still belong to the title (`**TFX** workshop`); more of them describe it."""
_SHORT_TAIL_CJK = 5
"""Characters of the same in a script without blanks."""
_LEFT_OPEN = "-–—|([（【:： "
"""What is left behind a title when the link to its slides is taken away."""
_SENTENCE = 40
"""Code points from which a line below a title tells of the talk; a shorter one is a note on it."""
_ROLE_LIMIT = 80
"""Code points of a line below a name that is a post; a longer one tells a life."""


@dataclass(frozen=True, slots=True)
class TalkLines:
    """The lines of a cell that belong to one talk, its title first."""

    lines: tuple[CellLine, ...]

    @property
    def span(self) -> Span:
        """From the title to the end of the last line, the `<br>` behind it included."""
        return Span(self.lines[0].span.start, self.lines[-1].end)


@dataclass(frozen=True, slots=True)
class Title:
    """A talk's title, where it stands, and the people that the same cell names."""

    text: str
    span: Span
    speakers: tuple[Speaker, ...] = ()


def talks_in(page: Page, lines: Sequence[CellLine], prior: float) -> tuple[TalkLines, ...]:
    """Return the talks that a cell lists; none where it rather lists people, or says something else.

    `prior` is what is known beforehand, in votes: below 0 for a column of people, or beside a title that has
    its own video. Each group of lines votes for talks or for people; the mean decides.
    """
    groups = _groups(page, lines)
    if not groups or (len(groups) == 1 and not groups[0].lines[0].has_head):
        return ()
    votes = sum(_vote(page, group) for group in groups)
    return groups if votes / len(groups) + prior > 0 else ()


def _groups(page: Page, lines: Sequence[CellLine]) -> tuple[TalkLines, ...]:
    """Cut lines where a leading phrase begins a new talk or person; lines before the first one are left out."""
    has_bold = any(line.bolds for line in lines)
    has_head = any(line.has_head for line in lines)
    groups: list[list[CellLine]] = []
    block = -1
    for line in lines:
        is_new_block, block = line.block != block, line.block
        # Titles of one cell look alike: beside bold titles a link alone is material of the talk above it.
        is_head = bool(line.bolds) or (line.link is not None and (is_new_block or not has_bold))
        if (is_head and not _is_material(page, line)) or (is_new_block and not has_head):
            groups.append([line])
        elif groups:
            groups[-1].append(line)
    return tuple(TalkLines(tuple(group)) for group in groups)


def _is_material(page: Page, line: CellLine) -> bool:
    return line.link is not None and is_resource(page.plain(line.head))


def _vote(page: Page, group: TalkLines) -> float:
    """Return how a group of lines looks: above 0 like a talk, below like a person."""
    head, following = group.lines[0], group.lines[1:]
    title = page.plain(head.head)
    is_video = head.link is not None and head.link.kind is LinkKind.VIDEO
    could_be_name = is_name(title) and (len(title.split()) > 1 or not title.isascii())
    vote = 3.0 if is_video else 0.0
    if head.link is not None and not is_video:
        vote += -0.5 if could_be_name else 1.0
    if head.has_head:
        vote += _vote_of_tail(head.tail, is_video=is_video, could_be_name=could_be_name)
        vote += 1.0 if head.block and not could_be_name else 0.0
    elif could_be_name or not following:
        vote -= 3.0
    if following:
        vote += _vote_of_names(following[0].plain, could_be_name=could_be_name)
    return vote


def _vote_of_tail(tail: str, *, is_video: bool, could_be_name: bool) -> float:
    """Judge what stands behind a leading phrase: `, Engineer` behind a name, `- Ada Lovelace` behind a title."""
    if not tail:
        return 0.0
    if tail.startswith(_LEADS_TO_ROLE):
        return 0.0 if is_video else -3.0
    leading = _LEADS_TO_PEOPLE.match(tail)
    if leading is not None:
        return _vote_of_names(tail[leading.end() :], could_be_name=could_be_name)
    if is_role(tail):
        return -2.0
    return 0.0 if is_name(tail) else 1.0


def _vote_of_names(line: str, *, could_be_name: bool) -> float:
    """Judge a line below or beside a leading phrase: names speak for a talk, a post for a person."""
    people = names_in(line)
    if people:
        is_full = all(len(person.name.split()) > 1 or not person.name.isascii() for person in people)
        return 2.0 if is_full else -1.0 if could_be_name else 1.0
    return -3.0 if is_role(line) and could_be_name else 0.0


def read_talk(page: Page, group: TalkLines) -> Title:
    """Return title and people of one of several talks in a cell."""
    head = group.lines[0]
    title, people = _with_tail(page, head)
    if not people:
        people = _people_below(page, group.lines[1:])
    return Title(page.plain(title), title, people)


def _with_tail(page: Page, line: CellLine) -> tuple[Span, tuple[Speaker, ...]]:
    """Return where the title of a line stands, and the people behind it."""
    head = page.trimmed(line.head)
    if not line.has_head or not line.tail:
        return head, ()
    leading = _LEADS_TO_PEOPLE.match(line.tail)
    if leading is not None or line.tail.startswith(_LEADS_TO_ROLE):
        names = line.tail[leading.end() :] if leading is not None else line.tail.strip(",，、()（） ")
        return head, names_in(names)
    is_short = len(line.tail.split()) <= _SHORT_TAIL if line.tail.isascii() else len(line.tail) <= _SHORT_TAIL_CJK
    if is_short and line.tail[0].isalpha() and line.link is None:
        return Span(head.start, line.span.end), ()
    return head, ()


def _people_below(page: Page, lines: Sequence[CellLine]) -> tuple[Speaker, ...]:
    """Return the people that the lines below a title list, up to the first line that lists none.

    Lines that announce people, such as `Speaker: ...`, may stand further below.
    """
    people: list[Speaker] = []
    is_near = True
    for line in lines:
        found = () if _is_material(page, line) else names_in(line.plain) if is_near else people_named(line.plain)
        is_near = is_near and bool(found)
        people.extend(found)
    return tuple(people)


def abstract_below(page: Page, lines: Sequence[CellLine]) -> str:
    """Return what the lines below a title say of the content: sentences, not names, material or labels."""
    told = (line.plain for line in lines if not _is_material(page, line) and len(line.plain) >= _SENTENCE)
    return "\n".join(line for line in told if read_label(line) is None and not names_in(line))


def read_title(page: Page, lines: Sequence[CellLine]) -> Title | None:
    """Return title and people of the one talk that a cell is about; None where the cell says nothing.

    The title is the text linked to a video, or the link that leads the first line, else that line without
    links to material; notes below it, such as time stamps, are no part of it.
    """
    if not lines:
        return None
    first = lines[0]
    span, people = page.trimmed(first.span), tuple[Speaker, ...]()
    linked = _title_link(page, lines)
    if linked is not None:
        span = page.trimmed(linked)
        people = _with_tail(page, first)[1] if first.link is not None and first.link.text_span == linked else ()
    elif first.bolds and first.link is None and _LEADS_TO_PEOPLE.match(first.tail):
        span, people = _with_tail(page, first)
    else:
        material = next((link for link in page.links_in(first.span) if is_resource(page.plain(link.text_span))), None)
        before = page.trimmed(Span(first.span.start, material.span.start)) if material is not None else span
        span = before if page.plain(before) else span
    people = people or _people_below(page, [line for line in lines[1:] if not line.has_head])
    text = page.plain(span).rstrip(_LEFT_OPEN)
    return Title(text, span, people) if text else None


def _title_link(page: Page, lines: Sequence[CellLine]) -> Span | None:
    """Return where the linked title of a cell stands: a video's link anywhere, another link where it leads."""
    for link in (link for line in lines for link in page.links_in(line.span)):
        if link.kind is LinkKind.VIDEO and not is_resource(page.plain(link.text_span)):
            return link.text_span
    leading = lines[0].link
    return leading.text_span if leading is not None and not is_resource(page.plain(leading.text_span)) else None


def speakers_in(page: Page, lines: Sequence[CellLine]) -> tuple[Speaker, ...]:
    """Return the people of a cell that lists people: bold names with their posts, or plain lines."""
    if not any(line.bolds for line in lines):
        return people_in([line.plain for line in lines])
    speakers: list[Speaker] = []
    for line in lines:
        if line.bolds:
            speakers.extend(_bold_people(page, line))
        elif speakers and not speakers[-1].role and len(line.plain) <= _ROLE_LIMIT:
            # Names are bold here, so what stands below one is no name.
            speakers[-1] = Speaker(speakers[-1].name, line.plain)
    return tuple(speakers)


def _bold_people(page: Page, line: CellLine) -> list[Speaker]:
    """Return the people of a line whose names are bold."""
    speakers: list[Speaker] = []
    ends = [bold.outer.start for bold in line.bolds[1:]] + [line.span.end]
    for bold, end in zip(line.bolds, ends, strict=True):
        name = page.plain(bold.inner).strip(" ,，:：")
        behind = page.plain(Span(bold.outer.end, max(bold.outer.end, end))).strip(" ,，、;；:：-–—|/&")
        role = behind.strip("()（）") if behind[:1] in ("(", "（") else behind
        if role or is_role(name):
            speakers.append(Speaker(name, role))
        else:
            speakers.extend(read_people([name]))
    return speakers


def part_links(page: Page, title: Title, links: Sequence[Link]) -> tuple[tuple[Speaker, ...], tuple[Link, ...]]:
    """Part the links about the people of a talk, which show their names, from those about the talk.

    Returns the people with theirs, and the rest.
    """
    names = {one.name.casefold() for one in title.speakers}
    pages: dict[str, list[Link]] = {}
    for link in links:
        shown = page.plain(link.text_span).casefold()
        if shown in names and link.kind is not LinkKind.VIDEO and not title.span.contains(link.text_span):
            pages.setdefault(shown, []).append(link)
    if not pages:
        return title.speakers, tuple(links)
    theirs = {link.span for found in pages.values() for link in found}
    speakers = tuple(replace(one, links=tuple(pages.get(one.name.casefold(), ()))) for one in title.speakers)
    return speakers, tuple(link for link in links if link.span not in theirs)
