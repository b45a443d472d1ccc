"""The words and times by which an agenda shows what its columns and rows are."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Role(Enum):
    """What a column of an agenda holds."""

    TIME = auto()
    TITLE = auto()
    SESSION = auto()
    """A title where no other column is one."""
    PEOPLE = auto()
    END = auto()
    DAY = auto()
    ROOM = auto()
    ABSTRACT = auto()
    MATERIAL = auto()
    """Slides, notes, recordings: what belongs to a talk and is none."""


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_HEADINGS: tuple[tuple[Role, frozenset[str]], ...] = (
    (Role.END, _words("end ends until ende bis fin hasta 结束 結束 结束时间 終了 終了時間 종료")),
    (
        Role.PEOPLE,
        _words(
            "speaker speakers moderator moderators host hosts chair panel "
            "presenter presenters presentor panelist panelists lecturer lecturers who "
            "sprecher sprecherin sprecherinnen referent referentin referenten redner vortragende vortragender "
            "intervenant intervenants orateur orateurs conférencier ponente ponentes orador oradores relatore relatori "
            "palestrante palestrantes докладчик докладчики спикер спикеры "
            "演讲者 演講者 演讲人 演讲嘉宾 嘉宾 嘉賓 讲者 講者 主讲 主讲人 主講人 讲师 講師 分享人 分享嘉宾 发言人 "
            "主持人 登壇者 発表者 講演者 スピーカー 登壇 연사 발표자 강연자"
        ),
    ),
    (
        Role.TIME,
        _words(
            "time times start starts begin when hour hours schedule zeit uhrzeit beginn heure horaire horaires hora "
            "horario horário ora orario время 时间 時間 时刻 時刻 时段 時段 시간"
        ),
    ),
    (
        Role.DAY,
        _words("day date tag datum jour día fecha giorno data dia день дата 日期 日付 曜日 날짜"),
    ),
    (
        Role.TITLE,
        _words(
            "what subject subjects talk talks title titles topic topics presentation event activity "
            "vortrag vorträge thema themen titel beitrag sujet titre conférence présentation tema título titulo charla "
            "titolo palestra тема доклад "
            "主题 主題 议题 議題 题目 題目 标题 標題 讲题 講題 演讲主题 演讲题目 演讲 演講 内容 活动 环节 议程 "
            "タイトル テーマ 講演 発表 内容 演題 주제 제목 발표"
        ),
    ),
    (
        Role.SESSION,
        _words(
            "session sessions track agenda program programme programm sitzung sesión sesion sessione sessão "
            "секция セッション プログラム 日程 场次 場次 세션"
        ),
    ),
    (
        Role.ROOM,
        _words(
            "room rooms location place venue where hall stage raum ort saal salle lieu sala lugar luogo local место "
            "зал 地点 地點 会场 會場 教室 房间 場所 会場 장소"
        ),
    ),
    (
        Role.ABSTRACT,
        _words(
            "abstract abstracts description descriptions summary details beschreibung inhalt zusammenfassung résumé "
            "descripción resumen descrizione descrição описание 摘要 简介 簡介 介绍 概要 説明 설명"
        ),
    ),
    (
        Role.MATERIAL,
        _words(
            "slides slide video videos recording recordings notes links material materials folien aufzeichnung 幻灯片 "
            "视频 視頻 资料 資料 录像 スライド 動画"
        ),
    ),
)

_PAUSES = _words(
    "break breaks lunch coffee tea dinner breakfast registration check-in checkin reception recess networking "
    "intermission pause kaffeepause mittagspause mittagessen mittag abendessen frühstück anmeldung registrierung "
    "empfang déjeuner café accueil dîner almuerzo descanso comida registro cena desayuno pranzo pausa "
    "intervalo almoço обед перерыв регистрация кофе-брейк 휴식 점심 점심시간 등록"
)
_PAUSES_WITHOUT_SPACES = _words(
    "休息 茶歇 午餐 午休 午饭 午飯 晚餐 晚宴 早餐 用餐 签到 簽到 报到 報到 中场 昼食 昼休み 休憩 受付 懇親会 ランチ"
)
_RESOURCES = _words(
    "slides slide video videos recording recordings code pdf ppt pptx repo repository github notes link links here "
    "materials material demo paper download youtube bilibili blog colab notebook watch folien aufzeichnung "
    "vidéo diapositives diapositivas grabación "
    "幻灯片 幻燈片 视频 視頻 影片 录像 代码 資料 资料 链接 下载 讲稿 演示文稿 回放 スライド 動画 リンク"
)

_LATIN_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ASIDE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_PARTS = tuple(tuple(heading for heading in headings if _CJK.match(heading)) for _, headings in _HEADINGS)
"""Of each role the headings that are written without blanks."""
_WITHOUT_BLANKS = 8
"""Characters; a heading that is written without blanks is not longer."""
_HEADING_LIMIT = 40
"""Code points; a heading of a column is shorter."""
_TIME_LIMIT = 40
"""Code points; a cell of a time column is not longer, ranges and time zones included."""

_CLOCK = r"(?:[01]?[0-9]|2[0-4])"
_MINUTES = r"[0-5][0-9]"
_HALF = r"(?:[ap]\.?\s?m\.?(?![a-z]))"
_HALF_BEFORE = r"(?:(?:上午|下午|中午|晚上|早上|午前|午後|오전|오후)\s*)"
_DATE_BEFORE = (
    r"(?:[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?,?\s+|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+"
    r"|(?:周|星期)[一二三四五六日天]\s*)?"
)
_TIME = (
    rf"{_HALF_BEFORE}?(?:{_CLOCK}\s?[:：]\s?{_MINUTES}(?:\s?{_HALF}|\s?Uhr\b)?"
    rf"|{_CLOCK}\s?h\s?{_MINUTES}"
    rf"|{_CLOCK}\.{_MINUTES}\s?(?:{_HALF}|Uhr\b)"
    rf"|{_CLOCK}\s?(?:{_HALF}|Uhr\b)"
    rf"|{_CLOCK}\s?[时時点點시](?:\s?(?:[0-5]?[0-9]\s?[分분]?|半|整))?)(?![0-9间間]|[:：][0-9])"
)
_TO = r"\s*(?:[-‐-―−~～〜→]+|至|到|to\b|until\b|till\b|bis\b|à(?!\w)|a\b|до\b)\s*"
_START = re.compile(rf"{_DATE_BEFORE}(?P<time>{_TIME})(?:{_TO}(?P<end>{_TIME}))?", re.I)
_SHARED_HALF = re.compile(
    rf"{_DATE_BEFORE}(?P<time>{_CLOCK}(?:[:.]{_MINUTES})?){_TO}(?P<end>{_CLOCK}(?:[:.]{_MINUTES})?\s?(?:{_HALF}|Uhr\b))",
    re.I,
)
"""A range whose second time alone says which half of the day it is: `9–10:30 AM`."""


def column_role(heading: str) -> Role | None:
    """Return what the heading of a column says it holds; None where it says nothing known."""
    plain = _ASIDE.sub(" ", heading).strip(" :：*").casefold()
    if not plain or len(plain) > _HEADING_LIMIT:
        return None
    words = set(_LATIN_WORD.findall(plain))
    # A heading without blanks may be longer than the word that tells: `演讲时间`, `分享嘉宾介绍`.
    is_whole = len(plain) <= _WITHOUT_BLANKS and _CJK.search(plain) is not None
    for (role, headings), parts in zip(_HEADINGS, _PARTS, strict=True):
        if not words.isdisjoint(headings) or (is_whole and any(part in plain for part in parts)):
            return role
    return None


@dataclass(frozen=True, slots=True)
class Times:
    """When something begins and ends, as written."""

    start: str
    end: str = ""
    behind: int = 0
    """Offset behind both."""


def read_times(text: str) -> Times | None:
    """Return the time of day that a text begins with, and the end of the range where it is one; None without any.

    A bare `9.50` could be a price, `1:5` a ratio: neither is a time.
    """
    found = _SHARED_HALF.match(text) or _START.match(text)
    return Times(found["time"].strip(), (found["end"] or "").strip(), found.end()) if found else None


def start_time(text: str) -> str:
    """Return the time of day that the text of a cell begins with, as written; empty where it is no time."""
    found = read_times(text) if len(text) <= _TIME_LIMIT else None
    return found.start if found else ""


def is_pause(title: str) -> bool:
    """Say whether a title only names a pause: `Lunch`, `Coffee break (15 min)`, `午餐`."""
    plain = _ASIDE.sub(" ", title).strip().casefold()
    if _CJK.search(plain):
        return len(plain) <= 8 and any(word in plain for word in _PAUSES_WITHOUT_SPACES)
    words = _LATIN_WORD.findall(plain)
    return 0 < len(words) <= 3 and any(word in _PAUSES for word in words)


def is_resource(label: str) -> bool:
    """Say whether the text of a link names material about a talk, not the talk: `Slides`, `GitHub repo`."""
    return all(word in _RESOURCES for word in _LATIN_WORD.findall(label.casefold()))
