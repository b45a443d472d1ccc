"""Guessers by name, built in and installed, and that the same text has the same answer everywhere."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.detect.detector import Detector
from summitalign.detect.guesser import SHARED_SCRIPTS, guesser_of
from summitalign.detect.ngrams import ProfileGuesser, profile_guesser
from summitalign.detect.scripts import Script
from summitalign.errors import UsageError

LANGUAGES = Path(__file__).parents[1] / "benchmarks" / "languages"
DOCUMENTS = sorted(LANGUAGES.glob("*.md"))


PACKAGE = """\
class Latin:
    languages = ("de", "tlh")
    prior = (0.0, 0.0)
    def weigh(self, text):
        return (0.0, 20.0 if "qapla" in text else -20.0)

def make(script):
    return Latin() if script == "Latn" else None
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a package that offers a guesser, and one whose guesser cannot be loaded."""
    (tmp_path / "warrior_guesser.py").write_text(PACKAGE)
    (tmp_path / "warrior-1.0.dist-info").mkdir()
    (tmp_path / "warrior-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: warrior\nVersion: 1.0\n")
    (tmp_path / "warrior-1.0.dist-info" / "entry_points.txt").write_text(
        "[summitalign.guessers]\nwarrior = warrior_guesser:make\nbroken = warrior_guesser:missing\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("installed")
def test_installed_package_offers_a_guesser() -> None:
    assert "warrior" in api.guesser_names()
    detector = api.detector(guesser="warrior")
    assert detector.detect_line("batlh je qapla quv").tag == "tlh"
    assert detector.detect_line("Dieser Satz ist deutsch").tag == "de"
    assert detector.detect_line("Эта команда читает файл").tag == "ru", "scripts it leaves alone go to the profiles"
    assert api.detector(["tlh"], "warrior").detect_line("batlh je quv").tag == "tlh"


@pytest.mark.usefixtures("installed")
def test_broken_guesser_is_an_error() -> None:
    with pytest.raises(UsageError, match="broken cannot be loaded") as caught:
        api.detector(guesser="broken")
    assert "warrior_guesser:missing" in caught.value.hint


def test_unknown_guesser_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no guesser is called nobody") as caught:
        api.detector(guesser="nobody")
    assert all(name in caught.value.hint for name in ("profiles", "py3langid"))


@pytest.mark.skipif(find_spec("py3langid") is None, reason="the extra langid is not installed")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_py3langid_agrees_on_written_documents(path: Path) -> None:
    found = api.detect(api.parse(path.read_text(encoding="utf-8")), api.detector(guesser="py3langid"))
    assert found.tag == path.stem


def test_missing_py3langid_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from summitalign.detect import detector, guesser, langid

    for cached in (guesser.guesser_of, langid.identifier, detector._languages_of):
        cached.cache_clear()
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    monkeypatch.setitem(sys.modules, "py3langid", None)
    with pytest.raises(UsageError, match="py3langid is not installed") as caught:
        api.detector(guesser="py3langid")
    assert "summitalign[langid]" in caught.value.hint


def test_order_of_words_and_earlier_texts_do_not_show() -> None:
    lines = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    first = [Detector().detect(api.parse(text)) for text in lines]
    for script in SHARED_SCRIPTS:
        guesser = profile_guesser(script)
        words = ["file", "données", "Datei", "и", "файл", "فایل", "फ़ाइल", "और", "की"]
        assert guesser.weigh(" ".join(words)) == guesser.weigh(" ".join(reversed(words)))
    assert [Detector().detect(api.parse(text)) for text in reversed(lines)][::-1] == first


@pytest.mark.parametrize("guesser", ["profiles", "py3langid"])
def test_same_answers_with_other_hash_seeds_orders_and_workers(guesser: str) -> None:
    if find_spec(guesser) is None and guesser == "py3langid":
        pytest.skip("the extra langid is not installed")
    code = (
        "import sys\nfrom pathlib import Path\nfrom concurrent.futures import ProcessPoolExecutor\n"
        "from summitalign import api\n"
        "detector = api.detector(guesser=sys.argv[2])\n"
        "def tell(path): return path.name, detector.detect(api.parse(path.read_text('utf-8')))\n"
        "if __name__ == '__main__':\n"
        "    paths = sorted(Path(sys.argv[1]).glob('*.md'), reverse=sys.argv[3] == 'back')\n"
        "    if sys.argv[4] == '1': found = list(map(tell, paths))\n"
        "    else:\n"
        "        with ProcessPoolExecutor(2) as pool: found = list(pool.map(tell, paths))\n"
        "    print(sorted(found, key=lambda row: row[0]))\n"
    )
    answers = set()
    for seed, order, workers in (("0", "on", "1"), ("1", "back", "1"), ("77", "on", "2")):
        done = subprocess.run(
            [sys.executable, "-c", code, str(LANGUAGES), guesser, order, workers],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        )
        answers.add(done.stdout)
    assert len(answers) == 1


def test_letters_that_only_uzbek_has_speak_for_it() -> None:
    guesser = guesser_of("profiles", Script.LATIN)
    uzbek, icelandic = guesser.languages.index("uz"), guesser.languages.index("is")
    for text, lead in (("tog'lar so'nggi", 8.0), ("toglar songgi", 0.0)):
        scores = guesser.weigh(text)
        assert scores is not None
        assert scores[uzbek] - scores[icelandic] == pytest.approx(lead, abs=0.1)


@settings(deadline=None)  # the first word loads the profiles
@given(st.text(st.sampled_from("aeinstrßé"), min_size=1, max_size=12))
def test_every_n_gram_of_a_word_counts_once(word: str) -> None:
    guesser, padded = guesser_of("profiles", Script.LATIN), f" {word} "
    assert isinstance(guesser, ProfileGuesser)
    grams = [*word, *(padded[at : at + size] for size in (2, 3) for at in range(len(padded) + 1 - size))]

    assert guesser._sum_grams(padded) == guesser._grams.total(map(guesser._weigh_gram, grams))
