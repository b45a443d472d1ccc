"""What is done when a person has chosen it: comments in documents, and edits of the glossary."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from summitalign.errors import SummitalignError, UsageError
from summitalign.lsp.actions import ADD, EXCEPT, LEAVE
from summitalign.lsp.edits import difference
from summitalign.lsp.glossary_edits import GlossaryEdit, with_entry, with_exception
from summitalign.lsp.hover import finding_at
from summitalign.lsp.positions import Positions
from summitalign.lsp.switching import comment_for
from summitalign.model.finding import Edit
from summitalign.model.span import Span

if TYPE_CHECKING:
    from summitalign.lsp.ground import Ground
    from summitalign.lsp.server import Server

BLANK = "RIGHT FORM"
"""Stands in a new entry where people are to write the right form."""


def add_commands(server: "Server") -> None:
    """Let a server do the commands of this room."""

    async def told(name: str, arguments: object) -> None:
        try:
            await _Command(server, name, arguments).run()
        except SummitalignError as error:
            server.desk.client.warn(str(error))

    @server.command(LEAVE)
    async def leave(arguments: Any) -> None:
        await told(LEAVE, arguments)

    @server.command(EXCEPT)
    async def exclude(arguments: Any) -> None:
        await told(EXCEPT, arguments)

    @server.command(ADD)
    async def add(arguments: Any) -> None:
        await told(ADD, arguments)


class _Command:
    """One command with its arguments; raises SummitalignError for what cannot be done."""

    def __init__(self, server: "Server", name: str, arguments: object) -> None:
        from summitalign.lsp.server import plain

        given = plain(arguments)
        if not isinstance(given, dict):
            raise UsageError("needs an object", place=name)
        self._server, self._desk, self._name = server, server.desk, name
        self._given: dict[str, object] = given

    def _text(self, key: str) -> str:
        value = self._given.get(key)
        if not isinstance(value, str):
            raise UsageError(f"'{key}' must be a text", place=self._name)
        return value

    async def run(self) -> None:
        if self._name == LEAVE:
            await self._leave()
            return
        ground = await self._desk.ground(self._text("uri"))
        if ground is None:
            raise UsageError("no glossary holds for this document", hint="write one with: summitalign init")
        await self._edit_glossary(ground)

    async def _leave(self) -> None:
        judged = await self._desk.judged(self._text("uri"))
        start = self._given.get("start")
        finding = finding_at(judged, start) if judged is not None and isinstance(start, int) else None
        if judged is None or finding is None or judged.page.version != self._given.get("version"):
            raise UsageError("the text has changed", hint="ask for the quick fixes again")
        edit = await self._desk.do(lambda: comment_for(judged, finding))
        if edit is None:
            hint = f"put <!-- summitalign-disable {finding.found} --> above the block by hand, or use `not_in`"
            raise UsageError("no comment can stand here without changing the document", hint=hint)
        page = judged.page
        await self._apply("leave this line as it is", page.uri, page.version, page.places, edit)

    async def _edit_glossary(self, ground: "Ground") -> None:
        def edit() -> GlossaryEdit:
            if self._name == EXCEPT:
                return with_exception(ground, self._text("term"), self._text("word"), self._desk.text_of)
            return with_entry(ground, self._text("wrong"), self._text("use") or BLANK, self._desk.text_of)

        made = await self._desk.do(edit)
        page = self._desk.page_of(made.path)
        uri = page.uri if page is not None else Path(made.path).resolve().as_uri()
        places = Positions.of(made.before, self._desk.client.encoding)
        change = difference(made.before, made.after)
        await self._apply("glossary", uri, page.version if page is not None else None, places, change)
        if self._name == ADD and not self._text("use") and self._desk.client.opens_documents:
            start = made.after.find(BLANK, change.span.start)
            after = Positions.of(made.after, self._desk.client.encoding)
            place = after.range(Span(start, start + len(BLANK)))
            await self._server.window_show_document_async(types.ShowDocumentParams(uri, False, True, place))

    async def _apply(self, label: str, uri: str, version: int | None, places: Positions, edit: Edit) -> None:
        made = self._desk.client.editing.of(uri, version, places, [edit])
        answer = await self._server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(made, label))
        if not answer.applied:
            reason = answer.failure_reason or "the editor did not make the change"
            raise UsageError(reason, place=self._name)
