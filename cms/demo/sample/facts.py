"""Invented facts of a unit: where it sits, how to reach it, who leads it."""

import random
from functools import cache

from cms.demo.sample.forest import SampleUnit
from cms.demo.sample.slugs import slug
from cms.demo.sample.templates import words

HOURS = "Thứ Hai đến thứ Sáu: 07 giờ 30 – 11 giờ 30 và 13 giờ 30 – 17 giờ 00"


def facts(unit: SampleUnit) -> dict[str, str]:
    """Address, phone, email, hours and leader, the same each time for a unit's code; none is real."""
    return dict(_facts(unit))


@cache
def _facts(unit: SampleUnit) -> dict[str, str]:
    rng = random.Random(f"facts-{unit.code}")  # noqa: S311
    street = rng.choice(words()["streets"])
    return {
        "address": f"Số {rng.randint(2, 190)}, đường {street}, {unit.in_sentence} (địa chỉ mẫu)",
        "phone": f"{phone(rng)} (số mẫu)",
        "email": f"ubnd@{unit.hostname}",
        "hours": HOURS,
        "leader": person(rng),
    }


def phone(rng: random.Random) -> str:
    """A number in a range that nobody is served by."""
    return f"0220 3000 {rng.randint(0, 999):03d}"


def person(rng: random.Random, sex: str = "") -> str:
    """A full name put together by chance, of ``women``, ``men`` or either."""
    lists = words()
    given = lists[sex or rng.choice(["women", "men"])]
    return f"{rng.choice(lists['surnames'])} {rng.choice(given)}"


def mailbox(name: str, unit: SampleUnit) -> str:
    """The e-mail address of a person at a unit: "son.nv@…"."""
    *first, last = slug(name).split("-")
    return f"{last}.{''.join(word[0] for word in first)}@{unit.hostname}"
