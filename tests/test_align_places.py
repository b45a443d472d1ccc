"""Reports on talks: what the places of segments add, and which pairs are chosen in the end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitalign.align.features import Features
from summitalign.align.places import place_scores
from summitalign.align.recap import Side
from summitalign.align.retelling import Once, retelling
from summitalign.align.units import Sides
from summitalign.api import parse
from summitalign.model.alignment import Unit
from summitalign.model.document import Segment, SegmentKind
from summitalign.model.span import Span

NULL = 2.0


@dataclass(frozen=True, slots=True)
class One:
    """A candidate, by what places and choices look at."""

    title: str = ""
    parent: int | None = None
    group: str = ""
    is_plain: bool = False
    kind: SegmentKind = SegmentKind.SECTION


def side(*ones: One) -> Side:
    spot = Span(0, 0)
    features = tuple(
        Features(
            Segment(f"s{number}", one.kind, 0, one.title, spot, spot),
            one.title,
            frozenset(),
            (),
            0.0,
            parent=one.parent,
        )
        for number, one in enumerate(ones)
    )
    nothing = tuple(None for _ in ones)
    return Side(
        features,
        nothing,
        tuple(one.group for one in ones),
        tuple(() for _ in ones),
        tuple(one.is_plain for one in ones),
    )


def talks(*groups: str) -> Side:
    return side(*(One(f"talk {number}", None, group, False, SegmentKind.ENTRY) for number, group in enumerate(groups)))


def table(*rows: list[float]) -> NDArray[np.float64]:
    return np.array(rows)


def chosen(scores: NDArray[np.float64], sources: Side, targets: Side) -> set[tuple[int, int]]:
    found = retelling(scores, Once(np.zeros_like(scores), np.zeros_like(scores)), sources, targets, NULL)
    return {(told.block.source, told.block.target) for told in found}


def test_a_part_leans_to_the_counterpart_of_its_section_and_away_from_others() -> None:
    texts = side(One("one"), One("two"), One("", 0, is_plain=True), One("", None, is_plain=True))
    scores = table([9.0, -9.0, 0.0, 0.0], [-9.0, 9.0, 0.0, 0.0], [-9.0, -9.0, 0.0, 0.0])
    added = place_scores(scores, talks("d", "d", "d"), texts, NULL)
    assert added[0, 2] > 1.5
    assert added[2, 2] < -1.0  # nobody's talk, but not that of its section
    assert added[1, 2] < added[2, 2] - 1.0  # the talk of another section
    assert not added[:, 3].any()


def test_sections_lean_to_what_most_of_their_parts_are_about() -> None:
    texts = side(One("all"), One("a", 0), One("b", 0), One("alone"), One("c", 3))
    scores = table([0.0, 9.0, 8.0, 0.0, -9.0], [0.0, -9.0, -9.0, 0.0, 9.0])
    added = place_scores(scores, talks("d", "d"), texts, NULL)
    assert added[0, 0] > added[1, 0]
    assert added[0, 0] > 0.5


def test_segments_of_one_title_share_their_counterpart() -> None:
    texts = side(One("tides"), One("ropes"), One("tides"))
    scores = table([9.0, -9.0, 1.0], [-9.0, -9.0, 1.0])
    added = place_scores(scores, talks("d", "d"), texts, NULL)
    assert added[0, 2] > added[1, 2] + 1.0
    assert (0, 2) in chosen(scores + added, talks("d", "d"), texts)


def test_talks_of_the_session_that_a_section_is_about_are_likelier() -> None:
    texts = side(One("day"), One("a", 0), One("b", 0), One("c", 0))
    scores = np.full((6, 4), -9.0)
    scores[0, 1] = scores[2, 2] = 9.0
    scores[:, 3] = 0.0
    agenda = talks("mon", "tue", "mon", "tue", "mon", "tue")
    added = place_scores(scores, agenda, texts, NULL)
    assert added[4, 3] > 0.3
    assert added[5, 3] < -0.3


def test_a_neighbour_in_the_same_section_and_session_is_likelier() -> None:
    scores = np.full((8, 3), -9.0)
    scores[2, 1] = scores[3, 2] = 9.0
    scores[:, 0] = 0.0
    together = side(One("a"), One("b"), One("c"))
    apart = side(One("a", 1), One("b"), One("c"))
    agenda = talks(*("d" for _ in range(8)))
    assert place_scores(scores, agenda, together, NULL)[1, 0] > 0.5
    assert place_scores(scores, agenda, apart, NULL)[1, 0] < 0.1
    split = talks("d", "d", "e", "e", "e", "e", "e", "e")
    near = place_scores(scores, split, together, NULL)
    assert near[1, 0] < near[4, 0]


def test_segments_of_which_nothing_is_known_do_not_assure_each_other() -> None:
    texts = side(One("day"), *(One(str(number), 0) for number in range(6)))
    scores = np.full((9, 7), -1.0)
    scores[0, 1] = 9.0
    scores[3:, 2:] = -0.3
    added = place_scores(scores, talks("a", "a", "a", *("b" for _ in range(6))), texts, NULL)
    assert added[3:, 2:].max() < 1.0


def test_a_section_may_have_several_talks_of_one_session_but_an_item_only_one() -> None:
    scores = table([9.0], [6.0], [2.5])
    assert chosen(scores, talks("d", "d", "d"), side(One("x"))) == {(0, 0), (1, 0)}
    assert chosen(scores, talks("d", "e", "d"), side(One("x"))) == {(0, 0)}
    assert chosen(scores, talks("d", "d", "d"), side(One("x", kind=SegmentKind.ITEM))) == {(0, 0)}


def test_a_second_report_on_a_talk_needs_more_than_a_second_talk() -> None:
    texts = side(One("x"), One("y"))
    assert chosen(table([9.0, 5.0]), talks("d"), texts) == {(0, 0)}
    assert chosen(table([9.0, 6.0]), talks("d"), texts) == {(0, 0), (0, 1)}
    assert chosen(table([9.0], [5.0]), talks("d", "d"), side(One("x"))) == {(0, 0), (1, 0)}


def test_what_is_unlike_every_talk_has_no_counterpart() -> None:
    assert chosen(table([1.9, -3.0], [-3.0, 2.1]), talks("d", "d"), side(One("x"), One("y"))) == {(1, 1)}
    assert chosen(table([1.9]), talks("d"), side(One("", is_plain=True))) == set()
    assert chosen(table([2.1]), talks("d"), side(One("", is_plain=True))) == {(0, 0)}


def test_parts_that_tell_of_several_talks_leave_their_section_none() -> None:
    texts = side(One("frame"), One("", 0, is_plain=True), One("", 0, is_plain=True))
    agenda = talks("d", "d")
    assert chosen(table([6.0, 9.0, -9.0], [6.0, -9.0, 9.0]), agenda, texts) == {(0, 1), (1, 2)}
    whole = table([9.5, 9.0, -9.0], [-9.0, -9.0, 9.0])
    assert chosen(whole, agenda, texts) == {(0, 0), (0, 1), (1, 2)}


def test_notes_of_a_row_of_talks_belong_to_the_one_whose_title_they_bear() -> None:
    agenda = parse(
        "| Time | Session | Talks | Notes |\n|---|---|---|---|\n"
        "| 9:30 | Long | **[Ropes][1]** - Ines Marin<br>**[Knots][2]** - Otto Brandt | [notes](#ropes) |\n"
        "| 10:30 | Long | **[Sails][3]** - Ines Marin<br>**[Masts][4]** - Otto Brandt | [notes](#wood-and-cloth) |\n\n"
        "[1]: https://youtu.be/AAAAAAAAAA1\n[2]: https://youtu.be/AAAAAAAAAA2\n"
        "[3]: https://youtu.be/AAAAAAAAAA3\n[4]: https://youtu.be/AAAAAAAAAA4\n\n"
        "# Ropes\n\nHemp.\n\n# Wood and cloth\n\nOak.\n"
    )
    found = Sides.of(agenda, parse("# x\n"), Unit.AUTO).source.notes
    assert [(agenda.segment(entry).title, notes.title) for entry, notes in found] == [
        ("Ropes", "Ropes"),
        ("Sails", "Wood and cloth"),
        ("Masts", "Wood and cloth"),
    ]
