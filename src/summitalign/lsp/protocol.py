"""The protocol where the library leaves it to us, or differs from it."""

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcServerNotInitialized
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

if TYPE_CHECKING:
    from collections.abc import Generator


class Protocol(LanguageServerProtocol):
    """The protocol with the texts kept by us: the library cuts lines where the protocol has none, at U+2028 say."""

    is_begun = False
    """Whether the client has said what it can do, which comes first."""

    def handle_message(self, message: Any) -> None:
        """Hand a message on; one that comes before the begin or after the end is refused, where the library hangs."""
        method = getattr(message, "method", "")
        error = self._refusal(method)
        if error is None:
            self.is_begun = self.is_begun or method == types.INITIALIZE
            super().handle_message(message)
        elif hasattr(message, "id"):
            self._send_response(message.id, None, error.to_response_error())

    def _refusal(self, method: str) -> JsonRpcException | None:
        if method in ("", types.EXIT):
            return None
        if self._shutdown:
            return JsonRpcInvalidRequest("the server was shut down")
        if not self.is_begun and method != types.INITIALIZE:
            return JsonRpcServerNotInitialized("initialize comes first")
        return JsonRpcInvalidRequest("initialize comes once") if self.is_begun and method == types.INITIALIZE else None

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> "Generator[Any, Any, None]":
        """Hand an opened document on to the server alone."""
        yield from self._handed_on(types.TEXT_DOCUMENT_DID_OPEN, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> "Generator[Any, Any, None]":
        """Hand a changed document on to the server alone."""
        yield from self._handed_on(types.TEXT_DOCUMENT_DID_CHANGE, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> "Generator[Any, Any, None]":
        """Hand a closed document on to the server alone."""
        yield from self._handed_on(types.TEXT_DOCUMENT_DID_CLOSE, params)

    def _handed_on(self, name: str, params: object) -> "Generator[Any, Any, None]":
        yield self.fm.features[name], (params,), None
