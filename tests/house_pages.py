"""Many pages about houses and their translations, which share a name, a link and a few numbers."""

import random

from summitalign import api
from summitalign.model.document import Document

THINGS = (("bridge", "桥梁"), ("garden", "花园"), ("harbour", "港口"), ("kitchen", "厨房"), ("museum", "博物馆"))


def page(number: int, *, has_names: bool = True) -> tuple[str, str]:
    """Write a page about houses, and its translation, which share a name, a link and a few numbers."""
    chance = random.Random(number)
    own, other = [f"# The house {number}"], [f"# {number} 号房子"]
    if not has_names:
        own, other = ["# The house"], ["# 房子"]
    for part in range(chance.randint(3, 6)):
        thing = chance.choice(THINGS)
        own.append(f"{'#' * chance.randint(2, 3)} The {thing[0]}")
        other.append(f"{own[-1].split()[0]} {thing[1]}")
        if has_names and part == 0:
            own.append(f"House{number}Kit has {number + 40} lamps, see <https://houses.example/{number}>.")
            other.append(f"House{number}Kit 有 {number + 40} 盏灯，见 <https://houses.example/{number}>。")
        for _ in range(chance.randint(1, 5)):
            mark, words = chance.choice(("", "- ")), chance.choice((1, 2, 4, 8, 16))
            own.append(mark + "A small lamp is red. " * words)
            other.append(mark + "小灯是红色的。" * words)
    return "\n\n".join(own) + "\n", "\n\n".join(other) + "\n"


def sides(count: int, *, has_names: bool = True) -> tuple[list[Document], list[Document]]:
    """Write pages with other names of files on the other side, and two pages on each side that have no partner."""
    texts = [page(number, has_names=has_names) for number in range(count)]
    own = [api.parse(text, f"en/{number}.md") for number, (text, _) in enumerate(texts)]
    other = [api.parse(text, f"zh/{chr(97 + number % 26)}{number}x.md") for number, (_, text) in enumerate(texts)]
    strangers = [page(5000 + number) for number in range(4)]
    own += [api.parse(strangers[number][0], f"en/alone{number}.md") for number in (0, 1)]
    other += [api.parse(strangers[number][1], f"zh/lonely{number}.md") for number in (2, 3)]
    random.Random(count).shuffle(other)
    return own, other
