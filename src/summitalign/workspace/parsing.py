"""Parsing many documents."""

from collections.abc import Callable
from dataclasses import dataclass

from summitalign.model.document import Document
from summitalign.workspace.read import Input, parse_input


@dataclass(frozen=True, slots=True)
class ParseJob:
    """Read and parse one document."""

    def prepare(self) -> Callable[[Input], Document]:
        """Return the function that does one document."""
        return parse_input
