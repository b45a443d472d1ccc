"""Whether a word of an original is a name there, or may be one of its language's words: pandas, Lightning strikes."""

import re

_NEAR = 60
"""Code points to either side in which is looked for what marks a name."""
_SMALL = re.compile("[a-z]+")
_CAPITAL = re.compile("[A-Z][a-z]+")
_BESIDE = re.compile(r"[`\[\]_=]|\.\w")
_TECHNICAL = re.compile(
    r"[a-z][A-Z]|\d|\b(?i:API|code|data|install\w*|import\w*|version|software"
    r"|(?:librar(?:y|ie)|package|module|framework|script|notebook|function|classe?|method|object|tool)s?"
    r"|(?:user|developer|command|environment|file)s?)\b"
)
_FINITE = r"(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|may|might|must|shall|should|will|would)\b"
_LINK = r"(?:in|on|at|of|for|from|to|with|without|by|as|and|or|vs|since|after|before)\b"
_SUBJECT = re.compile(rf"\W*\s(?:{_FINITE}|{_LINK}|[a-z]+(?<!s)s\b(?!\s+{_FINITE}))")
"""What stands behind a whole name: a verb, or a small word; with another verb behind it, it is a noun: strikes are."""
_FIRST = re.compile(r"(?:^|[.!?:;\n])[\s*_>#+\d.)(\"'“‘-]*$")
_RUNNING_ON = re.compile(r"[*_\"'”’)]*(?:[ \t]+|[ \t]*\n[ \t]*)[a-z]")


def is_small_word(text: str, found: re.Match[str]) -> bool:
    """Say whether a word in small letters stands where nothing marks it as a name.

    Marks are code, links, points and numbers beside it, and words of the trade nearby.
    """
    start, end = found.span()
    if _SMALL.fullmatch(found[0]) is None:
        return False
    beside = text[max(start - 1, 0) : start] + text[end : end + 2]
    near = text[max(start - _NEAR, 0) : end + _NEAR]
    return _BESIDE.search(beside) is None and _TECHNICAL.search(near) is None


def is_first_word(text: str, found: re.Match[str]) -> bool:
    """Say whether a word may have its capital from the beginning of a sentence, which goes on in small letters."""
    start, end = found.span()
    if _CAPITAL.fullmatch(found[0]) is None or _RUNNING_ON.match(text, end) is None:
        return False
    return _FIRST.search(text[max(start - _NEAR, 0) : start]) is not None


def is_subject(text: str, found: re.Match[str]) -> bool:
    """Say whether a word stands by itself, as names do: `Spark counts`, `Spark in an hour`, but `Spark plugs are`."""
    return _SUBJECT.match(text, found.end()) is not None
