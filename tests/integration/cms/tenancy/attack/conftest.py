"""Commune B with one of everything that the desk knows, each marked; people of commune A who want it."""

import io
import sys
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.admin.models import EditingSession
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Comment, Page, UploadedFile

from cms.pages.forms import form_checks
from cms.pages.models import NoticePage
from cms.tenancy import bulk_actions, choosers, explorer, media_view, roles, wagtail_hooks
from cms.tenancy.media_policy import SuperusersOnly, UnitMediaPolicy, collection_of
from cms.tenancy.models import UnitSettings
from cms.tenancy.page_policy import VERB, UnitPagePolicy
from tests.samples.communes import CANARY, SECRET, Holdings
from tests.samples.desk_objects import give_desk_objects, shared_from


def picture(mark: str) -> ContentFile:
    written = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(written, "png")
    return ContentFile(written.getvalue(), name=f"{mark}anh.png")


@pytest.fixture
def from_above(units, person) -> list[NoticePage]:
    """Pages of the province that show everywhere."""
    return shared_from(units["30"], person("tinh", admin="30"))


@pytest.fixture
def holdings(units, person, from_above):
    """``holdings(code)`` gives the commune one of everything; ``mark`` stands in all of its texts."""

    def make(code: str, mark: str = "", secret: str = "") -> Holdings:
        unit = units[code]
        author = person(f"{mark}soan{code}", author=code)
        approver = person(f"{mark}duyet{code}", approver=code)
        User.objects.filter(pk=author.pk).update(first_name=mark, last_name=mark)
        image = Image.objects.create(
            title=f"{mark} ảnh", file=picture(mark), width=20, height=20, collection=collection_of(unit)
        )
        document = Document.objects.create(
            title=f"{mark} tệp",
            file=ContentFile(mark.encode(), f"{mark}tep.csv"),
            collection=collection_of(unit),
        )
        section = unit.root_page.get_children().get(slug="thong-bao")
        pages = [add_notice(section, slug, mark, author, image) for slug in ("dang", "nhap", "cho", "hen")]
        live, draft, waiting, scheduled = pages
        live.save_revision(user=author).publish(user=approver)
        draft.title = f"{mark} bản nháp nữa"
        draft.save_revision(user=author)
        Comment.objects.create(
            page=draft, user=author, text=mark, contentpath="title", revision_created=draft.latest_revision
        )
        waiting.save_revision(user=author)
        state = waiting.get_workflow().start(waiting, author)
        scheduled.go_live_at = timezone.now() + timezone.timedelta(days=9)
        scheduled.save_revision(user=author).publish(user=approver)
        draft.locked, draft.locked_by, draft.locked_at = True, author, timezone.now()
        draft.save()
        UnitSettings.objects.create(unit=unit)
        upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(Image),
            file=picture(mark),
            uploaded_by_user=author,
        )
        session = EditingSession.objects.create(
            user=author, content_object=draft, last_seen_at=timezone.now(), is_editing=True
        )
        numbers = {
            "page": [page.pk for page in pages] + [section.pk, unit.root_page.pk],
            "revision": [page.latest_revision_id for page in pages],
            "task_state": [state.current_task_state_id],
            "workflow_state": [state.pk],
            "image": [image.pk],
            "document": [document.pk],
            "collection": [collection_of(unit).pk],
            "upload": [upload.pk],
            "session": [session.pk],
            "user": [author.pk, approver.pk],
            "unit": [unit.pk],
        } | give_desk_objects(
            unit, (mark, secret), [author, approver], live=live, draft=draft, above=from_above
        )
        files = [image.file.name, image.get_rendition("max-10x10").file.name, document.file.name]
        return Holdings(unit, numbers, files, [author, approver])

    return make


def add_notice(section: Page, slug: str, mark: str, owner: User, image: Image) -> NoticePage:
    page = NoticePage(
        title=f"{mark} {slug}",
        slug=f"{mark}-{slug}".strip("-"),
        summary=mark,
        body=[("image", {"image": image, "alt": mark, "caption": mark})],
        live=False,
        owner=owner,
    )
    section.add_child(instance=page)
    page.save_revision(user=owner)
    return page


@pytest.fixture
def mine(holdings) -> Holdings:
    """What the attacker's own commune has."""
    return holdings("10501")


@pytest.fixture
def theirs(holdings) -> Holdings:
    """What the commune next door has."""
    return holdings("10502", CANARY, SECRET)


@pytest.fixture
def only_permissions(settings) -> None:
    """The first wall alone."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "ObjectFirewall" not in name]


@pytest.fixture
def only_firewall(monkeypatch) -> None:
    """The second wall alone: every view forgets to check the objects it is asked for, ours among them."""
    yes = lambda *_, **__: True  # noqa: E731

    def may_everything(policy: UnitPagePolicy, _user: Any) -> list[Any]:
        from cms.tenancy.page_policy import _Codename, _Grant

        names = [*VERB, "bulk_delete"]
        return [_Grant(_Codename(f"{name}_page"), policy._page) for name in names] if policy._page else []

    monkeypatch.setattr(UnitPagePolicy, "get_cached_permissions_for_user", may_everything)
    monkeypatch.setattr(UnitPagePolicy, "user_has_any_permission_for_instance", yes)
    monkeypatch.setattr(UnitMediaPolicy, "user_has_permission_for_instance", yes)
    monkeypatch.setattr(SuperusersOnly, "user_has_permission", yes)
    for module in (bulk_actions, choosers, wagtail_hooks):
        monkeypatch.setattr(module, "seen_pages", lambda _user: Page.objects.all())
    monkeypatch.setattr(explorer, "sees_pages", yes)
    monkeypatch.setattr(choosers, "own_media", lambda _user, model: model.objects.all())
    monkeypatch.setattr(wagtail_hooks, "may_open_medium", yes)
    monkeypatch.setattr(wagtail_hooks, "is_of_own_unit", yes)
    monkeypatch.setattr(media_view, "may_open_file", yes)
    kept = form_checks[:]
    form_checks.clear()
    monkeypatch.setattr(User, "has_perm", yes)
    monkeypatch.setattr(roles, "may", yes)
    for module in list(sys.modules.values()):
        name = getattr(module, "__name__", "")
        if name.startswith("cms.") and not name.startswith("cms.tenancy.") and hasattr(module, "may"):
            monkeypatch.setattr(module, "may", yes)
    yield
    form_checks.extend(kept)
