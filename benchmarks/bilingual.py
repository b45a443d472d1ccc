"""Write invented pairs of an English document and its Chinese translation, and which of their sections correspond.

The same for the same seed. The documents are put together from words and sentences of which both languages are
known, written for this purpose; those of `corpus/` that are translations join them. Each pair is there in variants of
the Chinese side: `base`, `drop` (some sections left out, others added), `reorder` (sections shuffled), `merge` (some
neighbours under one heading) and `noascii` (without Latin letters, digits, links and code in the prose).
FOLDER then holds a folder for each variant and `gold.jsonl`, an object a pair: `variant`, `en_file`, `zh_file`,
`en_sections` and `zh_sections` (`id`, `start` and `end` lines, `title`), and `gold`, pairs of a Chinese and an English
id.
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

VARIANTS = ("base", "drop", "reorder", "merge", "noascii")
CORPUS = Path(__file__).parents[1] / "corpus"
TRANSLATED = {"guide-data-pipelines": tuple(range(11)), "release-notes": (0, 1, 6, 2, 3, 7, 4, 5, 9, 10)}
"""Documents of `corpus/`: for each Chinese section the English one, both counted from 0."""
NOUNS = (
    ("account", "账户"), ("backup", "备份"), ("balance", "余额"), ("cluster", "集群"), ("certificate", "证书"),
    ("queue", "队列"), ("index", "索引"), ("password", "密码"), ("permission", "权限"), ("printer", "打印机"),
    ("invoice", "发票"), ("network", "网络"), ("database", "数据库"), ("schedule", "日程"), ("sensor", "传感器"),
    ("camera", "摄像头"), ("translation", "翻译"), ("warehouse", "仓库"), ("delivery", "配送"), ("calendar", "日历"),
    ("battery", "电池"), ("firmware", "固件"), ("keyboard", "键盘"), ("archive", "档案"), ("template", "模板"),
    ("report", "报告"), ("subscription", "订阅"), ("refund", "退款"), ("map", "地图"), ("temperature", "温度"),
    ("bridge", "桥"), ("harbour", "港口"), ("ticket", "车票"), ("library", "图书馆"), ("laboratory", "实验室"),
)  # fmt: skip
TITLES = (
    ("Create the {a}", "创建{a}"), ("Delete the {a}", "删除{a}"), ("Import the {a}", "导入{a}"),
    ("Repair the {a}", "修复{a}"), ("Share the {a}", "共享{a}"), ("Protect the {a}", "保护{a}"),
    ("Test the {a}", "测试{a}"), ("Move the {a}", "移动{a}"), ("How the {a} works", "{a}的工作原理"),
    ("When the {a} fails", "{a}失败时"), ("Questions about the {a}", "关于{a}的问题"),
    ("Limits of the {a}", "{a}的限制"),
    ("{a} and {b}", "{a}与{b}"), ("{p} and the {a}", "{p}与{a}"),
)  # fmt: skip
SENTENCES = (
    ("Check the {a} before you change the {b}.", "更改{b}之前，请先检查{a}。"),
    ("The {a} keeps a copy of the {b} for {n} days.", "{a}会把{b}的副本保留{n}天。"),
    ("If the {a} is missing, ask the owner of the {b}.", "如果找不到{a}，请询问{b}的所有者。"),
    ("{p} reads the {a} and writes the {b}.", "{p}读取{a}，写入{b}。"),
    ("Most people need the {a} only once.", "大多数人只需要一次{a}。"),
    ("Do not open the {a} while the {b} is running.", "{b}运行时不要打开{a}。"),
    ("Since {p} {v} the {a} is faster.", "从 {p} {v} 起，{a}速度更快。"),
    ("The {b} costs {n} dollars a month.", "{b}每月收费{n}美元。"),
    ("We measured the {a} in the morning and in the evening.", "我们在早上和晚上各测量了一次{a}。"),
    ("An old {a} cannot be connected to a new {b}.", "旧的{a}无法连接新的{b}。"),
    ("Click the {a}, wait, and confirm the {b}.", "点击{a}，等待片刻，再确认{b}。"),
    ("The price of the {a} depends on the size of the {b}.", "{a}的价格取决于{b}的大小。"),
    ("See [the page on the {a}]({u}) for the details.", "详情请参阅[{a}页面]({u})。"),
    ("Set `{c}` to {n} if the {a} is too slow.", "如果{a}太慢，请把 `{c}` 设为 {n}。"),
    ("Nobody should carry the {a} home.", "任何人都不应把{a}带回家。"),
    ("Two teachers and a nurse wrote about the {a} and the {b}.", "两位老师和一位护士写过{a}和{b}的文章。"),
    ("The light turns red when the {a} is empty.", "{a}空了，灯就会变红。"),
    ("Remember to save the {b} at the end of the week.", "周末记得保存{b}。"),
)  # fmt: skip
_PRODUCTS = ("Kelvaro", "Zandor", "Nexulis", "Orupha", "Wexsol", "Brinlume")
_UNTOLD = 0.12
"""Part of the sentences that a translator leaves out."""
_LATIN = re.compile(r"`[^`]*`|\]\([^)]*\)|[!-~]*[A-Za-z0-9][!-~]*")


@dataclass(frozen=True)
class Part:
    """A section: heading and text, and what it corresponds to."""

    title: str
    text: str
    level: int = 2
    sources: tuple[int, ...] = ()
    """English sections, counted from 0; of an English section nothing."""

    @property
    def lines(self) -> list[str]:
        return [f"{'#' * self.level} {self.title}", "", *self.text.split("\n"), ""]


Pair = tuple[tuple[Part, ...], tuple[Part, ...]]
"""English and Chinese."""


def invented(chance: random.Random) -> Pair:
    """Put a document and its translation together."""
    own, other = [], []
    product = chance.choice(_PRODUCTS)
    nouns = chance.sample(NOUNS, 12)
    titles = chance.sample(TITLES, len(TITLES))
    for number in range(chance.randint(8, 14)):
        a, b = chance.sample(nouns, 2)
        words = {"p": product, "n": chance.randint(2, 90), "v": f"{chance.randint(1, 9)}.{chance.randint(0, 9)}",
                 "u": f"https://docs.example/{a[0]}", "c": f"{a[0]}_{b[0]}"}  # fmt: skip
        title = titles[number % len(titles)]
        told = chance.sample(SENTENCES, chance.randint(2, 6))
        kept = [pair for pair in told if chance.random() >= _UNTOLD] or told[:1]
        texts = [" ".join(pair[0].format(a=a[0], b=b[0], **words) for pair in told),
                 "".join(pair[1].format(a=a[1], b=b[1], **words) for pair in kept)]  # fmt: skip
        if chance.random() < 0.25:
            code = f"\n\n```sh\n{product.lower()} --{a[0]} {b[0]}.cfg\n```"
            texts = [text + code for text in texts]
        level = 2 if number else 1
        own.append(Part(title[0].format(a=a[0], b=b[0], **words), texts[0], level))
        other.append(Part(title[1].format(a=a[1], b=b[1], **words), texts[1], level, (number,)))
    return tuple(own), tuple(other)


def parts_of(path: Path) -> tuple[Part, ...]:
    """Cut a document of `corpus/` at its headings; what stands above the first is left out."""
    pieces = re.split(r"^(#+) (.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return tuple(
        Part(title, text.strip(), len(marks))
        for marks, title, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    )


def translated() -> list[Pair]:
    """Return the documents of `corpus/` that are translations."""
    pairs = []
    for name, sources in TRANSLATED.items():
        own, other = (parts_of(CORPUS / language / f"{name}.md") for language in ("en", "zh"))
        pairs.append((own, tuple(replace(p, sources=(s,)) for p, s in zip(other, sources, strict=True))))
    return pairs


def drop(parts: Sequence[Part], chance: random.Random, others: Sequence[Part]) -> list[Part]:
    """Leave out a quarter of the sections, and put some in that correspond to nothing."""
    kept = [part for number, part in enumerate(parts) if number == 0 or chance.random() >= 0.25]
    for _ in range(max(1, len(parts) // 6)):
        kept.insert(chance.randint(1, len(kept)), replace(chance.choice(others), level=2, sources=()))
    return kept


def reorder(parts: Sequence[Part], chance: random.Random, _others: Sequence[Part]) -> list[Part]:
    rest = list(parts[1:])
    chance.shuffle(rest)
    return [parts[0], *rest]


def merge(parts: Sequence[Part], chance: random.Random, _others: Sequence[Part]) -> list[Part]:
    """Put some sections under the heading of the one before."""
    merged = [parts[0]]
    for part in parts[1:]:
        before = merged[-1]
        if len(merged) > 1 and len(before.sources) == 1 and chance.random() < 0.4:
            text = f"{before.text}\n\n{part.text}"
            merged[-1] = replace(before, text=text, sources=before.sources + part.sources)
        else:
            merged.append(part)
    return merged


def noascii(parts: Sequence[Part], _chance: random.Random, _others: Sequence[Part]) -> list[Part]:
    """Take away what needs no translation."""
    return [
        replace(part, title=_without_latin(part.title) or "其他", text=_without_latin(part.text) or "略。")
        for part in parts
    ]


def _without_latin(text: str) -> str:
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return _LATIN.sub("", prose).replace("[", "").strip()


CHANGES: dict[str, Callable[[Sequence[Part], random.Random, Sequence[Part]], list[Part]]] = {
    "base": lambda parts, _chance, _others: list(parts),
    "drop": drop, "reorder": reorder, "merge": merge, "noascii": noascii,
}  # fmt: skip


def write_side(path: Path, parts: Sequence[Part], prefix: str) -> list[dict[str, object]]:
    """Write a document; return its sections."""
    sections, lines = [], list[str]()
    for number, part in enumerate(parts):
        start = len(lines) + 1
        lines += part.lines
        sections.append({"id": f"{prefix}{number}", "start": start, "end": len(lines), "title": part.title})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return sections


def write(folder: Path, seed: int, documents: int) -> int:
    """Write the documents and the gold standard; return the number of pairs."""
    chance = random.Random(f"pairs {seed}")
    pairs = [*translated(), *(invented(chance) for _ in range(documents))]
    rows = []
    for number, (own, other) in enumerate(pairs):
        strangers = pairs[number - 1][1][1:]
        for variant, change in CHANGES.items():
            parts = change(other, random.Random(f"{variant} {number} {seed}"), strangers)
            names = f"{variant}/{number:03}.en.md", f"{variant}/{number:03}.zh.md"
            row: dict[str, object] = {"pair": f"{number:03}/{variant}", "variant": variant}
            row |= {"en_file": names[0], "zh_file": names[1]}
            row["en_sections"] = write_side(folder / names[0], own, "e")
            row["zh_sections"] = write_side(folder / names[1], parts, "z")
            row["gold"] = [[f"z{z}", f"e{e}"] for z, part in enumerate(parts) for e in part.sources]
            rows.append(json.dumps(row, ensure_ascii=False) + "\n")
    (folder / "gold.jsonl").write_text("".join(rows), encoding="utf-8")
    return len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write; must be empty or not exist")
    parser.add_argument("--documents", type=int, default=20, metavar="N", help="invented pairs of documents (20)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other documents (1)")
    asked = parser.parse_args()
    if asked.folder.exists() and any(asked.folder.iterdir()):
        parser.error(f"{asked.folder} is not empty")
    print(f"{write(asked.folder, asked.seed, asked.documents):,} pairs")


if __name__ == "__main__":
    main()
