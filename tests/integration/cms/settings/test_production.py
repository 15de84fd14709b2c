"""Production settings start complete or not at all."""

import os
import subprocess
import sys

import pytest

COMPLETE = {
    "SECRET_KEY": "k3y-abcdefgh" * 5,
    "ALLOWED_HOSTS": "desk.example.gov.vn",
    "DATABASE_URL": "postgres://somebody:secret@db.example/lienthong",
    "CACHE_URL": "dbcache://cache",
    "LIENTHONG_DESK_URL": "https://desk.example.gov.vn",
    "LIENTHONG_SITE_URL": "https://{hostname}",
    "LIENTHONG_SITES_DOMAIN": "example.gov.vn",
    "LIENTHONG_TARGET": "s3://sites",
    "LIENTHONG_ENGINE": "elasticsearch:http://127.0.0.1:9200",
    "LIENTHONG_PROXIES": "1",
    "DEFAULT_FROM_EMAIL": "cong@example.gov.vn",
    "EMAIL_URL": "smtp://mail.example.gov.vn:25",
}


def check(root, settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environ = {k: v for k, v in os.environ.items() if k not in COMPLETE and not k.startswith("DJANGO")}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=root,
        env={**environ, **settings, "DJANGO_SETTINGS_MODULE": "cms.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_complete_settings_pass_djangos_deployment_check(root):
    done = check(root, COMPLETE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", COMPLETE)
def test_an_incomplete_setting_is_named(root, missing):
    done = check(root, {name: value for name, value in COMPLETE.items() if name != missing})
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1
    assert missing in done.stderr


def test_a_short_key_is_refused(root):
    done = check(root, {**COMPLETE, "SECRET_KEY": "short"})
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr.splitlines()[-1]


def test_mail_that_would_only_be_printed_is_refused(root):
    done = check(root, {**COMPLETE, "EMAIL_URL": "consolemail://"})
    assert done.returncode != 0
    assert "EMAIL_URL must be smtp://" in done.stderr.splitlines()[-1]


def test_half_an_identity_provider_is_refused(root):
    done = check(root, {**COMPLETE, "LIENTHONG_OIDC_URL": "https://id.example.gov.vn"})
    assert done.returncode != 0
    assert "LIENTHONG_OIDC_CLIENT_ID" in done.stderr.splitlines()[-1]


def test_a_whole_identity_provider_passes_the_check_too(root):
    whole = {
        "LIENTHONG_OIDC_URL": "https://id.example.gov.vn",
        "LIENTHONG_OIDC_CLIENT_ID": "desk",
        "LIENTHONG_OIDC_CLIENT_SECRET": "secret",
    }
    done = check(root, {**COMPLETE, **whole})
    assert done.returncode == 0, done.stderr


def test_a_cache_that_each_process_has_for_itself_is_refused(root):
    done = check(root, {**COMPLETE, "CACHE_URL": "locmemcache://"})
    assert done.returncode != 0
    assert "CACHE_URL must be dbcache://TABLE" in done.stderr.splitlines()[-1]
