"""Edits that cannot change the structure of a document, by the grammar of Markdown alone.

Where letters take the place of letters (and of blanks between them), no rule of CommonMark (0.31) sees a difference: a
block is told by the marks that a line begins with, and whether a run of `*` or `_` opens or closes by whether its
neighbours are white space, punctuation or neither. What does look at letters is ruled out: tags (`<a href>` is one,
`<张>` is not), character references, attributes of headings, mathematics, and labels that a definition stands for.
"""

import re

from summitalign.markdown.around import defines_labels, holds_odd_fences
from summitalign.markdown.front_matter import front_matter_end
from summitalign.model.finding import Edit

_WORDS = re.compile(r"[^\W\d_]\w*(?:[ .+-]\w+)*")
_INSTRUCTION = re.compile(r"<\?|<![A-Za-z]|<(?:pre|script|style|textarea)\b", re.IGNORECASE)
"""What opens HTML that goes on over blank lines, up to the end of the text where nothing closes it."""
_LOOKS_AT_LETTERS = ("<", "&", "$", "{")


class LetterEdits:
    """Tells the edits of one text that replace letters by letters, where no grammar looks at letters."""

    def __init__(self, text: str) -> None:
        """Look at what the whole text has to say."""
        self._text = text
        self._body = front_matter_end(text)
        self._block = (1, 0, False)
        # A definition gives a meaning to every label with its letters.
        self._marks = (*_LOOKS_AT_LETTERS, "[") if defines_labels(text) else _LOOKS_AT_LETTERS
        # Settings at the head of a text are told by what follows the first line.
        is_like_settings = not self._body and text.startswith(("---", "+++", "{"))
        is_odd = is_like_settings or holds_odd_fences(text, self._body) or _INSTRUCTION.search(text) is not None
        self._is_open = not is_odd and text.count("\r") == text.count("\r\n")

    def holds(self, edit: Edit) -> bool:
        """Say whether an edit surely leaves the structure as it is."""
        text, start, end = self._text, edit.span.start, edit.span.end
        words = edit.replacement.strip(" ")
        was = text[start:end]
        if not self._is_open or start < self._body:
            return False
        if not was.replace(" ", "").isalnum() or was != " ".join(was.split()):
            return False
        if not _WORDS.fullmatch(words) or "_" in words or len(words) < 2 or words.startswith("www."):
            return False
        # A blank at its edge stands between letters, where no rule looks.
        if edit.replacement[0] == " " and not text[max(start - 1, 0) : start].isalnum():
            return False
        if edit.replacement[-1] == " " and not text[end : end + 1].isalnum():
            return False
        if not self._is_plain_around(start, end):
            return False
        return " " not in was or not self._may_be_destination(self._block[0], start)

    def _is_plain_around(self, start: int, end: int) -> bool:
        """Say whether nothing in the block around an edit looks at letters; the last block is remembered."""
        first, last, is_plain = self._block
        if not (first <= start and end <= last):
            first, last = self._text.rfind("\n\n", 0, start), self._text.find("\n\n", end)
            first, last = max(first, 0), last if last >= 0 else len(self._text)
            is_plain = not any(self._text.find(mark, first, last) >= 0 for mark in self._marks)
            self._block = first, last, is_plain
        return is_plain

    def _may_be_destination(self, first: int, start: int) -> bool:
        """Say whether an offset may lie in what is no destination of a link only for the blanks in it."""
        opener = self._text.rfind("](", first, start)
        return opener >= 0 and self._text.find(")", opener, start) < 0
