"""A code from the phone beside the password: set up, asked for, lost, and demanded of administrators."""

import base64
import hashlib
import hmac
import re
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.contrib.auth.models import User
from django.test import Client

from cms.audit.models import Entry

PASSWORD = "mot-mat-khau-dai-2026"
LOGIN = "/quan-tri/login/"
BASE = "/quan-tri/xac-thuc/"


def code(secret: str, moment: float | None = None) -> str:
    """What the phone shows at ``moment``, or now (RFC 6238)."""
    counter = int((moment or time.time()) // 30).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    offset = digest[-1] & 15
    return f"{int.from_bytes(digest[offset : offset + 4], 'big') % 2**31 % 10**6:06}"


def come_in(name: str) -> Client:
    client = Client()
    client.answer = client.post(LOGIN, {"username": name, "password": PASSWORD})
    return client


def set_up(client: Client) -> str:
    """Turns it on as a person does; the secret in the phone."""
    page = client.get(f"{BASE}bat/").content.decode()
    secret = re.search(r'id="secret">(\w+)<', page)[1]
    assert client.post(f"{BASE}bat/", {"code": code(secret)})["Location"] == f"{BASE}ma-du-phong/"
    return secret


def recovery_codes(client: Client) -> list[str]:
    page = client.get(f"{BASE}ma-du-phong/").content.decode()
    return re.search(r'id="codes">([^<]+)<', page)[1].split()


@pytest.fixture
def lan(person) -> User:
    return person("lan", author="10501")


def test_setting_it_up_gives_recovery_codes_and_is_logged(lan, units, django_capture_on_commit_callbacks):
    client = come_in("lan")
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)
    assert len(recovery_codes(client)) == 10
    assert client.get(f"{BASE}ma-du-phong/tai/").content.decode().count("\n") >= 10
    assert "đang bật" in client.get(BASE).content.decode()
    assert Entry.objects.get(action="second_factor.on").unit == units["10501"]


def test_the_password_alone_lets_nobody_in_any_more(lan):
    secret = set_up(come_in("lan"))
    client = come_in("lan")
    assert client.answer["Location"] == f"{BASE}ma/"
    assert client.get("/quan-tri/")["Location"].startswith(LOGIN)
    refused = client.post(f"{BASE}ma/", {"code": "000000"}).content.decode()
    assert "Mã không đúng" in refused
    assert client.post(f"{BASE}ma/", {"code": code(secret)})["Location"] == "/quan-tri/"
    assert client.get("/quan-tri/account/").status_code == 200
    assert Entry.objects.filter(action="second_factor.failed").count() == 1


def test_who_types_slowly_is_let_in_with_the_code_before(lan, monkeypatch):
    secret = set_up(come_in("lan"))
    client, now = come_in("lan"), time.time()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: now))
    assert "Mã không đúng" in client.post(f"{BASE}ma/", {"code": code(secret, now - 60)}).content.decode()
    assert client.post(f"{BASE}ma/", {"code": code(secret, now - 30)})["Location"] == "/quan-tri/"


def test_a_recovery_code_lets_in_once(lan):
    first = come_in("lan")
    set_up(first)
    spare = recovery_codes(first)[0]
    assert come_in("lan").post(f"{BASE}ma/", {"code": spare})["Location"] == "/quan-tri/"
    assert "Mã không đúng" in come_in("lan").post(f"{BASE}ma/", {"code": spare}).content.decode()


def test_guessing_codes_has_an_end(lan):
    set_up(come_in("lan"))
    client = come_in("lan")
    pages = [client.post(f"{BASE}ma/", {"code": f"{n:06}"}).content.decode() for n in range(7)]
    assert "nhập sai quá nhiều lần" in pages[-1]


def test_the_secret_is_not_in_the_database(lan):
    secret = set_up(come_in("lan"))
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_a_new_secret_key_still_reads_what_the_old_one_wrote(lan, settings):
    secret = set_up(come_in("lan"))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"
    client = come_in("lan")
    assert client.post(f"{BASE}ma/", {"code": code(secret)})["Location"] == "/quan-tri/"


def test_with_another_secret_key_no_code_fits(lan, settings):
    secret = set_up(come_in("lan"))
    settings.SECRET_KEY = "quite another one"
    client = come_in("lan")
    for tried in (code(secret), code(""), "000000"):
        assert "Mã không đúng" in client.post(f"{BASE}ma/", {"code": tried}).content.decode()


def test_turning_it_off_leaves_the_password(lan):
    client = come_in("lan")
    set_up(client)
    assert client.post(f"{BASE}tat/")["Location"] == BASE
    assert come_in("lan").answer["Location"] == "/quan-tri/"
    assert Entry.objects.filter(action="second_factor.off").count() == 1


def test_after_a_while_the_password_is_asked_again(lan, desk):
    client = desk(lan)
    answer = client.get(f"{BASE}bat/")
    assert answer["Location"].startswith(f"{BASE}mat-khau/")
    again = client.get(answer["Location"]).content.decode()
    assert "Hãy nhập lại mật khẩu" in again
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == f"{BASE}bat/"
    assert client.get(f"{BASE}bat/").status_code == 200


class TestDemandedOfAdministrators:
    @pytest.fixture(autouse=True)
    def demanded(self, settings):
        settings.SECOND_FACTOR_FOR_ADMINISTRATORS = True

    def test_an_administrator_gets_nowhere_without(self, person):
        person("quan", admin="10501")
        client = come_in("quan")
        assert client.get("/quan-tri/nguoi-dung/")["Location"] == f"{BASE}bat/"
        assert "phải bật xác thực hai lớp" in client.get(f"{BASE}bat/").content.decode()
        set_up(client)
        assert client.get("/quan-tri/nguoi-dung/").status_code == 200

    def test_an_administrator_cannot_turn_it_off(self, person):
        person("quan", admin="10501")
        client = come_in("quan")
        set_up(client)
        assert "không tắt được" in client.post(f"{BASE}tat/").content.decode()
        assert Authenticator.objects.filter(type="totp").count() == 1

    def test_authors_may_go_without(self, lan):
        assert come_in("lan").get("/quan-tri/account/").status_code == 200

    def test_one_can_always_log_out(self, person):
        person("quan", admin="10501")
        assert come_in("quan").post("/quan-tri/logout/")["Location"] == LOGIN
