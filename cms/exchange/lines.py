"""The records between the file and the database: what one line says, checked and with every default.

A unit is the number of its row, so that a code that is used again means one unit. Two equal records say
the same, whatever order their lists had in the file.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from cms.sharing.rules import Mode, Order, Override, Reach, Strength, Suspension

FOLDER: Final = "files"
"""The folder beside the lines in which the files that they name are exported."""
PICTURES: Final = frozenset({"avif", "gif", "jpeg", "jpg", "png", "webp"})
OWN: Final = Reach()


class Slot(NamedTuple):
    """What a page is known by: its unit, its section and its slug."""

    unit: int
    section: str
    slug: str


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A document or a picture that belongs to a page, known by its bytes.

    ``title`` is a document's displayed name; ``alt`` and ``caption`` are a picture's.
    ``decorative`` says of a picture that it shows nothing that would have to be told: it has no ``alt``.
    """

    sha256: str
    extension: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    decorative: bool = False

    @property
    def path(self) -> str:
        """Where the file is exported, relative to the folder of the lines."""
        return f"{FOLDER}/{self.sha256}.{self.extension}"

    @property
    def identity(self) -> str:
        """An identity for the block that holds it: equal entries give equal ones."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self}"))

    @property
    def is_picture(self) -> bool:
        """Whether it is shown as a picture, not offered as a document."""
        return self.extension in PICTURES


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page with all its settings. ``fields`` has a value for every field of the type.

    ``blocks`` is a body that HTML cannot hold, and ``fields["body"]`` is then empty. ``modified_at`` is
    when the last edit went live, where that was after ``published_at``. ``left`` are the slots, as
    SECTION/SLUG, that the page had before, the first one first.
    """

    slot: Slot
    type: str
    fields: Mapping[str, Any]
    blocks: tuple[Any, ...] = ()
    files: tuple[FileEntry, ...] = ()
    published_at: datetime | None = None
    expires_at: datetime | None = None
    deadline: datetime | None = None
    live: bool = False
    pinned: bool = False
    reach: Reach = OWN
    strength: Strength = "default"
    locked: tuple[str, ...] = ()
    modified_at: datetime | None = None
    left: tuple[str, ...] = ()
    credit: str = ""
    urgent: bool = False


class DecisionKey(NamedTuple):
    """What a decision is known by: who decided about which page."""

    unit: int
    page: Slot


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision; ``suspend_now`` asks for a suspension as the page stands once the file is in."""

    key: DecisionKey
    hide: bool = False
    adopt: bool = False
    override: Override | None = None
    suspension: Suspension | None = None
    suspend_now: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it has no part: such a line takes the decision back."""
        parts = (self.hide, self.adopt, self.override, self.suspension, self.suspend_now)
        return not any(part not in (False, None) for part in parts)


class SectionKey(NamedTuple):
    """What a section's setting is known by."""

    unit: int
    section: str


@dataclass(frozen=True, slots=True)
class SectionLine:
    """How one unit's section differs from its tier's; None means: as the tier has it."""

    key: SectionKey
    mode: Mode | None = None
    order: Order | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of its own."""
        return self.mode is None and self.order is None


Line = PageLine | DecisionLine | SectionLine
Key = Slot | DecisionKey | SectionKey
