"""How much of one document is judged: what goes beyond it is no text that people wrote, and would take minutes."""

from summitalign.errors import InputError

MOST_FORMS, FORM_SPACE = 15_000, 60
"""Wrong forms that one document may hold, and code points for each in a long one.

Of 180 judged documents the fullest holds 20, the densest one in 120 code points over more than a list.
"""
MOST_WEIGHED, WEIGHED_SPACE = 2_000, 500
"""Occurrences that are weighed in one document, and code points for each in a long one: a hundred times the 20 seen."""
ROUNDS = 3
"""Times that so many are weighed; what is fixed is evidence for the next, and 180 documents took 3 rounds at most."""
CROWDED = "so many forms of this document would have to be weighed that none of them is"


def check_count(count: int, length: int, place: str) -> None:
    """Raise InputError where a text of a length in code points holds so many wrong forms that it is none."""
    most = max(MOST_FORMS, length // FORM_SPACE)
    if count > most:
        message = f"{count} wrong forms stand in it; of more than {most} none is judged"
        raise InputError(message, place=place, hint="divide the document, or leave it out with --exclude")


def weighings(length: int) -> int:
    """Return how many weighings a text of a length in code points is worth."""
    return ROUNDS * max(MOST_WEIGHED, length // WEIGHED_SPACE)
