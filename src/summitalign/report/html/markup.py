"""What Markdown's marks and HTML's tags say of the blocks of a document."""

import re
from html import unescape

from summitalign.model.span import Span
from summitalign.report.html.blocks import BlockBuilder, BlockKind, RunKind
from summitalign.report.html.links import file_name, safe_href

_DEEPEST = 4
"""Steps that an item is moved in at most."""
_ATTRIBUTE = re.compile(r"""([a-zA-Z]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_LINE_MARKUP = re.compile(
    r"""[ \t]*(?:
      (?P<fence>(?:`{3,}|~{3,})[^\n]*)
    | (?P<heading>\#{1,6}(?!\#))
    | (?P<rule>(?P<bar>[*_-])[ \t]*(?:(?P=bar)[ \t]*){2,}(?=[\r\n]|\Z))
    | (?P<item>[-*+](?:[ \t]+\[[ xX]\])?(?=[ \t\r\n]|\Z))
    | (?P<number>\d{1,9}[.)](?=[ \t\r\n]|\Z))
    | (?P<quote>>)
    | (?P<delimiter>\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t:-]*(?=[\r\n]|\Z))
    | (?P<underline>(?:=+|-+)[ \t]*(?=[\r\n]|\Z))
    )[ \t]*""",
    re.VERBOSE,
)
_MARKUP = re.compile(r"(?P<newline>(?:[ ]{2,}|\\)?(?:\r\n?|\n))|(?P<cell>\|)")
_TASKS = {" ]": "☐", "x]": "☑", "X]": "☑"}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)")
_HTML_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HTML_BLOCKS = _HTML_HEADINGS | {"article", "blockquote", "div", "dl", "hr", "ol", "p", "section", "table", "tr", "ul"}
_FENCE_LINES = re.compile(r"\A(`{3,}|~{3,})[^\n]*\n|\n?[ \t]*(`{3,}|~{3,})[ \t]*\s*\Z")


def feed_code(builder: BlockBuilder, text: str, href: str) -> None:
    """Feed code: a block where it has lines, else a part of one."""
    if "\n" in text or "\r" in text:
        builder.add_code_block(BlockKind.CODE, _FENCE_LINES.sub("", text))
    else:
        ticks = len(text) - len(text.lstrip("`"))
        bare = text[ticks:-ticks] if ticks and text.endswith("`" * ticks) and len(text) > 2 * ticks else text
        builder.add(RunKind.CODE, bare, href)


def feed_tags(builder: BlockBuilder, text: str) -> None:
    """Feed HTML tags: what they say of blocks and emphasis; all else of them is passed over."""
    for tag in _TAG.finditer(text):
        name, is_closing = tag["name"].lower(), bool(tag["close"])
        if name == "br":
            builder.add(RunKind.BREAK)
        elif name == "img":
            end = text.find(">", tag.end())
            _feed_image(builder, text[tag.end() : end if end >= 0 else None])
        elif name in {"td", "th"}:
            if not is_closing:
                builder.add(RunKind.CELL)
        elif name in {"b", "strong"}:
            builder.set_html_emphasis(is_strong=not is_closing)
        elif name in {"i", "em"}:
            builder.set_html_emphasis(is_soft=not is_closing)
        elif name == "li" and not is_closing:
            builder.begin(BlockKind.ITEM, "•")
        elif name in _HTML_BLOCKS:
            builder.begin(_html_kind(name) if not is_closing else BlockKind.PARAGRAPH)


def _feed_image(builder: BlockBuilder, attributes: str) -> None:
    found = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(attributes)}
    source = found.get("src", "")
    builder.add(RunKind.IMAGE, found.get("alt", "").strip() or file_name(source), safe_href(source))


def _html_kind(name: str) -> BlockKind:
    if name == "tr":
        return BlockKind.ROW
    return BlockKind.HEADING if name in _HTML_HEADINGS else BlockKind.PARAGRAPH


def feed_markup(builder: BlockBuilder, text: str, piece: Span) -> None:
    """Feed a piece of markup; `text` is the whole document, for `*` is a bullet only where a space follows.

    The marks of emphasis are passed over: see Emphasis.
    """
    place = piece.start
    while place < piece.end:
        line = _LINE_MARKUP.match(text, place) if builder.is_line_start else None
        found = line or _MARKUP.match(text, place)
        if line:
            _feed_line_markup(builder, line)
        elif found:
            _feed_inline_markup(builder, found)
        place = max(found.end(), place + 1) if found else place + 1


def _feed_line_markup(builder: BlockBuilder, found: re.Match[str]) -> None:
    match found.lastgroup:
        case "heading":
            builder.begin(BlockKind.HEADING, is_one_line=True)
        case "item":
            builder.begin(BlockKind.ITEM, _TASKS.get(found["item"][-2:], "•"), depth=_depth(found))
        case "number":
            builder.begin(BlockKind.ITEM, found["number"], depth=_depth(found))
        case "quote":
            builder.begin_quote()
        case "underline":
            builder.retitle()
        case "rule" if set(found["rule"].split()[0]) == {"-"}:
            builder.retitle()
        case "fence" | "rule":
            builder.close()


def _feed_inline_markup(builder: BlockBuilder, found: re.Match[str]) -> None:
    match found.lastgroup:
        case "newline":
            if len(found["newline"].strip("\r\n")):
                builder.add(RunKind.BREAK)
            builder.newline()
        case "cell":
            builder.add_border()


def _depth(found: re.Match[str]) -> int:
    """Tell how deep an item stands, by the blanks before its mark."""
    line = found.string.rfind("\n", 0, found.end()) + 1
    before = re.match(r"[ \t]*", found.string[line : line + _DEEPEST * 8])
    return min(len(before.group().expandtabs(4)) // 2, _DEEPEST) if before else 0
