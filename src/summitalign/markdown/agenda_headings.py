"""What the headings around an agenda say of all its talks: the day, and the room or track."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.agenda_labels import is_day, is_room
from summitalign.model.document import Segment, Talk


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for the talks below some headings or items."""

    day: str = ""
    room: str = ""
    track: str = ""

    def below(self, title: str) -> "Around":
        """Return what holds below one more heading."""
        if is_day(title):
            return Around(day=title)
        return replace(self, room=title) if is_room(title) else replace(self, track=title)

    def fill(self, talk: Talk) -> Talk:
        """Return a talk with what it does not say itself."""
        return replace(
            talk,
            day=talk.day or self.day,
            room=talk.room or self.room,
            session=talk.session or self.track,
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """What holds below each heading of a text."""

    starts: tuple[int, ...]
    """Where the sections begin, in order."""
    below: tuple[Around, ...]
    """For each section, below a heading that names a day: day, rooms and tracks. Else its title stands for the day."""
    parents: tuple[int, ...]
    """For each section the place of the one around it; -1 at the top."""

    @classmethod
    def of(cls, sections: Sequence[Segment]) -> "Outline":
        """Read the headings of sections, which are in order of their start."""
        below: list[Around] = []
        parents: list[int] = []
        chain: list[int] = []
        for place, section in enumerate(sections):
            while chain and sections[chain[-1]].level >= section.level:
                chain.pop()
            parents.append(chain[-1] if chain else -1)
            chain.append(place)
            below.append(_below([sections[each].title for each in chain]))
        return cls(tuple(section.span.start for section in sections), tuple(below), tuple(parents))

    def at(self, offset: int) -> Around:
        """Return what holds at a place of the text."""
        place = bisect_right(self.starts, offset) - 1
        return self.below[place] if place >= 0 else Around()

    def above(self, place: int) -> Around:
        """Return what holds around a section."""
        return self.below[self.parents[place]] if self.parents[place] >= 0 else Around()


def _below(titles: Sequence[str]) -> Around:
    """Return what holds below some headings, the outermost first."""
    day = next((place for place in range(len(titles) - 1, -1, -1) if is_day(titles[place])), -1)
    if day < 0:
        return Around(day=titles[-1])
    found = Around()
    for title in titles[day:]:
        found = found.below(title)
    return found
