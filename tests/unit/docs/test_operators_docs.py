"""What the operators' pages tell people to open, run or type is there."""

import re

import pytest
from django.core.management import get_commands

from build.__main__ import _parser
from build.deploy.headers import OPEN, PROTECTION, cache_control
from build.snapshot.schema import MAX_FILE_BYTES
from tests.conftest import ROOT

PAGES = sorted((ROOT / "docs" / "operators").glob("*.md"))


@pytest.fixture(scope="module")
def text() -> str:
    """All the operators' pages."""
    assert len(PAGES) >= 5
    return "\n".join(page.read_text() for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text())
    assert [link for link in links if ":" not in link and not (page.parent / link).exists()] == []


def test_commands_exist(text):
    named = set(re.findall(r"manage\.py ([a-z_]+)", text))
    assert {"snapshot", "import_units", "plant_sites"} <= named
    assert named <= set(get_commands())


def test_scripts_and_templates_exist(text):
    files = set(re.findall(r"\b(scripts/\w+(?:\.py)?|nginx/[\w.-]+\.template)", text))
    folders = {"scripts": ROOT, "nginx": ROOT / "docs" / "operators"}
    assert [name for name in files if not (folders[name.partition("/")[0]] / name).is_file()] == []


def test_the_builds_options_are_all_told():
    page = (ROOT / "docs" / "operators" / "build.md").read_text()
    options = {option for action in _parser()._actions for option in action.option_strings}
    assert set(re.findall(r"^\| `(--[a-z-]+)", page, re.M)) == options - {"-h", "--help"}


def test_nginx_hands_out_nothing_of_the_desk_but_its_styles():
    desk = (ROOT / "docs" / "operators" / "nginx" / "desk.conf.template").read_text()
    assert re.findall(r"(?:alias|root|try_files) ([^;]+);", desk) == ["${VAR}/static/"]


def test_nginx_lets_every_file_pass_that_the_desk_takes():
    desk = (ROOT / "docs" / "operators" / "nginx" / "desk.conf.template").read_text()
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", desk)
    assert MAX_FILE_BYTES < int(megabytes) * 1024 * 1024 < 2 * MAX_FILE_BYTES


def test_nginx_says_of_a_folder_what_objects_say_of_themselves():
    sites = (ROOT / "docs" / "operators" / "nginx" / "sites-folder.conf.template").read_text()
    said = re.findall(r'Cache-Control "([^"]+)"', sites)
    assert said == [cache_control(key) for key in ("index.html", "_a/00.css", "_khan-cap.json")]


@pytest.mark.parametrize("name", ["sites-folder", "sites-s3"])
def test_nginx_protects_pages_as_our_own_server_does(name):
    sites = (ROOT / "docs" / "operators" / "nginx" / f"{name}.conf.template").read_text()
    assert re.findall(r'set \$policy "([^"]+)";', sites) == [PROTECTION["Content-Security-Policy"]]
    # A location with a header of its own forgets those of the server.
    with_headers = [part for part in re.split(r"\n    location", sites) if "add_header" in part]
    for header in (*PROTECTION, *OPEN):
        assert [part for part in with_headers if f"add_header {header} " not in part] == []


def test_the_headers_to_be_set_elsewhere_are_those_that_our_own_server_sends():
    page = (ROOT / "docs" / "operators" / "serve.md").read_text()
    said = dict(re.findall(r"^\| `([A-Z][\w-]+)` \| `([^`]+)` \|$", page, re.M))
    assert said == {**PROTECTION, **OPEN}
