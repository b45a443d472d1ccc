"""Reading what is no Markdown, by the ending of its name."""

from functools import lru_cache
from typing import TYPE_CHECKING

from summitalign.formats.kinds import Kind, kind_of

if TYPE_CHECKING:
    from summitalign.formats.reading import Reading


def read(raw: str, source: str) -> "Reading | None":
    """Read the texts that stand in a file; None for what is a text itself.

    Raises InputError with the place for a file that is not what its ending says.
    """
    kind = kind_of(source)
    return None if kind is None else _read(raw, source, kind)


@lru_cache(maxsize=2)  # who looks for terms asks first whether there are any, and proves with the file again
def _read(raw: str, source: str, kind: Kind) -> "Reading | None":
    if kind is Kind.NOTEBOOK:
        from summitalign.formats.notebook import read_notebook

        return read_notebook(raw, source)
    if kind is Kind.PO:
        from summitalign.formats.po import read_po

        return read_po(raw, source)
    if kind is Kind.XLIFF:
        from summitalign.formats.xliff import read_xliff

        return read_xliff(raw, source)
    if kind is Kind.HTML:
        from summitalign.formats.html_page import read_html_page

        return read_html_page(raw, source)
    from summitalign.formats.rst import read_rst

    return read_rst(raw, source)


def text_of(raw: str, source: str) -> str:
    """Return what a file says: its own text, or the texts that stand in it; raises InputError as `read` does."""
    reading = read(raw, source)
    return raw if reading is None else reading.text
