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

    def __reduce__(self) -> tuple[object, ...]:
        # As a call: a frozen value with slots takes five times as long to come through a pipe.
        return Row, (self.stamp, self.seen, self.digest, self.grade, self.content)
