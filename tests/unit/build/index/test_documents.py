"""What a snapshot gives to the index."""

from build.index.documents import index_documents
from build.snapshot.schema import Document, File, Shown, UnitFacts, UnitRef, UnitSnapshot


def facts(code: str, name: str) -> dict[str, str]:
    return {
        "code": code,
        "name": name,
        "full_name": f"Xã {name}",
        "tier": "commune",
        "hostname": f"{code}.test",
    }


def snapshot(*shown: Shown) -> UnitSnapshot:
    parents = (UnitRef(**facts("288", "Bình Giang")), UnitRef(**facts("30", "Hải Dương")))
    unit = UnitFacts(**facts("10507", "An Bình"), kind="xã", phone="0220")
    return UnitSnapshot(
        version=1, unit=unit, parents=parents, children=(), sections=(), shown=shown, elsewhere={}
    )


def shown(**values: object) -> Shown:
    given = {"section": "thong-bao", "slug": "a", "document": "x", "origin": "30", "canonical": "30"}
    return Shown(**{**given, "published_at": "2024-10-10T01:00:00Z", **values})


NOTICE = Document(
    type="notice",
    fields={
        "title": "Họp ở {{tên}}",
        "summary": "Gọi {{điện thoại}}",
        "body": "<p>Một&nbsp;hai</p><p>ba <b>bốn</b>, <a href='page:30/a/b'>n</a>ăm. &lt;sáu&gt;</p>"
        "<h2>Bảy</h2>tám<ul><li>chín</li></ul><hr>{{lạ}}",
        "contact": "",
        "hours": "Sáng",
        "place": "Nhà văn hóa",
    },
    files=(File(sha256="0", extension="pdf", media_type="application/pdf", size=1, name="Mẫu đơn.pdf"),),
)


def test_an_inherited_page_is_one_of_the_unit_that_shows_it() -> None:
    (found,) = index_documents(snapshot(shown()), {"x": NOTICE})
    assert found.id == "10507/thong-bao/a"
    assert found.page == "30/thong-bao/a"
    assert found.path == ("30", "288", "10507")
    assert found.distance == 2
    assert found.origin_name == "Xã Hải Dương"
    assert found.url == "/thong-bao/a/"
    assert found.year == 2024


def test_text_is_what_a_reader_reads() -> None:
    (found,) = index_documents(snapshot(shown()), {"x": NOTICE})
    assert found.title == "Họp ở An Bình"
    assert (
        found.body
        == "Gọi 0220\nMột hai\nba bốn, năm. <sáu>\nBảy\ntám\nchín\n{{lạ}}\nSáng\nNhà văn hóa\nMẫu đơn.pdf"
    )


def test_own_values_take_the_place_of_the_document() -> None:
    (found,) = index_documents(snapshot(shown(values={"title": "Khác"})), {"x": NOTICE})
    assert found.title == "Khác"


def test_legal_documents_go_by_their_date_of_issue() -> None:
    law = Document(type="legal_document", fields={"title": "Luật", "issued_on": "2013-11-29"})
    (found,) = index_documents(snapshot(shown()), {"x": law})
    assert (found.date, found.year) == ("2013-11-29", 2013)


def test_people_are_found_by_name_and_post() -> None:
    people = [{"name": "Trần Bình", "post": "Chủ tịch", "phone": "1", "email": "a@b"}]
    staff = Document(type="organisation", fields={"title": "Lãnh đạo", "people": people})
    (found,) = index_documents(snapshot(shown()), {"x": staff})
    assert "Trần Bình Chủ tịch" in found.text


def test_equal_pages_have_equal_content() -> None:
    first, second = index_documents(snapshot(shown(), shown(slug="b")), {"x": NOTICE})
    assert first.content == second.content
    assert first.id != second.id
