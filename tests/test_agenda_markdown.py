"""Talks read from agendas that are Markdown tables."""

from textwrap import dedent

from summitalign.markdown.parse import parse
from summitalign.model.document import Talk


def shown(talk: Talk) -> str:
    """Write a talk in one line: time, session, title, people."""
    names = ", ".join(f"{one.name} ({one.role})" if one.role else one.name for one in talk.speakers)
    return " | ".join((talk.time, talk.session, talk.title, names))


def test_notes_belong_to_the_talk_on_whose_lines_they_are_linked() -> None:
    text = dedent("""\
        | Time | Session | Talks | Notes |
        |---|---|---|---|
        | 9:00 | Short | **[Kites][1]** - Ines Marin [notes](#kites)<br>**[Sails][1]** - Otto Brandt | |
        | 9:30 | Long | **[Ropes][1]** - Ines Marin<br>**[Knots][1]** - Otto Brandt | [notes](#ropes) |

        [1]: https://youtu.be/AAAAAAAAAAA

        # Kites

        # Ropes
        """)
    document = parse(text)
    notes = [talk.notes and document.segment(talk.notes).title for talk in document.talks]
    assert notes == ["Kites", None, "Ropes", "Ropes"]


def test_a_chinese_agenda_in_markdown() -> None:
    text = dedent("""\
        ## 第一天

        | 时间 | 主题 | 嘉宾 |
        |---|---|---|
        | 9:00 | 签到 | |
        | 上午 9:30 | [潮汐与海流](https://youtu.be/AAAAAAAAAAA) | 林一帆（引航员） |
        | 10:00-10:40 | [海图入门](https://youtu.be/BBBBBBBBBBB) [幻灯片](a.pdf) | 高远，工程师；何川，产品经理 |
        | 10:40 | 茶歇 | |
        | 11时30分 | 闪电演讲 | **[风筝][1]** - 周明<br>**[船帆][2]** - 吴桐、郑海 |
        | 12:00 | 午餐 | |

        [1]: https://youtu.be/CCCCCCCCCCC
        [2]: https://youtu.be/DDDDDDDDDDD
        """)
    document = parse(text)
    assert [shown(talk) for talk in document.talks] == [
        "上午 9:30 |  | 潮汐与海流 | 林一帆 (引航员)",
        "10:00 |  | 海图入门 | 高远 (工程师), 何川 (产品经理)",
        "11时30分 | 闪电演讲 | 风筝 | 周明",
        "11时30分 | 闪电演讲 | 船帆 | 吴桐, 郑海",
    ]
    assert {talk.day for talk in document.talks} == {"第一天"}
    assert [link.identity for link in document.talks[3].links] == ["youtube:DDDDDDDDDDD"]


def test_a_german_agenda_in_markdown() -> None:
    text = dedent("""\
        | Zeit | Vortrag | Sprecherin |
        |:--|:--|:--|
        | 9.30 Uhr | Begrüßung | Anna Weber, Leiterin |
        | 10 Uhr | [Ebbe und Flut](https://example.org/flut) | Bernd von Stein und Clara Öz |
        | 11:00 Uhr | Kaffeepause | |
        | 11:30 Uhr | Lotsen [Folien](f.pdf) | Dr. Emil Groß (Universität Ulm) |
        """)
    assert [shown(talk) for talk in parse(text).talks] == [
        "9.30 Uhr |  | Begrüßung | Anna Weber (Leiterin)",
        "10 Uhr |  | Ebbe und Flut | Bernd von Stein, Clara Öz",
        "11:30 Uhr |  | Lotsen | Dr. Emil Groß (Universität Ulm)",
    ]
