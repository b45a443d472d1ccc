"""The rules by which languages are told: closely related ones, lines full of names, limits, guessers, hostile text."""

from pathlib import Path

import opencc
import pytest

from summitalign import api
from summitalign.detect.chinese import SIMPLIFIED_IN_USE, TRADITIONAL_IN_USE
from summitalign.detect.confidence import confidence
from summitalign.detect.guesser import MOST_LETTERS
from summitalign.detect.ngrams import profile_guesser
from summitalign.detect.packed import Packing
from summitalign.detect.scripts import Script
from summitalign.errors import UsageError
from summitalign.markdown.outline import outline_of
from summitalign.model.language import canonical

LANGUAGES = Path(__file__).parents[1] / "benchmarks" / "languages"
DOCUMENTS = sorted(LANGUAGES.glob("*.md"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_written_document(path: Path) -> None:
    found = api.detect(api.parse(path.read_text(encoding="utf-8")))
    assert found.tag == path.stem
    assert [segment.tag for segment in found.segments] == [path.stem] * len(found.segments)
    assert found.confidence > 0.9


@pytest.mark.parametrize("path", DOCUMENTS[::6], ids=lambda path: path.stem)
def test_outline_of_a_document_is_all_that_languages_need(path: Path) -> None:
    text = "---\nlang: en\n---\n\n| a | b |\n|---|---|\n| [x](y.md) | c |\n\n" + path.read_text(encoding="utf-8")
    whole, outline = api.parse(text), api.parse_outline(text)
    assert outline == outline_of(whole)
    assert api.detect(outline) == api.detect(whole)
    assert api.block_languages(outline) == api.block_languages(whole)


def test_there_are_documents_in_many_languages() -> None:
    assert len(DOCUMENTS) >= 40


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Uvek proverite gde je fajl pre nego što ga pošaljete.", "sr-Latn"),
        ("Uvijek provjerite gdje je datoteka prije nego što je pošaljete kroz sučelje.", "hr"),
        ("Šta je novo u historiji sistema, i gdje je prije sedmicu dana bio fajl?", "bs"),
        ("Бу буйруқ файлни ўқийди ва кейин натижани экранга чиқаради.", "uz-Cyrl"),
        ("Bu əmr faylı oxuyur və sonra nəticəni ekrana yazır.", "az"),
        ("Бұл пәрмен файлды оқиды және нәтижені экранға шығарады.", "kk"),
        ("Бул буйрук файлды окуйт жана андан кийин жыйынтыгын көрсөтөт.", "ky"),
        ("Энэ тушаал файлыг уншиж, дараа нь үр дүнг дэлгэц дээр бичнэ.", "mn"),
        ("Ин фармон файлро мехонад ва натиҷаро дар экран менависад.", "tg"),
        ("دا امر فایل لولي او بیا پایله په پرده باندې ښيي، که تاسو یې وغواړئ.", "ps"),
        ("ئەم فرمانە پەڕگەکە دەخوێنێتەوە و ئەنجامەکە پیشان دەدات.", "ckb"),
        ("Այս հրամանը կարդում է ֆայլը և ցույց է տալիս արդյունքը։", "hy"),
        ("ពាក្យបញ្ជានេះអានឯកសារ ហើយបង្ហាញលទ្ធផល។", "km"),
        ("ຄຳສັ່ງນີ້ອ່ານໄຟລ໌ ແລ້ວສະແດງຜົນລັບ", "lo"),
    ],
)
def test_languages_without_a_profile(text: str, tag: str) -> None:
    assert api.detect_line(text).tag == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("用 TensorFlow Extended Data Validation Library 检查", "zh-Hans"),
        ("參考 Google Kubernetes Engine Autopilot Cluster Networking 說明", "zh-Hant"),
        ("安装 Visual Studio Code Remote Development Extension Pack Preview", "zh-Hans"),
        ("TensorFlow Model Optimization Toolkit Pruning API を使う", "ja"),
        ("Google Cloud Platform Kubernetes Engine Workload Identity 설정", "ko"),
        ("Apache Airflow Kubernetes Executor Configuration Reference देखें", "hi"),
        ("ดู Google Cloud Storage Transfer Service Documentation", "th"),
        ("Apache Airflow Kubernetes Executor Configuration Reference ကိုကြည့်ပါ", "my"),
        ("Читайте об этом Google Cloud Storage Transfer Service Documentation Overview Page", "ru"),
        ("The word 你好 is what people say when they meet each other.", "en"),
        ("In the last line of the file the command prints the sign 字 for a character.", "en"),
    ],
)
def test_lines_full_of_names(text: str, tag: str) -> None:
    assert api.detect_line(text).tag == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("先前往后再看", "zh-Hans"),
        ("在此之後再看", "zh-Hant"),
        ("用于工作", "zh-Hans"),
        ("用於工作", "zh-Hant"),
        ("台北", "zh"),
    ],
)
def test_characters_of_both_standards_that_one_writing_uses(text: str, tag: str) -> None:
    assert api.detect_line(text).tag == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Parametri dəyişmək üçün düyməyə klikləyin", "az"),
        ("Değiştirmek için buraya tıklayın ve kaydedin", "tr"),
        ("Сачувајте слику пре него што затворите прозор", "sr"),
        ("Зачувајте ја сликата пред да го затворите прозорецот", "mk"),
        ("Абнавіце апошнюю версію рэдактара перад запускам", "be"),
        ("Оновіть останню версію редактора перед запуском", "uk"),
        ("Терезени жабыңыз, компьютерди өчүрүп, эртең келиңиз", "ky"),
        ("Цонхыг хааж, компьютерийг дахин асаагаад хүлээнэ үү", "mn"),
    ],
)
def test_letters_and_endings_part_near_languages(text: str, tag: str) -> None:
    assert api.detect_line(text).tag == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("機械学習", "ja"),
        ("学習入門", "ja"),
        ("機器學習", "zh-Hant"),
        ("机器学习", "zh-Hans"),
    ],
)
def test_characters_of_neither_chinese_writing_are_japanese(text: str, tag: str) -> None:
    assert api.detect_line(text).tag == tag


def test_han_that_japanese_has_as_well_is_less_sure() -> None:
    assert api.detect_line("利用規約").confidence < api.detect_line("软件协议").confidence - 0.03


@pytest.mark.parametrize(
    "text",
    [
        "Rubuta sunan ka a nan sannan ka danna maballin kore",
        "Skriva navnið títt her og trýst síðan á grøna knøttin",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore",
        "wert zuio asdg hjkl yxcv bnmq wert poiu",
        "Kubernetes Prometheus Grafana Jenkins",
    ],
)
def test_what_no_profile_knows_is_no_sure_answer(text: str) -> None:
    assert api.detect_line(text).confidence < 0.7


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Ｔｈｅ ｃｏｍｍａｎｄ ｒｅａｄｓ ｔｈｅ ｆｉｌｅ", "en"),
        ("T\u200bh\u200be c\u200bo\u200bm\u200bm\u200ba\u200bn\u200bd reads the fi\u00adle", "en"),
        ("می\u200cشود فایل را باز کنید", "fa"),
        ("Δx = α + βγ, Σ ω", "und"),
        ("Ορισμός: Δx = α + β", "el"),
        ("a b a b a b a b a b", "und"),
    ],
)
def test_disguises_and_symbols(text: str, tag: str) -> None:
    found = api.detect_line(text)
    assert found.tag == tag
    assert found.confidence > 0.9 or tag == "und"


NAMES = "- GitLab Runner, Google Cloud Build\n- Amazon Elastic Load Balancing\n- Apache Kafka, Redis, RabbitMQ\n" * 4


@pytest.mark.parametrize(
    ("before", "after", "tag"),
    [
        ("# Nos outils", "Voir aussi la page suivante.", "fr"),
        ("# Herramientas que usamos", "Consulte también la página siguiente.", "es"),
        ("# 我们的工具", "另请参阅下一页。", "zh-Hans"),
    ],
)
def test_names_in_a_list_do_not_decide(before: str, after: str, tag: str) -> None:
    found = api.detect(api.parse(f"{before}\n\n{NAMES}\n{after}\n"))
    assert found.shares == ((tag, 1.0),)
    assert found.segments[0].tag == tag


def test_names_within_a_sentence_weigh_less() -> None:
    spanish, names = "Hay que desplegar con", "Spring Boot Google Kubernetes Engine"
    assert api.detect_line(f"{spanish} {names}").tag == "es"
    assert api.detect_line(f"{spanish} {names.lower()}").tag != "es"


def test_those_characters_are_what_opencc_says() -> None:
    converters = {name: opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s")}

    def changes(character: str, *names: str) -> list[bool]:
        return [converters[name].convert(character) != character for name in names]

    for character in SIMPLIFIED_IN_USE:
        assert all(changes(character, "s2t", "s2tw", "s2hk")), character
        assert not any(changes(character, "t2s", "tw2s", "hk2s")), character
    for character in TRADITIONAL_IN_USE:
        assert all(changes(character, "t2s", "tw2s", "hk2s")), character
        assert not any(changes(character, "s2t", "s2tw", "s2hk")), character


@pytest.mark.parametrize(
    ("languages", "text", "tag"),
    [
        (["en", "ru"], "Ce fichier est lu ligne par ligne, puis écrit à nouveau.", "en"),
        (["de"], "The command reads the file and prints it.", "de"),
        (["en", "zh-Hans"], "Эта команда читает файл.", "und"),
        (["en", "zh-Hans"], "這條命令讀取檔案", "zh-Hans"),
        (["zh"], "這條命令讀取檔案", "zh-Hant"),
        (["zh"], "人工智能", "zh"),
        (["zh_TW"], "人工智能", "zh-Hant"),
        (["zh"], "このコマンドはファイルを読む", "und"),
        (["ja", "en"], "概要", "ja"),
        (["zh-Hans", "ja"], "文章要約、気象対策", "ja"),
        (["zh-Hans", "en"], "文章要約、気象対策", "zh-Hans"),
        (["ru", "en"], "Це просте речення про файли.", "ru"),
        (["sr"], "Uvek proverite gde je fajl pre nego što ga pošaljete.", "sr-Latn"),
        (["ko"], "이 명령은 파일을 읽습니다", "ko"),
        (["en"], "이 명령은 파일을 읽습니다", "und"),
    ],
)
def test_candidates_are_limited(languages: list[str], text: str, tag: str) -> None:
    detector = api.detector(languages)
    assert api.detect_line(text, detector).tag == tag
    assert api.detect(api.parse(text), detector).tag == tag


@pytest.mark.parametrize("tag", ["xx", "klingon", "", "deutsch"])
def test_unknown_candidate_is_an_error(tag: str) -> None:
    with pytest.raises(UsageError, match="no language that can be told"):
        api.detector([tag])


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh_CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"), ("zh", "zh"), ("PT-br", "pt"),
        ("nb", "no"), ("sr-Cyrl-RS", "sr"), ("sr-Latn", "sr-Latn"), ("uz-latn", "uz"), ("uz_Cyrl", "uz-Cyrl"),
        ("mn-Mong", "mn-Mong"), ("en-Latn-US", "en"), (" de ", "de"),
    ],
)  # fmt: skip
def test_canonical_tag(tag: str, expected: str) -> None:
    assert canonical(tag) == expected


def test_confidence_grows_with_what_speaks_for_a_language() -> None:
    leads = [confidence(30, lead) for lead in (0.0, 1.0, 5.0, 20.0)]
    letters = [confidence(count, 3.0) for count in (6, 20, 100)]
    alone = [confidence(count, None) for count in (1, 2, 10, 1000)]
    for row in (leads, letters, alone):
        assert row == sorted(row)
        assert len(set(row)) == len(row)
        assert all(0 < value < 1 for value in row)


def test_confidence_of_answers() -> None:
    sure = api.detect_line("Dieser Befehl liest die Datei und schreibt danach das Ergebnis auf den Bildschirm.")
    unsure = api.detect_line("Parameter Metadata")
    assert sure.confidence > 0.99 > 0.9 > unsure.confidence
    assert api.detect_line("42").confidence == 0.0
    assert 0.6 < api.detect_line("例").confidence < 0.9


def test_document_in_two_languages_by_halves_is_no_sure_answer() -> None:
    german, russian = "Diese Zeile steht auf der einen Seite.", "Эта строка стоит на другой стороне"
    found = api.detect(api.parse(f"{german}\n\n{russian}\n"))
    assert abs(found.shares[0][1] - found.shares[1][1]) < 0.1
    assert found.confidence < 0.9


def test_blocks_add_up_to_the_shares() -> None:
    document = api.parse(
        "# 说明\n\n这条命令读取文件。\n\n- The command reads the file and prints it.\n- TensorFlow Lite\n"
    )
    blocks = api.block_languages(document)
    total = sum(block.weight for block in blocks if block.tag != "und")
    for tag, share in api.detect(document).shares:
        assert sum(block.weight for block in blocks if block.tag == tag) / total == pytest.approx(share)
    assert [block.span.of(document.text)[:4] for block in blocks] == ["说明", "这条命令", "The ", "Tens"]


def test_packed_rows_add_up() -> None:
    packing = Packing(3)
    rows = [(1, 0, 700_000), (2, 5, 0), (0, 0, 9)]
    assert packing.total(map(packing.pack, rows)) == tuple(map(sum, zip(*rows, strict=True)))
    assert packing.total(()) == (0, 0, 0)


@pytest.mark.parametrize("word", ["ы" * 40, "ў" * 40, "я" * 41, "ё" * MOST_LETTERS, "ы " * 300])
def test_no_word_overflows_the_packed_scores(word: str) -> None:
    scores = profile_guesser(Script.CYRILLIC).weigh(word)
    assert scores is None or max(scores) - min(scores) < 300 * 300
