"""Reading paragraphs and headings of one line that hold words, code spans and links of the simplest form.

Half of all blocks are such, and of their characters only those of the code spans and links have a meaning to Markdown:
they are read without a parser. Where there may be more to a block, this gives up.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from summitalign.markdown.blocks import RawLink
from summitalign.markdown.identifiers import SUSPECT
from summitalign.model.document import Region, RegionKind, Scope
from summitalign.model.span import Span

_WORDS = "A-Za-z0-9 ,.:;?%()\u3001-\u3017\u4e00-\u9fff\uff01-\uff1f“”‘’…—·"
_PIECE = rf"[{_WORDS}]++|`[^`\r\n]++`(?!`)|\[[{_WORDS}]++\]\([A-Za-z0-9:/.#?=%~+,@_-]*+\)"
_PIECES = re.compile(_PIECE)
# At the beginning of a line a letter is no mark of a list, a quotation or the like.
_BLOCK = re.compile(rf"\n*+(#{{1,6}} ++)?(?=[A-Za-z\u4e00-\u9fff“《「`\[])(?:{_PIECE})++\n*+")


def read_plain(part: str, places: Sequence[int]) -> tuple[list[Region], list[RawLink]] | None:
    """Return the prose that holds some places of a block that stands by itself, and the links whose text it is.

    None where more than words, code spans and links may stand in it, or in its prose a name that is none.
    """
    block = _BLOCK.fullmatch(part)
    if block is None:
        return None
    scope = Scope.HEADING if block[1] else Scope.NONE
    regions: list[Region] = []
    links: list[RawLink] = []
    end = len(part.rstrip(" \n"))
    for piece in _PIECES.finditer(part, max(block.end(1), 0)):
        start, stop = piece.start(), min(piece.end(), end)
        if part[start] == "`":
            continue
        is_link = part[start] == "["
        shown = Span(start + 1, part.index("]", start)) if is_link else Span(start, max(stop, start))
        at = bisect_left(places, shown.start)
        if at >= len(places) or places[at] >= shown.end:
            continue
        if SUSPECT.search(part, shown.start, shown.end):
            return None
        regions.append(Region(RegionKind.PROSE, shown, scope | Scope.LINK_TEXT if is_link else scope))
        if is_link:
            links.append(RawLink(part[shown.end + 2 : stop - 1], Span(start, stop), shown))
    return regions, links
