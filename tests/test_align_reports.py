"""Reports on talks in many styles: bold headings, lists, tables, speakers with several talks; and what is believed."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recap_cases import CASES, RecapCase
from summitalign.align.engine import Aligner, align
from summitalign.align.features import Resources, describe
from summitalign.align.options import AlignOptions
from summitalign.align.score import initial_rates, token_scores
from summitalign.align.speakers import without_speakers
from summitalign.align.table import Together, TokenTable
from summitalign.align.terms import Concepts
from summitalign.align.title_words import told_coverage
from summitalign.align.tokens import Token, TokenKind
from summitalign.api import parse
from summitalign.model.alignment import Alignment, Tier, Unit
from summitalign.model.document import SegmentKind
from test_align_recap import f1, found_pairs, read

BY_NAME = {case.name: case for case in CASES}


def aligned(name: str, *, has_links: bool = True) -> Alignment:
    return align(*read(BY_NAME[name], has_links=has_links))


def told(found: Alignment, beginning: str) -> set[str]:
    """Return the titles of what the section of a title is joined with."""
    return {
        found.source.segment(one).title
        for bead in found.beads
        for other in bead.target
        if found.target.segment(other).title == beginning
        for one in bead.source
    }


@pytest.mark.parametrize(("has_links", "least"), [(True, 0.97), (False, 0.84)])
def test_reports_of_all_styles_find_most_of_their_talks(has_links: bool, least: float) -> None:
    def score(case: RecapCase) -> float:
        return f1(case.pairs, found_pairs(aligned(case.name, has_links=has_links), case)[0])

    assert sum(map(score, CASES)) / len(CASES) >= least


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("**Kites** ([video](https://youtu.be/aaaaaaaaaaa))", "Kites"),
        ("**Kites:** [video](https://youtu.be/aaaaaaaaaaa) | [slides][1]", "Kites"),
        ("__风筝__（[录像](https://youtu.be/aaaaaaaaaaa)）", "风筝"),
        ("**Kites** <https://youtu.be/aaaaaaaaaaa>", "Kites"),
        ("**Kites** (video)", "Kites"),
        ("**Kites** are fun, see [video](https://youtu.be/aaaaaaaaaaa)", None),
        ("**Kites fly.** [video](https://youtu.be/aaaaaaaaaaa)", None),
        ("[Kites](https://youtu.be/aaaaaaaaaaa) **now**", None),
        ("**2019** [video](https://youtu.be/aaaaaaaaaaa)", None),
    ],
)
def test_a_bold_line_with_its_links_is_a_heading(line: str, title: str | None) -> None:
    document = parse(f"# All\n\n{line}\n\nText.\n\n[1]: a.pdf\n")
    heads = [one for one in document.segments if one.kind is SegmentKind.SECTION and one.is_pseudo_heading]
    assert [one.title for one in heads] == ([title] if title else [])
    assert [one.title_span.of(document.text).strip(":") for one in heads] == ([title] if title else [])


def test_a_name_with_several_talks_is_about_one_of_them() -> None:
    assert told(aligned("glass"), "颜色匹配") == {"Colour matching in CIELAB"}
    assert told(aligned("hive"), "Greta Moss 的两场") >= {
        "Hive scales and the LoRa network",
        "Predicting honey harvests",
    }


def test_the_name_of_a_speaker_is_no_evidence_twice() -> None:
    case = BY_NAME["glass"]
    agenda = parse(case.agenda)
    talks = [segment for segment in agenda.segments if segment.id in {talk.segment for talk in agenda.talks}]
    described = describe(agenda, talks, Resources(Concepts.of(None), None), has_shape=False)
    bare = without_speakers(described)
    assert [one.title for one in bare] == [one.title for one in described]
    assert {"mei", "okada"} <= {token.text for one in described for token in one.tokens}
    assert not {"mei", "okada"} & {token.text for one in bare for token in one.tokens}
    own = aligned("glass").beads
    assert all(piece.value not in ("mei", "okada") for bead in own for piece in bead.evidence)


@pytest.mark.parametrize("name", ["orchard", "lamp"])
def test_a_list_of_talks_leaves_them_to_its_lines(name: str) -> None:
    found = aligned(name)
    talks = {talk.segment for talk in found.source.talks}
    kinds = {
        found.target.segment(other).kind for bead in found.beads if talks & {*bead.source} for other in bead.target
    }
    assert kinds <= {SegmentKind.ROW, SegmentKind.ITEM, SegmentKind.PARAGRAPH}


def test_a_title_is_covered_by_the_words_of_a_text() -> None:
    titles = [(frozenset({"ship"}), frozenset({"count", "number"})), (frozenset({"ship"}),), ()]
    texts = [frozenset({"ship", "number"}), frozenset({"ship"}), frozenset({"soup"})]
    covered = told_coverage(titles, texts)
    assert covered[0, 0] > covered[0, 1] > covered[0, 2] == 0.0
    assert covered[0, 0] > covered[1, 0]
    assert not covered[2].any()


def test_form_alone_is_never_certain() -> None:
    one = align(parse("# Tides\n\nThe moon pulls at the sea, twice a day.\n"), parse("# 发票\n\n请在月底之前付款。\n"))
    assert Tier.CERTAIN not in {bead.tier for bead in one.beads}
    names = ("ala", "bro", "cid", "dun", "eel", "fig", "gnu", "hen", "ibo", "jay", "kea", "lyn")
    sections = [f"## Part {name}\n\nRun `{name}()` and read `{name}.txt`.\n\n" for name in names]
    last = "## {}\n\n{}.\n\n- {}\n- {}\n\n### {}\n"
    own = "".join(sections) + last.format("Licence", "Free for all of you", "Take", "Give", "More")
    other = last.format("后记", "谢谢大家一直读到", "一", "二", "三") + "\n" + "".join(sections[::-1])
    found = Aligner(None, AlignOptions(Unit.SECTION, lexicons=())).align(parse(own), parse(other))
    tiers = {found.source.segment(bead.source[0]).title: bead.tier for bead in found.beads}
    assert tiers.pop("Licence") is Tier.LIKELY
    assert tiers.pop("More", Tier.LIKELY) is Tier.LIKELY
    assert set(tiers.values()) == {Tier.CERTAIN}


_TOKENS = st.frozensets(st.sampled_from([Token(TokenKind.LATIN, letter) for letter in "abcdefgh"]), max_size=8)
_SEGMENTS = st.lists(_TOKENS, min_size=3, max_size=12)


@settings(deadline=None)
@given(own=_SEGMENTS, other=_SEGMENTS, sizes=st.sampled_from([(1, 1), (1, 2), (3, 1)]))
def test_tokens_are_added_up_as_matrices_would(
    own: list[frozenset[Token]], other: list[frozenset[Token]], sizes: tuple[int, int]
) -> None:
    table = TokenTable.of(own, other)
    weights = np.arange(1.0, len(table.tokens) + 1.0)
    together = Together.of(table, *sizes)
    assert np.allclose(together.sums(weights), (together.own * weights) @ together.other.T)
    match = np.linspace(0.0, 1.0, together.own.shape[0] * together.other.shape[0]).reshape(len(together.own), -1)
    assert np.allclose(together.hits(match), (together.own * (match @ together.other)).sum(axis=0))
    turned = TokenTable.of(other, own)
    scores = token_scores(table, initial_rates(table), together)
    back = token_scores(turned, initial_rates(turned), Together.of(turned, *sizes[::-1]))
    assert np.allclose(scores, back.T)


def _swapped(case: RecapCase, cut: Callable[[str], str], unit: Unit) -> tuple[set[object], set[object]]:
    agenda, recap = parse(cut(case.agenda), "a.md"), parse(cut(case.recap), "b.md")
    options = AlignOptions(unit, lexicons=())
    there = {(one.source, one.target, one.posterior) for one in align(agenda, recap, None, options).beads}
    back = {(one.target, one.source, one.posterior) for one in align(recap, agenda, None, options).beads}
    return set(there), set(back)


@settings(deadline=None, max_examples=40)
@given(case=st.sampled_from(CASES), share=st.floats(0.3, 1.0), unit=st.sampled_from([Unit.AUTO, Unit.PARAGRAPH]))
def test_any_part_of_a_report_mirrors(case: RecapCase, share: float, unit: Unit) -> None:
    there, back = _swapped(case, lambda text: text[: int(len(text) * share)], unit)
    assert there == back
