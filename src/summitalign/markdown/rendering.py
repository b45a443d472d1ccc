"""The rendered document as a proof: an edit of prose changes the words that it replaces, and nothing else."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from summitalign.markdown.events import extensions, readable
from summitalign.markdown.front_matter import front_matter_end
from summitalign.model.finding import Edit
from summitalign.model.span import Span

_SHUT = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?:pre|script|style|textarea)\b.*?(?:</(?:pre|script|style|textarea)>|\Z)"
    # Never closed, it ends with its block, as the regions have it.
    r"|<(?:code|kbd|samp)\b.*?(?:</(?:code|kbd|samp)>|(?=</(?:p|li|h[1-6]|t[dh]|blockquote)>)|\Z)"
    r'|<span class="math\b.*?(?:</span>|\Z)',
    re.DOTALL | re.IGNORECASE,
)
"""What is no prose in a rendered document, tags aside."""
_LOOSE = frozenset("&<>\"'\r\n\\*_~`[]|$")
"""What rendering may write in another way, or leave out: edits with such marks are left to a closer look."""
_STRAY = re.compile(r"""<[^<>]*=\s*(?:"[^"<>]*[<>]|'[^'<>]*[<>])""")
"""A tag, as it was written in the document, whose end cannot be told from its marks."""
_FIRST_STRIDE = 64


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as it is shown: rendering costs a tenth of a walk through the parser's events."""

    text: str
    body: int
    """Offset behind the front matter."""
    html: str
    """What stands behind it, rendered."""

    @classmethod
    def of(cls, text: str, has_settings: bool = True) -> "Rendered":
        """Render a text; without `has_settings` it is a part of a document and has no front matter."""
        import pyromark

        body = front_matter_end(text) if has_settings else 0
        return cls(text, body, pyromark.html(readable(text[body:]), options=extensions()))


def renders_alike(before: Rendered, after: Rendered, edits: Sequence[Edit], hidden: Collection[Span] = ()) -> bool:
    """Say whether a text and its edited form surely render to documents that differ in the edited prose only.

    `edits` lead from `before` to `after`; those at the spans `hidden` need not show, as definitions do not. All that
    the edits leave has to come out the same to the character, tags, destinations and code included, so no construct
    can cover anything else than it covered. False says nothing: an edit may show in no place, or in several.
    """
    ordered = sorted(edits, key=lambda edit: edit.span)
    if ordered and ordered[0].span.start < before.body:
        return False
    if after.text[: after.body] != before.text[: before.body]:
        return False
    spans = frozenset(hidden)
    changes = [(edit.span.of(before.text), edit.replacement, edit.span in spans) for edit in ordered]
    return _differs_by(before.html, after.html, changes)


def _differs_by(before: str, after: str, changes: Sequence[tuple[str, str, bool]]) -> bool:
    """Say whether one rendered document becomes the other by the given changes of prose, made in this order."""
    if _STRAY.search(before):
        return False
    shut = [found.span() for found in _SHUT.finditer(before)]
    at = other = 0
    same = _same_length(before, 0, after, 0)
    for wrong, right, may_hide in changes:
        if not _LOOSE.isdisjoint(wrong + right) or wrong.strip() != wrong or not right.strip():
            return False
        head = _shared(wrong, right)
        gone, come = wrong[head:], right[head:]
        is_here = gone and come and before.startswith(gone, at + same) and after.startswith(come, other + same)
        if is_here and _is_prose(before, at, at + same, shut):
            at, other = at + same + len(gone), other + same + len(come)
            same = _same_length(before, at, after, other)
        elif not may_hide:
            return False
    return len(before) - at == len(after) - other == same


def _shared(one: str, other: str) -> int:
    least = min(len(one), len(other))
    return next((at for at in range(least) if one[at] != other[at]), least)


def _same_length(one: str, start: int, other: str, begin: int) -> int:
    """Return how many code points two texts have in common from two offsets; in strides, as slices compare fast."""
    done, stride = 0, _FIRST_STRIDE
    while stride:
        piece = one[start + done : start + done + stride]
        if piece and piece == other[begin + done : begin + done + stride]:
            done += len(piece)
            stride *= 2
        elif stride > _FIRST_STRIDE:
            stride //= 4
        else:
            return done + _shared(piece, other[begin + done : begin + done + stride])
    return done


def _is_prose(rendered: str, least: int, at: int, shut: Sequence[tuple[int, int]]) -> bool:
    """Say whether an offset stands in no tag and no code; `least` is an offset before it that does not."""
    before = bisect_right(shut, (at, len(rendered))) - 1
    if before >= 0 and at < shut[before][1]:
        return False
    opener = rendered.rfind("<", least, at)
    return opener < 0 or rendered.find(">", opener, at) >= 0
