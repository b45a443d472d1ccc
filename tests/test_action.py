"""The action for GitHub: its script run as the host runs it, with files in place of the host's."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "action" / "run.sh"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


class Host:
    """The files and variables that a job has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output, self.summary, self.temporary = folder / "output", folder / "summary", folder / "temporary"
        self.workspace = folder / "work space"
        for each in (self.temporary, self.workspace, folder / "bin"):
            each.mkdir()
        program = folder / "bin" / "summitalign"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summitalign "$@"\n')
        program.chmod(0o755)

    def write(self, name: str, text: str) -> None:
        path = self.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        for file in (self.output, self.summary):
            file.write_text("", encoding="utf-8")
        given = {"GITHUB_OUTPUT": self.output, "GITHUB_STEP_SUMMARY": self.summary, "RUNNER_TEMP": self.temporary}
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("INPUT_", "GITHUB_"))},
            **{name: str(value) for name, value in given.items()},
            **{f"INPUT_{name.upper()}": value for name, value in inputs.items()},
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        }
        command = ["bash", str(SCRIPT)]
        return subprocess.run(
            command, cwd=self.workspace, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    @property
    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text(encoding="utf-8").splitlines())


@pytest.fixture
def host(tmp_path: Path) -> Host:
    made = Host(tmp_path)
    made.write("glossary.yml", "张量流: TensorFlow\n")
    made.write("docs/zh/a b.md", "# 学习\n\n学习张量流。\n")
    made.write("docs/zh/c.md", "# 好\n\n一切都好。\n")
    return made


def test_findings_are_annotations_a_file_of_sarif_and_a_failing_job(host: Host) -> None:
    done = host.run(paths="docs/zh")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::warning file=docs/zh/a b.md,line=3,")
    assert host.outputs["exit-code"] == "1"
    sarif = json.loads(Path(host.outputs["sarif"]).read_text(encoding="utf-8"))
    assert len(sarif["runs"][0]["results"]) == 1
    assert host.summary.read_text(encoding="utf-8") == ""


def test_findings_may_be_forgiven(host: Host) -> None:
    done = host.run(paths="docs/zh", fail_on_findings="false")
    assert (done.returncode, host.outputs["exit-code"]) == (0, "1")


def test_suggestions_may_be_forgiven(host: Host) -> None:
    host.write("glossary.yml", "terms:\n  - 火炬: PyTorch\n  - {use: [TensorFlow, Tensor Stream], wrong: [张量流]}\n")
    host.write("docs/zh/a b.md", "PyTorch 和张量流。\n")
    assert host.run(paths="docs/zh").returncode == 1
    done = host.run(paths="docs/zh", fail_on="apply")
    assert (done.returncode, host.outputs["exit-code"]) == (0, "0")
    assert done.stdout.startswith("::")
    assert host.run(paths="docs/zh", fail_on="nothing").returncode == 2


def test_clean_documents_are_a_job_that_passes(host: Host) -> None:
    done = host.run(paths="docs/zh/c.md\n")
    assert (done.returncode, done.stdout, host.outputs["exit-code"]) == (0, "", "0")
    assert json.loads(Path(host.outputs["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"] == []


def test_several_paths_stand_on_lines_of_their_own(host: Host) -> None:
    assert host.run(paths="docs/zh/c.md\r\n\n  \ndocs/zh/a b.md").returncode == 1
    assert host.run(paths="").returncode == 1  # the whole working directory


def test_the_report_is_the_summary_of_the_job(host: Host) -> None:
    host.write("docs/en/a b.md", "# Learning\n\nLearn TensorFlow.\n")
    done = host.run(paths="docs/zh/c.md", report="docs/en\ndocs/zh")
    assert done.returncode == 0, done.stderr
    assert "| **" in host.summary.read_text(encoding="utf-8")


def test_originals_and_a_glossary_are_passed_on(host: Host) -> None:
    host.write("terms.yml", "terms:\n  - {use: Coral, wrong: [珊瑚], ambiguous: true}\n")
    page = "# {}\n\n## {}\n\n[v](https://youtu.be/AAAAAAAAAAA)\n\n{}\n"
    host.write("zh.md", page.format("开发者日", "板子", "用珊瑚运行模型。"))
    host.write("en/day.md", page.format("Developer day", "Boards", "Run models on Coral."))
    assert "::warning file=zh.md" in host.run(paths="zh.md", glossary="terms.yml", source="en").stdout


@pytest.mark.parametrize(
    "inputs",
    [{"paths": "nowhere"}, {"paths": ".", "glossary": "no.yml"}, {"paths": "docs/zh/c.md", "report": "nowhere"}],
)
def test_what_cannot_be_done_fails_even_where_findings_are_forgiven(host: Host, inputs: dict[str, str]) -> None:
    done = host.run(**inputs, fail_on_findings="false")
    assert done.returncode == 2
    assert "error: " in done.stderr


@pytest.mark.parametrize("path", ["$(touch broken)`touch broken`; touch broken", "--output=broken", "* docs"])
@pytest.mark.parametrize("name", ["paths", "source", "report"])
def test_inputs_are_texts_and_no_commands(host: Host, name: str, path: str) -> None:
    done = host.run(**{"paths": "docs/zh/c.md", name: path})
    assert done.returncode == 2
    assert not (host.workspace / "broken").exists()


def test_every_input_reaches_the_script_as_a_variable() -> None:
    step = next(each for each in ACTION["runs"]["steps"] if each.get("id") == "check")
    given = {name: re.sub(r"[${} ]", "", value) for name, value in step["env"].items()}
    read = set(re.findall(r"\bINPUT_[A-Z_]+", SCRIPT.read_text(encoding="utf-8")))
    assert set(given) == read
    assert {f"inputs.{name}" for name in ACTION["inputs"]} - set(given.values()) == {
        "inputs.upload-sarif", "inputs.python-version",
    }  # fmt: skip
    assert set(given.values()) <= {f"inputs.{name}" for name in ACTION["inputs"]}


def test_no_command_of_the_action_holds_an_input() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert ("run" in step) == ("shell" in step)
    written = set(re.findall(r'echo "([\w-]+)=', SCRIPT.read_text(encoding="utf-8")))
    assert {name: f"${{{{ steps.check.outputs.{name} }}}}" for name in written} == {
        name: output["value"] for name, output in ACTION["outputs"].items()
    }
