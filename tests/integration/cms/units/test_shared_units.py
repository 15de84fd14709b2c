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


def passed(path):
    """Which unit passed to which commune, as codes."""
    with path.open(encoding="utf-8", newline="") as file:
        pairs = {(row["old_code"], row["new_code"]) for row in csv.DictReader(file)}
    return {(old, new) for old, new in pairs if len(new) == 5}


@pytest.fixture
def mergers(shared):
    """What passed to what on 1 July 2025: the project's pairs, and those of the statistics office's table."""
    return passed(EDITIONS["2025"].successors), passed(shared / "units" / "mergers_2025.csv")


def test_mergers_are_the_same_but_for_few(mergers):
    ours, theirs = mergers
    assert (len(ours), len(theirs), len(ours & theirs)) == (10_602, 10_571, 10_569)
    # The flats on the coast were a district's own, which is no unit of the table.
    assert theirs - ours == {("09013", "09817"), ("376", "14698")}


def test_what_is_more_was_taken_for_another_commune_of_its_name(mergers):
    ours, theirs = mergers
    names = {code: spelling(row["name"]) for code, row in read(EDITIONS["2025q1"].table).items()}
    came = {(names[old], new) for old, new in ours & theirs if old in names}
    more = ours - theirs
    assert len(more) == 33
    assert {(old, new) for old, new in more if (names[old], new) not in came} == {
        ("23053", "23041"),
        ("28036", "28087"),
    }


def test_hai_duong_has_one_pair_more(mergers):
    parents = {code: row["parent_code"] for code, row in read(EDITIONS["2025q1"].table).items()}
    ours, theirs = ({(old, new) for old, new in pairs if parents[parents[old]] == "30"} for pairs in mergers)
    assert (len(ours), len({new for _, new in ours})) == (244, 65)
    assert (len(theirs), len({new for _, new in theirs})) == (243, 64)
    # Xã Hòa Bình of huyện Kim Thành, for the one of huyện Vĩnh Bảo in Hải Phòng.
    assert ours - theirs == {("10798", "11911")}
