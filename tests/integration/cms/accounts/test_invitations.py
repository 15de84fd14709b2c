"""A link that works once, for seven days, for who was meant."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from cms.accounts.models import Invitation
from cms.audit.models import Entry
from cms.tenancy.models import Membership

PEOPLE = "/quan-tri/nguoi-dung/"
MOI = f"{PEOPLE}moi/"
GOOD = "Canh-dong-lua-2026"
ASKED = {"name": "Nguyễn Thị Hoa", "email": "hoa@xa.example.vn", "roles": ["author", "approver"]}
CHOSEN = {"name": "Nguyễn Thị Hoa", "password": GOOD, "again": GOOD}


@pytest.fixture
def quan(person) -> User:
    return person("quan", admin="10501")


@pytest.fixture
def admin(desk, quan) -> Client:
    return desk(quan)


def link() -> str:
    """The address in the last mail, without the host."""
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def said(answer) -> str:
    return answer.content.decode()


def test_from_the_invitation_to_the_desk(admin, units):
    assert admin.post(MOI, ASKED)["Location"] == PEOPLE
    [letter] = mail.outbox
    assert letter.to == ["hoa@xa.example.vn"]
    assert "đơn vị 10501" in letter.subject
    hoa = Client()
    assert 'value="Nguyễn Thị Hoa"' in said(hoa.get(link()))
    assert hoa.post(link(), CHOSEN)["Location"] == "/quan-tri/"
    assert hoa.get("/quan-tri/account/").status_code == 200
    user = User.objects.get(email="hoa@xa.example.vn")
    assert (user.username, user.get_full_name()) == ("hoa@xa.example.vn", "Nguyễn Thị Hoa")
    assert set(Membership.objects.filter(user=user).values_list("unit__code", "role")) == {
        ("10501", "author"),
        ("10501", "approver"),
    }
    again = Client().post("/quan-tri/login/", {"username": "hoa@xa.example.vn", "password": GOOD})
    assert again["Location"] == "/quan-tri/"
    actions = Entry.objects.filter(unit=units["10501"]).order_by("pk").values_list("action", flat=True)
    assert [action for action in actions if action.startswith("user.")] == ["user.invite", "user.accept"]


def test_a_used_invitation_says_what_to_do(admin):
    admin.post(MOI, ASKED)
    Client().post(link(), CHOSEN)
    answer = Client().get(link())
    assert answer.status_code == 410
    assert "đã được dùng. Nếu đó là bạn, hãy đăng nhập" in said(answer)
    assert Client().post(link(), CHOSEN).status_code == 410
    assert User.objects.filter(email="hoa@xa.example.vn").count() == 1


@pytest.mark.parametrize(("days", "status"), [(6.99, 200), (7, 410)])
def test_it_works_for_seven_days(admin, days, status):
    admin.post(MOI, ASKED)
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=days))
    answer = Client().post(link(), {**CHOSEN, "again": "khac"})
    assert answer.status_code == status
    assert ("đã hết hạn. Hãy đề nghị người quản trị của đơn vị 10501 gửi lại" in said(answer)) == (
        status == 410
    )


def test_a_new_link_takes_the_old_ones_place(admin):
    admin.post(MOI, ASKED)
    old = link()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=30))
    [invitation] = Invitation.objects.all()
    admin.post(f"{PEOPLE}loi-moi/{invitation.pk}/gui-lai/")
    assert link() != old
    assert "thay bằng liên kết mới hơn" in said(Client().get(old))
    assert Client().get(link()).status_code == 200


def test_a_withdrawn_invitation_leads_nowhere(admin):
    admin.post(MOI, ASKED)
    [invitation] = Invitation.objects.all()
    admin.post(f"{PEOPLE}loi-moi/{invitation.pk}/thu-hoi/")
    assert "đã được thu hồi" in said(Client().get(link()))
    answer = admin.post(f"{PEOPLE}loi-moi/{invitation.pk}/gui-lai/", follow=True)
    assert "không còn gửi lại được" in said(answer)
    assert admin.post(f"{PEOPLE}loi-moi/{invitation.pk}/xoa/").status_code == 404


@pytest.mark.parametrize("token", ["x", "WzEsIngiXQ:1abc:sig", "{}"])
def test_a_link_that_somebody_made_up_leads_nowhere(db, token):
    answer = Client().get(f"/quan-tri/loi-moi/{token}/")
    assert answer.status_code == 410
    assert "Liên kết này không đúng" in said(answer)


def test_a_unit_that_closed_takes_nobody_in(admin, units):
    admin.post(MOI, ASKED)
    units["10501"].valid_to = timezone.localdate()
    units["10501"].save()
    assert "Đơn vị 10501 không còn hoạt động" in said(Client().get(link()))


def test_an_address_in_use_is_refused_and_what_was_typed_stays(admin, person):
    person("hoa", author="10502")
    answer = admin.post(MOI, {**ASKED, "email": "HOA@example.vn"})
    assert "Địa chỉ thư này đã có tài khoản" in said(answer)
    assert 'value="Nguyễn Thị Hoa"' in said(answer)
    assert "10502" not in said(answer)
    assert mail.outbox == []


def test_an_address_that_was_taken_meanwhile_is_refused(admin, person):
    admin.post(MOI, {**ASKED, "email": "hoa@example.vn"})
    person("hoa", author="10502")
    answer = Client().post(link(), CHOSEN)
    assert answer.status_code == 410
    assert "đã có tài khoản" in said(answer)


def test_who_left_one_unit_comes_to_another_with_the_same_account(admin, person):
    hoa = person("hoa", author="10502")
    Membership.objects.filter(user=hoa).delete()
    admin.post(MOI, {**ASKED, "email": "hoa@example.vn"})
    assert Client().post(link(), CHOSEN)["Location"] == "/quan-tri/"
    assert User.objects.filter(email="hoa@example.vn").count() == 1
    held = Membership.objects.filter(user=hoa).values_list("unit__code", "role")
    assert set(held) == {("10501", "author"), ("10501", "approver")}
    assert Client().login(username="hoa", password=GOOD)


def test_an_invitation_takes_over_no_superusers_account(admin):
    User.objects.create_superuser("goc", "goc@example.vn", "mat-khau")
    assert "đã có tài khoản" in said(admin.post(MOI, {**ASKED, "email": "goc@example.vn"}))
    assert not Invitation.objects.exists()


def test_nobody_is_asked_twice_at_once(admin):
    admin.post(MOI, ASKED)
    assert "đang có một lời mời chờ trả lời" in said(admin.post(MOI, ASKED))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"again": "khac"}, "Hai mật khẩu không giống nhau."),
        ({"password": "ngan", "again": "ngan"}, "phải có ít nhất 10 ký tự"),
        ({"password": "1234567890", "again": "1234567890"}, "chỉ gồm chữ số"),
        ({"password": "hoa@xa.example.vn", "again": "hoa@xa.example.vn"}, "Mật khẩu quá giống"),
    ],
)
def test_a_poor_password_is_refused_in_vietnamese(admin, chosen, sentence):
    admin.post(MOI, ASKED)
    answer = Client().post(link(), {**CHOSEN, **chosen})
    assert sentence in said(answer)
    assert 'value="Nguyễn Thị Hoa"' in said(answer)
    assert not User.objects.filter(email="hoa@xa.example.vn").exists()


def test_mail_that_does_not_go_out_is_told_and_can_go_later(admin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = admin.post(MOI, ASKED, follow=True)
    assert "máy chủ thư chưa nhận thư" in said(answer)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    [invitation] = Invitation.objects.all()
    admin.post(f"{PEOPLE}loi-moi/{invitation.pk}/gui-lai/")
    assert Client().get(link()).status_code == 200


def test_a_unit_administrator_makes_no_supervisors(admin):
    answer = admin.post(MOI, {**ASKED, "roles": ["supervisor"]})
    assert not Invitation.objects.exists()
    assert answer.status_code == 200


def test_who_administers_and_supervises_makes_supervisors(desk, person, units):
    both = person("tren", supervisor="288", admin="288")
    desk(both).post(MOI, {**ASKED, "roles": ["supervisor"], "writes_below": "on"})
    invitation = Invitation.objects.get()
    assert (invitation.roles, invitation.writes_below) == (["supervisor"], False)


def test_who_writes_below_lets_others_do_so(desk, person):
    both = person("tren", supervisor="288", admin="288", writes_below=True)
    desk(both).post(MOI, {**ASKED, "roles": ["supervisor"], "writes_below": "on"})
    Client().post(link(), CHOSEN)
    assert Membership.objects.get(user__email="hoa@xa.example.vn").writes_below


def test_invitations_of_another_unit_do_not_exist(admin, desk, person):
    other = desk(person("khac", admin="10502"))
    admin.post(MOI, ASKED)
    [invitation] = Invitation.objects.all()
    assert "hoa@xa.example.vn" not in said(other.get(PEOPLE))
    for action in ("gui-lai", "thu-hoi"):
        assert other.post(f"{PEOPLE}loi-moi/{invitation.pk}/{action}/").status_code == 404
    assert Client().get(link()).status_code == 200


def test_to_follow_a_link_is_not_enough_to_send_it_again(admin):
    admin.post(MOI, ASKED)
    [invitation] = Invitation.objects.all()
    assert admin.get(f"{PEOPLE}loi-moi/{invitation.pk}/thu-hoi/").status_code == 405
