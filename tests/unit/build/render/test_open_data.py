"""The catalogue of what programs can read is DCAT, and all that it names is there."""

import json

import pytest

from build.render.open_data import CATALOGUE, FOLDER
from tests.samples.filled import EVENT, information, schedule, with_pages
from tests.samples.snapshots import Example

ROWS = "".join(f"<tr><td>{name}</td><td>{spent}</td></tr>" for name, spent in (("Y tế", 5), ("Khác", 7)))
FIGURES = f"<table><tr><th>Khoản</th><th>Chi</th></tr>{ROWS}</table>"


@pytest.fixture
def example(tmp_path):
    example = Example(tmp_path)
    with_pages(example, "lich-lam-viec", schedule("2025-04-14", EVENT))
    with_pages(example, "ngan-sach", information(FIGURES))
    example.render()
    return example


@pytest.fixture
def catalogue(example):
    return json.loads(example.files()[CATALOGUE])


def test_every_dataset_has_what_the_standard_demands(catalogue):
    assert catalogue["@type"] == "dcat:Catalog"
    assert {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"} <= catalogue.keys()
    for dataset in catalogue["dcat:dataset"]:
        assert dataset["@type"] == "dcat:Dataset"
        assert dataset["dct:title"]["@value"]
        assert dataset["dct:description"]["@value"]
        for distribution in dataset["dcat:distribution"]:
            assert distribution["@type"] == "dcat:Distribution"
            assert distribution["dcat:mediaType"]["@id"].startswith(
                "https://www.iana.org/assignments/media-types/"
            )
    ids = [dataset["@id"] for dataset in catalogue["dcat:dataset"]]
    assert len(ids) == len(set(ids)) == 1 + len(set(ids) - {ids[0]})


@pytest.mark.parametrize(("kind", "extension"), [("text/calendar", "ics"), ("text/csv", "csv")])
def test_calendars_and_tables_are_named_where_there_are_any(example, catalogue, kind, extension):
    found = {
        one["dcat:downloadURL"]["@id"]
        for dataset in catalogue["dcat:dataset"]
        for one in dataset["dcat:distribution"]
        if one["dcat:mediaType"]["@id"].endswith(kind)
    }
    home = catalogue["foaf:homepage"]["@id"].rstrip("/")
    there = {path for path in example.files() if path.endswith(f".{extension}")}
    assert found == {f"{home}/{path}" for path in there} != set()
    page = example.files()[f"{FOLDER}index.html"].decode()
    assert [path for path in there if f'href="/{path}"' not in page] == []


def test_its_prefixes_are_declared(catalogue):
    named = {name.partition(":")[0] for name in keys(catalogue) if ":" in name}
    assert named <= catalogue["@context"].keys()


def keys(value):
    if isinstance(value, dict):
        yield from (name for name in value if name != "@context")
        for inner in value.values():
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_every_file_that_it_names_is_there(example, catalogue):
    home = catalogue["foaf:homepage"]["@id"]
    for dataset in catalogue["dcat:dataset"]:
        for distribution in dataset["dcat:distribution"]:
            assert distribution["dcat:downloadURL"]["@id"].removeprefix(home) in example.files()


def test_people_find_it_on_a_page_of_its_own(example):
    page = example.files()[f"{FOLDER}index.html"].decode()
    assert f'href="/{CATALOGUE}"' in page
    for section in example.unit.sections:
        assert f'href="/api/{section.key}.json"' in page
    assert 'href="/du-lieu-mo/"' in example.files()["index.html"].decode()
