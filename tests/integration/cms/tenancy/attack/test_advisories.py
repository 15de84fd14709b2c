"""Each security fix of Wagtail's since 2020 that could let one unit into another, tried by hand.

docs/architecture/tenancy.md says of each advisory what it was about. With both walls, and with each alone.
"""

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from cms.pages.models import NoticePage
from cms.pages.types import MODELS
from tests.samples.communes import CANARY, Holdings, stored

pytestmark = pytest.mark.leaves_files

Asked = tuple[str, dict[str, Any] | None]
"""An address, and what is posted to it; None for a GET."""


def one(held: Holdings, kind: str) -> int:
    return held.numbers[kind][0]


def compare(mine: Holdings, theirs: Holdings) -> Asked:
    revision, other = theirs.numbers["revision"][:2]
    return f"/quan-tri/pages/{one(theirs, 'page')}/revisions/compare/{revision}...{other}/", None


def compare_mixed(mine: Holdings, theirs: Holdings) -> Asked:
    own, other = one(mine, "revision"), one(theirs, "revision")
    return f"/quan-tri/pages/{one(mine, 'page')}/revisions/compare/{own}...{other}/", None


def history(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailadmin_pages:history", args=[one(theirs, "page")]), None


def workflow_history(mine: Holdings, theirs: Holdings) -> Asked:
    numbers = [one(mine, "page"), one(theirs, "workflow_state")]
    return reverse("wagtailadmin_pages:workflow_history_detail", args=numbers), None


def preview(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailadmin_pages:preview_on_edit", args=[one(theirs, "page")]), {"title": "x"}


def preview_new(mine: Holdings, theirs: Holdings) -> Asked:
    section = theirs.numbers["page"][-2]
    address = reverse("wagtailadmin_pages:preview_on_add", args=["pages", "noticepage", section])
    return address, {"title": "x"}


def copy_from(mine: Holdings, theirs: Holdings) -> Asked:
    section = mine.numbers["page"][-2]
    body = {"new_title": "x", "new_slug": "x", "new_parent_page": section}
    return reverse("wagtailadmin_pages:copy", args=[one(theirs, "page")]), body


def copy_into(mine: Holdings, theirs: Holdings) -> Asked:
    section = theirs.numbers["page"][-2]
    body = {"new_title": "x", "new_slug": "x", "new_parent_page": section}
    return reverse("wagtailadmin_pages:copy", args=[one(mine, "page")]), body


def move_into(mine: Holdings, theirs: Holdings) -> Asked:
    numbers = [one(mine, "page"), theirs.numbers["page"][-2]]
    return reverse("wagtailadmin_pages:move_confirm", args=numbers), {}


def move_out(mine: Holdings, theirs: Holdings) -> Asked:
    numbers = [one(theirs, "page"), mine.numbers["page"][-2]]
    return reverse("wagtailadmin_pages:move_confirm", args=numbers), {}


def chosen_page(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={one(theirs, 'page')}", None


def chosen_image(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailimages_chooser:chosen", args=[one(theirs, "image")]), None


def chosen_document(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtaildocs_chooser:chosen_multiple") + f"?id={one(theirs, 'document')}", None


def image_preview(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailimages:preview", args=[one(theirs, "image"), "max-9000x9000"]), None


def image_address(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailimages:url_generator", args=[one(theirs, "image")]), None


def page_api(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailadmin_api:pages:detail", args=[one(theirs, "page")]), None


def page_api_listing(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailadmin_api:pages:listing") + f"?descendant_of={theirs.numbers['page'][-1]}", None


def page_api_action(mine: Holdings, theirs: Holdings) -> Asked:
    address = reverse("wagtailadmin_api:pages:action", args=[one(theirs, "page"), "copy_for_translation"])
    return address, {"locale": "en"}


def page_api_copy(mine: Holdings, theirs: Holdings) -> Asked:
    address = reverse("wagtailadmin_api:pages:action", args=[one(theirs, "page"), "copy"])
    return address, {"destination_page_id": mine.numbers["page"][-2], "slug": "x", "title": "x"}


def image_api(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailadmin_api:images:detail", args=[one(theirs, "image")]), None


def document_by_hash(mine: Holdings, theirs: Holdings) -> Asked:
    return f"/tai-lieu/{one(theirs, 'document')}/{CANARY}tep.csv", None


def user_bulk(mine: Holdings, theirs: Holdings) -> Asked:
    user = one(theirs, "user")
    return f"/quan-tri/bulk/auth/user/set_active_state/?id={user}", {"mark_as_active": ""}


def page_bulk(mine: Holdings, theirs: Holdings) -> Asked:
    return f"/quan-tri/bulk/wagtailcore/page/delete/?id={one(theirs, 'page')}&id={one(mine, 'page')}", {}


def workflow_action(mine: Holdings, theirs: Holdings) -> Asked:
    numbers = [one(mine, "page"), "approve", one(theirs, "task_state")]
    return reverse("wagtailadmin_pages:workflow_action", args=numbers), {}


def privacy(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("wagtailadmin_pages:set_privacy", args=[one(theirs, "page")]), None


def snippet(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("unit:copy", args=[theirs.unit.pk]), None


def snippet_edit(mine: Holdings, theirs: Holdings) -> Asked:
    return reverse("unit:edit", args=[theirs.unit.pk]), {"name": "của tôi", "full_name": "của tôi"}


def password(mine: Holdings, theirs: Holdings) -> Asked:
    numbers = [one(theirs, "collection")]
    return reverse("wagtaildocs_authenticate_with_password", args=numbers), {"password": "x"}


ATTEMPTS: Final[dict[str, Callable[[Holdings, Holdings], Asked]]] = {
    "CVE-2020-11001 and CVE-2026-44197, comparing revisions": compare,
    "the same, with a revision of one's own": compare_mixed,
    "CVE-2026-44198, history": history,
    "the same, of a workflow": workflow_history,
    "CVE-2026-25517, preview": preview,
    "the same, of a new page": preview_new,
    "CVE-2026-44200, copying a page into one's own tree": copy_from,
    "CVE-2026-54262, making a page in another tree": copy_into,
    "the same by moving": move_into,
    "and taking one out": move_out,
    "CVE-2026-54259, what was chosen: pages": chosen_page,
    "the same, pictures": chosen_image,
    "the same, documents": chosen_document,
    "CVE-2026-54260 and CVE-2026-54261, the preview of a picture": image_preview,
    "CVE-2026-54263, the address of a picture": image_address,
    "CVE-2026-55468, a page in the desk's API": page_api,
    "the same, listing": page_api_listing,
    "GHSA-jm5p-837g-rv8g, copying for translation": page_api_action,
    "the same, copying": page_api_copy,
    "CVE-2026-44201, a picture in the desk's API": image_api,
    "GHSA-92hv-j533-69wc, a document": document_by_hash,
    "CVE-2023-45809, many users at once": user_bulk,
    "the same with pages": page_bulk,
    "approving what waits in another unit": workflow_action,
    "CVE-2020-11037, a password where nothing has one": password,
    "GHSA-x5cx-w6p2-mxf2, copying a snippet: units are one": snippet,
    "the same, changing it": snippet_edit,
    "the groups of the privacy form": privacy,
}


@pytest.fixture(params=["both", "permissions", "firewall"])
def walls(request):
    if request.param != "both":
        request.getfixturevalue(f"only_{request.param}")
    return request.param


@pytest.fixture
def attacker(client, person, theirs):
    """Logged in as the administrator of the commune next door."""
    client.force_login(person("ke", admin="10501"))
    client.raise_request_exception = False
    return client


def test_no_advisory_opens_a_way(walls, attacker, mine, theirs):
    logged_in = attacker.cookies.copy()
    before = stored(theirs)
    own = NoticePage.objects.descendant_of(mine.unit.root_page).count()
    for name, attempt in ATTEMPTS.items():
        attacker.cookies = logged_in.copy()
        address, body = attempt(mine, theirs)
        answer = attacker.get(address) if body is None else attacker.post(address, body)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert CANARY.encode() not in content.replace(address.encode(), b""), name
        assert stored(theirs) == before, name
        assert NoticePage.objects.descendant_of(mine.unit.root_page).count() == own, name
        if walls != "permissions":
            assert answer.status_code == 404, name


def test_a_hash_does_not_tell_whether_a_document_is_there(attacker, theirs):
    from wagtail.documents.models import Document

    address, _ = document_by_hash(theirs, theirs)
    tag = Document.objects.get(pk=one(theirs, "document")).file_hash
    answer = attacker.get(address, headers={"If-None-Match": f'"{tag}"', "If-Match": f'"{tag}"'})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "app",
    [
        "wagtail.contrib.simple_translation",  # CVE-2026-28223, CVE-2026-54262
        "wagtail.contrib.settings",  # CVE-2024-35228
        "wagtail.contrib.forms",  # CVE-2020-15118, CVE-2026-44199
        "wagtail.contrib.redirects",
        "wagtail.contrib.modeladmin",  # CVE-2023-28836
        "wagtail.api.v2",  # CVE-2026-44201, GHSA-c2xx-cjmh-9q8f
    ],
)
def test_what_is_not_needed_is_not_installed(app):
    assert not apps.is_installed(app)


def test_no_field_leaves_its_permission_to_the_form():
    """CVE-2024-32882: none has a permission of its own, which a crafted POST went around."""
    panels = [panel for model in MODELS.values() for panel in all_panels(model.get_edit_handler())]
    assert len(panels) > 50
    assert {panel for panel in panels if getattr(panel, "permission", None)} == set()


def all_panels(panel):
    yield panel
    for child in getattr(panel, "children", ()):
        yield from all_panels(child)


def test_large_files_are_refused():
    """CVE-2023-28837: the desk's own limits; what stands before it has others."""
    assert 0 < settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE <= 100 * 1024 * 1024
    assert 0 < settings.WAGTAILDOCS_MAX_UPLOAD_SIZE <= 100 * 1024 * 1024


@pytest.mark.parametrize("name", ["wagtail_serve", "wagtailimages_serve", "wagtailapi:pages:listing"])
def test_nothing_public_is_served_by_wagtail(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)
