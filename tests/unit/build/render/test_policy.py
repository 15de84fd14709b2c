"""What a site's pages allow themselves: their own files, the sites above and below, and the API."""

import msgspec
import pytest

from build.deploy.headers import PROTECTION
from build.render.policy import SOURCES, policy
from build.render.records import site_of
from build.snapshot.schema import UnitRef
from tests.samples.snapshots import Example


@pytest.fixture
def snapshot(tmp_path):
    return Example(tmp_path).unit


def sources(text):
    """The policy's directives by name."""
    return {
        name: value.split() for name, _, value in (part.strip().partition(" ") for part in text.split(";"))
    }


def test_scripts_may_ask_the_site_itself_and_those_above(snapshot):
    site = site_of(snapshot, "https://{hostname}")
    assert sources(policy(site, "/api"))["connect-src"] == ["'self'", *(unit.url for unit in site.parents)]
    assert len(site.parents) == 2


def test_a_unit_with_others_below_may_ask_all_of_them(snapshot):
    unit = msgspec.structs.replace(snapshot.unit, hostname="hai-duong.localhost")
    below = UnitRef(code="1", name="A", full_name="Xã A", tier="commune", hostname="a.hai-duong.localhost")
    site = site_of(
        msgspec.structs.replace(snapshot, unit=unit, parents=(), children=(below,)), "https://{hostname}"
    )
    assert sources(policy(site, ""))["connect-src"] == ["'self'", "https://*.hai-duong.localhost"]


def test_an_api_elsewhere_may_be_asked_and_sent_forms(snapshot):
    found = sources(policy(site_of(snapshot, "https://{hostname}"), "https://api.example.vn/v1"))
    assert "https://api.example.vn" in found["connect-src"]
    assert found["form-action"] == ["'self'", "https://api.example.vn"]


def test_a_page_from_another_host_looks_like_its_site_and_runs_nothing_of_it(snapshot):
    site = site_of(snapshot, "https://{hostname}")
    usual, elsewhere = (sources(policy(site, "/api", elsewhere=told)) for told in (False, True))
    worn = {name for name, found in elsewhere.items() if found != usual[name]}
    assert worn == {"style-src", "img-src", "form-action"}
    assert all(elsewhere[name] == [*usual[name], site.unit.url] for name in worn)


def test_servers_and_pages_say_the_same_of_what_may_run():
    sent = sources(PROTECTION["Content-Security-Policy"])
    assert {name: " ".join(sent[name]) for name in SOURCES} == SOURCES
    assert sent["frame-ancestors"] == ["'none'"]
