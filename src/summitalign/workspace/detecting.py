"""Tagging the language of many documents, or of many short texts."""

from collections.abc import Callable
from dataclasses import dataclass

from summitalign.model.language import Detection
from summitalign.report.lines import own_lines
from summitalign.workspace.read import Input, parse_input


@dataclass(frozen=True, slots=True)
class Detected:
    """The languages of one document, and the lines that its sections stand on."""

    source: str
    detection: Detection
    lines: tuple[tuple[int, int], ...]
    """First and last line of each of `detection.segments`, from 1."""
    line: int | None = None
    """Line of its file where `source` is a file of short texts, one a line; None for a whole document."""


@dataclass(frozen=True, slots=True)
class DetectJob:
    """Tag one document and its sections."""

    def prepare(self) -> Callable[[Input], Detected]:
        """Return the function that does one document."""
        return detect_input


def detect_input(source: Input) -> Detected:
    """Read one document and tag it and its sections; raises InputError."""
    from summitalign import api

    document = parse_input(source)
    detection = api.detect(document)
    lines = tuple(own_lines(document.text, document.lines, segment.span) for segment in detection.segments)
    return Detected(document.source, detection, lines)


@dataclass(frozen=True, slots=True)
class DetectLineJob:
    """Tag one short text."""

    def prepare(self) -> Callable[[str], Detection]:
        """Return the function that does one text."""
        from summitalign import api

        return api.detect_line
