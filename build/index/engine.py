"""What every search engine takes and gives: the one interface of the index.

Pages are written site by site under the site's revision; what is older than what the index holds for that
site is ignored, so that late and doubled updates do no harm.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

Scope = Literal["unit", "above", "below", "everywhere"]
SCOPES: Final[tuple[Scope, ...]] = ("unit", "above", "below", "everywhere")
FACETS: Final = ("type", "tier", "unit", "year")
MOST_RESULTS: Final = 50


class BadQuery(ValueError):
    """Who asked has to change something; the message says what in Vietnamese, ``in_english`` to operators."""

    def __init__(self, message: str, in_english: str) -> None:
        super().__init__(message)
        self.in_english = in_english


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDocument:
    """One page as one site shows it. ``path`` is the codes from the province down to the unit.

    ``url`` is the address on the site, ``date`` an ISO date or time, ``distance`` how many levels the
    unit lies below the page's origin.
    """

    unit: str
    unit_name: str
    tier: str
    hostname: str
    path: tuple[str, ...]
    section: str
    slug: str
    type: str
    title: str
    summary: str
    text: str
    origin: str
    origin_name: str
    url: str
    date: str | None
    year: int | None
    distance: int

    @property
    def id(self) -> str:
        """The page on this site."""
        return f"{self.unit}/{self.section}/{self.slug}"

    @property
    def page(self) -> str:
        """The page, whatever site shows it."""
        return f"{self.origin}/{self.section}/{self.slug}"

    @property
    def body(self) -> str:
        """All that is searched beside the title."""
        return f"{self.summary}\n{self.text}" if self.summary else self.text

    @property
    def content(self) -> str:
        """The key of what is searched: equal for pages that read the same."""
        return hashlib.sha256(f"{self.title}\0{self.body}".encode()).hexdigest()

    @property
    def stamp(self) -> str:
        """Equal for documents that need not be written again."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    def make(self) -> "IndexDocument":
        """The document, which is made already."""
        return self


@dataclass(frozen=True, slots=True)
class Unmade:
    """A document that is made only if it has to be written: its ``stamp`` says whether it differs."""

    id: str
    stamp: str
    make: Callable[[], IndexDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteIndex:
    """All that one site shows at ``revision``, to take the place of what is held for it."""

    unit: str
    revision: int
    documents: Sequence[IndexDocument | Unmade]


def nothing(unit: str, revision: int) -> SiteIndex:
    """What is held in the end of a site that is gone."""
    return SiteIndex(unit=unit, revision=revision, documents=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question. ``path`` is the codes from the province down to the unit that it is asked from.

    It may be empty for the scope "everywhere". ``filters`` maps names in ``FACETS`` to one value each.
    ``counts`` asks for the number of pages in every scope too.
    """

    text: str
    scope: Scope = "everywhere"
    path: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    size: int = 10
    cursor: str = ""
    counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One page found. ``title`` and ``snippet`` are HTML with nothing in it but ``<mark>``."""

    id: str
    page: str
    unit: str
    unit_name: str
    origin: str
    origin_name: str
    type: str
    section: str
    hostname: str
    url: str
    date: str | None
    title: str
    snippet: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The best hits, how many pages there are in all, and how they spread over the facets.

    ``facets`` maps a name in ``FACETS`` to (value, label, pages), most pages first. ``cursor`` asks for
    what comes next; empty at the end. ``cut`` says that the question was too long to be used whole.
    ``scopes`` are the pages in each scope that the unit asked from has, where they were asked for, and
    ``meant`` the question as it was probably meant, where it may have been mistyped.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, Sequence[tuple[str, str, int]]] = field(default_factory=dict)
    cursor: str = ""
    cut: bool = False
    scopes: Mapping[Scope, int] = field(default_factory=dict)
    meant: str = ""


class SearchEngine(Protocol):
    """Writes what sites show and finds it again. Every method raises SearchEngineError when it cannot."""

    def update_sites(self, sites: Sequence[SiteIndex]) -> list[bool]:
        """Put each of ``sites`` in the place of what is held for its unit; False for one that is older."""

    def revisions(self) -> Mapping[str, int]:
        """The revision held for each site: what is missing here has to be written again."""

    def search(self, query: Query) -> Results:
        """What ``query`` finds, best first; BadQuery if it cannot be asked like that."""

    def titles(self, words: Sequence[str], path: Sequence[str]) -> Sequence[tuple[str, int]]:
        """Titles on the sites of the units in ``path`` (on all without one), and how many pages bear them.

        Each holds all of ``words`` (folded), the last as the beginning of a word.
        """

    def words_with(self, words: Sequence[str]) -> Mapping[str, int]:
        """On how many pages each folded word stands; words on none may be missing."""

    def pages_with(self, pairs: Sequence[str]) -> Mapping[str, int]:
        """On how many pages each pair of neighbouring folded words stands; those on none may be missing."""

    def settle(self) -> None:
        """Return when all that was written can be found."""

    def drop(self) -> None:
        """Take the index away with all that is in it."""

    def close(self) -> None:
        """Give back files and connections."""
