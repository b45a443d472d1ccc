"""What the words directly around an occurrence say: general lists of the language, and of no term."""

import re
from collections.abc import Iterator

from summitalign.terms.stretch import PENDING

_MARKS = re.compile(r"[*_~\[\]“”\"'「」『』]|(?<=\])\([^()\s]*\)")
# What people call software, behind its name.
_HEADS = (
    "库|框架|模块|教程|模型|软件|套件|包|平台|服务|集群|数据库|插件|工具|笔记本|环境|版本|发行版|应用|程序|项目|架构|客户端|命令"
    "|脚本|函数|方法|接口|引擎|仪表板|容器|镜像|编程|语言|开发|文档|认证|课程|社区|组件|用户|代码|对象|实例|节点|端点|查询|作业"
    "|任务|管道|流水线|仓库|存储库|操作器|导航器|扩展|解释器|编译器|控制台|测试|网站|官网|安装|配置|简介|介绍|指南|入门|面试|培训"
    "|开发人员|开发者|工程师|工作流|数据源|数据集|文件|界面|窗口|主机|网络|算法|架构师|管理员|安全|设置|基础|部署|集成|模板|样板"
)
_HEAD = re.compile(rf"(?:的)?(?:{_HEADS})")
# What is done to software and to little else, before its name.
_VERB = re.compile(
    r"(?:安装|导入|下载|部署|运行|启动|配置|升级|卸载|引入|集成|调用|编译|登录|更新|什么是|学习|打开|关于|通过|基于|利用|使用|采用|掌握)"
    r"(?:了|好|到|一个|最新的)*$"
)
_MEASURE = re.compile(
    r"(?:[一两二三四五六七八九十几数半这那每\d]|许多|很多)"
    r"[只条头匹朵颗粒块杯壶瓶棵株把股群道片支根场阵束辆艘双串滴堆桶盆碗袋枚名尾盏](?:[\u4e00-\u9fff]{0,3}的)?$"
)
_ORDINARY = re.compile(
    r"(?:吃|喝|养|抓|捕|喂|骑|煮|炒|烤|咬|穿|戴|闻|看见|看到|遇到|遇上|听见|发出|喷出|冒出|产生|一样的?|如同|仿佛)(?:了|着|过)*$"
)
_ORDINARY_AFTER = re.compile(
    r"(?:[^\x00-\xff]{0,2}(?:飞[来去过舞出]|爬|游[来去过泳]|咬|叫声|吃|喝|冒|溅|闪烁|闪耀|吹|迸)|(?:们|似的|般|一样|一般))"
)
# A name takes no aspect: what 过 or 着 follows is a verb, as in 张量|流过.
_ASPECT = re.compile(r"过(?![程滤去来渡期载度于])|着(?![陆手重色眼迷])")
_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9.+#-]*[ -]?$")
_LATIN_AFTER = re.compile(r"[ -]?[A-Za-z]")
_NUMBER_AFTER = re.compile(r"[ ]?v?\d+(?![\d.]*[ ]?[年月日号个只条倍米元度秒万亿%％])")
# A number with a point, or behind a sign of comparison, as in a list of requirements; a measure is none.
_VERSION_AFTER = re.compile(
    r"[ ]?(?:v?\d+\.[\dx]+|[><=~!]{1,2}[ ]?=?[ ]?\d)(?![\d.]*[ ]?(?:[倍米元度秒万亿%％公千毫厘]|[kcm]?[mgl]\b))"
)
_NAME = rf"(?:[A-Za-z][A-Za-z0-9.+#-]*|{PENDING})"
_LINK = r"(?:[、/|+&]|和|或|与|及|以及|还有|而不是|对|vs\.?|VS\.?|Vs\.?|[，,](?:和|以及)?)"
_NEIGHBOUR_BEFORE = re.compile(rf"({_NAME})\s*{_LINK}\s*$")
_NEIGHBOUR_AFTER = re.compile(rf"\s*{_LINK}\s*({_NAME})")
_REST = re.compile(r"[\x00-\x7f·•–—：:（）()【】]")
_SENTENCE_END = re.compile(r"[。！？!?；\n]")
_EXPLAINS = re.compile(
    r"名字|名称|得名|取自|来自|源于|取名|命名|本义|原义|意为|意思|意指|指的|译为|译作|译成|谐音|双关|(?:是|就是|即|指|像|叫|叫做|称为|一种|一个)$"
)
_PERSON_BEFORE = re.compile(r"[\u3400-\u9fff][·•‧・]$")
_PERSON_AFTER = re.compile(r"[·•‧・][\u3400-\u9fff]")
_INITIAL_AFTER = re.compile(r"[ ]?[A-Z]\.[ ]?[\u3400-\u9fffA-Z]")


def cues(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the kind of each cue in the text before and behind an occurrence, and what was seen."""
    left, right = _MARKS.sub("", before), _MARKS.sub("", after)
    yield from _latin(left, right)
    yield from _neighbours(left, right)
    if found := _HEAD.match(right):
        yield "head", found[0]
    if found := _VERB.search(left):
        yield "verb", found[0]
    if found := _ASPECT.match(right):
        yield "aspect", found[0]
    if found := _MEASURE.search(left):
        yield "measure", found[0]
    if found := _ORDINARY.search(left) or _ORDINARY_AFTER.match(right):
        yield "ordinary", found[0]


def explained(before: str, right: str) -> str:
    """Return what says, in the sentence before an occurrence, that it explains the right form: Flask 是 烧瓶."""
    sentence = _SENTENCE_END.split(before)[-1]
    at = sentence.rfind(right)
    found = _EXPLAINS.search(sentence[at + len(right) :]) if at >= 0 else None
    return found[0] if found else ""


def is_whole(text: str) -> bool:
    """Say whether what stands around a name is nothing but other names, Latin words and what software is called."""
    rest = _REST.sub("", _MARKS.sub("", text).replace(PENDING, ""))
    return re.fullmatch(rf"(?:{_HEADS})*", rest) is not None


def person(before: str, after: str) -> str:
    """Return the part of a person's name that stands beside an occurrence, as in 理查德·; empty where none does."""
    found = _PERSON_BEFORE.search(before) or _PERSON_AFTER.match(after) or _INITIAL_AFTER.match(after)
    return found[0] if found else ""


def _latin(left: str, right: str) -> Iterator[tuple[str, str]]:
    if found := _VERSION_AFTER.match(right):
        yield "version", found[0].strip()
    elif found := _NUMBER_AFTER.match(right):
        yield "number", found[0].strip()
    if found := _LATIN_AFTER.match(right) or _LATIN_BEFORE.search(left):
        yield "beside", found[0].strip()


def _neighbours(left: str, right: str) -> Iterator[tuple[str, str]]:
    before, after = _NEIGHBOUR_BEFORE.search(left), _NEIGHBOUR_AFTER.match(right)
    names = [found[1] for found in (before, after) if found]
    if any(name != PENDING for name in names):
        yield "neighbour", "、".join(name for name in names if name != PENDING)
