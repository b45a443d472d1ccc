"""What a document says of its own language."""

from dataclasses import dataclass
from enum import StrEnum

from summitalign.model.span import Span


class DeclaredBy(StrEnum):
    """Where a language is declared, the strongest place first."""

    FRONT_MATTER = "front-matter"
    HTML = "html"
    SUFFIX = "suffix"
    """The end of the file's name, as in `guide.zh-CN.md`."""
    FOLDER = "folder"
    """A folder that the file lies in, as in `docs/ja/guide.md`; the innermost."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """The language that a document is declared to be in."""

    tag: str
    """BCP 47, as far as it was written: `zh-TW` where it says `zh_tw`."""
    by: DeclaredBy
    span: Span | None = None
    """Where the text says so; None where its path does."""
