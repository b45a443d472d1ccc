"""What is known of talks and of the reading of documents, for the formats that other programs read."""

from collections.abc import Sequence

from summitalign.model.document import Document, Link, Talk

Fields = dict[str, object]


def talk_object(document: Document, talk: Talk) -> Fields:
    """Describe a talk; what is not known of it is left out."""
    notes = document.index.get(talk.notes) if talk.notes else None
    fields: Fields = {
        "speakers": [
            {"name": one.name, "role": one.role, **({"links": _targets(one.links)} if one.links else {})}
            for one in talk.speakers
        ],
        "day": talk.day,
        "start": talk.time,
        "end": talk.end,
        "room": talk.room,
        "session": talk.session,
        "links": _targets(talk.links),
        "abstract": talk.abstract,
        "notes": notes.anchor if notes else "",
    }
    return {name: value for name, value in fields.items() if value}


def remark_objects(document: Document) -> list[Fields]:
    """Describe what there is to say of how a document was read, each with its line."""
    return [{"line": document.lines.line(remark.span.start), "message": remark.message} for remark in document.remarks]


def _targets(links: Sequence[Link]) -> list[str]:
    return [link.target for link in links]
