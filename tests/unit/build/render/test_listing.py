"""Lists of a site: paged, narrowed, and the same wherever the same pages are shown."""

import re

import pytest

from build.render import section_fronts
from build.render.facets import LONG_PAGE
from build.render.lone_page import theme_of
from build.render.records import site_of
from build.render.site_plan import SitePlan
from build.snapshot.store import SnapshotReader
from tests.samples.filled import legal, procedure, with_pages

DOCUMENTS = LONG_PAGE + 20


@pytest.fixture
def register(example):
    with_pages(example, "van-ban", *map(legal, range(DOCUMENTS)))
    example.render()
    return {path: content.decode() for path, content in example.files().items() if path.endswith(".html")}


def _links(html):
    return re.findall(r'href="(/van-ban/[^"]+)"', html.split("<main")[1])


def test_every_document_is_in_the_register_and_in_its_years_and_kinds_lists(register):
    everywhere = {f"/van-ban/trang-{number}/" for number in range(DOCUMENTS)}
    pages = {path: html for path, html in register.items() if path.startswith("van-ban/")}
    front = set(_links(pages["van-ban/index.html"])) | set(_links(pages["van-ban/trang/2/index.html"]))
    years = {link for year in (2023, 2024, 2025) for link in _links(pages[f"van-ban/nam/{year}/index.html"])}
    kinds = ("quyet-dinh", "ke-hoach", "cong-van")
    by_kind = {link for kind in kinds for link in _links(pages[f"van-ban/loai/{kind}/index.html"])}
    assert everywhere <= front
    assert everywhere <= years
    assert everywhere <= by_kind


def test_the_front_leads_to_each_list_and_each_list_back(register):
    links = _links(register["van-ban/index.html"])
    assert {"/van-ban/nam/2025/", "/van-ban/loai/quyet-dinh/"} <= set(links)
    narrowed = register["van-ban/nam/2025/index.html"]
    assert "<h1>Văn bản năm 2025</h1>" in narrowed
    assert '<a href="/van-ban/">Xem tất cả: Văn bản</a>' in narrowed
    assert "/van-ban/nam/" not in _links(register["van-ban/trang/2/index.html"])


def test_every_link_of_a_list_leads_to_a_file(register):
    for path, html in register.items():
        if path.startswith("van-ban/"):
            assert {f"{link[1:]}index.html" for link in _links(html) if link.endswith("/")} <= set(register)


def test_a_new_document_leaves_other_years_and_kinds_alone(example):
    with_pages(example, "van-ban", *map(legal, range(1, 60)))
    example.render()
    before = example.files()
    with_pages(example, "van-ban", *map(legal, range(1, 60)), legal(60))
    example.render()
    after = example.files()
    changed = {path for path in after if before.get(path) != after[path] and path.endswith(".html")}
    assert changed == {
        "index.html",
        "van-ban/index.html",
        "van-ban/trang-59/index.html",
        "van-ban/nam/2025/index.html",
        "van-ban/loai/quyet-dinh/index.html",
    } - ({"index.html"} - changed)


def test_procedures_of_a_field_stand_together_in_an_index_that_is_open_where_they_are_few(example):
    def fields(count: int) -> list[str]:
        with_pages(example, "thu-tuc-hanh-chinh", *map(procedure, range(count)))
        example.render()
        html = example.files()["thu-tuc-hanh-chinh/index.html"].decode()
        return [re.sub("<.*?>", "", part) for part in _fields(html)]

    assert fields(20) == [" open>Cư trú (10)", " open>Hộ tịch (10)"]
    assert fields(22) == [">Cư trú (11)", ">Hộ tịch (11)"]


def test_a_page_of_a_longer_list_of_procedures_does_not_count_what_is_on_it_as_all_of_a_field(example):
    with_pages(example, "thu-tuc-hanh-chinh", *map(procedure, range(220)))
    example.render()
    pages = [html.decode() for path, html in example.files().items() if _page_of_procedures(path)]
    assert len(pages) == 3
    for html in pages:
        assert _fields(html)
        assert all(re.fullmatch(" open><summary>[^<(]+</summary>", part) for part in _fields(html))


def _page_of_procedures(path: str) -> bool:
    return bool(re.fullmatch(r"thu-tuc-hanh-chinh/(trang/\d+/)?index\.html", path))


def _fields(html: str) -> list[str]:
    return re.findall(r'<details class="procedure-domain"(.*?</summary>)', html)


def test_procedures_are_found_by_events_in_life(example):
    with_pages(example, "thu-tuc-hanh-chinh", *map(procedure, range(8)))
    example.render()
    html = example.files()["thu-tuc-hanh-chinh/index.html"].decode()
    assert '<a href="/thu-tuc-hanh-chinh/su-kien/sinh-con/">Sinh con, nuôi con</a>' in html
    event = example.files()["thu-tuc-hanh-chinh/su-kien/cu-tru/index.html"].decode()
    assert event.count(">Tách hộ</a>") == 4
    assert "khai sinh" not in event.split("<main")[1].lower()


def test_ten_thousand_documents_are_pages_of_a_hundred_with_nothing_lost(example):
    with_pages(example, "van-ban", *map(legal, range(10_000)))
    snapshot, documents = SnapshotReader(example.config.snapshot).site(example.unit.unit.code)
    plan = SitePlan(site_of(snapshot, example.config.site_url), documents, theme_of("commune"), "/api")
    lists = [item for item in section_fronts.items(plan) if item.path.startswith("van-ban/nam/2025/")]
    pages = [item.make().html.decode() for item in lists]
    links = [link for html in pages for link in _links(html) if "/trang-" in link]
    assert len(links) == len(set(links)) == len(range(0, 10_000, 3))
    assert len(pages) == -(-len(links) // LONG_PAGE)
    assert max(map(len, pages)) < 100_000
