"""Wagtail's permissions follow the roles in units, with no group, at a cost that does not grow."""

import pytest
from django.contrib.auth.models import User
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Page, Site, Workflow
from wagtail.permissions import policy_registry

from cms.pages.models import ArticlePage
from cms.tenancy.media_policy import collection_of, may_open
from cms.tenancy.models import UnitSettings

PAGES = policy_registry.get_by_type(Page)


@pytest.fixture
def article(units):
    """A draft of a unit, by its code."""

    def make(code: str, slug: str = "tin", *, live: bool = False) -> ArticlePage:
        section = units[code].root_page.get_children().get(slug="tin-tuc")
        return section.add_child(instance=ArticlePage(title=f"Tin {code}", slug=slug, live=live))

    return make


def codes(pages):
    return sorted({page.title.removeprefix("Tin ") for page in pages.type(ArticlePage)})


def test_people_may_do_with_pages_what_their_role_says(person, article):
    page = article("10501")
    found = {}
    for role in ("author", "approver", "admin", "supervisor"):
        may = page.permissions_for_user(person(role, **{role: "10501"}))
        found[role] = (may.can_edit(), may.can_publish(), may.can_delete(), may.can_lock())
    assert found == {
        "author": (True, False, True, False),
        "approver": (True, True, True, True),
        "admin": (True, True, True, True),
        "supervisor": (False, True, False, True),
    }


def test_a_supervisor_approves_below_and_edits_there_only_with_the_right(person, article):
    page = article("10501")
    seeing = page.permissions_for_user(person("s", supervisor="30"))
    writing = page.permissions_for_user(person("w", supervisor="30", writes_below=True))
    assert (seeing.can_publish(), seeing.can_edit()) == (True, False)
    assert (writing.can_publish(), writing.can_edit()) == (True, True)


def test_the_tester_of_a_plain_page_says_the_same(person, article):
    page = Page.objects.get(pk=article("10501").pk)
    assert page.permissions_for_user(person("a", author="10501")).can_edit()
    assert not page.permissions_for_user(person("b", author="10502")).can_edit()


def test_home_pages_and_sections_are_nobodys_to_change(person, units):
    home = units["10501"].root_page
    section = home.get_children().get(slug="tin-tuc").specific
    user = person("a", admin="10501")
    for page in (home.specific, section):
        may = page.permissions_for_user(user)
        assert not any((may.can_edit(), may.can_delete(), may.can_move(), may.can_copy()))
        assert not any((may.can_publish(), may.can_unpublish()))
        assert not Page.objects.get(pk=page.pk).permissions_for_user(user).can_publish()
    assert section.permissions_for_user(user).can_add_subpage()
    assert section.permissions_for_user(user).can_publish_subpage()


def test_the_explorer_shows_the_own_units_alone(person, article, units):
    for code in units:
        if code != "30":
            article(code)
    assert codes(PAGES.explorable_instances(person("a", author="10501"))) == ["10501"]
    assert codes(PAGES.explorable_instances(person("b", author="10501", approver="10601"))) == [
        "10501",
        "10601",
    ]
    assert codes(PAGES.explorable_instances(person("s", supervisor="288"))) == ["10501", "10502", "288"]
    assert codes(PAGES.explorable_instances(User(is_superuser=True))) == sorted(set(units) - {"30"})
    assert not PAGES.explorable_instances(person("n")).exists()


def test_the_explorer_begins_at_the_home_page_of_the_one_unit(person, units):
    assert PAGES.explorable_root_instance(person("a", author="10501")) == units["10501"].root_page
    assert PAGES.explorable_root_instance(person("s", supervisor="288")).depth == 1
    assert PAGES.explorable_root_instance(person("n")) is None


def test_a_page_cannot_be_moved_or_copied_into_another_unit(person, article, units):
    page = article("10501")
    user = person("a", approver="10501")
    other = units["10502"].root_page.get_children().get(slug="tin-tuc")
    own = units["10501"].root_page.get_children().get(slug="tin-tuc")
    may = page.permissions_for_user(user)
    assert not may.can_move_to(other)
    assert not may.can_copy_to(other)
    assert may.can_copy_to(own)


def test_authors_publish_where_the_unit_lets_them(person, article, units):
    UnitSettings.objects.create(unit=units["10501"], authors_publish=True)
    assert article("10501").permissions_for_user(person("a", author="10501")).can_publish()


def test_questions_cost_the_same_at_any_number_of_units(person, article, django_assert_num_queries):
    page = article("10501")
    user = person("s", supervisor="30")
    with django_assert_num_queries(4):  # roles and settings, the page's unit, and what stands above it
        page.permissions_for_user(user)
        PAGES.user_has_any_permission(user, {"publish"})
        page.permissions_for_user(user)
    with django_assert_num_queries(2):  # the root, and the pages
        list(PAGES.explorable_instances(user))


def test_the_people_who_may_act_on_a_page(person, article):
    page = article("10501")
    author, approver = person("a", author="10501"), person("b", approver="10501")
    supervisor, stranger = person("s", supervisor="30"), person("x", admin="10502")
    publish = PAGES.users_with_any_permission_for_instance({"publish"}, page)
    assert set(publish) == {approver, supervisor}
    assert set(PAGES.users_with_any_permission_for_instance({"change"}, page)) == {author, approver}
    assert set(PAGES.users_with_permission("change")) == {author, approver, stranger}


@pytest.mark.parametrize("model", [Image, Document])
def test_media_belong_to_units(person, units, model):
    policy = policy_registry.get_by_type(model)
    user = person("a", author="10501")
    row = {"width": 1, "height": 1} if model is Image else {}
    own = model.objects.create(title="own", collection=collection_of(units["10501"]), **row)
    other = model.objects.create(title="other", collection=collection_of(units["10502"]), **row)
    nobodys = model.objects.create(title="nobody's", **row)
    for action in ("choose", "change", "delete"):
        assert list(policy.instances_user_has_permission_for(user, action)) == [own]
        assert [
            policy.user_has_permission_for_instance(user, action, one) for one in (own, other, nobodys)
        ] == [
            True,
            False,
            False,
        ]
    assert list(policy.users_with_permission_for_instance("change", own)) == [user]


def test_a_units_collection_is_made_when_first_needed_and_once(person, units):
    user = person("a", author="10501")
    policy = policy_registry.get_by_type(Image)
    (made,) = policy.collections_user_has_permission_for(user, "add")
    assert made == collection_of(units["10501"])
    assert made.name == "Đơn vị 10501 (10501)"
    assert Collection.objects.count() == 2


def test_a_supervisor_opens_media_below_but_chooses_none_of_them(person, units):
    image = Image.objects.create(title="below", width=1, height=1, collection=collection_of(units["10501"]))
    user = person("s", supervisor="30", writes_below=True)
    assert may_open(user, image.collection_id)
    assert not may_open(person("x", admin="10502"), image.collection_id)
    assert not policy_registry.get_by_type(Image).user_has_permission_for_instance(user, "change", image)


@pytest.mark.parametrize("model", [Collection, Site, Workflow])
def test_what_all_share_is_for_superusers(person, model):
    policy = policy_registry.get_by_type(model)
    user = person("a", admin="30")
    assert not policy.user_has_any_permission(user, ["add", "change", "delete"])
    assert not policy.instances_user_has_permission_for(user, "change").exists()
    assert policy.user_has_permission(User(is_superuser=True), "change")


def test_the_desk_is_open_to_those_with_a_role(person):
    assert person("a", author="10501").has_perm("wagtailadmin.access_admin")
    assert not person("n").has_perm("wagtailadmin.access_admin")
    assert not person("b", author="10501").has_perm("wagtailcore.add_site")
