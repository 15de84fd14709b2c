"""Every line of the sample content keeps to the import format and to the model's limits."""

import datetime as dt
import random
import re
import unicodedata

import html5lib
import pytest

from build.snapshot.page_types import PAGE_TYPES, PLACEHOLDERS
from cms.demo.choice import units_of
from cms.demo.sample import SampleUnit, draw_pictures, facts, generate
from cms.demo.sample.calendar import EARLY_2025
from cms.demo.sample.forest import Forest
from cms.demo.sample.pages import Writer
from cms.demo.sample.plan import SECTION_TYPES
from cms.demo.sample.slots import Slots
from cms.demo.sample.templates import sheets
from tests.unit.cms.demo.forests import three_tiers, two_tiers, unit

SETTINGS = {"kind", "unit", "section", "slug", "type", "published_at", "expires_at", "live", "pinned"}
SETTINGS |= {"reach", "strength", "locked", "deadline", "files"}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    return draw_pictures(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module", params=[three_tiers(3, 24), two_tiers()], ids=["three", "two"])
def lines(request, pictures):
    return list(generate(request.param, 7, pictures))


@pytest.fixture(scope="module")
def pages(lines):
    return [line for line in lines if line["kind"] == "page"]


def test_pages_have_only_keys_of_the_format_and_fields_of_their_type(pages):
    for page in pages:
        assert page.keys() - SETTINGS <= PAGE_TYPES[page["type"]].keys(), page["title"]


def test_sections_hold_the_types_that_belong_there(pages):
    assert {(page["section"], page["type"]) for page in pages} == {
        *SECTION_TYPES.items(),
        ("lich-lam-viec", "information"),
    }


def test_slots_are_unique_and_slugs_are_ascii(pages):
    slots = [(page["unit"], page["section"], page["slug"]) for page in pages]
    assert len(set(slots)) == len(slots)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", page["slug"]) for page in pages)
    assert max(len(page["slug"]) for page in pages) <= 100


def test_no_phrase_stands_twice_in_a_row():
    rows = units_of("30", 30)
    facts_of = [{key: row[key] for key in ("code", "name", "full_name", "kind", "tier")} for row in rows]
    units = [
        SampleUnit(**of, parent=row["parent_code"] or None, hostname=f"{row['code']}.localhost")
        for of, row in zip(facts_of, rows, strict=True)
    ]
    texts = [re.sub("<[^>]*>", " | ", str(text)) for line in generate(units, 1) for text in line.values()]
    assert [text for text in texts if re.search(r"\b(\w+(?: \w+){1,2}) \1\b", text, re.I)] == []


def test_texts_are_composed_filled_in_and_of_a_length_that_fits(pages):
    for page in pages:
        for field, value in page.items():
            kind = PAGE_TYPES[page["type"]].get(field)
            if isinstance(value, str) and kind:
                assert value == unicodedata.normalize("NFC", value)
                assert not re.search(r"(?<!\{)\{[^{]|\[\[", value), value
                assert kind != "line" or ("\n" not in value and len(value) <= 200), value
        assert len(page["title"]) <= 200


def test_placeholders_are_known(pages):
    found = {
        name for page in pages for value in page.values() for name in re.findall(r"\{\{(.+?)\}\}", str(value))
    }
    assert found
    assert found <= PLACEHOLDERS.keys()


def test_bodies_are_well_formed_and_long_enough_to_read(pages):
    parser = html5lib.HTMLParser(strict=True)
    for page in pages:
        parser.parseFragment(page["body"])
        words = re.sub(r"<[^>]+>", " ", page["body"]).split()
        assert 120 <= len(words) <= 500, page["title"]


def test_links_lead_to_live_pages(pages):
    slots = {f"page:{page['unit']}/{page['section']}/{page['slug']}" for page in pages if page["live"]}
    links = {link for page in pages for link in re.findall(r'href="([^"]+)"', page["body"])}
    assert links
    assert links <= slots


def test_times_have_a_zone_and_lie_where_the_demo_plays(pages):
    for page in pages:
        published = dt.datetime.fromisoformat(page["published_at"])
        assert published.utcoffset() == dt.timedelta(hours=7)
        assert dt.date(2024, 1, 1) <= published.date() <= dt.date(2025, 4, 30) or published.year > 2080
        assert not page.get("expires_at") or dt.datetime.fromisoformat(page["expires_at"]) > published


def test_what_is_pinned_is_of_late(pages):
    pinned = [page["published_at"] for page in pages if page.get("pinned")]
    assert pinned
    assert min(pinned) > "2025-03-25"


def test_every_page_says_that_it_is_a_sample(pages):
    assert all("mẫu" in page["body"] for page in pages)


def test_only_communes_write_to_villages_and_their_heads(pages):
    addressed = re.compile(r"(trưởng|bộ phận,)( các)? (thôn|khu dân cư)", re.IGNORECASE)
    writers = {page["unit"] for page in pages if addressed.search(str(page))}
    assert writers
    assert all(len(code) == 5 for code in writers)


def test_only_communes_recognise_villages_by_name():
    units = three_tiers(3, 9)
    forest = Forest(units)
    sheet, template = next(
        (sheet, form) for sheet in sheets() for form in sheet.template if "{quarters}" in form.body[0]
    )
    said = {
        unit.tier: Writer(forest, unit, 7, {}, EARLY_2025).page(sheet, template)["body"] for unit in units
    }
    assert "nhận các khu dân cư của huyện " in said["province"]
    assert "nhận các khu dân cư của xã " in said["district"]
    assert re.search(r"nhận thôn [^,]+, thôn [^,]+, thôn [^,]+ và các khu dân cư có tên", said["commune"])


@pytest.mark.parametrize("code", ["30", "100", "10000"])
def test_a_text_names_no_place_twice_as_long_as_there_are_others(code):
    forest = Forest(three_tiers(4, 16))
    for seed in range(40):
        day = dt.date(2025, 3, 1)
        slots = Slots(random.Random(seed), forest.units[code], forest, day, ahead=True)
        places = [slots[f"village{number}"] for number in range(2, 7)]
        assert len(set(places[:4])) == 4
        assert code == "10000" or places[4] in places[:4]


def test_texts_read_as_sentences_once_their_units_facts_stand_in_them(pages):
    """No bracket within a bracket, no unit without its kind, and no capital where a sentence goes on."""
    reader = unit("10000", "commune", None)
    known = facts(reader) | {"full_name": reader.full_name, "in_sentence": reader.in_sentence}
    for page in pages:
        text = re.sub(r"\{\{(.+?)\}\}", lambda name: known[PLACEHOLDERS[name[1]]], str(page))
        assert not re.search(r"\([^()]*\(", text), page["title"]
        assert "{{tên}}" not in str(page), page["title"]
        assert not re.search(rf"(của|tại|UBND) {reader.full_name}", text), page["title"]
        assert not re.search(r"(hạn|quyết|phí): (?:Ngay|Không|Trả)", text), page["title"]


def test_telephone_numbers_lie_in_the_invented_range(pages):
    numbers = {number for page in pages for number in re.findall(r"0\d{2,3} \d{4} \d{3}", str(page))}
    assert numbers
    assert all(number.startswith("0220 3000 ") for number in numbers)


def test_galleries_and_many_articles_have_pictures_that_say_they_are_samples(pages):
    galleries = [page for page in pages if page["type"] == "gallery"]
    articles = [page for page in pages if page["type"] == "article"]
    assert galleries
    assert all(len(page["files"]) >= 3 for page in galleries)
    assert len(articles) / 4 < sum("files" in page for page in articles) < len(articles)
    shown = [file for page in pages for file in page.get("files", ())]
    assert all(file["alt"].endswith(" (tranh mẫu)") for file in shown)
    assert len({file["sha256"] for file in shown}) <= 12
