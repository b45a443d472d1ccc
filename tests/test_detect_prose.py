"""The prose that languages are told from: what is joined to one block, and what parts two."""

import pytest

from summitalign import api
from summitalign.detect.prose import read_passages


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("one`x`two **th**ree\n", [["one two three"]]),
        ("one\ntwo <b>three</b><br>four<p>five\n", [["one two  three", "four", "five"]]),
        ("one  \ntwo\rthree\r\nfour\n", [["one two three four"]]),
        ("- one\n- two\n\n> three\n> four\n", [["one", "two", "three four"]]),
        ("| one | two |\n|---|---|\n| three | four |\n", [["one", "two", "three", "four"]]),
        ("one two\n##Three and four\nand five\n\n# Six\n", [["one two"], ["##Three and four and five"], ["Six"]]),
        ("# One\n\n```\ntwo\n```\n\nthree_four five six\n", [["One", "  five six"]]),
    ],
)
def test_blocks_of_prose(text: str, passages: list[list[str]]) -> None:
    assert [list(passage.blocks) for passage in read_passages(api.parse_outline(text))] == passages
