"""The block of settings at the head of a document."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from summitalign.model.span import Span

if TYPE_CHECKING:
    from summitalign.markdown.front_matter_values import KeyedText

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_OPENERS = (*_FENCES, "{")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_KEY = re.compile(r"\s*(?:- |[\w\"'][^\r\n:]{0,80}:(?:\s|$))")
_SCALAR = re.compile(
    r"""^([A-Za-z_][\w.-]*)\s*[:=]\s*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s#\[{&*|>!%@`][^\r\n]*?))?(?:\s+\#[^\r\n]*)?\s*$"""
)


def front_matter_end(text: str) -> int:
    """Return the offset behind the front matter, 0 where there is none.

    YAML between `---` lines, TOML between `+++` lines, or a JSON object, always at offset 0. What
    follows an opening `---` must look like settings, so that a thematic break is not swallowed.
    """
    # Most texts have none, and to look for one that is known takes as long as to read all of it.
    return _front_matter_end(text) if text.startswith(_OPENERS) else 0


@lru_cache(maxsize=8)
def _front_matter_end(text: str) -> int:
    first = _LINE.match(text)
    opener = first[0].rstrip() if first else ""
    if opener not in _FENCES or first is None:
        return _json_end(text)
    position = first.end()
    if opener == "---" and not _looks_like_yaml(text, position):
        return 0
    while position < len(text):
        line = _LINE.match(text, position)
        if line is None:
            return 0
        if line[0].rstrip() in _FENCES[opener]:
            return line.end()
        position = line.end()
    return 0


def _looks_like_yaml(text: str, position: int) -> bool:
    """Say whether settings follow: no blank line first, and a `key:` or a list item before long.

    A broken first line must not make prose of the rest.
    """
    lines = re.split(r"\r\n|\n|\r", text[position : position + 2_000])
    if not lines[0].strip():
        return False
    for line in lines:
        if line.rstrip() in ("---", "..."):
            return line is lines[0]
        if _KEY.match(line):
            return True
    return False


def _json_end(text: str) -> int:
    import json

    if not re.match(r'\{\s*"', text):
        return 0
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return 0
    line = _LINE.match(text, end)
    return line.end() if isinstance(value, dict) and line and not line[0].strip() else 0


def front_matter_scalars(block: str) -> tuple[tuple[str, str], ...]:
    """Return the top-level keys of a front matter that have a plain one-line value, in order."""
    found = []
    for line in re.split(r"\r\n|\n|\r", block):
        match = _SCALAR.match(line)
        if match:
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found.append((match[1], value.strip()))
    return tuple(found)


def prose_values(block: str, keys: tuple[str, ...]) -> tuple[Span, ...]:
    """Return where the values of the given top-level keys stand, as far as each surely is one plain text.

    `block` is a front matter from its first line on. Quotes and escapes are no part of a value.
    """
    return tuple(span for key, span in _texts(block) if key in keys) if keys and block else ()


def edited_keys(block: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the keys whose values hold one of the spans."""
    wanted = [span for span in spans if span.start < len(block)]
    texts = tuple(_texts(block)) if wanted else ()
    return tuple({key: None for key, text in texts if any(text.contains(span) for span in wanted)})


def _texts(block: str) -> "Iterator[KeyedText]":
    from summitalign.markdown.front_matter_values import json_texts, toml_texts, yaml_texts

    if block.startswith("---"):
        return yaml_texts(block)
    return toml_texts(block) if block.startswith("+++") else json_texts(block)


def blanked(block: str, keys: tuple[str, ...]) -> str:
    """Return a front matter with a mark in place of each text that the given keys may have edited.

    Two front matters that are equal so have the same keys and the same other values, and what was edited
    reads as a text still: a value that does not is not replaced by the mark, and stands in the way.
    """
    pieces: list[str] = []
    position = 0
    for span in prose_values(block, keys):
        pieces += [block[position : span.start], "\0"]
        position = span.end
    return "".join((*pieces, block[position:]))
