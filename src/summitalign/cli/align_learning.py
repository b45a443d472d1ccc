"""The option `--learn-lexicon` of `align`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from summitalign.cli.console import Console, guard_output
from summitalign.cli.options import OutputFile
from summitalign.errors import UsageError
from summitalign.model.alignment import Alignment
from summitalign.report.counting import counted
from summitalign.workspace.aligning import Aligned, AlignSettings

OPTION = click.option(
    "--learn-lexicon", type=OutputFile(), metavar="FILE",
    help="Write the words that surely translate each other to FILE, for --lexicon; best with --unit sentence.",
)  # fmt: skip


class Learning:
    """Learns a lexicon from what is aligned."""

    def __init__(self, path: str | None, inputs: Iterable[str], results: str | None) -> None:
        """Begin with nothing; without a path nothing is learned.

        Raises UsageError for the path of one of the inputs, and for that of the results.
        """
        guard_output(path, inputs)
        if path is not None and results is not None and Path(path).resolve() == Path(results).resolve():
            hint = "name another file for the lexicon"
            raise UsageError("takes the results of this run, so the lexicon cannot go there", place=path, hint=hint)
        self._path = path
        self._kept: list[Alignment] = []

    def passed(self, aligned: Iterable[Aligned]) -> Iterator[Aligned]:
        """Pass alignments on, and remember them."""
        for each in aligned:
            if self._path is not None:
                self._kept.append(each.alignment)
            yield each

    def write(self, how: AlignSettings, console: Console) -> None:
        """Write the lexicon; raises WriteError."""
        if self._path is None:
            return
        from summitalign import api
        from summitalign.align.sentences.learned import as_table
        from summitalign.workspace.write import make_folder, write_text

        words = api.learn_lexicon(self._kept, how.options().lexicon())
        make_folder(Path(self._path).parent)
        write_text(self._path, as_table(words))
        console.note(f"{self._path}: {counted(len(words), 'pair of words', 'pairs of words')}")
