"""The hooks for pre-commit, run by pre-commit in a repository of their user: a bad commit is blocked."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from summitalign.formats.kinds import PAGE_ENDINGS
from summitalign.workspace.walk import SUFFIXES

ROOT = Path(__file__).parents[1]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
BAD, GOOD = "学习张量流。\n", "学习 TensorFlow。\n"
pytestmark = pytest.mark.skipif(
    find_spec("pre_commit") is None or shutil.which("git") is None, reason="needs git, and pre-commit of the extra dev"
)


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the repository of somebody who uses the hooks, with the program on the path."""
    for name in list(os.environ):
        if name.startswith(("GIT_", "PRE_COMMIT")):  # set while the tests themselves run in a hook
            monkeypatch.delenv(name)
    (tmp_path / "gitconfig").write_text("[user]\n name = t\n email = t@example.org\n[init]\n defaultBranch = main\n")
    binaries = tmp_path / "bin"
    binaries.mkdir()
    for name, module in (("summitalign", "summitalign"), ("pre-commit", "pre_commit")):
        (binaries / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        (binaries / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{binaries}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q")
    (folder / "glossary.yml").write_text("张量流: TensorFlow\n", encoding="utf-8")
    return folder


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], capture_output=True, encoding="utf-8", check=False)


def install(repository: dict[str, object]) -> None:
    """Write the settings of pre-commit, and have Git call it."""
    Path(".pre-commit-config.yaml").write_text(json.dumps({"repos": [repository]}), encoding="utf-8")
    done = subprocess.run(["pre-commit", "install"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def commit(text: str, name: str = "a.md") -> subprocess.CompletedProcess[str]:
    """Write a document, and try to commit it."""
    Path(name).write_text(text, encoding="utf-8")
    git("add", "--all")
    return git("commit", "-m", "a change")


def commits() -> int:
    return int(git("rev-list", "--count", "--all").stdout)


def as_installed(name: str) -> dict[str, object]:
    """Return a hook as it is, but for the program, which is the one that is being tested."""
    return {"repo": "local", "hooks": [{**HOOKS[name], "language": "system"}]}


def test_a_commit_with_a_wrong_term_is_blocked_and_a_right_one_is_not(user: Path) -> None:
    install(as_installed("summitalign-check"))
    blocked = commit(BAD)
    assert blocked.returncode == 1
    assert "a.md:1:3: apply" in blocked.stdout + blocked.stderr
    assert "\n1 document: 1 fix to apply (--write does it)\n" in blocked.stdout + blocked.stderr
    assert (user / "a.md").read_text(encoding="utf-8") == BAD
    assert commits() == 0
    assert commit(GOOD).returncode == 0
    assert commits() == 1


def test_the_fixing_hook_repairs_and_the_second_try_passes(user: Path) -> None:
    install(as_installed("summitalign-fix"))
    blocked = commit(BAD)
    assert blocked.returncode == 1
    assert "files were modified by this hook" in blocked.stdout + blocked.stderr
    assert "\n1 document: 1 fix written to 1 document\n" in blocked.stdout + blocked.stderr
    assert (user / "a.md").read_text(encoding="utf-8") == GOOD
    assert commit(GOOD).returncode == 0


def test_documents_only_are_looked_at(user: Path) -> None:
    install(as_installed("summitalign-check"))
    assert commit(f'x = "{BAD.strip()}"\n', "a.py").returncode == 0
    assert commit(BAD, "b.mdx").returncode == 1


OTHERS = {
    "a.ipynb": '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["学习张量流。"]}],'
    ' "metadata": {}, "nbformat": 4, "nbformat_minor": 4}\n',
    "a.po": 'msgid "Learn TensorFlow."\nmsgstr "学习张量流。"\n',
    "a.rst": BAD,
    "a.html": "<p>学习张量流。</p>\n",
    "a.markdown": BAD,
    "a.txt": BAD,
}


@pytest.mark.parametrize("name", OTHERS)
def test_every_kind_of_document_is_looked_at(user: Path, name: str) -> None:
    install(as_installed("summitalign-check"))
    blocked = commit(OTHERS[name], name)
    assert blocked.returncode == 1
    assert re.search(rf"^{re.escape(name)}:\d+:\d+: apply ", blocked.stdout + blocked.stderr, re.MULTILINE)


def test_the_hooks_take_what_the_program_takes_but_for_what_old_versions_of_identify_refuse() -> None:
    from identify import identify

    by_tag = {ending: identify.tags_from_filename(f"a{ending}") for ending in (*SUFFIXES, *PAGE_ENDINGS)}
    for hook in HOOKS.values():
        missed = {ending for ending, tags in by_tag.items() if not tags & set(hook["types_or"])}
        assert missed == {".xlf", ".xliff"}


def test_xliff_is_looked_at_where_the_settings_say_so(user: Path) -> None:
    hook = {**as_installed("summitalign-check")["hooks"][0], "types_or": ["text"], "files": r"\.(xlf|xliff)$"}  # type: ignore[index]
    install({"repo": "local", "hooks": [hook]})
    text = '<xliff version="1.2"><file><body><trans-unit id="1"><source>a</source><target>学习张量流。</target>'
    blocked = commit(f"{text}</trans-unit></body></file></xliff>\n", "a.xlf")
    assert blocked.returncode == 1
    assert "a.xlf:1:" in blocked.stdout + blocked.stderr


def test_suggestions_need_not_block(user: Path) -> None:
    (user / "glossary.yml").write_text(
        "terms:\n  - 火炬: PyTorch\n  - {use: [TensorFlow, Tensor Stream], wrong: [张量流]}\n", "utf-8"
    )
    install({"repo": "local", "hooks": [{**HOOKS["summitalign-check"], "language": "system", "verbose": True,
                                         "args": ["--fail-on", "apply"]}]})  # fmt: skip
    passed = commit("PyTorch 和张量流。\n")
    assert passed.returncode == 0
    assert "a.md:1:10: suggest" in passed.stdout + passed.stderr


def test_settings_and_ignored_documents_hold_in_the_hook(user: Path) -> None:
    install(as_installed("summitalign-check"))
    (user / "summitalign.toml").write_text("[fix-terms]\nexclude = ['drafts/']\n", encoding="utf-8")
    (user / "drafts").mkdir()
    assert commit(BAD, "drafts/a.md").returncode == 0


def test_the_hooks_are_a_check_and_a_fix() -> None:
    assert set(HOOKS) == {"summitalign-check", "summitalign-fix"}
    for hook in HOOKS.values():
        assert hook["language"] == "python"
        assert hook["require_serial"]
    assert "--write" not in HOOKS["summitalign-check"]["entry"]
    assert "--write" in HOOKS["summitalign-fix"]["entry"]


def test_pre_commit_installs_the_hook_from_a_repository(
    user: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "summitalign"
    shutil.copytree(ROOT / "src", own / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, own)
    for arguments in (("init", "-q"), ("add", "--all"), ("commit", "-q", "-m", "all")):
        assert git("-C", str(own), *arguments).returncode == 0
    revision = git("-C", str(own), "rev-parse", "HEAD").stdout.strip()
    # What the program needs comes from here, so that no network is needed; the program itself is built and installed.
    monkeypatch.setenv("PIP_NO_DEPS", "1")
    monkeypatch.setenv("PIP_NO_BUILD_ISOLATION", "0")
    monkeypatch.setenv("PYTHONPATH", sysconfig.get_path("purelib"))
    install({"repo": str(own), "rev": revision, "hooks": [{"id": "summitalign-check"}]})
    (tmp_path / "bin" / "summitalign").unlink()

    blocked = commit(BAD)

    if "An unexpected error has occurred" in blocked.stderr + blocked.stdout:
        pytest.skip(f"pre-commit cannot make an environment here: {blocked.stdout[-500:]}")
    assert blocked.returncode == 1
    assert "a.md:1:3: apply" in blocked.stdout + blocked.stderr
    assert list((tmp_path / "pre-commit").rglob("summitalign-*.dist-info"))
    assert commit(GOOD).returncode == 0
