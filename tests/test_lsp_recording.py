"""The recorded exchange of an editor and the language server on the recap of the corpus is what they say today."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from lsp_recording import exchange, written

pytestmark = pytest.mark.skipif(find_spec("pygls") is None, reason="needs pygls, the extra lsp")
RECORDED = Path(__file__).parent / "cases/editor/recap.json"


def test_open_diagnose_quick_fix_and_hover_are_as_recorded(tmp_path: Path) -> None:
    said = written(exchange(tmp_path.resolve()))
    recorded = RECORDED.read_text(encoding="utf-8")
    assert said == recorded, "python tests/lsp_recording.py > tests/cases/editor/recap.json writes it anew"
