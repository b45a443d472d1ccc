"""What holds for every test."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from docs_site import DocsSite

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def rare_collections() -> None:
    """Look for garbage as seldom as the program does: among the objects of all tests each look takes long."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the spellings and glossaries of the tests out of the cache of whoever runs them."""
    before = os.environ.get("SUMMITALIGN_CACHE")
    os.environ["SUMMITALIGN_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["SUMMITALIGN_CACHE"]
    else:
        os.environ["SUMMITALIGN_CACHE"] = before


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Return a Chromium; only for tests that are skipped where there is none."""
    from browser import launched

    with launched() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the report on our own documents."""
    from click.testing import CliRunner

    from summitalign.cli.main import program

    folder = tmp_path_factory.mktemp("report")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    shutil.copy(ROOT / "glossary.yml", folder)
    arguments = ["report", str(folder / "corpus"), "-o", str(folder / "site"), "--title", "Two days in Sunnyvale"]
    done = CliRunner().invoke(program, arguments)
    assert done.exit_code == 0, done.output
    return folder / "site"


@pytest.fixture(scope="session")
def docs_site(tmp_path_factory: pytest.TempPathFactory) -> "DocsSite":
    """Return the documentation site; only for tests that are skipped where it cannot be built."""
    from docs_site import build

    return build(tmp_path_factory.mktemp("docs") / "site")
