"""Video playlists: answers of the YouTube API, and what `yt-dlp --flat-playlist -J` prints."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summitalign.model.document import Remark
from summitalign.schedules.json_nodes import NOTHING, Node
from summitalign.schedules.people import named_in
from summitalign.schedules.values import Entry, Schedule, Value, filled

_WATCH = "https://www.youtube.com/watch?v="
_HIDDEN = frozenset({"[private video]", "[deleted video]", "private video", "deleted video"})


def read_playlist(root: Node) -> Schedule | None:
    """Return a talk for each video of a playlist; None for JSON of another kind."""
    if root.at("kind").string().startswith("youtube#") or _is_bare_list(root):
        parts = root.items or (root,)  # one page of an answer, or several of them in a list
        videos = [item for part in parts for item in (part.at("items").items or (part,))]
        return _schedule([(video, None) for video in videos])
    if root.at("_type").string() == "playlist" or root.at("entries").items:
        return _schedule(tuple(_videos(root, root.at("title").value())))
    return None


def _is_bare_list(root: Node) -> bool:
    first = root.items[0] if root.items else NOTHING
    return first.at("kind").string().startswith("youtube#") or bool(first.at("snippet", "title").text)


def _videos(playlist: Node, title: Value | None) -> Iterator[tuple[Node, Value | None]]:
    """Yield the videos of a playlist with its title; a channel holds playlists, which hold the videos."""
    for entry in playlist.at("entries").items:
        if entry.at("entries").items:
            yield from _videos(entry, entry.at("title").value() or title)
        else:
            yield entry, title


def _schedule(videos: Sequence[tuple[Node, Value | None]]) -> Schedule:
    entries, remarks = list[Entry](), list[Remark]()
    for video, playlist in videos:
        entry = _video(video)
        if entry is None:
            continue
        if entry.title.text.strip().casefold() in _HIDDEN:
            remarks.append(Remark(entry.title.span, "a video that is private or deleted is left out"))
            continue
        entries.append(replace(entry, track=playlist) if playlist else entry)
    return Schedule(tuple(entries), tuple(remarks))


def _video(video: Node) -> Entry | None:
    about = video.at("snippet") if video.at("snippet").fields else video
    title = about.at("title").value()
    if title is None:
        return None
    abstract = filled((about.at("description").value(),))
    return Entry(video.span, title, abstract=abstract, links=filled(_links(video, about)), named=named_in(abstract))


def _links(video: Node, about: Node) -> Iterator[Value | None]:
    identity = next(
        (
            found
            for node in (
                about.at("resourceId", "videoId"),
                video.at("contentDetails", "videoId"),
                video.at("id", "videoId"),
            )
            if (found := node.value()) is not None
        ),
        None,
    )
    if identity is None and video.at("snippet").fields and video.at("kind").string() == "youtube#video":
        identity = video.at("id").value()
    if identity is not None:
        yield Value(_WATCH + identity.text.strip(), identity.span)
        return
    page = video.first("webpage_url", "url").value()
    if page is not None and "/" in page.text:
        yield page
    elif (own := video.at("id").value()) is not None:
        yield Value(_WATCH + own.text.strip(), own.span)
