"""What the originals of a page say of the forms on it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from summitalign.mining.counting import Pair
from summitalign.mining.look import SHOWN, Original, Seen
from summitalign.mining.names import keys_in, spans_in
from summitalign.mining.pages import Page, Place, shown_place
from summitalign.mining.search import Finds, Kind, Wanted
from summitalign.terms.page import SourceEvidence, SourcePassage, SourceText
from summitalign.terms.wording import is_first_word, is_subject

_WORD = re.compile("[A-Za-z]+")
_AROUND = 60
"""Characters of the original that are shown on each side."""


@dataclass(frozen=True, slots=True)
class Faced:
    """What the originals say of a form and a name on one page."""

    pair: Pair
    facing: int
    """Places whose original names the name, and whose own passage does not."""
    alone: int
    """Places whose original does not name it."""
    originals: tuple[Original, ...]


def with_originals(page: Page, evidence: SourceEvidence, wanted: Wanted) -> None:
    """Note on a page the names that its originals surely hold."""
    for text in evidence.texts:
        for key, start, end in spans_in(text.text):
            if _may_be_word(wanted, key, (text.text, start, end)):
                continue
            place = shown_place(text.text[start:end])
            page.places[key] = page.places.get(key, 0) | (Place.ORIGINAL if place is Place.PROSE else place)


def faced(page: Page, finds: Finds, evidence: SourceEvidence, wanted: Wanted) -> Iterator[Faced]:
    """Yield what the passages of the originals say of each pair that was found."""
    spans = sorted(
        (page.offset(passage.target.end) - page.offset(passage.target.start), page.offset(passage.target.start), number)
        for number, passage in enumerate(evidence.passages)
    )

    certain = {*finds.present, *(key for key, places in page.places.items() if places & Place.ORIGINAL)}

    @cache
    def innermost(offset: int) -> tuple[int, int, int] | None:
        return next(((start, start + size, n) for size, start, n in spans if start <= offset < start + size), None)

    @cache
    def own_keys(start: int, end: int) -> frozenset[str]:
        return frozenset(key for key, _ in keys_in(page.text[start:end]))

    @cache
    def source_keys(number: int) -> dict[str, str]:
        written: dict[str, str] = {}
        text = evidence.passages[number].text
        for key, start, end in spans_in(text):
            # What begins a sentence is a name where the page or its originals have it for sure.
            if key not in certain and _may_be_word(wanted, key, (text, start, end)):
                continue
            shown = text[start:end]
            # The name itself tells more than its letters in an address.
            if key not in written or (written[key].islower() and not shown.islower()):
                written[key] = shown
        return written

    for pair, (kind, _) in finds.pairs.items():
        if kind is Kind.SPLIT:  # the passage holds the name, in two words
            continue
        facing = alone = 0
        originals: list[Original] = []
        for offset in finds.hits[pair[0]].offsets:
            place = innermost(offset)
            if place is None:
                continue
            shown = source_keys(place[2]).get(pair[1])
            if shown is None or not wanted.is_meant(pair[1], shown):
                alone += 1
            elif pair[1] not in own_keys(place[0], place[1]):
                facing += 1
                if len(originals) < SHOWN:
                    originals.append(shown_original(evidence.passages[place[2]], shown, evidence.texts))
        if facing or alone:
            yield Faced(pair, facing, alone, tuple(originals))


def _may_be_word(wanted: Wanted, key: str, place: tuple[str, int, int]) -> bool:
    """Say whether an original may have an ordinary word, with the capital of its sentence: Lightning strikes are rare.

    A word that does something by itself is a name, as most words need an article for that: Falcon is made for speed.
    """
    name, (text, start, end) = wanted.names.get(key), place
    if name is None or not wanted.known.is_ordinary(name):
        return False
    found = _WORD.fullmatch(text, start, end)
    return found is not None and is_first_word(text, found) and not is_subject(text, found)


def shown_original(passage: SourcePassage, written: str, texts: Sequence[SourceText]) -> Original:
    """Return the place of a name in an original, as people are shown it."""
    at = max(passage.text.find(written), 0)
    before = passage.text[max(0, at - _AROUND) : at].rpartition("\n")[2]
    after = passage.text[at + len(written) : at + len(written) + _AROUND].partition("\n")[0]
    line = before + written + after
    for text in texts:
        place = text.text.find(line)
        if place >= 0:
            return Original(written, Seen(text.name, text.text.count("\n", 0, place) + 1, before, after))
    return Original(written, Seen("", 0, before, after))
