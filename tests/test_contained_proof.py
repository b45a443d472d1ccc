"""The proof of each kind of file: what it passes, and what it does not."""

import importlib.util
import json
from typing import Any

import pytest

from contained import PLANTED, PROTECTED, RIGHT, trap
from summitalign.formats.html_page import is_same_page
from summitalign.formats.kinds import ENDINGS, kind_of
from summitalign.formats.notebook import is_same_notebook
from summitalign.formats.po import is_same_catalogue
from summitalign.formats.proof import is_proven
from summitalign.formats.read import read
from summitalign.formats.reading import Reading
from summitalign.formats.rst_proof import is_same_rst
from summitalign.formats.xliff import is_same_xliff
from summitalign.model.finding import Edit
from summitalign.model.span import Span

PROOFS = {
    "notebook.ipynb": is_same_notebook,
    "catalogue.po": is_same_catalogue,
    "segments.xlf": is_same_xliff,
    "page.html": is_same_page,
}
HAS_DOCUTILS = importlib.util.find_spec("docutils") is not None
if HAS_DOCUTILS:
    PROOFS["page.rst"] = is_same_rst


def of(name: str) -> Reading:
    reading = read(trap(name), name)
    assert reading is not None
    return reading


@pytest.mark.parametrize("name", PROOFS)
def test_other_words_are_the_same_file(name: str) -> None:
    before = trap(name)
    assert PROOFS[name](before, before)
    tile = next(each for each in of(name).tiles if PLANTED in each.span.of(of(name).text))
    at = before.index(PLANTED, tile.raw.start)
    assert PROOFS[name](before, f"{before[:at]}树木{before[at + 2 :]}")


@pytest.mark.parametrize("name", [name for name in PROOFS if name not in ("notebook.ipynb", "page.rst")])
def test_no_protected_place_may_change(name: str) -> None:
    before = trap(name)
    places = [at for at in range(len(before)) if before.startswith(PROTECTED, at)]
    tiles = of(name).tiles
    closed = [at for at in places if not any(tile.raw.start <= at < tile.raw.end for tile in tiles)]
    assert len(closed) >= 25
    passed = [at for at in closed if PROOFS[name](before, f"{before[:at]}树木{before[at + len(PROTECTED) :]}")]
    # Code in a page is a text as others to a browser: it is left alone as it stands in no tile.
    assert passed == [] or name == "page.html"


def test_all_of_a_notebook_but_its_markdown_counts() -> None:
    def text(**other: Any) -> str:
        cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "x", **other}
        return json.dumps({"cells": [cell], "nbformat": 4})

    assert is_same_notebook(text(), text(source="y"))
    for other in ({"id": "b"}, {"metadata": {"a": 1}}, {"cell_type": "code"}, {"source": ["x"]}, {"more": None}):
        assert not is_same_notebook(text(), text(**other))
    assert not is_same_notebook(text(), text()[:-1])
    assert not is_same_notebook(text(), text().replace("4", "4.0"))
    code = {"cell_type": "code", "source": "x"}
    assert not is_same_notebook(json.dumps({"cells": [code]}), json.dumps({"cells": [{**code, "source": "y"}]}))


def test_placeholders_and_line_ends_of_translations_count() -> None:
    def text(translation: str) -> str:
        return f'msgid "a"\nmsgstr "{translation}"\n'

    assert is_same_catalogue(text("x %s"), text("%s y"))
    for other in ("x", "x %d", "x %s %s", "x %s\\n", ""):
        assert not is_same_catalogue(text("x %s"), text(other))
    assert not is_same_catalogue(text("x"), "#, fuzzy\n" + text("x"))


def test_tags_attributes_comments_and_scripts_of_a_page_count() -> None:
    text = '<!DOCTYPE html><p title="a">x<b>y</b><!-- c --><?d?></p><script>if (e) f</script>'
    assert is_same_page(text, text.replace(">x<", ">z<"))
    others = (
        ("a", "q"),
        ("x", ""),
        ("<b>y</b>", "y"),
        ("c", "q"),
        ("?d", "?q"),
        ("(e)", "(q)"),
        ("html", "q"),
        ("y<", "<"),
    )
    for old, new in others:
        assert not is_same_page(text, text.replace(old, new, 1)), old


def test_a_page_that_would_take_minutes_to_prove_is_not_proven() -> None:
    text = "x" + "<b " * 20_000
    assert not is_same_page(text, text)
    assert is_same_page(script := f"<script>{'<b ' * 20_000}</script>", script)


@pytest.mark.skipif(not HAS_DOCUTILS, reason="docutils is not installed")
def test_docutils_tells_other_trees_apart() -> None:
    text = "熊\n====\n\n看 ``x`` 和 `熊`_。\n\n- 一\n"
    assert is_same_rst(text, text.replace("看", "听"))
    for old, new in (("``x``", "``y``"), ("熊\n====", "树\n===="), ("- 一", "一"), ("====", "=")):
        assert not is_same_rst(text, text.replace(old, new))


@pytest.mark.parametrize("name", PROOFS)
def test_a_file_is_proven_by_what_it_says_when_it_is_read_again(name: str) -> None:
    reading = of(name)
    at = reading.text.index(PLANTED)
    edit = Edit(Span(at, at + len(PLANTED)), "树木")
    text = f"{reading.text[:at]}树木{reading.text[at + len(PLANTED) :]}"
    (written,) = reading.raw_edits(edit)[:1]
    raw = f"{reading.raw[: written.span.start]}树木{reading.raw[written.span.end :]}"
    assert is_proven(reading, name, text, raw)
    assert not is_proven(reading, name, reading.text, raw)
    assert not is_proven(reading, name, text, reading.raw)
    at = raw.index(PROTECTED)
    assert not is_proven(reading, name, text, f"{raw[:at]}树木{raw[at + len(PROTECTED) :]}")


@pytest.mark.parametrize("name", PROOFS)
def test_spans_of_the_text_lead_to_the_file_and_back(name: str) -> None:
    reading = of(name)
    for tile in reading.tiles:
        assert reading.raw_span(tile.span) == tile.raw
        assert reading.text_span(tile.raw) == tile.span
        if not tile.is_escape:
            assert tile.span.of(reading.text) == tile.raw.of(reading.raw)
    assert all(left.raw.end <= right.raw.start for left, right in zip(reading.tiles, reading.tiles[1:], strict=False))


def test_what_stands_in_no_file_cannot_be_edited() -> None:
    reading = of("catalogue.po")
    mark = reading.text.index("<!--")
    assert reading.raw_edits(Edit(Span(mark, mark + 4), RIGHT)) == ()
    first = reading.tiles[0].span
    assert reading.raw_edits(Edit(Span(first.start - 1, first.end), RIGHT)) == ()


def test_every_ending_is_of_a_kind_in_any_case() -> None:
    assert all(kind_of(f"a/b{ending.upper()}") is not None for ending in ENDINGS)
    assert kind_of("a.md") is kind_of("ipynb") is kind_of(".po/a") is None
