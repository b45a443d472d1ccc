"""What holds of one kind of file only: headings of notebooks, titles of reStructuredText, switches of pages."""

import importlib.util
import json
from pathlib import Path

import pytest

from contained import PLANTED, after_write, fixed
from fix_command import GLOSSARY, read, run, write
from summitalign.model.finding import Decision


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)


def test_a_heading_that_a_notebook_links_to_stays() -> None:
    write("docs/a.md", "# 大熊\n")
    cell = {"cell_type": "markdown", "metadata": {}, "source": "[这里](a.md#大熊)"}
    write("docs/b.ipynb", json.dumps({"cells": [cell], "nbformat": 4}, ensure_ascii=False))
    done = run("docs", "--write")
    assert read("docs/a.md") == "# 大熊\n"
    assert "b.ipynb links to this heading and is no Markdown" in done.stdout


def test_links_within_a_notebook_follow_its_headings() -> None:
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "metadata": {}, "source": each} for each in ("# 大熊", "[这里](#大熊)")
    ]
    after = after_write("a.ipynb", json.dumps({"cells": cells, "nbformat": 4}, ensure_ascii=False))
    assert '"# Bear Kit"' in after
    assert '"[这里](#bear-kit)"' in after


def test_a_notebook_that_is_written_in_escapes_is_detected_and_fixed() -> None:
    from click.testing import CliRunner

    from summitalign.cli.main import program

    cell = {"cell_type": "markdown", "metadata": {}, "source": "熊在森林里睡觉，大熊也在。"}
    text = json.dumps({"cells": [cell], "nbformat": 4})
    assert text.isascii()
    write("a.ipynb", text)
    done = CliRunner().invoke(program, ["detect", "a.ipynb", "--format", "jsonl"])
    assert json.loads(done.stdout)["language"] == "zh-Hans"
    assert json.loads(after_write("a.ipynb", text))["cells"][0]["source"] == "熊在森林里睡觉，Bear Kit 也在。"


def test_without_docutils_restructured_text_is_reported_and_not_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    (finding,) = fixed("看大熊。\n", "unproven.rst").findings
    assert finding.decision is Decision.SUGGEST
    assert "pip install 'summitalign[rst]'" in finding.reason


def test_lines_at_a_title_grow_with_it() -> None:
    assert fixed("大熊和大熊\n==========\n", "a.rst").after == "Bear Kit 和 Bear Kit\n====================\n"


def test_a_switch_in_a_page_counts_for_what_follows() -> None:
    text = "<p>大熊</p>\n<!-- summitalign-disable -->\n<p>大熊</p>\n<!-- summitalign-enable -->\n<p>大熊</p>"
    assert fixed(text, "a.html").after.count(PLANTED) == 1


def test_explain_says_of_a_code_cell_that_it_is_none_of_its_business() -> None:
    from click.testing import CliRunner

    from summitalign.cli.main import program

    cells: list[dict[str, object]] = [
        {"cell_type": kind, "metadata": {}, "source": "大熊"} for kind in ("markdown", "code")
    ]
    write("a.ipynb", json.dumps({"cells": cells, "nbformat": 4}, ensure_ascii=False))
    done = CliRunner().invoke(program, ["glossary", "explain", "a.ipynb"])
    assert done.exit_code in (0, 1), done.output
    assert done.stdout.count("markup") == 1


def test_a_cell_that_has_a_key_twice_is_left_alone() -> None:
    text = '{"cells": [{"cell_type": "markdown", "source": "大熊", "source": "大熊"}]}'
    assert fixed(text, "a.ipynb").after == text
    text = '{"cells": [{"cell_type": "markdown", "cell_type": "code", "source": "大熊"}]}'
    assert fixed(text, "a.ipynb").after == text


@pytest.mark.skipif(importlib.util.find_spec("docutils") is None, reason="docutils is not installed")
def test_a_title_that_a_reference_names_stays() -> None:
    outcome = fixed("大熊\n====\n\n见 大熊_，大熊很好。\n", "a.rst")
    assert [each.decision for each in outcome.findings] == [Decision.SUGGEST, Decision.APPLY]
    assert outcome.after == "大熊\n====\n\n见 大熊_，Bear Kit 很好。\n"
