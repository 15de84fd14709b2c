"""The demo's people: what they may do, and that nobody else is touched."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from cms.demo.logins import make_logins
from cms.pages.models import ArticlePage
from cms.pages.planting import plant_sites
from cms.units.models import Unit


@pytest.fixture
def articles(make_unit) -> dict[str, ArticlePage]:
    """A page of each of two communes."""
    for code in ("10546", "10549"):
        make_unit(code)
    plant_sites(timezone.localdate())
    return {unit.code: article(unit) for unit in Unit.objects.select_related("root_page")}


def article(unit: Unit) -> ArticlePage:
    section = unit.root_page.get_children().get(slug="tin-tuc")
    return section.add_child(instance=ArticlePage(title="Tin", slug="tin", live=False))


def logged_in(username: str, password: str) -> Client | None:
    client = Client()
    return client if client.login(username=username, password=password) else None


def test_the_people_of_a_unit_edit_in_it_alone(articles):
    _, *people = make_logins(["10546"])
    own, other = articles["10546"], articles["10549"]
    assert [login.username for login in people] == ["mau-soan-10546", "mau-duyet-10546", "mau-quan-tri-10546"]
    for login in people:
        desk = logged_in(login.username, login.password)
        assert desk.get("/quan-tri/").status_code == 200
        assert desk.get(f"/quan-tri/pages/{own.get_parent().pk}/").status_code == 200
        assert desk.get(f"/quan-tri/pages/{own.pk}/edit/").status_code == 200
        assert desk.get(f"/quan-tri/pages/{other.pk}/edit/").status_code in {302, 404}


def test_authors_write_and_approvers_publish(articles):
    _, *people = make_logins(["10546"])
    own = articles["10546"]
    users = [User.objects.get(username=login.username) for login in people]
    assert [own.permissions_for_user(user).can_publish() for user in users] == [False, True, True]


def test_a_unit_with_units_below_has_a_supervisor_who_sees_them(articles):
    above, below = Unit.objects.order_by("code")
    Unit.objects.filter(pk=below.pk).update(parent=above)
    *_, login = make_logins([above.code])
    assert login.username == f"mau-giam-sat-{above.code}"
    desk = logged_in(login.username, login.password)
    assert desk.get(f"/quan-tri/pages/{articles[below.code].get_parent().pk}/").status_code == 200


def test_the_administrator_edits_everywhere(articles):
    login, *_ = make_logins([])
    desk = logged_in(login.username, login.password)
    assert {desk.get(f"/quan-tri/pages/{page.pk}/edit/").status_code for page in articles.values()} == {200}


def test_a_password_is_good_until_the_demo_runs_again(articles):
    before = make_logins(["10546"])
    after = make_logins(["10546"])
    assert [login.username for login in before] == [login.username for login in after]
    assert not any(logged_in(login.username, login.password) for login in before)
    assert all(logged_in(login.username, login.password) for login in after)


def test_nobody_elses_account_is_touched(articles):
    group = Group.objects.create(name="Ban biên tập")
    for username in ("quan-tri", "bien-tap-10546", "admin"):
        User.objects.create_user(username, password="of their own").groups.add(group)
    columns = ("username", "password", "is_superuser", "is_staff", "groups__name")
    people = User.objects.filter(groups=group).order_by("username")
    before = list(people.values_list(*columns))
    make_logins(["10546"])
    make_logins(["10546"])
    assert list(people.values_list(*columns)) == before
