"""A province has its structure and contacts in English; a commune has not."""

import html5lib
import msgspec
import pytest

from build.gallery.world import World
from build.render.english import unit_in_english
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
    facts = msgspec.structs.replace(unit.unit, **{name: getattr(province, name) for name in names})
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
    assert "<h1>People&#39;s Committee of Hải Dương Province</h1>" in main
    assert "Leaders of the People&#39;s Committee" in main
    assert "Vice Chairperson of the People&#39;s Committee" in main
    assert ">Chí Linh City</a>" in main
    assert '<strong lang="vi">Nguyễn Văn An</strong>' in main


def test_what_is_not_known_is_said_and_what_is_not_in_the_glossary_stays_vietnamese(page):
    assert "telephone not published" in page
    assert '<span lang="vi">Thủ quỹ</span>' in page
    assert '<a href="tel:+842203853111">' in page


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
    assert unit_in_english(World(tier).unit) == name


def test_a_kind_that_is_not_known_stays_as_it_is():
    unit = msgspec.structs.replace(World("commune").unit, full_name="Khu kinh tế Chí Linh")
    assert unit_in_english(unit) == "Khu kinh tế Chí Linh"
