"""Which rows are watched for the log, and whose they are."""

from typing import Any

from django.contrib.auth import get_user_model

from cms.accounts.logged_logins import units_of_person
from cms.audit.recording import watch
from cms.audit.wagtail_log import find_unit_with
from cms.publishing.models import UnitLook
from cms.sharing.models import Decision, SectionSetting
from cms.tenancy.models import UnitCollection, UnitSettings
from cms.units.models import Unit

_DECIDED = (
    "page",
    "hide",
    "adopt",
    "override_fields",
    "override_reach",
    "suspended_since",
    "suspended_fields",
)
_UNIT = (
    *("hostname", "address", "phone", "email", "hours", "leader", "former_names"),
    *("parent", "valid_to"),
)
_PERSON = ("username", "first_name", "last_name", "email", "is_superuser")


def connect() -> None:
    """From now on; roles are written down by ``cms.accounts.people``, in one entry a change."""
    watch(Decision, _DECIDED, lambda decision: [decision.unit])
    watch(SectionSetting, ("section", "mode", "order"), lambda setting: [setting.unit])
    watch(UnitLook, ("colour", "emblem", "photograph"), lambda look: [look.unit])
    watch(UnitSettings, ("authors_publish",), lambda setting: [setting.unit])
    watch(Unit, _UNIT, lambda unit: [unit])
    watch(get_user_model(), _PERSON, units_of_person)
    find_unit_with("units.unit", lambda unit: unit)
    find_unit_with("auth.user", lambda person: next(iter(units_of_person(person))))
    find_unit_with("wagtailimages.image", _of_collection)
    find_unit_with("wagtaildocs.document", _of_collection)


def _of_collection(media: Any) -> Unit | None:
    held = UnitCollection.objects.filter(collection=media.collection_id).select_related("unit").first()
    return held.unit if held else None
