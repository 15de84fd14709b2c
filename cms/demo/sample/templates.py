"""The templates: data files beside this module, read once and checked against their shape."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent / "templates"


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a page written above shows below. ``reach``: own, children, all, leaf, middle, below or units."""

    by: str
    reach: str = "all"
    strength: str = "default"
    locked: tuple[str, ...] = ()
    deadline: int | None = None
    """Days after publication."""


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Invented figures: ``rows`` are a label and a size for a commune; ``kind`` says which columns."""

    kind: str
    unit: str = ""
    rows: tuple[tuple[str, int], ...] = ()
    total: str = ""


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One page to be filled in. ``months``: when it is published; empty: at any time.

    ``early``: it says what is to be done in its year, so it is of the first quarter.
    """

    title: str
    summary: str = ""
    body: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    early: bool = False
    links: tuple[str, ...] = ()
    roles: tuple[str, ...] = ("top", "middle", "leaf")
    fields: dict[str, str] = {}
    posts: tuple[str, ...] = ()
    table: Table | None = None
    pinned: bool = False
    share: Share | None = None
    pictures: tuple[str, ...] = ()
    """Names of scenes."""


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: templates of a section with the sentences that they have in common.

    ``ahead``: pages tell of what will come, so ``{date}`` lies after publication.
    ``since``: no page is older, as it speaks of laws of that time.
    """

    section: str
    type: str
    template: tuple[Template, ...]
    ahead: bool = False
    since: dt.date | None = None
    background: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    contact: str = ""
    hours: str = ""


class Procedure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The facts of an administrative procedure; ``level`` is the role of the unit that handles it."""

    title: str
    domain: str
    level: str
    agency: str
    applicants: str
    documents: tuple[str, ...]
    time_limit: str
    fee: str
    legal_basis: tuple[str, ...]
    result: str
    code: str = ""
    conditions: str = ""
    strength: str = "default"


@cache
def sheets() -> tuple[Sheet, ...]:
    """All sheets, in the order of their file names."""
    paths = sorted(
        path for path in FOLDER.rglob("*.toml") if path.parent not in {FOLDER, FOLDER / "procedures"}
    )
    return tuple(msgspec.convert(_read(path), Sheet) for path in paths)


@cache
def procedures() -> tuple[Procedure, ...]:
    paths = sorted((FOLDER / "procedures").glob("*.toml"))
    return tuple(msgspec.convert(row, Procedure) for path in paths for row in _read(path)["procedure"])


@cache
def words() -> dict[str, list[str]]:
    """Lists of words to choose from, by name."""
    return _read(FOLDER / "words.toml")


@cache
def picture_texts() -> dict[str, str]:
    """What each sample picture shows, by the name of its scene."""
    return _read(FOLDER / "pictures.toml")


@cache
def wording() -> dict[str, list]:
    """Sentences that stand around the facts of procedures."""
    return _read(FOLDER / "procedure_wording.toml")


def _read(path: Path) -> dict:
    with path.open("rb") as file:
        return tomllib.load(file)
