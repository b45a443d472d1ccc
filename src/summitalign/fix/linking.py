"""Links from one document to the headings of another: they follow a heading that changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from summitalign.fix.guard import safe_fixes
from summitalign.markdown.fragments import Anchorage, Fragment, fragments
from summitalign.model.document import RegionKind
from summitalign.model.finding import Applicability, Decision, Edit, Evidence, Finding, Fix
from summitalign.model.outcome import Outcome

LINK_CODE = "link/anchor"


@dataclass(frozen=True, slots=True)
class Moved:
    """A heading whose anchor changes."""

    anchor: str
    """The new anchor."""
    term: str
    """Id of the term entry whose fix changes it."""
    form: str
    """The wrong form that the fix takes away."""
    reason: str
    """What people are told of it."""


def relinked(text: str, source: str, leads_there: Callable[[str], bool], moved: Mapping[str, Moved]) -> Outcome | None:
    """Let the links of a document follow headings of another one, by their anchors before.

    `leads_there` says of the path of a link, without its fragment, whether it is that of the other document. None
    where a link cannot follow: it stands in code or in a template, or its edit does not prove safe.
    """
    found: list[Finding] = []
    anchorage = Anchorage(text)
    for fragment in fragments(text):
        if not fragment.path or fragment.anchor not in moved or not leads_there(fragment.path):
            continue
        if anchorage.is_open(fragment):
            found.append(_finding(text, fragment, moved[fragment.anchor]))
        elif anchorage.kind_at(fragment.span.start - 1) is not RegionKind.HTML_COMMENT:
            return None
    proven, after = safe_fixes(text, found)
    if any(finding.decision is not Decision.APPLY for finding in proven):
        return None
    return Outcome(source, proven, text, after)


def _finding(text: str, fragment: Fragment, moved: Moved) -> Finding:
    written = fragment.span.of(text)
    put = quote(moved.anchor) if "%" in written else moved.anchor
    fix = Fix((Edit(fragment.span, put),), Applicability.SAFE, joint=(fragment.span,))
    return Finding(
        code=LINK_CODE,
        span=fragment.span,
        found=written,
        use=(put,),
        term=moved.term,
        decision=Decision.APPLY,
        reason=moved.reason,
        evidence=(Evidence("heading", moved.form, 0.0),),
        fix=fix,
    )
