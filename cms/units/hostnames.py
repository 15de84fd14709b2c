"""Hostnames: what one may look like, and how units get theirs from their names.

The rules of RFC 1123 for hostnames, in lower case: labels of letters, digits and hyphens, at most 63
characters each and 253 in all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from cms.units.folding import slug
from cms.units.period import Period

LABEL_LENGTH: Final = 63
HOSTNAME_LENGTH: Final = 253
CODE_PATTERN: Final = re.compile(r"[0-9a-z]{1,10}")
_LABEL: Final = re.compile(r"[0-9a-z]([0-9a-z-]*[0-9a-z])?")


class Problem(NamedTuple):
    """What is wrong with a hostname, as the end of a sentence that begins with it."""

    in_english: str
    in_vietnamese: str


_EXAMPLE_EN = "write only names joined by dots, as in chi-linh.hai-duong.gov.vn"
_EXAMPLE_VI = "chỉ ghi các tên nối nhau bằng dấu chấm, ví dụ chi-linh.hai-duong.gov.vn"
_UNWANTED: Final = (
    (re.compile(r"://"), "has a scheme in it", "có kèm giao thức"),
    (re.compile(r"[/\\?#]"), "has a path in it", "có kèm đường dẫn"),
    (re.compile(r"@"), "has a user in it", "có kèm tên người dùng"),
    (re.compile(r":"), "has a port in it", "có kèm số cổng"),
    (re.compile(r"_"), "has an underscore in it", "có dấu gạch dưới"),
    (re.compile(r"\s"), "has a space in it", "có khoảng trắng"),
    (re.compile(r"[A-Z]"), "has capital letters in it", "có chữ hoa"),
    (re.compile(r"[^0-9a-z.-]"), "has other than plain letters in it", "có ký tự không phải chữ cái Latinh"),
)


def hostname_problem(hostname: str) -> Problem | None:
    """What is wrong with ``hostname``, or None; it stands alone, without scheme, port and path."""
    for pattern, english, vietnamese in _UNWANTED:
        if pattern.search(hostname):
            return Problem(f"{english}; {_EXAMPLE_EN}", f"{vietnamese}; {_EXAMPLE_VI}")
    if not all(_LABEL.fullmatch(label) for label in hostname.split(".")):
        return Problem(f"has an unfinished name in it; {_EXAMPLE_EN}", f"có phần bị thiếu; {_EXAMPLE_VI}")
    if len(hostname) > HOSTNAME_LENGTH or any(len(label) > LABEL_LENGTH for label in hostname.split(".")):
        return Problem(
            f"is too long; keep each name to {LABEL_LENGTH} characters and the whole to {HOSTNAME_LENGTH}",
            f"quá dài; mỗi phần không quá {LABEL_LENGTH} ký tự, cả tên không quá {HOSTNAME_LENGTH} ký tự",
        )
    return None


@dataclass(frozen=True)
class Nameless:
    """A unit that still needs a hostname; ``base`` is that of the unit above, or the domain."""

    code: str
    name: str
    kind: str
    base: str
    period: Period


def labels(unit: Nameless) -> Iterator[str]:
    """The unit's own part of its hostname, from the shortest to the one that nobody else can have.

    The name; kind and name, where names are alike without marks or mere numbers; and the name with the
    code, which is unique.
    """
    plain, full = slug(unit.name), slug(f"{unit.kind} {unit.name}")
    telling = bool(plain) and not plain.isdigit()
    if telling:
        yield plain[:LABEL_LENGTH].strip("-")
    yield full[:LABEL_LENGTH].strip("-")
    room = LABEL_LENGTH - len(unit.code) - 1
    yield f"{(plain if telling else full)[:room].strip('-')}-{unit.code}".strip("-")


def give_hostnames(units: Iterable[Nameless], taken: Mapping[str, Iterable[Period]]) -> dict[Nameless, str]:
    """A hostname for each of ``units``, unique among those in force at the same time.

    Units whose hostnames meet all take their next longer label, so the order of ``units`` does not
    matter; one that has come to its last label keeps it. ``taken`` are hostnames that others have, and
    when. A unit whose every hostname is taken is left out.
    """
    choices = {unit: [f"{label}.{unit.base}" for label in labels(unit) if label] for unit in units}
    step = dict.fromkeys(choices, 0)
    while meeting := _meeting(choices, step, taken):
        for unit in meeting:
            step[unit] += 1
    return {unit: choices[unit][at] for unit, at in step.items() if at < len(choices[unit])}


def _meeting(
    choices: Mapping[Nameless, list[str]], step: Mapping[Nameless, int], taken: Mapping[str, Iterable[Period]]
) -> list[Nameless]:
    """The units that want a hostname which somebody else has or wants at the same time."""
    wanting = defaultdict(list)
    for unit, at in step.items():
        if at < len(choices[unit]):
            wanting[choices[unit][at]].append(unit)
    return [
        unit
        for hostname, rivals in wanting.items()
        for unit in rivals
        if _meets(unit, taken.get(hostname, ()))
        or (step[unit] < len(choices[unit]) - 1 and _meets(unit, [r.period for r in rivals if r is not unit]))
    ]


def _meets(unit: Nameless, periods: Iterable[Period]) -> bool:
    return any(unit.period.overlaps(period) for period in periods)
