"""YAML text to a tree of checked nodes; every scalar stays text, every node knows its place.

The tree is built from parser events, not with `yaml.compose`: libyaml composes by recursion and
crashes the process on deep nesting, and composed nodes no longer show anchors.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summitalign.glossary.marks import find_colon, refuse_wide_blank
from summitalign.glossary.problems import ProblemLog, Severity

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 20_000_000
"""Largest glossary file, UTF-8 bytes."""
MAX_DEPTH = 50
"""Most collections inside one another."""

# YAML 1.1, 5.1: what the parser refuses too, but without telling where.
_UNREADABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
# A letter or digit first, so that no indicator opens the text; no colon and no number sign, so that nothing ends it.
_SIMPLE = re.compile(r"[^\W_](?:[\w ./+()-]{0,200}[\w./+()-])?")
_INDENTING_TAB = re.compile(r"^ *\t[ \t]*[^\s#]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text; `start` and `end` are code points of the file's text, quotes included."""

    text: str
    start: int
    end: int
    is_plain: bool = True
    """True without quotes, `|` or `>`."""


@dataclass(frozen=True, slots=True)
class ListNode:
    """A sequence; `end` is the end of its last item's content, or of its closing bracket."""

    items: tuple["Node", ...]
    start: int
    end: int
    is_flow: bool
    """True when written in brackets."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping with unique text keys, in file order."""

    pairs: tuple[tuple[ScalarNode, "Node"], ...]
    start: int
    end: int
    is_flow: bool

    def get(self, key: str) -> "Node | None":
        """Return the value of a key; None where the key is missing."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node = ScalarNode | ListNode | MapNode


@dataclass(slots=True)
class _Frame:
    """A collection that is still open."""

    is_map: bool
    start: int
    is_flow: bool
    children: list[Node] = field(default_factory=list)


def compose(text: str, log: ProblemLog) -> Node | None:
    """Read a YAML text without a byte order mark into nodes; problems go to `log`.

    Returns None for an empty document and where reading had to stop. Refuses files above 20 MB,
    nesting above 50 levels, tabs in indentation, aliases, anchors, tags, duplicate and non-text keys.
    """
    if not _is_readable(text, log):
        return None
    simple = _simple_map(text)
    if simple is not None:
        return simple
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    composer = _Composer(text, log)
    try:
        for event in yaml.parse(text, Loader=loader):
            if not composer.take(event):
                return None
    except (yaml.YAMLError, ValueError) as error:
        _log_syntax(error, text, log)
        return None
    return composer.root


def _simple_map(text: str) -> MapNode | None:
    """Read a plain map of plain one-line texts, which YAML can read in one way only; None for any other text.

    A glossary of 10,000 such lines is read eight times as fast as through the YAML parser.
    """
    pairs: dict[str, tuple[ScalarNode, Node]] = {}
    position = 0
    for line in text.split("\n"):
        key, colon, value = line.partition(": ")
        if colon and _SIMPLE.fullmatch(key) and _SIMPLE.fullmatch(value) and key not in pairs:
            start = position + len(key) + 2
            pairs[key] = ScalarNode(key, position, start - 2), ScalarNode(value, start, start + len(value))
        elif line and line[0] != "#":
            return None
        position += len(line) + 1
    if not pairs:
        return None
    found = tuple(pairs.values())
    return MapNode(found, found[0][0].start, found[-1][1].end, is_flow=False)


def _is_readable(text: str, log: ProblemLog) -> bool:
    """Say whether the text may go to the parser at all; log why not."""
    if len(text) > MAX_BYTES // 4 and len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        log.error(0, "the glossary is larger than 20 MB", "split it and join the parts with `include:`")
        return False
    is_printable = all(part.isprintable() for part in text.split("\n"))  # ten times as fast as to compile a pattern
    if not is_printable and (found := re.search(_UNREADABLE, text)) is not None:
        character = f"U+{ord(found.group()):04X}"
        log.error(found.start(), f"a character that no YAML file may hold: {character}", "delete it, or save as UTF-8")
        return False
    tabs = list(_INDENTING_TAB.finditer(text))
    for tab in tabs:
        log.error(tab.start(), "a tab in the indentation", "indent with spaces; YAML forbids tabs")
    return not tabs


def _log_syntax(error: Exception, text: str, log: ProblemLog) -> None:
    """Turn an error of the YAML parser into a problem with a place."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = mark.index if mark is not None else 0
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    is_about_a_key = any(part in reason for part in ("expected ':'", "mapping values", "<document start>"))
    if any(problem.severity is Severity.ERROR for problem in log.problems):
        return  # what is known already has thrown the parser off
    colon = find_colon(text, min(offset, len(text))) if is_about_a_key else None
    if colon is not None:
        log.error(*colon)
        return
    hint = "quote a text that begins or goes on with one of : # [ ] { } , & * ! | > % @ `"
    log.error(min(offset, len(text)), f"not YAML: {reason}", hint)


def _offset(mark: "yaml.Mark | yaml._yaml.Mark | None") -> int:
    """Return the code point a mark points at; events of the parser always have one."""
    return mark.index if mark is not None else 0


class _Composer:
    """Builds nodes from events; `take` returns False when reading has to stop."""

    def __init__(self, text: str, log: ProblemLog) -> None:
        self.root: Node | None = None
        self._text = text
        self._log = log
        self._open: list[_Frame] = []
        self._documents = 0

    def take(self, event: "yaml.Event") -> bool:
        """Handle one parser event."""
        import yaml

        start = _offset(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event, event.anchor, event.tag)
            self._add(self._scalar(event))
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._refuse_marks(event, event.anchor, event.tag)
            self._open.append(_Frame(isinstance(event, yaml.MappingStartEvent), start, bool(event.flow_style)))
            if len(self._open) > MAX_DEPTH:
                self._log.error(start, f"nested deeper than {MAX_DEPTH} levels", "a glossary needs five at most")
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._close(_offset(event.end_mark)))
        elif isinstance(event, yaml.AliasEvent):
            hint = "write the value out, or quote a text that begins with `*`"
            self._log.error(start, f"an alias, *{event.anchor}; a glossary has none", hint)
            self._add(ScalarNode("", start, _offset(event.end_mark)))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._log.error(start, "a second YAML document in the file", "remove the `---` line")
                return False
        return True

    def _refuse_marks(self, event: "yaml.Event", anchor: str | None, tag: str | None) -> None:
        start = _offset(event.start_mark)
        if anchor is not None:
            self._log.error(start, f"an anchor, &{anchor}; a glossary has none", "quote a text that begins with `&`")
        if tag is not None:
            self._log.error(start, f"a YAML tag, {tag}; a glossary has none", "quote a text that begins with `!`")

    def _scalar(self, event: "yaml.ScalarEvent") -> ScalarNode:
        start, end = _offset(event.start_mark), _offset(event.end_mark)
        if event.style in ("|", ">"):
            # The mark stands behind the line break and the blank lines that follow; with `+` these are content.
            raw = self._text[start:end]
            keeps_lines = "+" in raw.partition("\n")[0]
            end = start + len(raw.removesuffix("\n").removesuffix("\r") if keeps_lines else raw.rstrip())
        elif not event.style:
            refuse_wide_blank(event.value, start, self._log)
        return ScalarNode(event.value, start, end, not event.style)

    def _close(self, mark: int) -> Node:
        frame = self._open.pop()
        # Without a closing bracket (a block, or a single pair as in `[a: b]`) the mark is the start of whatever
        # follows, comments skipped.
        has_brackets = frame.is_flow and self._text[frame.start] in "[{"
        end = mark if has_brackets else max((child.end for child in frame.children), default=frame.start)
        if frame.is_map:
            return MapNode(self._pairs(frame.children), frame.start, end, frame.is_flow)
        return ListNode(tuple(frame.children), frame.start, end, frame.is_flow)

    def _pairs(self, children: list[Node]) -> tuple[tuple[ScalarNode, Node], ...]:
        first: dict[str, tuple[ScalarNode, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, ScalarNode):
                self._log.error(key.start, "a key that is not a text", "quote a text that begins with `[` or `{`")
            elif key.text in first:
                line = self._log.lines.line(first[key.text][0].start)
                self._log.error(key.start, f"the key '{key.text}' stands twice (first in line {line})")
            else:
                first[key.text] = (key, value)
        return tuple(first.values())

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
