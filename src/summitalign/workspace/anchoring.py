"""Headings that other documents of the run link to: the links are written first, or the heading stays."""

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summitalign.errors import JournalError, SummitalignError, WriteError
from summitalign.formats.kinds import kind_of
from summitalign.model.span import Span
from summitalign.workspace.crossing import CROSSING, Crossings
from summitalign.workspace.encodings import check_way_back, decode, encode
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.read import Input

if TYPE_CHECKING:
    from summitalign.fix.linking import Moved
    from summitalign.workspace.linked_paths import LinkedPaths
    from summitalign.workspace.writing import Writer

_MAX_ROUNDS = 4


@dataclass(slots=True)
class Anchoring:
    """Lets the links of all documents of a run follow the headings that it changes.

    All documents are searched for links once, when the first anchor changes; a run without any pays nothing.
    """

    inputs: Sequence[Input]
    job: FixJob
    on_problem: Callable[[SummitalignError], None]
    """Is told of documents that are left in a state that nobody wants."""
    writer: "Writer | None" = None
    """Writes the links before the heading; None in report mode."""
    is_diff: bool = False
    """Whether each report builds on those before, as one diff of a document on another."""
    limit: str = ""
    """Why this run leaves headings alone that other documents link to; empty where it need not."""
    crossings: Crossings | None = None
    """Where the links are; None to look for them in the documents, whatever earlier runs have found."""
    _links: dict[str, dict[str, list[str]]] | None = None
    """For each absolute path of a document, and each anchor in it: the documents that link there."""
    _paths: "LinkedPaths | None" = None
    _work: Callable[[Input], Fixed] | None = None
    _passed: set[str] = field(default_factory=set)
    """Documents that have been reported."""
    _state: dict[str, bytes] = field(default_factory=dict)
    """Documents whose links have changed, as they are now; their bytes where nothing is written."""

    def follow(self, source: Input, fixed: Fixed) -> tuple[Fixed, tuple[Fixed, ...]]:
        """Return a fixed document, and the documents whose links follow its headings, which are written by now.

        Where a link cannot follow, its heading is suggested, with the reason.
        """
        if source.data is not None or len(self.inputs) < 2:
            return fixed, ()
        is_again = source.name in self._state
        if is_again:
            with contextlib.suppress(SummitalignError):  # the write of what was read before will say what is wrong
                fixed = self._again(source.name)
        self._passed.add(source.name)
        if fixed.outcome.touches_headings and fixed.is_changed and self._incoming(source.name):
            fixed, linking = self._settled(source.name, fixed)
        else:
            linking = ()
        if is_again and self.is_diff and fixed.is_changed:
            self._state[source.name] = encode(fixed.outcome.after, fixed.has_bom, fixed.encoding)
        return fixed, linking

    def is_linked(self, name: str) -> bool:
        """Say whether other documents link to a heading of a document."""
        return bool(self._incoming(name))

    def write(self, fixed: Fixed, linking: Sequence[Fixed]) -> None:
        """Write a fixed document, or else put the links back that follow its headings; raises as the writer does."""
        if self.writer is None:
            return
        try:
            self.writer.write(fixed)
        except SummitalignError:
            self._put_back(linking, fixed)
            raise

    def _settled(self, name: str, fixed: Fixed) -> tuple[Fixed, tuple[Fixed, ...]]:
        """Let links follow the headings of a document, or hold the headings back until none is left behind."""
        for _ in range(_MAX_ROUNDS):
            moved = _moved(fixed)
            linking = self._linking(name, moved) if moved else {}
            if not linking:
                return fixed, ()
            obstacle = self.limit
            try:
                obstacle = obstacle or self._obstacle(name, fixed)
                if not obstacle:
                    return fixed, self._relinked(fixed, linking, moved)
            except JournalError:  # nothing can be written any more
                raise
            except SummitalignError as error:
                obstacle = f"{error.place or 'a document'} links to this heading and {error.message}"
            anchors = {anchor for found in linking.values() for anchor in found}
            fixed = self.job.without(fixed, dict.fromkeys(_heading_spans(fixed, anchors), obstacle))
        return self.job.without(fixed, dict.fromkeys(_heading_spans(fixed, None), obstacle)), ()

    def _obstacle(self, name: str, fixed: Fixed) -> str:
        """Say why a document with a changed heading could not be written after all; nothing where it can."""
        if self.writer is None:
            return ""
        try:
            self.writer.check(name)
        except WriteError as error:
            return f"other documents link to this heading, and this one {error.message}"
        content = encode(fixed.outcome.before, fixed.has_bom, fixed.encoding)
        return "" if Input(name).read() == content else "other documents link to this heading, and this one has changed"

    def _incoming(self, name: str) -> Mapping[str, Sequence[str]]:
        """Return the anchors by which other documents link to a document, each with their names."""
        if self._links is None:
            self._links = {}
            crossings = self.crossings or Crossings(self.inputs, self.job.encoding)
            for linking, links in crossings.search().items():
                for path, anchor in links:
                    for target in self._candidates(linking, path):
                        self._links.setdefault(target, {}).setdefault(anchor, []).append(linking)
        here = os.path.abspath(name)  # noqa: PTH100 - a link must keep its own place
        return self._links.get(here, {})

    def _linking(self, name: str, moved: Mapping[str, "Moved"]) -> dict[str, set[str]]:
        """Return the other documents that link to one of some anchors of a document, each with those anchors."""
        found: dict[str, set[str]] = {}
        for anchor, names in self._incoming(name).items():
            for linking in names if anchor in moved else ():
                if linking != name:
                    found.setdefault(linking, set()).add(anchor)
        return found

    def _candidates(self, linking: str, path: str) -> frozenset[str]:
        if self._paths is None:
            from summitalign.workspace.linked_paths import LinkedPaths

            self._paths = LinkedPaths(source.name for source in self.inputs if source.data is None)
        return self._paths.candidates(linking, path)

    def _is_only(self, linking: str, path: str, name: str) -> bool:
        candidates = self._candidates(linking, path)
        if os.path.abspath(name) not in candidates:  # noqa: PTH100
            return False
        if len(candidates) > 1:
            raise WriteError(f"does not say which document '{path}' is", place=linking)
        return True

    def _relinked(
        self, fixed: Fixed, linking: Mapping[str, set[str]], moved: Mapping[str, "Moved"]
    ) -> tuple[Fixed, ...]:
        """Return the documents with their links changed, written; raises SummitalignError with none of them changed."""
        made = [self._with_links(other, fixed.outcome.source, moved) for other in linking]
        written: list[Fixed] = []
        try:
            for other in made if self.writer else ():
                self.writer.write(other)  # type: ignore[union-attr]
                written.append(other)
        except SummitalignError:
            self._put_back(written, fixed)
            raise
        for other in made:
            outcome = other.outcome
            if self.writer is not None:
                self._state[outcome.source] = b""
            elif self.is_diff:
                self._state[outcome.source] = encode(outcome.after, other.has_bom, other.encoding)
        return tuple(made)

    def _put_back(self, linking: Sequence[Fixed], fixed: Fixed) -> None:
        """Write documents as they were before their links changed, as the headings of another could not change."""
        if self.writer is None or self._is_there(fixed):
            return
        for other in reversed(linking):
            try:
                self.writer.take_back(other)
            except SummitalignError as error:
                message = f"has links to a heading that stays as it was, and does not get them back: {error.message}"
                hint = "fix-terms --undo takes them back"
                self.on_problem(WriteError(message, place=other.outcome.source, hint=hint))

    def _is_there(self, fixed: Fixed) -> bool:
        """Say whether a document has its new headings already: another run may have been faster."""
        from summitalign.markdown.headings import read_headings

        name = fixed.outcome.source
        try:
            text = decode(Input(name).read(), name, self.job.encoding).text
        except SummitalignError:
            return False
        anchors = {heading.anchor for heading in read_headings(text)}
        return anchors.issuperset(heading.anchor for heading in read_headings(fixed.outcome.after))

    def _with_links(self, name: str, to: str, moved: Mapping[str, "Moved"]) -> Fixed:
        from summitalign.fix.linking import relinked

        if kind_of(name) is not None:
            raise WriteError("is no Markdown, so that its links are left alone", place=name)
        if self.writer is not None:
            self.writer.check(name)
        data = self._now(name)
        content = decode(data, name, self.job.encoding)
        check_way_back(content, data, name)
        outcome = relinked(content.text, name, lambda path: self._is_only(name, path, to), moved)
        if outcome is None:
            raise WriteError("has the link where nothing is changed", place=name)
        return Fixed(outcome, content.has_bom, content.encoding)

    def _now(self, name: str) -> bytes:
        """Return what a document holds when it is reported next."""
        if self.is_diff and self.writer is None:
            if self._state.get(name):
                return self._state[name]
            if name in self._passed:
                fixed = self._again(name)
                if fixed.is_changed:
                    return encode(fixed.outcome.after, fixed.has_bom, fixed.encoding)
        return Input(name).read()

    def _again(self, name: str) -> Fixed:
        """Fix a document as it is by now: its links have changed since it was read."""
        if self._work is None:
            self._work = self.job.prepare()
        return self._work(Input(name, self._state.get(name) or None))


def links_out(fixed: Fixed) -> bool:
    """Say whether a changed document may link to headings of another one, and so may change once more."""
    return fixed.is_changed and CROSSING.search(fixed.outcome.after.encode("utf-8", "surrogatepass")) is not None


def moves_anchors(fixed: Fixed) -> bool:
    """Say whether a fixed document has a heading whose anchor changes."""
    from summitalign.fix.anchors import changes_anchors

    outcome = fixed.outcome
    if not (fixed.is_changed and outcome.touches_headings):
        return False
    return changes_anchors(outcome.before, outcome.findings, outcome.after)


def _moved(fixed: Fixed) -> dict[str, "Moved"]:
    """Return the anchors that a fixed document takes away, with what comes in their place."""
    from summitalign.fix.anchors import in_headings
    from summitalign.fix.linking import Moved
    from summitalign.markdown.headings import read_headings

    outcome = fixed.outcome
    touching = in_headings(outcome.before, outcome.findings)
    if not touching:
        return {}
    before, after = read_headings(outcome.before), read_headings(outcome.after)
    found: dict[str, Moved] = {}
    for old, new in zip(before, after, strict=False):
        if old.anchor == new.anchor or old.name:
            continue
        cause = next((each for each in touching if old.span.contains(each.span)), touching[0])
        title = new.span.of(outcome.after).split("\n")[0].strip("# \t\r")
        found.setdefault(
            old.anchor, Moved(new.anchor, cause.term, cause.found, f'the heading of {outcome.source} becomes "{title}"')
        )
    return found


def _heading_spans(fixed: Fixed, anchors: set[str] | None) -> Iterator[Span]:
    """Yield the spans of the APPLY findings in the headings with some anchors, or else in all headings."""
    from summitalign.fix.anchors import in_headings
    from summitalign.markdown.headings import read_headings

    outcome = fixed.outcome
    touching = in_headings(outcome.before, outcome.findings)
    places = [each.span for each in read_headings(outcome.before) if anchors is None or each.anchor in anchors]
    found = [
        finding.span
        for finding in touching
        if finding.fix and any(place.contains(edit.span) for edit in finding.fix.edits for place in places)
    ]
    # An anchor may change because another heading does, which takes its name.
    yield from found or [finding.span for finding in touching]
