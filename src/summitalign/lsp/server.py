"""The requests and notifications that the server answers."""

import asyncio
import os

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from summitalign.errors import UsageError
from summitalign.lsp.desk import Desk
from summitalign.lsp.judging import Page
from summitalign.lsp.options import Options, read_options
from summitalign.lsp.outside import Client
from summitalign.lsp.positions import Positions, changed
from summitalign.lsp.protocol import Protocol
from summitalign.version import __version__
from summitalign.workspace.walk import SOURCE_SUFFIXES

_WATCHED = (
    "**/*.{yml,yaml}",
    "**/{summitalign,pyproject}.toml",
    "**/.summitalign/*.json",
    f"**/*{{{','.join(SOURCE_SUFFIXES)}}}",
)
_POLLED = 1.0
"""Seconds between two looks at glossaries, for a client that does not watch files."""


class Server(LanguageServer):
    """The server, with the documents of its client."""

    desk: Desk

    def __init__(self) -> None:
        """Begin without a client."""
        super().__init__("summitalign", __version__, types.TextDocumentSyncKind.Incremental, protocol_cls=Protocol)
        self.options = Options()
        self.refusal = ""
        self.poll: asyncio.Task[None] | None = None

    def begin(self, params: types.InitializeParams) -> None:
        """Work from the folder that the client has opened; options that cannot be are told, and left out."""
        root = to_fs_path(params.root_uri or "") or params.root_path
        folders = params.workspace_folders or ()
        root = root or next((path for each in folders if (path := to_fs_path(each.uri))), None)
        if root and os.path.isdir(root):  # noqa: PTH112 - as the client names it
            os.chdir(root)  # settings and glossaries are found from here, as by the program
        try:
            self.options = read_options(plain(params.initialization_options))
        except UsageError as error:
            self.refusal = str(error)
        self.desk = Desk(Client.of(self), self.options)

    def page(self, uri: str, version: int | None, text: str, language: str) -> Page:
        """Return a version of a document."""
        name = to_fs_path(uri) if uri.startswith("file:") else uri.rpartition(":")[2]
        return Page(uri, name or uri, version, Positions.of(text, self.desk.client.encoding), language)

    async def watch(self) -> None:
        """Have changes of files told, by the client or by looking."""
        if not (self.desk.client.registers_watchers and await self._is_watched()):
            self.poll = asyncio.get_running_loop().create_task(self._poll())

    async def _is_watched(self) -> bool:
        """Ask the client to watch files, and say whether it does."""
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        wanted = types.Registration("watched", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        try:
            await self.client_register_capability_async(types.RegistrationParams([wanted]))
        except JsonRpcException:
            return False
        return True

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(_POLLED)
            if self.desk.is_outdated():
                self.desk.look_again()


def plain(value: object) -> object:
    """Return what a client has said as dictionaries and lists; the library may have made objects of it."""
    if hasattr(value, "_asdict"):
        return {key: plain(each) for key, each in value._asdict().items()}
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def build() -> Server:
    """Make a server that answers everything there is."""
    from summitalign.lsp.commands import add_commands
    from summitalign.lsp.features import add_features

    server = Server()
    _add_life(server)
    _add_texts(server)
    add_features(server)
    add_commands(server)
    return server


def _add_life(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.begin(params)

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        if server.refusal:
            server.desk.client.warn(server.refusal)
        await server.watch()

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        if server.poll is not None:
            server.poll.cancel()
        server.desk.stop()


def _add_texts(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        server.desk.put(server.page(item.uri, item.version, item.text, item.language_id), wait=0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def edited(params: types.DidChangeTextDocumentParams) -> None:
        uri, version = params.text_document.uri, params.text_document.version
        before = server.desk.pages.get(uri)
        if before is not None:
            text = changed(before.text, params.content_changes, server.desk.client.encoding)
            server.desk.put(server.page(uri, version, text, before.language))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.desk.drop(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        # A client that watches no files tells at least what was written by itself.
        path = to_fs_path(params.text_document.uri)
        if server.desk.is_outdated():
            server.desk.look_again()
        elif path and server.poll is not None:
            server.desk.files_changed([path])

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(params: types.DidChangeWatchedFilesParams) -> None:
        server.desk.files_changed(path for each in params.changes if (path := to_fs_path(each.uri)))
