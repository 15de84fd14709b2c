"""From publishing in Wagtail to the snapshot that the build reads."""

from datetime import UTC, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.documents.models import Document as WagtailDocument
from wagtail.models import PageViewRestriction

from build.snapshot.schema import encode
from build.snapshot.store import SnapshotReader
from cms.pages.planting import plant_sites
from cms.publishing.live import publish_pages
from cms.publishing.writing import write_all
from cms.sharing.models import Decision, Document, LivePage
from cms.units.models import Unit


def test_a_published_page_is_in_its_units_snapshot(write, snapshot):
    write("10546", "a", "<p>Chào <script>alert(1)</script>bà con</p>", publish=True)
    snapshot.write()
    document = snapshot.shown("10546")["tin-tuc/a"]
    assert document.type == "article"
    assert document.fields["title"] == "Tiêu đề a"
    assert document.fields["body"] == "<p>Chào bà con</p>"
    assert snapshot.shown("10549") == {}


def test_a_shared_page_is_stored_once_for_all_that_show_it(write, snapshot):
    write("30", "a", reach="all", publish=True)
    snapshot.write()
    assert [list(snapshot.shown(code)) for code in ("30", "290", "10546", "10549")] == [["tin-tuc/a"]] * 4
    assert len({page.document for code in ("30", "10546") for page in snapshot.unit(code).shown}) == 1


def test_writing_again_changes_nothing(write, snapshot):
    write("30", "a", reach="all", publish=True)
    assert sorted(snapshot.write()) == ["10546", "10549", "290", "30"]
    assert snapshot.write() == []


def test_only_the_units_that_a_page_reaches_change(write, snapshot):
    snapshot.write()
    write("290", "a", publish=True)
    assert snapshot.write() == ["290"]


def test_an_edit_counts_from_the_moment_it_is_published(write, snapshot):
    page = write("30", "a", publish=True)
    page.title = "Bản nháp bí mật"
    page.save_revision()
    snapshot.write()
    assert "Bản nháp bí mật".encode() not in snapshot.bytes()
    page.get_latest_revision().publish()
    snapshot.write()
    assert snapshot.shown("30")["tin-tuc/a"].fields["title"] == "Bản nháp bí mật"


def test_nothing_unpublished_is_ever_in_it(write, land, snapshot):
    """Canaries in drafts, later drafts of live pages, unpublished, expired, future and deleted pages."""
    now = timezone.now()
    write("30", "draft", "<p>CANARY-1</p>", title="CANARY-1", summary="CANARY-1")
    edited = write("30", "edited", publish=True)
    edited.summary = "CANARY-2"
    edited.save_revision()
    write("30", "gone", "<p>CANARY-3</p>", publish=True).unpublish()
    expired = write("30", "expired", "<p>CANARY-4</p>", expire_at=now + timedelta(days=1), publish=True)
    LivePage.objects.filter(page=expired).update(expires_at=now - timedelta(seconds=1))
    ahead = write("30", "ahead", "<p>CANARY-5</p>", publish=True)
    LivePage.objects.filter(page=ahead).update(published_at=now + timedelta(hours=1))
    write("30", "deleted", "<p>CANARY-6</p>", publish=True).delete()
    hidden = write("30", "hidden", "<p>CANARY-7</p>", reach={"units": [land["10546"].pk]}, publish=True)
    snapshot.write()
    assert b"CANARY-7" in snapshot.bytes()
    hidden.unpublish()
    snapshot.write()
    found = [n for n in range(1, 7) if f"CANARY-{n}".encode() in _readable(snapshot)]
    assert found == []
    assert list(snapshot.shown("30")) == ["tin-tuc/edited"]


def test_what_is_not_for_everybody_is_on_no_site(write, land, snapshot):
    """Canaries in a page, in one that was live before, and in a section that all are kept out of."""
    own = write("30", "own", "<p>CANARY-1</p>")
    PageViewRestriction.objects.create(page=own, restriction_type="login")
    own.save_revision().publish()
    later = write("30", "later", "<p>CANARY-2</p>", reach="all", publish=True)
    PageViewRestriction.objects.create(page=later, restriction_type="password", password="x")
    section = land["290"].root_page.get_children().get(slug="tin-tuc")
    write("290", "before", "<p>CANARY-3</p>", publish=True)
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    write("290", "after", "<p>CANARY-4</p>", publish=True)
    write("10546", "open", publish=True)
    snapshot.write()
    assert b"CANARY" not in _readable(snapshot)
    assert list(snapshot.shown("10546")) == ["tin-tuc/open"]


def _readable(snapshot) -> bytes:
    """All that a reader of the store can get at."""
    reader = SnapshotReader(snapshot.folder)
    units = [reader.unit(site.code) for site in reader.sites()]
    documents = reader._connection.execute("SELECT payload FROM document").fetchall()
    media = [path.read_bytes() for path in snapshot.folder.rglob("media/*")]
    return b"".join([*map(encode, units), *(payload for (payload,) in documents), *media])


def test_an_inherited_page_carries_the_day_of_its_origins_last_edit(write, land, snapshot):
    page = write("30", "a", reach="all", publish=True)
    snapshot.write()
    (first,) = snapshot.unit("10546").shown
    assert first.modified_at == first.published_at == page.first_published_at.astimezone(UTC).isoformat()
    page.title = "Sửa"
    draft = page.save_revision()
    assert snapshot.write() == []
    draft.publish()
    Decision.objects.create(unit=land["290"], page=page, override_fields={"contact": "Huyện"})
    snapshot.write()
    page.refresh_from_db()
    edited = page.last_published_at.astimezone(UTC).isoformat()
    assert [snapshot.unit(code).shown[0].modified_at for code in ("30", "290", "10546")] == [edited] * 3
    assert edited > first.modified_at == snapshot.unit("290").shown[0].published_at


def test_a_page_was_not_edited_before_it_could_be_seen(write, snapshot):
    page = write("30", "a", publish=True)
    seen = page.last_published_at + timedelta(seconds=1)
    LivePage.objects.filter(page=page).update(published_at=seen)
    write_all(snapshot.folder, now=seen)
    assert snapshot.unit("30").shown[0].modified_at == seen.astimezone(UTC).isoformat()


def test_decisions_show_as_values_and_their_source(write, land, snapshot):
    page = write("30", "a", reach="all", contact="Tỉnh", publish=True)
    Decision.objects.create(
        unit=land["290"], page=page, override_fields={"contact": "Huyện"}, override_reach="all"
    )
    snapshot.write()
    (shown,) = snapshot.unit("10546").shown
    assert (shown.origin, shown.canonical) == ("30", "30")
    assert shown.values == {"contact": "Huyện"}
    assert shown.changed_by == ("290",)


def test_a_link_to_a_page_elsewhere_has_its_address_there(write, snapshot):
    write("30", "dich", publish=True)
    write("30", "nguon", '<p><a href="page:30/tin-tuc/dich">Xem</a></p>', reach="all", publish=True)
    snapshot.write()
    assert snapshot.unit("30").elsewhere == {}
    assert snapshot.unit("10546").elsewhere == {"30/tin-tuc/dich": "http://u30.localhost:8000/tin-tuc/dich/"}


@pytest.mark.usefixtures("write")
def test_the_unit_above_knows_the_names_that_those_below_had(land, snapshot):
    Unit.objects.filter(pk=land["10546"].pk).update(former_names="Xã Một;  Thị trấn Hai; ")
    snapshot.write()
    names = {child.code: child.former_names for child in snapshot.unit("290").children}
    assert names["10546"] == snapshot.unit("10546").unit.former_names == ("Xã Một", "Thị trấn Hai")


def test_the_canonical_site_of_a_displaced_page_is_the_highest_that_shows_it(write, snapshot):
    write("30", "a", reach={"tiers": ["district"]}, strength="mandatory", publish=True)
    write("290", "a", reach="children", publish=True)
    snapshot.write()
    assert [(page.origin, page.canonical) for page in snapshot.unit("290").shown] == [("30", "30")]
    assert [(page.origin, page.canonical) for page in snapshot.unit("10546").shown] == [("290", "10546")]


def test_files_of_live_pages_go_with_them_and_leave_with_them(write, snapshot):
    file = WagtailDocument.objects.create(
        title="Quyết định", file=ContentFile("Toàn văn".encode(), name="quyet-dinh.pdf")
    )
    page = write("30", "a")
    page.files = [{"type": "file", "value": {"document": file.pk, "title": ""}, "id": "1"}]
    page.save_revision().publish()
    page.refresh_from_db()
    snapshot.write()
    (stored,) = snapshot.shown("30")["tin-tuc/a"].files
    assert (snapshot.folder / "media" / f"{stored.sha256}.pdf").read_bytes() == "Toàn văn".encode()
    page.unpublish()
    snapshot.write()
    assert list((snapshot.folder / "media").iterdir()) == []


def test_a_page_whose_file_is_missing_is_left_out_and_named(write, snapshot, settings, capsys):
    settings.SNAPSHOT = snapshot.folder
    file = WagtailDocument.objects.create(title="Mất", file=ContentFile(b"x", name="mat.pdf"))
    page = write("30", "a")
    page.files = [{"type": "file", "value": {"document": file.pk, "title": ""}, "id": "1"}]
    page.save_revision().publish()
    write("30", "b", publish=True)
    file.file.storage.delete(file.file.name)
    with pytest.raises(CommandError, match="1 pages were left out"):
        call_command("snapshot")
    assert "30/tin-tuc/a is left out: its file 'Mất'" in capsys.readouterr().err
    assert list(snapshot.shown("30")) == ["tin-tuc/b"]


def test_a_file_uploaded_again_under_another_name_is_found_there(write, snapshot):
    old, new = (
        WagtailDocument.objects.create(title="Đơn", file=ContentFile(b"same bytes", name=name))
        for name in ("cu.pdf", "moi.pdf")
    )
    for slug, file in (("a", old), ("b", new)):
        page = write("30", slug)
        page.files = [{"type": "file", "value": {"document": file.pk, "title": ""}, "id": "1"}]
        page.save_revision().publish()
    old.file.storage.delete(old.file.name)
    snapshot.write()
    assert set(snapshot.shown("30")) == {"tin-tuc/a", "tin-tuc/b"}


def test_moving_a_page_moves_it_on_every_site(write, land, snapshot):
    page = write("30", "a", reach="all", publish=True)
    page.move(land["290"].root_page.get_children().get(slug="tin-tuc"), pos="last-child")
    snapshot.write()
    assert snapshot.shown("30") == {}
    assert [page.origin for page in snapshot.unit("10546").shown] == ["290"]


def test_a_page_belongs_to_the_unit_whose_tree_it_stands_in_not_to_the_codes_new_bearer(
    write, land, snapshot, make_unit
):
    old, day = land["10546"], timezone.localdate()
    page = write("10546", "a")
    Unit.objects.filter(pk=old.pk).update(valid_to=day)
    make_unit("10546", parent=land["290"], valid_from=day, full_name="Xã Mới", hostname="moi.localhost")
    plant_sites(day)
    page.save_revision().publish()
    snapshot.write()
    assert LivePage.objects.get().unit_id == old.pk
    assert snapshot.unit("10546").unit.full_name == "Xã Mới"
    assert snapshot.shown("10546") == {}


def test_the_number_of_queries_does_not_grow(write, land, make_unit, snapshot, django_assert_num_queries):
    write("30", "a", reach="all", publish=True)
    snapshot.write()
    with django_assert_num_queries(15):
        snapshot.write()
    for n in range(12):
        write("10546", f"b-{n}", publish=True)
        make_unit(f"106{n:02}", "commune", land["290"])
    with django_assert_num_queries(17):
        assert len(snapshot.write()) == 14


def test_a_thousand_pages_are_published_in_as_many_queries_as_one(
    write, snapshot, django_assert_max_num_queries
):
    pages = [write("30", f"a-{n}") for n in range(8)]
    for page in pages:
        page.live = True
    with django_assert_max_num_queries(14):
        publish_pages(pages[:1])
    with django_assert_max_num_queries(14):
        publish_pages(pages)
    assert LivePage.objects.count() == 8


def test_documents_that_nobody_has_any_more_leave_with_the_next_snapshot(write, snapshot):
    page = write("30", "a", publish=True)
    write("30", "b", publish=True)
    page.title = "Khác"
    page.save_revision().publish()
    assert Document.objects.count() == 3
    snapshot.write()
    kept = set(Document.objects.values_list("hash", flat=True))
    assert kept == set(LivePage.objects.values_list("document_id", flat=True))
    assert len(kept) == 2


def test_the_command_says_what_it_did(write, settings, tmp_path, capsys):
    settings.SNAPSHOT = tmp_path / "s"
    write("30", "a", publish=True)
    call_command("snapshot")
    assert capsys.readouterr().out == "4 sites in the snapshot, 4 changed.\n"
