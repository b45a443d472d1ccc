"""The words and times by which an agenda shows what its columns and rows are."""

import re
from enum import Enum, auto


class Role(Enum):
    """What a column of an agenda holds."""

    TIME = auto()
    TITLE = auto()
    SESSION = auto()
    """A title where no other column is one."""
    PEOPLE = auto()


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_HEADINGS: tuple[tuple[Role, frozenset[str]], ...] = (
    (
        Role.PEOPLE,
        _words(
            "speaker speakers presenter presenters presentor panelist panelists lecturer lecturers who "
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
        Role.TITLE,
        _words(
            "subject subjects talk talks title titles topic topics presentation event activity "
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
_HEADING_LIMIT = 40
"""Code points; a heading of a column is shorter."""
_TIME_LIMIT = 40
"""Code points; a cell of a time column is not longer, ranges and time zones included."""

_CLOCK = r"(?:[01]?[0-9]|2[0-4])"
_MINUTES = r"[0-5][0-9]"
_HALF = r"(?:[ap]\.?\s?m\.?(?![a-z]))"
_HALF_BEFORE = r"(?:(?:上午|下午|中午|晚上|早上|午前|午後|오전|오후)\s*)"
_START = re.compile(
    rf"(?:[0-9]{{4}}[-/.年][0-9]{{1,2}}[-/.月][0-9]{{1,2}}日?,?\s+)?"
    rf"(?P<time>{_HALF_BEFORE}?(?:{_CLOCK}\s?[:：]\s?{_MINUTES}(?:\s?{_HALF}|\s?Uhr\b)?"
    rf"|{_CLOCK}h{_MINUTES}"
    rf"|{_CLOCK}\.{_MINUTES}\s?(?:{_HALF}|Uhr\b)"
    rf"|{_CLOCK}\s?(?:{_HALF}|Uhr\b)"
    rf"|{_CLOCK}\s?[时時点點시](?:\s?(?:[0-5]?[0-9]\s?[分분]?|半|整))?))(?![0-9:：间間])",
    re.I,
)


def column_role(heading: str) -> Role | None:
    """Return what the heading of a column says it holds; None where it says nothing known."""
    plain = _ASIDE.sub(" ", heading).strip(" :：*").casefold()
    if not plain or len(plain) > _HEADING_LIMIT:
        return None
    words = set(_LATIN_WORD.findall(plain))
    for role, headings in _HEADINGS:
        if words & headings or (_CJK.search(plain) and _has_part(plain, headings)):
            return role
    return None


def _has_part(plain: str, headings: frozenset[str]) -> bool:
    """Say whether a heading written without blanks is made of a known one: `演讲时间`, `分享嘉宾介绍`."""
    return len(plain) <= 8 and any(heading in plain for heading in headings if _CJK.match(heading))


def start_time(text: str) -> str:
    """Return the time of day that the text of a cell begins with, as written; empty where it is no time.

    `10:00-10:30` begins at `10:00`. A bare `9.50` could be a price, `1:5` a ratio: neither is a time.
    """
    found = _START.match(text) if len(text) <= _TIME_LIMIT else None
    return found["time"].strip() if found else ""


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
