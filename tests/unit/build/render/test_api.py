"""The site for programs: all of what its document says, nothing that is not on the site, each page once."""

import json
import re

import msgspec
import pytest

from build.render.api import AT_ONCE
from tests.conftest import ROOT
from tests.samples.snapshots import Example


@pytest.fixture
def example(tmp_path):
    return Example(tmp_path)


@pytest.fixture
def files(example):
    example.render()
    return example.files()


def read(files, path):
    return json.loads(files[path])


@pytest.fixture
def documented():
    """The names that the document gives for a heading's file."""
    page = (ROOT / "docs" / "architecture" / "api.md").read_text()

    def names(heading):
        part = page.split(f"## `{heading}`")[1].split("\n## ")[0]
        rows = re.findall(r"^\| (`.+?) \| (.*) \|$", part, re.M)
        return {
            field: set(re.findall(r"`(\w+)`", said)) - {"null"}
            for first, said in rows
            for field in re.findall(r"`(\w+)`", first)
        }

    return names


def test_the_site_says_who_it_is_and_who_is_above(example, files, documented):
    found = read(files, "api/site.json")
    names = documented("/api/site.json")
    assert found.keys() == names.keys()
    assert (found["unit"].keys(), found["parents"][0].keys()) == (names["unit"], names["parents"])
    assert [unit["code"] for unit in found["parents"]] == [unit.code for unit in example.unit.parents]
    assert found["sections"][0].keys() == names["sections"]


def test_every_section_has_its_pages_in_the_order_of_its_list(example, files, documented):
    names = documented("/api/SECTION.json")
    for section in read(files, "api/site.json")["sections"]:
        found = read(files, "api/" + section["api"].rpartition("/")[2])
        assert found.keys() == names.keys()
        shown = [page.slug for page in example.unit.shown if page.section == section["key"]]
        assert [page["slug"] for page in found["pages"]] == shown
        for page in found["pages"]:
            assert names["pages"] - {"fields", "files"} <= page.keys() <= names["pages"]


def test_what_is_inherited_is_named_and_not_repeated(example, files):
    pages = [
        page
        for path in files
        if re.fullmatch(r"api/(?!site).*\.json", path)
        for page in read(files, path)["pages"]
    ]
    assert {page["origin"] == example.unit.unit.code for page in pages} == {True, False}
    for page in pages:
        assert ("fields" in page) == (page["origin"] == example.unit.unit.code)


def test_fields_are_as_readers_see_them(files):
    own = [page for page in read(files, "api/tin-tuc.json")["pages"] if "fields" in page]
    assert own
    assert "{{" not in json.dumps(own)
    assert "page:" not in json.dumps(own)


def test_a_long_section_goes_on_in_further_files(example):
    page = next(page for page in example.unit.shown if page.section == "tin-tuc")
    many = [msgspec.structs.replace(page, slug=f"tin-{number:03}") for number in range(3 * AT_ONCE)]
    example.change(shown=tuple(many[1:]))
    example.render()
    before = example.files()
    place, found = "api/tin-tuc.json", []
    while place:
        file = read(before, place)
        found += [page["slug"] for page in file["pages"]]
        place = (file["next"] or "").partition(":8000/")[2]
    assert found == [page.slug for page in many[1:]]
    example.change(shown=tuple(many))
    example.render()
    changed = [path for path, body in example.files().items() if before.get(path) != body]
    assert [path for path in changed if path.startswith("api/")] == ["api/tin-tuc.json"]


def test_a_change_of_one_page_changes_its_section_alone(example, files):
    before = {path: body for path, body in files.items() if path.startswith("api/")}
    first = example.unit.shown[0]
    shown = (msgspec.structs.replace(first, modified_at="2026-01-01T00:00:00+00:00"), *example.unit.shown[1:])
    example.change(shown=shown)
    example.render()
    changed = [path for path, body in before.items() if example.files()[path] != body]
    assert changed == [f"api/{first.section}.json"]
