"""A page on sailing and its translation, which the tests of memories align."""

from pathlib import Path

from click.testing import CliRunner, Result

from summitalign.cli.main import program

SOURCE = """\
# Sailing school

A hull keeps the water out. Check the hull every day, e.g. before sunrise.

- Oars move the boat
- Run `row --fast` to move faster

```sh
row --fast
```

See [the harbour guide](guide.md). Windlib 2.1 steers.
"""
TARGET = """\
# 帆船学校

船壳挡水。每天都要检查**船壳**，
例如在日出之前。

- 船桨推动船
- 运行 `row --fast` 可以更快

```sh
row --fast
```

参见[港口指南](guide.md)。Windlib 2.1 掌舵。
"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, arguments, stdin)


def write_pair(folder: Path) -> Path:
    """Write the pages `en.md` and `zh.md` into a folder, and return it."""
    (folder / "en.md").write_text(SOURCE, encoding="utf-8")
    (folder / "zh.md").write_text(TARGET, encoding="utf-8")
    return folder


def align(form: str, *options: str) -> Result:
    """Align the sentences of the pair."""
    return run("align", "en.md", "zh.md", "--unit", "sentence", "--format", form, *options)
