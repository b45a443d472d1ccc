"""Which kind of file a name stands for: the one place that knows the endings of what is no Markdown."""

from enum import StrEnum
from os.path import splitext


class Kind(StrEnum):
    """A kind of file whose texts are read out of it, and written back into it."""

    NOTEBOOK = "a notebook"
    PO = "a PO catalogue"
    XLIFF = "an XLIFF file"
    HTML = "a page of HTML"
    RST = "a document of reStructuredText"


_KINDS = {
    ".ipynb": Kind.NOTEBOOK,
    ".po": Kind.PO,
    ".xlf": Kind.XLIFF,
    ".xliff": Kind.XLIFF,
    ".rst": Kind.RST,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
}
ENDINGS = tuple(_KINDS)
"""Endings of the files that can be fixed with a proof of their own kind, in lower case."""
PAGE_ENDINGS = (".html", ".htm", ".xhtml")
"""Those that a folder is not searched for: most pages in folders are made from other files, by programs."""
CATALOGUE_ENDINGS = (".po", ".xlf", ".xliff")
"""Those of files that hold both an original and its translation."""


READ_ONLY_ENDINGS = (".docx",)
"""Those of files that are only read, where they are named."""


def is_read_only(name: str) -> bool:
    """Say whether a file is of a kind that is only read."""
    return name.lower().endswith(READ_ONLY_ENDINGS)


def kind_of(name: str) -> Kind | None:
    """Return the kind of a file by the ending of its name; None for what is read as Markdown or plain text."""
    return _KINDS.get(splitext(name)[1].lower())  # noqa: PTH122 - a path object for each of many files takes ten times as long
