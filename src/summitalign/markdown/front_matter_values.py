"""Where the values of a front matter stand that are one plain text each."""

import re
from collections.abc import Iterator

from summitalign.model.span import Span

KeyedText = tuple[str, Span]
"""A key, and its value or a piece of it."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_KEY = re.compile(r"(?P<quote>[\"']?)(?P<key>[\w][\w.-]*)(?P=quote)[ \t]*(?P<sign>[:=])(?:[ \t]+|(?=[\r\n]|\Z)|(?<==))")
_COMMENT = r"[ \t]*(?:[ \t]\#[^\r\n]*)?(?:\r\n|\n|\r|\Z)"
_TOML_COMMENT = r"[ \t]*(?:\#[^\r\n]*)?(?:\r\n|\n|\r|\Z)"
_YAML = re.compile(
    rf"""(?:"(?P<double>(?:[^"\\\r\n]|\\["\\/0abtnvfre_ NLP]|\\x[0-9A-Fa-f]{{2}}|\\u[0-9A-Fa-f]{{4}})*)"
    |'(?P<single>(?:[^'\r\n]|'')*)'
    |(?P<block>[>|][+-]?)
    |(?P<plain>(?![-?:](?:\s|\Z))[^\s,\[\]{{}}\#&*!|>'"%@`][^\r\n]*?)){_COMMENT}""",
    re.VERBOSE,
)
_TOML = re.compile(
    rf"""(?:"(?!"")(?P<double>(?:[^"\\\r\n]|\\["\\btnfr]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*)"
    |'(?!'')(?P<single>[^'\r\n]*)'){_TOML_COMMENT}""",
    re.VERBOSE,
)
_NO_TEXT = re.compile(
    r"[~=]|<<|(?:null|true|false|yes|no|on|off|y|n)|[-+]?[0-9][0-9_,.:eExXoO+a-fA-F-]*(?:[Tt ][0-9:.Z+ -]*)?"
    r"|[-+]?\.(?:inf|nan|[0-9].*)",
    re.IGNORECASE,
)
"""What YAML reads as a number, a date, a truth value or nothing."""
_NO_PLAIN = re.compile(r":(?: |\Z)| \#|\t")
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]')


def yaml_texts(block: str) -> Iterator[KeyedText]:
    """Yield the texts of top-level keys, without quotes; an escape parts a text in two.

    Only what any reader of YAML takes for a text on one line, or a block scalar. Behind a value that is
    not closed on its line nothing is sure, so nothing more is yielded.
    """
    position = _LINE.match(block).end()  # type: ignore[union-attr]
    while position < len(block):
        line = _LINE.match(block, position)
        if line is None or line.end() == position:
            return
        key = _KEY.match(block, position)
        following = line.end()
        if key is None or key["sign"] != ":":
            if _is_open(line[0]):
                return
            position = following
            continue
        value = _YAML.match(block, key.end())
        if value is not None and value["block"]:
            following, spans = _block_scalar(block, value.end())
        elif value is not None and value.end() <= line.end() and not _goes_on(block, value.end()):
            spans = list(_one_line(value))
        elif _is_open(block[key.end() : line.end()]):
            return
        else:
            spans = []
        yield from ((key["key"], span) for span in spans)
        position = following


def _one_line(value: re.Match[str]) -> Iterator[Span]:
    group = next((name for name in ("double", "single", "plain") if value[name]), None)
    if group is None or _ODD.search(value[group]):
        return
    if group == "plain":
        plain = value["plain"]
        if not _NO_TEXT.fullmatch(plain) and not _NO_PLAIN.search(plain):
            yield Span(*value.span("plain"))
    elif group == "single":
        yield from _between(value["single"], value.start("single"), re.compile("''"))
    else:
        yield from _between(value["double"], value.start("double"), _ESCAPE)


def _between(text: str, offset: int, mark: re.Pattern[str]) -> Iterator[Span]:
    """Yield the pieces of a text between marks."""
    position = 0
    for match in mark.finditer(text):
        if match.start() > position:
            yield Span(offset + position, offset + match.start())
        position = match.end()
    if position < len(text):
        yield Span(offset + position, offset + len(text))


def _goes_on(block: str, at: int) -> bool:
    """Say whether the next line that is not blank is indented: it may belong to the value."""
    while at < len(block):
        line = _LINE.match(block, at)
        if line is None or line.end() == at:
            return False
        if line[0].strip():
            return line[0][0] in " \t"
        at = line.end()
    return False


def _is_open(value: str) -> bool:
    """Say whether a value may go on behind its line, whatever stands at the head of the next."""
    bare = value.strip()
    return bare.count('"') % 2 == 1 or bare.count("'") % 2 == 1 or any(
        bare.count(opener) != bare.count(closer) for opener, closer in ("[]", "{}")
    )  # fmt: skip


def _block_scalar(block: str, at: int) -> tuple[int, list[Span]]:
    """Return the end of a block scalar and its lines, without their indent and trailing blanks."""
    spans: list[Span] = []
    indent = 0
    while at < len(block):
        line = _LINE.match(block, at)
        if line is None or line.end() == at or (line[0].strip() and line[0][0] != " "):
            break
        bare = line[0].strip()
        if _ODD.search(bare):
            return at, []
        if bare:
            start = at + len(line[0]) - len(line[0].lstrip())
            indent = indent or start - at
            if start - at < indent:
                return at, []
            spans.append(Span(start, start + len(bare)))
        at = line.end()
    return at, spans


def toml_texts(block: str) -> Iterator[KeyedText]:
    """Yield the texts of top-level keys, as `yaml_texts` does."""
    position = _LINE.match(block).end()  # type: ignore[union-attr]
    while position < len(block):
        line = _LINE.match(block, position)
        if line is None or line.end() == position or line[0].lstrip().startswith("["):
            return  # a table begins: its keys are not at the top
        key = _KEY.match(block, position)
        value = _TOML.match(block, key.end()) if key is not None and key["sign"] == "=" else None
        if value is None and ('"""' in line[0] or "'''" in line[0] or _is_open(line[0])):
            return
        if key is not None and value is not None:
            group = "double" if value["double"] is not None else "single"
            if not _ODD.search(value[group]):
                mark = _ESCAPE if group == "double" else re.compile("'")
                yield from ((key["key"], span) for span in _between(value[group], value.start(group), mark))
        position = line.end()


def json_texts(block: str) -> Iterator[KeyedText]:
    """Yield the texts of keys of the outermost object, as `yaml_texts` does."""
    depth = 0
    key = ""
    is_value = False
    for match in _JSON.finditer(block):
        token = match[0]
        if token in "{[":
            depth += 1
        elif token in "}]":
            depth -= 1
        elif token[0] != '"':
            is_value = token == ":"
        elif depth == 1 and is_value:
            for span in _between(token[1:-1], match.start() + 1, _ESCAPE):
                yield key, span
        elif depth == 1 and not is_value:
            key = token[1:-1]
