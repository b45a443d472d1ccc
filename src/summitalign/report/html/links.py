"""Which links of a document may become links of a page."""

import re

from summitalign.model.document import Link

# An allow-list: browsers drop tabs and newlines inside a scheme (`java\tscript:`), so a deny-list can be walked around.
_SAFE_TARGET = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20\x7f\\]+", re.IGNORECASE)


def safe_href(target: str) -> str:
    """Return a destination that a page may link to, or an empty text: only http, https and mailto pass."""
    return target if _SAFE_TARGET.fullmatch(target) else ""


def file_name(target: str) -> str:
    """Name what a destination leads to by the last part of its path."""
    return re.split(r"[?#]", target)[0].rstrip("/").rsplit("/", 1)[-1][:80]


def time_stamp(seconds: int) -> str:
    """Write seconds into a video as people read them: `19:52`, `1:02:05`."""
    minutes, second = divmod(max(seconds, 0), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def link_label(link: Link) -> str:
    """Name a link without text of its own by what it leads to, without scheme."""
    return re.sub(r"^[a-z]+:/*", "", link.target, flags=re.IGNORECASE)
