"""Settings files: where they are found, what they may say, and that the command line wins."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program
from summitalign.settings.starter import settings_starter

GLOSSARY = "张量流: TensorFlow\n"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, arguments, stdin)


def write(folder: Path, **files: str) -> None:
    """Write files; `__` in a name is a folder, `_` a full stop."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project at the top of a repository, which nothing above it can reach."""
    (tmp_path / ".git").mkdir()
    write(tmp_path, glossary_yml=GLOSSARY, docs__a_md="学习张量流\n", docs__old__b_md="学习张量流\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def value_of(name: str, *command: str) -> tuple[object, str]:
    """Return the value that `config show` tells, and where it comes from."""
    shown = json.loads(run("config", "show", "--format", "json", *command).stdout)
    return next((row["value"], row["origin"]) for row in shown["settings"] if row["name"] == name)


class TestFinding:
    """Which file holds."""

    def test_without_a_file_all_are_defaults(self) -> None:
        done = run("config", "show")
        assert done.exit_code == 0
        assert done.stdout.startswith("settings: no summitalign.toml here or above")
        assert {line.rsplit("  ", 1)[1] for line in done.stdout.splitlines()[1:]} == {"default"}

    @pytest.mark.parametrize(
        ("files", "where", "expected"),
        [
            ({"pyproject_toml": "[tool.summitalign]\njobs = 2\n"}, ".", (2, "pyproject.toml: tool.summitalign.jobs")),
            ({"summitalign_toml": "jobs = 2\n"}, ".", (2, "summitalign.toml: jobs")),
            (
                {"summitalign_toml": "jobs = 2\n", "pyproject_toml": "[tool.summitalign]\njobs = 3\n"},
                ".",
                (2, "summitalign.toml: jobs"),
            ),
            (
                {"summitalign_toml": "jobs = 2\n", "docs__pyproject_toml": "[tool.summitalign]\njobs = 3\n"},
                "docs",
                (3, "pyproject.toml: tool.summitalign.jobs"),
            ),
            ({"docs__pyproject_toml": "[tool.other]\nsummitalign = 1\n"}, "docs", (None, "default")),
            ({"docs__summitalign_toml": "", "summitalign_toml": "jobs = 2\n"}, "docs", (None, "default")),
            ({"summitalign_toml": "\ufeffjobs = 2\n"}, ".", (2, "summitalign.toml: jobs")),
        ],
        ids=["project", "own", "own before project", "nearest", "of other tools", "empty", "byte order mark"],
    )
    def test_the_nearest_upward(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], where: str,
        expected: tuple[object, str],
    ) -> None:  # fmt: skip
        write(folder, **files)
        monkeypatch.chdir(folder / where)
        assert value_of("jobs") == expected

    def test_a_file_of_other_tools_is_passed_over(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(folder, summitalign_toml="jobs = 2\n", docs__pyproject_toml="[project]\nname = 'summitalign-docs'\n")
        monkeypatch.chdir(folder / "docs")
        value, origin = value_of("jobs")
        assert (value, Path(origin.removesuffix(": jobs"))) == (2, folder / "summitalign.toml")

    def test_nothing_above_the_repository(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(folder, summitalign_toml="jobs = 2\n")
        (folder / "inner" / ".git").mkdir(parents=True)
        monkeypatch.chdir(folder / "inner")
        assert value_of("jobs") == (None, "default")

    def test_no_toml_reader_is_loaded_without_a_file(self, folder: Path) -> None:
        write(folder, pyproject_toml="[project]\nname = 'other'\n")
        code = (
            "import sys\nfrom summitalign.cli.main import program\n"
            "try: program(['fix-terms', 'docs', '--quiet'])\nexcept SystemExit: pass\n"
            "print(*({'tomllib', 'summitalign.settings.keys'} & sys.modules.keys()), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr == "\n"


class TestValues:
    """What a file may say."""

    @pytest.mark.parametrize(
        ("text", "problem", "hint"),
        [
            ("glosary = 'g.yml'", "'glosary' is no setting", "did you mean 'glossary'?"),
            ("no_cache = true", "'no_cache' is no setting", "did you mean 'no-cache'?"),
            ("[fixterms]\nformat = 'text'", "'fixterms' is no setting", "did you mean 'fix-terms'?"),
            ("[detect]\nlanguage = ['en']", "'detect.language' is no setting", "did you mean 'detect.languages'?"),
            ("languages = ['en']", "'languages' is no setting", "there is 'detect.languages'"),
            ("zzzz = 1", "'zzzz' is no setting", "there are: glossary, "),
            ("jobs = '2'", "'jobs' must be a whole number, not a text", ""),
            ("jobs = true", "'jobs' must be a whole number, not true or false", ""),
            ("jobs = 0", "'jobs' must be a whole number from 1, not 0", ""),
            ("jobs = 1.5", "'jobs' must be a whole number, not 1.5", ""),
            ("[align]\nmin-posterior = nan", "'align.min-posterior' must be a number, not nan", ""),
            ("[align]\nmin-posterior = 2", "'align.min-posterior' must be a number from 0 to 1, not 2", ""),
            ("source = 'docs/en'", "'source' must be a list of paths, not a text", "write source = ['docs/en']"),
            ("source = [1]", "'source' must be a list of paths, and holds a number", ""),
            ("glossary = ' '", "'glossary' holds an empty text", ""),
            ("glossary = ['g.yml']", "'glossary' must be a path, not a list", ""),
            ("no-cache = 1", "'no-cache' must be true or false, not a number", ""),
            ("color = 'allways'", "'color' cannot be 'allways'", "did you mean 'always'?"),
            ("color = 'x'", "'color' cannot be 'x'", "there are: auto, always, never"),
            ("encoding = 1979-05-27", "'encoding' must be a text, not a date or a time", ""),
            ("detect = 1", "'detect' must be a table, not a number", "write [detect] above its keys"),
            ("[detect]\nlanguages = ['english language']", "'detect.languages' cannot be 'english language'", ""),
            ("[fix-terms]\nexclude = ['!docs/']", "'fix-terms.exclude' cannot be '!docs/'", ""),
            ("overrides = 1", "'overrides' must be a list of tables, not a number", "write [[overrides]] above each"),
            ("[[overrides]]\nencoding = 'big5'", "'overrides[1].paths' is missing or empty", "say which documents"),
            ("[[overrides]]\npaths = ['a']\njobs = 2", "'overrides[1].jobs' is no setting", "there is 'jobs'"),
            ("glossary = 'no.yml'", "'glossary' names no.yml, which does not exist", ""),
            ("jobs = 1\njobs = 2", "not TOML: ", ""),
        ],
    )
    def test_a_wrong_one_is_one_message_with_file_and_key(
        self, folder: Path, text: str, problem: str, hint: str
    ) -> None:
        write(folder, summitalign_toml=text + "\n")
        done = run("fix-terms", "docs")
        assert done.exit_code == 2
        place = "summitalign.toml:2: " if "jobs = 1\n" in text else "summitalign.toml: "
        assert done.stderr.startswith(f"error: {place}{problem}")
        assert f"  hint: {hint}" in done.stderr if hint else "hint" not in done.stderr
        assert len(done.stderr.splitlines()) <= 2
        assert done.stdout == ""

    def test_keys_of_a_project_file_are_told_in_full(self, folder: Path) -> None:
        write(folder, pyproject_toml="[tool.summitalign.detect]\nguess = 'x'\n")
        assert run("detect", "docs").stderr.splitlines() == [
            "error: pyproject.toml: 'tool.summitalign.detect.guess' is no setting",
            "  hint: did you mean 'tool.summitalign.detect.guesser'?",
        ]

    @pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * 1_000_001, b"a = " + b"[" * 100_000, b"tool = 1"])
    def test_what_is_no_settings_file_is_told(self, folder: Path, data: bytes) -> None:
        (folder / "summitalign.toml").write_bytes(data)
        done = run("detect", "docs")
        assert done.exit_code == 2
        assert done.stderr.startswith("error: summitalign.toml")
        assert done.stderr.count("error:") == 1

    def test_help_comes_in_spite_of_broken_settings(self, folder: Path) -> None:
        write(folder, summitalign_toml="x = [")
        assert run("fix-terms", "--help").exit_code == 0
        assert run("--version").exit_code == 0


class TestEffect:
    """That options get their defaults from the file, and only where these fit."""

    def test_the_command_line_wins(self, folder: Path) -> None:
        write(folder, other_yml="张量流: OTHER\n", summitalign_toml="glossary = 'other.yml'\n")
        assert '"OTHER"' in run("fix-terms", "docs/a.md").stdout
        assert '"TensorFlow"' in run("fix-terms", "docs/a.md", "--glossary", "glossary.yml").stdout
        assert value_of("--glossary", "fix-terms") == ("other.yml", "summitalign.toml: glossary")
        assert value_of("--glossary", "fix-terms", "--glossary", "g.yml") == ("g.yml", "command line")

    def test_paths_are_meant_from_the_folder_of_the_file(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(folder, conf__other_yml="张量流: OTHER\n", summitalign_toml="glossary = 'conf/other.yml'\n")
        monkeypatch.chdir(folder / "docs")
        assert '"OTHER"' in run("fix-terms", "a.md").stdout
        assert value_of("--glossary", "fix-terms")[0] == "../conf/other.yml"

    @pytest.mark.parametrize(("where", "path"), [(".", "docs"), (".", "."), ("docs", "."), ("docs/old", ".")])
    def test_patterns_are_meant_from_the_folder_of_the_file(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, where: str, path: str
    ) -> None:
        write(folder, summitalign_toml="[fix-terms]\nexclude = ['docs/old/']\n")
        monkeypatch.chdir(folder / where)
        assert "b.md" not in run("fix-terms", path).output

    def test_lists_become_what_the_option_takes(self, folder: Path) -> None:
        write(folder, summitalign_toml="[detect]\nlanguages = ['fr', 'de']\nformat = 'jsonl'\n")
        write(folder, docs__a_md="The sea is calm today and the boats are out on the water again.\n")
        assert json.loads(run("detect", "docs/a.md").stdout)["language"] in ("fr", "de", "und")
        assert value_of("--languages", "detect") == (["fr", "de"], "summitalign.toml: detect.languages")

    @pytest.mark.parametrize(
        ("settings", "arguments", "code"),
        [
            ("[fix-terms]\nformat = 'sarif'", ["fix-terms", "docs", "--diff"], 1),
            ("[fix-terms]\nformat = 'sarif'", ["fix-terms", "-", "--write"], 0),
            ("[fix-terms]\nformat = 'sarif'", ["fix-terms", "docs", "--interactive"], 1),
            ("[detect]\nformat = 'csv'", ["detect", "docs", "--check"], 0),
            ("[detect]\nat-least = 50", ["detect", "docs"], 0),
            ("[detect]\nat-least = 0", ["detect", "docs", "--untranslated", "en"], 0),
            ("[report]\nformat = ['json']", ["report", "docs", "--summary"], 0),
            ("[fix-terms]\nbaseline = 'known.json'", ["fix-terms", "docs", "--write-baseline", "known.json"], 0),
        ],
    )
    def test_a_setting_yields_to_an_option_that_it_would_contradict(
        self, folder: Path, settings: str, arguments: list[str], code: int
    ) -> None:
        write(folder, summitalign_toml=settings)
        (folder / "known.json").write_text('{"schema": "summitalign/baseline/1", "findings": []}')
        done = run(*arguments, stdin="学习张量流\n")
        assert (done.exit_code, "error" in done.stderr) == (code, False), done.output
        assert not done.stdout.startswith("{")

    def test_all_settings_at_once_stop_no_command(self, folder: Path) -> None:
        write(folder, docs__en_md="# A\n\nTensorFlow\n", pairs_tsv="docs/en.md\tdocs/a.md\n", words_tsv="a\tb\n")
        write(folder, known_json='{"schema": "summitalign/baseline/1", "findings": []}', docs__zh__c_md="好\n")
        text = re.sub(r"^# (?=\[|[a-z-]+ +=)", "", settings_starter(), flags=re.MULTILINE)
        for name, there in {
            "docs/en": "docs",
            "names.txt": "words.tsv",
            "memories": "docs",
            "gb18030": "utf-8",
        }.items():
            text = text.replace(f'"{name}"', f'"{there}"')
        write(folder, **{"glossary_hant_yml": GLOSSARY, "summitalign_toml": text.replace('"zh-Hans"', '"zh"')})
        for command in (["detect"], ["fix-terms"], ["report", "docs"], ["pair", "docs"], ["glossary", "lint"],
                        ["align", "docs/en.md", "docs/a.md"], ["glossary", "stats", "docs"]):  # fmt: skip
            assert run(*command).exit_code in (0, 1), command

    def test_sources_of_the_settings_are_evidence(self, folder: Path) -> None:
        write(folder, glossary_yml="terms:\n  - {use: Coral, wrong: [珊瑚], ambiguous: true}\n")
        page = "# {}\n\n## {}\n\n[v](https://youtu.be/AAAAAAAAAAA)\n\n{}\n"
        write(folder, zh_md=page.format("开发者日", "板子", "用珊瑚运行模型。"))
        write(folder, en_md=page.format("Developer day", "Boards", "Run models on Coral."))
        assert "apply" not in run("fix-terms", "zh.md").stdout
        write(folder, summitalign_toml="source = ['en.md']\n")
        assert "apply" in run("fix-terms", "zh.md").stdout
