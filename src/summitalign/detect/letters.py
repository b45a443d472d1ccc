"""Letters that an alphabet has beyond a-z, and so the letters that speak against a language."""

from collections.abc import Mapping

ALPHABETS: Mapping[str, frozenset[str]] = {
    tag: frozenset(letters)
    for tag, letters in {
        "af": "áéíóúêëèïîôöû", "az": "çəğıöşü", "ca": "àèéíïòóúüç", "cs": "áčďéěíňóřšťúůýž",
        "cy": "âêîôûŵŷïöëáéàèò", "da": "æøåéü", "de": "äöüß", "en": "éï", "es": "áéíñóúü", "et": "äõöüšž",
        "eu": "ñ", "fi": "äöåšž", "fr": "àâæçéèêëîïôœùûüÿ", "hr": "čćđšž", "hu": "áéíóöőúüű", "id": "é",
        "is": "áðéíóúýþæö", "it": "àèéìíîòóùú", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "nl": "áéëèïíóöüê",
        "no": "æøåéèêóòô", "pl": "ąćęłńóśźż", "pt": "áâãàçéêíóôõúü", "ro": "ăâîșțşţ", "sk": "áäčďéíĺľňóôŕšťúýž",
        "bs": "čćđšž", "sr-Latn": "čćđšž", "sl": "čšž",
        "so": "", "sq": "çë", "sv": "åäöéü", "sw": "", "tl": "ñ", "tr": "çğıöşüâîû", "uz": "",
        "vi": "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
        "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ", "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
        "sr": "абвгдђежзијклљмнњопрстћуфхцчџш", "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
        "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", "mn": "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя",
        "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя", "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳцчҷшщъыьэюя",
        "tt": "аәбвгдеёжҗзийклмнңоөпрстуүфхһцчшщъыьэюя", "uz-Cyrl": "абвгғдеёжзийкқлмнопрстуўфхҳцчшщъыьэюя",
        "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", "fa": "ءآأؤئابپةتثجچحخدذرزژسشصضطظعغفقكکگلمنهوىيی",
        "ps": "ءآأؤئابپةتټثجځچڅحخدډذرړزژږسشښصضطظعغفقكکګگلمنڼهوىيیېۍ", "ckb": "ءئابپتجچحخدرڕزژسشعغفڤقكکگلڵمنهەوۆيیێ",
        "ug": "ئابەپتجچخدرزژسشغفقكڭگلمنھوۇۆۈۋېىي", "ur": "ءآأؤئابپةتٹثجچحخدڈذرڑزژسشصضطظعغفقكکگلمنںهھہۂۃوىيیےۓ",
    }.items()
}  # fmt: skip
"""Lower-case letters outside a-z by BCP 47 tag; a language that is missing here is not judged by its letters."""

ENDINGS: Mapping[str, tuple[str, ...]] = {
    tag: tuple(endings.split())
    for tag, endings in {
        "be": "ў аць яць іць ыць эць уць юць ець цца йце іце ыце",
        "eu": "ak ek ok tzen tzeko tik aren ren ko tan etan tako zioa",
        "is": "inn ið um ur ar ir nar num ðu rnar inu",
        "kk": "лар лер дар дер тар тер ның нің дың дің тың тің ған ген қан кен ңыз ңіз ып іп",
        "ky": "лар лер лор лөр дар дер тар тер нын нин дын дин тын тин ңыз ңиз ңуз ңүз ып ип уп үп уу үү ган ген",
        "mn": "ийн ийг ыг ын аа ээ оо өө уу үү аас ээс оос өөс гүй лт сан сэн сон даг дэг аад ээд",
        "sr": "ом ог их им ама има ку ену њу ити ати ће",
        "tg": "ро ҳо ҳои ҳоро нед анд",
        "tt": "лар ләр нар нәр ның нең ны не гыз гез ган гән кан кән рга ргә ып еп",
        "uz": "lar ning ni larni larga lari ga dan gan ing ish ib moq",
        "uz-Cyrl": "лар нинг ларни ларга лари ган дан инг иш иб моқ",
    }.items()
}
"""Commonest endings of words in languages of which no n-grams, or only those of a neighbour, are known."""

_JUDGED = frozenset[str]().union(*ALPHABETS.values())
# Uzbek writes oʻ and gʻ with U+02BB, and with any apostrophe where the keyboard has none.
_UZBEK_LETTERS = tuple(letter + mark for letter in "og" for mark in "ʻ‘’'`ʼ")


def is_foreign(letter: str, tag: str) -> bool:
    """Say whether some alphabet here has a lower-case letter and the alphabet of `tag` has not."""
    alphabet = ALPHABETS.get(tag)
    return alphabet is not None and letter in _JUDGED and letter not in alphabet


def has_ending(word: str, tag: str) -> bool:
    """Say whether a lower-case word has one of the commonest endings of a language, and more before it."""
    return word[2:].endswith(ENDINGS.get(tag, ()))


def has_uzbek_letter(word: str) -> bool:
    """Say whether a lower-case word has an Uzbek oʻ or gʻ before a further letter.

    Two letters and no more after the mark may be an English `o'er` or `go'll`: three are asked for, unless the
    mark is the right one.
    """
    for letter in _UZBEK_LETTERS:
        at = word.find(letter)
        if at >= 0 and (letter[1] in "ʻ‘" or len(word) - at > 3):
            return True
    return False
