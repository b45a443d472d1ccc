"""What is answered of a place in a document: quick fixes, hover, its original, completion."""

from typing import TYPE_CHECKING

from lsprotocol import types

from summitalign.lsp.actions import FIX_ALL, Quick
from summitalign.lsp.completion import Forms
from summitalign.lsp.hover import hover_text
from summitalign.lsp.originals import facing
from summitalign.model.span import Span

if TYPE_CHECKING:
    from summitalign.lsp.ground import Ground
    from summitalign.lsp.server import Server

_KINDS = [types.CodeActionKind.QuickFix, FIX_ALL]


def add_features(server: "Server") -> None:
    """Let a server answer the requests of this room."""
    _add_actions(server)
    _add_hover(server)
    _add_definition(server)
    _add_completion(server)


def _add_actions(server: "Server") -> None:
    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(_KINDS))
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        judged = await server.desk.judged(params.text_document.uri)
        if judged is None:
            return []
        span = judged.page.places.span(params.range)
        only = [str(getattr(each, "value", each)) for each in params.context.only or ()]
        quick = Quick(judged, server.desk.client.editing)
        return await server.desk.do(lambda: quick.offer(span, only))


def _add_hover(server: "Server") -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        judged = await server.desk.judged(params.text_document.uri)
        if judged is None:
            return None
        offset = judged.page.places.offset(params.position)
        is_markdown = server.desk.client.reads_markdown
        found = await server.desk.do(
            lambda: hover_text(judged, offset, is_markdown=is_markdown), is_slow=bool(judged.sources)
        )
        if found is None:
            return None
        kind = types.MarkupKind.Markdown if is_markdown else types.MarkupKind.PlainText
        return types.Hover(types.MarkupContent(kind, found[0]), judged.page.places.range(found[1]))


def _add_definition(server: "Server") -> None:
    async def counterpart(params: types.DefinitionParams | types.DeclarationParams) -> list[types.Location]:
        judged = await server.desk.judged(params.text_document.uri)
        if judged is None:
            return []
        found = facing(judged, judged.page.places.offset(params.position))
        return [one.location(server.desk.client.encoding) for one in found]

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> list[types.Location]:
        return await counterpart(params)

    @server.feature(types.TEXT_DOCUMENT_DECLARATION)
    async def declaration(params: types.DeclarationParams) -> list[types.Location]:
        return await counterpart(params)


def _add_completion(server: "Server") -> None:
    known: dict[str, Forms] = {}

    def forms(ground: "Ground") -> Forms:
        digest = ground.job.glossary.digest
        if digest not in known:
            known.clear()
            known[digest] = Forms.of(ground.job.glossary)
        return known[digest]

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions())
    async def complete(params: types.CompletionParams) -> types.CompletionList:
        ground = await server.desk.ground(params.text_document.uri)
        page = server.desk.pages.get(params.text_document.uri)
        if ground is None or page is None:
            return types.CompletionList(False, [])
        offset = page.places.offset(params.position)
        line = page.places.lines.line_span(page.places.lines.line(offset))
        offers = forms(ground).offers(page.text[line.start : offset])
        items = [
            types.CompletionItem(
                each.use,
                kind=types.CompletionItemKind.Text,
                detail=f"in place of {each.wrong}" if each.wrong else "glossary",
                documentation=each.note or None,
                filter_text=each.typed,
                text_edit=types.TextEdit(page.places.range(Span(offset - len(each.typed), offset)), each.use),
            )
            for each in offers
        ]
        # Asked for again at every key: what is typed next may begin other forms, in another place.
        return types.CompletionList(bool(items), items)
