"""Names and titles that were decoded in the wrong encoding on their way here: `JosÃ©` for `José`."""

import re
from collections.abc import Callable
from dataclasses import replace

from summitalign.model.document import Remark, Speaker, Talk
from summitalign.model.span import Span

# What the first byte of a UTF-8 character became, and the second: in Windows-1252 and Latin-1, Mac Roman, and
# Windows-1251, where the second is no letter of Russian. Only texts that hold such a pair are looked at closely.
_SUSPECT = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    r"|[√ƒ≈∆‚¬«»]\S|[РСВГвг][\u00a0-\u00bf\u0402-\u040f\u0452-\u045f\u0490\u0491\u2013-\u203a\u20ac\u2122]"
)
_MAC_SIGN = re.compile(r"‚[\u0080-\uffff]{2}")
"""A sign of three bytes such as `™`, which is too short for the statistics of ftfy."""


def mended(text: str) -> str:
    """Return a text as it was before it was decoded in the wrong encoding; the same text where it was not."""
    if _SUSPECT.search(text) is None:
        return text
    import ftfy

    return _MAC_SIGN.sub(_mac_sign, ftfy.fix_encoding(text))


def _mac_sign(found: re.Match[str]) -> str:
    try:
        return found[0].encode("mac_roman").decode()
    except UnicodeError:
        return found[0]


def mend_talk(talk: Talk, span: Span) -> tuple[Talk, tuple[Remark, ...]]:
    """Return a talk with its fields mended, and a remark at `span` for each that was."""
    remarks: list[Remark] = []

    def mend(text: str) -> str:
        found = mended(text)
        if found != text:
            remarks.append(
                Remark(span, f"`{_clipped(text)}` is read as `{_clipped(found)}`: its encoding was mistaken")
            )
        return found

    return _with_fields(talk, mend), tuple(remarks)


def _with_fields(talk: Talk, mend: Callable[[str], str]) -> Talk:
    return replace(
        talk,
        title=mend(talk.title),
        speakers=tuple(Speaker(mend(one.name), mend(one.role), one.links) for one in talk.speakers),
        session=mend(talk.session),
        room=mend(talk.room),
        abstract=mend(talk.abstract),
    )


_SHOWN = 60
"""Code points of a text that a remark shows."""


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
