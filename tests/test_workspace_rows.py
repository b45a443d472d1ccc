"""Values as rows of a store, and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.align.profile import Profile
from summitalign.align.tokens import TokenKind
from summitalign.model.alignment import Tier
from summitalign.report.html.cards import Gap, GapLine, PairCard, Stretch
from summitalign.workspace.rows import from_row, to_row

TEXT = st.text(max_size=8)
CARDS = st.builds(
    PairCard,
    TEXT,
    TEXT,
    TEXT,
    st.none() | st.floats(0, 1),
    st.none() | st.floats(0, 1),
    st.lists(st.tuples(st.sampled_from(Tier), st.integers())).map(tuple),
    st.lists(st.builds(Stretch, TEXT, st.integers(), st.integers())).map(tuple),
    st.lists(st.builds(GapLine, st.sampled_from(Gap), TEXT, TEXT, st.integers(), TEXT, st.integers())).map(tuple),
)
PROFILES = st.builds(
    Profile,
    TEXT,
    st.lists(st.tuples(st.sampled_from(TokenKind), st.lists(TEXT).map(tuple))).map(tuple),
    st.floats(0, 1e6),
    TEXT,
)


@given(CARDS | PROFILES)
def test_a_value_comes_back_from_its_row(value: PairCard | Profile) -> None:
    assert from_row(type(value), json.loads(json.dumps(to_row(value)))) == value


@pytest.mark.parametrize("row", [None, 1, "x", {}, [], ["a"], ["a", "b", "c", 1, 1, [], [], [], [], 0], [1] * 9])
def test_any_other_row_is_refused(row: object) -> None:
    with pytest.raises(ValueError, match="is no row of PairCard"):
        from_row(PairCard, row)


def test_what_no_row_can_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="dict cannot be kept"):
        to_row({})
