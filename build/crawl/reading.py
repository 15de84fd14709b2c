"""What reading one file of a site gives."""

from typing import Literal, NamedTuple

Role = Literal["link", "asset", "canonical", "own"]


class Reference(NamedTuple):
    """An address in a file, as it is written there.

    A ``link`` may lead anywhere; an ``asset`` is loaded with the page and comes from the same site;
    ``canonical`` is the page's lasting address, on one of the sites; ``own`` is absolute and on this site.
    """

    address: str
    role: Role


class Reading(NamedTuple):
    """What is wrong in the file itself, and what it refers to.

    ``ids`` are the places in it that a ``#fragment`` can name; ``canonical`` is the address that the
    page gives as its lasting one; ``indexed`` is False where it asks search engines to leave it out.
    """

    faults: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    ids: frozenset[str] = frozenset()
    canonical: str = ""
    indexed: bool = True
