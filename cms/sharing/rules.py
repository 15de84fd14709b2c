"""The records that the rules of inheritance are about: units, pages, decisions and sections.

Units and pages are named by the number of their row: official codes are used again. Nothing here knows
of a database; ``cms.sharing.load`` fills these records from one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

Strength = Literal["mandatory", "default", "offered"]
Mode = Literal["own", "fill", "merge", "locked"]
Order = Literal["date", "own_first"]
OverrideReach = Literal["own", "all"]

STRENGTHS: Final = ("mandatory", "default", "offered")
MODES: Final = ("own", "fill", "merge", "locked")
ORDERS: Final = ("date", "own_first")
OVERRIDE_REACHES: Final = ("own", "all")


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit in force and the unit above it."""

    id: int
    code: str
    tier: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Which units below the origin may show a page.

    ``entries`` are names of tiers for ``tiers`` and numbers of units for ``units`` and ``below``.
    """

    kind: Literal["own", "children", "all", "tiers", "units", "below"] = "own"
    entries: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A live page as published: its origin, its slot and its origin's settings.

    ``document`` is the hash under which its fields are stored; ``title`` is the origin's. ``urgent_since``
    is when an urgent notice was published as one.
    """

    id: int
    unit: int
    section: str
    slug: str
    title: str = ""
    document: str = ""
    reach: Reach = Reach()
    strength: Strength = "default"
    locked: frozenset[str] = frozenset()
    pinned: bool = False
    deadline: datetime | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    urgent_since: datetime | None = None

    def locks(self, field: str) -> bool:
        """Whether nobody below may override ``field``: a mandatory page locks every one."""
        return self.strength == "mandatory" or field in self.locked


@dataclass(frozen=True, slots=True)
class Override:
    """A unit's own values for some fields, for its site only or for those below it too.

    ``base`` says of some of them what stood there without the override when the unit last looked.
    """

    fields: Mapping[str, Any]
    reach: OverrideReach = "own"
    base: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suspension:
    """The values that a unit keeps since a moment; fields that are missing go on following.

    ``document`` is the one that they were taken from, where it is known: it has the files that they name.
    """

    since: datetime
    fields: Mapping[str, Any]
    document: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What one unit decided about one page from above it."""

    unit: int
    page: int
    hide: bool = False
    adopt: bool = False
    override: Override | None = None
    suspension: Suspension | None = None


@dataclass(frozen=True, slots=True)
class SectionMode:
    """How a section takes what comes from above; ``fixed`` when units may not change the mode."""

    key: str
    mode: Mode = "merge"
    fixed: bool = False
    order: Order = "date"


@dataclass(frozen=True, slots=True)
class SectionChoice:
    """How one unit's section differs from its tier's; None means: as the tier has it."""

    mode: Mode | None = None
    order: Order | None = None
