"""What a stretch of text is, where golden cases cannot tell: the proof would withhold the edit anyway."""

import pytest

from summitalign.markdown.parse import parse
from summitalign.model.document import RegionKind


def prose_of(text: str) -> list[str]:
    return [region.span.of(text).strip() for region in parse(text).regions if region.kind is RegionKind.PROSE]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("<div><pre>\na\n\nb\n\n- c</pre>\nd</div>\n", ["d"]),
        ("<svg>\n\na\n\n</svg>\n\nb\n", ["b"]),
        ("- <code>a\n- b\n", ["b"]),
        ("<code>a <code>b</code> c</code> d\n", ["d"]),
        ("<div>\n<code>a <code>b</code> c</code> d\n</div>\n", ["d"]),
        ("| `a | b` | c |\n| - | - | - |\n| d | e | f |\n", ["c", "d", "e", "f"]),
        ("a <!-- b\n\nc --> d\n", ["a", "d"]),
        ("`<!--` a\n\nb --> c\n", ["a", "b --> c"]),
        ("`{{` a\n\nb }} c\n", ["a", "b }} c"]),
        ("从$5码头到$10\n", ["从$5码头到$10"]),
        ("$5x + 1$ a\n", ["a"]),
        ("**$5**a$6\n", ["$5", "a$6"]),
        ("a \\[1\\] b\n\n\\[x^2\\] c\n", ["a", "[1", "] b", "c"]),
        ("<b a='1' {x}>y</b>\n", ["y"]),
        ("export const a = {\n\n  b: 1,\n}\n\nc\n", ["c"]),
        ("exported c\n\nimport 是一个词\n", ["exported c"]),
        ("a {b} c\n", ["a {b} c"]),
        ("{/* x */}\n\na {b} c\n", ["a", "c"]),
        ("a <b 且 c> d\n", ["a <b 且 c> d"]),
        ("[a](b c) d\n", ["[a]", "d"]),
        ("# a {#b}\n", ["a"]),
        ("看https://example.org/a_(b)，c\n", ["看", "，c"]),
        ("（见https://example.org/a）b (https://example.org/c) d\n", ["（见", "）b (", ") d"]),
        ("数据/码头/红宝石\n", ["数据/码头/红宝石"]),
        ("注意:码头:红宝石\n", ["注意:码头:红宝石"]),
    ],
)
def test_what_is_prose(text: str, prose: list[str]) -> None:
    assert [part for part in prose_of(text) if part] == prose


def test_an_address_keeps_its_brackets_in_linear_time() -> None:
    text = "https://example.org/" + ")" * 200_000 + "\n"
    (region, *_) = parse(text).regions
    assert region.span.of(text) == "https://example.org/"
