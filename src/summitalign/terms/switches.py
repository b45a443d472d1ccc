"""Comments and settings in a document that switch the fixer off, and what is wrong with them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from summitalign.errors import InputError
from summitalign.markdown.front_matter import front_matter_end, front_matter_scalars
from summitalign.model.document import RegionKind
from summitalign.model.finding import Decision, Finding
from summitalign.model.span import LineIndex, Span

KEY = "summitalign"
"""The word without which a document holds no switch."""
UNUSED_DISABLE = "switch/unused-disable"
UNUSED_ENABLE = "switch/unused-enable"
_OFF = frozenset({"off", "false", "no"})
_ON = frozenset({"on", "true", "yes"})
_DISABLE, _ENABLE, _NEXT_LINE = "disable", "enable", "disable-next-line"
_VERBS = (_DISABLE, _ENABLE, _NEXT_LINE)
_OPENER = re.compile(rf"(?<!\\)(?:<!--|\{{/\*)\s{{0,20}}{KEY}-")
_MDX_CLOSER = re.compile(r"\*/\s{0,20}\}")


@dataclass(frozen=True, slots=True)
class Switch:
    """One comment, and the stretch that it closes."""

    span: Span
    """The whole comment."""
    verb: str
    """What stands behind `summitalign-`, known or not."""
    form: str = ""
    """The wrong form that is switched; all forms where it is empty."""
    stretch: Span | None = None
    """What a disable closes; None for an enable, and for a disable of what is closed already."""
    is_matched: bool = True
    """False for an enable that ends nothing."""


@dataclass(frozen=True, slots=True)
class Switches:
    """The switches of one text, in order."""

    text: str
    all: tuple[Switch, ...] = ()

    def closed(self, hits: Sequence[Span]) -> list[bool]:
        """Say of each hit whether it is switched off, or stands in a switch: `{/* summitalign-disable 珊瑚 */}`."""
        if not self.all:
            return [False] * len(hits)
        closed = _Stretches([(switch.span, "") for switch in self.all])
        for switch in self.all:
            if switch.stretch is not None:
                closed.add(switch.stretch, switch.form)
        return [closed.hold(hit, "") or closed.hold(hit, hit.of(self.text)) for hit in hits]

    def unused(self, hits: Sequence[Span]) -> tuple[Finding, ...]:
        """Report each disable that closes none of the hits, which are in order, and each enable that ends nothing."""
        found = []
        places: dict[str, list[Span]] = {"": list(hits)} if self.all else {}
        for hit in hits if self.all else ():
            places.setdefault(hit.of(self.text), []).append(hit)
        for switch in self.all:
            if switch.verb == _ENABLE and not switch.is_matched:
                what = f'"{switch.form}" is not' if switch.form else "nothing is"
                found.append(self._finding(switch, UNUSED_ENABLE, f"{what} off here"))
            elif switch.verb != _ENABLE and not _holds_any(switch.stretch, places.get(switch.form, ())):
                what = f'"{switch.form}"' if switch.form else "wrong form"
                reason = f"no {what} stands where this switches it off" if switch.stretch else "it is off already"
                found.append(self._finding(switch, UNUSED_DISABLE, reason))
        return tuple(found)

    def _finding(self, switch: Switch, code: str, reason: str) -> Finding:
        found = switch.span.of(self.text)
        return Finding(code, switch.span, found, (), "", Decision.SUGGEST, f"{reason}; take the comment out")


@lru_cache(maxsize=4)  # asked three times of each text
def _names_us(text: str) -> bool:
    return KEY in text


def is_switched_off(text: str) -> bool:
    """Say whether the front matter switches the whole document off: `summitalign: off`."""
    if not _names_us(text):
        return False
    return _setting(text) in _OFF


def _setting(text: str) -> str:
    """Return what the front matter says of us, in lower case; empty where it says nothing."""
    return dict(front_matter_scalars(text[: front_matter_end(text)])).get(KEY, "").lower()


def check_switches(text: str, source: str) -> None:
    """Raise InputError for the first comment whose keyword nobody knows, with its line and the nearest keyword.

    Passed over, it would leave its writer believing that a passage is safe; so would a misspelt `summitalign: off`.
    """
    if not _names_us(text):
        return
    setting = _setting(text)
    if setting and setting not in (*_OFF, *_ON):
        raise InputError(
            f"'{KEY}: {setting}' in the front matter says nothing", place=source, hint=f"write '{KEY}: off'"
        )
    if f"{KEY}-" not in text or setting in _OFF:
        return
    for span, verb, _ in _comments(text):
        if verb not in _VERBS:
            from difflib import get_close_matches

            near = get_close_matches(verb.lower(), _VERBS, n=1, cutoff=0.5)
            known = ", ".join(f"{KEY}-{each}" for each in _VERBS)
            raise InputError(
                f"unknown switch '{KEY}-{verb}'",
                place=source,
                line=LineIndex.build(text).line(span.start),
                hint=f"did you mean '{KEY}-{near[0]}'?" if near else f"the switches are {known}",
            )


def read_switches(text: str) -> Switches:
    """Read the comments of a text: `<!-- summitalign-disable [form] -->`, `-enable`, `-disable-next-line`.

    `{/* summitalign-disable */}` is the same in MDX. What stands in code is no switch. `-enable` without a form ends
    every stretch; what is never enabled again stays closed to the end. Unknown keywords are left out.
    """
    if not _names_us(text) or f"{KEY}-" not in text:
        return Switches(text)
    comments = [(span, verb, form) for span, verb, form in _comments(text) if verb in _VERBS]
    return Switches(text, tuple(_joined(text, comments)))


def _joined(text: str, comments: Sequence[tuple[Span, str, str]]) -> Iterator[Switch]:
    """Yield the switches with their stretches, in order."""
    open_since: dict[str, int] = {}
    ends: dict[int, int] = {}
    unmatched: set[int] = set()
    for number, (span, verb, form) in enumerate(comments):
        if verb == _DISABLE and form not in open_since:
            open_since[form] = number
            ends[number] = len(text)
        elif verb == _ENABLE:
            ended = [form] if form in open_since else [] if form else list(open_since)
            ends |= {open_since.pop(each): span.start for each in ended}
            if not ended:
                unmatched.add(number)
    for number, (span, verb, form) in enumerate(comments):
        stretch = Span(span.end, ends[number]) if number in ends else None
        if verb == _NEXT_LINE:
            stretch = _next_line(text, span.end)
        yield Switch(span, verb, form, stretch, number not in unmatched)


class _Stretches:
    """Stretches by form, which answer by a binary search whether one of them holds a span."""

    def __init__(self, stretches: Iterable[tuple[Span, str]]) -> None:
        self._by_form: dict[str, list[Span]] = {}
        self._ends: dict[str, list[int]] = {}
        for stretch, form in stretches:
            self.add(stretch, form)

    def add(self, stretch: Span, form: str) -> None:
        self._by_form.setdefault(form, []).append(stretch)

    def hold(self, span: Span, form: str) -> bool:
        if form not in self._by_form:
            return False
        if form not in self._ends:
            self._by_form[form].sort()
            # The furthest end so far: of those that begin before the span, one reaches behind it or none does.
            self._ends[form] = list(accumulate((stretch.end for stretch in self._by_form[form]), max))
        at = bisect_right(self._by_form[form], span.start, key=lambda stretch: stretch.start)
        return at > 0 and self._ends[form][at - 1] >= span.end


def _holds_any(stretch: Span | None, hits: Sequence[Span]) -> bool:
    if stretch is None:
        return False
    at = bisect_left(hits, stretch.start, key=lambda hit: hit.start)
    return at < len(hits) and hits[at].end <= stretch.end


@lru_cache(maxsize=2)  # checked first, and read when the forms are found
def _comments(text: str) -> tuple[tuple[Span, str, str], ...]:
    """Return span, keyword and form of every comment that is one, in order."""
    candidates = list(_candidates(text))
    if not candidates:
        return ()
    from summitalign.markdown.kinds import kinds_at

    kinds = kinds_at(text, [span.start for span, _ in candidates])
    found = []
    for (span, body), kind in zip(candidates, kinds, strict=True):
        if _is_comment(text[span.start], kind):
            verb, _, form = " ".join(body.split()).partition(" ")
            found.append((span, verb, form))
    return tuple(found)


def _candidates(text: str) -> Iterator[tuple[Span, str]]:
    """Yield span and inside of what looks like a switch; linear, however many comments are never closed."""
    position, missing = 0, set[str]()
    while len(missing) < 2 and (match := _OPENER.search(text, position)):
        opener = match[0][0]
        position = match.end()
        if opener in missing:
            continue
        start, end = _closer(text, position, opener)
        if end < 0:
            missing.add(opener)
            continue
        yield Span(match.start(), end), text[position:start]
        position = end


def _closer(text: str, at: int, opener: str) -> tuple[int, int]:
    """Return start and end of what closes a comment; (-1, -1) where nothing does."""
    if opener == "<":
        start = text.find("-->", at)
        return (start, start + 3) if start >= 0 else (-1, -1)
    match = _MDX_CLOSER.search(text, at)
    return match.span() if match else (-1, -1)


def _is_comment(opener: str, kind: RegionKind) -> bool:
    """Say whether what begins in a region is a comment; in code it is text that shows how to write one."""
    if opener == "<":
        return kind is RegionKind.HTML_COMMENT
    return kind in (RegionKind.PROSE, RegionKind.TEMPLATE, RegionKind.MARKUP)


def _next_line(text: str, at: int) -> Span:
    """Return the first line behind an offset that is not blank."""
    start = text.find("\n", at) + 1
    while start and start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            return Span(start, end)
        start = end + 1
    return Span(len(text), len(text))
