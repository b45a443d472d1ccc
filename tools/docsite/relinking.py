"""Links of Markdown pages, from where they lie in the repository to where they lie on the site."""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from summitalign.fix.apply import apply_edits
from summitalign.model.document import Document, Link, LinkKind, SegmentKind
from summitalign.model.finding import Edit
from summitalign.model.span import Span

TWIN = ".zh"
"""What stands before the ending of a Chinese page."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the files of the repository lie on the site."""

    pages: Mapping[str, str]
    """Path of a Markdown file in the repository -> path of its page below the site; twins lead to the English page."""
    anchors: Mapping[str, Mapping[str, str]]
    """Path of a Markdown file -> its anchors, each with the anchor that its heading has on the site."""
    is_there: Callable[[str], bool]
    """Whether a path of the repository is that of a file or a folder."""
    is_folder: Callable[[str], bool]


def placed(document: Document, path: str, here: str, places: Places) -> str:
    """Return the text of a page with links that hold on the site, and with the anchors of its headings written out.

    `path` is where the document lies in the repository, `here` its page on the site. A link to another file of the
    repository, such as a source file, or to a folder becomes plain text: the site has none of them.
    """
    names = places.anchors[path]
    edits = [edit for link in document.links for edit in _edits(link, document, path, here, places)]
    edits += [Edit(Span(end, end), f" {{ #{names[anchor]} }}") for anchor, end in headings(document)]
    return apply_edits(document.text, edits)


def _edits(link: Link, document: Document, path: str, here: str, places: Places) -> list[Edit]:
    """Return what a link changes to; nothing for one that leads to the web."""
    if link.kind not in (LinkKind.FILE, LinkKind.ANCHOR):
        return []
    name, _, anchor = link.target.partition("#")
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(name))) if name else path
    fragment = places.anchors.get(file, {}).get(unquote(anchor), anchor)
    if file in places.pages:
        relative = posixpath.relpath(places.pages[file], posixpath.dirname(here) or ".") if name else ""
        return _retarget(link, document, f"{relative}#{fragment}" if anchor else relative)
    if file.startswith("docs/") and not places.is_folder(file):
        return _retarget(link, document, posixpath.relpath(file.removeprefix("docs/"), posixpath.dirname(here) or "."))
    if not places.is_there(file):
        raise SystemExit(f"{path}: no file {link.target}")
    return _unlinked(link)


def _retarget(link: Link, document: Document, target: str) -> list[Edit]:
    if target == link.target:
        return []
    place = document.text.find(link.target, link.text_span.end, link.span.end)
    if place < 0:
        raise SystemExit(f"{document.source}: cannot follow {link.span.of(document.text)}")
    return [Edit(Span(place, place + len(link.target)), target)]


def _unlinked(link: Link) -> list[Edit]:
    """Take away the brackets and the target; what was shown stays."""
    shown = link.text_span
    return [Edit(Span(link.span.start, shown.start), ""), Edit(Span(shown.end, link.span.end), "")]


def headings(document: Document) -> Iterator[tuple[str, int]]:
    """Yield the anchor of every heading, and where the heading ends."""
    for each in document.segments:
        if each.kind is SegmentKind.SECTION and each.anchor and not each.is_pseudo_heading:
            yield each.anchor, each.title_span.end


def anchors(document: Document, original: Document | None) -> dict[str, str]:
    """Return the anchors of a page and what they are on the site: those of the original, heading by heading.

    So a link that names an anchor holds in both languages, and so does the address of a section.
    """
    own = [anchor for anchor, _ in headings(document)]
    theirs = [anchor for anchor, _ in headings(original)] if original is not None else own
    return {**dict(zip(own, own, strict=True)), **dict(zip(own, theirs, strict=False))}
