"""The worked examples of the rules, as import lines and what units then show.

P is a province, D and F are districts in it, C and E communes in D. Each example is a list of steps; a
step is a list of lines, and a later line replaces an earlier one about the same thing.
"""

from dataclasses import dataclass, field

P, D, F, C, E = "30", "288", "289", "10507", "10510"
UNITS = {
    P: {"tier": "province", "parent": None},
    D: {"tier": "district", "parent": P},
    F: {"tier": "district", "parent": P},
    C: {"tier": "commune", "parent": D},
    E: {"tier": "commune", "parent": D},
}
SECTION = "thong-bao"


def page(unit, slug="a", **settings):
    """A live notice whose fields say whose they are."""
    return {
        "kind": "page",
        "unit": unit,
        "section": SECTION,
        "slug": slug,
        "type": "notice",
        "title": f"{unit} title",
        "contact": f"{unit} contact",
        "hours": f"{unit} hours",
        "live": True,
        **settings,
    }


def decision(unit, origin=P, slug="a", **parts):
    """A decision of ``unit`` about a page of ``origin``."""
    return {
        "kind": "decision",
        "unit": unit,
        "page": {"unit": origin, "section": SECTION, "slug": slug},
        **parts,
    }


def override(reach="own", **fields):
    """The part of a decision that gives values of one's own."""
    return {"fields": fields, "reach": reach}


def section(unit, mode):
    """The mode of the section at one unit."""
    return {"kind": "section", "unit": unit, "section": SECTION, "mode": mode}


@dataclass(frozen=True)
class Shows:
    """One page as a unit shows it; ``fields`` are (unit that they come from, value)."""

    slug: str
    origin: str
    state: str
    fields: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """``shows`` and ``loses`` say for each unit looked at what it shows and, by state, what lost."""

    number: str
    steps: list
    shows: dict
    loses: dict = field(default_factory=dict)
    closed: tuple = ()
    moved: dict = field(default_factory=dict)


REACHES_ALL = page(P, reach="all")
NEARER = page(D, reach="children")
FIRST = [REACHES_ALL]
FOURTH = [REACHES_ALL, NEARER]
OVERRIDES = [
    REACHES_ALL,
    decision(D, override=override("all", contact="D's")),
    decision(C, override=override(hours="C's")),
]
FILL = [REACHES_ALL, page(P, "m", reach="all", strength="mandatory"), section(C, "fill"), page(C, "z")]
SUSPENDED = [
    REACHES_ALL,
    decision(
        C, suspend={"since": "2024-11-01T08:00:00+07:00", "fields": {"title": "as it was", "hours": "then"}}
    ),
    decision(D, override=override("all", title="D's title")),
]
AS_IT_WAS = {"title": (C, "as it was"), "hours": (C, "then")}
EDITED = page(P, reach="all", title="edited", hours="edited")

EXAMPLES = [
    Example("1", [FIRST], {C: [Shows("a", P, "follows")]}),
    Example("2", [FIRST, [page(C)]], {C: [Shows("a", C, "own")]}, {C: {"a": (P, "beaten")}}),
    Example("3", [FIRST, [page(D, reach="own")]], {C: [Shows("a", P, "follows")], D: [Shows("a", D, "own")]}),
    Example("4", [FOURTH], {C: [Shows("a", D, "follows")]}, {C: {"a": (P, "beaten")}}),
    Example(
        "5", [FOURTH, [decision(C, D, hide=True)]], {C: [Shows("a", P, "follows")]}, {C: {"a": (D, "hidden")}}
    ),
    Example(
        "6",
        [[page(P, reach="all", strength="mandatory"), page(C)]],
        {C: [Shows("a", P, "follows")]},
        {C: {"a": (C, "displaced")}},
    ),
    Example(
        "7",
        [[page(P, reach="all", strength="mandatory"), page(D, reach="all", strength="mandatory")]],
        {C: [Shows("a", P, "follows")], D: [Shows("a", P, "follows")]},
        {C: {"a": (D, "beaten")}, D: {"a": (D, "displaced")}},
    ),
    Example("8", [[page(P, reach="all", strength="offered")]], {C: []}, {C: {"a": (P, "offered")}}),
    Example(
        "8, adopted",
        [[page(P, reach="all", strength="offered")], [decision(C, adopt=True)]],
        {C: [Shows("a", P, "follows")], E: []},
    ),
    Example("9", [[page(P, reach={"tiers": ["district"]})]], {C: [], D: [Shows("a", P, "follows")]}),
    Example("10", [[page(P, reach={"tiers": ["commune"]})]], {C: [Shows("a", P, "follows")], D: []}),
    Example("11", [FIRST, [decision(D, hide=True)]], {C: [Shows("a", P, "follows")], D: []}),
    Example(
        "12",
        [FIRST, [decision(D, override=override(contact="D's"))]],
        {C: [Shows("a", P, "follows")], D: [Shows("a", P, "overridden", {"contact": (D, "D's")})]},
    ),
    Example(
        "13",
        [OVERRIDES],
        {
            C: [Shows("a", P, "overridden", {"contact": (D, "D's"), "hours": (C, "C's")})],
            E: [Shows("a", P, "follows", {"contact": (D, "D's")})],
        },
    ),
    Example(
        "14",
        [OVERRIDES, [page(P, reach="all", locked=["contact"])]],
        {C: [Shows("a", P, "overridden", {"hours": (C, "C's")})], D: [Shows("a", P, "follows")]},
    ),
    Example("15", [FILL], {C: [Shows("m", P, "follows"), Shows("z", C, "own")]}, {C: {"a": (P, "off")}}),
    Example(
        "16", [FILL, [page(C, "z", live=False)]], {C: [Shows("a", P, "follows"), Shows("m", P, "follows")]}
    ),
    Example(
        "17",
        [[REACHES_ALL, section(C, "locked"), page(C, "z")]],
        {C: [Shows("a", P, "follows")]},
        {C: {"z": (C, "off")}},
    ),
    Example("18", [SUSPENDED, [EDITED]], {C: [Shows("a", P, "suspended", AS_IT_WAS)]}),
    Example(
        "18, resumed",
        [SUSPENDED, [EDITED, decision(C)]],
        {C: [Shows("a", P, "follows", {"title": (D, "D's title")})]},
    ),
    Example("18b", [SUSPENDED, [{**EDITED, "strength": "mandatory"}]], {C: [Shows("a", P, "follows")]}),
    Example(
        "19",
        [
            [
                *OVERRIDES,
                page(D, "d", reach="all"),
                page(F, "f", reach="all"),
                decision(F, override=override("all", contact="F's")),
            ]
        ],
        {
            C: [
                Shows("a", P, "overridden", {"contact": (F, "F's"), "hours": (C, "C's")}),
                Shows("f", F, "follows"),
            ]
        },
        closed=(D,),
        moved={C: F, E: F},
    ),
    Example("20", [[page(P, reach={"units": [C]})]], {C: [Shows("a", P, "follows")], E: []}),
]
