"""What an administrator may do to people, and what nobody may."""

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client

from cms.audit.models import Entry
from cms.tenancy.models import Membership

PEOPLE = "/quan-tri/nguoi-dung/"
PASSWORD = "mot-mat-khau-dai-2026"


@pytest.fixture
def quan(person) -> User:
    return person("quan", admin="10501")


@pytest.fixture
def lan(person) -> User:
    return person("lan", author="10501")


@pytest.fixture
def admin(desk, quan) -> Client:
    return desk(quan)


def said(answer) -> str:
    return answer.content.decode()


def roles(user: User, code: str = "10501") -> set[str]:
    return set(Membership.objects.filter(user=user, unit__code=code).values_list("role", flat=True))


def act(client: Client, user: User, action: str) -> str:
    return said(client.post(f"{PEOPLE}{user.pk}/{action}/", follow=True))


def test_the_list_shows_the_units_people_alone(admin, lan, person):
    person("nguoi-khac", author="10502")
    User.objects.create_superuser("toan-quyen")
    page = said(admin.get(PEOPLE))
    assert "lan@example.vn" in page
    assert "Người soạn" in page
    assert "nguoi-khac" not in page
    assert "toan-quyen" not in page


@pytest.mark.parametrize("role", ["author", "approver", "supervisor"])
def test_only_administrators_see_it(desk, person, lan, role):
    client = desk(person("ai-do", **{role: "10501"}))
    for address in (PEOPLE, f"{PEOPLE}moi/", f"{PEOPLE}{lan.pk}/", f"{PEOPLE}{lan.pk}/chuyen/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{PEOPLE}{lan.pk}/vo-hieu-hoa/").status_code == 404


def test_people_of_another_unit_do_not_exist(admin, person):
    other = person("khac", author="10502")
    before = list(User.objects.order_by("pk").values())
    for address in (f"{PEOPLE}{other.pk}/", f"{PEOPLE}{other.pk}/chuyen/"):
        assert admin.get(address).status_code == 404
        assert admin.post(address, {"roles": ["admin"], "target": "10501"}).status_code == 404
    for action in ("vo-hieu-hoa", "kich-hoat", "mo-khoa", "go-xac-thuc"):
        assert admin.post(f"{PEOPLE}{other.pk}/{action}/").status_code == 404
    assert list(User.objects.order_by("pk").values()) == before
    assert roles(other, "10502") == {"author"}


def test_a_supervisor_above_does_not_administer_below(desk, person, lan):
    client = desk(person("tren", supervisor="288", admin="288"))
    assert client.get(f"{PEOPLE}{lan.pk}/").status_code == 404


def test_roles_change_and_the_log_says_how(admin, lan, units):
    admin.post(f"{PEOPLE}{lan.pk}/", {"roles": ["author", "approver"]})
    assert roles(lan) == {"author", "approver"}
    entry = Entry.objects.get(action="user.roles")
    assert entry.changes == {"roles": [["Người soạn"], ["Người soạn", "Người duyệt"]]}
    assert (entry.unit, entry.label, entry.who) == (units["10501"], "Lan (lan)", "Quan (quan)")


def test_without_a_role_one_is_no_longer_of_the_unit(admin, lan):
    answer = admin.post(f"{PEOPLE}{lan.pk}/", {}, follow=True)
    assert "không còn vai trò nào" in said(answer)
    assert admin.get(f"{PEOPLE}{lan.pk}/").status_code == 404
    assert Client().login(username="lan", password=PASSWORD)


@pytest.mark.parametrize("kept", [[], ["author"]])
def test_the_last_administrator_stays(admin, quan, kept):
    answer = admin.post(f"{PEOPLE}{quan.pk}/", {"roles": kept})
    assert "người quản trị duy nhất của đơn vị 10501" in said(answer)
    assert roles(quan) == {"admin"}


def test_a_disabled_administrator_does_not_count(admin, quan, person):
    other = person("phu", admin="10501")
    assert "không đăng nhập được nữa" in act(admin, other, "vo-hieu-hoa")
    assert "người quản trị duy nhất" in said(admin.post(f"{PEOPLE}{quan.pk}/", {}))


def test_with_another_one_an_administrator_may_go(admin, quan, person):
    person("phu", admin="10501")
    admin.post(f"{PEOPLE}{quan.pk}/", {"roles": ["author"]})
    assert roles(quan) == {"author"}


def test_a_superuser_may_remove_even_the_last_one(desk, quan):
    superuser = User.objects.create_superuser("toan-quyen")
    client = desk(superuser)
    session = client.session
    session["lienthong_unit"] = Membership.objects.get(user=quan).unit_id
    session.save()
    client.post(f"{PEOPLE}{quan.pk}/", {"roles": []})
    assert roles(quan) == set()


@pytest.mark.parametrize("asked", ["supervisor", "owner"])
def test_no_role_is_given_that_is_not_ones_own_to_give(admin, lan, asked):
    answer = admin.post(f"{PEOPLE}{lan.pk}/", {"roles": ["author", asked]})
    assert answer.status_code == 200
    assert roles(lan) == {"author"}


def test_a_supervisors_role_is_not_taken_away_either(admin, person):
    watcher = person("giam-sat", supervisor="10501")
    answer = admin.post(f"{PEOPLE}{watcher.pk}/", {"roles": ["author"]})
    assert "không có quyền giao hoặc bỏ vai trò: Giám sát cấp trên" in said(answer)
    assert roles(watcher) == {"supervisor"}


def test_other_roles_of_a_supervisor_do_not_touch_writing_below(admin, person):
    watcher = person("giam-sat", supervisor="10501", writes_below=True)
    admin.post(f"{PEOPLE}{watcher.pk}/", {"roles": ["author", "supervisor"]})
    assert roles(watcher) == {"author", "supervisor"}
    assert Membership.objects.get(user=watcher, role="supervisor").writes_below


def test_disabled_people_are_out_at_once_and_come_back_as_they_were(admin, lan, desk, units):
    client = desk(lan)
    assert client.get("/quan-tri/account/").status_code == 200
    act(admin, lan, "vo-hieu-hoa")
    assert client.get("/quan-tri/")["Location"].startswith("/quan-tri/login/")
    assert "Đã vô hiệu hóa" in said(admin.get(PEOPLE))
    act(admin, lan, "kich-hoat")
    assert roles(lan) == {"author"}
    assert desk(lan).get("/quan-tri/account/").status_code == 200
    told = Entry.objects.filter(unit=units["10501"], action__startswith="user.").order_by("pk")
    assert [entry.action for entry in told] == ["user.disable", "user.enable"]


def test_nobody_disables_themselves(admin, quan, person):
    person("phu", admin="10501")
    assert "không thể tự làm việc này" in act(admin, quan, "vo-hieu-hoa")
    assert User.objects.get(pk=quan.pk).is_active


def test_the_account_of_somebody_who_also_works_elsewhere_is_not_ones_own(admin, lan, units):
    Membership.objects.create(user=lan, unit=units["10502"], role="author")
    for action in ("vo-hieu-hoa", "go-xac-thuc"):
        assert "còn làm việc cho đơn vị khác" in act(admin, lan, action)
    assert User.objects.get(pk=lan.pk).is_active
    admin.post(f"{PEOPLE}{lan.pk}/", {"roles": []})
    assert (roles(lan), roles(lan, "10502")) == (set(), {"author"})


def test_unlocking_lets_in_at_once(admin, lan, units):
    for _ in range(5):
        Client().post("/quan-tri/login/", {"username": "lan", "password": "sai"})
    assert "Tạm khóa đến" in said(admin.get(PEOPLE))
    assert "Đã mở khóa" in act(admin, lan, "mo-khoa")
    assert not AccessAttempt.objects.exists()
    answer = Client().post("/quan-tri/login/", {"username": "lan", "password": PASSWORD})
    assert answer["Location"] == "/quan-tri/"
    assert Entry.objects.get(action="login.unlock").unit == units["10501"]
    assert "không bị tạm khóa" in act(admin, lan, "mo-khoa")


def test_a_lost_phone_is_taken_off(admin, lan):
    Authenticator.objects.create(user=lan, type="totp", data={"secret": "x"})
    assert "Đã gỡ xác thực hai lớp" in act(admin, lan, "go-xac-thuc")
    assert not Authenticator.objects.exists()


def test_who_administers_both_moves_people(desk, person, units):
    lan = person("lan", author="10501")
    both = person("ca-hai", admin="10501")
    Membership.objects.create(user=both, unit=units["10502"], role="admin")
    answer = desk(both).post(f"{PEOPLE}{lan.pk}/chuyen/", {"target": "10502", "roles": ["approver"]})
    assert answer["Location"] == PEOPLE
    assert (roles(lan), roles(lan, "10502")) == (set(), {"approver"})
    moved = Entry.objects.filter(action="user.move")
    assert {entry.unit for entry in moved} == {units["10501"], units["10502"]}


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("10502", "Chỉ chuyển được người dùng sang đơn vị mà bạn cũng quản trị."),
        ("10501", "đang thuộc đơn vị đó rồi"),
        ("99999", "Không có đơn vị nào đang hoạt động mang mã này"),
    ],
)
def test_nobody_is_moved_where_one_has_no_say(admin, lan, target, sentence):
    answer = admin.post(f"{PEOPLE}{lan.pk}/chuyen/", {"target": target, "roles": ["author"]})
    assert sentence in said(answer)
    assert f'value="{target}"' in said(answer)
    assert (roles(lan), roles(lan, "10502")) == ({"author"}, set())


def test_the_last_administrator_is_not_moved_away(desk, person, units):
    both = person("ca-hai", admin="10501")
    Membership.objects.create(user=both, unit=units["10502"], role="admin")
    answer = desk(both).post(f"{PEOPLE}{both.pk}/chuyen/", {"target": "10502", "roles": ["admin"]})
    assert "người quản trị duy nhất" in said(answer)
    assert (roles(both), roles(both, "10502")) == ({"admin"}, {"admin"})


def test_an_action_that_is_none_is_not_there(admin, lan):
    assert admin.post(f"{PEOPLE}{lan.pk}/xoa/").status_code == 404
    assert admin.get(f"{PEOPLE}{lan.pk}/vo-hieu-hoa/").status_code == 405


def test_wagtails_own_screens_stay_with_superusers(admin):
    for address in ("/quan-tri/users/", "/quan-tri/groups/", "/quan-tri/users/add/"):
        assert admin.get(address).status_code == 404


def test_the_list_costs_the_same_for_many(admin, person, django_assert_max_num_queries):
    for number in range(30):
        person(f"nguoi-{number:02}", author="10501")
    admin.get(PEOPLE)
    with django_assert_max_num_queries(40):
        admin.get(PEOPLE)
