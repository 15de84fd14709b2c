"""What a site's search finds without a server: small files with the site's own pages."""

import gzip
import json

import msgspec
import pytest

from build.render import search_files
from build.snapshot.schema import Document, Shown


@pytest.fixture
def found(example):
    """The files of the site as it is now, by number."""

    def found():
        example.render()
        paths = sorted(path for path in example.files() if path.startswith(search_files.FOLDER))
        return [json.loads(example.files()[path]) for path in paths]

    return found


def _own(example, number, **fields):
    """A further page of the unit's own."""
    payload = msgspec.json.decode(example.documents[example.unit.shown[0].document], type=dict)
    payload["fields"] |= fields
    name = example.add(msgspec.convert(payload, type=Document))
    moment = f"2025-01-01T00:{number // 60:02}:{number % 60:02}+00:00"
    return Shown(
        section="tin-tuc",
        slug=f"tin-{number}",
        document=name,
        origin=example.unit.unit.code,
        canonical=example.unit.unit.code,
        published_at=moment,
    )


def test_a_page_stands_in_it_with_what_a_list_says_of_it(example, found):
    body = "<h2>Cây <b>vải</b></h2><p>Ở {{tên}}.</p><h3>Hẹn nhau tại {{địa chỉ}}</h3>"
    page = _own(example, 1, title="Trồng cây ở {{tên}}", summary="Mời cả xã. " * 40, body=body)
    example.change(shown=(page,))
    (file,) = found()
    unit = example.unit.unit
    assert (file["unit"], file["name"], file["files"]) == (unit.code, unit.full_name, 1)
    ((path, title, text, kind, day, words),) = file["pages"]
    assert (path, title, kind, day) == (
        "/tin-tuc/tin-1/",
        f"Trồng cây ở {unit.name}",
        "article",
        "2025-01-01",
    )
    assert text.startswith("Mời cả xã.")
    assert len(text) <= search_files.LONGEST_TEXT + 1
    assert words == f"Cây vải Hẹn nhau tại {unit.address}"
    assert file["types"] == {"article": "Tin bài"}


def test_it_holds_what_the_unit_wrote_or_changed_and_nothing_from_above(example, found):
    (file,) = found()
    mine = {
        f"/{page.section}/{page.slug}/"
        for page in example.unit.shown
        if page.origin == example.unit.unit.code or page.values
    }
    assert {row[0] for row in file["pages"]} == mine
    assert len(mine) < len(example.unit.shown)


def test_a_page_from_above_changes_no_file(example, found):
    before = found()
    follows = [page for page in example.unit.shown if page.origin != example.unit.unit.code]
    inherited = next(page for page in follows if not page.values)
    another = msgspec.structs.replace(inherited, slug="tin-moi-cua-tinh")
    example.change(shown=(*example.unit.shown, another))
    assert found() == before


def test_a_new_page_changes_the_last_file_only(example, found, monkeypatch):
    monkeypatch.setattr(search_files, "PAGES_A_FILE", 3)
    pages = tuple(_own(example, number) for number in range(5))
    example.change(shown=pages)
    before = found()
    assert [len(file["pages"]) for file in before] == [3, 2]
    assert {file["files"] for file in before} == {2}
    # It stands first in the list, as what is newest does.
    example.change(shown=(_own(example, 5), *pages))
    after = found()
    assert [len(file["pages"]) for file in after] == [3, 3]
    assert after[0] == before[0]


def test_a_site_without_pages_of_its_own_has_an_empty_one(example, found):
    example.change(shown=())
    (file,) = found()
    assert (file["pages"], file["types"], file["files"]) == ([], {}, 1)


def test_a_hundred_pages_are_light_on_a_bad_line(example, found):
    summary = "Nội dung số {} nói về việc nộp hồ sơ, thời hạn và nơi trả kết quả cho người dân trong khu phố."
    shown = tuple(_own(example, number, summary=summary.format(number * 7919)) for number in range(100))
    example.change(shown=shown)
    example.render()
    assert len(gzip.compress(example.files()["_tim/0.json"])) < 40_000
