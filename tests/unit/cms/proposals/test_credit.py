"""Whoever proposed something is named, once, and the names fit their field."""

from hypothesis import given
from hypothesis import strategies as st

from cms.pages.base import LINE_LENGTH
from cms.proposals.credit import BETWEEN, credited

NAMES = st.lists(st.from_regex(r"\A[A-ZĐ][a-zđ ]{0,250}[a-z]\Z"), max_size=8)


def test_names_are_joined_without_doubles():
    assert credited("", "Xã A") == "Xã A"
    assert credited("Xã A", "Xã B") == "Xã A; Xã B"
    assert credited("Xã A; Xã B", "Xã A") == "Xã A; Xã B"


@given(NAMES.filter(bool))
def test_the_newest_is_always_named_and_the_names_fit(names):
    credit = ""
    for name in names:
        credit = credited(credit, name)
        found = credit.split(BETWEEN)
        assert name in found
        assert len(found) == len(set(found))
        assert len(credit) <= LINE_LENGTH
