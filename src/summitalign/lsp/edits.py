"""Edits of texts as a client makes them: of one version only, so that nothing is changed that was not proven."""

from collections.abc import Iterable
from dataclasses import dataclass

from lsprotocol import types

from summitalign.lsp.positions import Positions
from summitalign.model.finding import Edit
from summitalign.model.span import Span


@dataclass(frozen=True, slots=True)
class Editing:
    """What the client can do with edits."""

    knows_versions: bool

    def of(self, uri: str, version: int | None, places: Positions, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """Return the edits of one version of a text; a client that knows of versions refuses them for any other."""
        made = [
            types.TextEdit(places.range(edit.span), edit.replacement)
            for edit in sorted(edits, key=lambda edit: edit.span)
        ]
        if not self.knows_versions:
            return types.WorkspaceEdit(changes={uri: made})
        identifier = types.OptionalVersionedTextDocumentIdentifier(uri, version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, list(made))])


def difference(before: str, after: str) -> Edit:
    """Return the one edit that makes a text of another: what lies between what both begin and end with."""
    start = _alike(before, after)
    most = min(len(before), len(after)) - start
    end = _alike(before[::-1][:most], after[::-1][:most])
    return Edit(Span(start, len(before) - end), after[start : len(after) - end])


def _alike(one: str, other: str) -> int:
    """Return how much two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))
