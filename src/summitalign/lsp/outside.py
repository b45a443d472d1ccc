"""The client as the rest of the server sees it: what it can show, and what it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from summitalign.lsp.edits import Editing

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer


@dataclass(frozen=True, slots=True)
class Client:
    """One editor."""

    server: "LanguageServer"
    encoding: str
    """Units of its positions: `utf-8`, `utf-16` or `utf-32`."""
    editing: Editing
    shows_related: bool
    """Whether it shows other places with a diagnostic."""
    reads_markdown: bool
    registers_watchers: bool
    opens_documents: bool

    @classmethod
    def of(cls, server: "LanguageServer") -> "Client":
        """Read what a client has said that it can do."""
        from pygls.capabilities import get_capability

        able = server.client_capabilities

        def can(name: str) -> bool:
            return bool(get_capability(able, name, False))

        hover = get_capability(able, "text_document.hover.content_format", [])
        return cls(
            server,
            str(getattr(server.workspace.position_encoding, "value", server.workspace.position_encoding)),
            Editing(can("workspace.workspace_edit.document_changes")),
            can("text_document.publish_diagnostics.related_information"),
            types.MarkupKind.Markdown in (hover or []),
            can("workspace.did_change_watched_files.dynamic_registration"),
            can("window.show_document.support"),
        )

    def publish(self, uri: str, version: int | None, found: Sequence[types.Diagnostic]) -> None:
        """Show the diagnostics of a document, in place of those before."""
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, list(found), version))

    def warn(self, message: str) -> None:
        """Show a message to people."""
        self.server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    def log(self, message: str) -> None:
        """Note a message where people look for faults."""
        self.server.window_log_message(types.LogMessageParams(types.MessageType.Error, message))
