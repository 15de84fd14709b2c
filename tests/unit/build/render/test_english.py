"""A province has its structure and contacts in English; a commune has not."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import msgspec
import pytest

from build.gallery.world import World
from build.render.english import english_context, hours_in_english, noted, unit_in_english
from build.snapshot.schema import Document

PEOPLE = [
    {"name": "Nguyễn Văn An", "post": "Phó Chủ tịch UBND tỉnh phụ trách kinh tế", "phone": "", "email": ""},
    {"name": "Trần Thị Bình", "post": "Thủ quỹ", "phone": "0220 3853 111", "email": "binh@hai-duong.example"},
]


@pytest.fixture
def page(example):
    """The English page of the province, which has an office of two people."""
    unit = example.unit
    province, children = unit.parents[-1], (*unit.parents[:-1], unit.unit)
    names = ("code", "name", "full_name", "tier", "hostname")
    facts = msgspec.structs.replace(
        unit.unit,
        **{name: getattr(province, name) for name in names},
        address="Số 45 đường Quang Trung (địa chỉ mẫu)",
        phone="0220 3000 136 (số mẫu)",
        hours="Thứ Hai đến thứ Sáu: 07 giờ 30 – 11 giờ 30 và 13 giờ 30 – 17 giờ 00",
        leader="Trần Minh Tuấn",
    )
    fields = dict.fromkeys(("summary", "body", "contact", "hours", "address", "phone", "email"), "")
    fields |= {"title": "Lãnh đạo Ủy ban nhân dân tỉnh", "people": PEOPLE}
    shown = msgspec.structs.replace(
        unit.shown[0],
        document=example.add(Document(type="organisation", fields=fields)),
        origin=province.code,
        canonical=province.code,
        values={},
        changed_by=(),
    )
    refs = tuple(
        msgspec.convert({name: getattr(child, name) for name in names}, type(province)) for child in children
    )
    example.change(unit=facts, parents=(), children=refs, shown=(shown,), redirects=())
    example.render()
    return example.files()["en/index.html"].decode()


def test_offices_posts_and_units_are_in_english_and_names_as_they_are(page):
    html5lib.HTMLParser(strict=True).parse(page)
    main = page.split("<main")[1]
    assert """<h1>People's Committee of <span lang="vi">Hải Dương</span> Province</h1>""" in main
    assert "Leaders of the People&#39;s Committee" in main
    assert "Vice Chairperson of the People&#39;s Committee" in main
    assert '><span lang="vi">Chí Linh</span> City</a>' in main
    assert '<strong lang="vi">Nguyễn Văn An</strong>' in main


def test_what_is_not_known_is_said_and_what_is_not_in_the_glossary_stays_vietnamese(page):
    assert "telephone not published" in page
    assert '<span lang="vi">Thủ quỹ</span>' in page
    assert '<a href="tel:+842203853111">' in page


def test_all_that_is_not_marked_as_vietnamese_is_english(page):
    """Its own text, the frame around it, and what only screen readers say."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    assert root.get("lang") == "en"
    said = list(_not_vietnamese(root.find("body")))
    assert {
        "Skip to main content",
        "All sections",
        "Search",
        "Reading tools",
        "Procedures",
    } <= {*said}
    assert "Monday to Friday: 07:30 – 11:30 and 13:30 – 17:00" in said
    assert sum("sample address" in text for text in said) == 2
    assert [text for text in said if re.search(r"[^\x00-\x7f–…›]", text)] == []


def _not_vietnamese(element: Element) -> Iterator[str]:
    if element.get("lang") != "vi" and isinstance(element.tag, str):
        yield from (element.get(name, "") for name in ("aria-label", "placeholder", "alt", "title"))
        yield (element.text or "").strip()
        for child in element:
            yield from _not_vietnamese(child)
            yield (child.tail or "").strip()


def test_links_say_that_they_lead_to_pages_in_vietnamese(page):
    root = html5lib.parse(page, namespaceHTMLElements=False)
    pages = [link for link in root.find("body").iter("a") if link.get("href", "").endswith("/")]
    assert len(pages) > 10
    assert [link.get("href") for link in pages if link.get("hreflang") != "vi"] == []


@pytest.mark.parametrize(
    ("hours", "english"),
    [
        (
            "Từ thứ 2 đến thứ 6: 7h30 - 11h30, 13h - 17h",
            "From Monday to Friday: 07:30 - 11:30, 13:00 - 17:00",
        ),
        ("Sáng: 7:30–11:30; chiều: 13:00–16:30", "Morning: 07:30–11:30; afternoon: 13:00–16:30"),
        ("Các ngày làm việc, trừ ngày lễ", "On working days, except public holidays"),
        ("Theo lịch của Văn phòng", ""),
        ("", ""),
    ],
)
def test_hours_are_in_english_where_every_word_is_known(hours, english):
    assert hours_in_english(hours) == english


def test_a_note_behind_an_address_is_in_english_where_it_is_known():
    assert noted("Số 2, xã A (địa chỉ mẫu)") == ("Số 2, xã A", "sample address")
    assert noted("Số 2 (tầng 3)") == ("Số 2 (tầng 3)", "")


def test_every_section_of_a_tier_has_an_english_name():
    menu = english_context(World("province").unit, (), World("province").sections, ())["menu"]
    assert [section.key for section, title in menu if not title] == []


def test_search_engines_are_told_of_it(example, page):
    assert b"http://hai-duong.localhost:8000/en/</loc>" in example.files()["sitemap.xml"]


def test_a_commune_has_no_english_page(example):
    example.render()
    assert b"/en/" not in example.files()["sitemap.xml"]
    assert "en/index.html" not in example.files()
    assert not any(b'href="/en/"' in content for content in example.files().values())


@pytest.mark.parametrize(
    ("tier", "name"),
    [("province", "Hải Dương Province"), ("district", "Chí Linh City"), ("commune", "Bến Tắm Ward")],
)
def test_units_are_named_by_their_kind(tier, name):
    assert str(unit_in_english(World(tier).unit)) == name


def test_a_kind_that_is_not_known_stays_as_it_is():
    unit = msgspec.structs.replace(World("commune").unit, full_name="Khu kinh tế Chí Linh")
    assert str(unit_in_english(unit)) == "Khu kinh tế Chí Linh"
