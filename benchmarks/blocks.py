"""Blocks of invented Markdown, some with a slot that a wrong form is put into later."""

import random
from collections.abc import Callable

from vocabulary import AFTER, BEFORE, ENGLISH, PLAIN_ENGLISH, Vocabulary

ANY, TOKEN, CHINESE = "\ue000", "\ue001", "\ue002"
"""Slots: for any entry of a glossary, for one about capitals alone, for a Chinese one."""
PROSE = {"paragraph": 40, "list": 11, "heading": 5, "table": 5, "link": 4, "quote": 3, "emphasis": 1}
PROTECTED = {"fence": 11, "inline": 9, "destination": 6, "address": 3, "definition": 2}
"""How many of 100 wrong forms stand where; of all that were measured, 31 of 100 lay in code or in addresses."""
FILLING = {
    "paragraph": 38, "list": 12, "heading": 19, "fence": 12, "steps": 4, "table": 4, "quote": 4, "image": 2,
    "links": 3, "comment": 1, "note": 1,
}  # fmt: skip
"""How often a block without a slot is of which kind."""
_CODE = {
    "python": (
        "{a} = {b}.load({c!r})", "for {a} in {b}:", "    {a}.append({b}[{n}])", "def {a}({b}, {c}=None):",
        "    return {a}.{b}({c})", "    if {a} is None:", "        raise ValueError({b!r})", "print({a}.shape, {n})",
        "with open({a!r}) as {b}:", "    {a} = [x * {n} for x in {b}]", "assert {a} == {n}",
        "# {zh}", "# {en}", "    # {en}", "    {en!r},",
    ),
    "bash": (
        "$ {a} install --{b} {c}", "export {A}={b}/{c}", "cd {a} && make {b}", "curl -o {a}.tar.gz {b}/{c}",
        "docker run -p {n}:{n} {a}/{b}", "git checkout -b {a}-{b}", "# {zh}", "# {en}", "echo '{en}'",
    ),
    "yaml": ("{a}:", "  {b}: {n}", "  {c}:", "    - {a}", "    - {b}: {c}", "{b}: '{c}'", "# {zh}", "  {c}: {en}"),
    "json": (
        '  "{a}": {n},', '  "{b}": "{c}",', '  "{c}": [{n}, {n}],',
        '  "{a}": {{"{b}": true}},', '  "{b}": "{en}",',
    ),
    "js": (
        "const {a} = await {b}({c});", "{a}.on('{b}', () => {{", "  console.log({c}, {n});", "}});",
        "export default {a};", "// {zh}", "// {en}",
    ),
    "": ("{a} {b} {n}", "{A}: {b} ({n} ms)", "  at {a}.{b}:{n}", "{en}", "{n} {en}"),
}  # fmt: skip
_CODE_SLOTS = (f"import {TOKEN}", f"{TOKEN}.configure()", f"$ pip install {TOKEN}", f"# 使用{CHINESE}的例子")


class Writer:
    """Writes blocks, all by the draws of one `random.Random`."""

    def __init__(self, vocabulary: Vocabulary, chance: random.Random) -> None:
        self.chance = chance
        self._words, self._weights = vocabulary.running
        self.plain = vocabulary.words[:800]
        self._makers: dict[str, Callable[[str], str]] = {
            "paragraph": self.paragraph, "list": self.bullets, "heading": self.heading, "table": self.table,
            "link": self.link, "quote": self.quote, "emphasis": self.emphasis, "fence": self.fence,
            "inline": self.inline, "destination": self.destination, "address": self.address,
            "definition": self.definition, "steps": self.steps, "image": self.image, "links": self.links,
            "comment": self.comment, "note": self.note,
        }  # fmt: skip

    def block(self, kind: str, *, has_slot: bool = False) -> str:
        """Write one block; with a slot in it, of the sort that its kind can hold."""
        return self._makers[kind](ANY if has_slot else "")

    def clause(self, least: int = 2, most: int = 6) -> str:
        return "".join(self.chance.choices(self._words, cum_weights=self._weights, k=self.chance.randint(least, most)))

    def around(self, slot: str) -> str:
        """Put a slot into a clause, with words beside it that belong to no wrong form."""
        return f"{self.clause()}{self.chance.choice(BEFORE)}{slot}{self.chance.choice(AFTER)}{self.clause()}"

    def sentence(self, extra: str = "") -> str:
        clauses = [self.clause() for _ in range(self.chance.randint(1, 4))]
        if self.chance.random() < 0.15:
            clauses.append(f"{self.clause()} `{self.identifier()}` {self.clause()}")
        if self.chance.random() < 0.1:
            clauses.append(f"{self.clause()}（{self.english(4)}）")
        if self.chance.random() < 0.09:
            clauses.append(f"{self.clause()}[{self.title()}]({self.url()}){self.clause()}")
        if self.chance.random() < 0.05:
            clauses.append(f"{self.clause()} **{self.title()}** {self.clause()}")
        if extra:
            clauses.insert(self.chance.randint(0, len(clauses)), extra)
        return tidy("，".join(clauses)) + self.chance.choice("。。。。。！：")

    def text(self, sentences: int, extra: str = "") -> str:
        place = self.chance.randrange(sentences)
        return "".join(self.sentence(extra if number == place else "") for number in range(sentences))

    def english(self, most: int) -> str:
        """Write words that make no sentence, as a quotation or a comment."""
        chance = self.chance
        return " ".join(chance.choice(PLAIN_ENGLISH if chance.random() < 0.7 else ENGLISH) for _ in range(most))

    def title(self) -> str:
        return "".join(self.chance.choices(self.plain, k=self.chance.randint(2, 4)))

    def identifier(self) -> str:
        return self.chance.choice("_-.").join(self.chance.choices(ENGLISH, k=self.chance.randint(1, 3))).lower()

    def url(self, slot: str = "") -> str:
        chance = self.chance
        path = "/".join(chance.choice(ENGLISH).lower() for _ in range(chance.randint(1, 3)))
        site = f"https://{chance.choice(('docs', 'www', 'blog'))}.example.{chance.choice(('org', 'com', 'net'))}"
        return f"{site}/{slot}/{path}" if slot else f"{site}/{path}/{chance.randint(1, 999)}"

    def paragraph(self, slot: str) -> str:
        return self.text(self.chance.randint(1, 5), self.around(slot) if slot else "")

    def heading(self, slot: str) -> str:
        # The first heading of a page is written with the page, so these are all below it.
        mark = self.chance.choice(("##", "##", "###", "####"))
        return f"{mark} {slot}{self.chance.choice(AFTER)}{self.title()}" if slot else f"{mark} {self.title()}"

    def bullets(self, slot: str) -> str:
        lines = [f"- {self.text(1)}"]
        for _ in range(self.chance.randint(1, 6)):
            lines.append(f"{'  ' * (self.chance.random() < 0.2)}- {self.text(1)}")
        return "\n".join([*lines, f"- {slot}：{self.text(1)}"] if slot else lines)

    def steps(self, _: str) -> str:
        lines = [f"{number}. {self.text(1)}" for number in range(1, self.chance.randint(3, 6))]
        return "\n".join([*lines, "", *(f"   {line}" for line in self.fence("").split("\n"))])

    def table(self, slot: str) -> str:
        rows = [(f"`{self.identifier()}`", self.title(), tidy(self.clause())) for _ in range(self.chance.randint(2, 7))]
        if slot:
            rows.append((f"`{self.identifier()}`", slot, tidy(self.clause())))
        return "\n".join(["| 名 | 义 | 注 |", "|---|:-:|---|", *(f"| {' | '.join(row)} |" for row in rows)])

    def quote(self, slot: str) -> str:
        return "\n>\n".join(f"> {line}" for line in (self.text(1), self.text(2, self.around(slot) if slot else "")))

    def link(self, slot: str) -> str:
        return self.text(3, f"{self.clause()}[{slot}{self.chance.choice(AFTER)}{self.title()}]({self.url()})")

    def emphasis(self, slot: str) -> str:
        return self.text(3, f"{self.clause()}与 **{slot}** 在{self.clause()}")

    def inline(self, _: str) -> str:
        return self.text(3, f"{self.clause()} `{TOKEN}.{self.identifier()}` {self.clause()}")

    def destination(self, _: str) -> str:
        return self.text(3, f"{self.clause()}[{self.title()}]({self.url(TOKEN)}){self.clause()}")

    def address(self, _: str) -> str:
        return self.text(3, f"{self.clause()} {self.url(TOKEN)} {self.clause()}")

    def definition(self, _: str) -> str:
        label = f"ref{self.chance.randint(1, 10**6)}"
        return f"{self.text(2, f'{self.clause()}[{self.title()}][{label}]')}\n\n[{label}]: {self.url(TOKEN)}"

    def fence(self, slot: str) -> str:
        chance, mark = self.chance, self.chance.choice(("```", "```", "```", "~~~"))
        language = chance.choice(("python", "python", "bash", "yaml", "json", "js", ""))
        lines = [self._code_line(line) for line in chance.choices(_CODE[language], k=chance.randint(3, 16))]
        if slot:
            lines.insert(0, chance.choice(_CODE_SLOTS))
        return "\n".join((mark + language, *lines, mark))

    def _code_line(self, line: str) -> str:
        a, b, c = (self.identifier().replace("-", "_").replace(".", "_") for _ in range(3))
        return line.format(
            a=a, b=b, c=c, A=a.upper(), n=self.chance.randint(0, 9999), zh=self.title(), en=self.english(6)
        )

    def image(self, _: str) -> str:
        return f"![{self.title()}]({self.identifier()}/{self.chance.randint(1, 99)}.png)"

    def links(self, _: str) -> str:
        return "\n".join(f"- [{self.title()}]({self.url()})" for _ in range(self.chance.randint(2, 8)))

    def comment(self, _: str) -> str:
        return f'<!-- {self.identifier()} -->\n\n<div class="{self.identifier()}">\n\n{self.text(2)}\n\n</div>'

    def note(self, _: str) -> str:
        return f"> **{self.chance.choice(('注', '警告', '提示'))}**：{self.text(1)}"


def tidy(text: str) -> str:
    """Take doubled blanks out, and those at the ends."""
    return " ".join(text.split())
