"""What search engines are told is schema.org's, for every type of page, and says what the page says."""

import json

import msgspec
import pytest

from build.crawl.structured_data import judge
from build.render import structured_data
from build.render.records import site_of
from build.render.views import ShownPage, tokens_of
from build.snapshot.page_types import PAGE_TYPES
from build.snapshot.schema import Document, File, Shown, digest, encode
from tests.samples.filled import EVENT
from tests.samples.snapshots import Example

PICTURE = File(
    sha256="a" * 64, extension="png", media_type="image/png", size=9, name="a.png", width=2, height=2
)


@pytest.fixture
def site(tmp_path):
    return site_of(Example(tmp_path).unit, "https://{hostname}")


@pytest.fixture
def record(site):
    """A function that gives the record of a page of a type whose other fields are empty."""

    def record(kind, files=(), **values):
        empty = {"date": None, "people": [], "events": []}
        fields = {name: empty.get(form, "") for name, form in PAGE_TYPES[kind].items()}
        document = Document(type=kind, fields=fields | {"title": "Nhan đề"} | values, files=files)
        shown = Shown(
            section=site.sections[0].key,
            slug="a",
            document=digest(encode(document)),
            origin=site.unit.code,
            canonical=site.unit.code,
            published_at="2025-03-01T00:00:00+00:00",
        )
        page = ShownPage(site, shown, document, tokens_of(shown, document), lambda target: None)
        return structured_data.page(page, "Tóm tắt")

    return record


def foreign(value):
    """What schema.org does not know of in ``value``."""
    return list(judge(json.loads(msgspec.json.encode(value))))


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_a_page_with_nothing_but_a_title_is_still_one(record, kind):
    found = record(kind)
    assert (found["name"], foreign(found)) == ("Nhan đề", [])
    assert "" not in found.values()


def test_the_unit_leads_up_to_the_province(site):
    found = structured_data.organisation(site)
    assert foreign(found) == []
    assert found["parentOrganization"]["parentOrganization"]["@id"] == f"{site.parents[-1].url}/#unit"


def test_a_search_engine_may_ask_the_site(site):
    found = structured_data.website(site)
    assert foreign(found) == []
    assert found["potentialAction"]["target"]["urlTemplate"].endswith("/tim-kiem/?q={search_term_string}")


def test_an_article_names_its_pictures_and_its_author(record, site):
    found = record("article", files=(PICTURE,), author="Thu Hà")
    assert found["image"] == [f"{site.unit.url}/{PICTURE.asset}"]
    assert found["author"] == {"@type": "Person", "name": "Thu Hà"}


def test_a_procedure_is_a_service_of_the_readers_own_unit(record, site):
    found = record("procedure", code="1.001193", domain="Hộ tịch")
    assert (found["@type"], found["identifier"], found["serviceType"]) == (
        "GovernmentService",
        "1.001193",
        "Hộ tịch",
    )
    assert found["provider"]["@id"] == f"{site.unit.url}/#unit"
    assert foreign(found) == []


def test_a_document_says_its_number_and_who_passed_it(record):
    found = record("legal_document", number="12/QĐ-UBND", authority="UBND xã", issued_on="2025-03-01")
    assert found["legislationIdentifier"] == "12/QĐ-UBND"
    assert found["legislationPassedBy"]["name"] == "UBND xã"
    assert foreign(found) == []


@pytest.mark.parametrize(
    ("days", "span"),
    [
        (("2025-06-01", None), "2025-06-01/.."),
        (("2025-06-01", "2026-01-01"), "2025-06-01/2025-12-31"),
        ((None, "2026-03-01"), "../2026-02-28"),
        ((None, "0001-01-01"), "../0001-01-01"),
        ((None, None), None),
    ],
)
def test_a_document_says_the_days_that_it_is_in_force(record, days, span):
    found = record("legal_document", effective_on=days[0], ends_on=days[1])
    assert found.get("temporalCoverage") == span


def test_events_that_say_where_they_are_are_schema_orgs(record):
    hall = EVENT | {"day": 3, "place": "Hội trường"}
    whole_day = hall | {"day": 1, "start": "", "end": ""}
    found = record("schedule", week="2025-04-24", events=[hall, EVENT, whole_day])["about"]
    assert [event.get("startDate") for event in found] == ["2025-04-21", "2025-04-23T08:00:00+07:00"]
    assert [event.get("endDate") for event in found] == [None, "2025-04-23T10:00:00+07:00"]
    assert found[0]["location"]["name"] == "Hội trường"


def test_an_office_lists_its_people_and_leaves_out_what_is_not_known(record):
    people = [
        {"name": "Trần Văn A", "post": "Chủ tịch", "phone": "0220 1", "email": ""},
        {"name": "", "post": "Khuyết", "phone": "", "email": ""},
    ]
    office = record("organisation", people=people, phone="0220 2")["mainEntity"]
    assert office["employee"] == [
        {"@type": "Person", "name": "Trần Văn A", "jobTitle": "Chủ tịch", "telephone": "0220 1"}
    ]


def test_a_question_comes_with_its_answer(record):
    found = record("question", question="Làm ở đâu?", body="<p>Ở <b>xã</b></p>", asked_on="2025-03-01")
    asked = found["mainEntity"]
    assert (asked["text"], asked["acceptedAnswer"]["text"]) == ("Làm ở đâu?", "Ở xã")
    assert foreign(found) == []


def test_a_question_that_waits_for_its_answer_has_none(record):
    asked = record("question", question="Làm ở đâu?")["mainEntity"]
    assert (asked["answerCount"], "acceptedAnswer" in asked) == (0, False)


def test_the_way_climbs_the_tiers(site):
    found = structured_data.breadcrumbs([("Tỉnh", "https://a/"), ("Xã", "https://b/")])
    assert [item["position"] for item in found["itemListElement"]] == [1, 2]
    assert foreign(found) == []
