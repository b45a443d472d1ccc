"""Names of pages, of places on them, and of languages as HTML has them."""

import re
from bisect import bisect_right
from hashlib import sha256

from summitalign.model.language import UNDETERMINED, Detection
from summitalign.model.span import Span


def pair_path(source: str, target: str) -> str:
    """Name the page of two documents, by their paths: `pairs/release-notes-1f0a93c2d4.html`.

    The name does not depend on what other pairs there are, so links and unchanged pages stay.
    """
    stem = target.replace("\\", "/").rsplit("/", 1)[-1]
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower().removesuffix(".md"))[:60].strip("-") or "pair"
    digest = sha256(f"{source}\0{target}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"pairs/{slug}-{digest[:10]}.html"


def detail_path(page: str) -> str:
    """Name the data file of a pair's page."""
    return page.removesuffix(".html") + ".js"


def page_id(side: str, segment_id: str) -> str:
    """Return the id of a segment on its page; letters, digits and hyphens only."""
    return f"{side}-{re.sub(r'[^A-Za-z0-9-]', '-', segment_id)}"


def lang_at(detection: Detection, span: Span) -> str:
    """Return the tag of the stretch that a span begins in, else of the document; empty where it is unknown."""
    place = bisect_right(detection.segments, span.start, key=lambda part: part.span.start) - 1
    part = detection.segments[place] if place >= 0 else None
    if part and span.start < part.span.end and part.tag != UNDETERMINED:
        return part.tag
    return lang_of(detection.tag)


def lang_of(tag: str) -> str:
    """Return a tag as HTML's `lang` has it, where an unknown language is an empty text."""
    return "" if tag == UNDETERMINED else tag
