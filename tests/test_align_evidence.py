"""Every kind of evidence by itself: documents in which nothing else tells the sections apart."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moved_sections import ALL_MOVED, BLIND, MOVED, NAMES, THINGS, TRANSLATED, titles
from summitalign.align import weights
from summitalign.align.engine import align
from summitalign.align.options import AlignOptions
from summitalign.align.score import length_scores
from summitalign.align.scorers import PairScorer
from summitalign.align.tokens import TokenKind, block_tokens
from summitalign.align.weights import CERTAIN, LIKELY, tempered, tier
from summitalign.api import parse
from summitalign.model.alignment import Alignment, Tier


def moved(pieces: Sequence[str]) -> Alignment:
    """Align five sections with their translations in another order; `pieces` are what each keeps."""
    left = "".join(f"## {title}\n\n{piece}\n\n" for title, piece in zip(NAMES, pieces, strict=True))
    right = "".join(f"## {TRANSLATED[n]}\n\n{pieces[n]}\n\n" for n in MOVED)
    return align(parse(left), parse(right), None, BLIND)


def kinds(alignment: Alignment) -> set[str]:
    return {one.kind for bead in alignment.beads for one in bead.evidence}


KEPT = {
    "link": [f"<https://harbour.example/{thing}>" for thing in THINGS],
    "image": [f"![](../en/img/{thing}.png)" for thing in THINGS],
    "id": [f'<a name="{thing}"></a>' for thing in THINGS],
    "block": [f"```python\nfor one in {letter * 3}:\n    print(one, {letter * 2})\n```" for letter in "abcde"],
    "number": [f"{1800 + n} {n}.5 {n}7.25 {n}03 {n}{n}{n}" for n in range(1, 6)],
    "latin": [f"{thing.title()} {thing[::-1].title()} {thing[1:].title()}" for thing in THINGS],
    "video": [f"<https://youtu.be/{thing:0<11}>" for thing in THINGS],
}


@pytest.mark.parametrize("kind", KEPT)
def test_each_kind_of_evidence_joins_sections_by_itself(kind: str) -> None:
    found = moved(KEPT[kind])
    assert titles(found) == ALL_MOVED
    assert kind in kinds(found)
    assert titles(moved([""] * 5)) != ALL_MOVED


def test_ids_beside_headings_join_sections_whatever_their_titles() -> None:
    left = "".join(f"## {title} {{#{thing}}}\n\nText.\n\n" for title, thing in zip(NAMES, THINGS, strict=True))
    right = "".join(f"## {TRANSLATED[n]} {{#{THINGS[n]}}}\n\n正文。\n\n" for n in MOVED)
    found = align(parse(left), parse(right), None, BLIND)
    assert titles(found) == ALL_MOVED
    assert "id" in kinds(found)


def test_an_image_of_another_folder_is_the_same_image() -> None:
    left = "".join(f"## {title}\n\n![](img/en/{thing}.png)\n\n" for title, thing in zip(NAMES, THINGS, strict=True))
    right = "".join(f'## {TRANSLATED[n]}\n\n<img src="img/zh/{THINGS[n]}.png">\n\n' for n in MOVED)
    assert titles(align(parse(left), parse(right), None, BLIND)) == ALL_MOVED


def test_a_block_of_code_is_the_same_with_other_comments_and_another_indent() -> None:
    [token] = block_tokens("x = load('tide')  # all of it\nplot(x)\n")
    assert token.kind is TokenKind.BLOCK
    assert [token] == list(block_tokens("# 读取潮汐\n  x  =  load('tide')  # 全部\n\n  plot(x)\n"))
    assert [token] != list(block_tokens("x = load('moon')\nplot(x)\n"))
    assert list(block_tokens("x\n")) == []


AGENDA = """# Lamp Days

| Time | Talk | Speaker |
| --- | --- | --- |
| 9:00 | Opening the gate | Mira Holm |
| 9:30 | Lamps without oil | Jon Aske |
| 10:00 | Fog and what to do | Ida Roe |
"""


def test_a_speaker_named_in_a_recap_is_evidence_for_the_talk() -> None:
    agenda = parse(AGENDA)
    assert any(talk.speakers for talk in agenda.talks)
    recap = parse("# 见闻\n\n## 没有油\n\nJon Aske 讲得很好。\n\n## 大雾\n\nIda Roe 也来了。\n\n## 午饭\n\n鱼汤。\n")
    found = align(agenda, recap, None, AlignOptions(lexicons=()))
    assert ("Lamps without oil", "没有油") in titles(found)
    assert ("Fog and what to do", "大雾") in titles(found)
    named = [one for bead in found.beads for one in bead.evidence if one.kind == "speaker"]
    assert named
    # Each name stands in a section and in its paragraph, which is one place, not two.
    assert {one.weight for one in named} == {weights.SPEAKER}


FUNCTIONS = ("haul_rope", "drop_anchor", "trim_sail", "ring_bell", "read_chart")


def test_titles_that_repeat_are_told_apart_by_what_they_stand_under() -> None:
    part = "## `{name}`\n\n`{name}({number})`\n\n### Example\n\nTry it.\n\n### Notes\n\nThat is all.\n\n"
    other = "## `{name}`\n\n`{name}({number})`\n\n### 示例\n\n试一试。\n\n### 说明\n\n就这些。\n\n"
    source = parse("".join(part.format(name=name, number=n) for n, name in enumerate(FUNCTIONS)))
    moved = [FUNCTIONS[n] for n in (3, 1, 4, 0, 2)]
    target = parse("".join(other.format(name=name, number=FUNCTIONS.index(name)) for name in moved))
    found = align(source, target, None, BLIND)

    def under(alignment: Alignment, name: str, *, is_source: bool) -> str:
        document = alignment.source if is_source else alignment.target
        parent = document.segment(name).parent
        return document.segment(parent).title if parent else ""

    pairs = [(own, two) for bead in found.beads for own in bead.source for two in bead.target]
    inner = [(under(found, own, is_source=True), under(found, two, is_source=False)) for own, two in pairs]
    inner = [pair for pair in inner if pair[0]]
    assert len(inner) >= 8
    assert all(own == two for own, two in inner)
    assert "parent" in kinds(found)


def test_sections_that_are_only_headings_are_known_by_what_they_hold() -> None:
    pieces = {
        "Ropes": ("绳", ["`haul()` Bowline", "`coil()` Sheet Bend"]),
        "Sails": ("帆", ["`reef()` Genoa", "`furl()` Spinnaker"]),
        "Tides": ("潮", ["`ebb()` Spring", "`flow()` Neap"]),
    }

    def written(names: Sequence[str], *, is_source: bool) -> str:
        inner = "### {}\n\n{}\n\n"
        return "".join(
            f"## {name if is_source else pieces[name][0]}\n\n"
            + "".join(inner.format("A" if is_source else "一", text) for text in pieces[name][1])
            for name in names
        )

    source = parse(written(list(pieces), is_source=True))
    target = parse(written(["Tides", "Ropes", "Sails"], is_source=False))
    found = align(source, target, None, BLIND)
    assert {("Ropes", "绳"), ("Sails", "帆"), ("Tides", "潮")} <= titles(found)
    assert "children" in kinds(found)


def test_a_length_far_off_is_a_veto() -> None:
    lengths = np.array([10.0, 3000.0])
    scores = length_scores(lengths, lengths)
    assert scores[0, 1] == scores[1, 0] == weights.VETO
    assert scores[0, 0] > 0 < scores[1, 1]


def test_a_window_is_as_good_as_its_best_pair() -> None:
    scorer = PairScorer("title", np.array([[1.0, 0.0], [3.0, 2.0]]), "alike")
    assert scorer.scores(2, 1).tolist() == [[3.0, 2.0]]
    assert scorer.scores(1, 1).tolist() == scorer.pairs.tolist()


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_tempering_keeps_the_order_of_posteriors(first: float, second: float) -> None:
    for temper in (weights.TEMPER_KEPT, weights.TEMPER_FREE):
        low, high = sorted((tempered(first, temper), tempered(second, temper)))
        assert (low, high) == tuple(tempered(one, temper) for one in sorted((first, second)))
        assert 0.0 < low <= high <= weights.SUREST


def test_tiers_begin_at_their_posteriors() -> None:
    assert [tier(one) for one in (CERTAIN, CERTAIN - 1e-9, LIKELY, LIKELY - 1e-9)] == [
        Tier.CERTAIN, Tier.LIKELY, Tier.LIKELY, Tier.WEAK,
    ]  # fmt: skip
