"""What filters make of dates, sizes, numbers and plain text."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from build.render import filters
from build.render.records import Entry
from build.snapshot.schema import File


def _file(media_type: str, sha256: str = "a" * 64) -> File:
    return File(sha256=sha256, extension="x", media_type=media_type, size=1, name="x")


def test_dates_are_written_as_vietnamese_write_them() -> None:
    moment = datetime(2026, 11, 22, 8, 0)
    assert filters.vi_date(moment) == "22/11/2026"
    assert filters.vi_date(date(2025, 1, 7)) == "07/01/2025"
    assert filters.vi_datetime(moment) == "08:00 ngày 22/11/2026"
    assert filters.iso_date(moment) == "2026-11-22"


@pytest.mark.parametrize(
    ("day", "name"),
    [(20, "Thứ Sáu"), (21, "Thứ Bảy"), (22, "Chủ nhật"), (23, "Thứ Hai"), (24, "Thứ Ba")],
)
def test_weekdays_have_their_vietnamese_names(day: int, name: str) -> None:
    assert filters.weekday(date(2026, 11, day)) == name


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Một câu.", "<p>Một câu.</p>"),
        ("Một\nhai", "<p>Một<br>\nhai</p>"),
        ("Một\r\n\r\nhai", "<p>Một</p>\n<p>hai</p>"),
        ("Một\n \n\nhai", "<p>Một</p>\n<p>hai</p>"),
        ("- Đơn\n- Ảnh", "<ul><li>Đơn</li><li>Ảnh</li></ul>"),
        ("Gồm:\n- Đơn\n+ Ảnh\nHết", "<p>Gồm:</p>\n<ul><li>Đơn</li><li>Ảnh</li></ul>\n<p>Hết</p>"),
        ("-5 độ", "<p>-5 độ</p>"),
        ("<script>", "<p>&lt;script&gt;</p>"),
        ("- <b>&", "<ul><li>&lt;b&gt;&amp;</li></ul>"),
    ],
)
def test_plain_text_becomes_paragraphs_and_lists(text: str, html: str) -> None:
    assert filters.paragraphs(text) == Markup(html)


@given(st.text())
def test_plain_text_never_brings_markup_of_its_own(text: str) -> None:
    html = filters.paragraphs(text)
    for tag in ("<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<br>"):
        html = html.replace(tag, "")
    assert "<" not in html
    assert ">" not in html


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 byte"),
        (1023, "1023 byte"),
        (1024, "1 KB"),
        (1536, "1,5 KB"),
        (1024**2 - 1, "1 MB"),
        (1_258_291, "1,2 MB"),
        (5 * 1024**3, "5 GB"),
    ],
)
def test_sizes_have_a_decimal_comma(size: int, text: str) -> None:
    assert filters.filesize(size) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("0220 3853 111", '<a href="tel:+842203853111">0220 3853 111</a>'),
        ("(0220) 3.853.111", '<a href="tel:+842203853111">(0220) 3.853.111</a>'),
        ("+84 912 345 678", '<a href="tel:+84912345678">+84 912 345 678</a>'),
        ("113", '<a href="tel:113">113</a>'),
        ("1900 1234", '<a href="tel:19001234">1900 1234</a>'),
        ("113; 114", '<a href="tel:113">113</a>; <a href="tel:114">114</a>'),
        (
            "0220 385 311 - 0220 385 312",
            '<a href="tel:+84220385311">0220 385 311</a> - <a href="tel:+84220385312">0220 385 312</a>',
        ),
        ("113 (số mẫu)", '<a href="tel:113">113</a> (số mẫu)'),
        ("113 (<b>; 114 (cứu hỏa)", '113 (&lt;b&gt;; <a href="tel:114">114</a> (cứu hỏa)'),
        ("(đang cập nhật)", "(đang cập nhật)"),
        ("<b>113", "&lt;b&gt;113"),
    ],
)
def test_telephone_numbers_can_be_called(text: str, html: str) -> None:
    assert filters.phone_link(text) == Markup(html)


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("1.001193", "https://dichvucong.gov.vn/tim-kiem-thu-tuc-hanh-chinh?keyword=1.001193"),
        ("", "https://dichvucong.gov.vn/"),
        ("1.001193 và 2.000986", "https://dichvucong.gov.vn/"),
        ('"><script>', "https://dichvucong.gov.vn/"),
    ],
)
def test_a_procedure_is_found_on_the_national_portal_by_its_code(code: str, address: str) -> None:
    assert filters.portal_address(code) == address


def test_an_address_can_be_written_to() -> None:
    assert filters.mail_link("a@b.vn") == '<a href="mailto:a@b.vn">a@b.vn</a>'
    assert filters.mail_link("") == ""
    assert '"><script>' not in filters.mail_link('"><script>')


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Ngắn  gọn\nthôi", 20, "Ngắn gọn thôi"),
        ("Đăng ký khai sinh, khai tử", 20, "Đăng ký khai sinh…"),
        ("mộttừrấtdài", 5, "mộtt…"),
    ],
)
def test_an_excerpt_ends_between_words(text: str, limit: int, short: str) -> None:
    assert filters.excerpt(text, limit) == short


@given(st.text(), st.integers(min_value=2, max_value=300))
def test_an_excerpt_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(filters.excerpt(text, limit)) <= limit


@pytest.mark.parametrize(
    ("name", "short", "full"),
    [
        ("Tỉnh Hải Dương", "UBND tỉnh Hải Dương", "Ủy ban nhân dân tỉnh Hải Dương"),
        ("Thị trấn Thanh Hà", "UBND thị trấn Thanh Hà", "Ủy ban nhân dân thị trấn Thanh Hà"),
    ],
)
def test_a_committee_is_named_after_its_unit(name: str, short: str, full: str) -> None:
    assert filters.committee(name) == short
    assert filters.committee(name, full=True) == full


def test_pictures_and_attachments_part_the_files_between_them() -> None:
    picture, shown, paper = _file("image/jpeg"), _file("image/png", "b" * 64), _file("application/pdf")
    files = [picture, shown, paper]
    assert filters.pictures(files) == [picture, shown]
    assert filters.pictures(files, f'<img src="/_a/{"b" * 64}.png">') == [picture]
    assert filters.attachments(files) == [paper]


def _procedure(title: str, domain: str) -> Entry:
    return Entry(
        url="/",
        title=title,
        summary="",
        date=None,
        type="procedure",
        type_label="",
        number="",
        domain=domain,
        origin_name="",
        mandatory=False,
        pinned=False,
        thumbnail=None,
    )


def test_procedures_stand_under_their_domains_in_alphabetical_order() -> None:
    given_order = [("a", ""), ("b", "Hộ tịch"), ("c", "Đất đai"), ("d", "Hộ tịch"), ("e", "Chứng thực")]
    groups = filters.by_domain(_procedure(*row) for row in given_order)
    assert [(domain, [entry.title for entry in entries]) for domain, entries in groups] == [
        ("Chứng thực", ["e"]),
        ("Đất đai", ["c"]),
        ("Hộ tịch", ["b", "d"]),
        ("", ["a"]),
    ]
