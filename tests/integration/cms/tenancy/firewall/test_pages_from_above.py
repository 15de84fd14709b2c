"""A page from above may be proposed a change to; a neighbour's is not there, by the firewall alone too."""

import pytest

from cms.pages.models import NoticePage
from cms.tenancy.firewall.owned import all_are_owned


@pytest.fixture
def page(units):
    """A draft of a unit, by its code."""

    def make(code: str) -> int:
        section = units[code].root_page.get_children().get(slug="thong-bao")
        return section.add_child(instance=NoticePage(title="Lịch", slug="lich", live=False)).pk

    return make


@pytest.mark.parametrize(
    ("code", "owned"), [("10501", True), ("288", True), ("30", True), ("10502", False), ("289", False)]
)
def test_own_pages_and_those_of_units_above(person, page, code, owned):
    user = person("a", approver="10501")
    assert all_are_owned(user, {"page_or_above": {page(code)}}) is owned


def test_what_is_not_there_is_nobodys(person):
    assert not all_are_owned(person("a", approver="10501"), {"page_or_above": {10**9}})
