"""Agendas of invented conferences, Chinese reports on them, and which part of a report is about which talk."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecapCase:
    """An agenda, a report on it, and the judged pairs."""

    name: str
    agenda: str
    recap: str
    pairs: frozenset[tuple[str, str]]
    """Title of a talk, and how the first line of a unit of the report goes on after its marks."""
    notes: frozenset[tuple[str, str]] = frozenset()
    """Title of a section of notes, and the same."""


def _row(time: str, title: str, video: str, people: str, notes: str = "") -> str:
    shown = f'<a href="https://youtu.be/{video}">{title}</a>' if video else title
    linked = f'<a href="#{notes}">notes</a>' if notes else ""
    names = "<br>".join(f"<b>{name}</b>, {role}" for name, _, role in (one.partition("/") for one in people.split(";")))
    return f"<tr><td>{time}</td><td>{shown}</td><td>{names}</td><td>{linked}</td></tr>\n"


_HEAD = "<tr><td><b>Time</b></td><td><b>Talk</b></td><td><b>Speaker</b></td><td><b>Notes</b></td></tr>\n"

_HARBOUR_AGENDA = f"""# Harbour Data Days 2023

## Day 1 - May 4th

<table>
{_HEAD}{_row("9:00 AM", "Opening keynote", "hhhhhhhhh01", "Mira Holm/Director")}\
{_row("9:30 AM", "Tidewater 3.0", "hhhhhhhhh02", "Jon Aske/Engineer;Ida Roe/Engineer", "tidewater-30")}\
{_row("10:00 AM", "Buoys at the Edge", "hhhhhhhhh03", "Sol Vik/Hardware Lead", "buoys-at-the-edge")}\
<tr><td>10:30 AM</td><td colspan="2">Break</td><td></td></tr>
{_row("11:00 AM", "Chart Pipelines (CPX): from sonar to map", "hhhhhhhhh04", "Lena Quist/Product Manager")}\
{_row("11:20 AM", "Cleaning soundings with CPX Sieve", "hhhhhhhhh05", "Lena Quist/Product Manager")}\
{_row("11:40 AM", "CPX in production", "hhhhhhhhh06", "Omar Said/Engineer")}\
{_row("2:00 PM", "Forecasting with weather models", "hhhhhhhhh07", "Ada Lund/Scientist")}\
{_row("2:30 PM", "Rust for Tidewater: a faster core", "hhhhhhhhh08", "Per Nyman/Engineer", "rust-core")}\
</table>

## Day 2 - May 5th

<table>
{_HEAD}<tr><td>9:30 AM</td><td>Short talks</td><td>
<b><a href="https://youtu.be/hhhhhhhhh09">Seagull</a></b> - Kim Ode<br>
<b><a href="https://youtu.be/hhhhhhhhh10">HarborMap</a></b> - Ravi Sen<br>
<b><a href="https://youtu.be/hhhhhhhhh11">Fishing fleets</a></b> - Tove Berg<br>
</td><td></td></tr>
<tr><td>11:00 AM</td><td>Workshops</td><td>
<b>Moving to Tidewater 3.0</b><br>
Jon Aske, Ida Roe<br>
<br>
<b>Chart Pipelines (CPX) workshop</b><br>
Omar Said<br>
<br>
<b>On-Board Models: shrinking, testing and shipping</b><br>
Sol Vik, Ada Lund
</td><td></td></tr>
<tr><td>2:00 PM</td><td>The sea of tomorrow</td><td>
<b><a href="https://youtu.be/hhhhhhhhh12">Coral reefs from space</a></b><br>
Ines Marin<br>
<br>
<b><a href="https://youtu.be/hhhhhhhhh13">Grid Currents</a></b><br>
Otto Brandt<br>
<br>
<b><a href="https://youtu.be/hhhhhhhhh14">Compass 2.0</a></b><br>
Yara Finn
</td><td></td></tr>
</table>

# Notes

### Tidewater 3.0

- The beta is out: `pip install tidewater --pre`
- Eager queries by default, and one way to open a table
- Duplicate functions are gone, the low level interface stays
- `tide_upgrade` converts old scripts
- Plans: a release candidate in summer, the final release in autumn

### Buoys at the Edge

- Why on a buoy? Less radio, faster alarms, private data
- Limits: battery, memory, salt
- Runs on the Pelican board and on the Otter microcontroller
- Demo: a buoy that learns the sound of a ship's engine
- Quantized models are four times smaller

### Rust core

- Why Rust: memory safety without a garbage collector
- Python keeps working, both can call each other
- First results: the parser is nine times faster
- Course with Oceanic.dev in June
"""

_HARBOUR_RECAP = """# 2023 年港口数据日的收获

我参加了 5 月 4 日和 5 日的 [Harbour Data Days](https://harbour.example/days)，认识了很多新朋友。

# 前一晚

大家聚在一起吃晚饭，喝了鱼汤，聊到很晚。

# 第一天

早上下雨，我在门口排队，拍了照片。

## 潮水 3.0 测试版

([视频](https://www.youtube.com/watch?v=hhhhhhhhh02) | [文档](https://tidewater.example/beta))

最重要的消息是 **Tidewater 3.0**。试试看：

```
pip install tidewater --pre
```

- 默认立即执行查询
- 去掉重复的函数
- 保留低级接口

## 边缘上的浮标

([视频](https://www.youtube.com/watch?v=hhhhhhhhh03))

在设备上运行模型可以节省电池，也保护隐私。

Sol Vik 用 Otter 微控制器做了一个演示。

- **速度** —更快的警报
- **大小** —量化后的模型更小

## 海图流水线(CPX)

(视频: [概况](https://youtu.be/hhhhhhhhh04) | [清洗](https://youtu.be/hhhhhhhhh05) | [生产](https://youtu.be/hhhhhhhhh06))

CPX 把声纳数据变成地图，现在可以用在生产中。

## 用天气模型做预报

([视频](https://youtu.be/hhhhhhhhh07))

短期预报已经很准了。

## Tidewater 的 Rust 核心

([视频](https://youtu.be/hhhhhhhhh08))

Rust 没有垃圾收集器，Python 可以继续用，二者可以互相调用。

## 其他消息

- [**海洋数据比赛**](https://contest.example/sea) 由 Tidewater 3.0 支持，奖金很多。
- [**夏天的实习**](https://intern.example) 面向学生。

# 第二天

第二天我只听了几场。

**On-Board Models：缩小、测试与发布**

房间里挤满了人。

**海的明天：**

- **太空中的珊瑚礁** —很美。([视频](https://www.youtube.com/watch?v=hhhhhhhhh12))
- **网格海流** —模拟得很细。([视频](https://www.youtube.com/watch?v=hhhhhhhhh13))
- **罗盘** —给研究人员用。([视频](https://www.youtube.com/watch?v=hhhhhhhhh14))

**回家**

去机场的路上我买了一顶帽子。
"""

_BEE_AGENDA = """# Hive Conf

| Time | Room | Talk | Speakers | Slides |
|---|---|---|---|---|
| 9:00 | Oak | Welcome | Nora Field (chair) | |
| 9:15 | Oak | [Counting bees with cameras](https://vimeo.com/510000001) | Ivo Lang (Apis Lab) | [slides](cameras.pdf) |
| 10:00 | Elm | [Hive scales and the LoRa network](https://vimeo.com/510000002) | Greta Moss | [slides](scales.pdf) |
| 10:45 | | Coffee | | |
| 11:00 | Oak | [Queen detection in audio](https://vimeo.com/510000003) | Paul Ryder, Amy Chu | [slides](queen.pdf) |
| 11:45 | Elm | [WaggleDB: a database for dances](https://vimeo.com/510000004) | Tariq Noor | |
| 13:30 | Oak | [Predicting honey harvests](https://vimeo.com/510000005) | Greta Moss | [slides](harvest.pdf) |
| 14:15 | Elm | [Privacy for beekeepers](https://vimeo.com/510000006) | Lise Aumont | |
| 15:00 | Oak | [Varroa alerts on Android](https://vimeo.com/510000007) | Dan Petrov | [slides](varroa.pdf) |

## Counting bees with cameras

Ivo showed a Raspberry Pi above the entrance. YOLO finds 40 bees per second. Shadows at noon are the hard part.

## WaggleDB: a database for dances

Stores angles and durations, speaks SQL, and replays a dance in the browser with WebGL. Licence: MIT.

## Predicting honey harvests

Weight, weather and flowering dates go into a small XGBoost model; the error is 2 kg per hive.
"""

_BEE_RECAP = """# 蜂巢大会侧记

周末去了 Hive Conf，下面按我喜欢的程度来写。

## WaggleDB：舞蹈数据库

我最喜欢的一场 ([录像](https://vimeo.com/510000004))。它保存角度和时长，支持 SQL，还能用 WebGL 在浏览器里重放舞蹈。

## 用摄像头数蜜蜂

Ivo Lang 把 Raspberry Pi 放在巢门上方，用 YOLO 每秒找出 40 只蜜蜂。中午的影子最难处理 ([幻灯片](cameras.pdf))。

## 午饭

蜂蜜面包很好吃，和朋友坐在草地上。

## Android 上的瓦螨警报

([录像](https://vimeo.com/510000007)) 手机会在有螨的时候响。

## Greta Moss 的两场

蜂箱秤和 LoRa 网络 ([录像](https://vimeo.com/510000002))，以及预测蜂蜜产量：XGBoost 模型的误差是
每箱 2 公斤 ([录像](https://vimeo.com/510000005))。

## 没听到的

- **声音里的蜂王** 只看了[录像](https://vimeo.com/510000003)。
- **养蜂人的隐私** 只看了[录像](https://vimeo.com/510000006)。

## 明年再来

票已经买好了。
"""

_TRAM_AGENDA = f"""# Tram Engineering Forum

## Thursday

<table>
{_HEAD}{_row("9:00", "Keynote: cities on rails", "ttttttttt01", "Hugo Stein/Mayor")}\
{_row("9:45", "RailSim in the browser", "ttttttttt02", "Wanda Ilic/Developer")}\
{_row("10:30", "Timetables with OR-Tools", "ttttttttt03", "Bo Larsen/Researcher")}\
{_row("11:15", "Passenger counting and GDPR", "ttttttttt04", "Eva Novak/Lawyer")}\
{_row("13:00", "Battery trams in winter", "ttttttttt05", "Timo Aalto/Engineer")}\
{_row("13:45", "Open data: GTFS and NeTEx", "ttttttttt06", "Rosa Diaz/Editor")}\
</table>

## Friday

<table>
{_HEAD}{_row("9:00", "Noise maps with Julia", "ttttttttt07", "Finn Weber/Student")}\
{_row("9:45", "Digital twins of a depot", "ttttttttt08", "Wanda Ilic/Developer")}\
{_row("10:30", "Switch heaters and the Modbus trap", "ttttttttt09", "Karl Otto/Electrician")}\
</table>
"""

_TRAM_RECAP = """# 电车工程论坛两日记

周四一早到了会场，雨很大，咖啡不错，先和老同学叙了旧。

Wanda Ilic 讲了浏览器里的 RailSim，演示很流畅，[录像](https://youtu.be/ttttttttt02)已经可以看了。

接着 Bo Larsen 用 OR-Tools 编排时刻表，一小时的计算换来全天的运行图。

午饭是土豆汤。

下午最实用的一场是冬天的电池电车，[录像在这里](https://youtu.be/ttttttttt05)，Timo Aalto 带来了低温下的测量数据。

开放数据那一场介绍了 GTFS 和 NeTEx 的差别。

周五的第一场用 Julia 画噪声地图，讲者 Finn Weber 还是学生。

最后 Karl Otto 讲道岔加热器和 Modbus 的陷阱，笑声最多，见[录像](https://youtu.be/ttttttttt09)。

回程的火车晚点了两小时。
"""

CASES = (
    RecapCase(
        "harbour",
        _HARBOUR_AGENDA,
        _HARBOUR_RECAP,
        frozenset(
            {
                ("Tidewater 3.0", "潮水 3.0 测试版"),
                ("Buoys at the Edge", "边缘上的浮标"),
                ("Buoys at the Edge", "Sol Vik 用 Otter"),
                ("Chart Pipelines (CPX): from sonar to map", "海图流水线(CPX)"),
                ("Cleaning soundings with CPX Sieve", "海图流水线(CPX)"),
                ("CPX in production", "海图流水线(CPX)"),
                ("Forecasting with weather models", "用天气模型做预报"),
                ("Rust for Tidewater: a faster core", "Tidewater 的 Rust 核心"),
                ("On-Board Models: shrinking, testing and shipping", "On-Board Models"),
                ("Coral reefs from space", "太空中的珊瑚礁"),
                ("Grid Currents", "网格海流"),
                ("Compass 2.0", "罗盘"),
            }
        ),
        frozenset(
            {
                ("Tidewater 3.0", "潮水 3.0 测试版"),
                ("Buoys at the Edge", "边缘上的浮标"),
                ("Buoys at the Edge", "Sol Vik 用 Otter"),
                ("Rust core", "Tidewater 的 Rust 核心"),
            }
        ),
    ),
    RecapCase(
        "hive",
        _BEE_AGENDA,
        _BEE_RECAP,
        frozenset(
            {
                ("WaggleDB: a database for dances", "WaggleDB：舞蹈数据库"),
                ("Counting bees with cameras", "用摄像头数蜜蜂"),
                ("Varroa alerts on Android", "Android 上的瓦螨警报"),
                ("Hive scales and the LoRa network", "Greta Moss 的两场"),
                ("Predicting honey harvests", "Greta Moss 的两场"),
                ("Queen detection in audio", "声音里的蜂王"),
                ("Privacy for beekeepers", "养蜂人的隐私"),
            }
        ),
        frozenset(
            {
                ("WaggleDB: a database for dances", "WaggleDB：舞蹈数据库"),
                ("Counting bees with cameras", "用摄像头数蜜蜂"),
                ("Predicting honey harvests", "Greta Moss 的两场"),
            }
        ),
    ),
    RecapCase(
        "tram",
        _TRAM_AGENDA,
        _TRAM_RECAP,
        frozenset(
            {
                ("RailSim in the browser", "Wanda Ilic 讲了"),
                ("Timetables with OR-Tools", "接着 Bo Larsen"),
                ("Battery trams in winter", "下午最实用"),
                ("Open data: GTFS and NeTEx", "开放数据那一场"),
                ("Noise maps with Julia", "周五的第一场"),
                ("Switch heaters and the Modbus trap", "最后 Karl Otto"),
            }
        ),
    ),
)
