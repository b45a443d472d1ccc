"""The packs: sound by themselves and together, read by name, and harmless in ordinary Chinese."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign import api
from summitalign.cli.main import program
from summitalign.errors import GlossaryError
from summitalign.glossary.lint import lint
from summitalign.model.finding import Decision
from summitalign.model.term import Glossary, TermEntry
from summitalign.workspace.glossary import check_examples, load_glossary
from summitalign.workspace.packs import load_pack, pack_names, read_pack

ROOT = Path(__file__).parents[1]
ORDINARY = sorted((Path(__file__).parent / "ordinary").glob("*.md"))
ALL = load_pack("all.zh").glossary
PARTS = tuple(name for name in pack_names() if name != "all.zh")
MOST_SUGGESTED = 70
"""Places in all ordinary pages together that a person may be asked about; they hold over 500 such words."""


def literals(entry: TermEntry) -> list[str]:
    return [form.text for form in entry.wrong if not form.is_pattern]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestContents:
    """What the entries say."""

    @pytest.mark.parametrize("name", PARTS)
    def test_a_pack_is_clean_and_passes_its_own_tests(self, name: str) -> None:
        text = read_pack(name)
        assert lint(text, f"{name}.yml", read_pack) == ()
        assert api.run_glossary_tests(api.load_glossary(text, f"{name}.yml", read_pack)) == ()

    def test_packs_do_not_disturb_each_other(self, tmp_path: Path) -> None:
        for name in PARTS:
            (tmp_path / f"{name}.yml").write_text(read_pack(name), encoding="utf-8")
        path = tmp_path / "glossary.yml"
        path.write_text(f"include: [{', '.join(f'{name}.yml' for name in PARTS)}]\n", encoding="utf-8")
        glossary = load_glossary(path)
        assert sum(len(entry.tests) for entry in glossary.entries) >= 700
        check_examples(glossary)

    def test_there_are_enough_and_every_one_is_tested(self) -> None:
        assert len(ALL.entries) >= 500
        assert [entry.id for entry in ALL.entries if not entry.tests] == []
        assert len(ALL.entries) == sum(len(load_pack(name).glossary.entries) for name in PARTS)

    def test_no_form_is_a_single_character(self) -> None:
        assert [form for entry in ALL.entries for form in literals(entry) if len(form) < 2] == []

    def test_no_form_stands_in_two_entries(self) -> None:
        forms = [(form.text, form.is_pattern) for name in PARTS for each in load_pack(name).glossary.entries
                 for form in each.wrong]  # fmt: skip
        assert len(forms) == len(set(forms))

    def test_an_ambiguous_entry_shows_the_ordinary_sense(self) -> None:
        silent = [
            entry.id
            for entry in ALL.entries
            if entry.is_ambiguous and not any(test.text == test.expected for test in entry.tests)
        ]
        assert silent == []

    def test_every_form_of_an_unambiguous_entry_is_fixed_and_none_of_an_ambiguous_one(self) -> None:
        fixer = api.Fixer(ALL)
        wrong = []
        for entry in ALL.entries:
            for form in literals(entry):
                after = fixer.fix_text(f"书里提到{form}，印象很深。\n", "page.md").after
                expected = entry.use[0] if not entry.is_ambiguous and len(entry.use) == 1 else form
                if expected not in after:
                    wrong.append((entry.id, form, after))
        assert wrong == []

    def test_the_example_glossary_says_the_same_of_the_forms_it_shares(self) -> None:
        own = load_glossary(ROOT / "glossary.yml")
        uses = {form: entry.use for entry in own.entries for form in literals(entry)}
        differing = [
            (form, entry.use, uses[form])
            for entry in ALL.entries
            for form in literals(entry)
            if form in uses and not set(entry.use) & set(uses[form])
        ]
        assert differing == []


class TestUse:
    """How a glossary gets at them."""

    @pytest.mark.parametrize("item", ["pack:data.zh", "{pack: data.zh}"])
    def test_a_pack_works_through_include(self, project: Path, item: str) -> None:
        (project / "glossary.yml").write_text(f"include: [{item}]\n", encoding="utf-8")
        (project / "page.md").write_text("日志送进弹性搜索。\n", encoding="utf-8")
        assert run("fix-terms", "page.md", "--write").exit_code == 0
        assert (project / "page.md").read_text(encoding="utf-8") == "日志送进 Elasticsearch。\n"

    def test_an_entry_shows_where_it_stands(self, project: Path) -> None:
        (project / "glossary.yml").write_text("include: [pack:data.zh]\n", encoding="utf-8")
        line = next(n for n, text in enumerate(read_pack("data.zh").split("\n"), 1) if "use: Hadoop" in text)
        assert run("glossary", "show", "Hadoop").stdout.startswith(f"hadoop  (pack:data.zh:{line})\n")

    def test_dropped_forms_are_left_alone(self, project: Path) -> None:
        (project / "glossary.yml").write_text("include: [{pack: all.zh, drop: [弹性搜索]}]\n", encoding="utf-8")
        assert run("glossary", "lint").stderr == "glossary.yml: 0 errors, 0 warnings\n"
        (project / "page.md").write_text("弹性搜索和弹性堆栈。\n", encoding="utf-8")
        run("fix-terms", "page.md", "--write")
        assert (project / "page.md").read_text(encoding="utf-8") == "弹性搜索和 Elastic Stack。\n"

    @pytest.mark.parametrize(
        ("name", "near"), [("ml", "ml.zh"), ("devop.zh", "devops.zh"), ("ML.zh", "ml.zh"), ("../ml.zh", "ml.zh")]
    )
    def test_an_unknown_pack_is_an_error_with_the_nearest_name_and_all_of_them(
        self, project: Path, name: str, near: str
    ) -> None:
        (project / "glossary.yml").write_text(f"version: 1\ninclude: ['pack:{name}']\n", encoding="utf-8")
        result = run("glossary", "lint")
        assert result.exit_code == 2
        assert result.stdout.splitlines() == [
            f'glossary.yml:2: error: no pack "{name}" is known',
            f"  hint: did you mean '{near}'? packs: all.zh, data.zh, devops.zh, ml.zh, web.zh",
        ]

    def test_a_name_like_none_of_them_gets_the_list(self) -> None:
        with pytest.raises(GlossaryError) as caught:
            read_pack("quux")
        assert caught.value.hint == "packs: all.zh, data.zh, devops.zh, ml.zh, web.zh"

    def test_an_own_entry_may_win_over_one_that_a_test_of_the_pack_is_about(self, project: Path) -> None:
        text = ALL.index["elastic-stack"].tests[0].text
        longer = text[text.index("弹性堆栈") - 1 :]
        own = f"include: [pack:data.zh]\nterms: [{longer}: Elastic]\n"
        (project / "glossary.yml").write_text(own, encoding="utf-8")
        (project / "page.md").write_text(text + "\n", encoding="utf-8")
        assert run("glossary", "lint").exit_code == 0
        assert run("fix-terms", "page.md", "--write").exit_code == 0
        assert (project / "page.md").read_text(encoding="utf-8").endswith(" Elastic\n")

    def test_the_list_of_packs(self) -> None:
        lines = run("glossary", "packs").stdout.splitlines()
        assert [line.split()[0] for line in lines] == list(pack_names())
        assert lines[0].split()[1] == str(len(ALL.entries))
        assert run("glossary", "packs", "data.zh").stdout.count("\n") == len(load_pack("data.zh").glossary.entries)
        assert run("glossary", "packs", "data").exit_code == 2


class TestInit:
    """`summitalign init --pack`."""

    def test_the_starter_builds_on_the_packs_named(self, project: Path) -> None:
        assert run("init", "--pack", "ml.zh", "--pack", "web.zh", "--pack", "ml.zh").exit_code == 0
        assert "\ninclude: [pack:ml.zh, pack:web.zh]\n" in (project / "glossary.yml").read_text(encoding="utf-8")
        assert run("glossary", "lint").stderr == "glossary.yml: 0 errors, 0 warnings\n"
        assert run("glossary", "show", "羊驼").exit_code == 0

    def test_an_unknown_pack_leaves_nothing_behind(self, project: Path) -> None:
        result = run("init", "new", "--pack", "ml")
        assert result.exit_code == 2
        assert "did you mean 'ml.zh'?" in result.stderr
        assert not (project / "new").exists()


def packed(project: Path) -> Glossary:
    (project / "glossary.yml").write_text("include: [pack:all.zh]\n", encoding="utf-8")
    return load_glossary(project / "glossary.yml")


class TestOrdinary:
    """Pages about coral, power transformers, pandas and the like, some with a word of computing in them."""

    def test_nothing_is_changed_and_little_is_asked(self, project: Path) -> None:
        packed(project)
        folder = project / "pages"
        folder.mkdir()
        for path in ORDINARY:
            (folder / path.name).write_bytes(path.read_bytes())
        result = run("fix-terms", "pages", "--write", "--format", "jsonl")
        found = [json.loads(line) for line in result.stdout.splitlines()]
        applied = [(each["path"], each["line"], each["found"]) for each in found if each["decision"] == "apply"]
        suggested = [each for each in found if each["decision"] == "suggest"]
        assert applied == []
        assert len(suggested) <= MOST_SUGGESTED
        assert [path.name for path in ORDINARY if (folder / path.name).read_bytes() != path.read_bytes()] == []

    def test_the_pages_are_many_and_full_of_such_words(self, project: Path) -> None:
        fixer = api.Fixer(packed(project))
        found = {path.name: fixer.fix_text(path.read_text(encoding="utf-8"), path.name).findings for path in ORDINARY}
        assert len(ORDINARY) >= 40
        assert [name for name, findings in found.items() if len(findings) < 2] == []
        assert sum(len(findings) for findings in found.values()) >= 500

    def test_a_page_on_computing_is_still_fixed(self, project: Path) -> None:
        text = "# Spark 入门\n\nSpark 比 MapReduce 快得多。火花在内存里计算，集群越大越明显。\n"
        (finding,) = api.Fixer(packed(project)).fix_text(text, "page.md").findings
        assert (finding.decision, finding.use[0]) == (Decision.APPLY, "Spark")
