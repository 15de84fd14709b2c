"""What stands in for ``{slot}`` and ``[[one|other]]`` in a template.

``{{placeholders}}`` are left as they are: the unit that shows the page fills them.
"""

import datetime as dt
import random
import re

from cms.demo.sample.facts import facts, person
from cms.demo.sample.forest import Forest, Role, SampleUnit
from cms.demo.sample.templates import words

_SLOT = re.compile(r"(?<!\{)\{([A-Za-z_]+\d*)\}(?!\})")
_CHOICE = re.compile(r"\[\[(.+?)\]\]")
_SUBUNITS: dict[Role, str] = {
    "middle": "các huyện, thị xã, thành phố",
    "leaf": "các xã, phường, thị trấn",
}


class Slots(dict[str, str]):
    """Values drawn when first asked for; a slot has one value on a page, ``{n2}`` another than ``{n}``."""

    def __init__(
        self,
        rng: random.Random,
        unit: SampleUnit,
        forest: Forest,
        day: dt.date,
        *,
        ahead: bool,
        event: dt.date | None = None,
    ) -> None:
        self.rng = rng
        self.unit = unit
        self.day = day
        self.event = event or day + dt.timedelta(days=rng.randint(4, 12) if ahead else -rng.randint(0, 3))
        self.places = [child.in_sentence for child in forest.children[unit.code]]
        below = next((_SUBUNITS[forest.role(child)] for child in forest.children[unit.code]), "")
        top, parent = forest.top(unit), forest.parent(unit) or unit
        super().__init__(
            unit=unit.in_sentence,
            name=unit.name,
            code=unit.code,
            top=top.code,
            province=top.in_sentence,
            parent=parent.in_sentence,
            month=str(self.event.month),
            year=str(event.isocalendar().year if event else day.year),
            last_year=str(day.year - 1),
            next_year=str(day.year + 1),
            quarter=["I", "II", "III", "IV"][(day.month - 1) // 3],
            subunits=below or "các thôn, khu dân cư",
            heads=f"UBND {below}" if below else "trưởng các thôn, khu dân cư",
            week=str(self.event.isocalendar().week),
            **facts(unit),
        )

    def __missing__(self, key: str) -> str:
        value = self[key] = _draw(key.rstrip("0123456789"), self)
        return value

    def fill(self, text: str) -> str:
        """The text with choices made and slots filled, beginning with a capital."""
        text = _CHOICE.sub(lambda match: self.rng.choice(match[1].split("|")), text)
        text = _SLOT.sub(lambda match: self[match[1]], text)
        return text[:1].upper() + text[1:]


def vietnamese(day: dt.date) -> str:
    return (
        f"{day.day:02d}/{day.month}/{day.year}"
        if day.month > 2
        else f"{day.day:02d}/{day.month:02d}/{day.year}"
    )


def _draw(name: str, slots: Slots) -> str:
    rng = slots.rng
    if name in _RANGES:
        return str(rng.randint(*_RANGES[name]))
    if name in _DAYS_AFTER_EVENT:
        return vietnamese(slots.event + dt.timedelta(days=rng.randint(*_DAYS_AFTER_EVENT[name])))
    if name == "village":
        return _place(slots)
    if name == "quarters":
        return _quarters(slots)
    if name in _PEOPLE:
        return _PEOPLE[name](rng)
    return rng.choice(words()[name])


def _place(slots: Slots) -> str:
    """A unit below, or in a commune a village; none twice in a text as long as there are others."""
    places = slots.places or _villages(slots.unit)
    named = {place for name, place in slots.items() if name.startswith("village")}
    place = slots.rng.choice(places)
    while place in named and not named.issuperset(places):
        place = slots.rng.choice(places)
    return place


def _villages(unit: SampleUnit) -> list[str]:
    rural = unit.kind.lower() in {"xã", "huyện", "tỉnh"}
    return [f"{'thôn' if rural else 'khu dân cư'} {name}" for name in words()["villages"]]


def _quarters(slots: Slots) -> str:
    """Residential quarters: a commune names some of its own, all others the units that theirs lie in."""
    named = ", ".join(slots[name] for name in ("village", "village2", "village3"))
    return f"các khu dân cư của {named}" if slots.places else f"{named} và các khu dân cư"


_PEOPLE = {
    "person": person,
    "man": lambda rng: person(rng, "men"),
    "woman": lambda rng: person(rng, "women"),
    "citizen": lambda rng: (
        f"ông {person(rng, 'men')}" if rng.random() < 0.5 else f"bà {person(rng, 'women')}"
    ),
}
_RANGES = {
    "n": (3, 30),
    "nn": (110, 960),
    "pct": (71, 99),
    "km": (1, 5),
    "score": (74, 95),
    "session": (12, 24),
}
_DAYS_AFTER_EVENT = {"date": (0, 0), "until": (5, 20), "later": (25, 60)}
