"""What holds for every test."""

import os
from collections.abc import Iterator

import pytest


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
