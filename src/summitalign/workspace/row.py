"""What the cache knows of one document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one document."""

    stamp: bytes
    """What the system said of the file when it was last read."""
    seen: int
    """Nanoseconds since 1970: when that was, before the reading."""
    digest: bytes
    """SHA-256 of its bytes."""
    grade: int = 0
    """How much there is to tell, as whoever keeps it counts; 0 for nothing."""
    content: bytes = b""
