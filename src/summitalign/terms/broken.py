"""Forms broken by emphasis marks, blanks or a line break: `张**量**流`, or `张量` at the end of a line before `流`."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from summitalign.model.span import Span
from summitalign.terms.automaton import Automaton
from summitalign.terms.forms import Form, FormKind
from summitalign.terms.spellings import HAN, has_han

DROPPED = b" \t\r\n*_~>"
"""What is taken out of a text before it is searched: marks of emphasis, white space, and quote marks behind a break."""
_DROPPED_RUN = re.compile(rb"[ \t\r\n*_~>]+")
_DROP = str.maketrans("", "", DROPPED.decode())
BLANKS = " \t\u3000"
WIDE = re.compile(rb"\xe3\x80\x80|\xef\xbc[\x90-\x99\xa1-\xba]|\xef\xbd[\x81-\x9a]")
"""The ideographic space, and full-width digits and letters."""
_BETWEEN = b"\xff"
_WIDE_SPACE = b"\xe3\x80\x80"
_WIDE_LETTER = re.compile(rb"\xef(?:\xbc[\x90-\x99\xa1-\xba]|\xbd[\x81-\x9a])")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)}
_NARROW_LETTERS = {0x3000: 0x20} | {code: letter for code, letter in _NARROW.items() if chr(letter).isalnum()}
GAP = re.compile(r"[*_~]{1,3}|[ \t\u3000]{1,3}|[ \t]?\r?\n[ \t>]*")
"""What may stand inside a broken form; two blanks before a line end are a break that somebody wanted."""

Raw = tuple[int, int, Form]
"""First byte, end byte, form."""


class BrokenForms:
    """Looks for the forms with Chinese characters in a text without marks and white space.

    Only they are looked for so: without its blanks a Latin form is often another word.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        """Prepare the forms, shields included: 张**量流动** holds no 张量流."""
        self.forms = tuple(form for form in forms if self.takes(form))
        texts = [form.text.encode() for form in self.forms]
        shortened = shortened_all(texts, None, DROPPED)
        keys = dict(zip(reversed(shortened), reversed(self.forms), strict=True))  # the first of several that are alike
        for text, form in zip(texts, self.forms, strict=True):  # as written, for texts that nothing was taken out of
            keys.setdefault(text, form)
        self._automaton = Automaton(tuple(keys.values()), tuple(keys))

    @staticmethod
    def takes(form: Form) -> bool:
        """Say whether a form is looked for here."""
        return len(form.text) > 1 and has_han(form.text) and form.kind is not FormKind.BROKEN

    def find(self, data: bytes, *, is_wide: bool) -> tuple[list[Raw], list[Raw]]:
        """Return the whole forms in UTF-8 bytes, and those that are broken or otherwise spaced; each in order.

        `is_wide` says whether the bytes hold wide letters or blanks.
        """
        narrow = WIDE.sub(_narrowed, data) if is_wide else data
        found = self._automaton.find(narrow.translate(None, DROPPED))
        whole = _whole(data, found) if narrow == data else []
        if len(whole) == len(found):
            return whole, []
        # What seems to be a form over the end of a paragraph must not hide one that stands there whole.
        return self._automaton.find(data), list(_restored(data, narrow, found))


def shortened_all(texts: Sequence[bytes], fold: bytes | None, ignored: bytes) -> list[bytes]:
    """Return texts folded and without the bytes that are ignored."""
    # All at once: a call for each of 20,000 texts takes ten times as long. No UTF-8 holds the byte between them.
    return _BETWEEN.join(texts).translate(fold, ignored).split(_BETWEEN) if texts else []


def holds_wide(data: bytes) -> bool:
    """Say whether bytes hold what `WIDE` finds, which few do: two searches with a fixed begin take a tenth of one."""
    return _WIDE_SPACE in data or _WIDE_LETTER.search(data) is not None


def _narrowed(wide: re.Match[bytes]) -> bytes:
    """Return as many bytes with the narrow letter first, and what is dropped behind it."""
    return wide[0].decode().translate(_NARROW).replace("\u3000", " ").encode().ljust(3)


def narrowed_letter(wide: re.Match[bytes]) -> bytes:
    """Return the one byte that is the narrow letter of a full-width one."""
    return _narrowed(wide)[:1]


def narrowed(forms: Sequence[bytes]) -> list[bytes]:
    """Return the UTF-8 bytes of forms with narrow letters and blanks for wide ones."""
    return [
        form.decode().translate(_NARROW_LETTERS).encode() if b"\xef" in form or _WIDE_SPACE in form else form
        for form in forms
    ]


def in_narrow(data: bytes, find: Callable[[bytes], list[Raw]]) -> list[Raw]:
    """Return what `find` finds in UTF-8 bytes that hold wide letters among narrow ones, at its places in the bytes."""
    wide = [match.start() for match in WIDE.finditer(data)]
    borders = [start - 2 * number for number, start in enumerate(wide)]  # one byte for three
    found = find(WIDE.sub(narrowed_letter, data))
    placed = [(bisect_left(borders, start), bisect_left(borders, end), start, end, form) for start, end, form in found]
    return [(start + 2 * left, end + 2 * right, form) for left, right, start, end, form in placed if left < right]


def _whole(data: bytes, found: Sequence[Raw]) -> list[Raw]:
    """Give matches in the shortened bytes their places in the whole, up to the first that is not whole there."""
    placed: list[Raw] = []
    position = shortened = 0
    for start, _, form in found:
        key = form.text.encode()
        at = data.find(key, position)
        while at >= 0:
            shortened += len(data[position:at].translate(None, DROPPED))
            position = at
            if shortened >= start:
                break
            at = data.find(key, position + 1)
        if at < 0 or shortened != start:
            break
        placed.append((at, at + len(key), form))
    return placed


def _restored(data: bytes, narrow: bytes, found: Sequence[Raw]) -> Iterator[Raw]:
    """Give matches in the shortened bytes their places in the whole, and yield those that are not the form itself.

    `narrow` is what was shortened: the data, with narrow letters for wide ones.
    """
    runs = [match.span() for match in _DROPPED_RUN.finditer(narrow)]
    dropped = list(accumulate((end - start for start, end in runs), initial=0))
    borders = [start - before for (start, _), before in zip(runs, dropped, strict=False)]
    for start, end, form in found:
        # Behind what was dropped at its own start, and before what was dropped at its end.
        first = start + dropped[bisect_right(borders, start)]
        last = end - 1 + dropped[bisect_right(borders, end - 1)] + 1
        if form.kind is not FormKind.SHIELD and data[first:last] != form.text.encode():
            yield first, last, form


def pieces(text: str, span: Span, form: str) -> tuple[Span, ...] | None:
    """Return the pieces of a broken form in `text`; None where what stands between them may not."""
    found: list[Span] = []
    at = span.start
    for letter in form.translate(_DROP).translate(_NARROW):
        start = at
        if found and text[at].translate(_NARROW) != letter:
            gap = GAP.match(text, at, span.end)
            at = gap.end() if gap else at
        if text[at : at + 1].translate(_NARROW) != letter:
            return None
        if found and at == start:
            found[-1] = Span(found[-1].start, at + 1)
        else:
            found.append(Span(at, at + 1))
        at += 1
    return tuple(found) if at == span.end else None


def is_respaced(text: str, parts: Sequence[Span]) -> bool:
    """Say whether nothing but blanks stands between the pieces, and only where Chinese characters meet others."""
    return all(
        not text[left.end : right.start].strip(BLANKS)
        and bool(HAN.match(text[left.end - 1])) != bool(HAN.match(text[right.start]))
        for left, right in pairwise(parts)
    )


def between(text: str, parts: Sequence[Span]) -> str:
    """Return what stands between the pieces of a form, all in one."""
    return "".join(text[left.end : right.start] for left, right in pairwise(parts))
