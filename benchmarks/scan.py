"""Time `fix-terms` in report mode over many documents, against reading their bytes.

The documents are invented, the same in every run, and a quarter of them hold wrong forms. Prints CPU
seconds of one process (the least of all rounds), megabytes a second, the ratio to reading, and what was
found: documents by a scan, findings by fix-terms.
"""

import argparse
import platform
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from pathlib import Path

from summitalign.api import Fixer, load_glossary
from summitalign.model.term import Glossary
from summitalign.workspace.fixing import FixJob
from summitalign.workspace.parsing import ParseJob
from summitalign.workspace.read import Input
from summitalign.workspace.run import run_all

SIZES = (25, 1000)
"""Wrong forms in the glossary."""
WITH_HITS = 4
"""One document of this many holds wrong forms."""
PARAGRAPHS = 40
# No sentence below holds two of these characters side by side, so a form stands only where it is put.
FIRST, SECOND, THIRD = "岚岷岱峒崂嵩巅峦屿岬", "汐沅沁泠泗洛浔涪淞渭", "鸢鹂鹃鹄鹇鹈鹊鹌鹎鹏"
SUBJECTS = ("这个命令", "读取程序", "每个进程", "配置文件", "新版接口", "测试脚本", "第二个参数", "日志目录")
VERBS = ("会检查", "先复制", "不再改动", "按顺序读取", "默认跳过", "可以合并", "重新计算", "逐行写出")
OBJECTS = ("所有输入", "临时文件", "上次的结果", "网络的数据", "空白的行", "旧的索引", "用户的设置", "缓存的内容")
ENDINGS = ("。", "，然后退出。", "，出错时返回 `1`。", "，见[说明](https://example.org/page)。", "，用 Python 运行。")
CODE = '```python\nfor path in sorted(folder.glob("*.md")):\n    print(path.name, path.stat().st_size)\n```'


def forms() -> Iterator[str]:
    """Yield wrong forms, a thousand in all, in an order that spreads their first characters."""
    return (a + b + c for c, b, a in product(THIRD, SECOND, FIRST))


def glossary(count: int, *, with_pattern: bool = False) -> Glossary:
    """Make a glossary of `count` entries, each with one wrong form."""
    rows = [f"  - {form}: Product{number}" for number, form in enumerate(islice(forms(), count))]
    if with_pattern:
        rows.append("  - {use: Product, wrong: [{re: 'Prodcut'}]}")
    return load_glossary("terms:\n" + "\n".join(rows) + "\n", "benchmark.yml", lambda name: name)


def sentence(chance: random.Random, word: str = "") -> str:
    subject = f"{word}的{chance.choice(SUBJECTS)}" if word else chance.choice(SUBJECTS)
    return f"{subject}{chance.choice(VERBS)}{chance.choice(OBJECTS)}{chance.choice(ENDINGS)}"


def document(number: int) -> str:
    """Write one document; those with wrong forms hold six, of the first 25 ones."""
    chance = random.Random(number)
    words = list(islice(forms(), SIZES[0]))
    places = set(chance.sample(range(PARAGRAPHS), 6)) if number % WITH_HITS == 0 else set()
    blocks = [f"# 第 {number} 篇说明"]
    for place in range(PARAGRAPHS):
        if place % 10 == 5:
            blocks += [f"## 第 {place // 10 + 1} 步", CODE]
        word = chance.choice(words) if place in places else ""
        blocks.append(sentence(chance, word) + "".join(sentence(chance) for _ in range(3)))
    return "\n\n".join(blocks) + "\n"


def read_only(inputs: Sequence[Input]) -> int:
    return sum(len(source.read()) for source in inputs)


def parse_all(inputs: Sequence[Input]) -> int:
    return sum(done.value is not None for done in run_all(inputs, ParseJob()))


def fix_terms(inputs: Sequence[Input], terms: Glossary) -> int:
    return sum(len(done.value.outcome.findings) for done in run_all(inputs, FixJob(terms)) if done.value)


def fixing(terms: Glossary) -> Callable[[Sequence[Input]], int]:
    return lambda inputs: fix_terms(inputs, terms)


def scanning(terms: Glossary) -> Callable[[Sequence[Input]], int]:
    """Return what a document without a hit costs: reading it, and one look at its bytes."""
    fixer = Fixer(terms)
    fixer.may_hit(b"")  # builds the automaton
    return lambda inputs: sum(fixer.may_hit(source.read()) for source in inputs)


def cpu_seconds(work: Callable[[Sequence[Input]], int], inputs: Sequence[Input]) -> tuple[float, int]:
    began = time.process_time()
    count = work(inputs)
    return time.process_time() - began, count


def measure(inputs: Sequence[Input], rounds: int) -> None:
    size = read_only(inputs) / 1e6
    tasks: dict[str, Callable[[Sequence[Input]], int]] = {"read the bytes": read_only}
    for count in SIZES:
        tasks[f"scan the bytes, {count:,} forms"] = scanning(glossary(count))
    for count in SIZES:
        tasks[f"fix-terms, {count:,} forms"] = fixing(glossary(count))
    tasks[f"fix-terms, {SIZES[0]} forms and a pattern"] = fixing(glossary(SIZES[0], with_pattern=True))
    tasks["parse every document"] = parse_all
    least = dict.fromkeys(tasks, float("inf"))
    counts: dict[str, int] = {}
    for _ in range(rounds):
        for name, work in tasks.items():
            taken, counts[name] = cpu_seconds(work, inputs)
            least[name] = min(least[name], taken)
    print(f"Python {platform.python_version()}, {len(inputs):,} documents, {size:.1f} MB, {rounds} rounds")
    print(f"{'task':<36} {'CPU s':>7} {'MB/s':>7} {'ratio':>7}  {'found':>7}")
    for name, taken in least.items():
        ratio = taken / least["read the bytes"]
        found = f"{counts[name]:,}" if "forms" in name else ""
        print(f"{name:<36} {taken:>7.3f} {size / taken:>7.1f} {ratio:>7.1f}  {found:>7}".rstrip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000, metavar="N", help="documents to invent (1000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each task (3)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs = []
        for number in range(asked.documents):
            path = Path(folder, f"{number:05}.md")
            path.write_text(document(number), encoding="utf-8")
            inputs.append(Input(str(path)))
        measure(inputs, asked.rounds)


if __name__ == "__main__":
    main()
