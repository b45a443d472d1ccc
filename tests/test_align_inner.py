"""What corresponds inside aligned sections."""

from summitalign import api
from summitalign.align.engine import Aligner
from summitalign.align.inner import inner_passages

SOURCE = """\
# Tools

## Pots

- Kettle 1.5
  - Boil `water` with the Kettle
  - Pour 20 cups
- Teapot 2.5

## Pans

Heat the `pan` to 90 degrees.

- Skillet 3.5
  - Fry 12 eggs in the `skillet`
- Wok 4.5
  - Stir 7 carrots in the `wok`
"""
TARGET = """\
# 工具

## 锅具 Pots

- Kettle 1.5
  - 用 Kettle 烧 `water`
  - 倒 20 杯
- Teapot 2.5

## 平底锅 Pans

把 `pan` 加热到 90 度。

- Skillet 3.5
  - 在 `skillet` 里煎 12 个鸡蛋
- Wok 4.5
  - 在 `wok` 里炒 7 根胡萝卜

要小心。
"""


def test_items_inside_items_of_a_later_section_correspond() -> None:
    source, target = api.parse(SOURCE, "en.md"), api.parse(TARGET, "zh.md")
    aligner = Aligner(None)
    places = [segment.span.start for segment in target.segments]
    found = inner_passages(aligner, aligner.align(source, target), places)
    pairs = {(each.source.of(SOURCE).strip("- \n"), each.target.of(TARGET).strip("- \n")) for each in found}
    assert ("Fry 12 eggs in the `skillet`", "在 `skillet` 里煎 12 个鸡蛋") in pairs
