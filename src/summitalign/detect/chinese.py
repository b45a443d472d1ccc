"""Tells simplified from traditional Chinese, and Japanese without kana from both, by which old codecs know a character.

GB 2312 was made for simplified text, Big5 for traditional text, Shift JIS for Japanese: a character that only one of
them can encode belongs to its writing. Most characters are common to all and decide nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from summitalign.detect.scripts import Script, script_of


@dataclass(frozen=True, slots=True)
class HanEvidence:
    """How many Han characters of a text belong to one writing only."""

    simplified: int = 0
    """In GB 2312, not in Big5."""
    traditional: int = 0
    """In Big5, not in GB 2312."""
    chinese: int = 0
    """Those of the two above that Japanese does not use."""
    japanese: int = 0
    """In Shift JIS only, such as 気 and 対."""

    def __add__(self, other: "HanEvidence") -> "HanEvidence":
        return HanEvidence(
            self.simplified + other.simplified,
            self.traditional + other.traditional,
            self.chinese + other.chinese,
            self.japanese + other.japanese,
        )

    @property
    def variant(self) -> str:
        """`zh-Hans` or `zh-Hant` by the majority; `zh` when no character decides."""
        if self.simplified == self.traditional:
            return "zh"
        return "zh-Hans" if self.simplified > self.traditional else "zh-Hant"


def _can_encode(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=8192)
def _evidence_of(character: str) -> HanEvidence | None:
    """Return what one character tells; None for nothing."""
    if script_of(character) is not Script.HAN:
        return None
    simplified, traditional = _can_encode(character, "gb2312"), _can_encode(character, "big5")
    japanese = _can_encode(character, "shift_jis")
    if simplified != traditional:
        return HanEvidence(int(simplified), int(traditional), int(not japanese), 0)
    if japanese and not simplified:
        return HanEvidence(japanese=1)
    return None


def weigh_han(letters: Mapping[str, int]) -> HanEvidence:
    """Add up the evidence of a text's characters from their frequencies."""
    simplified = traditional = chinese = japanese = 0
    for character, number in letters.items():
        found = _evidence_of(character)
        if found is not None:
            simplified += found.simplified * number
            traditional += found.traditional * number
            chinese += found.chinese * number
            japanese += found.japanese * number
    return HanEvidence(simplified, traditional, chinese, japanese)
