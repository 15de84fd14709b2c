"""A page that is renamed or moved can still be found where it was, on every site that shows it."""

import pytest

from cms.pages.models import ArticlePage
from cms.publishing.live import publish_pages
from cms.publishing.models import Change
from cms.publishing.reached import all_reached
from cms.sharing.models import Decision, Redirect


def redirects(snapshot, code: str) -> dict[str, str]:
    snapshot.write()
    return {
        f"{found.section}/{found.slug}": f"{found.to_section}/{found.to_slug}"
        for found in snapshot.unit(code).redirects
    }


def rename(page: ArticlePage, slug: str) -> None:
    page.slug = slug
    page.save_revision().publish()


@pytest.fixture
def shared(write) -> ArticlePage:
    return write("30", "cu", publish=True, reach="all")


def test_a_renamed_page_is_found_at_its_old_address_on_every_site_that_shows_it(shared, snapshot, land):
    Decision.objects.create(unit=land["10549"], page=shared, hide=True)
    rename(shared, "moi")
    for code in ("30", "290", "10546"):
        assert redirects(snapshot, code) == {"tin-tuc/cu": "tin-tuc/moi"}
    assert redirects(snapshot, "10549") == {}


def test_addresses_that_lie_further_back_lead_to_where_the_page_is_now(shared, snapshot):
    rename(shared, "moi")
    rename(shared, "moi-hon")
    assert redirects(snapshot, "10546") == {"tin-tuc/cu": "tin-tuc/moi-hon", "tin-tuc/moi": "tin-tuc/moi-hon"}


def test_a_page_that_comes_back_is_where_it_was(shared, snapshot):
    rename(shared, "moi")
    rename(shared, "cu")
    assert redirects(snapshot, "10546") == {"tin-tuc/moi": "tin-tuc/cu"}


def test_a_page_that_is_moved_to_another_section_is_found(shared, snapshot, land):
    shared.move(land["30"].root_page.get_children().get(slug="thong-bao"), pos="last-child")
    assert redirects(snapshot, "290") == {"tin-tuc/cu": "thong-bao/cu"}


def test_a_draft_that_is_renamed_leaves_no_address(write, snapshot):
    rename(write("30", "nhap"), "da-dang")
    assert redirects(snapshot, "30") == {}


def test_a_page_that_is_withdrawn_is_not_led_to(shared, snapshot):
    rename(shared, "moi")
    shared.unpublish()
    assert redirects(snapshot, "30") == {}


def test_another_page_of_the_unit_has_the_address_as_long_as_it_is_there(shared, write, snapshot):
    rename(shared, "moi")
    other = write("30", "cu", publish=True)
    assert redirects(snapshot, "30") == {}
    # The other page reaches nobody below, where the address goes on leading to the one that moved.
    assert redirects(snapshot, "10546") == {"tin-tuc/cu": "tin-tuc/moi"}
    other.unpublish()
    assert redirects(snapshot, "30") == {"tin-tuc/cu": "tin-tuc/moi"}


@pytest.mark.parametrize("reach", ["own", "children", "all"])
def test_every_site_whose_old_addresses_change_is_brought_up_to_date_at_once(
    shared, write, snapshot, land, reach
):
    rename(shared, "moi")
    before = {code: redirects(snapshot, code) for code in land}
    last = Change.objects.latest("pk").pk
    write("30", "cu", publish=True, reach=reach)
    changes = list(Change.objects.filter(pk__gt=last))
    reached = {unit for _, lanes in all_reached(changes) for unit in lanes}
    changed = {land[code].pk for code in land if redirects(snapshot, code) != before[code]}
    assert changed
    assert changed <= reached


def test_of_several_pages_that_left_an_address_the_last_is_found(shared, write, snapshot):
    rename(shared, "moi")
    other = write("30", "cu", publish=True, reach="children")
    rename(other, "khac")
    assert redirects(snapshot, "290") == {"tin-tuc/cu": "tin-tuc/khac"}
    assert redirects(snapshot, "10546") == {"tin-tuc/cu": "tin-tuc/moi"}
    rename(other, "cu")
    rename(other, "khac-nua")
    assert redirects(snapshot, "290")["tin-tuc/cu"] == "tin-tuc/khac-nua"


def test_on_a_site_with_a_page_of_its_own_there_the_address_is_that_pages(shared, write, snapshot):
    rename(shared, "moi")
    write("10546", "cu", publish=True)
    assert redirects(snapshot, "10546") == {}
    assert redirects(snapshot, "10549") == {"tin-tuc/cu": "tin-tuc/moi"}


def test_two_pages_that_change_places_leave_nothing(write, snapshot):
    first, second = write("30", "a", publish=True), write("30", "b", publish=True)
    for page, slug in ((first, "tam"), (second, "a"), (first, "b")):
        ArticlePage.objects.filter(pk=page.pk).update(slug=slug)
    publish_pages([ArticlePage.objects.get(pk=page.pk) for page in (first, second)])
    assert redirects(snapshot, "30") == {}


def test_a_page_that_is_deleted_takes_its_old_addresses_along(shared, snapshot):
    rename(shared, "moi")
    shared.delete()
    assert not Redirect.objects.exists()
