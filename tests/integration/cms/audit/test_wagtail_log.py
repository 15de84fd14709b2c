"""What Wagtail logs is in our log too, with the unit and with what changed."""

import pytest
from django.contrib.auth.models import User
from wagtail.actions.move_page import MovePageAction
from wagtail.images.models import Image
from wagtail.log_actions import log

from cms.audit.models import Entry
from cms.audit.wagtail_log import _unit_finders, find_unit_with


@pytest.fixture
def lan(db) -> User:
    return User.objects.create_superuser("lan", first_name="Lan")


def save(page, user, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision(user=user, log_action=True)


def test_an_edit_tells_what_it_changed_and_whose_page_it_is(page, units, lan):
    save(page, lan)
    save(page, lan, title="Tin mới")
    entry = Entry.objects.first()
    assert (entry.action, entry.unit, entry.who) == ("wagtail.edit", units["10546"], "Lan (lan)")
    assert (entry.kind, entry.object_id) == ("pages.articlepage", str(page.pk))
    assert entry.changes == {"title": ["Tin cũ", "Tin mới"]}


def test_a_publication_is_compared_with_the_one_before(page, lan):
    save(page, lan).publish(user=lan)
    save(page, lan, title="Tin mới")
    save(page, lan, title="Tin mới hơn").publish(user=lan)
    entry = Entry.objects.filter(action="wagtail.publish").first()
    assert entry.changes["title"] == ["Tin cũ", "Tin mới hơn"]


def test_a_move_tells_from_where_to_where(page, units, lan):
    sections = units["10546"].root_page.get_children()
    before, after = sections.get(slug="tin-tuc"), sections.get(slug="van-ban")
    action = MovePageAction(page, after, pos="last-child", user=lan)
    action.execute(skip_permission_checks=True)
    entry = Entry.objects.get(action="wagtail.move")
    assert entry.changes == {"parent": [before.title, after.title]}
    assert entry.unit == units["10546"]


def test_a_deleted_page_leaves_its_entry_with_its_unit(page, units, lan):
    page.delete(user=lan)
    entry = Entry.objects.get(action="wagtail.delete")
    assert (entry.unit, entry.label) == (units["10546"], "Tin cũ")


def test_a_picture_belongs_to_whom_the_finder_says(units, lan, monkeypatch):
    monkeypatch.setitem(_unit_finders, "wagtailimages.image", None)
    find_unit_with("wagtailimages.image", lambda image: units["10549"])
    image = Image.objects.create(title="Ảnh", file="a.png", width=1, height=1)
    log(image, "wagtail.edit", user=lan)
    assert Entry.objects.get(kind="wagtailimages.image").unit == units["10549"]
