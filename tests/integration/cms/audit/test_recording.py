"""Who did it, from where, and what a watched row said before and after."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpResponse
from django.test import RequestFactory

from cms.audit.models import Entry
from cms.audit.origin import RememberRequest, address_of
from cms.audit.recording import record
from cms.audit.words import action_words, change_words
from cms.sharing.models import SectionSetting


@pytest.fixture
def lan(db) -> User:
    return User.objects.create_user("lan", first_name="Lan")


def answering(user, work, **headers):
    """Does ``work`` while a request of ``user`` is being answered."""

    def view(_request):
        work()
        return HttpResponse()

    request = RequestFactory().post("/", **headers)
    request.user = user
    return RememberRequest(view)(request)


def test_a_request_says_who_and_from_where(lan):
    answering(lan, lambda: record("login"), REMOTE_ADDR="203.0.113.7")
    entry = Entry.objects.get()
    assert (entry.user, entry.who, entry.address) == (lan, "Lan (lan)", "203.0.113.7")


def test_afterwards_nobody_is_at_it(lan):
    answering(lan, lambda: None)
    assert (record("login").who, record("login").address) == ("", None)


def test_a_stranger_is_nobody(db):
    answering(AnonymousUser(), lambda: record("login.failed", label="lan"), REMOTE_ADDR="2001:db8::1")
    entry = Entry.objects.get()
    assert (entry.user, entry.label, entry.address) == (None, "lan", "2001:db8::1")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "198.51.100.6, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.6, 203.0.113.9", "198.51.100.6"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, address):
    settings.NINJA_NUM_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


def test_an_address_that_is_none_is_left_out(settings, lan):
    settings.NINJA_NUM_PROXIES = 1
    answering(lan, lambda: record("login"), HTTP_X_FORWARDED_FOR="<script>")
    assert Entry.objects.get().address is None


@pytest.fixture
def watched(units):
    """A unit; the settings of its sections are among what the product watches."""
    return units["10546"]


def test_a_watched_row_tells_before_and_after(watched, lan):
    def work():
        setting = SectionSetting.objects.create(unit=watched, section="tin-tuc", mode="own")
        setting.mode = "all"
        setting.save()
        setting.save()
        setting.delete()

    answering(lan, work)
    told = [(e.action, e.changes, e.unit) for e in Entry.objects.filter(kind="sharing.sectionsetting")]
    assert told == [
        ("delete", {"section": ["tin-tuc", None], "mode": ["all", None], "order": ["", None]}, watched),
        ("edit", {"mode": ["own", "all"]}, watched),
        ("create", {"section": [None, "tin-tuc"], "mode": [None, "own"], "order": [None, ""]}, watched),
    ]


def test_commands_at_the_console_are_not_recorded(watched):
    SectionSetting.objects.create(unit=watched, section="tin-tuc", mode="own").delete()
    assert not Entry.objects.filter(kind="sharing.sectionsetting").exists()


def test_an_entry_reads_as_a_sentence_would(db):
    entry = record("user.roles", changes={"roles": [["Người soạn"], ["Người soạn", "Người duyệt"]]})
    assert action_words(entry) == "Đổi vai trò"
    assert change_words(entry) == [("Vai trò", "Người soạn", "Người soạn, Người duyệt")]
    yes = record(
        "edit", changes={"is_active": [True, False], "go_live_at": [None, "2026-11-22T14:05:00+00:00"]}
    )
    assert change_words(yes) == [
        ("Được đăng nhập", "có", "không"),
        ("Thời điểm đăng", "(trống)", "22/11/2026 21:05"),
    ]


def test_what_never_said_anything_is_left_out(db):
    entry = record("create", changes={"phone": [None, ""], "hostname": [None, "xa.localhost"]})
    assert [(old, new) for _, old, new in change_words(entry)] == [("(trống)", "xa.localhost")]


@pytest.mark.parametrize("action", ["wagtail.workflow.start", "wagtail.workflow.resume"])
def test_sending_for_approval_is_called_as_on_the_button(db, action):
    assert action_words(record(action)).startswith("Gửi duyệt")
