"""Comments and settings in a document that switch the fixer off."""

import re
from dataclasses import dataclass

from summitalign.markdown.front_matter import front_matter_end, front_matter_scalars
from summitalign.model.span import Span

_KEY = "summitalign"
_COMMENT = re.compile(
    r"<!--[ \t]*summitalign-(?P<verb>disable-next-line|disable|enable)(?:[ \t]+(?P<form>[^\r\n]*?))?[ \t]*-->"
)
_OFF = frozenset({"off", "false", "no"})


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Stretches of a text where nothing, or one form, is to be found."""

    text: str
    stretches: tuple[tuple[Span, str], ...] = ()
    """A stretch and the form that it is closed to; all forms where that is empty."""

    def covers(self, span: Span) -> bool:
        """Say whether a hit lies where its form is switched off."""
        found = span.of(self.text)
        return any(stretch.contains(span) and form in ("", found) for stretch, form in self.stretches)


def is_switched_off(text: str) -> bool:
    """Say whether the front matter switches the whole document off: `summitalign: off`."""
    if _KEY not in text:
        return False
    settings = dict(front_matter_scalars(text[: front_matter_end(text)]))
    return settings.get(_KEY, "").lower() in _OFF


def switched_off(text: str) -> SwitchedOff:
    """Read the comments of a text: `<!-- summitalign-disable [form] -->`, `-enable`, `-disable-next-line`.

    `-enable` without a form ends every stretch; what is never enabled again stays closed to the end.
    """
    if f"{_KEY}-" not in text:
        return SwitchedOff(text)
    open_since: dict[str, int] = {}
    stretches: list[tuple[Span, str]] = []
    for match in _COMMENT.finditer(text):
        verb, form = match["verb"], (match["form"] or "").strip()
        if verb == "disable":
            open_since.setdefault(form, match.end())
        elif verb == "disable-next-line":
            stretches.append((_next_line(text, match.end()), form))
        else:
            for ended in [form] if form else list(open_since):
                if ended in open_since:
                    stretches.append((Span(open_since.pop(ended), match.start()), ended))
    stretches.extend((Span(start, len(text)), form) for form, start in open_since.items())
    return SwitchedOff(text, tuple(stretches))


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
