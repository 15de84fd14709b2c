"""Through the organisation's own identity provider: a real one, on this machine."""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from cms.audit.models import Entry
from cms.settings.logins import provider
from cms.tenancy.models import Membership

PEOPLE = [
    {"sub": "u-lan", "email": "lan@example.vn", "email_verified": True, "name": "Lan"},
    {"sub": "u-gia", "email": "lan@example.vn", "email_verified": False, "name": "Not Lan"},
    {"sub": "u-hoa", "email": "hoa@co-quan.example.vn", "email_verified": True, "name": "Hoa"},
]
LOGIN = "/quan-tri/login/"
START = "/quan-tri/co-quan/co-quan/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a provider that knows PEOPLE."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    known = [part for somebody in PEOPLE for part in ("--user-claims", json.dumps(somebody))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *known]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield _ready(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()


def _ready(address: str, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=5).raise_for_status()
        except requests.ConnectionError:
            continue
        return address
    raise TimeoutError(address)


@pytest.fixture(autouse=True)
def joined(settings, issuer):
    """The desk is registered with the provider."""
    settings.SOCIALACCOUNT_PROVIDERS = provider(issuer, "tài khoản tỉnh", "desk", "secret")


def come_in(client: Client, sub: str, start: str = START):
    """Presses the button, says at the provider who one is, comes back."""
    away = client.post(start)
    assert away.status_code == 302
    back = requests.post(away["Location"], data={"sub": sub}, allow_redirects=False, timeout=10)
    address = urlsplit(back.headers["Location"])
    return client.get(f"{address.path}?{address.query}", follow=True)


def said(answer) -> str:
    return answer.content.decode()


def test_the_login_page_offers_it(db):
    page = said(Client().get(LOGIN))
    assert "Đăng nhập bằng tài khoản tỉnh" in page
    assert f'action="{START}"' in page


def test_without_a_provider_nothing_of_it_is_shown(db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = provider("", "tài khoản tỉnh", "", "")
    assert "tài khoản tỉnh" not in said(Client().get(LOGIN))
    assert Client().post(START).status_code == 404


def test_a_person_with_that_verified_address_comes_in(person, units):
    lan = person("lan", author="10501")
    client = Client()
    assert come_in(client, "u-lan").request["PATH_INFO"] == "/quan-tri/"
    assert SocialAccount.objects.get().user == lan
    assert Entry.objects.get(action="user.provider").changes == {"provider": [None, "u-lan"]}
    assert Entry.objects.filter(action="login", unit=units["10501"]).count() == 1
    come_in(Client(), "u-lan")
    assert SocialAccount.objects.count() == 1


def test_an_address_that_is_not_verified_is_nobodys(person):
    person("lan", author="10501")
    answer = come_in(Client(), "u-gia")
    assert answer.request["PATH_INFO"] == LOGIN
    assert "Hãy đề nghị người quản trị của đơn vị gửi lời mời" in said(answer)
    assert not SocialAccount.objects.exists()


def test_a_stranger_gets_no_account(units):
    come_in(Client(), "u-hoa")
    assert not User.objects.exists()


def test_who_was_disabled_does_not_come_in_this_way_either(person):
    person("lan", author="10501")
    come_in(Client(), "u-lan")
    User.objects.update(is_active=False)
    answer = come_in(Client(), "u-lan")
    assert answer.request["PATH_INFO"] == LOGIN
    assert "đã bị vô hiệu hóa" in said(answer)


def test_an_invited_person_needs_no_password(desk, person):
    asked = {"name": "Hoa", "email": "hoa@xa.example.vn", "roles": ["author"]}
    desk(person("quan", admin="10501")).post("/quan-tri/nguoi-dung/moi/", asked)
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]
    client = Client()
    assert "Dùng tài khoản tỉnh" in said(client.get(link))
    answer = come_in(client, "u-hoa", start=f"{link}co-quan/")
    assert answer.request["PATH_INFO"] == "/quan-tri/"
    hoa = User.objects.get(email="hoa@xa.example.vn")
    assert not hoa.has_usable_password()
    assert Membership.objects.get(user=hoa).unit.code == "10501"
    assert come_in(Client(), "u-hoa").request["PATH_INFO"] == "/quan-tri/"
    assert Client().get(link).status_code == 410


def test_administrators_through_the_provider_need_no_second_factor_of_ours(person, settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = True
    person("lan", admin="10501")
    client = Client()
    come_in(client, "u-lan")
    assert client.get("/quan-tri/nguoi-dung/").status_code == 200


def test_who_says_no_at_the_provider_is_back_at_the_login_page(db):
    client = Client()
    away = client.post(START)["Location"]
    back = requests.post(away, data={"action": "deny"}, allow_redirects=False, timeout=10)
    address = urlsplit(back.headers["Location"])
    answer = client.get(f"{address.path}?{address.query}", follow=True)
    assert answer.request["PATH_INFO"] == LOGIN
    assert "tài khoản của cơ quan" in said(answer)


def test_an_answer_that_nobody_asked_for_lets_nobody_in(person):
    person("lan", author="10501")
    answer = Client().get("/quan-tri/co-quan/co-quan/tro-ve/?code=x&state=y", follow=True)
    assert answer.request["PATH_INFO"] == LOGIN
    assert "Chưa đăng nhập được bằng tài khoản của cơ quan" in said(answer)


def test_a_provider_that_is_down_leaves_the_password(db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = provider("http://127.0.0.1:1", "tài khoản tỉnh", "desk", "secret")
    answer = Client().post(START, follow=True)
    assert answer.request["PATH_INFO"] == LOGIN
    assert "Chưa đăng nhập được bằng tài khoản của cơ quan" in said(answer)
