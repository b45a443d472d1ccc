"""What a link identifies, whichever way its address is written."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from summitalign.model.document import LinkKind

Identity = tuple[str, LinkKind, int | None]
"""Normalised identity, kind, and the time stamp into a video in seconds."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,30}):")
"""Two letters or more: one letter before a colon is a Windows drive."""
_WEB = re.compile(r"(?:(?P<scheme>[a-z][a-z0-9+.-]*):)?//(?P<host>[^/?#]*)(?P<path>[^?#]*)(?P<rest>.*)", re.I | re.S)
_BARE_HOST = re.compile(r"(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/|www\.[^\s/]+\.", re.I)
"""Addresses that people write without a scheme and that no relative path looks like."""
_ARCHIVED = re.compile(r"/web/[0-9]{0,14}(?:\*|[a-z]{2}_)?/(.+)", re.I | re.S)
_DEFAULT_PORT = re.compile(r":(?:80|443)?$")
_INDEX = re.compile(r"/index\.html?$", re.I)
_PARAMETER = re.compile(r"[?&#!;]([A-Za-z_]+)=([^?&#;]*)")
_STAMP = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s?)?", re.A)
_CLOCK_STAMP = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})", re.A)
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]+")
_YOUTUBE_PATH = re.compile(r"/(?:embed|v|e|live|shorts)/([A-Za-z0-9_-]+)")
_YOUTUBE_NO_ID = frozenset({"videoseries", "live_stream"})
"""What stands in the place of a video id where an embedded player shows a list or a channel."""
_VIMEO_PATH = re.compile(r"/(?:[a-z]+/)*(?:[^/]+/videos?/)?([0-9]{4,})(?:/|$)", re.I)
_BILIBILI_PATH = re.compile(r"/video/(BV[0-9A-Za-z]+|av[0-9]+)", re.I)
_TRACKING = re.compile(r"(?:utm_.*|source|ref|ref_src|gclid|fbclid|spm|hl)", re.I)
"""Parameters that say who links or in which language the page is shown, not which page it is."""
_UNWRAP_LIMIT = 3
"""Archived copies of archived copies are opened this deep."""


def identify(target: str) -> Identity:
    """Return identity, kind and time stamp (seconds) of a link target; never raises.

    Two targets with one identity lead to the same thing: a video by its id, a web page by host, path and
    the parameters that choose the page, a file by its normalised path, an anchor by its decoded name.
    """
    cleaned = target.strip().removeprefix("<").removesuffix(">").replace("&amp;", "&").strip()
    if cleaned.startswith("#"):
        return "#" + unquote(cleaned[1:]).lower(), LinkKind.ANCHOR, None
    if _BARE_HOST.match(cleaned):
        cleaned = "//" + cleaned
    scheme = _SCHEME.match(cleaned)
    if scheme is not None and scheme[1].lower() == "mailto":
        return "mailto:" + unquote(cleaned[scheme.end() :].partition("?")[0]).lower(), LinkKind.MAIL, None
    web = _WEB.match(cleaned)
    if web is not None and (web["scheme"] or "").lower() != "file":
        return _identify_web(web, _UNWRAP_LIMIT)
    if scheme is not None and web is None:
        return cleaned, LinkKind.FILE, None  # `tel:`, `data:`, `javascript:` lead nowhere that could be compared
    return _identify_file(cleaned if web is None else web["path"])


def _identify_file(target: str) -> Identity:
    path, _, fragment = target.partition("#")
    path = unquote(path.partition("?")[0]).replace("\\", "/")
    if not path and fragment:
        return "#" + unquote(fragment).lower(), LinkKind.ANCHOR, None
    return posixpath.normpath(path) if path else "", LinkKind.FILE, None


def _identify_web(web: re.Match[str], depth: int) -> Identity:
    host = _DEFAULT_PORT.sub("", web["host"].rpartition("@")[2].lower()).rstrip(".").removeprefix("www.")
    path, rest = web["path"], web["rest"]
    if host == "web.archive.org" and depth:
        inner = _archived(path + rest)
        if inner is not None:
            return _identify_web(inner, depth - 1)
    return _identify_video(host, path, rest) or (_page(host, path, rest), LinkKind.WEB, None)


def _archived(path: str) -> re.Match[str] | None:
    """Return the parts of the address inside an archive's path."""
    found = _ARCHIVED.match(path)
    if found is None:
        return None
    inner = found[1]
    # The archive writes `http:/host` for `http://host` in some of its own links.
    return _WEB.match(re.sub(r"^([A-Za-z]+):/(?!/)", r"\1://", inner) if ":/" in inner[:8] else "//" + inner)


def _identify_video(host: str, path: str, rest: str) -> Identity | None:
    site = host.removeprefix("m.").removeprefix("music.").removeprefix("player.").removesuffix(".cn")
    if site in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
        return _identify_youtube(site, path, rest)
    parameters = _parameters(rest)
    if site == "vimeo.com" and (found := _VIMEO_PATH.match(path)):
        return f"vimeo:{found[1]}", LinkKind.VIDEO, _seconds(parameters)
    if site == "bilibili.com":
        found = _BILIBILI_PATH.match(path)
        video = found[1] if found else parameters.get("bvid", "")
        part = parameters.get("p", "1")
        if video:
            # The parts of one upload are videos of their own: often one talk each.
            suffix = f"/{part}" if part.isdecimal() and part != "1" else ""
            return f"bilibili:{video}{suffix}", LinkKind.VIDEO, _seconds(parameters)
    return None


def _identify_youtube(site: str, path: str, rest: str) -> Identity | None:
    parameters = _parameters(path + rest)  # people append `&t=` to short links, where it is part of the path
    if site == "youtu.be":
        found = _VIDEO_ID.match(path.lstrip("/"))
        video = found[0] if found else ""
    else:
        embedded = _YOUTUBE_PATH.match(path)
        named = _VIDEO_ID.match(parameters.get("v", ""))
        video = embedded[1] if embedded else named[0] if named else ""
    if video and video not in _YOUTUBE_NO_ID:
        return f"youtube:{video}", LinkKind.VIDEO, _seconds(parameters)
    listed = _VIDEO_ID.match(parameters.get("list", ""))
    return (f"youtube-list:{listed[0]}", LinkKind.PLAYLIST, None) if listed else None


def _parameters(rest: str) -> dict[str, str]:
    """Return the parameters of a query and of a fragment by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(rest):
        found.setdefault(match[1].lower(), unquote(match[2]))
    return found


def _seconds(parameters: dict[str, str]) -> int | None:
    """Return the time stamp among a video's parameters, in seconds; None without a readable one."""
    for name in ("t", "start", "time_continue"):
        stamp = parameters.get(name, "").strip().lower()
        match = _STAMP.fullmatch(stamp) or _CLOCK_STAMP.fullmatch(stamp)
        if stamp and match is not None:
            hours, minutes, seconds = (int(group or 0) for group in match.groups())
            return hours * 3600 + minutes * 60 + seconds
    return None


def _page(host: str, path: str, rest: str) -> str:
    path = _INDEX.sub("", unquote(path)).rstrip("/")
    query, _, fragment = rest.partition("#")
    kept = "&".join(sorted(_page_parameters(query)))
    # `#/guide` and `#!guide` choose the page of a site that draws itself; other fragments a place in it.
    route = "#" + unquote(fragment).rstrip("/") if fragment[:1] in ("/", "!") and len(fragment) > 1 else ""
    return host + path + ("?" + kept if kept else "") + route


def _page_parameters(query: str) -> Iterator[str]:
    for parameter in query.removeprefix("?").split("&"):
        if parameter and not _TRACKING.fullmatch(parameter.partition("=")[0]):
            yield parameter
