"""Words for invented documents: Chinese ones, English ones, names of products, and the forms that are wrong.

No wrong form can arise by accident. A Chinese word begins with a head, ends with a tail, and has middles between
them; so two heads, or two tails, never stand side by side in running text, whatever words meet. Every Chinese wrong
form holds such a pair. Most begin with a word that is common in the text, as wrong forms do: a scanner that goes by
first characters gains nothing.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


HEADS = (
    "数文代函变类接系网程服客浏应安配运编调测部更版目路命参选默属方输读写创删修查搜排过分合连断发收请缓存内磁处线并异同"
    "步任调日错警监视图表单按窗界语字符标记签证密钥权角户组团队项仓提推拉冲暂克隆架构设计模块容镜集群节点负均伸扩升降备恢迁移"
    "转换压解加算训练学预特向张矩损优梯层神深机"
)
TAILS = (
    "据件码量型口统络序务端器置行译试署新本录径令认性法值入取建除改询索滤组合断送求应存址能力度率率式体象例源果因题示明述"
    "录志误告控知面格列栏钮框言串号签书匙限色长员织作库交送取突储制离构计拟块器像成群点载衡缩展级低份复动换缩密法练习测征"
    "量阵失化降次经络习"
)
MIDDLES = "用户名文化自动态实时单多全半高低大小主从前后左右上下内外新旧正反开关"
PARTICLES = ("的", "了", "在", "和", "与", "是", "把", "对", "也", "会", "可以", "如果", "这个", "然后", "我们", "您")
BEFORE, AFTER = ("用", "与", "在", "把", "对"), ("的", "与", "来", "会", "也")
"""What stands on both sides of a wrong form in running text; no form holds any of it."""
ENGLISH = _listed(
    "API SDK CPU GPU JSON YAML HTTP SQL Linux Python Docker Git URL shell token server client cluster node "
    "model layer batch cache index query schema table string array object class function method module package "
    "release version branch commit merge request response header cookie session thread process queue stream "
    "buffer socket proxy router gateway endpoint payload event handler callback promise pipeline dataset "
    "tensor kernel driver runtime compiler debugger profiler logger config profile plugin widget component "
    "template layout theme"
)
PLAIN_ENGLISH = _listed(
    "the of and to in for with from when this that which after before between each other more most only same first "
    "last new old next into over under without where while there these those about above below again always never "
    "add build call change check choose clean close compare copy count create define delete deploy edit enable find "
    "follow get give handle help import install keep learn list load make measure move name need open parse pass plan "
    "print push read remove rename render replace reset return run save scale search select send set show sort split "
    "start stop store test track train try turn update upload use validate wait watch work write account action "
    "address amount answer area author backup block book button case chapter color column community company content "
    "country course data date default detail device document domain draft effect error example feature field file "
    "filter folder form format group guide history image input issue item key language level library license limit "
    "line link local machine main manual map memory message minute mode network note number office option order "
    "output page part path people person phone place platform point policy position power practice price problem "
    "product program project question range rate reason record region report resource result role room rule sample "
    "screen script section security sequence series service shape share side sign simple site size source space "
    "speed stage standard state step storage style subject summary support system tag target task team text theory "
    "time title tool topic traffic tree type unit user value vector video view volume week window word world"
)
_FIRST = _listed("Kel Vor Zan Tyr Quo Mer Dax Fen Lum Nex Oru Pym Ryl Ost Ulm Wex Xan Yar Brin Cald")
_SECOND = _listed("va ro mi ten dor lis qua zek nu pha ric sol tam ulo vex win xa yo bel cor")
_LAST = _listed("Flow Net Base Hub Cast Mesh Forge Lab Grid Desk")
WORDS = 3500
_SHAPES = ("word2", "word3", "word2", "word4", "double", "word3", "word2", "long")
NAMES_IN_TEXT = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a glossary."""

    wrong: str
    right: str

    @property
    def is_chinese(self) -> bool:
        return not self.wrong.isascii()

    @property
    def is_token(self) -> bool:
        """Say whether it is about capitals alone, and can stand in code and URLs."""
        return self.wrong.isalnum() and not self.is_chinese


class Vocabulary:
    """All words, the same in every run with the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(f"vocabulary {seed}")
        heads = set(HEADS) - set(MIDDLES)
        particles = set("".join((*PARTICLES, *BEFORE, *AFTER)))
        self.heads = tuple(sorted(heads - particles))
        self.tails = tuple(sorted(set(TAILS) - set(HEADS) - set(MIDDLES) - particles))
        self.middles = tuple(sorted(set(MIDDLES) - particles))
        self.words = tuple(self._words())
        self.short = tuple(word for word in self.words[:400] if len(word) == 2)

    def _words(self) -> list[str]:
        """Make words of two to four characters; the first are the most common."""
        chance, words = self._chance, dict[str, None]()
        while len(words) < WORDS:
            middles = "".join(chance.choices(self.middles, k=chance.choices((0, 1, 2), (72, 20, 8))[0]))
            words[chance.choice(self.heads) + middles + chance.choice(self.tails)] = None
        return list(words)

    @cached_property
    def running(self) -> tuple[list[str], list[float]]:
        """Return what running text is drawn from, and cumulative weights that fall with the rank."""
        names = [entry.right for entry in self.entries(NAMES_IN_TEXT) if entry.right.isascii()]
        words = [*self.words, *PARTICLES, *(f" {word} " for word in (*ENGLISH, *names))]
        weights = [1 / (rank + 12) for rank in range(len(self.words))]
        total = sum(weights)
        weights += [0.40 * total / len(PARTICLES)] * len(PARTICLES) + [0.09 * total / len(ENGLISH)] * len(ENGLISH)
        return words, list(accumulate([*weights, *[0.02 * total / len(names)] * len(names)]))

    def entries(self, number: int) -> tuple[Entry, ...]:
        """Return the first entries of the glossary; a longer glossary begins with the shorter one.

        Of ten, eight are Chinese, one differs in its capitals, one is divided by a blank.
        """
        chance, names, forms = random.Random("entries"), _names(), set[str]()
        found: list[Entry] = []
        for place in range(number):
            first, last = next(names)
            if place % 10 == 8:
                found.append(Entry((first + last).lower(), first + last))
            elif place % 10 == 9:
                found.append(Entry(f"{first} {last}".lower(), first + last))
            else:
                right = self._compound(chance) if place % 10 == 4 else first + last
                found.append(Entry(self._wrong(chance, forms), right))
        return tuple(found)

    def _compound(self, chance: random.Random) -> str:
        return "".join(chance.choices(self.words, k=2))

    def _wrong(self, chance: random.Random, forms: set[str]) -> str:
        """Make a wrong form of two to six characters that is not in `forms`, and put it there."""
        for _ in range(1000):
            word, tails = chance.choice(self.short), chance.choices(self.tails, k=2)
            form = {
                "word2": word + tails[0],
                "word3": word + "".join(tails),
                "word4": chance.choice(self.heads) + word + chance.choice(self.short) + tails[0],
                "double": "".join(chance.choices(self.heads, k=2)),
                "long": word + chance.choice(self.short) + "".join(tails),
            }[chance.choice(_SHAPES)]
            if form not in forms:
                forms.add(form)
                return form
        raise RuntimeError("no wrong forms are left")


def _names() -> Iterator[tuple[str, str]]:
    """Yield names of products in two halves, each once."""
    total = len(_FIRST) * len(_SECOND) ** 2 * len(_LAST)
    for step in range(total):
        # The stride has no divisor in common with the total: all are met, neighbours have little in common.
        rest, first = divmod(step * 30_011 % total, len(_FIRST))
        rest, second = divmod(rest, len(_SECOND))
        last, third = divmod(rest, len(_SECOND))
        yield _FIRST[first] + _SECOND[second] + _SECOND[third], _LAST[last]
