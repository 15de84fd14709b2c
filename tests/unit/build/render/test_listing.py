"""Lists of a site: paged, narrowed, and the same wherever the same pages are shown."""

import re

import msgspec
import pytest

from build.render.facets import LONG_PAGE
from build.snapshot.schema import Document, Shown

KINDS = ("Quyết định", "Kế hoạch", "Công văn")
DOCUMENTS = LONG_PAGE + 20


def document_fields(**given):
    empty = dict.fromkeys(("title", "summary", "body", "contact", "hours"), "")
    return {**empty, **given}


def legal(number):
    return Document(
        type="legal_document",
        fields=document_fields(
            title=f"Văn bản số {number}",
            number=f"{number}/QĐ-UBND",
            document_kind=KINDS[number % 3],
            authority="Ủy ban nhân dân phường",
            signer="",
            issued_on=f"{2025 - number % 3}-0{1 + number % 9}-01",
            effective_on=None,
            abstract="",
        ),
    )


def procedure(number):
    own = (
        "code",
        "domain",
        "levels",
        "agency",
        "decision",
        "applicants",
        "steps",
        "submission",
        "time_limit",
    )
    own += ("fee", "documents", "legal_basis", "conditions", "result")
    fields = document_fields(**dict.fromkeys(own, ""), title=("Đăng ký khai sinh", "Tách hộ")[number % 2])
    return Document(type="procedure", fields=fields | {"domain": ("Hộ tịch", "Cư trú")[number % 2]})


def with_pages(example, section, *documents):
    """Show ``documents`` in ``section`` of the example's site instead of what it shows there."""
    own = example.unit.unit.code
    shown = [
        Shown(
            section=section,
            slug=f"trang-{place}",
            document=example.add(document),
            origin=own,
            canonical=own,
            published_at="2025-01-01T00:00:00+00:00",
        )
        for place, document in enumerate(documents)
    ]
    others = [page for page in example.unit.shown if page.section != section]
    sections = example.unit.sections
    if section not in {known.key for known in sections}:
        sections += (msgspec.structs.replace(sections[0], key=section, title="Văn bản"),)
    order = [known.key for known in sections]
    pages = sorted([*others, *shown], key=lambda page: order.index(page.section))
    example.change(sections=sections, shown=tuple(pages))


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


def test_procedures_of_a_field_stand_together_and_can_be_jumped_to(example):
    with_pages(example, "thu-tuc-hanh-chinh", *map(procedure, range(8)))
    example.render()
    html = example.files()["thu-tuc-hanh-chinh/index.html"].decode()
    assert '<a href="#ho-tich">Hộ tịch</a>' in html
    assert html.count('id="ho-tich"') == 1
    assert '<a href="/thu-tuc-hanh-chinh/su-kien/sinh-con/">Sinh con, nuôi con</a>' in html
    event = example.files()["thu-tuc-hanh-chinh/su-kien/cu-tru/index.html"].decode()
    assert event.count(">Tách hộ</a>") == 4
    assert "khai sinh" not in event.split("<main")[1].lower()
