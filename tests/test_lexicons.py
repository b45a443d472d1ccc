"""Lexicons: their file formats, several at once, and the installed one kept as it was read."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from summitalign.align.dictionaries import read_cedict, read_lexicon
from summitalign.align.lexicon import Lexicon, joined
from summitalign.cli.main import program
from summitalign.errors import UsageError
from summitalign.workspace import lexicons
from summitalign.workspace.cache import cache_folder

CEDICT = (
    "# a comment\n海鷗 海鸥 [hai3 ou1] /gull/seagull/\n海 海 [hai3] /sea/\n女 女 [nu:3] /woman/\n女 女 [nu:3] /girl/\n"
)


def test_cc_cedict_gives_senses_and_readings() -> None:
    for found in (read_cedict(CEDICT.splitlines()), read_lexicon(CEDICT, "my/words.u8")):
        assert dict(found.glosses) == {"海鸥": "gull/seagull", "海": "sea", "女": "woman/girl"}
        assert found.readings["女"] == {"nv"}
        assert not found.is_spaced
    assert found.name == "words.u8"


def test_a_dictionary_of_hunalign_has_the_target_first() -> None:
    found = read_lexicon("Möwe @ gull\nmöwe @ seagull\nSeil @ rope\n", "de.dic")
    assert dict(found.glosses) == {"möwe": "gull/seagull", "seil": "rope"}
    assert found.is_spaced
    assert list(found.spaced_words("Eine Möwe, zwei Seile, ein SEIL.")) == ["möwe", "seil"]


def test_a_table_has_the_source_first_and_may_have_more_columns() -> None:
    found = read_lexicon("\ufeff# terms\ngull\t海鸥\tnoun\nfog horn\t雾号\n", "terms.tsv")
    assert dict(found.glosses) == {"海鸥": "gull", "雾号": "fog horn"}
    assert set(found.translations("雾号")) == {"fog", "horn"}
    assert not found.is_spaced


TBX = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="1">
 <langSec xml:lang="zh"><termSec><term>海鸥</term></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>gull</term></termSec><termSec><term>seagull</term></termSec></langSec>
 <langSec xml:lang="de"><termSec><term>Möwe</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="2"><langSec xml:lang="en"><termSec><term>alone</term></termSec></langSec></conceptEntry>
</body></text></tbx>
"""


def test_the_terms_of_a_concept_of_tbx_translate_each_other() -> None:
    found = read_lexicon(TBX, "my/words.tbx")
    assert dict(found.glosses) == {"möwe": "gull/seagull", "海鸥": "gull/seagull/Möwe"}
    assert (found.name, found.is_spaced) == ("words.tbx", True)
    older = TBX.replace("conceptEntry", "termEntry").replace("langSec", "langSet").replace("termSec", "tig")
    assert read_lexicon(older, "x.tbx").glosses == found.glosses


@pytest.mark.parametrize("text", ["<tbx>", "<tbx></tbx>", '<!DOCTYPE t [<!ENTITY a "b">]><tbx>&a;</tbx>'])
def test_xml_that_is_no_dictionary_is_an_error(text: str) -> None:
    with pytest.raises(UsageError):
        read_lexicon(text, "x.tbx")


@pytest.mark.parametrize("line", ["gull 海鸥", "gull\t", "\t海鸥", "@ gull", "gull\t\ufffd\ufffd"])
def test_a_line_that_is_no_entry_is_an_error_with_its_place(line: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_lexicon(f"rope\t绳子\n\n{line}\n", "terms.tsv")
    assert caught.value.place == "terms.tsv:3"
    assert caught.value.hint


def test_what_is_said_twice_counts_once() -> None:
    assert read_lexicon("gull\t海鸥\nmew\t海鸥\ngull\t海鸥\n", "x.tsv").glosses == {"海鸥": "gull/mew"}


def test_many_senses_of_a_word_are_read_at_once() -> None:
    found = read_lexicon("".join(f"sense{number}\t海鸥\n" for number in range(50_000)), "x.tsv")
    assert found.glosses["海鸥"].count("/") == 49_999


def test_several_lexicons_are_one() -> None:
    first, second = (
        Lexicon({"海": "sea", "山": "hill"}, {"海": frozenset({"hai"})}),
        Lexicon({"海": "ocean"}, {}, "mine", True),
    )
    both = joined((first, second))
    assert both is not None
    assert dict(both.glosses) == {"海": "sea/ocean", "山": "hill"}
    assert (both.name, both.is_spaced) == ("cc-cedict+mine", True)
    assert both.readings == first.readings
    assert joined(()) is None
    assert joined((first,)) is first


ENGLISH = (
    "gull beach sky wing feather",
    "rope knot sail mast wind",
    "bread butter knife oven flour",
    "storm cloud rain",
)
GERMAN = (
    "Möwe Strand Himmel Flügel Feder",
    "Seil Knoten Segel Mast Wind",
    "Brot Butter Messer Ofen Mehl",
    "Sturm Wolke Regen",
)
MOVED = (3, 0, 2, 1)
SOURCE = "".join(f"## {'ABCD'[n]}\n\n{ENGLISH[n]}\n\n" for n in range(4))
TARGET = "".join(f"## {'EFGH'[n]}\n\n{GERMAN[n]}\n\n" for n in MOVED)
WORDS = "".join(
    f"{word}\t{other}\n"
    for own, theirs in zip(ENGLISH, GERMAN, strict=True)
    for word, other in zip(own.split(), theirs.split(), strict=True)
)


def test_a_lexicon_of_the_user_joins_sections_of_any_two_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("a.md", SOURCE), ("b.md", TARGET), ("de.tsv", WORDS), ("bad.tsv", "nothing here\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    arguments = ["align", "a.md", "b.md", "--unit", "section", "--format", "json"]
    answer = json.loads(CliRunner().invoke(program, [*arguments, "--lexicon", "de.tsv"]).stdout)
    names = {side: {one["id"]: one["title"] for one in answer[side]["segments"]} for side in ("source", "target")}
    pairs = {
        (names["source"][own], names["target"][other])
        for bead in answer["beads"]
        for own in bead["source"]
        for other in bead["target"]
    }
    assert pairs == {("A", "E"), ("B", "F"), ("C", "G"), ("D", "H")}
    assert answer["signature"]["parameters"]["lexicon"].endswith("de.tsv")
    guarded = CliRunner().invoke(program, [*arguments, "--lexicon", "de.tsv", "--output", "de.tsv"])
    assert guarded.exit_code == 2
    assert Path("de.tsv").read_text(encoding="utf-8") == WORDS
    for name, problem in (("bad.tsv", "bad.tsv:1"), ("missing.tsv", "missing.tsv")):
        failed = CliRunner().invoke(program, [*arguments, "--lexicon", name])
        assert failed.exit_code == 2
        assert problem in failed.stderr


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cedict.txt.gz"
    path.write_bytes(gzip.compress(CEDICT.encode()))
    monkeypatch.setattr(lexicons, "installed_path", lambda: path)
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path / "cache"))
    return path


def kept_files() -> list[Path]:
    folder = cache_folder()
    assert folder is not None
    return sorted(folder.glob("lexicon-*.json"))


def test_the_installed_lexicon_is_kept_as_it_was_read(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = lexicons.kept_lexicon()
    assert len(kept_files()) == 1
    monkeypatch.setattr(lexicons, "read_installed", lambda _: pytest.fail("read again"))
    assert lexicons.kept_lexicon() == first == read_cedict(CEDICT.splitlines())


def test_a_new_version_of_the_package_is_read_anew(package: Path) -> None:
    lexicons.kept_lexicon()
    package.write_bytes(gzip.compress("貓 猫 [mao1] /cat/\n".encode()))
    found = lexicons.kept_lexicon()
    assert found is not None
    assert dict(found.glosses) == {"猫": "cat"}


def test_a_broken_cache_does_no_harm(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = lexicons.kept_lexicon()
    [kept] = kept_files()
    for broken in (b"", b"[1, 2]", b'["a\\nb", "c", ""]'):
        kept.write_bytes(broken)
        assert lexicons.kept_lexicon() == first
    kept.unlink()
    kept.mkdir()
    assert lexicons.kept_lexicon() == first
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    assert lexicons.kept_lexicon() == first


def test_without_the_extra_there_is_no_lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicons, "installed_path", lambda: None)
    assert lexicons.kept_lexicon() is None
