"""Letters go to the unit's own people, once each, with a link; who wants none gets none."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.approval.models import UnitTaskState
from cms.tenancy.models import Membership

QUEUE = "/quan-tri/cho-duyet/"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def people(person):
    person("binh", "approver", "C")
    person("binh", "admin", "C")
    person("la", "approver", "E")
    person("tren", "supervisor", "D")
    User.objects.create_superuser("moi-viec", "moi-viec@example.vn", "mat-khau")
    return {name: person(name) for name in ("binh", "la", "tren")} | {"an": person("an", "author", "C")}


@pytest.fixture
def sent(people, draft, write, commit, mailoutbox):
    with commit(execute=True):
        write(people["an"], "C", "action-submit")
    return mailoutbox


def addressees(letters):
    return [letter.to for letter in letters]


def test_the_units_approvers_are_told_once_each(sent, people):
    assert addressees(sent) == [["binh@example.vn"]]
    assert sent[0].subject == "Chờ duyệt: Cắt điện"
    link = reverse("lienthong_approval_review", args=[UnitTaskState.objects.get().pk])
    assert f"http://localhost:8000{link}" in sent[0].body
    assert "an vừa gửi duyệt" in sent[0].body


def test_where_nobody_approves_the_supervisors_above_are_told(person, write, commit, mailoutbox):
    person("tren", "supervisor", "D")
    person("duyet-tren", "approver", "D")
    person("ben-canh", "supervisor", "E")
    person("la", "approver", "E")
    with commit(execute=True):
        write(person("an", "author", "C"), "C", "action-submit")
    assert addressees(mailoutbox) == [["tren@example.vn"]]


def test_an_approver_who_is_locked_out_counts_for_none(people, write, commit, mailoutbox):
    User.objects.filter(pk=people["binh"].pk).update(is_active=False)
    with commit(execute=True):
        write(people["an"], "C", "action-submit")
    assert addressees(mailoutbox) == [["tren@example.vn"]]


@pytest.mark.parametrize(
    ("button", "subject"), [("approve", "Đã duyệt: Cắt điện"), ("return", "Cần sửa lại: Cắt điện")]
)
def test_the_author_is_told_what_became_of_it(sent, desk, commit, button, subject):
    wait = UnitTaskState.objects.get()
    sent.clear()
    with commit(execute=True):
        review = reverse("lienthong_approval_review", args=[wait.pk])
        data = {button: "1", "comment": "Xem lại giờ", "version": wait.revision_id}
        desk(User.objects.get(username="binh")).post(review, data)
    assert addressees(sent) == [["an@example.vn"]]
    assert sent[0].subject == subject
    assert "Xem lại giờ" in sent[0].body
    assert reverse("wagtailadmin_pages:edit", args=[wait.revision.object_id]) in sent[0].body


def test_who_has_left_the_unit_is_told_nothing(sent, people, desk, commit):
    wait = UnitTaskState.objects.get()
    sent.clear()
    Membership.objects.filter(user=people["an"]).delete()
    with commit(execute=True):
        desk(people["binh"]).post(QUEUE, {"one": f"{wait.pk}-{wait.revision_id}"})
    assert sent == []


def test_letters_can_be_turned_off(people, write, commit, mailoutbox):
    UserProfile.objects.create(user=people["binh"], submitted_notifications=False)
    with commit(execute=True):
        write(people["an"], "C", "action-submit")
    assert mailoutbox == []


def test_a_mail_server_that_is_out_stops_nothing(people, write, commit, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with commit(execute=True):
        answer = write(people["an"], "C", "action-submit")
    assert answer.status_code == 200
    assert UnitTaskState.objects.count() == 1
    assert "1 letters were not sent" in caplog.text
