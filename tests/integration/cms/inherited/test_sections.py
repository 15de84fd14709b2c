"""A unit's administrator chooses what each section takes from above, unless the tier has fixed it."""

import re
import shutil
from html import unescape

import pytest
from django.urls import reverse

from cms.audit.models import Entry
from cms.publishing.models import Change
from cms.sharing.load import load_world
from cms.sharing.models import SectionSetting
from cms.sharing.resolve import resolve_unit
from tests.integration.cms.inherited.conftest import C, D, E, P

ADDRESS = "/quan-tri/tin-bai-tu-cap-tren/chuyen-muc/"


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


def shown(land, code=C):
    """The slugs of the unit's notices."""
    found = resolve_unit(load_world(), land[code].pk)
    return {one.page.slug for one in found if one.shown and one.page.section == "thong-bao"}


def given(client, **choices):
    """What the form sends as it stands, with ``choices``."""
    lines = client.get(ADDRESS).context["lines"]
    stands = {line.key: line.input.value() for line in lines if line.input}
    first = {f"initial-{key}": value for key, value in stands.items()}
    return {**first, **stands, **{key.replace("_", "-"): value for key, value in choices.items()}}


def choose(client, **choices):
    return client.post(ADDRESS, given(client, **choices), follow=True)


@pytest.fixture
def written(write):
    write(P, "chung", reach="all")
    write(P, "bat-buoc", reach="all", strength="mandatory")


def test_a_unit_chooses_what_a_section_takes(desk, land, written, write):
    admin = desk("admin")
    assert shown(land) == {"chung", "bat-buoc"}
    Change.objects.all().delete()
    assert "Đã lưu: Thông báo" in text(choose(admin, thong_bao="own"))
    assert shown(land) == {"bat-buoc"}
    assert shown(land, E) == {"chung", "bat-buoc"}
    (change,) = Change.objects.all()
    assert (change.kind, change.what) == ("section", {"unit": land[C].pk, "section": "thong-bao"})

    choose(admin, thong_bao="fill")
    assert shown(land) == {"chung", "bat-buoc"}
    write(C, "cua-xa")
    assert shown(land) == {"cua-xa", "bat-buoc"}
    choose(admin, thong_bao="")
    assert shown(land) == {"cua-xa", "chung", "bat-buoc"}
    assert not SectionSetting.objects.exists()


def test_the_log_says_who_chose_what(desk, land):
    choose(desk("admin"), thong_bao="own")
    entry = Entry.objects.get(kind="sharing.sectionsetting")
    assert (entry.unit, entry.user.username) == (land[C], f"admin-{C}")
    assert entry.changes["mode"][1] == "own"


@pytest.mark.parametrize(("role", "code"), [("author", C), ("approver", C), ("supervisor", D)])
def test_nobody_but_an_administrator_chooses(desk, written, land, role, code):
    client = desk(role, code)
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"thong-bao": "own"}).status_code == 404
    assert ADDRESS not in text(client.get(reverse("lienthong_inherited_list")))
    assert not SectionSetting.objects.exists()


def test_an_administrator_chooses_for_that_unit_alone(desk, land):
    choose(desk("admin", E), thong_bao="own")
    assert list(SectionSetting.objects.values_list("unit", "mode")) == [(land[E].pk, "own")]


def test_the_list_and_the_menu_lead_there(desk, written):
    admin = desk("admin")
    assert ADDRESS in text(admin.get(reverse("lienthong_inherited_list")))
    assert ADDRESS in text(admin.get("/quan-tri/"))


def test_the_choices_are_short_and_the_rule_of_the_tier_is_said_beside_them(desk, land):
    screen = desk("admin").get(ADDRESS)
    (line,) = (line for line in screen.context["lines"] if line.key == "thong-bao")
    assert max(len(str(label)) for _, label in line.input.field.choices) <= 30
    assert "Quy định chung: cả tin bài của đơn vị và của cấp trên." in text(screen)


@pytest.fixture
def fixed(root, tmp_path, settings):
    """A tier that lets no commune change what its notices take."""
    shutil.copytree(root / "sites", tmp_path / "sites")
    file = tmp_path / "sites" / "commune" / "sections.toml"
    sections = file.read_text().split("[[section]]")
    changed = [
        re.sub("fixed = false", "fixed = true", one) if 'key = "thong-bao"' in one else one
        for one in sections
    ]
    file.write_text("[[section]]".join(changed))

    def fix():
        settings.ROOT = tmp_path

    return fix


def test_what_the_tier_fixed_is_shown_with_why_and_stays(desk, land, written, fixed):
    admin = desk("admin")
    fixed()
    screen = text(admin.get(ADDRESS))
    assert "Thông báo" in screen
    assert (
        "Quy định chung của cấp này: cả tin bài của đơn vị và của cấp trên. Đơn vị không đổi được." in screen
    )
    assert 'name="thong-bao"' not in screen
    choose(admin, thong_bao="own")
    assert not SectionSetting.objects.exists()
    assert shown(land) == {"chung", "bat-buoc"}


def test_two_administrators_do_not_undo_each_other(desk, land):
    admin = desk("admin")
    earlier = given(admin, tin_tuc="own")
    choose(admin, thong_bao="own")
    admin.post(ADDRESS, earlier)
    assert dict(SectionSetting.objects.values_list("section", "mode")) == {
        "thong-bao": "own",
        "tin-tuc": "own",
    }


def test_what_an_import_has_set_stays_until_it_is_changed(desk, land):
    admin = desk("admin")
    for section, mode, order in (("thong-bao", "locked", ""), ("tin-tuc", "own", "own_first")):
        SectionSetting.objects.create(unit=land[C], section=section, mode=mode, order=order)
    assert "Không có gì thay đổi" in text(choose(admin))
    choose(admin, tin_tuc="")
    rows = SectionSetting.objects.order_by("section").values_list("section", "mode", "order")
    assert list(rows) == [("thong-bao", "locked", ""), ("tin-tuc", "", "own_first")]


def test_a_choice_that_there_is_not_is_refused(desk, land):
    refused = choose(desk("admin"), thong_bao="locked", tin_tuc="own")
    assert refused.status_code == 422
    assert "above-fault" in text(refused)
    assert not SectionSetting.objects.exists()


def test_where_nobody_is_above_there_is_nothing_to_choose(desk):
    admin = desk("admin", P)
    assert "không có cấp trên" in text(admin.get(ADDRESS))
    assert ADDRESS not in text(admin.get("/quan-tri/"))
