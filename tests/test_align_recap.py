"""Reports on talks: their sections, items and paragraphs find the talks of an agenda, and the notes on them."""

import re
from collections.abc import Iterable

import pytest

from recap_cases import CASES, RecapCase
from summitalign.align.cosine import cosines
from summitalign.align.engine import align
from summitalign.align.lexicon import Lexicon
from summitalign.align.options import AlignOptions
from summitalign.align.title_words import title_coverage, title_words
from summitalign.align.tokens import Token, TokenKind
from summitalign.api import parse
from summitalign.model.alignment import Alignment, Tier, Unit
from summitalign.model.document import Document, Segment, SegmentKind

_LINK = re.compile(r"\[([^\[\]]*)\]\([^)]*\)")
BY_NAME = {case.name: case for case in CASES}


def read(case: RecapCase, *, has_links: bool = True) -> tuple[Document, Document]:
    return parse(case.agenda, "agenda.md"), parse(
        case.recap if has_links else _LINK.sub(r"\1", case.recap), "recap.zh.md"
    )


def beginning(document: Document, segment: Segment) -> str:
    first = segment.span.of(document.text).strip().splitlines()[0]
    return re.sub(r"^[#\-\s*\[]+", "", first)


def unit(document: Document, segment: Segment, units: Iterable[str]) -> str:
    """Name the judged unit that a segment is, or the nearest one around it, as a part tells of what the whole does."""
    around: Segment | None = segment
    while around:
        found = next((one for one in units if beginning(document, around).startswith(one)), None)
        if found:
            return found
        around = document.segment(around.parent) if around.parent else None
    return f"? {beginning(document, segment)[:20]}"


def found_pairs(found: Alignment, case: RecapCase) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the pairs of talks and those of notes; the title of a whole document is neither."""
    talks = {talk.segment for talk in found.source.talks}
    units = {name for _, name in (*case.pairs, *case.notes)}
    pairs: tuple[set[tuple[str, str]], set[tuple[str, str]]] = set(), set()
    for bead in found.beads:
        for own in bead.source:
            segment = found.source.segment(own)
            if segment.level != 1:
                pairs[own not in talks].update(
                    (segment.title, unit(found.target, found.target.segment(other), units)) for other in bead.target
                )
    return pairs


def f1(right: frozenset[tuple[str, str]], found: set[tuple[str, str]]) -> float:
    return 2.0 * len(right & found) / (len(right) + len(found))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_report_finds_its_talks(name: str) -> None:
    talks, _ = found_pairs(align(*read(BY_NAME[name])), BY_NAME[name])
    assert f1(BY_NAME[name].pairs, talks) >= 0.88


@pytest.mark.parametrize("name", BY_NAME)
def test_without_links_names_and_words_find_them(name: str) -> None:
    talks, _ = found_pairs(align(*read(BY_NAME[name], has_links=False)), BY_NAME[name])
    assert f1(BY_NAME[name].pairs, talks) >= 0.65


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize(("has_links", "least"), [(True, 0.65), (False, 0.2)])
def test_without_a_lexicon_names_are_left(name: str, has_links: bool, least: float) -> None:
    documents = read(BY_NAME[name], has_links=has_links)
    talks, _ = found_pairs(align(*documents, None, AlignOptions(lexicons=())), BY_NAME[name])
    assert f1(BY_NAME[name].pairs, talks) >= least


@pytest.mark.parametrize("name", ["harbour", "hive"])
@pytest.mark.parametrize("has_links", [True, False])
def test_who_finds_a_talk_finds_its_notes(name: str, has_links: bool) -> None:
    _, notes = found_pairs(align(*read(BY_NAME[name], has_links=has_links)), BY_NAME[name])
    assert f1(BY_NAME[name].notes, notes) >= 0.99


@pytest.mark.parametrize("name", BY_NAME)
def test_certain_beads_are_right(name: str) -> None:
    found = align(*read(BY_NAME[name]))
    sure = Alignment(
        found.source,
        found.target,
        found.source_segments,
        found.target_segments,
        tuple(bead for bead in found.beads if bead.tier is Tier.CERTAIN),
        found.signature,
    )
    talks, _ = found_pairs(sure, BY_NAME[name])
    assert talks <= BY_NAME[name].pairs
    assert len(talks) >= 0.5 * len(BY_NAME[name].pairs)


@pytest.mark.parametrize("name", BY_NAME)
def test_swapped_documents_have_the_mirrored_beads(name: str) -> None:
    agenda, recap = read(BY_NAME[name])
    there = {(bead.source, bead.target, bead.posterior) for bead in align(agenda, recap).beads}
    assert there == {(bead.target, bead.source, bead.posterior) for bead in align(recap, agenda).beads}


def test_a_bead_holds_a_talk_and_then_its_notes() -> None:
    found = align(*read(BY_NAME["harbour"]))
    [bead] = [one for one in found.beads if found.target.segment(one.target[0]).title == "潮水 3.0 测试版"]
    kinds = [found.source.segment(one).kind for one in bead.source]
    assert kinds == [SegmentKind.ENTRY, SegmentKind.SECTION]
    assert bead.tier is Tier.CERTAIN


def test_paragraphs_are_listed_only_where_they_have_a_counterpart_themselves() -> None:
    found = align(*read(BY_NAME["harbour"]))
    joined = {one for bead in found.beads for one in bead.target}
    untitled = {one.id for one in found.target_segments if not one.title}
    assert untitled
    assert untitled <= joined
    listed = {one.id for one in found.source_segments}
    assert {one for bead in found.beads for one in bead.source} <= listed


def test_notes_without_a_report_are_listed_as_such() -> None:
    agenda, recap = read(BY_NAME["harbour"])
    less = parse(recap.text[: recap.text.index("## 边缘上的浮标")])
    assert "Rust core" in {one.title for one in align(agenda, less).source_segments}


def test_a_paragraph_that_only_repeats_the_recording_of_its_section_adds_no_bead() -> None:
    found = align(*read(BY_NAME["harbour"]))
    paragraphs = [found.target.segment(one) for bead in found.beads for one in bead.target]
    assert not [one for one in paragraphs if beginning(found.target, one).startswith("([视频]")]


def test_the_frame_of_a_report_by_paragraphs_has_no_bead() -> None:
    found = align(*read(BY_NAME["tram"]))
    kinds = {found.target.segment(one).kind for bead in found.beads for one in bead.target}
    assert kinds == {SegmentKind.PARAGRAPH}


def test_an_agenda_translated_keeps_its_notes() -> None:
    agenda = parse(BY_NAME["hive"].agenda)
    again = parse(BY_NAME["hive"].agenda.replace("Coffee", "Kaffee"))
    found = align(agenda, again)
    names = {found.source.segment(one).title for bead in found.beads for one in bead.source}
    kinds = {found.source.segment(one).kind for bead in found.beads for one in bead.source}
    assert "WaggleDB: a database for dances" in names
    assert kinds == {SegmentKind.ENTRY, SegmentKind.SECTION}


def test_the_unit_of_sections_aligns_the_notes_alone() -> None:
    found = align(*read(BY_NAME["harbour"]), None, AlignOptions(Unit.SECTION))
    assert found.source.talks[0].segment not in {one.id for one in found.source_segments}
    assert {("Tidewater 3.0", "潮水 3.0 测试版"), ("Buoys at the Edge", "边缘上的浮标")} <= {
        (found.source.segment(bead.source[0]).title, found.target.segment(bead.target[0]).title) for bead in found.beads
    }


LEXICON = Lexicon({"网格": "grid/mesh", "海流": "ocean current", "模型": "model"}, {})


def test_titles_are_compared_word_by_word_across_languages() -> None:
    own = [title_words(one, LEXICON) for one in ("Grid Currents", "Small Models", "")]
    other = [title_words(one, LEXICON) for one in ("网格海流", "模型", "午饭")]
    covered = title_coverage(own, other)
    assert covered[0, 0] == pytest.approx(1.0)
    assert 0.5 < covered[1, 1] < 1.0
    assert covered[0, 1] == covered[1, 0] == 0.0
    assert not covered[2].any()
    assert not covered[:, 2].any()


def test_a_compound_name_is_compared_by_its_parts() -> None:
    own = title_words("HarborMap", None)
    others = [title_words(one, None) for one in ("Maps of the harbor", "The Harbormap", "Tides")]
    assert title_coverage([own], others)[0].tolist() == pytest.approx([1.0, 1.0, 0.0])


def test_likeness_does_not_grow_with_length() -> None:
    def words(*texts: str) -> frozenset[Token]:
        return frozenset(Token(TokenKind.WORD, text) for text in texts)

    short, other = words("salt", "radio"), words("tide", "chart")
    long = words("salt", "tide", *(f"w{number}" for number in range(50)))
    texts = [words("salt", "radio"), words("tide", "chart"), words(*(f"w{number}" for number in range(50)))]
    like = cosines([short, other, long], texts)
    assert like[0, 0] == pytest.approx(1.0)
    assert like[2, 0] < 0.3
    assert like[2, 2] > 0.9
