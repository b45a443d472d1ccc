"""What the originals of a page say of the forms on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from summitalign.mining.counting import Pair
from summitalign.mining.look import SHOWN, Original, Seen
from summitalign.mining.names import keys_in
from summitalign.mining.pages import Page, Place, shown_place
from summitalign.mining.search import Finds, Kind, Wanted
from summitalign.terms.page import SourceEvidence, SourcePassage, SourceText

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


def with_originals(page: Page, evidence: SourceEvidence) -> None:
    """Note on a page the names that its originals hold."""
    for text in evidence.texts:
        for key, shown in keys_in(text.text):
            place = shown_place(shown)
            page.places[key] = page.places.get(key, 0) | (Place.ORIGINAL if place is Place.PROSE else place)


def faced(page: Page, finds: Finds, evidence: SourceEvidence, wanted: Wanted) -> Iterator[Faced]:
    """Yield what the passages of the originals say of each pair that was found."""
    spans = sorted(
        (page.offset(passage.target.end) - page.offset(passage.target.start), page.offset(passage.target.start), number)
        for number, passage in enumerate(evidence.passages)
    )

    @cache
    def innermost(offset: int) -> tuple[int, int, int] | None:
        return next(((start, start + size, n) for size, start, n in spans if start <= offset < start + size), None)

    @cache
    def own_keys(start: int, end: int) -> frozenset[str]:
        return frozenset(key for key, _ in keys_in(page.text[start:end]))

    @cache
    def source_keys(number: int) -> dict[str, str]:
        return dict(keys_in(evidence.passages[number].text))

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
                    originals.append(_shown(evidence.passages[place[2]], shown, evidence.texts))
        if facing or alone:
            yield Faced(pair, facing, alone, tuple(originals))


def _shown(passage: SourcePassage, written: str, texts: Sequence[SourceText]) -> Original:
    at = max(passage.text.find(written), 0)
    before = passage.text[max(0, at - _AROUND) : at].rpartition("\n")[2]
    after = passage.text[at + len(written) : at + len(written) + _AROUND].partition("\n")[0]
    line = before + written + after
    for text in texts:
        place = text.text.find(line)
        if place >= 0:
            return Original(written, Seen(text.name, text.text.count("\n", 0, place) + 1, before, after))
    return Original(written, Seen("", 0, before, after))
