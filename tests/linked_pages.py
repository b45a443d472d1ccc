"""A page with a heading that others link to, which the tests of joint edits fix."""

from fix_command import run

WRITE = "summitalign.workspace.writing.write_bytes"

GLOSSARY = "terms:\n- 灯塔: Beacon\n- 码头: Docker\n"
GUIDE = "# 指南\n\n## 灯塔入门\n\n灯塔\n"
FIXED = "# 指南\n\n## Beacon 入门\n\nBeacon\n"
HELD = "# 指南\n\n## 灯塔入门\n\nBeacon\n"


def wrote(*arguments: str) -> str:
    """Run `fix-terms --write`, over `docs` where nothing is named, and return what it prints."""
    done = run(*(arguments or ("docs",)), "--write")
    assert done.exit_code in (0, 1), done.output
    return str(done.output)
