"""Cutting a document into segments: sections, items, tables, rows, cells, entries, paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from summitalign.markdown.blocks import Block, lead
from summitalign.markdown.tables import Table
from summitalign.model.document import Segment, SegmentKind
from summitalign.model.span import LineIndex, Span

_TIGHT_HEADING = re.compile(r"^[ ]{0,3}(#{1,6})(?![#!\s])([^\r\n]+)", re.MULTILINE)
_SENTENCE_END = tuple("。！.!;；，,、")
_MAX_PSEUDO = 80
"""Code points of a bold line that may be a heading; a longer one is a bold sentence."""
_BOLD_AND_LINKS = re.compile(
    r"""(?P<mark>\*\*|__)(?P<title>(?:(?!(?P=mark))[^\r\n])+)(?P=mark)
    (?:[^\w\r\n<>]*(?:!?\[[^\[\]\r\n]*\](?:\([^()\s]*\)|\[[^\[\]\r\n]*\])|<https?:[^<>\s]*>|[(（][^()（）\r\n]{1,40}[)）]))+
    [^\w\r\n<>]*""",
    re.VERBOSE,
)
"""A bold phrase, and behind it links that belong to what it names, or a word in brackets: the recording, the slides."""
_SLUG_DROP = re.compile(r"[^\w\- ]")
_RANK = {
    SegmentKind.SECTION: 0,
    SegmentKind.TABLE: 1,
    SegmentKind.ROW: 2,
    SegmentKind.CELL: 3,
    SegmentKind.ENTRY: 4,
    SegmentKind.ITEM: 5,
    SegmentKind.PARAGRAPH: 6,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment before it has an id; `extent` is its span with its children."""

    kind: SegmentKind
    level: int
    title: str
    title_span: Span
    span: Span
    extent: Span
    is_pseudo: bool = False
    anchor: str = ""


def slug(title: str, seen: dict[str, int]) -> str:
    """Return the fragment that GitHub generates for a heading; `seen` counts repeats."""
    base = _SLUG_DROP.sub("", title.strip().lower()).replace(" ", "-")
    count = seen.get(base, -1) + 1
    seen[base] = count
    return base if not count else f"{base}-{count}"


def draft_sections(text: str, blocks: Sequence[Block], lines: LineIndex, body: int) -> list[Draft]:
    """Cut the text at its headings, bold pseudo-headings included; text before the first is level 0.

    A section's span is its own text, to the next heading of any level.
    """
    heads = _heads(text, blocks, lines)
    drafts: list[Draft] = []
    first = heads[0].span.start if heads else len(text)
    if text[body:first].strip():
        drafts.append(Draft(SegmentKind.SECTION, 0, "", Span(body, body), Span(body, first), Span(body, first)))
    seen: dict[str, int] = {}
    for head, following in zip_longest(heads, heads[1:]):
        end = following.span.start if following else len(text)
        span = Span(head.span.start, max(end, head.span.start))
        drafts.append(replace(head, span=span, extent=span, anchor=slug(head.title, seen)))
    return drafts


def _heads(text: str, blocks: Sequence[Block], lines: LineIndex) -> list[Draft]:
    heads: list[Draft] = []
    level = 0
    for block in blocks:
        if block.depth:
            continue
        if block.name == "Heading":
            level = block.level
            heads.append(_head(level, block.plain, Span(block.start, block.end), text, lines))
        elif block.name == "Paragraph":
            found = _tight_heads(text, block, lines)
            if found:
                level = found[-1].level
            elif _is_pseudo_heading(text, block):
                head = _head(min(level + 1, 6), block.plain.rstrip(":："), Span(block.start, block.end), text, lines)
                found = [replace(head, is_pseudo=True)]
            elif linked := _linked_head(min(level + 1, 6), text, block, lines):
                found = [linked]
            heads.extend(found)
    return heads


def may_be_head(text: str, start: int, end: int) -> bool:
    """Say whether a paragraph may be a heading to its readers; most are told by their first character."""
    return text[start] in "*_" or text[start].isspace() or text.find("#", start, end) >= 0


def _head(level: int, title: str, place: Span, text: str, lines: LineIndex) -> Draft:
    start, end = place.start, place.end
    begin = lines.line_span(lines.line(start)).start
    line = text[start:end]
    offset = len(line) - len(line.lstrip(" \t#"))
    shown = Span(start + offset, max(start + offset, start + len(line.rstrip())))
    span = Span(begin, max(begin, end))
    return Draft(SegmentKind.SECTION, level, title, shown, span, span)


def _tight_heads(text: str, block: Block, lines: LineIndex) -> list[Draft]:
    """Find lines such as `###Heading`, which old converters wrote and CommonMark reads as text.

    A single `#` counts only where the paragraph is that one line, as it may be a hashtag.
    """
    if "#" not in text[block.start : block.end]:
        return []
    found = []
    for match in _TIGHT_HEADING.finditer(text, block.start, block.end):
        if match.start() != lines.line_span(lines.line(match.start())).start:
            continue
        level = len(match[1])
        if level == 1 and (len(text[block.start : block.end].split()) > 12 or "#" in match[2]):
            continue
        title = _shown(match[2])
        if any(letter.isalpha() for letter in title):
            found.append(_head(level, title, Span(*match.span()), text, lines))
    return found


def _shown(source: str) -> str:
    linked = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)", r"\1", source)
    return " ".join(linked.strip("*_~# \t").split())


def _is_pseudo_heading(text: str, block: Block) -> bool:
    """Say whether a paragraph is one short bold line that does not end as a sentence does."""
    shown = block.plain
    if not shown or len(shown) > _MAX_PSEUDO or block.strong_length < len(shown.replace(" ", "")):
        return False
    source = text[block.start : block.end].strip()
    if "\n" in source or "\r" in source or not source.startswith(("**", "__")):
        return False
    if shown.endswith(_SENTENCE_END):
        return False
    return any(letter.isalpha() for letter in shown)


def _linked_head(level: int, text: str, block: Block, lines: LineIndex) -> Draft | None:
    """Read a short bold phrase with only links or a remark in brackets behind it as a heading; None for any other."""
    found = _BOLD_AND_LINKS.fullmatch(text[block.start : block.end].rstrip())
    title = _shown(found["title"]).rstrip(":：") if found else ""
    if found is None or len(title) > _MAX_PSEUDO or title.endswith(_SENTENCE_END):
        return None
    if not any(letter.isalpha() for letter in title):
        return None
    head = _head(level, title, Span(block.start, block.end), text, lines)
    shown = Span(block.start + found.start("title"), block.start + found.end("title"))
    return replace(head, title_span=shown, is_pseudo=True)


def draft_blocks(text: str, blocks: Sequence[Block]) -> list[Draft]:
    """Make items and paragraphs: every leaf block that is not the first of an item."""
    drafts = []
    for block in blocks:
        if block.name == "Item":
            span = _trimmed(text, block.span)
            drafts.append(_led(text, SegmentKind.ITEM, block.level, span, Span(block.start, block.end)))
        elif block.name in ("Paragraph", "CodeBlock", "HtmlBlock", "Heading") and not block.is_first_in_item:
            span = _trimmed(text, block.span)
            if block.name == "Paragraph":
                drafts.append(_led(text, SegmentKind.PARAGRAPH, 0, span, span))
            else:
                level = block.level if block.name == "Heading" else 0
                nothing = Span(span.start, span.start)
                drafts.append(Draft(SegmentKind.PARAGRAPH, level, "", nothing, span, span))
    return drafts


def _trimmed(text: str, span: Span) -> Span:
    return Span(span.start, span.start + max(len(text[span.start : span.end].rstrip()), 0))


def _led(text: str, kind: SegmentKind, level: int, span: Span, extent: Span) -> Draft:
    phrase = lead(text, span)
    title = _shown(phrase.of(text)) if phrase else ""
    if phrase is None or not title or len(title) > _MAX_PSEUDO or title.endswith(_SENTENCE_END):
        return Draft(kind, level, "", Span(span.start, span.start), span, extent)
    return Draft(kind, level, title, phrase, span, extent)


def draft_tables(tables: Sequence[Table]) -> list[Draft]:
    """Make a segment for each table, row and cell."""
    drafts = []
    for table in tables:
        drafts.append(_plain(SegmentKind.TABLE, table.span))
        for row in table.rows:
            drafts.append(_plain(SegmentKind.ROW, row.span))
            drafts.extend(_plain(SegmentKind.CELL, cell.span) for cell in row.cells)
    return drafts


def _plain(kind: SegmentKind, span: Span) -> Draft:
    return Draft(kind, 0, "", Span(span.start, span.start), span, span)


def number(drafts: Sequence[Draft]) -> tuple[Segment, ...]:
    """Order drafts, give them ids and parents."""
    ordered = sorted(drafts, key=lambda d: (d.span.start, _RANK[d.kind], -d.extent.end))
    segments: list[Segment] = []
    sections: list[tuple[int, str]] = []
    inner: list[tuple[Draft, str]] = []
    for count, draft in enumerate(ordered, start=1):
        name = f"s{count}"
        if draft.kind is SegmentKind.SECTION:
            while sections and (sections[-1][0] >= draft.level or not sections[-1][0]):
                sections.pop()
            parent = sections[-1][1] if sections and draft.level else None
            sections.append((draft.level, name))
            inner.clear()
        else:
            while inner and inner[-1][0].extent.end < max(draft.extent.end, draft.span.start + 1):
                inner.pop()
            parent = inner[-1][1] if inner else sections[-1][1] if sections else None
            inner.append((draft, name))
        segments.append(
            Segment(
                name,
                draft.kind,
                draft.level,
                draft.title,
                draft.title_span,
                draft.span,
                parent,
                draft.is_pseudo,
                draft.anchor,
            )
        )
    return tuple(segments)
