"""Which forms of a report are asked for, where they go, and what a build is held to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summitalign.cli.console import Console, show_error
from summitalign.errors import SummitalignError, UsageError
from summitalign.report.corpus_digest import CorpusDigest
from summitalign.report.corpus_exports import BADGES, BADGES_FOLDER, FORMATS, HTML, NAMES, XLSX, content_of, exports
from summitalign.report.corpus_summary import size, summary_line
from summitalign.report.measures import Limit

FOLDER = "report"
"""Where a report goes that is several files, and is sent nowhere else."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, as the options have it."""

    formats: tuple[str, ...] = ()
    """Empty where none is named."""
    output: str | None = None
    """Folder or file; None where none is named."""
    summary: bool = False
    least: tuple[Limit, ...] = ()
    most: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written, and where."""

    formats: tuple[str, ...]
    folder: str | None = None
    """Folder of the report; None where it has none."""
    file: str | None = None
    """File of a report in one form; None for standard output, and where there is a folder."""
    has_summary: bool = False
    limits: tuple[Limit, ...] = ()

    @classmethod
    def of(cls, wanted: Wanted) -> "Plan":
        """Decide what goes where; raises UsageError for what does not go together.

        One form that is one file goes to standard output, or to the file that is named; the site, the badges and
        several forms go to a folder. A summary alone writes nothing.
        """
        if wanted.output == "":
            raise UsageError("an empty path", place="--output")
        is_only_told = wanted.summary and not wanted.formats and wanted.output is None
        formats = tuple(dict.fromkeys(wanted.formats)) or (() if is_only_told else (HTML,))
        limits = (*wanted.least, *wanted.most)
        if len(formats) == 1 and formats[0] in NAMES:
            file = None if wanted.output == "-" else wanted.output
            _refuse_unsuited(formats[0], file, wanted)
            return cls(formats, None, file, wanted.summary, limits)
        folder = (wanted.output or FOLDER) if formats else None
        return cls(formats, folder, None, wanted.summary, limits)

    @classmethod
    def site(cls, folder: str) -> "Plan":
        """Plan a site and nothing else."""
        return cls((HTML,), folder)

    @property
    def site_folder(self) -> str | None:
        """Return the folder of the site; None where no site is asked for."""
        return self.folder if HTML in self.formats else None

    @property
    def downloads(self) -> tuple[str, ...]:
        """Return the files beside the site that it may offer."""
        return tuple(file for name, file in NAMES.items() if name in self.formats) if self.site_folder else ()

    def check(self, paths: Sequence[str]) -> None:
        """Prove that the report may go where it is to go; raises UsageError or WriteError, with nothing written."""
        from summitalign.report.spreadsheet import check_installed
        from summitalign.workspace.site import check_folder
        from summitalign.workspace.write import check_folder_output, check_output

        if XLSX in self.formats:
            check_installed()
        if self.folder is not None:
            check_folder(self.folder, paths)
            check_folder_output(self.folder)
        if self.file is not None:
            check_output(self.file)

    def extras(self, digest: CorpusDigest) -> Sequence[tuple[str, str | bytes]]:
        """Return the files of the report that are no site, for its folder."""
        return tuple(exports(digest, self.formats))

    def tell(self, digest: CorpusDigest, console: Console) -> None:
        """Put out what is not written yet, and end the run: exit code 1 where the report falls short of a limit."""
        if self.folder is not None:
            self._fill_folder(digest, console)
        elif self.formats:
            self._put_out(content_of(digest, self.formats[0]), console)
        if self.has_summary:
            console.result(summary_line(digest))
        problems = [problem for limit in self.limits if (problem := limit.problem(digest))]
        for problem in problems:
            show_error(SummitalignError(problem))
        console.finish("" if self.has_summary else size(digest), findings_remain=bool(problems))

    def _fill_folder(self, digest: CorpusDigest, console: Console) -> None:
        from summitalign.workspace.site import write_site

        assert self.folder is not None
        if self.site_folder is None:
            write_site(self.folder, self.extras(digest))
        if not self.has_summary:
            names = {HTML: "index.html", **NAMES, BADGES: BADGES_FOLDER}
            for form in FORMATS:
                if form in self.formats:
                    console.result(str(Path(self.folder) / names[form]))

    def _put_out(self, content: str | bytes, console: Console) -> None:
        if self.file is not None:
            from summitalign.workspace.write import write_bytes

            write_bytes(self.file, content.encode() if isinstance(content, str) else content)
        else:
            console.is_verbatim = True
            console.result(str(content), end="")


def _refuse_unsuited(form: str, file: str | None, wanted: Wanted) -> None:
    if file is None and form == XLSX:
        raise UsageError("a workbook is no text to print", place="--format xlsx", hint="name a file: -o report.xlsx")
    if file is None and wanted.summary:
        hint = "name a file for the report with -o, or leave out one of the two"
        raise UsageError(f"the summary and the format {form} both go to standard output", hint=hint)
