"""A segment as it is shown: blocks of runs, built up token by token."""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from summitalign.markdown.scripts import is_east
from summitalign.report.html.marks import Mark


class BlockKind(StrEnum):
    """How a block is set on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "cells"
    CODE = "code"
    FRONT_MATTER = "front-matter"


class RunKind(StrEnum):
    """How a stretch of a block is set on the page."""

    TEXT = "text"
    CODE = "code"
    DIM = "dim"
    """Something a reader may skip: a template, a footnote label."""
    IMAGE = "image"
    """The text that stands for an image; no image is ever loaded."""
    BREAK = "break"
    CELL = "cell"
    """The border between two table cells."""
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Style:
    """What a run looks like beyond its kind."""

    href: str = ""
    """Where it leads, already proven safe; empty for plain text."""
    is_strong: bool = False
    is_emphasis: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    kind: RunKind
    text: str = ""
    style: Style = PLAIN
    mark: Mark | None = None
    """The change that a FIX shows."""

    @property
    def is_slanted(self) -> bool:
        """Say whether it is emphasised by italics: Chinese and Japanese have dots for that."""
        return self.style.is_emphasis and not any(map(is_east, self.mark.right if self.mark else self.text))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an item, a table row, a piece of code."""

    kind: BlockKind
    runs: tuple[Run, ...]
    marker: str = ""
    """What stands before an item: a bullet or its number."""
    depth: int = 0
    """Steps that an item stands in from the margin."""


class BlockBuilder:
    """Collects runs into blocks; local to the making of one segment."""

    def __init__(self) -> None:
        """Begin with no block."""
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._kind = BlockKind.PARAGRAPH
        self._marker = ""
        self._depth = 0
        self._is_strong = self._is_soft = False
        self._is_html_strong = self._is_html_soft = False
        self._is_one_line = False
        self._newlines = 0

    @property
    def is_line_start(self) -> bool:
        """Say whether nothing but a line's end stands before the next token."""
        return self._newlines > 0 or not self._runs

    def begin(self, kind: BlockKind, marker: str = "", *, is_one_line: bool = False, depth: int = 0) -> None:
        """Close the block at hand and open another; `is_one_line` lets the line's end close it."""
        is_empty_item = self._kind is BlockKind.ITEM and not _trimmed(self._runs)
        if is_empty_item and kind is BlockKind.PARAGRAPH:
            return  # `<li><p>text`: the paragraph is the item's own
        self.close()
        self._kind, self._marker, self._is_one_line, self._depth = kind, marker, is_one_line, depth

    def begin_quote(self) -> None:
        """Open a quotation, or go on with the one at hand: its mark stands before every line."""
        if self._kind is not BlockKind.QUOTE or not self._runs:
            self.begin(BlockKind.QUOTE)

    def add_border(self) -> None:
        """Add the border of a table cell; the line becomes a row."""
        if self.is_line_start:
            self.begin(BlockKind.ROW)
        self._kind, self._is_one_line = BlockKind.ROW, True
        self.add(RunKind.CELL)

    def close(self) -> None:
        """Finish the block at hand; one that shows nothing is dropped."""
        runs = _trimmed(self._runs)
        if runs:
            self._blocks.append(Block(self._kind, runs, self._marker, self._depth))
        self._runs = []
        self._kind, self._marker, self._newlines, self._depth = BlockKind.PARAGRAPH, "", 0, 0
        self._is_html_strong = self._is_html_soft = self._is_one_line = False

    def newline(self) -> None:
        """End a line; the second end in a row ends the block."""
        newlines = self._newlines + 1
        if newlines > 1 or (self._is_one_line and self._runs):
            self.close()
        self._newlines = newlines

    def set_emphasis(self, is_strong: bool, is_soft: bool) -> None:
        """Say how Markdown emphasises what comes next."""
        self._is_strong, self._is_soft = is_strong, is_soft

    def set_html_emphasis(self, *, is_strong: bool | None = None, is_soft: bool | None = None) -> None:
        """Say how HTML tags emphasise the rest of the block, beside Markdown; None leaves it as it is."""
        self._is_html_strong = self._is_html_strong if is_strong is None else is_strong
        self._is_html_soft = self._is_html_soft if is_soft is None else is_soft

    def retitle(self) -> None:
        """Make the block at hand a heading: its underline has come."""
        if self._runs:
            self._kind = BlockKind.HEADING
            self.close()

    def add(self, kind: RunKind, text: str = "", href: str = "", mark: Mark | None = None) -> None:
        """Add a run; text of one style grows together, and a line's end becomes a space where the script has one."""
        if kind is RunKind.TEXT:
            text = re.sub(r"\s+", " ", text)
        self._soften(mark.wrong or mark.right if mark else text)
        style = Style(href, self._is_strong or self._is_html_strong, self._is_soft or self._is_html_soft)
        run = Run(kind, text, style, mark)
        last = self._runs[-1] if self._runs else None
        if last and kind is RunKind.TEXT and (last.kind, last.style) == (kind, run.style):
            self._runs[-1] = replace(last, text=last.text + text)
        else:
            self._runs.append(run)

    def add_code_block(self, kind: BlockKind, text: str) -> None:
        """Add a block whose line ends and spaces are kept."""
        self.close()
        last = self._blocks[-1] if self._blocks else None
        if last and last.kind is kind is BlockKind.CODE and not last.runs[0].text.endswith("\n\n"):
            self._blocks[-1] = Block(kind, (Run(RunKind.CODE, last.runs[0].text + text),))
        elif text.strip():
            self._blocks.append(Block(kind, (Run(RunKind.CODE, text),)))

    def finish(self) -> tuple[Block, ...]:
        """Return the blocks."""
        self.close()
        return tuple(self._blocks)

    def _soften(self, text: str) -> None:
        if self._newlines and self._runs:
            before = (self._runs[-1].mark.right if self._runs[-1].mark else self._runs[-1].text)[-1:]
            # Chinese and Japanese set no space where a line of the source happens to end.
            if before.strip() and text[:1].strip() and not (_is_wide(before) and _is_wide(text[:1])):
                self._runs.append(Run(RunKind.TEXT, " "))
        self._newlines = 0


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Drop empty text, and breaks and borders at either end."""
    shown = [
        run for run in runs if run.text or run.kind not in {RunKind.TEXT, RunKind.CODE, RunKind.DIM, RunKind.IMAGE}
    ]
    start, end = 0, len(shown)
    while start < end and _is_blank(shown[start]):
        start += 1
    while end > start and _is_blank(shown[end - 1]):
        end -= 1
    return tuple(shown[start:end])


def _is_blank(run: Run) -> bool:
    return run.kind in {RunKind.BREAK, RunKind.CELL} or (run.kind is RunKind.TEXT and not run.text.strip())
