"""Names and titles that were decoded in the wrong encoding are mended; all others stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.markdown.mojibake import mended
from summitalign.markdown.parse import parse

AGENDA = """\
| Title | Speaker |
|---|---|
| Tides‚Ñ¢ | JosÃ© Álvarez (Andr√© GmbH) |
| Knots | Zoë de Vries |
"""


@pytest.mark.parametrize(
    ("written", "meant"),
    [("JosÃ©", "José"), ("Andr√©", "André"), ("Æ°", "ư"), ("Nguyá»…n VÄƒn", "Nguyễn Văn"), ("TFX‚Ñ¢", "TFX™")],
)
def test_what_was_decoded_wrongly_is_mended(written: str, meant: str) -> None:
    assert mended(written) == meant


@pytest.mark.parametrize(
    "name",
    [
        "José",
        "Ångström",
        "SÃO PAULO",
        "Ærøskøbing",
        "Þór",
        "Дмитрий Сёмин",
        "«Ёж» и РСФСР",
        "x ≈ y",
        "f(√2)",
        "李雷",
        "Ã",
    ],
)
def test_names_that_are_right_stay(name: str) -> None:
    assert mended(name) == name


def test_the_fields_of_a_talk_are_mended_and_its_document_is_not() -> None:
    document = parse(AGENDA)
    first, second = document.talks
    assert first.title == document.segment(first.segment).title == "Tides™"
    assert [(one.name, one.role) for one in first.speakers] == [("José Álvarez", "André GmbH")]
    assert second.speakers[0].name == "Zoë de Vries"
    assert document.text == AGENDA
    assert [(document.lines.line(remark.span.start), remark.message) for remark in document.remarks] == [
        (3, "`Tides‚Ñ¢` is read as `Tides™`: its encoding was mistaken"),
        (3, "`JosÃ© Álvarez` is read as `José Álvarez`: its encoding was mistaken"),
        (3, "`Andr√© GmbH` is read as `André GmbH`: its encoding was mistaken"),
    ]


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert isinstance(mended(text), str)
