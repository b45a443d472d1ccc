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
        "sl": "čšž", "so": "", "sq": "çë", "sv": "åäöéü", "sw": "", "tl": "ñ", "tr": "çğıöşüâîû", "uz": "",
        "vi": "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
        "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ", "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
        "sr": "абвгдђежзијклљмнњопрстћуфхцчџш", "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
        "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", "mn": "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя",
    }.items()
}  # fmt: skip
"""Lower-case letters outside a-z by BCP 47 tag; a language that is missing here is not judged by its letters."""

_JUDGED = frozenset[str]().union(*ALPHABETS.values())
# Uzbek writes oʻ and gʻ with U+02BB, and with any apostrophe where the keyboard has none.
_UZBEK_LETTERS = tuple(letter + mark for letter in "og" for mark in "ʻ‘’'`ʼ")


def is_foreign(letter: str, tag: str) -> bool:
    """Say whether some alphabet here has a lower-case letter and the alphabet of `tag` has not."""
    alphabet = ALPHABETS.get(tag)
    return alphabet is not None and letter in _JUDGED and letter not in alphabet


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
