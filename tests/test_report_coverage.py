"""How much of a document has a counterpart, in characters of prose, and the figures made of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_digests import a_document, a_finding, a_pair, a_part, a_report
from summitalign.api import parse
from summitalign.errors import UsageError
from summitalign.model.alignment import Alignment, Bead, Signature, Tier
from summitalign.model.document import Segment, SegmentKind
from summitalign.model.finding import Decision
from summitalign.model.span import Span
from summitalign.report.coverage import Covered, prose_length, source_covered, target_covered, union
from summitalign.report.measures import MEASURES, coverage, exact, limit_of, value_of

SOURCE = """\
# One

Twenty characters ok

`code of no account`

## Two

Forty characters of prose, and not one +
"""
HEADS = len("One"), len("Two")


def aligned(*beads: Bead) -> Alignment:
    source, target = parse(SOURCE, "en.md"), parse("# 一\n\n二十\n", "zh.md")
    kinds = (SegmentKind.SECTION,)
    segments = tuple(part for part in source.segments if part.kind in kinds)
    others = tuple(part for part in target.segments if part.kind in kinds)
    return Alignment(source, target, segments, others, beads, Signature("", "", "auto"))


def bead(source: str, tier: Tier = Tier.CERTAIN) -> Bead:
    names = {part.title: part.id for part in aligned().source_segments}
    return Bead((names[source],), (aligned().target_segments[0].id,), 1.0, 0.9, tier)


def test_coverage_counts_characters_of_prose_and_not_segments() -> None:
    covered = source_covered(aligned(bead("One")))

    assert (covered.done, covered.size) == (HEADS[0] + 20, sum(HEADS) + 60)
    assert covered.share == pytest.approx(23 / 66)


def test_a_weak_bead_is_no_counterpart_and_a_likely_one_is() -> None:
    assert source_covered(aligned(bead("Two", Tier.WEAK))).share == 0
    assert source_covered(aligned(bead("Two", Tier.LIKELY))).done == HEADS[1] + 40
    assert target_covered(aligned(bead("Two"))).share == 1
    assert target_covered(aligned()).share == 0


def test_the_innermost_segment_decides() -> None:
    source = parse("# One\n\nA text.\n\n- An item\n", "en.md")
    section = next(part for part in source.segments if part.kind is SegmentKind.SECTION)
    item = next(part for part in source.segments if part.kind is SegmentKind.ITEM)
    around = replace(aligned(), source=source, source_segments=(section, item))
    name, target = section.id, around.target_segments[0].id

    outer = source_covered(replace(around, beads=(Bead((name,), (target,), 1.0, 1.0, Tier.CERTAIN),)))
    inner = source_covered(replace(around, beads=(Bead((item.id,), (target,), 1.0, 1.0, Tier.CERTAIN),)))

    assert outer.alone == inner.joined
    assert outer.joined == inner.alone
    assert inner.done == len("An item")


def test_the_inner_one_decides_also_where_both_begin_at_the_same_place() -> None:
    source = parse("One two\n", "en.md")
    outer, inner = (
        Segment(name, SegmentKind.ITEM, 0, "", Span(0, 0), Span(0, end)) for name, end in (("a", 7), ("b", 3))
    )
    both = replace(aligned(), source=source, source_segments=(inner, outer))
    bead = Bead(("b",), (both.target_segments[0].id,), 1.0, 1.0, Tier.CERTAIN)

    assert source_covered(replace(both, beads=(bead,))).joined == (Span(0, 3),)


def test_nothing_is_covered_where_no_prose_took_part() -> None:
    assert source_covered(replace(aligned(), source_segments=())).share is None
    assert Covered().share is None


SPANS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=6)


def covered_of(cuts: list[tuple[int, bool]]) -> Covered:
    places = sorted({place for place, _ in cuts})
    flags = [flag for _, flag in cuts]
    pieces = list(zip(places, places[1:], flags, strict=False))
    joined = tuple(Span(start, end) for start, end, is_joined in pieces if is_joined)
    return Covered(joined, tuple(Span(start, end) for start, end, is_joined in pieces if not is_joined))


def places(spans: tuple[Span, ...]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


@given(st.lists(SPANS.map(covered_of), min_size=1, max_size=4))
def test_together_covers_what_any_part_covers(parts: list[Covered]) -> None:
    both = union(parts)
    joined = set().union(*(places(part.joined) for part in parts))
    alone = set().union(*(places(part.alone) for part in parts))

    assert places(both.joined) == joined
    assert places(both.alone) == alone - joined


def test_prose_is_counted_without_code_and_marks() -> None:
    assert prose_length(parse(SOURCE)) == sum(HEADS) + 60


def test_a_source_without_a_partner_counts_as_not_covered() -> None:
    documents = a_document("a.md", tag="en"), a_document("b.md", tag="en"), a_document("zh.md")
    report = a_report(*documents, pairs=(a_pair("a.md", "zh.md", 80),))

    assert coverage(report) == pytest.approx(0.4)
    assert value_of(report, "paired") == pytest.approx(2 / 3)
    assert value_of(report, "unpaired") == 1
    assert coverage(a_report()) is None


def test_coverage_of_a_language_asks_its_targets_only() -> None:
    documents = a_document("a.md", tag="en"), a_document("zh.md"), a_document("tw.md", tag="zh-Hant")
    pairs = a_pair("a.md", "zh.md", 80), a_pair("a.md", "tw.md", 30, "zh-Hant")
    report = a_report(*documents, pairs=pairs)

    assert value_of(report, "coverage") == pytest.approx(0.8)
    assert value_of(report, "coverage:zh-Hant") == pytest.approx(0.3)
    assert value_of(report, "coverage:zh") == pytest.approx(0.8)
    assert value_of(report, "coverage:z") == 0
    assert value_of(report, "coverage:de") == 0


def test_figures_of_terms_and_of_what_is_not_translated() -> None:
    left = replace(a_document("x.md"), prose=300, translated=0.5, untranslated=(a_part(),))
    found = a_document("y.md", a_finding(), a_finding(), a_finding(decision=Decision.SUGGEST))
    report = a_report(left, found, a_document("en.md", tag="en"))

    names = ("fixes", "suggestions", "findings", "untranslated")
    assert [value_of(report, name) for name in names] == [2, 1, 3, 1]
    assert value_of(report, "translated") == pytest.approx((150 + 100) / 400)


@pytest.mark.parametrize(
    ("text", "option", "problem"),
    [
        ("coverage=0.8", "--fail-under", ""),
        ("coverage=80%", "--fail-under", ""),
        ("coverage=0.81", "--fail-under", "coverage is 80%, under 81%"),
        ("coverage:zh-Hans=1", "--fail-under", "coverage:zh-Hans is 80%, under 100%"),
        ("fixes=1", "--fail-over", ""),
        ("fixes=0", "--fail-over", "fixes: 1, over 0"),
    ],
)
def test_a_limit_is_held_or_says_how_it_is_missed(text: str, option: str, problem: str) -> None:
    documents = a_document("a.md", tag="en"), a_document("zh.md", a_finding())
    report = a_report(*documents, pairs=(a_pair("a.md", "zh.md", 80),))

    assert limit_of(text, option).problem(report) == problem


def test_what_cannot_be_measured_holds_no_limit() -> None:
    assert "cannot be told" in limit_of("coverage=0", "--fail-under").problem(a_report())


def test_a_share_that_misses_its_limit_by_a_hair_does_not_read_as_if_it_met_it() -> None:
    assert exact(0.899999) == "89.99%"
    assert exact(0.57) == "57%"
    assert exact(1.0) == "100%"


@pytest.mark.parametrize(
    ("text", "option", "said"),
    [
        ("cover=0.9", "--fail-under", "there are coverage, paired, translated, and coverage:TAG"),
        ("cover=9", "--fail-over", "there are fixes, suggestions, findings, untranslated, unpaired"),
        ("paired:zh=1", "--fail-under", 'no measure is called "paired:zh"'),
        ("coverage:=1", "--fail-under", 'no measure is called "coverage:"'),
        ("findings=0", "--fail-under", "write --fail-over findings=0"),
        ("coverage:zh=1", "--fail-over", "write --fail-under coverage:zh=1"),
        ("coverage", "--fail-under", "holds no value"),
        ("coverage=", "--fail-under", "holds no value"),
        ("coverage=90", "--fail-under", "a share, 0.9 or 90%"),
        ("coverage=nan", "--fail-under", "holds no value"),
        ("coverage=-0.1", "--fail-under", "holds no value"),
        ("fixes=inf", "--fail-over", "holds no value"),
        ("fixes=5%", "--fail-over", "a number, 0 or more"),
        ("", "--fail-under", 'no measure is called ""'),
    ],
)
def test_a_limit_that_means_nothing_is_refused_with_the_way_out(text: str, option: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        limit_of(text, option)

    assert said in str(refused.value)
    assert refused.value.path == option


def test_every_measure_is_described_in_the_documents() -> None:
    from pathlib import Path

    text = (Path(__file__).parents[1] / "docs/reports.md").read_text(encoding="utf-8")
    assert [measure.name for measure in MEASURES if f"`{measure.name}`" not in text] == []
