"""What stands in prose and is not prose: addresses, paths, commands, templates, attribute lists."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from summitalign.model.document import RegionKind
from summitalign.model.span import Span

_HAN_OR_KANA = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_EXTENSIONS = (
    "py|pyi|ipynb|md|mdx|markdown|rst|txt|json|jsonl|ya?ml|toml|ini|cfg|conf|lock|html?|css|scss|jsx|tsx|ts|vue|sh|bash|bat|"
    "ps1|png|jpe?g|gif|svg|webp|ico|pdf|csv|tsv|xml|proto|pb|h5|hdf5|onnx|tflite|ckpt|whl|tar|gz|zip|so|dll|exe|java|kt|rs|cpp|hpp|log|sql"
)
_TOP_LEVEL = "com|org|net|io|dev|edu|gov|info|cn|tw|hk|jp|kr|de|fr|uk|eu|ru|us|co|app|cloud|tech|site|xyz|me|tv|cc"
_WORD = r"A-Za-z0-9_"

# An address goes on through Chinese only right behind a separator: `example.com/张量流/docs` is one
# address, `example.com/docs查看张量流` is an address and a sentence.
_ASCII = r"!#-;=?-\[\]_a-z~"
_ADDRESS = rf"[{_ASCII}]*(?:(?<=[/=#?&_.@-])[{_HAN_OR_KANA}]+[{_ASCII}]*)*"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


_NAME = rf"[{_WORD}{_HAN_OR_KANA}.-]"

# Each pattern with the marks of which one must stand in a run before the pattern is tried there:
# most runs of prose hold none, and trying every pattern everywhere was a quarter of the parsing time.
_INLINE: tuple[tuple[tuple[str, ...], RegionKind, re.Pattern[str]], ...] = (
    (
        ("://", "www.", "WWW."),
        RegionKind.AUTOLINK,
        _compile(rf"(?<![{_WORD}])(?:https?|ftp|file)://{_ADDRESS} | (?<![{_WORD}.])www\.{_ADDRESS}"),
    ),
    (
        ("@",),
        RegionKind.AUTOLINK,
        _compile(rf"(?<![{_WORD}{_HAN_OR_KANA}.+-])[{_WORD}{_HAN_OR_KANA}.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    ),
    (
        (".",),
        RegionKind.AUTOLINK,
        _compile(rf"(?<![{_WORD}.@/-])(?:[A-Za-z0-9-]+\.)+(?:{_TOP_LEVEL})(?![{_WORD}-])(?:[/?\#:]{_ADDRESS})?"),
    ),
    (
        (".",),
        RegionKind.IDENTIFIER,
        _compile(rf"(?<![{_WORD}{_HAN_OR_KANA}./-])(?:{_NAME}+/)*{_NAME}+\.(?:{_EXTENSIONS})(?![{_WORD}])"),
    ),
    (
        ("/",),
        RegionKind.IDENTIFIER,
        _compile(
            rf"""(?<![{_WORD}./~-])(?:\.{{1,2}}/|~/|/(?=[A-Za-z0-9_.-]+/))[^\s<>"`|()\u3000-\u303f\uff00-\uffef]+"""
        ),
    ),
    (
        ("import ",),
        RegionKind.IDENTIFIER,
        _compile(
            rf"(?<![{_WORD}.])(?:from\ [A-Za-z_][\w.]*\ )?import\ [A-Za-z_][{_WORD}.]*(?:\ as\ [A-Za-z_][{_WORD}]*)?"
        ),
    ),
    (
        (" install ", " add ", " pull ", " get ", " run ", " clone ", " i "),
        RegionKind.IDENTIFIER,
        _compile(
            rf"(?<![{_WORD}])(?:pip3?|conda|npm|npx|yarn|pnpm|brew|apt|apt-get|docker|cargo|gem|go|git)"
            r"\ (?:install|add|pull|get|run|clone|i)(?:\ [!-~]+)+"
        ),
    ),
    (
        ("=",),
        RegionKind.IDENTIFIER,
        _compile(rf"(?<![{_WORD}.-])[A-Za-z0-9_.-]+(?:\[[A-Za-z0-9_,-]+\])?(?:==|>=|<=|~=|!=)[0-9][A-Za-z0-9_.*-]*"),
    ),
    (("@", "#"), RegionKind.IDENTIFIER, _compile(rf"(?<![{_WORD}\#])[@\#][A-Za-z][{_WORD}/-]*")),
    (("{",), RegionKind.ATTRIBUTES, _compile(r"\{[:\#.][^{}\r\n]{0,300}\}")),
    (("[[",), RegionKind.REFERENCE_LABEL, _compile(r"\[\[[^\[\]\r\n]{1,300}\]\]")),
    (
        ("[!",),
        RegionKind.MARKUP,
        _compile(r"(?<=\[)!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO|DANGER)(?=\])"),
    ),
)

_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\r\n]{1,999}\]:[^\r\n]*", re.MULTILINE)
_MDX = re.compile(
    r"^(?:import\s+[^\r\n]{0,300}?\bfrom\s+['\"][^\r\n]*|import\s+['\"][^\r\n]*|export\s+(?:const|default|let|function)\b[^\r\n]*)",
    re.MULTILINE,
)
_TEMPLATES = (("{%", "%}"), ("{{", "}}"), ("{*", "*}"), ("<%", "%>"), ("${", "}"))
_CODE_TAG = re.compile(r"\{[{%]<?\s*(highlight|codeblock|raw|verbatim)\b[^%}\r\n]*[%>}]\}{1,2}", re.IGNORECASE)
_ADMONITION = re.compile(r"^[ \t]*(?::::+|!!!|\?\?\?\+?|///)[ \t]*[A-Za-z][\w-]*", re.MULTILINE)
_TRAILING = ".,;:!?'\")]"


def inline_overlays(text: str, start: int, end: int) -> Iterator[tuple[Span, RegionKind]]:
    """Yield what is not prose in a run of prose `text[start:end]`; spans may overlap."""
    run = text[start:end]
    for marks, kind, pattern in _INLINE:
        if not any(mark in run for mark in marks):
            continue
        for match in pattern.finditer(text, start, end):
            stop = match.end()
            if kind is RegionKind.AUTOLINK:
                while stop > match.start() + 1 and text[stop - 1] in _TRAILING:
                    stop -= 1
            yield Span(match.start(), stop), kind


def block_overlays(text: str, start: int, code: Sequence[Span]) -> Iterator[tuple[Span, RegionKind]]:
    """Yield templates, module lines and reference definitions of `text[start:]`, wherever they stand.

    `code` are the stretches of code, in order: what opens inside one opens nothing.
    """
    for opener, closer in _TEMPLATES:
        if opener in text:
            for span in _delimited(text, opener, closer, start, code):
                yield span, RegionKind.TEMPLATE
    if "highlight" in text or "codeblock" in text or "raw" in text:
        for span in _template_code(text, start):
            yield span, RegionKind.CODE
    for marks, pattern, kind in (
        (("import", "export"), _MDX, RegionKind.TEMPLATE),
        ((":::", "!!!", "???", "///"), _ADMONITION, RegionKind.MARKUP),
        (("]:",), _DEFINITION, RegionKind.REFERENCE_DEFINITION),
    ):
        if any(mark in text for mark in marks):
            for match in pattern.finditer(text, start):
                yield Span(match.start(), match.end()), kind


def _delimited(text: str, opener: str, closer: str, start: int, code: Sequence[Span]) -> Iterator[Span]:
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


def _template_code(text: str, start: int) -> Iterator[Span]:
    """Yield the bodies of template tags that hold code; a tag that is never closed holds nothing."""
    closers: dict[str, re.Pattern[str]] = {}
    ended = start
    for match in _CODE_TAG.finditer(text, start):
        if match.start() < ended:
            continue
        name = match[1].lower()
        closer = closers.setdefault(name, re.compile(rf"\{{[{{%]<?\s*(?:end|/\s*){name}\b"))
        close = closer.search(text, match.end())
        if close is None:
            continue
        yield Span(match.end(), close.start())
        ended = close.start()
