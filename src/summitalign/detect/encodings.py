"""Names the encoding of bytes that are not UTF-8, where there is no doubt: GB18030 or Big5.

A strict decoder alone decides nothing: GB18030 takes nearly any bytes, those of Big5 and of Latin-1 among them. So the
text that comes out has to look like one that somebody wrote: characters from the part of the standard that everyday
writing uses, and the commonest characters as often as Chinese has them. Korean bytes pass the first test and fail the
second; Japanese ones fail the first, because of their kana.
"""

GB18030, BIG5 = "gb18030", "big5"

MIN_CHARACTERS = 16
"""Han characters below which chance could look like a text."""
_FEW_CHARACTERS = 4
"""The same for what a person is only told."""
MIN_USUAL = 0.95
"""Share of the characters beyond ASCII that everyday writing uses: Chinese texts have 0.99, and bytes of the other
standard less than 0.6."""
MIN_COMMON = 0.3
"""Share of the commonest characters among Han: texts have more than 0.5, Korean and Japanese bytes less than 0.1."""

_JUDGED = 100_000
"""Characters that are looked at; a longer text is no surer."""

_COMMON = {
    GB18030: frozenset(
        "的一是不了在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日"
        "军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水"
        "名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设"
    ),
    BIG5: frozenset(
        "的一是不了在有人我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日"
        "軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水"
        "名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設"
    ),
}
"""Some three hundred of the commonest characters of running Chinese, in simplified and in traditional writing."""
_USUAL_LEADS = {
    GB18030: (range(0xA1, 0xA4), range(0xB0, 0xD8)),
    BIG5: (range(0xA1, 0xA4), range(0xA4, 0xC7)),
}
"""First bytes of punctuation and Latin letters, and of the characters that the standards call frequent."""


def certain_encoding(data: bytes) -> str:
    """Return `gb18030` or `big5` where bytes beyond ASCII are beyond doubt a Chinese text in it; else nothing."""
    likely = [encoding for encoding in (GB18030, BIG5) if _is_text(data, encoding)]
    return likely[0] if len(likely) == 1 else ""


def likely_encoding(data: bytes) -> str:
    """Return `gb18030` or `big5` where bytes read like Chinese in it, but may be too few to be sure; else nothing."""
    likely = [encoding for encoding in (GB18030, BIG5) if _is_text(data, encoding, _FEW_CHARACTERS)]
    return likely[0] if len(likely) == 1 else ""


def _is_text(data: bytes, encoding: str, least: int = MIN_CHARACTERS) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    beyond = [character for character in text if not character.isascii()][:_JUDGED]
    han = [character for character in beyond if "\u4e00" <= character <= "\u9fff"]
    if len(han) < least or sum(character in _COMMON[encoding] for character in han) < MIN_COMMON * len(han):
        return False
    return sum(_is_usual(character.encode(encoding), encoding) for character in beyond) >= MIN_USUAL * len(beyond)


def _is_usual(code: bytes, encoding: str) -> bool:
    if len(code) != 2 or (encoding == GB18030 and code[1] < 0xA1):  # GB 2312, the core of GB18030, has no such bytes
        return False
    return any(code[0] in leads for leads in _USUAL_LEADS[encoding])
