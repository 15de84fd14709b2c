"""Every template of every tier shows its sample contexts as valid, accessible HTML."""

import re
from collections.abc import Iterator
from itertools import pairwise

import html5lib
import pytest
from jinja2 import meta

from build.render import filters
from build.snapshot.page_types import PAGE_TYPES

DOCUMENT_CONTEXT = {
    "page",
    "files",
    "section",
    "origin",
    "own",
    "changed_by",
    "suspended_since",
    "mandatory",
    "deadline",
    "published",
    "credit",
    "source_url",
    "path",
    "table_files",
}
HTML = "{http://www.w3.org/1999/xhtml}"


def _pages(samples) -> Iterator[tuple[str, str]]:
    """Every kind of page, as name and HTML."""
    for page_type in PAGE_TYPES:
        template = f"types/{page_type}.html"
        for name, context in (
            ("own", samples.document(page_type)),
            ("inherited", samples.document(page_type, inherited=True)),
            ("bare", samples.document(page_type, full=False)),
        ):
            main = samples.main(template, **context)
            yield f"{page_type} {name}", samples.page(main, title="Một trang", section="thong-bao")
        for count in (0, 7):
            main = samples.main("listing.html", **samples.listing(page_type, count, 2, 3))
            yield (
                f"{page_type} listing of {count}",
                samples.page(main, title="Danh sách", section="thong-bao"),
            )
    groups = {spec.key: samples.entries(spec.types[0]) for spec in samples.specs}
    for name, context in (
        ("home", samples.home(groups, samples.entries("notice", 2))),
        ("empty home", samples.home({}, [])),
    ):
        main = samples.main("home.html", **context)
        yield name, samples.page(main, title="Trang chủ", sample=False, urgent=2)
    for template in ("search.html", "not_found.html"):
        yield template, samples.page(samples.main(template, **samples.site_context), title="Tìm")
    moved = samples.main("moved.html", title="Trang đã chuyển", url="/tin-tuc/a/", target="Trồng cây")
    yield "moved.html", samples.page(moved, title="Trang đã chuyển")


@pytest.fixture(scope="session")
def pages(samples) -> dict[str, str]:
    return dict(_pages(samples))


def test_pages_are_valid_html(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        try:
            html5lib.HTMLParser(strict=True).parse(html)
        except html5lib.html5parser.ParseError as fault:
            pytest.fail(f"{name}: {fault}")


def test_no_style_or_script_stands_in_a_page(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        for element in html5lib.parse(html).iter():
            assert "style" not in element.attrib, name
            assert not [key for key in element.attrib if key.startswith("on")], name
            assert element.tag != f"{HTML}style", name
            if element.tag == f"{HTML}script":
                assert element.get("src", "").startswith("/_a/"), name


def test_headings_go_down_one_step_at_a_time_from_one_h1(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        main = html5lib.parse(html).find(f".//{HTML}main")
        levels = [int(element.tag[-1]) for element in main.iter() if re.search(r"}h[1-6]$", str(element.tag))]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), (
            name,
            levels,
        )


def test_ids_are_unique_and_what_refers_to_them_finds_them(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        elements = list(html5lib.parse(html).iter())
        ids = [element.get("id") for element in elements if element.get("id")]
        assert len(ids) == len(set(ids)), name
        referred = {element.get(key) for element in elements for key in ("for", "aria-labelledby")} - {None}
        assert referred <= set(ids), name


def test_everything_loaded_comes_from_the_site_itself(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        for element in html5lib.parse(html).iter():
            loads = element.tag in {f"{HTML}img", f"{HTML}script"} or element.get("rel") in {
                "stylesheet",
                "icon",
            }
            address = element.get("src") or element.get("href")
            assert not loads or address.startswith("/_a/"), (name, address)


def test_pictures_say_what_they_show_and_how_large_they_are(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        for image in html5lib.parse(html).iter(f"{HTML}img"):
            assert {"alt", "width", "height"} <= image.attrib.keys(), name


def test_a_group_without_entries_is_called_empty_only_where_the_section_is(samples) -> None:
    for empty in (True, False):
        html = samples.main("home.html", **samples.home({"thong-bao": []}, empty=empty))
        group = html[html.index('id="muc-thong-bao"') :].partition("</section>")[0]
        assert ("Chưa có nội dung" in group) is empty
        assert ("Xem tất cả" in group) is not empty


def test_pictures_of_galleries_and_news_come_before_the_text(samples) -> None:
    for page_type, before, words in (("gallery", "album", "Xem ảnh"), ("article", "pictures", "Mở ảnh")):
        html = samples.main(f"types/{page_type}.html", **samples.document(page_type))
        assert html.index(f'<ul class="{before}">') < html.index('<div class="prose">')
        numbers = re.findall(rf"{words} (\d+)", html)
        assert numbers == [str(place + 1) for place in range(len(numbers))]


def test_an_inherited_page_names_where_it_comes_from(samples) -> None:
    for page_type in PAGE_TYPES:
        context = samples.document(page_type, inherited=True)
        html = samples.main(f"types/{page_type}.html", **context)
        assert f'Theo <a href="{context["origin"].url}/">UBND tỉnh Hải Dương</a>' in html
        assert "có điều chỉnh của" in html
        assert "Theo đề nghị của UBND phường Bến Tắm." in html
        own = samples.main(f"types/{page_type}.html", **samples.document(page_type))
        assert "provenance" not in own


def test_a_page_names_all_who_proposed_it(samples) -> None:
    context = samples.document("notice", inherited=True) | {"credit": "Phường Bến Tắm; Xã Hưng Đạo"}
    html = samples.main("types/notice.html", **context)
    assert "Theo đề nghị của UBND phường Bến Tắm, UBND xã Hưng Đạo." in html


def test_a_printed_page_says_its_source_and_address(samples) -> None:
    for page_type in PAGE_TYPES:
        context = samples.document(page_type)
        html = samples.main(f"types/{page_type}.html", **context)
        assert f"Địa chỉ trang: {context['source_url']}" in html


def test_every_field_of_a_type_is_shown(samples) -> None:
    for page_type, fields in PAGE_TYPES.items():
        context = samples.document(page_type)
        page = context["page"]
        for name, kind in fields.items():
            if kind in {"line", "text"} and not (page_type == "question" and name == "summary"):
                setattr(page, name, f"@{name}@")
        html = samples.main(f"types/{page_type}.html", **context)
        missing = [name for name in fields if getattr(page, name) == f"@{name}@" and f"@{name}@" not in html]
        assert not missing, page_type


def test_a_procedure_leads_to_its_own_page_of_the_national_portal(samples) -> None:
    context = samples.document("procedure")
    page = html5lib.parse(samples.main("types/procedure.html", **context))
    links = [link.get("href") for link in page.iter(f"{HTML}a") if "Cổng Dịch vụ công" in (link.text or "")]
    assert links == [filters.portal_address(context["page"].code)]


def test_a_document_knows_nothing_of_the_site_that_shows_it(samples) -> None:
    loader, environment = samples.environment.loader, samples.environment
    for template in ("_document", *PAGE_TYPES):
        source = loader.get_source(environment, f"types/{template}.html")[0]
        unknown = meta.find_undeclared_variables(environment.parse(source)) - DOCUMENT_CONTEXT
        imported = {"badges", "contact", "fact", "facts", "part", "file_list", "day", "long_day"}
        imported |= {"pictures", "print_source", "provenance", "people", "validity", "album", "week"}
        assert unknown <= imported, template


def test_texts_of_editors_are_escaped(samples) -> None:
    attack = '"><script>alert(1)</script>'
    for page_type in PAGE_TYPES:
        context = samples.document(page_type)
        for name, kind in PAGE_TYPES[page_type].items():
            if kind in {"line", "text"}:
                setattr(context["page"], name, attack)
        assert "<script" not in samples.main(f"types/{page_type}.html", **context)


def test_an_empty_section_says_so_kindly(samples) -> None:
    html = samples.main("listing.html", **samples.listing("notice", 0))
    assert "chưa có nội dung" in html
    assert 'href="/"' in html


def test_urgent_notices_are_named_before_everything_else_and_lead_to_their_pages(samples) -> None:
    notices = samples.entries("notice", 2)
    page = html5lib.parse(samples.page("<h1>Thử</h1>", title="Thử", urgent=2))
    place = page.find(f".//{HTML}*[@id='khan-cap']")
    assert place.get("aria-live") == "polite"
    banner = place.find(f"{HTML}aside")
    name = banner.find(f".//{HTML}*[@id='{banner.get('aria-labelledby')}']")
    assert name.text == "Thông báo khẩn cấp"
    assert [link.get("href") for link in banner.iter(f"{HTML}a")] == [notice.url for notice in notices]
    html = samples.page("<h1>Thử</h1>", title="Thử", urgent=2)
    assert html.index('class="urgent"') < html.index('class="masthead"')
    assert 'class="urgent"' not in samples.page("<h1>Thử</h1>", title="Thử")


def test_sample_content_is_marked_and_real_content_is_not(samples) -> None:
    assert "Dữ liệu mẫu" in samples.page("", title="Thử", sample=True)
    assert "Dữ liệu mẫu" not in samples.page("", title="Thử", sample=False)
