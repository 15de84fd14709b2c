"""``export_content``: all that is there, in a form that brings it back byte for byte."""

import hashlib
import json
from datetime import date
from io import BytesIO, StringIO
from random import Random

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.pages.notice import NoticePage
from cms.tenancy.media_policy import UnitMediaPolicy, collection_of
from cms.tenancy.models import Membership
from cms.units.models import Unit
from tests.integration.cms.exchange.content import (
    export,
    import_lines,
    import_path,
    make_units,
    remove_content,
)
from tests.unit.cms.sharing.examples import C, D, E, F, P, decision, override, page, section

pytestmark = pytest.mark.django_db

KEPT = {"since": "2024-11-01T08:00:00+07:00", "fields": {"title": "kept", "body": "<p>kept</p>"}}
WITH_BASE = {**override("all", hours="C's", body="<p>C's</p>"), "base": {"hours": "P's"}}
EVERY_KIND = [
    page(P, reach="all", strength="mandatory", deadline="2025-01-01T00:00:00+07:00", pinned=True),
    page(P, "tiers", reach={"tiers": ["commune", "district"]}, locked=["title", "contact"]),
    page(P, "units", reach={"units": [C, F]}, strength="offered", published_at="2024-10-10T08:00:00.5+07:00"),
    page(P, "below", reach={"below": [D]}, body='<p>see <a href="page:30/thong-bao/tiers">it</a></p>'),
    page(D, "urgent", strength="mandatory", urgent=True, expires_at="2030-01-01T00:00:00Z"),
    page(D, "draft", live=False, expires_at="2030-01-01T00:00:00Z"),
    page(D, "moved", left=["tin-tuc/first", "thong-bao/second"]),
    page(C, "table", body="<table><tbody><tr><td>1</td></tr></tbody></table>"),
    {
        **page(C, "law", type="legal_document", issued_on="2024-02-29", number="12/QĐ-UBND"),
        "section": "van-ban",
    },
    {
        **page(C, "office", type="organisation", people=[{"name": "Nguyễn Thị A", "post": "Chủ tịch"}]),
        "section": "to-chuc",
    },
    {
        **page(C, "week", type="schedule", week="2025-04-21", events=[{"day": 1, "what": "Giao ban"}]),
        "section": "lich-lam-viec",
    },
    decision(C, slug="units", adopt=True, override=WITH_BASE),
    decision(C, slug="below", hide=True, suspend=KEPT),
    section(C, "fill"),
    {**section(E, None), "order": "own_first"},
]


def comes_back(tmp_path):
    """The same bytes after import into what is there, and into nothing."""
    first = export(tmp_path / "first.jsonl")
    done = import_path(tmp_path / "first.jsonl")
    assert not any(kind["created"] or kind["updated"] or kind["removed"] for kind in done.values())
    assert export(tmp_path / "second.jsonl") == first
    remove_content(tmp_path)
    assert export(tmp_path / "none.jsonl") == b""
    import_path(tmp_path / "first.jsonl")
    assert export(tmp_path / "third.jsonl") == first
    return [json.loads(line) for line in first.splitlines()]


def test_every_kind_of_line_comes_back(tmp_path):
    make_units()
    import_lines(tmp_path, EVERY_KIND)
    lines = comes_back(tmp_path)
    assert [line["kind"] for line in lines] == ["section"] * 2 + ["page"] * 11 + ["decision"] * 2
    by_slug = {line["slug"]: line for line in lines if line["kind"] == "page"}
    assert [slug for slug, line in by_slug.items() if "urgent" in line] == ["urgent"]
    assert by_slug["a"]["deadline"] == "2025-01-01T00:00:00+07:00"
    assert by_slug["law"]["issued_on"] == "2024-02-29"
    assert by_slug["office"]["people"] == [
        {"name": "Nguyễn Thị A", "post": "Chủ tịch", "phone": "", "email": ""}
    ]
    assert by_slug["week"]["week"] == "2025-04-21"
    assert [(event["day"], event["start"], event["what"]) for event in by_slug["week"]["events"]] == [
        (1, "", "Giao ban")
    ]
    assert by_slug["below"]["body"] == '<p>see <a href="page:30/thong-bao/tiers">it</a></p>'
    assert not by_slug["draft"]["live"]
    assert not any("sleeping" in line for line in lines)


def test_the_order_of_lines_does_not_matter(tmp_path):
    make_units()
    import_lines(tmp_path, EVERY_KIND)
    expected = export(tmp_path / "expected.jsonl")
    remove_content(tmp_path)
    import_lines(tmp_path, EVERY_KIND[::-1])
    assert export(tmp_path / "backwards.jsonl") == expected


def test_what_sleeps_is_exported_as_sleeping_and_taken_back_in(tmp_path):
    units = make_units()
    import_lines(
        tmp_path,
        [
            page(P, reach="all"),
            page(P, "offered", reach="all", strength="offered"),
            page(P, "gone", reach="all"),
            page(D, "list", reach={"units": [C, E]}),
            page(P, "heads", reach={"below": [D, F]}),
            decision(C, hide=True, suspend=KEPT),
            decision(C, slug="offered", adopt=True),
            decision(C, slug="gone", override=override(contact="C's")),
            decision(E, D, "list", hide=True),
        ],
    )
    import_lines(
        tmp_path,
        [
            page(P, reach="all", strength="mandatory"),
            page(P, "offered", reach="all"),
            page(P, "gone", reach="all", live=False),
        ],
    )
    Unit.objects.filter(code=E).update(parent=units[F])
    Unit.objects.filter(code=C).update(parent=units[P])
    Unit.objects.filter(code=D).update(valid_to=date(2020, 1, 1))
    lines = comes_back(tmp_path)
    decisions = {line["page"]["slug"]: line for line in lines if line["kind"] == "decision"}
    assert all(line["sleeping"] for line in decisions.values())
    assert decisions.keys() == {"a", "offered", "gone"}
    heads = next(line for line in lines if line.get("slug") == "heads")
    assert heads["reach"] == {
        "below": [{"unit": D, "valid_from": "2000-01-01", "sleeping": True}, F]
    } or heads["reach"] == {"below": [F, {"unit": D, "valid_from": "2000-01-01", "sleeping": True}]}


def test_an_entry_that_stopped_being_below_sleeps(tmp_path):
    units = make_units()
    import_lines(tmp_path, [page(D, reach={"units": [C, E]}), page(D, "t", reach={"tiers": ["commune"]})])
    Unit.objects.filter(code=E).update(parent=units[F])
    lines = comes_back(tmp_path)
    assert lines[0]["reach"] == {"units": [C, {"unit": E, "sleeping": True}]}
    Unit.objects.filter(code=C).update(parent=units[F])
    lines = comes_back(tmp_path)
    assert lines[1]["reach"] == {"tiers": [{"tier": "commune", "sleeping": True}]}


def test_one_units_export_is_what_it_wrote_and_decided(tmp_path):
    make_units()
    import_lines(tmp_path, EVERY_KIND)
    out = StringIO()
    call_command("export_content", "--unit", C, stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {line["unit"] for line in lines} == {C}
    assert [line["kind"] for line in lines] == ["section", *["page"] * 4, "decision", "decision"]


def test_an_unknown_unit_and_a_missing_folder(tmp_path):
    with pytest.raises(CommandError, match="'99999'"):
        call_command("export_content", "--unit", "99999")
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("export_content", "--output", str(tmp_path / "none" / "x.jsonl"))


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (4, 3), "red").save(content, "PNG")
    return content.getvalue()


def file_entry(folder, name, content, **texts):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return {"path": name, "sha256": hashlib.sha256(content).hexdigest(), **texts}


@pytest.fixture
def media(settings, tmp_path):
    """A media storage of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.leaves_files
@pytest.mark.usefixtures("media")
def test_files_go_out_beside_the_lines_and_come_back(tmp_path):
    make_units()
    form = file_entry(tmp_path, "forms/don.pdf", b"%PDF-1.4 form", title="Đơn")
    photo = file_entry(tmp_path, "forms/anh.png", picture(), alt="Một ô màu đỏ", caption="Ảnh")
    frame = file_entry(tmp_path, "forms/vien.png", picture(), decorative=True)
    import_lines(tmp_path, [page(C, files=[form, photo, frame]), page(E, files=[form])])
    assert (get_document_model().objects.count(), get_image_model().objects.count()) == (2, 1)
    (tmp_path / "out").mkdir()
    first = export(tmp_path / "out" / "content.jsonl")
    entries = json.loads(first.splitlines()[0])["files"]
    assert [entry["sha256"] for entry in entries] == [form["sha256"], photo["sha256"], photo["sha256"]]
    assert [entry.get("alt") for entry in entries] == [None, "Một ô màu đỏ", None]
    assert [entry.get("decorative") for entry in entries] == [None, None, True]
    for entry in entries:
        content = (tmp_path / "out" / entry["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    remove_content(tmp_path)
    get_document_model().objects.all().delete()
    get_image_model().objects.all().delete()
    import_path(tmp_path / "out" / "content.jsonl")
    assert export(tmp_path / "again.jsonl") == first


@pytest.mark.leaves_files
@pytest.mark.usefixtures("media")
def test_files_that_come_in_are_their_units_own(tmp_path):
    make_units()
    form = file_entry(tmp_path, "forms/don.pdf", b"%PDF-1.4 form", title="Đơn")
    photo = file_entry(tmp_path, "forms/anh.png", picture(), alt="Một ô màu đỏ")
    import_lines(
        tmp_path, [page(C, files=[form, photo]), page(C, "hai", files=[form]), page(E, files=[form])]
    )
    documents, images = (
        sorted(model.objects.values_list("collection__name", flat=True))
        for model in (get_document_model(), get_image_model())
    )
    names = {code: collection_of(Unit.objects.get(code=code)).name for code in (C, E)}
    assert documents == sorted([names[C], names[E]])
    assert images == [names[C]]
    editor = get_user_model().objects.create_user("an")
    Membership.objects.create(user=editor, unit=Unit.objects.get(code=E), role="author")
    assert (
        UnitMediaPolicy(get_document_model()).instances_user_has_permission_for(editor, "choose").count() == 1
    )
    assert not UnitMediaPolicy(get_image_model()).instances_user_has_permission_for(editor, "choose").exists()


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize(
    ("name", "content", "change", "sentence"),
    [
        ("a.pdf", b"%PDF", {"sha256": "0" * 64}, "another sha256"),
        ("a.png", b"not a picture", {"alt": "x"}, "not a picture"),
        ("a.png", b"\0" * (10 * 1024 * 1024 + 1), {"alt": "x"}, "larger than 10 MB"),
        ("a.pdf", b"\0" * (21 * 1024 * 1024), {}, "larger than 20 MB; make it smaller"),
    ],
    ids=["changed", "no picture", "too large a picture", "too large a document"],
)
def test_a_file_that_is_not_what_its_line_says(tmp_path, name, content, change, sentence):
    make_units()
    entry = {**file_entry(tmp_path, name, content), **change}
    with pytest.raises(CommandError, match=f"line 2: the file {name}.*{sentence}"):
        import_lines(tmp_path, [page(E), page(C, files=[entry])])
    assert not NoticePage.objects.exists()


@pytest.mark.leaves_files
@pytest.mark.usefixtures("media")
def test_blocks_that_html_cannot_hold_come_back(tmp_path):
    make_units()
    form = file_entry(tmp_path, "don.pdf", b"%PDF-1.4 form")
    photo = file_entry(tmp_path, "anh.png", picture())
    linked = f'<p>see <a href="/files/{form["sha256"]}.pdf">the form</a><script>x</script></p>'
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / f"{form['sha256']}.pdf").write_bytes(b"%PDF-1.4 form")
    blocks = [
        {"type": "paragraph", "value": linked},
        {"type": "heading", "value": {"text": "Mục", "level": "h3"}},
        {"type": "image", "value": {"image": photo, "alt": "ô đỏ"}},
        {"type": "image", "value": {"image": photo, "alt": "", "decorative": True}},
        {"type": "file", "value": {"document": form, "title": "Đơn"}},
        {"type": "steps", "value": [{"title": "Một", "text": "<p>làm</p>"}, {"title": "Hai", "text": ""}]},
        {"type": "links", "value": [{"title": "trang", "page": f"{C}/thong-bao/z"}]},
        {"type": "table", "value": {"data": [["a", "b"], ["1", None]], "first_row_is_table_header": True}},
        {"type": "callout", "value": {"kind": "Lưu ý", "text": "<b>nhớ</b>"}},
    ]
    import_lines(
        tmp_path, [page(C, blocks=blocks), page(C, "z", blocks=[{"type": "quote", "value": {"text": "x"}}])]
    )
    stored = NoticePage.objects.get(slug="a").body.raw_data
    document = get_document_model().objects.get().pk
    assert stored[0]["value"] == f'<p>see <a linktype="document" id="{document}">the form</a></p>'
    assert stored[6]["value"][0]["value"]["page"] == NoticePage.objects.get(slug="z").pk
    lines = comes_back(tmp_path)
    assert [block["type"] for block in lines[0]["blocks"]] == [block["type"] for block in blocks]
    assert [lines[0]["blocks"][at]["value"]["decorative"] for at in (2, 3)] == [False, True]
    assert lines[0]["blocks"][6]["value"][0]["page"] == f"{C}/thong-bao/z"
    assert lines[0]["body"] == ""


def random_lines(random):
    """Pages, decisions and settings at random, in any order."""
    slots = [(unit, slug) for unit in (P, D, F, C, E) for slug in "abc"]
    pages = [random_page(random, *slot) for slot in random.sample(slots, 9)]
    live = [line for line in pages if line["unit"] == P and line["live"] and line["published_at"] != AHEAD]
    decided = [(unit, line) for line in live for unit in random.sample([D, F, C, E], 2)]
    modes = [
        section(unit, random.choice(["own", "fill", "locked", None])) for unit in random.sample([P, D, C], 2)
    ]
    lines = [*pages, *(random_decision(random, unit, line) for unit, line in decided), *modes]
    random.shuffle(lines)
    return lines


AHEAD = "2999-01-01T00:00:00Z"
BODIES = ["", "<p>x</p>", "<p>a</p><script>b</script>", "<table><tr><td>1</table>", "<div>a<p>b"]


def random_page(random, unit, slug):
    return page(
        unit,
        slug,
        title=random.choice(["Một", "Hai"]),
        body=random.choice(BODIES),
        live=random.random() < 0.9,
        pinned=random.random() < 0.2,
        strength=random.choice(["default", "offered"]),
        reach=random.choice(["own", "children", "all"]) if unit != P else "all",
        published_at=random.choice([None, "2024-10-10T08:00:00+07:00", AHEAD]),
        modified_at=random.choice([None, "2024-11-11T08:00:00+07:00"]),
        locked=random.sample(["title", "body"], random.randint(0, 1)),
        credit=random.choice([None, "Phường Bến Tắm"]),
    )


def random_decision(random, unit, line):
    return decision(
        unit,
        line["unit"],
        line["slug"],
        hide=random.random() < 0.3,
        adopt=line["strength"] == "offered",
        override=random.choice([None, override("all", hours="khác")]),
        suspend=random.choice([None, KEPT, True]),
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_content_comes_back(tmp_path, seed):
    if not Unit.objects.exists():
        make_units()
    import_lines(tmp_path, random_lines(Random(seed)), "--replace")
    comes_back(tmp_path)
