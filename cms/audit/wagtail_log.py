"""What Wagtail logs of pages, pictures, documents and workflows, taken over into our own log."""

from collections.abc import Callable
from typing import Any

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision
from wagtail.models.audit_log import BaseLogEntry

from cms.audit.kinds import kind_of, stored
from cms.audit.models import Entry
from cms.audit.origin import address_of, current_request
from cms.audit.recording import Changes, name_of
from cms.audit.revisions import differences
from cms.units.models import Unit

UnitOf = Callable[[Any], Unit | None]
_HOME_PATH = 2 * Page.steplen
_unit_finders: dict[str, UnitOf] = {}


def connect() -> None:
    """From now on every entry that Wagtail writes is taken over, in the same transaction."""
    post_save.connect(_take_page, sender=PageLogEntry, dispatch_uid="audit.page")
    post_save.connect(_take_model, sender=ModelLogEntry, dispatch_uid="audit.model")


def find_unit_with(model_label: str, finder: UnitOf) -> None:
    """Tell whose a row of a model such as ``"wagtailimages.image"`` is.

    Entries of other models have no unit, so that only superusers see them.
    """
    _unit_finders[model_label] = finder


def _take_page(instance: PageLogEntry, *, created: bool, **_: Any) -> None:
    if not created:
        return
    home = instance.page.path[:_HOME_PATH]
    changes = _changes(instance) or _from_data(instance.data)
    _add(instance, Unit.objects.filter(root_page__path=home).first(), changes)


def _take_model(instance: ModelLogEntry, *, created: bool, **_: Any) -> None:
    model = instance.content_type.model_class()
    if not created or model is None:
        return
    finder = _unit_finders.get(kind_of(model))
    row = stored(model, instance.object_id) if finder else None
    _add(instance, finder(row) if row else None, _from_data(instance.data))


def _add(entry: BaseLogEntry, unit: Unit | None, changes: Changes) -> None:
    kind = entry.content_type.model_class() if entry.content_type else None
    Entry.objects.create(
        at=entry.timestamp,
        user_id=entry.user_id,
        who=name_of(entry.user),
        unit=unit,
        action=entry.action,
        kind=kind_of(kind) if kind else "",
        object_id=str(entry.object_id),
        label=entry.label[:300],
        changes=dict(changes),
        note=str(entry.data.get("comment") or ""),
        address=address_of(current_request()),
    )


def _changes(entry: PageLogEntry) -> dict[str, list[Any]]:
    """What an edit changed since the revision before, and a publication since the one before."""
    if entry.revision_id is None or entry.action not in ("wagtail.edit", "wagtail.publish"):
        return {}
    before = _published_before(entry) if entry.action == "wagtail.publish" else _saved_before(entry)
    return differences(before.content, entry.revision.content) if before else {}


def _saved_before(entry: PageLogEntry) -> Revision | None:
    return (
        Revision.page_revisions.filter(object_id=str(entry.page_id), pk__lt=entry.revision_id)
        .order_by("-pk")
        .first()
    )


def _published_before(entry: PageLogEntry) -> Revision | None:
    last = (
        PageLogEntry.objects.filter(page_id=entry.page_id, action="wagtail.publish", pk__lt=entry.pk)
        .order_by("-pk")
        .values_list("revision_id", flat=True)
        .first()
    )
    return Revision.objects.filter(pk=last).first() if last else None


def _from_data(data: dict[str, Any]) -> dict[str, list[Any]]:
    """What Wagtail itself says of a move, of a new title and of a time to come."""
    changes = {}
    if "source" in data and "destination" in data:
        changes["parent"] = [data["source"].get("title"), data["destination"].get("title")]
    if isinstance(title := data.get("title"), dict):
        changes["title"] = [title.get("old"), title.get("new")]
    if isinstance(revision := data.get("revision"), dict) and revision.get("go_live_at"):
        changes["go_live_at"] = [None, revision["go_live_at"]]
    return changes
