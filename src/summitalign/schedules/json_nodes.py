"""JSON with the place of every value: the standard library tells only where a text is broken."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from summitalign.errors import InputError
from summitalign.model.span import LineIndex, Span
from summitalign.schedules.values import Value

MAX_DEPTH = 100
"""Objects and lists in each other; schedules need ten."""
_TOKEN = re.compile(
    r'[ \t\r\n]*(?:([{}\[\]:,])|"([^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*)"|(true|false|null|-?[0-9][0-9.eE+-]*))'
)
_ESCAPED_LETTERS = re.compile(r"(?<!\\)((?:\\\\)*)((?:\\u[0-9a-fA-F]{4})+)")


@dataclass(frozen=True, slots=True)
class Node:
    """A value: its text where it is a string or a number, else what it holds."""

    span: Span
    """Without the quotation marks of a string."""
    text: str | None = None
    """None of an object, a list, `null` and truth values."""
    fields: dict[str, "Node"] = field(default_factory=dict)
    items: tuple["Node", ...] = ()

    def at(self, *names: str) -> "Node":
        """Return what stands under a path of names; an empty node where nothing does."""
        node = self
        for name in names:
            node = node.fields.get(name, NOTHING)
        return node

    def first(self, *names: str) -> "Node":
        """Return the first of some fields that holds anything."""
        found = (self.fields[name] for name in names if name in self.fields)
        return next((node for node in found if node.text or node.fields or node.items), NOTHING)

    def string(self) -> str:
        """Return the text, blanks folded; empty where it is none."""
        return " ".join((self.text or "").split())

    def value(self) -> Value | None:
        """Return the text with its place; None where it is none or blank."""
        return Value(self.text, self.span) if self.text and self.text.strip() else None

    def walk(self) -> Iterator["Node"]:
        """Yield the node and all below it, in the order of the text."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending += reversed([*node.fields.values(), *node.items])


NOTHING = Node(Span(0, 0))


def readable(text: str) -> str:
    r"""Return a JSON text with its letters beyond ASCII as letters: `André` for `Andr\u00e9`.

    They are an encoding, which many programs use for no need; lines stay as they are.
    """
    return _ESCAPED_LETTERS.sub(_letters, text) if "\\u" in text else text


def _letters(found: re.Match[str]) -> str:
    decoded = str(json.loads(f'"{found[2]}"'))
    return found[1] + "".join(_letter(letter) for letter in decoded)


def _letter(letter: str) -> str:
    if letter >= "\xa0" and letter.isprintable():
        return letter
    return f"\\u{ord(letter):04x}" if letter < "\x80" else json.dumps(letter)[1:-1]


def read_json(text: str, source: str, part: Span | None = None, lines: LineIndex | None = None) -> Node:
    """Read the JSON that stands in a part of a text; raises InputError with the line where it is broken.

    `lines` are those of the text, where they are known: a page may hold a thousand broken parts.
    """
    return _Reader(text, source, part or Span(0, len(text)), lines).read()


class _Reader:
    """Reads one JSON text without recursion, so that nesting cannot end the process."""

    def __init__(self, text: str, source: str, part: Span, lines: LineIndex | None) -> None:
        self.text, self.source, self.position, self.end, self.lines = text, source, part.start, part.end, lines
        self.opened: list[tuple[int, str, list[tuple[str, Node]], list[str]]] = []
        """Start, bracket, what is read, and the key that waits for its value, of each open object or list."""

    def read(self) -> Node:
        """Return the whole value."""
        while True:
            found = self._token()
            mark, is_string = found[1], found[2] is not None
            if mark and mark in "{[":
                self._open(found)
                continue
            if mark and mark in "}]" and self.opened and not self.opened[-1][2]:
                node = self._close(found)
            elif mark:
                raise self._error(found.start(1))
            else:
                node = self._leaf(found, is_string=is_string)
            while (rest := self._placed(node)) is not None:
                node = rest
            if not self.opened:
                return node

    def _placed(self, node: Node) -> Node | None:
        """Put a value where it belongs and read what follows; returns the closed value if that ends one."""
        if not self.opened:
            if self.text[self.position : self.end].strip():
                raise self._error(self.position)
            return None
        _, bracket, members, key = self.opened[-1]
        members.append((key.pop() if bracket == "{" else "", node))
        found = self._token()
        if found[1] == ",":
            if bracket == "{":
                self._key()
            return None
        if found[1] == ("}" if bracket == "{" else "]"):
            return self._close(found)
        raise self._error(found.start())

    def _open(self, found: re.Match[str]) -> None:
        if len(self.opened) >= MAX_DEPTH:
            raise self._error(found.start(1), f"is nested deeper than {MAX_DEPTH} levels")
        self.opened.append((found.start(1), found[1], [], []))
        following = _TOKEN.match(self.text, self.position, self.end)
        if found[1] == "{" and (following is None or following[1] != "}"):
            self._key()

    def _key(self) -> None:
        found = self._token()
        if found[2] is None:
            raise self._error(found.start())
        if self._token()[1] != ":":
            raise self._error(found.end())
        self.opened[-1][3].append(self._decoded(found))

    def _close(self, found: re.Match[str]) -> Node:
        start, bracket, members, _ = self.opened.pop()
        if (found[1] == "}") != (bracket == "{"):
            raise self._error(found.start(1))
        span = Span(start, found.end())
        if bracket == "{":
            return Node(span, fields=dict(members))
        return Node(span, items=tuple(node for _, node in members))

    def _leaf(self, found: re.Match[str], *, is_string: bool) -> Node:
        if is_string:
            return Node(Span(*found.span(2)), self._decoded(found))
        is_number = found[3] not in ("true", "false", "null")
        return Node(Span(*found.span(3)), found[3] if is_number else None)

    def _decoded(self, found: re.Match[str]) -> str:
        written = found[2]
        if "\\" not in written:
            return written
        try:
            decoded = str(json.loads(f'"{written}"'))
        except ValueError as error:
            raise self._error(found.start(2)) from error
        return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _token(self) -> re.Match[str]:
        found = _TOKEN.match(self.text, self.position, self.end)
        if found is None:
            raise self._error(self.position)
        self.position = found.end()
        return found

    def _error(self, at: int, problem: str = "") -> InputError:
        rest = self.text[at : self.end]
        shown = rest.strip()
        place = at + len(rest) - len(rest.lstrip()) if shown else len(self.text[: self.end].rstrip())
        seen = f"`{shown[:20].splitlines()[0]}` is not expected here" if shown else "it ends too early"
        line = (self.lines or LineIndex.build(self.text)).line(place)
        return InputError(problem or f"is not valid JSON: {seen}", place=self.source, line=line)
