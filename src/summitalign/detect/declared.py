"""Reads the language that a document declares: in its front matter, in its HTML, in its name, in its folders."""

import re
from collections.abc import Callable, Collection, Sequence

from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.html import scan_tags
from summitalign.markdown.outline import Outline
from summitalign.model.declaration import Declaration, DeclaredBy
from summitalign.model.language import Detection
from summitalign.model.span import Span
from summitalign.model.tags import Clarity, agree, read_name, read_tag, read_value, splits

_KEYS = ("lang", "language", "locale", "languagecode", "language_code")
"""Keys of the front matter that hold a language, compared in lower case; the first of them counts."""
_ENTRY = r"^[ \t]*[\"']?{key}[\"']?[ \t]*[:=][ \t]*[\"']?({value})"
_HEAD = 20_000
"""Code points in which the `html` tag of a page has to stand."""
_HOMES = re.compile(
    r"docs?|documentation|content|guides?|help|manual|pages|site|website|wiki|_?posts|blog|book|tutorials"
    r"|_?i18n|intl|l10n|lang(?:uage)?s?|locales?|translations?",
    re.IGNORECASE,
)
"""Folders whose folders are often languages."""
_WELL_KNOWN = frozenset(("readme", "index", "_index", "changelog", "contributing", "license", "code_of_conduct"))
"""Files that are met in several languages side by side, so that a bare code behind their name is one."""
_SURE = 0.8
"""Confidence from which a detected language may contradict a declared one."""
_HELD = {DeclaredBy.FOLDER: 0.1}
_HELD_ELSE = 0.25
"""Share of the declared language from which it is not contradicted: the page is partly in it. A folder is a weaker
word than the document's own, as it also holds pages that nobody has begun to translate."""

Siblings = Callable[[Sequence[str]], Collection[str]]
"""Returns the names in a folder, given by its parts; none where it cannot be listed."""


def declared_in(outline: Outline) -> Declaration | None:
    """Return the language that the text declares, in its front matter or its `html` tag."""
    return _front_matter_language(outline) or _html_language(outline.text)


def declared_by_path(parts: Sequence[str], siblings: Siblings) -> Declaration | None:
    """Return the language that a path declares, by the file's name or its innermost folder of a language.

    A bare code such as `de` counts where languages are kept, or beside another one; a code that is a word too, such as
    `is` or `no`, only beside another language.
    """
    if not parts:
        return None
    tag = _suffix_language(parts, siblings)
    if tag is not None:
        return Declaration(tag, DeclaredBy.SUFFIX)
    for depth in range(len(parts) - 2, -1, -1):
        found = read_name(parts[depth])
        if found is not None and _is_folder_of_language(parts[: depth + 1], found, siblings):
            return Declaration(found[0], DeclaredBy.FOLDER)
    return None


def unread_language(outline: Outline) -> str:
    """Return the value of a front matter's `lang` that names no language; nothing where it names one, or is none."""
    values = {key.lower(): value for key, value in outline.front_matter}
    value = values.get(_KEYS[0], "")
    return "" if _front_matter_language(outline) else value


def contradicted(declared: Sequence[Declaration], detection: Detection) -> Declaration | None:
    """Return which of a document's declarations is wrong: the text contradicts it, or the strongest another one does.

    None where all may be right.
    """
    wrong = next((each for each in declared if contradicts(each, detection)), None)
    if wrong is not None or not declared:
        return wrong
    return None if all(agree(declared[0].tag, each.tag) for each in declared[1:]) else declared[0]


def contradicts(declaration: Declaration, detection: Detection) -> bool:
    """Say whether a document is surely in another language than it declares, and hardly in that one at all."""
    if agree(declaration.tag, detection.tag) or detection.confidence < _SURE:
        return False
    held = sum(share for tag, share in detection.shares if agree(declaration.tag, tag))
    return held < _HELD.get(declaration.by, _HELD_ELSE)


def _front_matter_language(outline: Outline) -> Declaration | None:
    values = {key.lower(): (key, value) for key, value in reversed(outline.front_matter)}
    for name in _KEYS:
        key, value = values.get(name, ("", ""))
        tag = read_value(value)
        if tag is None:
            continue
        pattern = _ENTRY.format(key=re.escape(key), value=re.escape(value))
        place = re.compile(pattern, re.MULTILINE).search(outline.text, 0, front_matter_end(outline.text))
        return Declaration(tag, DeclaredBy.FRONT_MATTER, Span(*place.span(1)) if place else Span(0, 0))
    return None


def _html_language(text: str) -> Declaration | None:
    """Read the `lang` of a page that is HTML from its beginning; one that stands further down is shown, not meant."""
    position = 0
    for tag in scan_tags(text, 0, min(len(text), _HEAD)):
        if text[position : tag.span.start].strip():
            return None
        position = tag.span.end
        if tag.is_markup_only:
            continue
        if tag.name != "html":
            return None
        attributes = tag.attributes()
        found = read_tag(attributes.get("lang") or attributes.get("xml:lang", ""))
        return Declaration(found, DeclaredBy.HTML, tag.span) if found else None
    return None


def _suffix_language(parts: Sequence[str], siblings: Siblings) -> str | None:
    name = parts[-1].rpartition(".")[0] or parts[-1]
    for base, sign, word in splits(name):
        found = read_name(word)
        if found is None:
            continue
        tag, clarity = found
        is_known = (
            clarity is Clarity.CLEAR
            or base.lower() in _WELL_KNOWN
            or (clarity is Clarity.CODE and sign in "._" and sign)
        )
        if is_known or _has_other_edition(base + sign, found, siblings(parts[:-1])):
            return tag
    return None


def _has_other_edition(start: str, found: tuple[str, Clarity], names: Collection[str]) -> bool:
    """Say whether the same page lies beside it in another language, or without a tag.

    `start` is the name up to the tag. The page without a tag is not enough for a code that is a word too, as
    `config_io.md` may lie beside `config.md`.
    """
    tag, clarity = found
    for name in names:
        stem = name.rpartition(".")[0] or name
        if start and clarity is not Clarity.WORD and stem == start[:-1]:
            return True
        other = read_name(stem[len(start) :]) if stem.startswith(start) else None
        if _speaks_for_languages(other, tag):
            return True
    return False


def _speaks_for_languages(other: tuple[str, Clarity] | None, tag: str) -> bool:
    """Say whether a neighbour's name is surely a language, and another one."""
    return other is not None and other[1] is not Clarity.WORD and not agree(other[0], tag)


def _is_folder_of_language(parts: Sequence[str], found: tuple[str, Clarity], siblings: Siblings) -> bool:
    tag, clarity = found
    if clarity is Clarity.CLEAR:
        return True
    if clarity is Clarity.CODE and len(parts) > 1 and _HOMES.fullmatch(parts[-2]):
        return True
    names = siblings(parts[:-1])
    if clarity is Clarity.CODE and ".git" in names:
        return True
    return any(_speaks_for_languages(read_name(name), tag) for name in names)
