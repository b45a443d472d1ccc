"""Where sentences end in running text: Chinese, Japanese, Korean and the languages of Europe.

In doubt a sentence goes on: two that stay together cost an aligner less than one that is cut.
"""

import re

from summitalign.markdown.abbreviations import (
    ACRONYM,
    CLOSING,
    COMPANIES,
    COUNTING,
    INNER,
    MONTHS,
    NAMES,
    OPENERS,
    ORDINAL,
    STEPS,
    TITLES,
    UNDOTTED,
)
from summitalign.markdown.quotations import CLOSERS, Quotations, goes_on
from summitalign.markdown.scripts import is_east

STAND_IN = "\ufffc"
"""Stands for what is shown and has no sentences of its own, such as code."""
_FULL = "。！？｡؟۔।॥։።⁇⁈⁉‼"
"""Marks that end a sentence whatever follows."""
_CLOSING = CLOSERS | frozenset(f"{_FULL}.!?…．\u037e")
_SPACED_CLOSER = re.compile("[ \u00a0\u202f]»")
_RUN = re.compile(rf"[{_FULL}.!?…．\u037e]+|(?<=[\u0370-\u03ff\u1f00-\u1fff]);")
_GOES_ON = frozenset(",;:，、；：،؛%‰/=+<>-–—―~·")
"""What stands behind a mark inside a sentence."""
_TITLE_ENDS = "》〉"
"""Close the title of a work, which is a part of its sentence."""
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\W_]+(?:[.'’\-][^\W_]+)*")
_CAMEL = re.compile(r"[a-z]{1,4}[A-Z]")
_ROMAN = re.compile(r"[IVXLC]+\b")
_BEFORE = 48
"""Code points before a full stop in which its word is looked for."""


def sentence_ends(text: str) -> list[int]:
    """Return the offsets behind all sentences of a text but its last; white space belongs to the next one.

    Nothing ends inside of a short quotation or bracket. Takes time in proportion to the text, whatever it is.
    """
    quotations = Quotations.of(text)
    ends: list[int] = []
    last = len(text.rstrip())
    position = start = 0
    for run in _RUN.finditer(text, 0, last):
        if run.start() < position:
            continue
        position = _behind(text, run.end(), quotations)
        if position >= last:
            break
        if not quotations.holds(position) and _Mark(text, start, run.start(), run.end(), position).ends(quotations):
            ends.append(position)
            start = position
    return ends


def _behind(text: str, position: int, quotations: Quotations) -> int:
    """Return the offset behind the quotes, brackets and further marks that close a sentence with its mark."""
    while position < len(text):
        if text[position] in _CLOSING or quotations.closes(position) or _is_single(text, position):
            position += 1
        elif _SPACED_CLOSER.match(text, position) and quotations.closes(position + 1):
            position += 2
        else:
            break
    return position


def _is_single(text: str, position: int) -> bool:
    """Say whether a single quote closes; between letters it is an apostrophe."""
    return text[position] == "'" and (text[position + 1 : position + 2] or " ").isspace()


class _Mark:
    """A run of marks, the sentence before it, and what follows."""

    __slots__ = ("_before", "_behind", "_dot", "_is_spaced", "_marks", "_next", "_start", "_text")

    def __init__(self, text: str, start: int, dot: int, run_end: int, behind: int) -> None:
        self._text, self._start, self._dot, self._behind = text, start, dot, behind
        self._marks = text[dot : min(run_end, dot + 4)]
        blank = _SPACE.match(text, behind)
        self._next = blank.end() if blank else behind
        self._is_spaced = self._next > behind
        self._before = text[dot - 1] if dot > start else ""

    def ends(self, quotations: Quotations) -> bool:
        """Say whether a sentence ends here."""
        following = self._text[self._next]
        if following in ".…" and not self._text[self._next + 1 : self._next + 2].isalpha():
            return False
        if following in _GOES_ON or self._text[self._behind - 1] in _TITLE_ENDS:
            return False
        if self._marks[0] in _FULL or self._marks[-1] in _FULL:
            return not self._goes_on_behind_quotation(quotations) and (self._is_spaced or following not in "のを")
        if self._marks[0] == "．":
            return not (self._before.isdigit() and following.isdigit())
        if is_east(following) and (self._is_spaced or is_east(self._before)):
            return self._ends_before_east(quotations)
        if not self._is_spaced:
            return self._is_stuck(following)
        if following.islower() and not _CAMEL.match(self._text, self._next):
            return False
        if self._marks[0] in "!?":
            return not (self._marks == "!" and self._words()[-1].lower() in NAMES)
        return self._marks != "." or not self._is_abbreviated()

    def _ends_before_east(self, quotations: Quotations) -> bool:
        if self._marks[0] == "…" or self._marks.startswith(".."):
            return self._is_spaced
        if self._goes_on_behind_quotation(quotations):
            return False
        if self._marks == ".":
            return is_east(self._before) or not self._is_abbreviated()
        return self._words()[-1].lower() not in NAMES

    def _is_stuck(self, following: str) -> bool:
        """Say whether a mark ends a sentence although the next one follows without a space, as in `Ready?Yes.`"""
        if self._marks[0] not in "!?" or self._behind > self._dot + len(self._marks):
            return False
        return self._before.isalpha() and following.isupper() and self._text[self._next + 1 : self._next + 2].islower()

    def _goes_on_behind_quotation(self, quotations: Quotations) -> bool:
        """Say whether a sentence in which a quotation ends, mark and all, goes on behind it."""
        opening = quotations.opening(self._behind - 1)
        if opening is None:
            return False
        led = self._text[max(self._start, opening - 4) : opening].rstrip()[-1:]
        if led in ("：", ":"):
            return False
        if led in "，,。！？!?；;—…":  # nothing is in all
            return goes_on(self._text, self._next)
        return is_east(self._text[self._next])

    def _words(self) -> list[str]:
        """Return the words before the mark, full stops inside of them included; none where no word touches it."""
        if not self._before.isalnum():
            return [""]
        begin = max(self._start, self._dot - _BEFORE)
        return _WORD.findall(self._text, begin, self._dot) or [""]

    def _is_abbreviated(self) -> bool:
        """Say whether the full stop belongs to the word before it, and ends no sentence."""
        words = self._words()
        word = words[-1]
        if not word:
            return False
        following = _WORD.match(self._text, self._next)
        behind = following[0] if following else ""
        key = word.lower()
        if word.isdigit():
            return behind.lower() in MONTHS or self._is_ordinal(words)
        if (key in TITLES and word[0].isupper()) or key in INNER or self._spelled_out(words) & INNER:
            return True
        if self._spelled_out(words) & CLOSING or key in CLOSING:
            return behind.isdigit() or (key in COMPANIES and behind.isupper() and 1 < len(behind) < 4)
        if key in COUNTING and (behind[:1].isdigit() or _ROMAN.match(behind)):
            return True
        if ACRONYM.fullmatch(word):
            return key not in ("a.m", "p.m") and behind.lower() not in OPENERS
        if len(word) == len(behind) == 1 and behind.isalpha() and self._text[self._next + 1 : self._next + 2] == ".":
            return True  # the next letter tells what it is: `z. B.`
        return len(word) == 1 and word.isupper() and self._is_initial(words)

    def _spelled_out(self, words: list[str]) -> set[str]:
        """Return abbreviations of several words that end here, such as `z. B.`, as if they were one."""
        found = set()
        for count in (2, 3):
            if len(words) >= count and all(len(word) <= 3 for word in words[-count:]):
                joined = ".".join(words[-count:]).lower()
                begin = self._text[max(self._start, self._dot - len(joined) - count) : self._dot]
                if begin.count(".") >= count - 1 or joined in UNDOTTED:
                    found.add(joined)
        return found

    def _is_initial(self, words: list[str]) -> bool:
        """Say whether a single letter is part of a name: what stands before it is a name, or nothing."""
        if len(words) < 2:
            return True
        return words[-2][0].isupper() or is_east(words[-2][-1])

    def _is_ordinal(self, words: list[str]) -> bool:
        """Say whether a number with a full stop counts: it heads the line, or follows `Step` or `am`."""
        head = self._text[max(self._start, self._dot - _BEFORE) : self._dot].split()
        if len(head) == 1 or (len(head) == 2 and head[0].lower() in STEPS):
            return True
        is_led = len(words) > 1 and words[-2].lower() in ORDINAL and words[-3:-1] != ["I", "am"]
        return is_led and len(words[-1]) < 3
