"""The third wall: what writes the snapshot cannot read a draft, whatever it asks for."""

import uuid

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from wagtail.images.models import Image
from wagtail.models import Page, Revision

from build.snapshot.store import SnapshotReader
from cms.pages.models import NoticePage
from cms.publishing import writing
from cms.tenancy.models import Membership
from cms.tenancy.snapshot_role import PUBLISHED, make_snapshot_role

on_postgres = pytest.mark.only_on("postgresql")  # SQLite has no roles


@pytest.fixture
def role(db, settings):
    name = f"lienthong_test_{uuid.uuid4().hex[:12]}"
    make_snapshot_role(name)
    settings.SNAPSHOT_ROLE = name
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP OWNED BY "{name}"')
        cursor.execute(f'DROP ROLE "{name}"')


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_the_whole_snapshot_is_written_under_the_role(role, units, tmp_path):
    section = units["10501"].root_page.get_children().get(slug="thong-bao")
    page = section.add_child(instance=NoticePage(title="Lịch tiêm", slug="lich-tiem", live=False))
    page.save_revision().publish()
    writing.write_all(tmp_path)
    shown = SnapshotReader(tmp_path).unit("10501").shown
    assert [one.slug for one in shown if one.slug == "lich-tiem"] == ["lich-tiem"]


@on_postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Page, NoticePage, Revision, Image, User, Membership])
def test_drafts_media_and_people_are_out_of_its_reach(role, model):
    assert model not in PUBLISHED
    with pytest.raises(ProgrammingError, match="permission denied"), writing._one_state():
        list(model.objects.all())


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_afterwards_everything_is_as_before(role):
    with writing._one_state():
        pass
    assert Page.objects.exists()
    with transaction.atomic():
        assert Page.objects.exists()


@pytest.mark.only_on("sqlite")
def test_a_database_without_roles_says_so(db):
    with pytest.raises(CommandError, match="Only PostgreSQL has roles"):
        call_command("make_snapshot_role")
