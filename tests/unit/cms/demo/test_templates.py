"""The data files: enough of them, each of its own words, and in sections that the sites have."""

from collections import Counter

from build.snapshot.tier_file import read_tier
from cms.demo.sample.decisions import MODES
from cms.demo.sample.plan import OWN_PAGES, SECTION_TYPES
from cms.demo.sample.slugs import slug
from cms.demo.sample.templates import procedures, sheets


def test_there_are_plenty():
    templates = [template for sheet in sheets() for template in sheet.template]
    types = Counter(sheet.type for sheet in sheets() for _ in sheet.template)
    assert len(templates) >= 240
    assert len(procedures()) >= 60
    assert types["question"] >= 50


def test_titles_and_first_sentences_are_not_repeated():
    templates = [template for sheet in sheets() for template in sheet.template]
    for said in (
        [t.title for t in templates],
        [t.body[0] for t in templates],
        [p.title for p in procedures()],
    ):
        assert [text for text, count in Counter(said).items() if count > 1] == []


def test_procedures_state_every_fact_and_no_two_share_a_code():
    codes = [row.code for row in procedures() if row.code]
    assert len(set(codes)) == len(codes)
    assert all(row.documents and row.legal_basis and row.fee and row.time_limit for row in procedures())
    assert {row.level for row in procedures()} == {"leaf", "middle", "top"}


def test_the_sections_of_every_tier_admit_the_types_written_for_them(root):
    for tier in ("province", "district", "commune"):
        admitted = {section.key: section.types for section in read_tier(root / "sites", tier).section}
        assert all(type_ in admitted[section] for section, type_ in SECTION_TYPES.items()), tier


def test_modes_are_changed_only_where_the_tier_leaves_them_free(root):
    sections = read_tier(root / "sites", "commune").section
    fixed = {section.key for section in sections if section.fixed}
    assert fixed.isdisjoint(section for _, _, section, _ in MODES)


def test_every_planned_section_has_templates_to_draw_from():
    drawn = {sheet.section for sheet in sheets() if any(not template.share for template in sheet.template)}
    assert drawn == OWN_PAGES.keys()


def test_slugs_are_cut_between_words():
    assert slug("Đăng ký khai sinh") == "dang-ky-khai-sinh"
    long = slug("Thông báo " * 30)
    assert len(long) <= 100
    assert long.endswith(("bao", "thong"))
