"""Searching a text only where the sieve says: the same forms are found as in all of it."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.terms.scan import Scanner
from summitalign.terms.sieve import Sieve

TERMS = api.load_glossary(
    "terms:\n  - 张量流: TensorFlow\n  - Torch 视觉: TorchVision\n  - dunder x__: Dunder\n  - 流动网: FlowNet\n"
    "  - 零件72号: Part72\n  - Py Torch: PyTorch\n  - edge tpu: Edge TPU\n"
    "  - torch 视觉: torchvision\n  - {use: 张量, wrong: [張力量], not_in: [张量流动]}\n"
    + "".join(f"  - 填充{chr(0x6000 + number)}词: Filler{number}\n" for number in range(400)),
    "g.yml",
    lambda _: "",
)
PIECES = st.sampled_from(
    ("张量流", "张", "量", "流", "动网", "**", " ", "\n", "\n" + "> " * 60, "Py ", "Py Torch", "PyTorch", "Torch",
     "torch", "视", "觉", "edge", "tpu", "dunder x", "__", "張力量", "填充怀词", "，", "word", "词" * 30, "w  " * 25,
     "Ｔorch", "tｏrch", "　", "edge　", "tpｕ", "Ｐy", "Ｔ", "１")
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@cache
def scanner(*, is_open: bool = False) -> Scanner:
    made = Scanner(TERMS, spell=lambda texts: [list(texts)] * 3)
    if is_open:
        made._sieve.stretches = lambda data: ((0, len(data)),)  # type: ignore[method-assign]
    return made


@settings(deadline=None)  # the first example prepares what all of them need
@given(TEXTS)
def test_the_sieve_hides_no_hit_and_makes_none(text: str) -> None:
    assert scanner().hits(text) == scanner(is_open=True).hits(text)


@settings(deadline=None)  # the first example prepares what all of them need
@given(TEXTS)
def test_what_may_hit_does(text: str) -> None:
    assert scanner().may_hit(text.encode()) or not scanner().hits(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ｔorch 视觉",
        "Tｏrch视觉",
        "ＴＯrch　视觉",
        "torcｈ 视觉",
        "Ｐy Torch",
        "Py Torcｈ",
        "Py　Torch",
        "张　量流",
        "edge　tpｕ",
        "零件７2号",
    ],
)
def test_a_form_in_mixed_width_is_found_alone(text: str) -> None:
    expected = [] if text.startswith("ＴＯ") else [text]  # the case counts
    for around in ("", "，" + "词" * 60):
        whole = f"{around}{text}{around}"
        assert scanner().may_hit(whole.encode()) or not expected
        assert [hit.span.of(whole) for hit in scanner().hits(whole)] == expected


@pytest.mark.parametrize("gap", ["", " ", "**", "\n> > > > ", " " * 300])
def test_a_stretch_holds_a_form_whatever_stands_in_it(gap: str) -> None:
    forms = [f"填充{chr(0x6000 + number)}词" for number in range(400)]
    text = "前文 " * 200 + f"填充{gap}怀词" + " 后文" * 200
    data, form = text.encode(), f"填充{gap}怀词".encode()
    ((start, end),) = Sieve([form.encode() for form in forms]).stretches(data)
    assert form in data[start:end]
    assert end - start < len(form) + 100


@settings(deadline=None)  # the first example prepares what all of them need
@given(TEXTS)
def test_stretches_are_in_order_and_apart(text: str) -> None:
    bounds = [offset for stretch in scanner()._sieve.stretches(text.encode()) for offset in stretch]
    assert bounds == sorted(set(bounds))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("词" * 90 + "Py Torch\n" + "> " * 60 + "视" + "词" * 90, ["Py Torch"]),
        ("词" * 90 + "PyTorch\n" + "> " * 60 + "视觉" + "词" * 90, []),
        ("词" * 90 + "Py\nTorch\n" + "> " * 60 + "视觉" + "词" * 90, ["Py\nTorch"]),
        ("词" * 90 + "Py，Torch\n" + "> " * 60 + "视觉" + "词" * 90, ["Torch\n" + "> " * 60 + "视觉"]),
        ("词" * 90 + "P\ny  Torch\n" + "> " * 60 + "视觉" + "词" * 90, ["Torch\n" + "> " * 60 + "视觉"]),
        ("word" * 90 + " dunder x__ " + "word" * 90, ["dunder x__"]),
    ],
)
def test_what_a_match_hides_is_found_too(text: str, expected: list[str]) -> None:
    assert [hit.span.of(text) for hit in scanner().hits(text)] == expected


def test_what_is_nothing_without_marks_opens_the_sieve() -> None:
    assert Sieve([b"**"]).stretches(b"abc") == ((0, 3),)


def test_a_mark_makes_a_file_worth_a_look() -> None:
    marked = Scanner(TERMS, spell=lambda texts: [list(texts)] * 3, marks=("look-here",))
    assert marked.may_hit(b"so look-here now")
    assert not marked.may_hit(b"so look - here now")
    assert not marked.hits("so look-here now")
