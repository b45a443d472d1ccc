"""Whether a word of an original is a name there, or may be one of its language's words: pandas, Lightning strikes."""

import re

_NEAR = 60
"""Code points to either side in which is looked for what marks a name."""
_SMALL = re.compile("[a-z]+")
_CAPITAL = re.compile("[A-Z][a-z]+")
_BESIDE = re.compile(r"[`\[\]_=]|\.\w")
_TRADE = re.compile(
    r"\b(?i:API|code|data|install\w*|import\w*|version|software"
    r"|(?:librar(?:y|ie)|package|module|framework|script|notebook|function|classe?|method|object|tool)s?"
    r"|(?:user|developer|command|environment|file)s?)\b"
)
_SPELT_AS_NAME = re.compile(r"[a-z][A-Z]|\d")
_FINITE = r"(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|may|might|must|shall|should|will|would)\b"
_LINK = r"(?:in|on|at|of|for|from|to|with|without|by|as|and|or|vs|since|after|before)\b"
_SUBJECT = re.compile(rf"\W*\s(?:{_FINITE}|{_LINK}|[a-z]+(?<!s)s\b(?!\s+{_FINITE}))")
"""What stands behind a whole name: a verb, or a small word; with another verb behind it, it is a noun: strikes are."""
_FIRST = re.compile(r"(?:^|[.!?:;\n])[\s*_>#+\d.)(\"'“‘-]*$")
_HEADING = re.compile(r"^#{1,6}[ \t]+[*_]*$", re.MULTILINE)
_TITLE = re.compile(r"[ \t]+[A-Z][a-z]+\b")
_WITHIN = re.compile(r"(?<!\w)[a-z]+[,;]? $")
_RUNNING_ON = re.compile(r"(?:['’]s\b|[,;])?[*_\"'”’)]*(?:-|[ \t]+|[ \t]*\n[ \t]*)[a-z]")


def is_small_word(text: str, found: re.Match[str]) -> bool:
    """Say whether a word in small letters stands where nothing marks it as a name.

    Marks are code, links, points and numbers beside it, and words of the trade nearby.
    """
    start, end = found.span()
    if _SMALL.fullmatch(found[0]) is None:
        return False
    beside = text[max(start - 1, 0) : start] + text[end : end + 2]
    if _BESIDE.search(beside) or _SPELT_AS_NAME.search(text[max(start - _NEAR, 0) : end + _NEAR]):
        return False
    return not is_of_trade(text, found)


def is_of_trade(text: str, found: re.Match[str]) -> bool:
    """Say whether words of the trade stand near a word: library, install, code ..."""
    return _TRADE.search(text[max(found.start() - _NEAR, 0) : found.end() + _NEAR]) is not None


def is_within(text: str, at: int) -> bool:
    """Say whether a place stands within a sentence, behind a word in small letters: not in a heading with capitals."""
    return _WITHIN.search(text[max(at - _NEAR, 0) : at]) is not None


def is_first_word(text: str, found: re.Match[str]) -> bool:
    """Say whether a word may have its capital from the beginning of a sentence or heading, which goes on with words."""
    start, end = found.span()
    if _CAPITAL.fullmatch(found[0]) is None:
        return False
    before = text[max(start - _NEAR, 0) : start]
    if _RUNNING_ON.match(text, end):
        return _FIRST.search(before) is not None
    return _HEADING.search(before) is not None and _TITLE.match(text, end) is not None


def is_subject(text: str, found: re.Match[str]) -> bool:
    """Say whether a word stands by itself, as names do: `Spark counts`, `Spark in an hour`, but `Spark plugs are`."""
    return _SUBJECT.match(text, found.end()) is not None
