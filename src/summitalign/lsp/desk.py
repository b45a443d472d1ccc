"""The documents that are open in an editor: judged when their text changes, and again by their originals when idle."""

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from lsprotocol import types

from summitalign.errors import InputError, SummitalignError
from summitalign.lsp.diagnostics import diagnostics_of, problems, trouble
from summitalign.lsp.ground import Ground, Grounds, Originals, problems_of
from summitalign.lsp.judging import Judged, Page, carried, judge, study
from summitalign.lsp.options import Choice, Options, choice_for
from summitalign.lsp.outside import Client
from summitalign.lsp.positions import Positions
from summitalign.lsp.worker import Worker
from summitalign.model.outcome import Outcome
from summitalign.workspace.glossary import FILE_NAME
from summitalign.workspace.walk import SUFFIXES

Result = TypeVar("Result")
QUIET = 0.02
"""Seconds without a key after which a text is judged."""
IDLE = 0.6
"""Seconds behind that, after which originals are asked."""
_LANGUAGES = ("markdown", "mdx", "plaintext", "html", "restructuredtext", "po", "xliff")
_YAML = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one look at a text came to."""

    page: Page
    look: int
    """Which look at all documents it belongs to; once there is another, it counts no more."""
    choice: Choice = field(default_factory=lambda: Choice(""))
    judged: Judged | None = None
    error: InputError | None = None
    """Why the text cannot be judged, for its own diagnostics."""
    refusal: str = ""
    """Why nothing can be judged, for a message."""


class Desk:
    """The open documents of one client."""

    def __init__(self, client: Client, options: Options) -> None:
        """Begin with nothing open."""
        self.client, self.options = client, options
        self.pages: dict[str, Page] = {}
        self._seen: dict[str, _Seen] = {}
        self._look = 0
        self._studied: dict[str, Judged] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._grounds, self._originals = Grounds(), Originals()
        self._quick, self._slow = Worker(), Worker()
        self._told: set[str] = set()
        """Documents that are not open and have diagnostics."""
        self._refused: dict[str, str] = {}
        """By open document, why nothing can be judged."""

    def put(self, page: Page, *, wait: float = QUIET) -> None:
        """Take a new text of a document; what was under way for an older one is dropped."""
        self.pages[page.uri] = page
        self._follow(page.uri, wait)

    def drop(self, uri: str) -> None:
        """Forget a document that was closed, and its diagnostics."""
        for known in (self.pages, self._seen, self._studied, self._refused):
            known.pop(uri, None)
        task = self._tasks.pop(uri, None)
        if task is not None:
            task.cancel()
        self.client.publish(uri, None, [])
        self._tasks[uri] = asyncio.get_running_loop().create_task(self._let_go(uri))  # an opening again cancels it

    def files_changed(self, paths: Iterable[str]) -> None:
        """Look again where files have changed that documents may be judged by; those that are open are known."""
        if any(self.page_of(path) is None or _is_ours(path) or self._originals.has(path) for path in paths):
            self.look_again()

    def look_again(self) -> None:
        """Judge all open documents anew, as a file has changed that they may be judged by."""
        self._look += 1  # what is being judged meanwhile by what was is not to be kept
        for uri in self.pages:
            self._follow(uri, 0)

    def stop(self) -> None:
        """Drop what is under way."""
        for task in self._tasks.values():
            task.cancel()

    async def judged(self, uri: str) -> Judged | None:
        """Return what is known of a document as it is now; None for one that cannot be judged."""
        page = self.pages.get(uri)
        if page is None or self._is_glossary(page):
            return None
        return (await self._seen_now(page)).judged

    async def _seen_now(self, page: Page) -> _Seen:
        """Return what a look at a text comes to; several that ask at a time get one look."""

        def look() -> _Seen:
            return self._known(page) or self._kept(self._judged(page))

        known = self._known(page)
        return known if known is not None else await self._quick.do(look)

    def _known(self, page: Page) -> _Seen | None:
        seen = self._seen.get(page.uri)
        return seen if seen is not None and seen.page is page and seen.look == self._look else None

    def _kept(self, seen: _Seen) -> _Seen:
        if self.pages.get(seen.page.uri) is seen.page:
            self._seen[seen.page.uri] = seen
        return seen

    async def ground(self, uri: str) -> Ground | None:
        """Return the glossary of a document, with what is built from it."""
        judged = await self.judged(uri)
        return judged.ground if judged is not None else None

    async def do(self, job: Callable[[], Result], *, is_slow: bool = False) -> Result:
        """Do a job for a request; a slow one, which asks originals, behind what is asked of them already."""
        return await (self._slow if is_slow else self._quick).do(job)

    def is_outdated(self) -> bool:
        """Say whether a glossary has changed on the disk since it was read."""
        return self._grounds.are_outdated(tuple(self.pages))

    def text_of(self, path: str) -> str:
        """Return the text of a file as the editor has it, else as it is on the disk; raises InputError."""
        from summitalign.workspace.read import read_text

        page = self.page_of(path)
        return page.text if page is not None else read_text(path)

    def page_of(self, path: str) -> Page | None:
        """Return the open document of a file."""
        real = os.path.realpath(path)
        files = (each for each in tuple(self.pages.values()) if each.is_file)
        return next((each for each in files if os.path.realpath(each.name) == real), None)

    def _follow(self, uri: str, wait: float) -> None:
        before = self._tasks.pop(uri, None)
        if before is not None:
            before.cancel()
        self._tasks[uri] = asyncio.get_running_loop().create_task(self._told_of(uri, wait))

    async def _let_go(self, uri: str) -> None:
        """Forget the glossary of a document that was closed, with what is told of it, on the thread that reads them."""
        await self._quick.do(lambda: self._grounds.drop(uri))
        self._tasks.pop(uri, None)
        self._tell_of_glossaries()

    async def _told_of(self, uri: str, wait: float) -> None:
        """Tell what is found in a text, and again what originals say of it."""
        await asyncio.sleep(wait)
        try:
            await self._tell(uri)
        except Exception as error:  # a fault of ours in one document must not end the server
            self.client.log(f"{uri}: {type(error).__name__}: {error}")

    async def _tell(self, uri: str) -> None:
        page = self.pages[uri]
        if self._is_glossary(page):
            self.client.publish(uri, page.version, await self._quick.do(lambda: self._faults(page)))
            return
        if not _is_document(page):
            return
        seen = await self._seen_now(page)
        judged = seen.judged
        self._publish(page, seen)
        self._tell_of_glossaries()
        if judged is None or not seen.choice.sources:
            return
        await asyncio.sleep(IDLE)
        full = await self._slow.do(lambda: study(judged, self._originals.documents(seen.choice.sources)))
        if self.pages.get(uri) is page:
            self._studied[uri] = full
            self._publish(page, self._kept(replace(seen, judged=full)))

    def _judged(self, page: Page) -> _Seen:
        """Judge a text by itself; on the thread that is never busy for long."""
        seen = _Seen(page, self._look)
        try:
            choice = choice_for(page.name, self.options)
            ground = self._grounds.ground_for(page.uri, choice.glossary, choice.baseline)
        except SummitalignError as error:
            return replace(seen, refusal=str(error))
        seen = replace(seen, choice=choice)
        if ground is None:
            return seen
        try:
            outcome: Outcome = judge(page, ground)
        except InputError as error:
            return replace(seen, error=error)
        last = self._studied.get(page.uri)
        known = last if last is not None and last.ground is ground else None
        counterparts = known.counterparts if known is not None and known.page is page else ()
        return replace(seen, judged=Judged(page, ground, carried(outcome, known), counterparts=counterparts))

    def _faults(self, page: Page) -> list[types.Diagnostic]:
        """Return what is wrong with a glossary as it is in the editor, and with its tests as it is on the disk."""
        self._grounds.refresh()
        found = problems(page.places, problems_of(page.text, _path(page.name)))
        if not any(each.severity is types.DiagnosticSeverity.Error for each in found):
            errors = (each for each in self._grounds.errors() if each.path and self.page_of(each.path) is page)
            found += [trouble(page.places, error, "glossary/error") for error in errors]
        return found

    def _publish(self, page: Page, seen: _Seen) -> None:
        is_told = seen.refusal in ("", *self._refused.values())
        self._refused[page.uri] = seen.refusal
        if not is_told:
            self.client.warn(seen.refusal)
        found = [trouble(page.places, seen.error, "switch/unknown")] if seen.error is not None else []
        if seen.judged is not None:
            found = diagnostics_of(seen.judged, is_related=self.client.shows_related)
        self.client.publish(page.uri, page.version, found)

    def _tell_of_glossaries(self) -> None:
        """Tell why glossaries cannot be used, in their files; those that are open tell it themselves."""
        now: set[str] = set()
        for error in self._grounds.errors():
            if not error.path or self.page_of(error.path) is not None:
                continue
            uri = Path(error.path).resolve().as_uri()
            now.add(uri)
            text = ""
            with contextlib.suppress(InputError):
                text = self.text_of(error.path)
            places = Positions.of(text, self.client.encoding)
            self.client.publish(uri, None, [trouble(places, error, "glossary/error")])
            if uri not in self._told:
                self.client.warn(f"{error}\nthe last sound glossary stays in use, where there was one")
        for uri in self._told - now:
            if uri not in self.pages:
                self.client.publish(uri, None, [])
        self._told = now

    def _is_glossary(self, page: Page) -> bool:
        name = page.name.lower()
        if not page.is_file or not name.endswith(_YAML):
            return False
        return Path(name).name == FILE_NAME or os.path.realpath(page.name) in self._grounds.files()


def _is_document(page: Page) -> bool:
    return page.name.lower().endswith(SUFFIXES) or page.language in _LANGUAGES


def _is_ours(path: str) -> bool:
    """Say whether a file is none of the documents: a glossary, settings, or what was rejected."""
    return path.lower().endswith((*_YAML, ".toml", ".json"))


def _path(name: str) -> str:
    """Return a path as people read it: from the working directory where it lies below."""
    here, place = Path.cwd(), Path(name)
    return str(place.relative_to(here)) if place.is_relative_to(here) else name
