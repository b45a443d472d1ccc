"""Lint the Markdown files of a folder with autocorrect, whose Python package has no program of its own.

Arguments: the configuration, the folder. Prints one line a finding. Stops at 8 GB of memory.
"""

import resource
import sys
from pathlib import Path

import autocorrect_py

LIMIT = 8 * 2**30


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    config, folder = sys.argv[1:]
    autocorrect_py.load_config(Path(config).read_text(encoding="utf-8"))
    for path in sorted(Path(folder).rglob("*.md")):
        for found in autocorrect_py.lint_for(path.read_text(encoding="utf-8"), "markdown").lines:
            print(f"{path}:{found.line}: {found.new}")


if __name__ == "__main__":
    main()
