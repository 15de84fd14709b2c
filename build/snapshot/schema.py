"""The snapshot: all that the build knows of the world, and nothing that is not published.

``cms.publishing`` writes it, ``build`` reads it, and the worked examples in ``examples/`` are
checked from both sides. A change of shape that an old reader would misread raises ``VERSION``.
"""

import hashlib
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal

import msgspec

from build.snapshot.naming import in_sentence

VERSION: Final = 1

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
"""The largest file of a site. The desk and the import refuse larger ones, so that the gate never has to."""


class Stored(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bytes of the snapshot under the name of their hash."""

    sha256: str
    extension: str

    @property
    def asset(self) -> str:
        """The file's path on every site, relative to the site's root."""
        return f"_a/{self.sha256}.{self.extension}"


class Variant(Stored, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture made smaller, as AVIF or WebP; ``width`` in pixels, never more than the picture's own.

    One as PNG is no version to choose from but an emblem made ready to be the app's icon.
    """

    width: int
    size: int


class File(Stored, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture or a document that a live page uses; served at ``/_a/<sha256>.<extension>``.

    ``focus`` is where what matters most in a picture lies, in percent of its width and of its height.
    """

    media_type: str
    size: int
    name: str
    alt: str = ""
    width: int | None = None
    height: int | None = None
    variants: tuple[Variant, ...] = ()
    focus: tuple[int, int] | None = None

    def stored(self) -> "tuple[File | Variant, ...]":
        """All that a site has of it: the file itself, then its variants."""
        return self, *self.variants


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a page said when it was published, whatever site shows it.

    ``fields`` holds a value for every field of the type (``page_types.PAGE_TYPES``). Text fields may
    hold ``{{placeholders}}``; ``html`` fields also links ``href="page:UNIT/SECTION/SLUG"``.
    ``credit`` are the full names of the units below that proposed the page or a text in it, with "; "
    between them, empty where none did.
    """

    type: str
    fields: dict[str, Any]
    files: tuple[File, ...] = ()
    credit: str = ""

    def stored(self) -> tuple[File | Variant, ...]:
        """All that a site has of the document's files."""
        return tuple(stored for file in self.files for stored in file.stored())


class UnitRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another unit, as far as a site needs to name it and link to it.

    ``former_names`` are the full names of the units that it came of, where they are not its own.
    """

    code: str
    name: str
    full_name: str
    tier: str
    hostname: str
    former_names: tuple[str, ...] = ()


class UnitFacts(UnitRef, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The unit whose site this is; the facts fill the placeholders."""

    kind: str
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    leader: str = ""

    @property
    def in_sentence(self) -> str:
        """The full name as it stands after other words."""
        return in_sentence(self.full_name)


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A standing part of the site, in the order of the site's navigation.

    ``home`` is how many of its entries the home page shows.
    """

    key: str
    title: str
    intro: str = ""
    legal_basis: str = ""
    home: int = 0


UrgentOn = Literal["", "fronts", "everywhere"]
"""No page; the home page, section fronts and the fragment that every page fetches; every page's own HTML.

An urgent notice begins on the fronts: writing every page of every site anew takes longer.
"""


class Shown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One page on one site: its slot, its document, and what this site shows differently.

    ``origin`` is the code of the unit that wrote it: the site's own or one of ``parents``.
    ``canonical`` is the code of the unit whose site holds the page's canonical address.
    ``values`` are the fields whose value does not come from the document; ``changed_by`` the codes
    of the units they come from, nearest last. ``kept`` is the document that they come from where they are
    those of an earlier day: its files belong to the site too. ``modified_at`` is when the origin's last
    edit went live.
    Times are ISO 8601 in UTC. ``urgent_on`` says which pages carry an urgent notice above all else.
    """

    section: str
    slug: str
    document: str
    origin: str
    canonical: str
    published_at: str | None
    modified_at: str | None = None
    pinned: bool = False
    mandatory: bool = False
    deadline: str | None = None
    values: dict[str, Any] = {}
    changed_by: tuple[str, ...] = ()
    kept: str | None = None
    suspended_since: str | None = None
    urgent_on: UrgentOn = ""


class Redirect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An address at which the site no longer has a page, and the slot of the page that stood there."""

    section: str
    slug: str
    to_section: str
    to_slug: str


Colour = Annotated[str, msgspec.Meta(pattern=r"^(#[0-9a-f]{6})?\Z")]


class Look(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a unit has chosen for its own site, and for no other; what is empty is as its tier's theme has it.

    ``colour`` is the main colour as ``#rrggbb``, from which the build makes all others. ``emblem`` is a
    square PNG, ``photograph`` stands on the home page.
    """

    colour: Colour = ""
    emblem: File | None = None
    photograph: File | None = None

    def files(self) -> tuple[File, ...]:
        """The pictures that there are."""
        return tuple(file for file in (self.emblem, self.photograph) if file)

    @property
    def icon(self) -> Variant | None:
        """The emblem as telephones want it; an emblem from before there were any has none."""
        variants = self.emblem.variants if self.emblem else ()
        return next((one for one in variants if one.extension == "png"), None)

    def stored(self) -> tuple[File | Variant, ...]:
        """All that the site has of them."""
        return tuple(stored for file in self.files() for stored in file.stored())


def documents_used(shown: Iterable[Shown]) -> set[str]:
    """The hashes of all documents that these pages need."""
    return {name for page in shown for name in (page.document, page.kept) if name}


class UnitSnapshot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that one site shows. ``shown`` is in the order of the lists, section by section.

    ``sample`` marks a site of invented content.
    ``parents`` runs from the unit above to the province, ``children`` in the order of names.
    ``elsewhere`` gives, for links to pages that this site does not show, the address at their
    origin; a link that is in neither leads nowhere any more and is shown as plain text.
    ``look`` is the site's own; units above and below have theirs.
    ``redirects`` lead from addresses that no page of ``shown`` has to pages of ``shown``.
    """

    version: int
    unit: UnitFacts
    parents: tuple[UnitRef, ...]
    children: tuple[UnitRef, ...]
    sections: tuple[Section, ...]
    shown: tuple[Shown, ...]
    elsewhere: dict[str, str] = {}
    redirects: tuple[Redirect, ...] = ()
    sample: bool = False
    look: Look = Look()


def encode(value: msgspec.Struct) -> bytes:
    """The bytes that stand for ``value``: equal values give equal bytes."""
    return msgspec.json.encode(value, order="deterministic")


def digest(payload: bytes) -> str:
    """The name that content is stored under: its SHA-256 in hexadecimal."""
    return hashlib.sha256(payload).hexdigest()
