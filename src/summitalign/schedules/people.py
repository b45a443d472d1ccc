"""The people of a record, whichever way a format lists them."""

from collections.abc import Iterator, Sequence

from summitalign.markdown.agenda_labels import people_named
from summitalign.model.document import Speaker
from summitalign.schedules.compose import plain
from summitalign.schedules.json_nodes import Node
from summitalign.schedules.values import Person, Value

_NAMES = ("public_name", "full_public_name", "name", "fullName", "full_name", "title")
_ROLES = ("role", "jobTitle", "job_title", "tagLine", "organisation", "organization", "company")
_PAGES = ("url", "link", "sameAs")


def json_people(node: Node) -> tuple[Person, ...]:
    """Return the people of a list of objects or names, of one object, or of one name."""
    nodes = node.items if node.items else (node,)
    return tuple(person for each in nodes if (person := _person(each)) is not None)


def _person(node: Node) -> Person | None:
    name = node.value() or node.first(*_NAMES).value()
    if name is None:
        return None
    return Person(name, ", ".join(dict.fromkeys(_roles(node))), node.first(*_PAGES).value())


def _roles(node: Node) -> Iterator[str]:
    for name in _ROLES:
        if shown := node.at(name).string():
            yield shown
    for company in (node.at("affiliation"), node.at("worksFor")):
        for each in company.items or (company,):
            if shown := each.string() or each.at("name").string():
                yield shown


def named_in(abstract: Sequence[Value | None]) -> tuple[Speaker, ...]:
    """Return the people that lines such as `Speaker: Ada Lovelace` of a description name."""
    return tuple(
        one for value in abstract if value for line in plain(value.text).splitlines() for one in people_named(line)
    )
