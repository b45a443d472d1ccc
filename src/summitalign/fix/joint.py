"""Proof of edits outside of prose: labels and the fragments of links may change as declared, and nothing else."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from summitalign.fix.apply import Retraced
from summitalign.markdown.rendering import Rendered, renders_alike
from summitalign.markdown.structure import outline, structure
from summitalign.model.finding import Edit, Finding
from summitalign.model.span import Span

_FRAGMENT = re.compile(r"#[^\s<>\"'()#]*\Z")
_LONGEST = 500
"""Code points before an edit within which its fragment begins."""
_HREF = re.compile(r"(\bhref\s*=\s*[\"']?[^\"'\s>#]*#)[^\"'\s>]*", re.IGNORECASE)
_BY_LABEL = ("Reference", "Collapsed", "Shortcut")


def joint_spans(findings: Sequence[Finding]) -> tuple[Span, ...]:
    """Return where findings change a label or a fragment."""
    return tuple(span for finding in findings if finding.fix for span in finding.fix.joint)


def is_same_but_joint(
    before: str, after: str, edits: Sequence[Edit], joint: Sequence[Span], keys: tuple[str, ...]
) -> bool:
    """Say whether a text and its edited form differ in prose only, and in what the joint edits change.

    A link whose label is among them still has its destination and title; one whose fragment is, still leads to the
    same document. Where the fragment leads to in it is for the caller to say.
    """
    if renders_alike(Rendered.of(before), Rendered.of(after), edits, joint):
        return True
    fragments = frozenset(span for span in joint if _FRAGMENT.search(before, max(span.start - _LONGEST, 0), span.start))
    tags, others = structure(before, keys=keys), structure(after, keys=keys)
    if fragments:
        tags, others = _HREF.sub(r"\1", tags), _HREF.sub(r"\1", others)
    if tags != others:
        return False
    labels = [span for span in joint if span not in fragments]
    read = _link_reader(labels, fragments)
    return outline(after, retrace=Retraced(edits).span, link=read) == outline(before, link=read)


def _link_reader(labels: Iterable[Span], fragments: Collection[Span]) -> Callable[[Span, Any], object]:
    in_label, in_fragment = _overlapping(labels), _overlapping(fragments)

    def read(span: Span, fields: Any) -> object:
        if isinstance(fields, str):  # a tag
            return _HREF.sub(r"\1", fields) if fragments else fields
        kind, target, title, name = (fields[key] for key in ("link_type", "dest_url", "title", "id"))
        if in_label(span):
            name = None
        # The fragment of a reference stands in its definition.
        if fragments and (kind in _BY_LABEL or in_fragment(span)):
            target = target.partition("#")[0]
        return kind, target, title, name

    return read


def _overlapping(spans: Iterable[Span]) -> Callable[[Span], bool]:
    """Return what says whether one of some spans, none of which overlaps another, shares a code point with a span."""
    ordered = sorted(spans)
    ends = [each.end for each in ordered]

    def holds(span: Span) -> bool:
        at = bisect_left(ends, span.start + 1)
        return at < len(ends) and ordered[at].start < span.end

    return holds
