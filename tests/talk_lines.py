"""A talk in one line, for tests to compare."""

from summitalign.model.document import Document, Talk


def said(talk: Talk) -> str:
    """Write day, times, room, track, title and people."""
    people = ", ".join(f"{one.name} ({one.role})" if one.role else one.name for one in talk.speakers)
    times = f"{talk.time}-{talk.end}" if talk.end else talk.time
    return " | ".join((talk.day, times, talk.room, talk.session, talk.title, people))


def all_said(document: Document) -> list[str]:
    return [said(talk) for talk in document.talks]
