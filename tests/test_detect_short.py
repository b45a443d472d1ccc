"""Texts with little to go by: single words, names, headings, code; an answer only where something speaks for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign import api
from untranslated_command import PROSE, remaining


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        *("Documentation", "Getting started", "Installation", "Release notes", "Configuration", "Prerequisites"),
        *("Error Handling Basics", "Performance Considerations", "Known Issues", "Building Container Images"),
    ],
)
def test_headings_of_technical_documents_are_english_by_default(text: str) -> None:
    for found in (api.detect_line(text), api.detect(api.parse(f"# {text}\n"))):
        assert found.tag == "en"
        assert found.confidence < 0.99


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("# Konfiguration\n\nDie Datei liegt im Ordner des Benutzers.\n", "de"),
        ("# Configuration\n\nLe fichier se trouve dans le dossier.\n", "fr"),
        ("# Introduction à la configuration\n", "fr"),
    ],
)
def test_a_heading_that_two_languages_share_is_in_that_of_the_text(text: str, tag: str) -> None:
    assert api.detect(api.parse(text)).shares == ((tag, 1.0),)


@pytest.mark.parametrize(
    "text",
    ["Angela Merkel, Emmanuel Macron", "TensorFlow PyTorch Keras", "San Francisco", "Barack Obama Angela Merkel"],
)
def test_names_alone_are_in_no_language(text: str) -> None:
    for found in (api.detect_line(text), api.detect(api.parse(f"- {text}\n" * 20))):
        assert (found.tag, found.shares, found.confidence) == ("und", (), 0.0)


@pytest.mark.parametrize("word", ["Hello", "Quiz", "Requirements", "Mapping"])
def test_a_single_word_that_may_be_several_languages_is_in_none(word: str) -> None:
    assert api.detect_line(word).tag == "und"
    assert api.detect(api.parse(f"# {word}\n\n这里说明怎样安装。\n")).shares == (("zh-Hans", 1.0),)


def test_who_names_the_languages_gets_one_of_them() -> None:
    detector = api.detector(["de", "zh"])
    assert api.detect_line("Konfiguration", detector).tag == "de"
    assert api.detect_line("Angela Merkel", detector).tag == "de"
    assert api.detect_line("配置", detector).tag == "zh"


def test_code_that_nobody_marked_has_no_language() -> None:
    code = "def main(argc, argv): return process(argc, argv)\n\nx = compute(a, b) if flag else default(a)\n"

    assert api.detect(api.parse(f"# 示例\n\n{code}\n运行\n")).shares == (("zh-Hans", 1.0),)
    assert api.detect(api.parse(code)).tag == "und"
    prose = "Call it (once) with the path of the file and read what it prints.\n"
    assert api.detect(api.parse(prose)).tag == "en"


@pytest.mark.parametrize(
    "heading",
    ["Getting Started", "Performance Considerations", "Error Handling Basics", "Configuration", "Known Issues"],
)
@pytest.mark.usefixtures("folder")
def test_a_plain_heading_in_capitals_is_left_to_be_translated(heading: str) -> None:
    assert remaining(f"# 安装\n\n{PROSE}\n## {heading}\n\n{PROSE}") == [("block", 5, 5, "en")]
    assert remaining(f"# 安装\n\n{PROSE}\n- {heading}\n") == []


@pytest.mark.parametrize(
    "heading", ["Google Kubernetes Engine", "PyTorch Lightning", "Spring Boot", "Spring Notion", "Billing"]
)
@pytest.mark.usefixtures("folder")
def test_a_heading_that_is_a_name_is_not(heading: str) -> None:
    assert remaining(f"# 安装\n\n{PROSE}\n## {heading}\n\n{PROSE}") == []


_WORDS = ("Configuration", "Konfiguration", "Hello", "Tensor Flow", "x y z", "ab", "é", "Das ist gut so", "x = f(a)")
_PIECES = st.sampled_from((*_WORDS, "你好", "привет", "の", "안녕", "Ωmega", "利用規約", "مرحبا"))
_BLOCKS = st.tuples(st.sampled_from(["", "# ", "- ", "> "]), st.lists(_PIECES, min_size=1, max_size=3))


@given(st.lists(_BLOCKS, max_size=5))
def test_no_answer_is_given_that_nothing_speaks_for(blocks: list[tuple[str, list[str]]]) -> None:
    found = api.detect(api.parse("\n\n".join(mark + " ".join(pieces) for mark, pieces in blocks)))

    assert (found.tag == "und") == (found.confidence == 0) == (not found.shares)
    assert all((segment.tag == "und") == (segment.confidence == 0) for segment in found.segments)
