"""What every engine promises, on each of them."""

import os
import random
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from build.index.engine import (
    SCOPES,
    BadQuery,
    IndexDocument,
    Query,
    Results,
    SearchEngine,
    SiteIndex,
    nothing,
)
from build.index.opening import open_engine

TIERS = ("province", "district", "commune")
PROVINCE, DISTRICT, COMMUNE, OTHER = ("30",), ("30", "288"), ("30", "288", "10507"), ("30", "288", "10510")


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """An empty engine of each kind."""
    where = f"{tmp_path}/search.sqlite3"
    if request.param == "elasticsearch":
        where = f"{os.environ['ELASTICSEARCH_URL']}/test-{uuid.uuid4().hex}"
    opened = open_engine(f"{request.param}:{where}")
    yield opened
    opened.drop()
    opened.close()


def page(path: tuple[str, ...], slug: str, title: str, **values: object) -> IndexDocument:
    given = {
        "unit": path[-1],
        "unit_name": f"Đơn vị {path[-1]}",
        "tier": TIERS[len(path) - 1],
        "hostname": f"{path[-1]}.test",
        "path": path,
        "section": "thong-bao",
        "slug": slug,
        "type": "notice",
        "title": title,
        "summary": "",
        "text": "",
        "origin": path[-1],
        "origin_name": f"Đơn vị {path[-1]}",
        "url": f"/thong-bao/{slug}/",
        "date": "2024-10-10",
        "year": 2024,
        "distance": 0,
    }
    return IndexDocument(**{**given, **values})


def inherited(
    path: tuple[str, ...], slug: str, title: str, origin: tuple[str, ...], **values: object
) -> IndexDocument:
    return page(path, slug, title, origin=origin[-1], distance=len(path) - len(origin), **values)


def put(engine: SearchEngine, *documents: IndexDocument, revision: int = 1) -> None:
    for unit in sorted({document.unit for document in documents}):
        own = [document for document in documents if document.unit == unit]
        engine.update_sites([SiteIndex(unit=unit, revision=revision, documents=own)])
    engine.settle()


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def slugs(engine: SearchEngine, text: str, **values: object) -> list[str]:
    return [hit.id.split("/")[-1] for hit in engine.search(Query(text=text, **values)).hits]


@pytest.mark.parametrize(
    "asked",
    [
        "giấy khai sinh",
        "GIẤY KHAI SINH",
        "giay khai sinh",
        "giâý khai sinh",
        "giấy kahi sinh",
        "giay khia sinh",
    ],
)
def test_a_page_is_found_however_it_is_typed(engine: SearchEngine, asked: str) -> None:
    put(engine, page(COMMUNE, "a", "Cấp giấy khai sinh"), page(COMMUNE, "b", "Tiêm phòng chó mèo"))
    assert slugs(engine, asked) == ["a"]


@pytest.mark.parametrize(
    ("asked", "found"), [("hoà giải", "a"), ("hòa giải", "a"), ("kỹ thuật", "b"), ("kĩ thuật", "b")]
)
def test_tone_and_final_letter_do_not_matter(engine: SearchEngine, asked: str, found: str) -> None:
    put(engine, page(COMMUNE, "a", "Tổ hòa giải"), page(COMMUNE, "b", "Kĩ thuật trồng vải"))
    assert slugs(engine, asked) == [found]


def test_exact_marks_rank_above_folded(engine: SearchEngine) -> None:
    put(
        engine,
        page(COMMUNE, "a", "Ban la hét"),
        page(COMMUNE, "b", "Bạn là học sinh"),
        page(COMMUNE, "c", "Bàn là"),
    )
    assert slugs(engine, "bàn là")[0] == "c"


def test_syllables_beside_each_other_rank_above_the_same_apart(engine: SearchEngine) -> None:
    """Though the titles in which they stand apart are shorter, which would rank them first."""
    put(
        engine,
        page(COMMUNE, "a", "Đăng ký khai sinh cho trẻ em có cha hoặc mẹ là người nước ngoài"),
        page(COMMUNE, "b", "Sinh viên khai báo y tế"),
        page(COMMUNE, "c", "Khai hội, mừng ngày sinh"),
    )
    assert slugs(engine, "khai sinh")[0] == "a"


def test_citizens_words_find_official_ones(engine: SearchEngine) -> None:
    put(
        engine,
        page(COMMUNE, "a", "Cấp Giấy chứng nhận quyền sử dụng đất"),
        page(COMMUNE, "b", "Lịch tiếp công dân của Ủy ban nhân dân"),
    )
    assert slugs(engine, "làm sổ đỏ ở đâu")[0] == "a"
    assert slugs(engine, "UBND")[0] == "b"


def test_scopes(engine: SearchEngine) -> None:
    put(
        engine,
        page(PROVINCE, "p", "Thông báo lũ"),
        page(DISTRICT, "d", "Thông báo lũ"),
        page(COMMUNE, "c", "Thông báo lũ"),
        page(OTHER, "o", "Thông báo lũ"),
    )
    found = {scope: set(slugs(engine, "lũ", scope=scope, path=DISTRICT)) for scope in SCOPES}
    assert found == {
        "unit": {"d"},
        "above": {"d", "p"},
        "below": {"d", "c", "o"},
        "everywhere": {"p", "d", "c", "o"},
    }


def test_an_inherited_page_is_found_once(engine: SearchEngine) -> None:
    put(
        engine,
        page(PROVINCE, "p", "Thông báo lũ"),
        inherited(DISTRICT, "p", "Thông báo lũ", PROVINCE),
        inherited(COMMUNE, "p", "Thông báo lũ", PROVINCE),
    )
    assert ids(engine.search(Query(text="lũ"))) == ["30/thong-bao/p"]
    assert ids(engine.search(Query(text="lũ", scope="above", path=COMMUNE))) == ["10507/thong-bao/p"]
    assert ids(engine.search(Query(text="lũ", scope="below", path=DISTRICT))) == ["288/thong-bao/p"]
    assert ids(engine.search(Query(text="lũ", scope="unit", path=COMMUNE))) == ["10507/thong-bao/p"]
    assert engine.search(Query(text="lũ")).total == 1


def test_facets_count_pages_and_filters_narrow(engine: SearchEngine) -> None:
    put(
        engine,
        page(PROVINCE, "a", "Lũ", year=2023),
        inherited(COMMUNE, "a", "Lũ", PROVINCE, year=2023),
        page(COMMUNE, "b", "Lũ", type="article"),
        page(COMMUNE, "c", "Lũ", year=None, date=None),
    )
    facets = engine.search(Query(text="lũ")).facets
    assert facets["type"] == [("notice", "notice", 2), ("article", "article", 1)]
    assert facets["tier"] == [("commune", "commune", 3), ("province", "province", 1)]
    assert facets["unit"] == [("10507", "Đơn vị 10507", 3), ("30", "Đơn vị 30", 1)]
    assert facets["year"] == [("2023", "2023", 1), ("2024", "2024", 1)]
    assert slugs(engine, "lũ", filters={"type": "article", "year": "2024"}) == ["b"]
    assert slugs(engine, "lũ", filters={"unit": "30"}) == ["a"]
    assert slugs(engine, "lũ", filters={"tier": "province"}) == ["a"]
    assert slugs(engine, "lũ", filters={"type": "gallery"}) == []


def test_pages_of_results_join_without_gap_or_repeat(engine: SearchEngine) -> None:
    own = [page(COMMUNE, f"s{n:02}", "Lũ " + "về " * (n % 7)) for n in range(25)]
    shared = [
        document
        for n in range(8)
        for document in (
            page(PROVINCE, f"p{n}", "Lũ " + "lụt " * n),
            inherited(COMMUNE, f"p{n}", "Lũ", PROVINCE),
            inherited(OTHER, f"p{n}", "Lũ " + "cao " * (8 - n), PROVINCE),
        )
    ]
    put(engine, *own, *shared)
    query = Query(text="lũ", size=4)
    results = engine.search(query)
    pages = [hit.page for hit in results.hits]
    while results.cursor:
        results = engine.search(Query(text="lũ", size=4, cursor=results.cursor))
        pages += [hit.page for hit in results.hits]
        assert results.total == 33
    assert len(pages) == len(set(pages)) == 33


def test_an_older_update_is_ignored(engine: SearchEngine) -> None:
    new, old = ([page(COMMUNE, "a", title)] for title in ("Mới", "Cũ lắm"))
    assert engine.update_sites([SiteIndex(unit="10507", revision=5, documents=new)]) == [True]
    assert engine.update_sites([SiteIndex(unit="10507", revision=4, documents=old)]) == [False]
    assert engine.update_sites([nothing("10507", 4)]) == [False]
    engine.settle()
    assert slugs(engine, "mới") == ["a"]
    assert slugs(engine, "cũ lắm") == []
    assert engine.revisions() == {"10507": 5}


def test_of_many_sites_each_is_judged_by_itself(engine: SearchEngine) -> None:
    put(engine, page(COMMUNE, "a", "Lũ"), revision=5)
    sites = [
        SiteIndex(unit="10507", revision=4, documents=[page(COMMUNE, "b", "Lũ")]),
        SiteIndex(unit="10510", revision=1, documents=[page(OTHER, "c", "Lũ"), page(OTHER, "d", "Lũ")]),
        nothing("99", 1),
    ]
    assert engine.update_sites(sites) == [False, True, True]
    assert engine.update_sites([]) == []
    engine.settle()
    found = sorted(ids(engine.search(Query(text="lũ"))))
    assert found == ["10507/thong-bao/a", "10510/thong-bao/c", "10510/thong-bao/d"]
    assert engine.revisions() == {"10507": 5, "10510": 1, "99": 1}


def test_what_a_site_no_longer_shows_is_gone(engine: SearchEngine) -> None:
    put(engine, page(COMMUNE, "a", "Lũ"), page(COMMUNE, "b", "Lũ"), page(OTHER, "a", "Lũ"))
    put(engine, page(COMMUNE, "b", "Lũ"), revision=2)
    assert sorted(ids(engine.search(Query(text="lũ")))) == ["10507/thong-bao/b", "10510/thong-bao/a"]
    assert engine.update_sites([nothing("10510", 2)]) == [True]
    engine.settle()
    assert ids(engine.search(Query(text="lũ"))) == ["10507/thong-bao/b"]


def test_what_was_withdrawn_can_come_back(engine: SearchEngine) -> None:
    put(engine, page(COMMUNE, "a", "Lũ"))
    engine.update_sites([nothing("10507", 2)])
    put(engine, page(COMMUNE, "a", "Lũ"), revision=3)
    assert slugs(engine, "lũ") == ["a"]


def test_results_say_what_a_reader_needs(engine: SearchEngine) -> None:
    text = "Nước <lên> nhanh & mạnh. " + "Tin khác. " * 80
    put(
        engine,
        inherited(COMMUNE, "a", "Lũ <b>lớn</b>", PROVINCE, summary="Về lũ", text=text, origin_name="Tỉnh"),
    )
    (hit,) = engine.search(Query(text="lũ lên")).hits
    assert hit.title == "<mark>Lũ</mark> &lt;b&gt;lớn&lt;/b&gt;"
    assert "&lt;<mark>lên</mark>&gt;" in hit.snippet
    assert (hit.unit_name, hit.origin_name, hit.hostname) == ("Đơn vị 10507", "Tỉnh", "10507.test")
    assert (hit.url, hit.date, hit.type) == ("/thong-bao/a/", "2024-10-10", "notice")


@pytest.mark.parametrize("text", ["", " ", "😀", "\"'*:()", "\u0301", "\x00\x1f"])
def test_a_question_without_letters_finds_nothing(engine: SearchEngine, text: str) -> None:
    put(engine, page(COMMUNE, "a", "Lũ"))
    assert engine.search(Query(text=text)) == Results()


def test_hostile_questions_do_no_harm(engine: SearchEngine) -> None:
    put(engine, page(COMMUNE, "a", "Thông báo lũ"))
    chance = random.Random(7)
    pieces = [
        '"',
        "'",
        "*",
        "(",
        ")",
        "AND",
        "OR",
        "NOT",
        "NEAR(a b,2)",
        "title:",
        "^",
        "-",
        "{x}",
        "\\",
        "%",
        ";--",
    ]
    pieces += [
        "lũ",
        "ủy ban",
        "\ud7ff",
        "\U0001f600",
        "\x00",
        "a" * 300,
        "_",
        "/*",
        "<script>",
        "${jndi}",
        "1e999",
        "́",
    ]
    for _ in range(200):
        text = chance.choice(["", " "]).join(chance.choices(pieces, k=chance.randint(1, 8)))
        results = engine.search(Query(text=text))
        assert results.total <= 1
    with pytest.raises(BadQuery):
        engine.search(Query(text="lũ", cursor="x"))


def test_a_long_question_is_cut_and_says_so(engine: SearchEngine) -> None:
    put(engine, page(COMMUNE, "a", "Lũ"))
    results = engine.search(Query(text="lũ " * 100))
    assert results.cut
    assert ids(results) == ["10507/thong-bao/a"]


def test_pages_are_counted_in_every_scope_at_once(engine: SearchEngine) -> None:
    put(
        engine,
        page(PROVINCE, "p", "Thông báo lũ"),
        inherited(COMMUNE, "p", "Thông báo lũ", PROVINCE),
        page(DISTRICT, "d", "Thông báo lũ", year=2023),
        page(COMMUNE, "c", "Thông báo lũ"),
        page(OTHER, "o", "Thông báo lũ", type="article"),
    )
    for scope in SCOPES:
        asked = Query(text="lũ", scope=scope, path=DISTRICT, counts=True)
        found = engine.search(asked)
        assert found.scopes == {"unit": 1, "above": 2, "below": 4, "everywhere": 4}
        assert found.scopes[scope] == found.total
    filtered = Query(text="lũ", scope="unit", path=COMMUNE, filters={"type": "notice"}, counts=True)
    assert engine.search(filtered).scopes == {"unit": 2, "above": 3, "below": 2, "everywhere": 3}
    of_a_tier = Query(text="lũ", scope="above", path=COMMUNE, filters={"tier": "commune"}, counts=True)
    assert engine.search(of_a_tier).scopes == {"unit": 2, "above": 2, "below": 2, "everywhere": 3}
    assert engine.search(Query(text="lũ", counts=True)).scopes == {"everywhere": 4}
    assert engine.search(Query(text="lũ", path=DISTRICT)).scopes == {}
    nowhere = Query(text="zzz", scope="unit", path=COMMUNE, counts=True)
    assert set(engine.search(nowhere).scopes.values()) <= {0}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("giấy kahi sinh", "giấy khai sinh"),
        ("giay khia sinh", "giấy khai sinh"),
        ("GIẤY KHAY SINH", "giấy khai sinh"),
        ("giấy khai sinh", ""),
        ("giay khai sinh", ""),
        ("tiêm chủng", ""),
        ("", ""),
    ],
)
def test_a_mistyped_question_is_put_right(engine: SearchEngine, asked: str, meant: str) -> None:
    put(engine, page(COMMUNE, "a", "Cấp Giấy khai sinh"), page(COMMUNE, "b", "Tiêm phòng chó mèo"))
    assert engine.search(Query(text=asked)).meant == meant


@pytest.mark.parametrize(
    ("typed", "path", "titles"),
    [
        (["dang", "ky", "k"], COMMUNE, {"Đăng ký khai sinh": 1, "Đăng ký kết hôn": 1}),
        (["dang", "ky", "kh"], COMMUNE, {"Đăng ký khai sinh": 1}),
        (["dang", "ky", "kh"], (), {"Đăng ký khai sinh": 1, "Đăng ký khai tử": 1}),
        (["khai"], OTHER, {"Đăng ký khai tử": 1}),
        (["sinh", "khai"], COMMUNE, {"Đăng ký khai sinh": 1}),
        (["khai", "zz"], COMMUNE, {}),
        (["tiem"], DISTRICT, {}),
    ],
)
def test_titles_go_on_from_what_is_typed(
    engine: SearchEngine, typed: list[str], path: tuple[str, ...], titles: dict[str, int]
) -> None:
    typed = ["ki" if word == "ky" else word for word in typed]
    put(
        engine,
        page(COMMUNE, "a", "Đăng ký khai sinh"),
        page(COMMUNE, "b", "Đăng ký kết hôn"),
        page(COMMUNE, "c", "Tiêm phòng"),
        page(OTHER, "d", "Đăng ký khai tử"),
    )
    assert dict(engine.titles(typed, path)) == titles


@pytest.mark.parametrize("typed", ["413/QĐ-UBND", "413/qd-ubnd"])
def test_a_documents_number_finds_that_document_first(engine: SearchEngine, typed: str) -> None:
    leaders = [
        page(COMMUNE, f"lanh-dao-{n}", f"Lãnh đạo Ủy ban nhân dân phường {n}", text="Ủy ban nhân dân, 413.")
        for n in range(5)
    ]
    number = page(COMMUNE, "quyet-dinh", "Công nhận gia đình văn hóa", text="Số: 413/QĐ-UBND. Điều 1.")
    other = page(COMMUNE, "khac", "Thành lập tổ công tác", text="Số: 17/QĐ-UBND. Điều 413.")
    put(engine, *leaders, number, other)
    assert slugs(engine, typed)[0] == "quyet-dinh"
