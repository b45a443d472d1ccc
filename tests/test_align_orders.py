"""The order of sections: asked for, found, and the same result whatever the seed or the side."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moved_sections import ALL_MOVED, BLIND, IN_ORDER, PAIRS, REORDERED, THINGS, titles
from recap_cases import CASES
from summitalign.align.engine import Aligner, align
from summitalign.align.options import AlignOptions
from summitalign.api import parse
from summitalign.model.alignment import Alignment, Order, Unit


def test_the_order_is_what_was_asked_for_and_the_signature_says_so() -> None:
    by_order = {
        order: align(IN_ORDER, REORDERED, None, AlignOptions(Unit.SECTION, order, lexicons=())) for order in Order
    }
    assert titles(by_order[Order.AUTO]) == titles(by_order[Order.FREE]) == ALL_MOVED
    kept = [
        (by_order[Order.KEEP].source_segments.index(by_order[Order.KEEP].source.segment(one)), number)
        for number, bead in enumerate(by_order[Order.KEEP].beads)
        for one in bead.source
    ]
    assert kept == sorted(kept)
    assert titles(by_order[Order.KEEP]) & ALL_MOVED
    parameters = {order: dict(found.signature.parameters) for order, found in by_order.items()}
    assert {order: each["order"] for order, each in parameters.items()} == {
        Order.AUTO: "free", Order.KEEP: "kept", Order.FREE: "free",
    }  # fmt: skip
    assert parameters[Order.KEEP]["order-asked"] == "keep"
    assert "order-asked" not in parameters[Order.AUTO]


PIECES = ("`haul()` {}", "[x](https://harbour.example/{}) 42", "![](img/{}.png)", "Mira Holm {}", "")


SECTIONS = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(THINGS), st.sampled_from(PIECES), st.booleans()),
    min_size=1,
    max_size=7,
)


def written(sections: Sequence[tuple[int, str, str, bool]]) -> str:
    return "".join(
        f"{'#' * level} Part{' {#' + thing + '}' if has_id else ''}\n\n{piece.format(thing)}\n\n"
        for level, thing, piece, has_id in sections
    )


@settings(max_examples=60, deadline=None)
@given(SECTIONS, SECTIONS, st.sampled_from(list(Order)))
def test_swapping_the_sides_mirrors_every_kind_of_evidence(
    own: list[tuple[int, str, str, bool]], other: list[tuple[int, str, str, bool]], order: Order
) -> None:
    options = AlignOptions(Unit.SECTION, order, lexicons=())
    left, right = parse(written(own)), parse(written(other))
    there, back = align(left, right, None, options), align(right, left, None, options)

    def told(alignment: Alignment, *, is_back: bool) -> set[object]:
        return {
            (
                (bead.target, bead.source) if is_back else (bead.source, bead.target),
                bead.posterior,
                frozenset((one.kind, one.weight) for one in bead.evidence),
            )
            for bead in alignment.beads
        }

    assert told(there, is_back=False) == told(back, is_back=True)


def test_free_order_finds_what_stands_in_order_too(monkeypatch: pytest.MonkeyPatch) -> None:
    target = parse(
        "".join(f"## {title}\n\n`{thing}()` {thing} {thing[::-1]} {thing[1:]}。\n\n" for title, thing in PAIRS)
    )
    found = align(IN_ORDER, target, None, AlignOptions(Unit.SECTION, Order.FREE, lexicons=()))
    assert titles(found) == ALL_MOVED
    assert ("order", "free") in found.signature.parameters
    assert ("order", "kept") in align(IN_ORDER, target, None, BLIND).signature.parameters
    monkeypatch.setattr("summitalign.align.correspond._is_order_kept", lambda *_: True)
    free = align(IN_ORDER, REORDERED, None, AlignOptions(Unit.SECTION, Order.FREE, lexicons=()))
    assert titles(free) == ALL_MOVED


def test_an_aligner_keeps_the_newest_descriptions_only() -> None:
    sources = [parse(f"## {thing}\n\nText.\n") for thing in THINGS]
    aligner = Aligner(None, BLIND, most=2)
    found = [aligner.align(source, REORDERED) for source in (*sources, *sources)]
    assert len(aligner._described) == 2
    assert found[:5] == found[5:]
    unlimited = Aligner(None, BLIND)
    assert [unlimited.align(source, REORDERED) for source in sources] == found[:5]
    assert len(unlimited._described) == 5


_AGENDA, _REPORT = next((case.agenda, case.recap) for case in CASES if case.name == "hive")


@pytest.mark.parametrize(
    ("source", "target", "unit"),
    [
        (IN_ORDER.text, REORDERED.text, "section"),
        (IN_ORDER.text, REORDERED.text, "paragraph"),
        (_AGENDA, _AGENDA, "entry"),
        (_AGENDA, _REPORT, "auto"),
    ],
    ids=["section", "paragraph", "entry", "report"],
)
def test_the_same_bytes_whatever_the_seed_of_hashes(tmp_path: Path, source: str, target: str, unit: str) -> None:
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    (tmp_path / "b.md").write_text(target, encoding="utf-8")
    command = [sys.executable, "-m", "summitalign", "align", "a.md", "b.md", "--unit", unit, "--format", "json"]
    outputs = [
        subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "77")
    ]
    assert len(set(outputs)) == 1
    assert json.loads(outputs[0])["beads"]
