"""Long lists can be narrowed without a script; short ones need not be."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from build.render.facets import AT_A_GLANCE, LONG_PAGE, LONGEST_SLUG, facets, slug
from build.render.records import Entry

DOCUMENT = Entry(
    url="/van-ban/a/",
    title="Quyết định",
    summary="",
    date=datetime(2025, 3, 1),
    type="legal_document",
    type_label="Văn bản",
    number="1/QĐ-UBND",
    domain="",
    origin_name="",
    mandatory=False,
    pinned=False,
    thumbnail=None,
    kind="Quyết định",
    authority="Ủy ban nhân dân tỉnh",
)


def _documents(count):
    kinds = ("Quyết định", "Kế hoạch", "Đề án")
    return [
        replace(
            DOCUMENT,
            url=f"/van-ban/{number}/",
            kind=kinds[number % 3],
            date=datetime(2025 - number % 4, 1 + number % 12, 1),
            authority=("Ủy ban nhân dân tỉnh", "Hội đồng nhân dân tỉnh")[number % 2],
        )
        for number in range(count)
    ]


def _procedures(count):
    fields = ("Hộ tịch", "Đất đai", "Chứng thực")
    return [
        replace(DOCUMENT, url=f"/t/{n}/", type="procedure", title="Đăng ký khai sinh", domain=fields[n % 3])
        for n in range(count)
    ]


def _shape(found):
    return {facet.folder: [(choice.key, len(choice.entries)) for choice in facet.choices] for facet in found}


def test_a_register_is_narrowed_by_what_is_true_of_validity_on_any_day():
    ended = [replace(entry, ends_on=date(2026, 1, 1)) for entry in _documents(3)]
    found = facets("Văn bản", [*ended, *_documents(24)])
    assert _shape(found)["hieu-luc"] == [("co-ngay-het", 3)]


def test_a_register_is_narrowed_by_year_kind_and_authority():
    found = facets("Văn bản", _documents(24))
    assert _shape(found) == {
        "nam": [("2025", 6), ("2024", 6), ("2023", 6), ("2022", 6)],
        "loai": [("de-an", 8), ("ke-hoach", 8), ("quyet-dinh", 8)],
        "co-quan": [("hoi-dong-nhan-dan-tinh", 12), ("uy-ban-nhan-dan-tinh", 12)],
    }
    headings = [facet.choices[0].heading for facet in found]
    assert headings == ["Văn bản năm 2025", "Văn bản: Đề án", "Văn bản của Hội đồng nhân dân tỉnh"]


def test_a_list_that_is_seen_at_a_glance_is_left_as_it_is():
    assert facets("Văn bản", _documents(AT_A_GLANCE)) == []


def test_what_has_no_date_kind_or_authority_is_in_no_narrowed_list():
    bare = replace(DOCUMENT, date=None, kind="", authority="")
    found = facets("Văn bản", [*_documents(24), bare])
    assert all(bare not in choice.entries for facet in found for choice in facet.choices)


def test_one_choice_is_none():
    assert facets("Văn bản", [DOCUMENT] * 30) == []


def test_procedures_are_narrowed_by_event_always_and_by_field_where_one_page_does_not_hold_them():
    assert _shape(facets("Thủ tục", _procedures(1))) == {"su-kien": [("sinh-con", 1)]}
    assert "linh-vuc" not in _shape(facets("Thủ tục", _procedures(LONG_PAGE)))
    many = _shape(facets("Thủ tục", _procedures(LONG_PAGE + 2)))
    assert many["linh-vuc"] == [("chung-thuc", 34), ("dat-dai", 34), ("ho-tich", 34)]


def test_news_has_an_archive_by_month_the_newest_first():
    news = [replace(DOCUMENT, type="article", date=datetime(2025, 1 + n % 2, 1)) for n in range(20)]
    (archive,) = facets("Tin tức", news)
    assert [choice.key for choice in archive.choices] == ["2025-02", "2025-01"]
    assert archive.choices[0].heading == "Tin tức tháng 2/2025"


def test_names_that_differ_in_marks_or_case_alone_share_an_address():
    documents = [
        replace(entry, kind=("Quyết định", "QUYẾT ĐỊNH", "Kế hoạch")[n % 3])
        for n, entry in enumerate(_documents(24))
    ]
    kinds = _shape(facets("Văn bản", documents))["loai"]
    assert kinds == [("ke-hoach", 8), ("quyet-dinh", 16)]


def test_authorities_of_any_length_have_an_address_each():
    name = "Ban chỉ đạo " * 40
    documents = [replace(DOCUMENT, authority=f"{name}{n % 2}") for n in range(14)]
    (first, seven), (second, other) = _shape(facets("Văn bản", documents))["co-quan"]
    assert (seven, other) == (7, 7)
    assert first != second
    assert max(len(first), len(second)) <= LONGEST_SLUG


@given(st.text())
def test_a_slug_can_stand_in_an_address(text):
    assert 0 < len(slug(text)) <= LONGEST_SLUG
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
