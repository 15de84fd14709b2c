"""The offices of a unit with their people, from its own pages of organisation: what the chart shows."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from build.render.views import ShownPage
from build.snapshot.tokens import fill


class Person(NamedTuple):
    """Somebody in an office; what is not known is empty."""

    name: str
    post: str
    phone: str
    email: str


class Office(NamedTuple):
    """An office with how to reach it, in the order of its section's list."""

    title: str
    url: str
    address: str
    phone: str
    email: str
    people: tuple[Person, ...]


def offices(pages: Iterable[ShownPage]) -> list[Office]:
    """The offices among ``pages`` that are the site's own unit's."""
    return [_office(page) for page in pages if page.own and page.document.type == "organisation"]


def _office(page: ShownPage) -> Office:
    unit = page.site.unit
    address, phone, email = (fill(page.value(name), unit) for name in ("address", "phone", "email"))
    people = tuple(
        _person({key: fill(text, unit) for key, text in given.items()}) for given in page.value("people")
    )
    return Office(page.title, page.path, address, phone, email, people)


def _person(given: Mapping[str, str]) -> Person:
    return Person(*(given.get(name, "") for name in Person._fields))
