"""Wrong forms as regular expressions that several engines read alike, and back."""

import re

from summitalign.model.term import WrongForm

_WORD = "A-Za-z0-9_-"
_BEFORE, _BEHIND = f"(?<![{_WORD}])", f"(?![{_WORD}])"
_SPECIAL = frozenset("^$\\.*+?()[]{}|/")
_CONTROLS = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = {code[1]: character for character, code in _CONTROLS.items()}
# What is read alike by Python, ECMAScript in Unicode mode and .NET; a hyphen may be escaped in a class only.
_ESCAPE = re.compile(r"\\(?:[\^$\\.*+?()\[\]{}|/dDwWsSbBnrtfv1-9]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})")
_FOREIGN = re.compile(r"\(\?(?![:=!]|<[=!])|[*+?}]\+|\{(?![0-9]+(?:,[0-9]*)?\})")
_CLASS = re.compile(r"\[(?:\\.|[^\]\\])*\]", re.DOTALL)
_GROUP = re.compile(r"\((?!\?)")


def regex_of(form: WrongForm) -> str:
    """Return the expression that matches a form as a glossary does: a Latin edge is the edge of a word."""
    if form.is_pattern:
        return form.text
    text = form.text
    before = _BEFORE if _is_latin(text[0]) else ""
    behind = _BEHIND if _is_latin(text[-1]) else ""
    return before + "".join(_escaped(character) for character in text) + behind


def form_of(regex: str) -> WrongForm:
    """Return the form that an expression stands for: a literal where it is one, with the edges of words or without."""
    bare = regex.removeprefix(_BEFORE).removesuffix(_BEHIND)
    for candidate in (bare, regex):
        literal = literal_of(candidate)
        if literal is not None:
            return WrongForm(literal)
    return WrongForm(regex, is_pattern=True)


def literal_of(regex: str) -> str | None:
    """Return the text that is all an expression matches; None where it can match more."""
    characters, text = iter(regex), []
    for character in characters:
        if character == "\\":
            following = next(characters, "")
            if following.isalnum() and following not in _ESCAPED:
                return None
            text.append(_ESCAPED.get(following, following))
        elif character in _SPECIAL and character != "/":
            return None
        else:
            text.append(character)
    return "".join(text) or None


def is_portable(pattern: str, *, groups: bool = True) -> bool:
    """Say whether a pattern means the same to other engines; `groups` says whether it may count groups."""
    rest = _ESCAPE.sub("", _CLASS.sub(lambda found: found.group().replace("\\-", "-"), pattern))
    rest = _CLASS.sub("", rest)
    return "\\" not in rest and not _FOREIGN.search(rest) and (groups or not _GROUP.search(rest))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _escaped(character: str) -> str:
    return f"\\{character}" if character in _SPECIAL else _CONTROLS.get(character, character)
