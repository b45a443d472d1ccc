"""Tags, tables and cell texts found in one pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.markdown.html import scan_tags
from summitalign.markdown.tables import Table, cell_text, html_tables
from summitalign.model.span import Span


def names(text: str) -> list[str]:
    return [("/" if tag.is_closing else "") + tag.name for tag in scan_tags(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b><br/>", ["b", "/b", "br"]),
        ("<TD Colspan=2>", ["td"]),
        ("1 < 2 and x<y", []),
        ("<!-- <b> -->x<i>", ["!--", "i"]),
        ("<!-- open <b>", ["!--"]),
        ('<a title="x > y">', ["a"]),
        ("<a <b>", ["b"]),
        ("<!DOCTYPE html><?php x ?>", ["!", "!"]),
    ],
)
def test_tags_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_attributes_are_decoded_and_the_first_counts() -> None:
    (tag,) = scan_tags("<a HREF='x?a=1&amp;b=2' class=\"k\" href=y hidden>")
    assert tag.attributes() == {"href": "x?a=1&b=2", "class": "k", "hidden": ""}


def test_an_unquoted_value_may_hold_an_equals_sign() -> None:
    (tag,) = scan_tags("<a href=https://example.org/watch?v=b>")
    assert tag.attributes() == {"href": "https://example.org/watch?v=b"}


@given(st.text("<>/!-ab=\"' \n") | st.text())
def test_tags_lie_in_order_and_are_their_source(text: str) -> None:
    end = 0
    for tag in scan_tags(text):
        assert tag.span.start >= end
        assert tag.span.of(text) == tag.source
        tag.attributes()
        end = tag.span.end


def tables_of(text: str) -> tuple[Table, ...]:
    return html_tables(text, tuple(scan_tags(text)))


def cells_of(text: str) -> list[list[list[tuple[int, str]]]]:
    return [
        [[(cell.column, cell.span.of(text)) for cell in row.cells] for row in table.rows] for table in tables_of(text)
    ]


def test_a_table_is_read_with_its_spans() -> None:
    text = "x <table>\n <tr><th>A</th><th>B</th></tr>\n <tr> <td>1</td><td>2</td> </tr>\n</table> y"
    (table,) = tables_of(text)
    assert table.span.of(text) == text[2:-2]
    assert [row.span.of(text) for row in table.rows] == [
        "<tr><th>A</th><th>B</th></tr>",
        "<tr> <td>1</td><td>2</td> </tr>",
    ]
    assert [row.is_header for row in table.rows] == [True, False]
    assert cells_of(text) == [[[(0, "A"), (1, "B")], [(0, "1"), (1, "2")]]]


def test_missing_end_tags_are_supplied() -> None:
    text = "<table><tr><td>1<td>2\n  <tr><td>3</table>"
    (table,) = tables_of(text)
    assert [row.span.of(text) for row in table.rows] == ["<tr><td>1<td>2", "<tr><td>3"]
    assert cells_of("<table><tr><td>1<td>2<tr><td>3</table>") == [[[(0, "1"), (1, "2")], [(0, "3")]]]


def test_an_open_table_ends_at_a_blank_line() -> None:
    text = "<table><tr><td>1\n\nThe text goes on."
    (table,) = tables_of(text)
    assert table.span.of(text) == "<table><tr><td>1"


def test_a_cell_without_a_row_opens_one() -> None:
    assert cells_of("<table><td>1</td></table>") == [[[(0, "1")]]]


def test_an_inner_table_is_a_table_of_its_own() -> None:
    text = "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>"
    outer, inner = cells_of(text)
    assert [column for column, _ in outer[0]] == [0, 1]
    assert inner == [[(0, "b")]]


def test_columns_count_the_spans_before_and_above() -> None:
    text = (
        "<table><tr><td rowspan=2>1</td><td colspan=2>2</td><td>3</td></tr>"
        "<tr><td>4</td><td>5</td></tr><tr><td>6</td></tr></table>"
    )
    assert cells_of(text) == [[[(0, "1"), (1, "2"), (3, "3")], [(1, "4"), (2, "5")], [(0, "6")]]]


def test_a_head_makes_its_rows_headers() -> None:
    (table,) = tables_of("<table><thead><tr><td>A</td></tr></thead><tbody><tr><td>1</td></tr></tbody></table>")
    assert [row.is_header for row in table.rows] == [True, False]


TABLE_PIECES = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th colspan=3>",
    "<td rowspan=0>",
    "<thead>",
    "x",
    "\n\n",
]


@given(st.lists(st.sampled_from(TABLE_PIECES)).map("".join))
def test_tables_hold_their_rows_and_rows_their_cells(text: str) -> None:
    for table in tables_of(text):
        assert table.span.end <= len(text)
        end = table.span.start
        for row in table.rows:
            assert table.span.contains(row.span)
            assert row.span.start >= end
            end = row.span.end
            columns = [cell.column for cell in row.cells]
            assert columns == sorted(set(columns))
            assert all(row.span.contains(cell.span) for cell in row.cells)


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("<b>Fast</b> &amp; <i>small</i>", "Fast & small"),
        ("one<br>two</br>three<p>four</p>", "one two three four"),
        ("**Fast** _small_ ~~old~~ `code`", "Fast small old code"),
        ('[Fast kernels](https://example.org/a_b_(c) "t") and [more][ref]', "Fast kernels and more"),
        ("[![photo](p.png)](u) Ada", "Ada"),
        ("_snake_case_ is kept", "snake_case is kept"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"a \| b \*c\*", "a | b *c*"),
        ("<https://example.org>", "https://example.org"),
        ("&#42;&#42;kept&#42;&#42;", "**kept**"),
        ("**open", "**open"),
        ("a <!-- note -->b", "a b"),
    ],
)
def test_the_plain_text_of_a_cell(cell: str, plain: str) -> None:
    assert cell_text(cell, Span(0, len(cell)), tuple(scan_tags(cell))) == plain


@given(st.text("*_~`[]()!<>br/\\ &amp;x\n") | st.text())
def test_a_cell_text_is_one_line(cell: str) -> None:
    plain = cell_text(cell, Span(0, len(cell)), tuple(scan_tags(cell)))
    assert plain == " ".join(plain.split())
