"""Making the fixes that a person has decided on, with the same proof as those that are beyond doubt."""

from collections.abc import Mapping, Sequence

from summitalign.fix.anchors import LINKED, in_headings, lost_links, with_links, without_links
from summitalign.fix.guard import hold_back, safe_fixes
from summitalign.model.finding import Finding
from summitalign.model.span import Span


def accepted(text: str, findings: Sequence[Finding], held: Mapping[Span, str]) -> tuple[tuple[Finding, ...], str]:
    """Apply the APPLY findings, but for those at the places `held`; return all findings and the new text.

    The right form of a heading may be another one than was proposed, so the links to it are found once more.
    """
    reasons = dict(held)
    while True:
        found = hold_back(without_links(text, findings), reasons)
        touching = in_headings(text, found)
        found, stuck = with_links(text, found)
        reasons |= dict.fromkeys(stuck, LINKED)
        proven, after = safe_fixes(text, hold_back(found, reasons))
        lost = lost_links(text, proven, after) if touching else frozenset()
        if not lost:
            return proven, after
        reasons |= dict.fromkeys(lost, LINKED)
