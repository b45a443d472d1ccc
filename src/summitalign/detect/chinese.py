"""Tells simplified from traditional Chinese, and Japanese without kana from both, by which old codecs know a character.

GB 2312 was made for simplified text, Big5 for traditional text, Shift JIS for Japanese: a character that only one of
them can encode belongs to its writing. Some that both can encode are written in one only: 后 stands in Big5 for an
empress, and simplified text has it for 後. Most characters are common to all and decide nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from summitalign.detect.scripts import Script, script_of

SIMPLIFIED_IN_USE = frozenset(
    "万与丑丰于云仆价优伙体余佣儿党凄准几凶划占厂厘吁后吨听咨咸圣坏复夸宁尸岩岭岳帘干并庄异征忏怀怜惊愿扑"
    "扰挂据斗昵晒朴机杠杰极构柜栖气泞洁洒洼涂涌淀游炖熏瓮痒确离种筑篱网羡肮肴胜腊腌膻苹范茧荐虫虮虱蚕蚝蜡"
    "蝎触赶跖辟适郁采里雇霉"
)
"""In both GB 2312 and Big5, and what OpenCC 1.4 replaces on the way to the general, the Taiwan and the Hong Kong
standard of traditional writing; without 台, which Taiwan writes more often than the 臺 of its standard."""
TRADITIONAL_IN_USE = frozenset("乾吒夥後徵拚捱摺於薹袷醣麴")
"""In both, and what OpenCC replaces on the way from all three standards to simplified writing."""


@dataclass(frozen=True, slots=True)
class HanEvidence:
    """How many Han characters of a text belong to one writing only."""

    simplified: int = 0
    """In GB 2312, not in Big5; or in `SIMPLIFIED_IN_USE`."""
    traditional: int = 0
    """In Big5, not in GB 2312; or in `TRADITIONAL_IN_USE`."""
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
    def is_japanese(self) -> bool:
        """Whether no character is only Chinese, and some are only Japanese, or as in neither Chinese writing.

        Japanese has 学, which traditional text writes 學, beside 習, which simplified text writes 习.
        """
        return not self.chinese and (self.japanese > 0 or min(self.simplified, self.traditional) > 0)

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
    if character in SIMPLIFIED_IN_USE or character in TRADITIONAL_IN_USE:
        simplified, traditional = character in SIMPLIFIED_IN_USE, character in TRADITIONAL_IN_USE
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
