"""Reads how often languages use n-grams, from the profiles of langdetect, by the script that several of them share."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from summitalign.detect.scripts import Script

# What langdetect has a profile of, by the script that several languages share; a script of one language needs none.
_PROFILED: Mapping[Script, str] = {
    Script.ARABIC: "ar fa ur",
    Script.CYRILLIC: "bg mk ru uk",
    Script.DEVANAGARI: "hi mr ne",
    Script.LATIN: "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi",
}
_LIKE_CROATIAN = ("sr-Latn", "bs")
"""Languages in Latin letters that share the Croatian profile, and are told from it by their words."""
_SERBIAN_DIGRAPHS = tuple(zip(("lj", "nj", "dž", "Lj", "Nj", "Dž"), "љњџЉЊЏ", strict=True))
_SERBIAN_LETTERS = str.maketrans(
    "abcčćdđefghijklmnoprsštuvzžABCČĆDĐEFGHIJKLMNOPRSŠTUVZŽ", "абцчћдђефгхијклмнопрсштувзжАБЦЧЋДЂЕФГХИЈКЛМНОПРСШТУВЗЖ"
)

_OPEN_E = str.maketrans("eE", "əƏ")


@dataclass(frozen=True, slots=True)
class Profile:
    """How often a language uses each n-gram of one to three letters."""

    counts: Mapping[str, int]
    totals: tuple[int, ...]
    """Number of all n-grams of one, two and three letters."""


def read_profiles(script: Script) -> dict[str, Profile]:
    """Read the profiles of the languages of a script by their tags, and make those of their near relatives."""
    # Their folder is all that is needed of the package, and importing it takes 30 ms.
    package = find_spec("langdetect")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "profiles"
    profiles = _read(folder, _PROFILED[script].split())
    if script is Script.CYRILLIC:
        profiles["sr"] = _in_serbian_cyrillic(*_read(folder, ["hr"]).values())
    elif script is Script.LATIN:
        profiles |= dict.fromkeys(_LIKE_CROATIAN, profiles["hr"])
        profiles["az"] = _in_azerbaijani(profiles["tr"])
    return profiles


def _read(folder: Path, tags: Sequence[str]) -> dict[str, Profile]:
    # Read as one array, so that an n-gram of many profiles is stored once: a lookup waits for memory most of all.
    contents = json.loads(b"[%b]" % b",".join([(folder / tag).read_bytes() for tag in tags]))
    return {
        tag: Profile(content["freq"], tuple(content["n_words"])) for tag, content in zip(tags, contents, strict=True)
    }


def _in_serbian_cyrillic(croatian: Profile) -> Profile:
    """Rewrite the Croatian profile letter by letter: Serbian has none, and is close to Croatian in other letters."""
    counts: Counter[str] = Counter()
    for gram, number in croatian.counts.items():
        counts[serbian_cyrillic(gram)] += number
    return Profile(counts, croatian.totals)


def serbian_cyrillic(text: str) -> str:
    """Write Serbian in Latin letters with Cyrillic ones."""
    for latin, cyrillic in _SERBIAN_DIGRAPHS:
        text = text.replace(latin, cyrillic)
    return text.translate(_SERBIAN_LETTERS)


def _in_azerbaijani(turkish: Profile) -> Profile:
    """Let the Turkish profile have ə wherever it has e: Azerbaijani writes both for it, and is close otherwise."""
    counts = {gram.translate(_OPEN_E): number for gram, number in turkish.counts.items()}
    return Profile(counts | dict(turkish.counts), turkish.totals)
