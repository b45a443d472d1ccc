"""Badges: small pictures that show one figure of a report, drawn here, with nothing fetched."""

import re
from collections.abc import Iterator
from html import escape

from summitalign.report.corpus_digest import CorpusDigest
from summitalign.report.counting import percent
from summitalign.report.measures import coverage, value_of
from summitalign.report.width import width

_COLUMN = 6.7
"""Pixels of a column of text of 11 pixels; `textLength` makes it exact whatever font there is."""
_ODD = {"%": 11.8, "i": 3.1, "j": 3.8, "l": 3.1, "f": 3.9, "t": 4.3, "r": 4.7, "-": 4.5, " ": 3.9}
"""Pixels of characters that are much wider or narrower, in the fonts that are asked for."""
_MARGIN = 6
_HEIGHT = 20
_LABEL, _GOOD, _FAIR, _POOR, _NONE = "#444", "#256b2b", "#7a5600", "#a4231c", "#555"
"""All dark enough for white text: a contrast of 6 to 1 and more."""
_HIGH, _MIDDLE = 0.9, 0.6
"""Shares from which a badge is green, and amber."""


def badges(digest: CorpusDigest) -> Iterator[tuple[str, str]]:
    """Yield (file name, SVG) for the figures of a report, coverage in each language included."""
    yield "coverage.svg", _share("coverage", coverage(digest))
    for tag in sorted({pair.target_language for pair in digest.pairs}):
        name = re.sub(r"[^a-z]+", "-", tag.lower()).strip("-")
        yield f"coverage-{name}.svg", _share(f"coverage {tag}", coverage(digest, tag))
    for name in ("fixes", "suggestions", "unpaired"):
        count = int(value_of(digest, name) or 0)
        yield f"{name}.svg", badge(name, str(count), _FAIR if count else _GOOD)


def badge(label: str, value: str, colour: str) -> str:
    """Draw a label and a value beside each other, with the two as the text that a screen reader reads."""
    left, right = (round(sum(_ODD.get(letter, width(letter) * _COLUMN) for letter in text)) for text in (label, value))
    split, full = left + 2 * _MARGIN, left + right + 4 * _MARGIN
    name = escape(f"{label}: {value}")
    texts = "".join(
        f'<text x="{x}" y="14" textLength="{length}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
        for x, length, text in ((_MARGIN, left, label), (split + _MARGIN, right, value))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{full}" height="{_HEIGHT}" viewBox="0 0 {full} {_HEIGHT}"'
        f' role="img" aria-label="{name}"><title>{name}</title>'
        f'<rect width="{full}" height="{_HEIGHT}" rx="3" fill="{colour}"/>'
        f'<path d="M3 0H{split}V{_HEIGHT}H3A3 3 0 0 1 0 {_HEIGHT - 3}V3A3 3 0 0 1 3 0" fill="{_LABEL}"/>'
        f'<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">{texts}</g></svg>\n'
    )


def _share(label: str, share: float | None) -> str:
    if share is None:
        return badge(label, "none", _NONE)
    return badge(label, percent(share), _GOOD if share >= _HIGH else _FAIR if share >= _MIDDLE else _POOR)
