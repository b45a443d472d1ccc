"""Code of template languages in a text: Liquid, Jinja, Hugo, Hexo, ERB, and the modules and comments of MDX."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from summitalign.model.span import Span

_PAIRS = (("{%", "%}"), ("{{", "}}"), ("{*", "*}"), ("{/*", "*/}"), ("<%", "%>"))
_VERBATIM = "highlight|codeblock|code|raw|verbatim|comment|math|mermaid|plantuml|jsfiddle|include_code"
_CODE_TAG = re.compile(rf"\{{[{{%][<%]?-?\s*({_VERBATIM})\b[^%}}\r\n]*[%>}}]\}}{{1,2}}", re.IGNORECASE)
_MODULE = re.compile(
    r"^(?:import\s+(?:[\w$*{][^\r\n]{0,300}?\bfrom\s+['\"]|['\"]|\{[^\r\n}]*$)"
    r"|export\s+(?:const|default|let|var|function|async|class|type|interface|\*|\{))",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r|\Z)")
_NEXT = re.compile(r"[ \t\r\n]*")
_LINE_END = re.compile(r"\r\n|\n|\r|\Z")


def templates(text: str, start: int, code: Sequence[Span]) -> Iterator[Span]:
    """Yield the tags of templates in `text[start:]`.

    `code` are the stretches of code, in order: what opens inside one opens nothing.
    """
    for opener, closer in _PAIRS:
        if opener in text:
            yield from delimited(text, opener, closer, start, code)
    if "{#" in text:
        yield from _jinja_comments(text, start)


def delimited(text: str, opener: str, closer: str, start: int, code: Sequence[Span]) -> Iterator[Span]:
    """Yield spans from an opener to the next closer; linear, as without a closer there is no second search."""
    starts = [span.start for span in code]
    position = text.find(opener, start)
    while position >= 0:
        at = bisect_right(starts, position) - 1
        if at >= 0 and position < code[at].end:
            position = text.find(opener, max(position + 1, code[at].end))
            continue
        close = text.find(closer, position + len(opener))
        if close < 0:
            return
        yield Span(position, close + len(closer))
        position = text.find(opener, close + len(closer))


def _jinja_comments(text: str, start: int) -> Iterator[Span]:
    """Yield `{# ... #}`; a heading id, `{#name}`, opens none."""
    position, brace = text.find("{#", start), -1
    while position >= 0:
        if brace < position:
            brace = text.find("}", position)
        if brace < 0:
            return
        end = brace + 1 if text[brace - 1] == "#" and brace - position > 2 else -1
        if end < 0 and text[position + 2 : position + 3] in (" ", "-", "\n", "\r", "\t"):
            end = text.find("#}", position + 2) + 2
            if end < 2:
                return
        if end > 0:
            yield Span(position, end)
        position = text.find("{#", max(end, position + 2))


def template_code(text: str, start: int) -> Iterator[Span]:
    """Yield the bodies of template tags that hold code or a comment; a tag that is never closed holds nothing."""
    closers: dict[str, re.Pattern[str]] = {}
    absent: set[str] = set()
    ended = start
    for match in _CODE_TAG.finditer(text, start):
        name = match[1].lower()
        if match.start() < ended or name in absent:
            continue
        closer = closers.setdefault(name, re.compile(rf"\{{[{{%][<%]?-?\s*(?:end|/\s*){name}\b"))
        close = closer.search(text, match.end())
        if close is None:
            absent.add(name)
            continue
        yield Span(match.end(), close.start())
        ended = close.start()


def modules(text: str, start: int, code: Sequence[Span]) -> Iterator[Span]:
    """Yield the `import` and `export` statements of MDX, of however many lines.

    A statement ends at a blank line; one whose brackets are still open goes on where the next line is
    indented or begins with a closing bracket.
    """
    starts = [span.start for span in code]
    ended = counted = stop = start
    depth = 0
    """Brackets that stay open from `counted` to `stop`, the end of its paragraph."""
    for match in _MODULE.finditer(text, start):
        begin = match.start()
        at = bisect_right(starts, begin) - 1
        if begin < ended or (at >= 0 and begin < code[at].end):
            continue
        if begin < stop:  # a paragraph of many statements is counted once
            depth -= _open_brackets(text[counted:begin])
        else:
            stop = _paragraph_end(text, begin)
            depth = _open_brackets(text[begin:stop])
        counted = begin
        # What follows on the next line of the paragraph may be prose: only an open statement takes further lines.
        ended = _last_line_of_statement(text, begin, stop) if depth <= 0 else _statement_end(text, stop, depth)
        yield Span(begin, ended)


def _paragraph_end(text: str, at: int) -> int:
    blank = _BLANK_LINE.search(text, at)
    return blank.start() if blank else len(text)


def _statement_end(text: str, stop: int, depth: int) -> int:
    """Return the end of a statement with open brackets at the end of its first paragraph."""
    while depth > 0:
        following = _NEXT.match(text, stop)
        at = following.end() if following else stop
        if at >= len(text) or not (text[at] in "}])" or text[at - 1] in " \t"):
            return stop
        stop = _paragraph_end(text, at)
        depth += _open_brackets(text[at:stop])
    return stop


def _last_line_of_statement(text: str, start: int, stop: int) -> int:
    """Return the end of the line on which all brackets that the statement opens are closed."""
    depth, position = 0, start
    while position < stop:
        line = _LINE_END.search(text, position, stop)
        end = line.start() if line else stop
        depth += _open_brackets(text[position:end])
        if depth <= 0:
            return end
        position = line.end() if line and line.end() > position else stop
    return stop


def _open_brackets(line: str) -> int:
    opened = line.count("{") + line.count("(") + line.count("[")
    return opened - line.count("}") - line.count(")") - line.count("]")
