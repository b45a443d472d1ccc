"""The packages: built, installed by themselves, and used as somebody would who has nothing else."""

import re
import shutil
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from installing import Installed, call, install, pip
from summitalign import __version__

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHIPPED = (
    "py.typed",
    "__init__.pyi",
    "schemas/settings.schema.json",
    "schemas/glossary.schema.json",
    "packs/ml.zh.yml",
)
FOR_PEOPLE = (
    "README.md", "CHANGELOG.md", "LICENSE", "Dockerfile", ".dockerignore", "action.yml", "action/run.sh",
    ".pre-commit-hooks.yaml", "docs/settings.md", "tests/test_packaging.py", "tools/licences.py", "glossary.yml",
)  # fmt: skip


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build wheel and sdist of what is in the folder now."""
    if find_spec("build") is None or find_spec("hatchling") is None:
        pytest.skip("needs build and hatchling")
    folder = tmp_path_factory.mktemp("packages")
    done = call(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    folder = tmp_path_factory.mktemp("clean") / "environment"
    venv.create(folder, with_pip=False)
    (wheel,) = packages.glob("*.whl")
    yield install(folder, wheel)
    shutil.rmtree(folder)


def newest_python() -> str | None:
    """Return the newest Python of this machine, where it is newer than this one; what does not run does not count."""
    names = {shutil.which(f"python3.{minor}") for minor in range(sys.version_info.minor + 1, 40)} - {None}
    names |= {str(path) for path in Path.home().glob(".pyenv/versions/3.*/bin/python")}
    found = []
    for name in sorted(filter(None, names)):
        told = call(name, "-c", "import sys, venv; print(*sys.version_info[:2], sys.version_info.releaselevel)")
        # The names that pyenv puts on the path answer only where a version is chosen.
        if told.returncode == 0 and told.stdout.endswith("final\n"):
            found.append((tuple(map(int, told.stdout.split()[:2])), name))
    best = max(found, default=((0, 0), ""))
    return best[1] if best[0] > sys.version_info[:2] else None


@pytest.mark.slow
def test_the_newest_python_of_this_machine_runs_the_wheel(
    packages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    python = newest_python()
    if python is None:
        pytest.skip(f"no Python newer than {sys.version_info.major}.{sys.version_info.minor} was found")
    with capsys.disabled():
        print(f"\nthe newest Python: {python}")  # noqa: T201
    folder = tmp_path / "environment"
    assert call(python, "-m", "venv", "--without-pip", folder).returncode == 0
    (wheel,) = packages.glob("*.whl")
    newest = install(folder, wheel)
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    shutil.copy(ROOT / "glossary.yml", tmp_path)
    english, recap = str(tmp_path / "corpus/en"), str(tmp_path / "corpus/zh/recap.md")
    for code, *arguments in (
        (0, "detect", recap),
        (1, "fix-terms", recap, "--source", english),
        (0, "align", f"{english}/agenda.md", recap),
        (0, "pair", english, str(tmp_path / "corpus/zh")),
        (0, "report", str(tmp_path / "corpus"), "-o", str(tmp_path / "site")),
        (0, "glossary", "test", str(tmp_path / "glossary.yml")),
    ):
        done = newest.run("python", "-W", "error", "-m", "summitalign", *map(str, arguments))
        assert done.returncode == code, (arguments, done.stderr)
        assert "Traceback" not in done.stderr
    shutil.rmtree(folder)


def test_the_wheel_holds_the_package_and_nothing_else(packages: Path) -> None:
    (wheel,) = packages.glob("*.whl")
    assert wheel.name == f"summitalign-{__version__}-py3-none-any.whl"
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"summitalign/{name}" for name in SHIPPED} <= set(names)
    assert {name.split("/")[0] for name in names} == {"summitalign", f"summitalign-{__version__}.dist-info"}
    assert [name for name in names if "__pycache__" in name or name.endswith(".pyc")] == []
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_holds_what_is_needed_to_build_test_and_use_it(packages: Path) -> None:
    (sdist,) = packages.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert set(FOR_PEOPLE) <= names
    assert [name for name in names if name.startswith((".git/", ".venv", ".hypothesis"))] == []


def test_the_version_stands_in_one_place(packages: Path) -> None:
    (wheel,) = packages.glob("*.whl")
    metadata = zipfile.ZipFile(wheel).read(f"summitalign-{__version__}.dist-info/METADATA").decode()
    assert re.findall(r"^Version: (.*)$", metadata, re.MULTILINE) == [__version__]
    assert re.findall(r"^License-Expression: (.*)$", metadata, re.MULTILINE) == ["Apache-2.0"]
    written = [
        str(path) for path in (ROOT / "src").rglob("*.py") if re.search(r'version__? = "\d', path.read_text("utf-8"))
    ]
    assert written == [str(ROOT / "src/summitalign/version.py")]
    assert "version" not in PROJECT["project"]


@pytest.mark.slow
def test_it_installs_alone_and_nothing_is_missing(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    size = sum(path.lstat().st_size for path in installed.folder.rglob("*") if path.is_file()) / 1e6
    with capsys.disabled():
        print(f"\nthe wheel and what it needs: {size:.0f} MB, installed in {installed.seconds:.0f} s")  # noqa: T201
    done = pip(installed.folder, "check")
    assert done.returncode == 0, done.stdout
    assert installed.run("summitalign", "--version").stdout == f"summitalign, version {__version__}\n"
    assert size < 250


@pytest.mark.slow
def test_a_newcomer_comes_to_a_first_fix(installed: Installed, tmp_path: Path) -> None:
    project = tmp_path / "project"
    assert installed.run("summitalign", "init", str(project), "--pack", "ml.zh").returncode == 0
    (project / "a.md").write_text("学习张量流。\n", encoding="utf-8")
    assert installed.run("summitalign", "fix-terms", str(project)).returncode == 1
    assert installed.run("summitalign", "fix-terms", str(project), "--write").returncode == 0
    assert (project / "a.md").read_text(encoding="utf-8") == "学习 TensorFlow。\n"
    assert installed.run("summitalign", "report", str(project), "-o", str(tmp_path / "site")).returncode == 0
    assert (tmp_path / "site/index.html").exists()


@pytest.mark.slow
def test_every_command_is_there_without_the_extras(installed: Installed) -> None:
    code = (
        "import click; from summitalign.cli.main import program\n"
        "def walk(group, context):\n"
        "    for name in group.list_commands(context):\n"
        "        command = group.get_command(context, name)\n"
        "        command.get_help(click.Context(command, info_name=name, parent=context))\n"
        "        if isinstance(command, click.Group): walk(command, click.Context(command, info_name=name))\n"
        "walk(program, click.Context(program))\n"
        "import summitalign\n"
        "for name in summitalign.__all__: getattr(summitalign, name)\n"
    )
    done = installed.run("python", "-W", "error::ImportWarning", "-c", code)
    assert done.returncode == 0, done.stderr


def test_the_licences_of_all_it_needs_go_with_its_own() -> None:
    done = call(sys.executable, ROOT / "tools" / "licences.py", "zh")
    assert done.returncode == 0, done.stdout
    listed = {line.split()[0] for line in done.stdout.splitlines()}
    named = {re.split(r"[^\w-]", each)[0].replace("_", "-") for each in PROJECT["project"]["dependencies"]}
    assert named <= listed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_a_script_that_completes(shell: str) -> None:
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("click asks bash for its version")
    done = call(sys.executable, "-m", "summitalign", _SUMMITALIGN_COMPLETE=f"{shell}_source")
    assert done.returncode == 0, done.stderr
    assert "_SUMMITALIGN_COMPLETE" in done.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("summitalign fix", "fix-terms"),
        ("summitalign fix-terms --gl", "--glossary"),
        ("summitalign glossary li", "lint"),
        ("summitalign align --unit sent", "sentence"),
        ("summitalign config sh", "show"),
    ],
)
def test_commands_options_and_choices_are_completed(typed: str, offered: str) -> None:
    count = str(len(typed.split()) - 1)
    done = call(sys.executable, "-m", "summitalign", _SUMMITALIGN_COMPLETE="bash_complete", COMP_WORDS=typed,
                COMP_CWORD=count)  # fmt: skip
    assert f"plain,{offered}" in done.stdout.splitlines(), done.stderr
