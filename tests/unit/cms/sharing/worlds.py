"""Random forests with pages, settings and decisions, in both forms: ours and the obvious one's.

Each world is made from one seed, which Hypothesis chooses and prints on a failure: drawn piece by piece
it would spend its time on drawing, and most worlds would hold next to nothing.
"""

from datetime import UTC, datetime
from random import Random

from hypothesis import strategies as st

from cms.sharing.reach import parse
from cms.sharing.rules import (
    DecisionFacts,
    Override,
    PageFacts,
    SectionChoice,
    SectionMode,
    Suspension,
    UnitNode,
)
from cms.sharing.world import World

TIERS = ["province", "district", "commune"]
SECTIONS = ["thong-bao", "tin-tuc"]
FIELDS = ["title", "contact", "hours"]
MODES = ["own", "fill", "merge", "merge", "merge", "locked"]
STRENGTHS = ["mandatory", "default", "default", "default", "offered", "offered"]
SINCE = datetime(2024, 11, 1, tzinfo=UTC)

seeds = st.integers(0, 2**64)


def plain_world(random: Random) -> dict:
    """A world as the obvious implementation takes it: units are codes, all in dictionaries."""
    units = _units(random)
    pages = _pages(random, list(units))
    return {
        "units": units,
        "pages": pages,
        "decisions": _decisions(random, list(units), pages),
        "sections": {
            tier: {key: _mode(random) for key in SECTIONS if tier != "commune" or random.random() < 0.95}
            for tier in TIERS
        },
        "choices": {
            (code, key): {
                "mode": random.choice([*MODES, None]),
                "order": random.choice(["date", "own_first", None]),
            }
            for code in units
            for key in SECTIONS
            if random.random() < 0.2
        },
    }


def _units(random: Random) -> dict:
    units: dict[str, dict] = {}
    for number in range(random.randint(2, 8)):
        parent = random.choice(list(units)) if units and random.random() < 0.9 else None
        depth = 0 if parent is None else 1 + TIERS.index(units[parent]["tier"])
        units[f"u{number}"] = {"parent": parent, "tier": TIERS[min(depth, 2)]}
    return units


def _pages(random: Random, codes: list[str]) -> list[dict]:
    slots = [(code, section, slug) for code in codes for section in SECTIONS for slug in "ab"]
    chosen = random.sample(slots, random.randint(1, min(12, len(slots))))
    return [new_page(random, codes, number, slot) for number, slot in enumerate(chosen)]


def new_page(random: Random, codes: list[str], number: int, slot: tuple[str, str, str]) -> dict:
    """A page with settings at random; the slot is its unit, section and slug."""
    unit, section, slug = slot
    return {
        "id": number,
        "unit": unit,
        "section": section,
        "slug": slug,
        "title": f"T{number}",
        "reach": _reach(random, codes),
        "strength": random.choice(STRENGTHS),
        "locked": random.sample(FIELDS, random.choice([0, 0, 1])),
        "pinned": random.random() < 0.2,
        "published": random.choice([None, 1, 2, 3]),
    }


def _reach(random: Random, codes: list[str]) -> object:
    kind = random.choice(["own", "children", "all", "all", "all", "tiers", "units", "below"])
    if kind == "tiers":
        return {kind: random.sample(TIERS, random.randint(0, 2))}
    if kind in ("units", "below"):
        return {kind: random.sample(codes, random.randint(0, min(3, len(codes))))}
    return kind


def _decisions(random: Random, codes: list[str], pages: list[dict]) -> list[dict]:
    pairs = [(code, page["id"]) for code in codes for page in pages]
    chosen = random.sample(pairs, min(len(pairs), random.randint(0, 16)))
    return [new_decision(random, *pair) for pair in chosen]


def new_decision(random: Random, unit: str, page: int) -> dict:
    """A decision with parts at random, most often an override."""
    override = {"fields": _values(random), "reach": random.choice(["own", "all"])}
    return {
        "unit": unit,
        "page": page,
        "hide": random.random() < 0.2,
        "adopt": random.random() < 0.5,
        "override": override if random.random() < 0.7 else None,
        "suspend": {"fields": _values(random)} if random.random() < 0.3 else None,
    }


def _values(random: Random) -> dict[str, str]:
    return {field: random.choice("123") for field in FIELDS if random.random() < 0.5}


def _mode(random: Random) -> dict:
    return {
        "mode": random.choice(MODES),
        "fixed": random.random() < 0.3,
        "order": random.choice(["date", "own_first"]),
    }


def ours(world: dict) -> World:
    """The same world in the product's own records; a unit's number is its place."""
    number = {code: place for place, code in enumerate(world["units"])}
    return World(
        units={
            number[code]: UnitNode(number[code], code, unit["tier"], number.get(unit["parent"]))
            for code, unit in world["units"].items()
        },
        pages=tuple(our_page(page, number) for page in world["pages"]),
        decisions=tuple(our_decision(decision, number) for decision in world["decisions"]),
        sections={
            tier: tuple(SectionMode(key, **rule) for key, rule in sections.items())
            for tier, sections in world["sections"].items()
        },
        choices={
            (number[code], key): SectionChoice(**rule) for (code, key), rule in world["choices"].items()
        },
    )


def our_page(page: dict, number: dict[str, int]) -> PageFacts:
    """The page as a record."""
    reach = page["reach"]
    if isinstance(reach, dict) and "tiers" not in reach:
        reach = {kind: [number[code] for code in entries] for kind, entries in reach.items()}
    return PageFacts(
        id=page["id"],
        unit=number[page["unit"]],
        section=page["section"],
        slug=page["slug"],
        title=page["title"],
        reach=parse(reach),
        strength=page["strength"],
        locked=frozenset(page["locked"]),
        pinned=page["pinned"],
        published_at=page["published"] and datetime(2024, 1, page["published"], tzinfo=UTC),
    )


def our_decision(decision: dict, number: dict[str, int]) -> DecisionFacts:
    """The decision as a record."""
    override, suspend = decision["override"], decision["suspend"]
    return DecisionFacts(
        unit=number[decision["unit"]],
        page=decision["page"],
        hide=decision["hide"],
        adopt=decision["adopt"],
        override=override and Override(override["fields"], override["reach"]),
        suspension=suspend and Suspension(SINCE, suspend["fields"]),
    )
