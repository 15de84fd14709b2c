"""One way in: name or e-mail address and password, and a lock for who guesses."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from cms.accounts.logged_logins import NOBODY
from cms.audit.models import Entry

PASSWORD = "mot-mat-khau-dai-2026"
LOGIN = "/quan-tri/login/"


def try_in(name: str, password: str = PASSWORD, client: Client | None = None, **headers):
    return (client or Client()).post(LOGIN, {"username": name, "password": password}, **headers)


@pytest.fixture
def lan(person) -> User:
    return person("lan", author="10501")


@pytest.mark.parametrize("name", ["lan", "lan@example.vn", "LAN@example.vn"])
def test_the_name_or_the_address_lets_in(lan, name):
    client = Client()
    answer = try_in(name, client=client)
    assert (answer.status_code, answer["Location"]) == (302, "/quan-tri/")
    assert client.get("/quan-tri/account/").status_code == 200


def test_one_comes_back_to_where_one_wanted_to_go(lan):
    answer = Client().post(
        f"{LOGIN}", {"username": "lan", "password": PASSWORD, "next": "/quan-tri/account/"}
    )
    assert answer["Location"] == "/quan-tri/account/"
    foreign = {"username": "lan", "password": PASSWORD, "next": "https://example.com/"}
    assert Client().post(LOGIN, foreign)["Location"] == "/quan-tri/"


def test_a_wrong_password_keeps_the_name_and_says_so_in_vietnamese(lan):
    page = try_in("lan", "sai").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in page
    assert 'value="lan"' in page


def test_who_was_disabled_does_not_come_in(lan):
    User.objects.update(is_active=False)
    assert try_in("lan").status_code == 200


def test_after_five_failures_even_the_right_password_waits(lan):
    for _ in range(4):
        assert try_in("lan", "sai").status_code == 200
    assert try_in("lan@example.vn", "sai").status_code == 429
    page = try_in("lan")
    assert page.status_code == 429
    until = timezone.localtime(AccessAttempt.objects.get().attempt_time + timedelta(minutes=15))
    assert f"Hãy thử lại sau {until:%H:%M} ngày {until:%d/%m/%Y}" in page.content.decode()


def test_the_lock_is_for_one_name_and_one_address(lan, person):
    person("hoa", author="10501")
    for _ in range(5):
        try_in("lan", "sai")
    assert try_in("hoa").status_code == 302
    assert try_in("lan", REMOTE_ADDR="203.0.113.9").status_code == 302


def test_the_lock_opens_by_itself(lan):
    for _ in range(5):
        try_in("lan", "sai")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert try_in("lan").status_code == 302


def test_waiting_is_not_made_longer_by_trying(lan):
    for _ in range(5):
        try_in("lan", "sai")
    locked = AccessAttempt.objects.get().attempt_time
    try_in("lan", "sai")
    assert AccessAttempt.objects.get().attempt_time == locked


def test_coming_in_forgets_earlier_failures(lan):
    for _ in range(4):
        try_in("lan", "sai")
    try_in("lan")
    assert try_in("lan", "sai").status_code == 200


def test_the_log_tells_who_came_and_who_failed(lan, units):
    for _ in range(5):
        try_in("lan", "sai", REMOTE_ADDR="203.0.113.9")
    try_in("lan", "sai", REMOTE_ADDR="203.0.113.9")
    client = Client()
    try_in("lan", client=client)
    client.post("/quan-tri/logout/")
    told = list(Entry.objects.order_by("pk").values_list("action", "unit", "address", "label"))
    here, there = "127.0.0.1", "203.0.113.9"
    unit = units["10501"].pk
    assert told == [
        *[("login.failed", unit, there, "Lan (lan)")] * 4,
        ("login.locked", unit, there, "Lan (lan)"),
        ("login", unit, here, "Lan (lan)"),
        ("logout", unit, here, "Lan (lan)"),
    ]


def own_account(name: str = "Lan", email: str = "lan@example.vn", new_password: str = "") -> dict[str, str]:
    """What a person's own page sends."""
    chosen = {"old_password": PASSWORD, "new_password1": new_password, "new_password2": new_password}
    return {
        "name_email-first_name": name,
        "name_email-email": email,
        "locale-preferred_language": "vi",
        "theme-theme": "system",
        "theme-density": "default",
        "theme-contrast": "system",
        "theme-keyboard_shortcuts": "on",
        **({f"password-{field}": value for field, value in chosen.items()} if new_password else {}),
    }


def test_a_name_is_written_family_name_first(lan):
    client = Client()
    try_in("lan", client=client)
    client.post("/quan-tri/account/", own_account(name="Nguyễn Thị Lan"))
    assert User.objects.get().get_full_name() == "Nguyễn Thị Lan"
    assert 'value="Nguyễn Thị Lan"' in client.get("/quan-tri/account/").content.decode()


def test_nobody_takes_somebody_elses_address(lan, person):
    person("hoa", author="10502")
    client = Client()
    try_in("lan", client=client)
    page = client.post("/quan-tri/account/", own_account(email="HOA@example.vn")).content.decode()
    assert "Địa chỉ này đã có người khác dùng" in page
    assert User.objects.get(username="lan").email == "lan@example.vn"


def test_a_new_password_is_in_the_log_without_the_password(lan, units):
    client = Client()
    try_in("lan", client=client)
    client.post("/quan-tri/account/", own_account(new_password="Canh-dong-lua-2026"))
    entry = Entry.objects.get(action="user.password")
    assert (entry.unit, entry.label, entry.changes) == (units["10501"], "Lan (lan)", {})
    assert try_in("lan", "Canh-dong-lua-2026").status_code == 302
    assert "Canh-dong" not in str(list(Entry.objects.values()))


def test_what_was_typed_for_nobodys_name_is_not_kept(db):
    try_in("mat khau that cua toi", "sai")
    entry = Entry.objects.get()
    assert (entry.action, entry.label, entry.unit) == ("login.failed", NOBODY, None)
    assert "mat khau" not in str(entry.__dict__)


def test_no_password_is_kept_anywhere(lan):
    try_in("lan", "bi-mat-cua-lan")
    assert "bi-mat-cua-lan" not in str(list(AccessAttempt.objects.values()))
    assert "bi-mat-cua-lan" not in str(list(Entry.objects.values()))
