"""Every construct that can be opened is read in linear time, opened any number of times."""

import time

import pytest

from summitalign.markdown.events import readable
from summitalign.markdown.front_matter import blanked
from summitalign.markdown.parse import parse

SIZE = 40_000
LIMIT = 1.5
"""CPU seconds; the slowest takes a third of it, and a quadratic search with patterns many times as long."""
CLOSERS = "\n\n码头 }} %} #} */} --> ]]> ?> > $$ \\] \\) \\end{a} </pre> ) ] ' \" `\n"
OPENERS = (
    *("{{", "{%", "{#", "{# ", "{*", "{/*", "<%", "<!--", "<![CDATA[", "<?", "<!", "{% raw %}", "{%raw"),
    *("$$", "$5", "$ a", "\\[", "\\\\[", "\\(", "\\begin{a}", "\\begin{a"),
    *("\nimport a from 'x'\n", "\nexport const a = {\n\n ", "<pre>", "<code>", "- <code>\n", "</"),
    *("<Tabs {", "<a b={", "<a {<a {}", '<a "', "<a '\"", '<a x="', "<a.b ", "<A ", "{", "}"),
    *("[[", "[^", "[@", "][", "](", "](a (", "\n*[a]: ", "\n(a)=\n", "\n[a]: b\n", "\n:::a", "|`a", "> ```a\n"),
    *("``` \n", "\n```py\n", "\n```\n码头。\n```py\n", "  ```a\n", "\n    ```a\n", "\n```a`\n"),
    *("https://", "https://a(", "http://a.b/码", "www.", "a@", "码@", "a.", "码.", "a/", "码/", "a/码", "/a/", "~/"),
    *("C:\\", "\\\\a\\", "a\\", "$A", "%a", "--a", "-a-", "a=", "a='", 'a("', "a::", "码::", "a.码", "@a/", "@码"),
    *("#a", ":a", ":", "0a", "pip install ", "from a import ", "import {", "use a::", "目录 a/", "{:", "{a="),
)


@pytest.mark.parametrize("opener", OPENERS)
def test_an_opener_without_end(opener: str) -> None:
    text = opener * (SIZE // len(opener))
    began = time.process_time()
    for end in ("", CLOSERS):
        parse(text + end)
    assert time.process_time() - began < LIMIT


@pytest.mark.parametrize("line", ["```py", "```", "~~~a", "码头说明，这里。", "  - ```x"])
def test_fence_lines_without_end(line: str) -> None:
    began = time.process_time()
    readable(f"```py\na\n```py\n{line}\n" * 5_000)
    assert time.process_time() - began < LIMIT


@pytest.mark.parametrize("line", ["title: 'a", 'title: "\\\\', "title: |", "title:", "  a", "title: 码", "'a: 1"])
def test_front_matter_without_end(line: str) -> None:
    began = time.process_time()
    blanked("---\n" + f"{line}\n" * 10_000, ("title",))
    blanked("+++\n" + f"{line}\n" * 10_000, ("title",))
    blanked("---\n" + line * 10_000, ("title",))
    assert time.process_time() - began < LIMIT
