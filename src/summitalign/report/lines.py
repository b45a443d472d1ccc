"""Lines of a text, as reports name them."""

from summitalign.model.span import LineIndex, Span


def own_lines(text: str, lines: LineIndex, span: Span) -> tuple[int, int]:
    """Return first and last line (from 1) of a span of `text`, blank lines at its end left out."""
    stop = span.start + len(span.of(text).rstrip())
    return lines.lines_of(Span(span.start, max(span.start, stop)))


def split_lines(text: str) -> list[str]:
    """Split a text into its lines, line ends dropped; a line end at the end begins no further line."""
    index = LineIndex.build(text)
    spans = (index.line_span(number) for number in range(1, len(index.starts) + 1))
    rows = [span.of(text).rstrip("\r\n") for span in spans]
    return rows[:-1] if rows and not rows[-1] else rows
