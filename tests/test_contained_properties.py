"""Any notebook, catalogue or XLIFF file keeps all but its words; other programs read what comes out."""

import importlib
import importlib.util
import io
import json
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contained import PLANTED, PROTECTED, RIGHT, fixed, trap

SIGNS = (
    "\n",
    "\n\n",
    "```\n",
    "~~~",
    "# ",
    "- ",
    "    ",
    "*",
    "**",
    "_",
    "<b>",
    "</b>",
    "<pre>",
    "<!--",
    "-->",
    "$$",
    "$",
)
MORE = ("{{", "}}", "---\n", "[x](y)", "[x]: y\n", "|", '"', "\\", "\t", "é", "好", "😀", "&", "a")
WORDS = st.sampled_from([PLANTED, f"{{{PROTECTED}}}", *SIGNS, *MORE])
TEXTS = st.lists(WORDS, max_size=12).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS, lambda some: st.lists(some, max_size=3), max_leaves=4
)


@st.composite
def cells(draw: Any) -> dict[str, Any]:
    text = draw(TEXTS)
    kind = draw(st.sampled_from(["markdown", "markdown", "code", "raw"]))
    source = draw(st.sampled_from([text, text.splitlines(keepends=True)]))
    return {"cell_type": kind, "metadata": {PLANTED: draw(JSON)}, "outputs": draw(JSON), "source": source}


def without_sources(notebook: dict[str, Any]) -> Any:
    return [{**each, "source": each["cell_type"] == "markdown" or each["source"]} for each in notebook["cells"]]


@settings(deadline=None, max_examples=150)
@given(st.lists(cells(), max_size=5), st.booleans(), st.sampled_from([None, 1, 4]))
def test_any_notebook_keeps_all_but_its_words(some: list[dict[str, Any]], is_ascii: bool, indent: int | None) -> None:
    notebook = {"cells": some, "metadata": {PLANTED: PLANTED}, "nbformat": 4, "nbformat_minor": 5}
    text = json.dumps(notebook, ensure_ascii=is_ascii, indent=indent)
    outcome = fixed(text, "a.ipynb")
    after = json.loads(outcome.after)
    assert not outcome.problem
    assert without_sources(after) == without_sources(notebook)
    assert after["metadata"] == notebook["metadata"]
    for old, new in zip(some, after["cells"], strict=True):
        told = "".join(new["source"])
        # What is protected in Markdown is a matter of Markdown.
        told = told.replace(" ", "").replace(RIGHT.replace(" ", ""), PLANTED).replace("Foxlet", PROTECTED)
        assert told == "".join(old["source"]).replace(" ", "")
    assert fixed(outcome.after, "a.ipynb").after == outcome.after


def test_words_of_most_notebooks_are_found() -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": [f"好{PLANTED}\n", "\n", f"- {PLANTED}"]}
    opened = {"cell_type": "markdown", "metadata": {}, "source": f"```\n{PLANTED}"}
    text = json.dumps({"cells": [cell, opened, cell], "nbformat": 4})
    assert fixed(text, "a.ipynb").after.count(RIGHT) == 4


def po_string(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", '\\n"\n"').replace("\t", "\\t")
    return f'""\n"{quoted}"\n'


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), max_size=6))
def test_any_catalogue_keeps_all_but_its_translations(entries: list[tuple[str, str, bool]]) -> None:
    text = f'msgid ""\nmsgstr "{PLANTED}\\n"\n\n'
    for number, (original, translation, is_fuzzy) in enumerate(entries):
        text += f'#. {PLANTED}\n{"#, fuzzy" if is_fuzzy else "#:"}\nmsgctxt "{number}"\n'
        text += f"msgid {po_string(original)}msgstr {po_string(translation)}\n"
    outcome = fixed(text, "a.po")
    assert not outcome.problem
    assert outcome.after.replace(" ", "").replace(RIGHT.replace(" ", ""), PLANTED) == text.replace(" ", "")


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_any_xliff_keeps_all_but_its_targets(units: list[tuple[str, str]]) -> None:
    text = '<xliff version="1.2"><file><body>'
    for original, translation in units:
        inner = f'{escape(translation)}<g id="{PLANTED}">{escape(translation)}</g><ph id="1">{PLANTED}</ph>'
        target = f"<target>{inner}</target><note>{PLANTED}</note>"
        text += f"<trans-unit><source>{escape(original)}</source>{target}</trans-unit>"
    text += "</body></file></xliff>"
    outcome = fixed(text, "a.xlf")
    assert not outcome.problem
    assert outcome.after.replace(" ", "").replace(RIGHT.replace(" ", ""), PLANTED) == text.replace(" ", "")
    assert outcome.after.count(f'<ph id="1">{PLANTED}</ph>') == len(units)


@pytest.mark.skipif(importlib.util.find_spec("nbformat") is None, reason="nbformat is not installed")
@pytest.mark.filterwarnings("ignore")
def test_nbformat_finds_the_same_notebook() -> None:
    nbformat = importlib.import_module("nbformat")
    text = trap("notebook.ipynb")
    before, after = (nbformat.reads(each, as_version=4) for each in (text, fixed(text, "a.ipynb").after))
    assert [cell.cell_type for cell in before.cells] == [cell.cell_type for cell in after.cells]
    for old, new in zip(before.cells, after.cells, strict=True):
        if old.cell_type == "markdown":
            old.source = new.source = ""
    assert before == after


@pytest.mark.skipif(importlib.util.find_spec("translate") is None, reason="translate-toolkit is not installed")
@pytest.mark.parametrize(
    ("name", "module", "kind"), [("catalogue.po", "pypo", "pofile"), ("segments.xlf", "xliff", "xlifffile")]
)
def test_translate_toolkit_finds_the_same_units(name: str, module: str, kind: str) -> None:
    storage = getattr(importlib.import_module(f"translate.storage.{module}"), kind)
    text = trap(name)
    stores = [storage.parsefile(io.BytesIO(each.encode())) for each in (text, fixed(text, name).after)]
    old, new = ([(unit.source, unit.getid(), unit.getnotes()) for unit in store.units] for store in stores)
    assert old == new
    targets = [[str(unit.target) for unit in store.units] for store in stores]
    assert "".join(targets[1]).count(RIGHT) >= 5


TAGS = (
    *("<p>", "</p>", "<b>", "</b>", "<code>", "</code>", "<pre>", "</pre>", "<script>", "</script>", "<br/>", "<li>"),
    *("<textarea>", "</textarea>", f'<a href="{PROTECTED}">', "</a>", f"<p title='{PROTECTED}'>", "<!--", "-->", "<"),
    *(">", "<td>", "</td>", "<h2>", "</h2>", "<svg>", "</svg>", "<p translate=no>", "<![CDATA[", "]]>", "<?", "</"),
)
PAGES = st.lists(
    st.sampled_from([PLANTED, PLANTED, "好", " ", "\n", "&amp;", "&#x5927;", '"', "`", "*", *TAGS]), max_size=25
)


@pytest.mark.skipif(importlib.util.find_spec("selectolax") is None, reason="selectolax is not installed")
@settings(deadline=None, max_examples=300)
@given(PAGES.map("".join))
@example("<大熊")
@example("好</大熊")
@example("大熊<?大熊")
@example("大熊<!大熊")
def test_any_page_keeps_its_tree(text: str) -> None:
    outcome = fixed(text, "a.html")
    assert not outcome.problem
    assert outcome.after.count(PROTECTED) == text.count(PROTECTED)
    assert tree(outcome.after) == tree(text)
    assert fixed(outcome.after, "a.html").after == outcome.after


def tree(page: str) -> list[tuple[object, ...]]:
    """Return the nodes of a page as a browser builds it, with the words of what people read left out."""
    from selectolax.lexbor import LexborHTMLParser

    found: list[tuple[object, ...]] = []
    root = LexborHTMLParser(page).root
    for node in root.traverse(include_text=True) if root is not None else ():
        parent = node.parent.tag if node.parent is not None else ""
        if node.tag == "-text":
            told = node.text_content or ""
            found.append(
                (parent, told if parent in ("script", "style", "textarea", "pre", "code") else bool(told.strip()))
            )
        else:
            found.append((parent, node.tag, dict(node.attributes), node.comment_content))
    return found


def test_the_tree_tells_another_page_apart() -> None:
    assert tree(f"<p>{PLANTED}</p>") == tree("<p>x</p>")
    assert tree(f"<p title={PLANTED}>x</p>") != tree("<p title=x>x</p>")
    assert tree("<p><b>x</b>y</p>") != tree("<p><b>xy</b></p>")


BLOCKS = (".. image:: {}", ".. _{}:", ":{}: {}", ">>> {}", "| {}", ".. {}", ".. |{}| replace:: {}")
LINES = st.sampled_from(
    [
        *(f"\n{block.format(PROTECTED, PROTECTED)}" for block in BLOCKS),
        *(sign.format(PROTECTED) for sign in ("``{}``", ":ref:`{}`", "{}_", "`{}`_", "|{}|")),
        *(
            sign.format(PLANTED)
            for sign in ("{}", "用{}。", "**{}**", "- {}", "1. {}", ".. note:: {}", "   {}", "{}::")
        ),
        *("", "", "    ", "::", "====", "----", "=== ===", "+---+", "*", "`", "|", "x_", f"{PLANTED}\\ x"),
    ]
)


@pytest.mark.skipif(importlib.util.find_spec("docutils") is None, reason="docutils is not installed")
@settings(deadline=None, max_examples=150)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_any_restructured_text_keeps_its_tree(text: str) -> None:
    outcome = fixed(text, "a.rst")
    assert not outcome.problem
    assert outcome.after.count(PROTECTED) == text.count(PROTECTED)
    assert shown(outcome.after) == shown(text)
    assert fixed(outcome.after, "a.rst").after == outcome.after


def shown(text: str) -> list[str]:
    """Return how docutils shows a document, tag by tag, without the words and what is made of them."""
    core = importlib.import_module("docutils.core")
    quiet = {"report_level": 5, "halt_level": 5, "_disable_config": True, "input_encoding": "unicode"}
    page = core.publish_string(text, writer="pseudoxml", settings_overrides={**quiet, "output_encoding": "unicode"})
    return [line.split()[0] for line in page.splitlines() if line.lstrip().startswith("<")]
