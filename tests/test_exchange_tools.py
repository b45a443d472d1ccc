"""The real tools take what `glossary export` writes. A tool that is not installed is skipped by name."""

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exchange_values import glossary_of, plain
from summitalign.glossary.exchange.autocorrect import read_autocorrect
from summitalign.glossary.exchange.formats import FORMATS
from summitalign.model.term import TermEntry, WrongForm

ODD = (
    "西加加",
    "C加加",
    "a-b",
    "tf.Keras",
    '"quoted"',
    "ba\\ck",
    "（全角）",
    "😀流",
    "@流",
    "it's",
    "<b>&",
    "a,b",
    "x=y",
    "p|q",
)
GLOSSARY = glossary_of(
    plain("TensorFlow", "张量流", "Tensorfow", note='a "product" <big> & more'),
    plain("即时执行", "急切执行"),
    plain("C++", *ODD),
    plain("Coral", "珊瑚", is_ambiguous=True),
    TermEntry("e", ("Python", "Anaconda"), (WrongForm("蟒蛇"),), source=("Python", "Anaconda")),
    TermEntry("e", ("Rasa",), source=("Rasa",), is_kept=True),
)
TEXT = "急切执行 张量流 Tensorfow 珊瑚 西加加 蟒蛇 Rasa 火花\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "document.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def export(name: str, path: Path) -> Path:
    path.write_text(FORMATS[name].write(GLOSSARY).text, encoding="utf-8", newline="")
    return path


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_codespell_fixes_what_is_sure_and_suggests_the_rest(document: Path, tmp_path: Path) -> None:
    pytest.importorskip("codespell_lib")
    dictionary = export("codespell", tmp_path / "dictionary.txt")

    done = run(sys.executable, "-m", "codespell_lib", "-w", "-D", dictionary, document)

    assert "Traceback" not in done.stderr
    assert "珊瑚 ==> Coral" in done.stdout
    assert "蟒蛇 ==> Python, Anaconda" in done.stdout
    assert document.read_text(encoding="utf-8") == "即时执行 Tensorflow Tensorflow 珊瑚 C++ 蟒蛇 Rasa 火花\n"


def test_typos_fixes_what_is_sure(document: Path, tmp_path: Path) -> None:
    program = shutil.which("typos")
    if program is None:
        pytest.skip("the program typos is not installed (its package has the same name)")
    configuration = export("typos", tmp_path / "typos.toml")

    done = run(program, "--config", configuration, "--write-changes", document)

    assert (done.returncode, done.stderr) == (0, "")
    assert document.read_text(encoding="utf-8") == "即时执行 TensorFlow TensorFlow 珊瑚 C++ 蟒蛇 Rasa 火花\n"


def test_prh_fixes_what_is_sure(document: Path, tmp_path: Path) -> None:
    program = shutil.which("prh")
    if program is None:
        pytest.skip("the program prh is not installed (the npm package of the same name)")
    document.write_text(f"{TEXT}{'、'.join(ODD)}\n", encoding="utf-8")

    done = run(program, "--rules", export("prh", tmp_path / "prh.yml"), "--stdout", document)

    assert (done.returncode, done.stderr) == (0, "")
    first, second, *_ = done.stdout.split("\n")
    assert first == "即时执行 TensorFlow TensorFlow 珊瑚 C++ 蟒蛇 Rasa 火花"
    assert second == "、".join(["C++"] * len(ODD))


def test_autocorrect_fixes_what_it_is_given(tmp_path: Path) -> None:
    pytest.importorskip("autocorrect_py")
    configuration = export("autocorrect", tmp_path / ".autocorrectrc")
    forms = read_autocorrect(configuration.read_text(encoding="utf-8"), "rc").entries[-1].wrong
    # In another process, as the package never forgets the words of a configuration.
    code = (
        "import sys, autocorrect_py as tool; tool.load_config(open(sys.argv[1], encoding='utf-8').read());"
        "[print(tool.format_for(f'前 {form} 后', 'd.md')) for form in sys.argv[2:]]"
    )
    done = run(sys.executable, "-c", code, configuration, *(form.text for form in forms))

    assert len(forms) >= 8
    assert done.stdout.replace(" ", "").splitlines() == ["前C++后"] * len(forms)


def test_translate_toolkit_reads_tbx(tmp_path: Path) -> None:
    tbx = pytest.importorskip("translate.storage.tbx")
    store = tbx.tbxfile.parsefile(str(export("tbx", tmp_path / "terms.tbx")))

    terms = [[(term.text, term.deprecated) for term in unit.get_target_terms("zh-Hans")] for unit in store.units]
    assert terms == [
        [*((use, False) for use in entry.use), *((form.text, True) for form in entry.wrong)]
        for entry in GLOSSARY.entries
    ]
    assert (store.units[0].source, store.units[0].target) == ("TensorFlow", "TensorFlow")
    assert store.units[0].getnotes() == GLOSSARY.entries[0].note


@pytest.mark.parametrize(
    ("name", "module", "kind"), [("omegat", "omegat", "OmegaTFile"), ("weblate", "csvl10n", "csvfile")]
)
def test_translate_toolkit_reads_the_pairs(name: str, module: str, kind: str, tmp_path: Path) -> None:
    pytest.importorskip("translate.storage")
    storage = importlib.import_module(f"translate.storage.{module}")
    store = getattr(storage, kind).parsefile(str(export(name, tmp_path / f"terms.{name}")))

    pairs = [(unit.source, unit.target) for unit in store.units]
    assert pairs == [
        *(("TensorFlow", "TensorFlow"), ("即时执行", "即时执行"), ("C++", "C++"), ("Coral", "Coral")),
        *(("Python", "Python"), ("Anaconda", "Anaconda"), ("Rasa", "Rasa")),
    ]
    assert "not: 张量流|Tensorfow" in store.units[0].getnotes()
