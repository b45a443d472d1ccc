"""Names as they are written: their keys, their parts, and where a page has them."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[+#]+(?![A-Za-z0-9]))?|\d+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_INNER = re.compile(r"(?=.*[a-z]).*[A-Za-z0-9.][A-Z]")
_LONGEST = 4
"""Words of the longest name."""
_NEXT = re.compile(r"[ ]?[-_&]?[ ]?|\.")
"""What stands between the words of one name."""


def key_of(name: str) -> str:
    """Return what all spellings of a name share: `Hugging Face`, `hugging-face` and `HuggingFace` are one."""
    return "".join(found[0].lower() for found in _LATIN.finditer(name.replace("&", " and ")))


def parts_of(name: str) -> tuple[str, ...]:
    """Cut a name into its words, as blanks, hyphens, capitals and digits part them."""
    return tuple(_PART.findall(name))


def keys_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the key of every name that a text may hold, up to four words long, and the text that it stands for."""
    return ((key, text[start:end]) for key, start, end in spans_in(text))


def spans_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the key of every name that a text may hold, up to four words long, and where it stands."""
    found = [(one.start(), one.end()) for one in _LATIN.finditer(text)]
    keys = [text[start:end].lower() for start, end in found]
    is_next = [bool(_NEXT.fullmatch(text, one[1], two[0])) for one, two in pairwise(found)]
    for first in range(len(found)):
        key = ""
        for last in range(first, min(first + _LONGEST, len(found))):
            if last > first:
                if not is_next[last - 1]:
                    break
                if "&" in text[found[last - 1][1] : found[last][0]]:
                    key += "and"
            key += keys[last]
            if len(key) > 1:
                yield key, found[first][0], found[last][1]


def has_own_capitals(written: str) -> bool:
    """Say whether a word is spelled as only names are: `NumPy`, `PyTorch`, `GPT2`, and not `Numbers` or `API`."""
    return len(written) > 3 and any(_INNER.search(word) for word in re.split(r"[\s&_-]+", written))


def key_index(names: Iterable[str]) -> dict[str, str]:
    """Return names by their keys; the first spelling of a name counts."""
    index: dict[str, str] = {}
    for name in names:
        index.setdefault(key_of(name), name)
    index.pop("", None)
    return index
