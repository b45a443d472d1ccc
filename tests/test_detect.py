"""Languages of documents and lines: what people read, and what must hold for any text."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.api import detect, detect_line
from summitalign.markdown.parse import parse
from summitalign.model.document import SegmentKind
from summitalign.model.language import Detection

LINES = {
    "ar": "يقرأ هذا الأمر الملف ثم يكتب النتيجة على الشاشة.",
    "bg": "Тази команда чете файла и след това записва резултата на диска.",
    "bn": "এই কমান্ডটি ফাইল পড়ে এবং ফলাফল দেখায়।",
    "ca": "Aquesta ordre llegeix el fitxer i després escriu el resultat a la pantalla.",
    "cs": "Tento příkaz přečte soubor a potom vypíše výsledek na obrazovku.",
    "da": "Kommandoen læser filen og skriver derefter resultatet ud på skærmen.",
    "de": "Dieser Befehl liest die Datei und schreibt danach das Ergebnis auf den Bildschirm.",
    "el": "Αυτή η εντολή διαβάζει το αρχείο και γράφει το αποτέλεσμα.",
    "en": "This command reads the file and then writes the result to the screen.",
    "es": "Esta orden lee el archivo y después escribe el resultado en la pantalla.",
    "fa": "این دستور پرونده را می‌خواند و سپس نتیجه را نمایش می‌دهد.",
    "fi": "Tämä komento lukee tiedoston ja kirjoittaa sitten tuloksen näytölle.",
    "fr": "Cette commande lit le fichier puis affiche le résultat à l'écran.",
    "gu": "આ આદેશ ફાઇલ વાંચે છે અને પરિણામ બતાવે છે.",
    "he": "הפקודה קוראת את הקובץ ואחר כך כותבת את התוצאה.",
    "hi": "यह कमांड फ़ाइल को पढ़ती है और फिर परिणाम दिखाती है।",
    "hr": "Ova naredba čita datoteku i zatim ispisuje rezultat na zaslon.",
    "hu": "Ez a parancs beolvassa a fájlt, majd kiírja az eredményt a képernyőre.",
    "id": "Perintah ini membaca berkas dan kemudian menuliskan hasilnya ke layar.",
    "it": "Questo comando legge il file e poi scrive il risultato sullo schermo.",
    "ja": "このコマンドはファイルを読み、結果を画面に書き出します。",
    "ka": "ეს ბრძანება კითხულობს ფაილს და აჩვენებს შედეგს.",
    "ko": "이 명령은 파일을 읽은 다음 결과를 화면에 씁니다.",
    "mr": "ही आज्ञा फाइल वाचते आणि नंतर निकाल दाखवते असे आपण पाहिले आहे.",
    "my": "ဤအမိန့်သည် ဖိုင်ကိုဖတ်ပြီး ရလဒ်ကိုပြသည်။",
    "ne": "यो आदेशले फाइल पढ्छ र त्यसपछि परिणाम देखाउँछ भन्ने हामीले हेर्यौं।",
    "nl": "Deze opdracht leest het bestand en schrijft daarna het resultaat naar het scherm.",
    "no": "Denne kommandoen leser filen og skriver deretter resultatet ut på skjermen, men ikke noe mer.",
    "pl": "To polecenie czyta plik, a następnie wypisuje wynik na ekranie.",
    "pt": "Este comando lê o arquivo e depois escreve o resultado na tela.",
    "ro": "Această comandă citește fișierul și apoi scrie rezultatul pe ecran.",
    "ru": "Эта команда читает файл, а затем выводит результат на экран.",
    "sr": "Ова наредба чита датотеку и затим исписује резултат на екрану.",
    "sv": "Kommandot läser filen och skriver sedan ut resultatet på skärmen.",
    "ta": "இந்தக் கட்டளை கோப்பைப் படித்து முடிவைக் காட்டுகிறது.",
    "th": "คำสั่งนี้อ่านไฟล์แล้วแสดงผลลัพธ์บนหน้าจอ",
    "tr": "Bu komut dosyayı okur ve daha sonra sonucu ekrana yazar.",
    "uk": "Ця команда читає файл, а потім виводить результат на екран.",
    "uz": "Bu buyruq faylni oʻqiydi va keyin natijani ekranga chiqaradi.",
    "vi": "Lệnh này đọc tập tin rồi ghi kết quả ra màn hình.",
    "zh-Hans": "这条命令读取文件，然后把结果写到屏幕上。",
    "zh-Hant": "這條命令讀取檔案，然後把結果寫到螢幕上。",
}


@pytest.mark.parametrize("tag", LINES)
def test_line(tag: str) -> None:
    assert detect_line(LINES[tag]).tag == tag


@pytest.mark.parametrize("tag", LINES)
def test_document_with_code_and_links_in_english(tag: str) -> None:
    text = (
        f"# {LINES[tag]}\n\n{LINES[tag]} [{LINES[tag]}](https://example.org/the-english-page-of-this-document)\n\n"
        "```python\n# print the result of the command, which is in English as all of this code is\n"
        "print('the result of the command')\n```\n\n- `read the file` main_file.py\n"
    )
    assert detect(parse(text)).tag == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Keras 和 TensorFlow Lite 由 Google Brain 的 Martin Wicke 与 Sarah Sirajuddin 介绍", "zh-Hans"),
        ("人工智能", "zh"),
        ("文章要約、気象対策", "ja"),
        ("雲端運算", "zh-Hant"),
        ("国际化", "zh-Hans"),
        ("第一回の会議", "ja"),
        ("韓國語는 한국에서 쓰는 말입니다", "ko"),
        ("Наш проект: TensorFlow Lite for Microcontrollers, это не всё", "ru"),
        ("用 `the code of the function in English` 查看 https://example.org/page 说明", "zh-Hans"),
    ],
)
def test_letters_that_decide(text: str, tag: str) -> None:
    assert detect_line(text).tag == tag


@pytest.mark.parametrize(
    "text", ["", " \n", "12:30", "🎉🎉", "https://example.org/a", "`code of it`", "API", "\ud800", "a"]
)
def test_too_little_text_is_undetermined(text: str) -> None:
    assert detect_line(text) == Detection("und", "none", (), detect_line(text).segments, confidence=0.0)
    assert detect(parse(text)).tag == "und"


@pytest.mark.parametrize(
    ("tag", "method"), [("zh-Hant", "script"), ("ja", "script"), ("ko", "script"), ("de", "ngrams")]
)
def test_method(tag: str, method: str) -> None:
    assert detect_line(LINES[tag]).method == method


MIXED = """\
Before the first heading there is a line of English.

# 会议回顾

这一节说明会议的主要内容，以及 TensorFlow 团队带来的新功能。

## TensorFlow Lite

## Keynote

The keynote opened the day with a short look back at the first version.

- Then came the demos, and they were good.
- 随后是问答环节。
"""


def test_sections_of_a_mixed_document() -> None:
    document = parse(MIXED)
    found = detect(document)
    sections = [s for s in document.segments if s.kind is SegmentKind.SECTION]
    assert [part.span for part in found.segments] == [s.span for s in sections]
    tags = {s.title: part.tag for s, part in zip(sections, found.segments, strict=True)}
    assert (tags[""], tags["会议回顾"], tags["Keynote"]) == ("en", "zh-Hans", "en")
    assert [tag for tag, _ in found.shares] == ["en", "zh-Hans"]


def test_shares_weigh_a_chinese_character_like_three_letters() -> None:
    found = detect(parse(f"{LINES['zh-Hans']}\n\n{LINES['en']}\n"))
    shares = dict(found.shares)
    assert found.tag == "en"
    assert shares["zh-Hans"] == pytest.approx(18 / (18 + 57 * 0.36), abs=0.02)


def test_undecided_section_takes_the_writing_of_its_document() -> None:
    found = detect(parse("# 人工智能\n\n中文人工智能\n\n# 說明\n\n這個檔案說明如何讀取資料。\n"))
    assert [part.tag for part in found.segments] == ["zh-Hant", "zh-Hant"]


def test_kanji_heading_of_a_japanese_document() -> None:
    found = detect(parse("# 概要\n\n# 説明\n\nこのページでは使い方を説明します。\n"))
    assert [part.tag for part in found.segments] == ["ja", "ja"]


def test_short_heading_takes_the_language_of_its_document() -> None:
    found = detect(parse("# Metadata\n\n" + LINES["de"] + "\n\n## Parameter\n\n" + LINES["de"] + "\n"))
    assert found.shares == (("de", 1.0),)


def test_names_in_a_chinese_document_are_no_english() -> None:
    found = detect(parse(f"# TensorFlow Lite\n\n{LINES['zh-Hans']}\n\n- Keras Tuner\n\n# Swift for TensorFlow\n"))
    assert found.shares == (("zh-Hans", 1.0),)
    assert [part.tag for part in found.segments] == ["zh-Hans", "und"]


def test_cells_are_judged_one_by_one() -> None:
    rows = f"| en | zh |\n|---|---|\n| {LINES['en']} | {LINES['zh-Hans']} |\n"
    assert {tag for tag, _ in detect(parse(rows)).shares} == {"en", "zh-Hans"}


def test_document_without_sections_has_one_segment() -> None:
    document = parse(LINES["en"])
    assert len(detect(document).segments) == 1


ODD = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("abcé 中漢の한пћ#`|<>&_.@/[]()\n\r-*'ʻ\u0301\ud800"),
    ),
    max_size=120,
)


@given(ODD)
def test_any_text_has_an_answer(text: str) -> None:
    document = parse(text)
    for found in (detect(document), detect_line(text)):
        assert found.tag
        total = sum(share for _, share in found.shares)
        assert total == pytest.approx(1.0) if found.shares else found.tag == "und"
        assert [s for _, s in found.shares] == sorted((s for _, s in found.shares), reverse=True)
    assert detect(document) == detect(document)
    assert detect_line(text) == detect_line(text)


def test_same_answer_in_every_process() -> None:
    code = f"from summitalign.api import detect_line as d\nprint([d(text) for text in {list(LINES.values())!r}])"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("unit", ["a", "字", "_", "<a", "a.b", "A@", "`", "\ud800", "\u0301\u0316", "o'", "é ", "&a"])
def test_time_is_linear_in_the_text(unit: str) -> None:
    found = detect_line(unit * 300_000)
    assert found.segments[0].span.end == 300_000 * len(unit)
