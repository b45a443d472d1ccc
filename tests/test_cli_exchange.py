"""`summitalign glossary import` and `export`, as people run them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program

GLOSSARY = """\
# Our terms
include: [team.yml]
repairs: [split-latin]
terms:
  - use: TensorFlow
    wrong: [张量流]   # the library
    not_in: [张量流形]
  - use: Coral
    wrong: [珊瑚]
    ambiguous: true

# the end
"""
TEAM = "急切执行: 即时执行\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "team.yml").write_text(TEAM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, ("glossary", *arguments), input=stdin)


def write(project: Path, name: str, text: str) -> str:
    (project / name).write_text(text, encoding="utf-8")
    return name


class TestExport:
    """`glossary export`."""

    def test_the_name_of_the_file_says_the_format_and_losses_are_said(self, project: Path) -> None:
        result = run("export", "-o", "typos.toml")
        assert (result.exit_code, result.stdout) == (0, "wrote typos.toml\n")
        assert (project / "typos.toml").read_text(encoding="utf-8") == (
            '# Written by summitalign\n[default.extend-identifiers]\n"张量流" = "TensorFlow"\n"急切执行" = "即时执行"\n'
        )
        assert result.stderr.splitlines() == [
            "not in typos: the setting `repairs`: 1 (split-latin)",
            "not in typos: `not_in`: 1 (TensorFlow (张量流形))",
            "not in typos: ambiguous entries, as typos replaces everywhere: 1 (Coral)",
        ]

    def test_standard_output_holds_the_file_alone(self) -> None:
        result = run("export", "--format", "codespell")
        assert result.exit_code == 0
        assert result.stdout == "张量流->TensorFlow\n珊瑚->Coral, also an ordinary word\n急切执行->即时执行\n"

    def test_many_cases_are_counted_and_three_are_shown(self, project: Path) -> None:
        lines = "".join(f"  - {{use: Name{n}, wrong: [错误词{n}], note: 说明{n}}}\n" for n in range(5))
        write(project, "many.yml", f"terms:\n{lines}")
        result = run("export", "--format", "typos", "--glossary", "many.yml")
        assert "`note`: 5 (Name0 (说明0); Name1 (说明1); Name2 (说明2); ...)" in result.stderr

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            ((), "no format is named"),
            (("-o", "terms.yml"), "cannot be told from the name"),
            (("--format", "prh", "-o", "glossary.yml"), "is the glossary itself"),
        ],
    )
    def test_what_cannot_be_meant_is_wrong_usage(self, arguments: tuple[str, ...], problem: str, project: Path) -> None:
        result = run("export", *arguments)
        assert result.exit_code == 2
        assert problem in result.stderr
        assert (project / "glossary.yml").read_text(encoding="utf-8") == GLOSSARY


class TestImport:
    """`glossary import`."""

    def test_a_file_becomes_a_glossary(self, project: Path) -> None:
        file = write(project, "terms.csv", "use,wrong,note,owner\nKeras,克拉斯,a library,me\n")
        result = run("import", file)
        assert result.exit_code == 0
        assert result.stdout == "terms:\n  - use: Keras\n    wrong: [克拉斯]\n    note: a library\n    by: import\n"
        assert result.stderr.splitlines() == [
            "not imported: the column 'owner': 1 (me (line 2))",
            "terms.csv (CSV): 1 new entry",
        ]

    def test_into_adds_and_touches_nothing_else(self, project: Path) -> None:
        result = run("import", write(project, "d.txt", "克拉斯->Keras\n"), "--into", "glossary.yml")
        assert (result.exit_code, result.stdout) == (0, 'glossary.yml: added "克拉斯" -> "Keras"\n')
        added = "  - use: Keras\n    wrong: [克拉斯]\n    by: import\n"
        expected = GLOSSARY.replace("\n# the end", f"{added}\n# the end")
        assert (project / "glossary.yml").read_text(encoding="utf-8") == expected

    def test_nothing_is_overwritten_and_conflicts_show_both_sides(self, project: Path) -> None:
        rows = "use,wrong,ambiguous\nCorals,珊瑚,\nTensorFlow,张量流|张力流,\n即时,急切执行,\nX,TensorFlow,\n珊瑚,礁,\n"
        rows += "TensorFlow,张量 流,true\nKeras,克拉斯,\nKerras,克拉斯,\n"
        result = run("import", write(project, "t.csv", rows), "--into", "glossary.yml")
        assert result.exit_code == 1
        assert result.stdout.splitlines() == [
            'glossary.yml: added "张力流" -> "TensorFlow"',
            'glossary.yml: added "克拉斯" -> "Keras"',
        ]
        assert result.stderr.splitlines() == [
            'conflict: "珊瑚": right is "Coral" (glossary.yml:8), but right is "Corals" (t.csv:2)',
            'conflict: "急切执行": right is "即时执行" (team.yml:1), but right is "即时" (t.csv:4)',
            'conflict: "TensorFlow": right (glossary.yml:5), but wrong, right is "X" (t.csv:5)',
            'conflict: "珊瑚": wrong, right is "Coral" (glossary.yml:8), but right (t.csv:6)',
            'conflict: "张量 流": not ambiguous (glossary.yml:5), but ambiguous (t.csv:7)',
            'conflict: "克拉斯": right is "Keras" (t.csv:8), but right is "Kerras" (t.csv:9)',
            "t.csv (CSV): 2 new entries, 1 form known already, 6 conflicts",
        ]

    def test_a_second_import_has_nothing_to_add(self, project: Path) -> None:
        file = write(project, "t.tsv", "Keras\tKeras\t[not: 克拉斯]\nreef\t礁\n")
        run("import", file, "--into", "glossary.yml")
        before = (project / "glossary.yml").read_bytes()
        result = run("import", file, "--into", "glossary.yml")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "t.tsv (an OmegaT glossary): 0 new entries, 2 forms known already\n"
        assert (project / "glossary.yml").read_bytes() == before

    @pytest.mark.parametrize("name", ["csv", "omegat", "tbx", "weblate"])
    def test_an_own_export_is_known(self, name: str) -> None:
        run("export", "--format", name, "-o", "out")
        result = run("import", "out", "--into", "glossary.yml")
        assert result.exit_code == 0
        assert "0 new entries, 3 forms known already" in result.stderr

    def test_a_tool_without_ambiguity_does_not_clash_over_it(self, project: Path) -> None:
        result = run(
            "import", write(project, "t.toml", '[default.extend-words]\n"珊瑚" = "Coral"\n'), "--into", "glossary.yml"
        )
        assert result.exit_code == 0

    def test_standard_input_and_a_named_format(self) -> None:
        result = run("import", "-", "--format", "codespell", stdin="teh->the\n")
        assert (result.exit_code, result.stdout) == (0, "terms:\n  - use: the\n    wrong: [teh]\n    by: import\n")

    def test_a_failing_test_leaves_the_glossary_as_it_is(self, project: Path) -> None:
        file = write(project, "t.csv", "use,wrong,tests\nKeras,克拉斯,克拉斯 => Theano\n")
        for arguments in (("import", file, "--into", "glossary.yml"), ("import", file)):
            result = run(*arguments)
            assert result.exit_code == 2
            assert 'expected "Theano"' in result.stderr
        assert (project / "glossary.yml").read_text(encoding="utf-8") == GLOSSARY

    def test_the_target_language_of_the_glossary_chooses(self, project: Path) -> None:
        write(project, "zh.yml", "languages: {source: en, target: zh-Hans}\nterms: []\n")
        sets = "".join(
            f'<langSet xml:lang="{tag}"><tig><term>{term}</term></tig></langSet>'
            for tag, term in (("en", "reef"), ("de", "Riff"), ("zh", "礁"))
        )
        text = f"<martif><text><body><termEntry>{sets}</termEntry></body></text></martif>"
        result = run("import", write(project, "t.tbx", text), "--into", "zh.yml")
        assert result.stdout == 'zh.yml: added "礁", to be kept\n'
        assert "terms in 'de'" in result.stderr

    @pytest.mark.parametrize(
        ("name", "text", "problem"),
        [
            ("g.yml", "terms:\n  - 甲: A\n", "is a glossary of summitalign"),
            ("x.bin", "nothing known", "the format cannot be told"),
            ("x.csv", "a,b\n1,2\n", "must name the columns"),
            ("x.tbx", '<!DOCTYPE t [<!ENTITY a "b">]><tbx>&a;</tbx>', "declares entities"),
        ],
    )
    def test_what_cannot_be_read_is_an_error_with_its_place(
        self, name: str, text: str, problem: str, project: Path
    ) -> None:
        result = run("import", write(project, name, text))
        assert result.exit_code == 2
        assert result.stderr.startswith(f"error: {name}")
        assert problem in result.stderr

    def test_missing_files(self) -> None:
        assert run("import", "nowhere.csv").exit_code == 2
        assert run("import", "team.yml", "--into", "nowhere.yml").exit_code == 2

    def test_other_encodings_are_read(self, project: Path) -> None:
        (project / "t.utf8").write_bytes("Keras\tKeras\t[not: 克拉斯]\n".encode("utf-16"))
        assert "克拉斯" in run("import", "t.utf8").stdout
