"""Strings of JSON where they stand in a text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from summitalign.formats.pieces import Pieces

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)
_PIECE = re.compile(r"[^\\]+|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_COMMON = {"\\n": "\n", '\\"': '"', "\\\\": "\\", "\\t": "\t"}
_SURROGATES = re.compile("[\ud800-\udfff]")

Path = tuple[str | int, ...]
"""Keys and numbers that lead to a value."""


@dataclass(frozen=True, slots=True)
class JsonString:
    """A string that is a value, with its quotes."""

    path: Path
    start: int
    end: int


def strings(raw: str) -> Iterator[JsonString]:
    """Yield the strings of a JSON text that are values, in order; the text has to be JSON."""
    path: list[str | int] = []
    is_key = False
    """Whether the next string is a key."""
    for token in _TOKEN.finditer(raw):
        sign = token[0]
        if sign == "{":
            path.append("")
            is_key = True
        elif sign == "[":
            path.append(0)
            is_key = False
        elif sign in "}]":
            path.pop()
        elif sign == ",":
            last = path[-1]
            is_key = isinstance(last, str)
            if not isinstance(last, str):
                path[-1] = last + 1
        elif sign == ":":
            is_key = False
        elif sign[0] == '"' and is_key:
            path[-1] = json.loads(sign)
        elif sign[0] == '"':
            yield JsonString(tuple(path), token.start(), token.end())


def add_string(pieces: Pieces, start: int, end: int) -> None:
    """Add what a string between two quotes means."""
    for piece in _PIECE.finditer(pieces.raw, start, end):
        if piece[0][0] != "\\":
            pieces.add(*piece.span())
        else:
            # Half of a pair has no letter.
            meant = _COMMON.get(piece[0]) or _SURROGATES.sub("\ufffd", json.loads(f'"{piece[0]}"'))
            pieces.escape(meant, *piece.span())


@dataclass(frozen=True, slots=True)
class JsonEscaping:
    """Writes into strings of JSON."""

    is_ascii: bool = False
    """Whether the file writes other letters as escapes."""

    def escape(self, text: str) -> str:
        """Return how a text is written between the quotes."""
        return json.dumps(text, ensure_ascii=self.is_ascii)[1:-1]

    def unescape(self, raw: str) -> str:
        """Return the text that stands between the quotes."""
        return str(json.loads(f'"{raw}"'))
