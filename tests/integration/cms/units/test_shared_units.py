"""The project's tables beside lists of the same days from another source."""

import csv
import unicodedata

import pytest

from cms.units.editions import EDITIONS

TONES = "\u0300\u0301\u0303\u0309\u0323"
pytestmark = pytest.mark.shared


def spelling(name):
    """``name`` with every syllable's tone at its end: "Hoà" and "Hòa" are the same, as are "XÃ" and "xã"."""
    syllables = unicodedata.normalize("NFD", name.lower().replace("-", " ")).split()
    return " ".join(
        "".join(c for c in syllable if c not in TONES) + "".join(c for c in syllable if c in TONES)
        for syllable in syllables
    )


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


# Names in minority languages have several spellings in Vietnamese (Đăk, Đắk, Đak; Pu Nhi, Pú Nhi), and the
# two sources chose differently in so many of the names before July 2025.
@pytest.mark.parametrize(("edition", "spelt_otherwise"), [("2025q1", 163), ("2025", 0)])
def test_codes_parents_kinds_and_names_are_the_same(shared, edition, spelt_otherwise):
    ours = read(EDITIONS[edition].table)
    theirs = read(shared / "units" / f"units_{edition}.csv")
    assert set(ours) == set(theirs)
    different = []
    for code, row in ours.items():
        assert row["parent_code"] == theirs[code]["parent_code"]
        assert row["tier"] == theirs[code]["tier"]
        assert theirs[code]["type"].startswith(row["kind"])
        if spelling(row["full_name"]) != spelling(theirs[code]["full_name"]):
            different.append(row["full_name"])
    assert len(different) == spelt_otherwise, different
