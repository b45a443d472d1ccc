"""Reading the languages that documents declare, their paths and the names beside them included."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from summitalign.detect.declared import declared_by_path, declared_in
from summitalign.markdown.outline import Outline
from summitalign.model.declaration import Declaration
from summitalign.workspace.walk import STDIN


@dataclass(slots=True)
class Declarations:
    """Reads declared languages; keeps the names in each folder that it has listed."""

    _names: dict[str, Collection[str]] = field(default_factory=dict)

    def of(self, page: Outline) -> tuple[Declaration, ...]:
        """Return what the document declares, the strongest place first: its text, and its path if it has one."""
        path = self.of_path(page.source) if page.source != STDIN else None
        return tuple(found for found in (declared_in(page), path) if found is not None)

    def of_path(self, path: str) -> Declaration | None:
        """Return what a path declares; the working directory's own folders count as well."""
        whole = PurePath(os.path.abspath(path))  # noqa: PTH100 - a link must keep its own name
        return declared_by_path(whole.parts, self._siblings)

    def _siblings(self, parts: Sequence[str]) -> Collection[str]:
        folder = os.path.join(*parts)  # noqa: PTH118
        names = self._names.get(folder)
        if names is None:
            try:
                names = frozenset(os.listdir(folder))  # noqa: PTH208 - names are all that is asked
            except (OSError, ValueError):
                names = frozenset()
            self._names[folder] = names
        return names
