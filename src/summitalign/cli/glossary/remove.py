"""`summitalign glossary remove`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from summitalign.cli.completing import complete_terms
from summitalign.cli.glossary.files import PACK, change_files, file_of, load, locate, told
from summitalign.cli.glossary.naming import meant_hint
from summitalign.cli.options import glossary_option
from summitalign.errors import GlossaryError, UsageError
from summitalign.glossary.edit import remove_target, remove_tests
from summitalign.glossary.removal import Removal, Target, find_target
from summitalign.model.term import Glossary, TermTest, TermTestFailure
from summitalign.report.width import visible


@click.command()
@click.argument("keys", nargs=-1, required=True, shell_complete=complete_terms)
@click.option("--with-tests", is_flag=True, help="Remove the tests that fail without it, too.")
@glossary_option
def remove(keys: tuple[str, ...], with_tests: bool, glossary_path: str | None) -> None:
    """Remove wrong forms or entries; nothing else in the file changes.

    KEYS are wrong forms (the other forms of the entry stay), ids, or right forms; one that stands for several entries
    is refused. What stands in an included file is removed there. Comments above an entry stay, and are shown.

    \b
    Examples:
      summitalign glossary remove 腾索流
      summitalign glossary remove tensorflow 火花
    """  # noqa: D301 - click reads the backspace
    path = locate(glossary_path)
    work = _Work(with_tests)
    loaded = load(path)
    for key in keys:
        work.plan(_target(loaded, key, path))
    hint = "--with-tests removes them, too; the file is as it was"
    after = change_files(path, work.edits(), work.mend, hint)
    for line in work.done(str(path)):
        click.echo(visible(line))
    for remark in work.remarks(after):
        click.echo(visible(f"  note: {remark}"), err=True)


def _target(loaded: Glossary, key: str, path: Path) -> Target:
    """Return what is to be removed; raises UsageError for what stands in a pack."""
    try:
        target = find_target(loaded.entries, key, str(path))
    except GlossaryError as error:
        hint = meant_hint(loaded, key, error.hint) if error.message.startswith("no entry") else error.hint
        raise UsageError(error.message, place=error.path, hint=hint) from error
    file = file_of(target.entry)
    if file.startswith(PACK):
        hint = f"write `include: [{{pack: {file.removeprefix(PACK)}, drop: [...]}}]` with its wrong forms"
        raise UsageError(f'"{key}" stands in {file}, which cannot be changed', place=str(path), hint=hint)
    return target


@dataclass(slots=True)
class _Work:
    """What is removed, file by file."""

    with_tests: bool
    targets: dict[str, list[Target]] = field(default_factory=dict)
    removed: list[tuple[str, Removal]] = field(default_factory=list)
    tests: list[tuple[str, TermTest]] = field(default_factory=list)

    def plan(self, target: Target) -> None:
        """Note what is to be removed, each but once: a form goes with its entry."""
        here = self.targets.setdefault(file_of(target.entry), [])
        if target in here or any(each.entry == target.entry and each.form is None for each in here):
            return
        if target.form is None:
            here[:] = [each for each in here if each.entry != target.entry]
        here.append(target)

    def edits(self) -> Mapping[str, Callable[[str], str]]:
        """Return what removes it, by file."""
        return {name: lambda text, name=name: self._without(text, name) for name in self.targets}  # type: ignore[misc]

    def _without(self, text: str, name: str) -> str:
        for target in self.targets[name]:
            removal = remove_target(text, name, target)
            self.removed.append((name, removal))
            text = removal.text
        return text

    def mend(self, loaded: Glossary, failures: tuple[TermTestFailure, ...]) -> Mapping[str, Callable[[str], str]]:
        """Return what removes tests that fail, where that is wanted."""
        if not self.with_tests:
            return {}
        self.tests = [(file_of(loaded.index[failure.entry]), failure.test) for failure in failures]

        def without(text: str, name: str) -> str:
            return remove_tests(text, name, [test for file, test in self.tests if file == name])

        names = dict.fromkeys(name for name, _ in self.tests)
        return {name: lambda text, name=name: without(text, name) for name in names}  # type: ignore[misc]

    def done(self, path: str) -> Iterable[str]:
        """Say what was removed."""
        for name, removal in self.removed:
            included = "" if name == path else f" (included by {path})"
            yield f"{name}: removed {told(removal.entry)}{included}"
        for name, test in self.tests:
            expected = "=" if test.text == test.expected else test.expected
            yield f"{name}: removed the test '{test.text} => {expected}'"

    def remarks(self, after: Glossary) -> Iterable[str]:
        """Say what somebody may not expect: comments that stay, and forms that another file lists, too."""
        for name, removal in self.removed:
            for comment in removal.comments if removal.is_whole else ():
                yield f"{name}: the comment above it stays: {comment}"
            for form in removal.entry.wrong:
                other = next((entry for entry in after.entries if form in entry.wrong), None)
                if other is not None:
                    yield f'now "{form.text}" is that of the entry "{other.id}" ({other.origin}) again'
