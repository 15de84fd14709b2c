"""From the desk's screen to the snapshot: what a unit chooses for its own site."""

from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import PurePath

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture

from build.render.lone_page import theme_of
from build.snapshot.schema import Look, digest
from build.snapshot.store import SnapshotReader, media_path
from cms.audit.models import Entry
from cms.preview.own_look import look_address, look_files
from cms.publishing.looks import look_of, wear
from cms.publishing.loose_files import LOOSE, sweep_looks
from cms.publishing.models import Change, Lane, UnitLook
from cms.publishing.writing import write_all
from cms.tenancy.roles import SESSION_KEY
from tests.samples.people import desk, land, person

__all__ = ["desk", "land", "person"]

DAY = timedelta(days=1)
ADDRESS = "/quan-tri/dien-mao-trang/"


def upload(colour: str = "#8b1520", size: tuple = (200, 200), kind: str = "PNG") -> SimpleUploadedFile:
    written = BytesIO()
    Picture.new("RGB", size, colour).save(written, kind)
    return SimpleUploadedFile("huy-hieu.png", written.getvalue())


def screen_of(unit) -> str:
    return f"{ADDRESS}{unit.pk}/"


@pytest.fixture
def post(desk, person, land):
    """Sends the form as the commune's administrator."""
    client = desk(person("quan-tri", "admin", "C"))

    def post(**data):
        empty = {"colour": "", "initial-colour": "", "alt": "", "initial-alt": ""}
        return client.post(screen_of(land["C"]), {**empty, **data})

    return post


def hidden(response, name: str) -> str:
    return response.context["tokens"][name]


def test_it_is_for_the_units_administrators(desk, person, land):
    for role, status in (("author", 404), ("approver", 404), ("admin", 200)):
        client = desk(person(role, role, "C"))
        assert client.get(ADDRESS).status_code == (302 if status == 200 else status)
        assert client.get(screen_of(land["C"])).status_code == status
        assert client.get(f"{screen_of(land['C'])}mau/").status_code == status
        assert client.get(screen_of(land["E"])).status_code == 404
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (f'"{ADDRESS}"' in home) == (status == 200)


def test_it_saves_to_the_unit_that_it_was_opened_for(desk, person, land):
    person("hai-phuong", "admin", "C")
    client = desk(person("hai-phuong", "admin", "E"))
    opened = client.get(ADDRESS, follow=True)
    assert opened.redirect_chain[-1][0] == screen_of(land["C"])
    assert land["C"].full_name in opened.content.decode()
    session = client.session
    session[SESSION_KEY] = land["E"].pk
    session.save()
    saved = client.post(screen_of(land["C"]), {"colour": "#1a4479", "initial-colour": ""})
    assert saved.url == screen_of(land["C"])
    assert (look_of(land["C"]).colour, look_of(land["E"]).colour) == ("#1a4479", "")


def test_what_is_saved_is_on_the_units_own_site_alone(post, land, tmp_path):
    Change.objects.all().delete()
    post(colour="#1A4479", emblem=upload(), photograph=upload("#557755", (700, 400)), alt="Đồi thông")
    change = Change.objects.get()
    assert (change.kind, change.what, change.lane) == ("units", {"units": [land["C"].pk]}, Lane.OWN)
    assert write_all(tmp_path).left_out == []
    reader = SnapshotReader(tmp_path)
    look = reader.unit("10546").look
    assert (look.colour, look.emblem.name, look.photograph.alt) == ("#1a4479", "huy-hieu.png", "Đồi thông")
    assert all(media_path(tmp_path, stored).is_file() for stored in look.stored())
    for code in ("290", "10549"):
        assert reader.unit(code).look == Look()
    entry = Entry.objects.get(kind="publishing.unitlook")
    assert entry.unit == land["C"]
    assert entry.changes["colour"][1] == "#1a4479"
    assert entry.changes["emblem"][1].startswith("huy-hieu.png (")


def test_the_sample_has_the_emblem_that_the_site_would_have(post, desk, person, land):
    client = desk(person("quan-tri", "admin", "C"))

    def emblem() -> str:
        screen = client.get(screen_of(land["C"])).content.decode()
        assert screen.count('href="#look-emblem"') == 2
        return screen.partition('<symbol id="look-emblem"')[2].partition("</symbol>")[0]

    theirs = theme_of("commune").render("components/emblem.html", {"emblem": None})
    assert theirs in emblem()
    post(emblem=upload())
    assert 'href="data:image/' in emblem()
    assert theirs not in emblem()
    sample = client.get(f"{screen_of(land['C'])}mau/", {"colour": "#1a4479"}).content.decode()
    assert sample.count('href="#look-emblem"') == 2


def test_a_refused_form_keeps_what_could_be_used(post, land):
    refused = post(colour="#f5c542", emblem=upload()).content.decode()
    assert "chỉ đạt tỉ lệ tương phản 1,44:1" in refused
    assert 'value="#f5c542"' in refused
    assert not UnitLook.objects.exists()
    again = post(colour="#f5c542", emblem=upload())
    token = hidden(again, "kept_emblem")
    post(colour="#1a4479", kept_emblem=token)
    assert look_of(land["C"]).emblem.name == "huy-hieu.png"


def test_dropping_a_new_picture_leaves_the_saved_one(post, land):
    post(emblem=upload(), colour="#1a4479")
    saved = look_of(land["C"]).emblem
    colours = {"colour": "#f5c542", "initial-colour": "#1a4479"}
    token = hidden(post(emblem=upload("#1d5a3a"), **colours), "kept_emblem")
    dropped = post(kept_emblem=token, no_new_emblem="on", **colours)
    assert "kept_emblem" not in dropped.context["tokens"]
    assert "Hình mới, chưa lưu" not in dropped.content.decode()
    post(kept_emblem=token, no_new_emblem="on", colour="#1a4479", **{"initial-colour": "#1a4479"})
    assert look_of(land["C"]).emblem == saved


def test_a_refused_form_still_drops_what_it_was_told_to(post, land):
    post(emblem=upload(), colour="#1a4479")
    refused = post(no_emblem="on", colour="#f5c542", **{"initial-colour": "#1a4479"})
    assert refused.context["form"]["no_emblem"].value()
    assert 'name="no_emblem"' in refused.content.decode()


def test_what_is_no_emblem_is_refused_and_the_old_one_stays(post, land):
    post(emblem=upload(), colour="#1a4479")
    before = look_of(land["C"])
    for file, sentence in (
        (SimpleUploadedFile("a.png", b"khong phai hinh"), "Không đọc được tệp này"),
        (upload("#fff3b0"), "Biểu trưng quá nhạt"),
        (upload(size=(40, 40)), "Biểu trưng quá nhỏ"),
    ):
        assert sentence in post(emblem=file, colour="#1a4479").content.decode()
    assert look_of(land["C"]) == before


def test_a_photograph_needs_words(post, land):
    refused = post(photograph=upload("#557755", (700, 400)))
    assert "Hãy mô tả ảnh bằng lời" in refused.content.decode()
    post(kept_photograph=hidden(refused, "kept_photograph"), alt="Đồi thông")
    assert look_of(land["C"]).photograph.alt == "Đồi thông"


def test_what_is_taken_away_is_as_the_tier_has_it(post, land, tmp_path):
    post(colour="#1a4479", emblem=upload())
    write_all(tmp_path)
    stored = look_of(land["C"]).stored()
    post(**{"colour": "", "initial-colour": "#1a4479", "no_emblem": "on"})
    write_all(tmp_path)
    assert SnapshotReader(tmp_path).unit("10546").look.stored() == ()
    assert not any(media_path(tmp_path, file).exists() for file in stored)


def test_what_somebody_else_changed_meanwhile_stays(post, land):
    post(colour="#1a4479")
    post(**{"colour": "", "initial-colour": "", "emblem": upload()})
    look = look_of(land["C"])
    assert (look.colour, look.emblem is not None) == ("#1a4479", True)


def test_the_form_says_what_it_was_opened_with(post, desk, person, land):
    post(colour="#1a4479")
    opened = desk(person("quan-tri")).get(screen_of(land["C"]))
    assert opened.context["tokens"] == {"initial-colour": "#1a4479", "initial-alt": ""}
    assert '<input type="hidden" name="initial-colour" value="#1a4479">' in opened.content.decode()
    refused = post(**{"colour": "#f5c542", "initial-colour": "#1a4479"})
    assert hidden(refused, "initial-colour") == "#1a4479"


def test_a_forged_name_of_a_kept_picture_is_nothing(post, land):
    post(kept_emblem='{"sha256":"x"}:abc', colour="#1a4479")
    assert look_of(land["C"]).emblem is None


def test_a_picture_that_is_gone_from_the_storage_holds_no_site_up(post, land, tmp_path):
    post(colour="#1a4479", emblem=upload())
    look = look_of(land["C"])
    default_storage.delete(f"look/{look.emblem.sha256}.png")
    (sentence,) = write_all(tmp_path).left_out
    assert sentence.startswith("The site of 10546 goes without 'huy-hieu.png'")
    shown = SnapshotReader(tmp_path).unit("10546").look
    assert (shown.colour, shown.emblem) == ("#1a4479", None)


def test_pictures_that_no_unit_has_any_more_are_deleted_in_time(post, land):
    now = timezone.now()
    # Of the tests before.
    sweep_looks(now - 2 * LOOSE)
    sweep_looks(now - LOOSE)
    post(colour="#1a4479", emblem=upload())
    old = look_of(land["C"]).stored()
    wear(land["E"], Look(emblem=look_of(land["C"]).emblem))
    post(emblem=upload("#1d5a3a"), colour="#1a4479")
    kept = look_of(land["C"]).stored()
    never_saved = post(emblem=upload("#553311"), colour="#f5c542").context["form"].shown("emblem").stored()
    assert [sweep_looks(now), sweep_looks(now + LOOSE)] == [0, len(never_saved)]
    assert there() == names(*old, *kept)

    wear(land["E"], Look())
    assert [sweep_looks(now), sweep_looks(now + LOOSE - DAY)] == [0, 0]
    post(emblem=upload(), colour="#f5c542")
    assert sweep_looks(now + LOOSE) == 0
    assert there() == names(*old, *kept)
    assert sweep_looks(now + 2 * LOOSE) == len(old)
    assert there() == names(*kept)
    assert look_of(land["C"]).stored() == kept


def test_one_picture_that_came_twice_at_once_is_deleted_twice(db):
    now = timezone.now()
    for _ in "ab":
        default_storage.save(f"look/{'0' * 64}.png", ContentFile(b"a picture"))
    for weeks in range(5):
        sweep_looks(now + weeks * LOOSE)
    assert not [name for name in there() if name.startswith("0" * 64)]


def there() -> set[str]:
    return set(default_storage.listdir("look")[1])


def names(*files) -> set[str]:
    return {f"{file.sha256}.{file.extension}" for file in files}


def test_units_that_are_imported_again_keep_their_look(land, tmp_path):
    wear(land["C"], Look(colour="#1a4479"))
    table = tmp_path / "units.csv"
    table.write_text(
        "code,name,full_name,kind,tier,parent_code,valid_from\n"
        "290,Chí Linh,Thành phố Chí Linh,Thành phố,district,,2004-01-01\n"
        "10546,Bến Tắm,Phường Bến Tắm Mới,Phường,commune,290,2004-01-01\n"
    )
    call_command("import_units", f"--file={table}", stdout=StringIO())
    land["C"].refresh_from_db()
    assert (land["C"].full_name, look_of(land["C"]).colour) == ("Phường Bến Tắm Mới", "#1a4479")


def test_a_preview_has_the_units_look(post, land, client):
    post(colour="#1a4479", emblem=upload())
    look = look_of(land["C"])
    files = look_files(land["C"])
    assert len(files) == 1 + len(look.stored())
    for path in files:
        answer = client.get(look_address(land["C"], path))
        assert (answer.status_code, digest(answer.content)) == (200, PurePath(path).stem)
    assert client.get(look_address(land["E"], f"_a/{look.emblem.sha256}.png")).status_code == 404


def test_the_sample_says_the_ratios_and_offers_what_will_do(desk, person, land):
    client = desk(person("quan-tri", "admin", "C"))
    address = f"{screen_of(land['C'])}mau/"
    fine = client.get(f"{address}?colour=%231a4479").content.decode()
    assert "Dùng màu" not in fine
    assert "#1a4479" in fine
    weak = client.get(f"{address}?colour=%23f5c542").content.decode()
    assert 'data-look-take="#7d6522"' in weak
