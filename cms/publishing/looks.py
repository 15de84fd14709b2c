"""How units' own sites look: kept, read, and brought to the sites."""

from collections.abc import Collection
from contextlib import suppress
from typing import Final

import msgspec
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from build.snapshot.schema import File, Look, Stored
from cms.publishing.models import Lane, PublishedFile, UnitLook
from cms.publishing.outbox import record_units
from cms.units.models import Unit

FOLDER: Final = "look"


def looks_of(units: Collection[int]) -> dict[int, Look]:
    """The looks of those of ``units`` that have one, by the number of the unit's row; one query.

    What another version wrote and this one cannot read counts as no look: a site is better plain than late.
    """
    found = {}
    for unit, what in UnitLook.objects.filter(unit__in=units).values_list("unit_id", "what"):
        with suppress(msgspec.ValidationError):
            found[unit] = msgspec.convert(what, Look)
    return found


def look_of(unit: Unit) -> Look:
    """The look of ``unit``; an empty one if it has chosen none."""
    return looks_of([unit.pk]).get(unit.pk, Look())


def keep_file(stored: Stored, content: bytes) -> None:
    """Puts a look's file where it is published from; the same bytes are kept once."""
    # In use again, before it is asked whether it is there: the sweep deletes under the row's lock.
    PublishedFile.objects.filter(sha256=stored.sha256).update(loose_since=None)
    name = storage_name(stored)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))


def storage_name(stored: Stored) -> str:
    """Where the bytes of a look's file lie in the media storage."""
    return f"{FOLDER}/{stored.sha256}.{stored.extension}"


@transaction.atomic
def wear(unit: Unit, look: Look) -> UnitLook:
    """Gives ``unit`` this look, whose files are kept already; its site is built as for a page of its own."""
    PublishedFile.objects.bulk_create(
        (
            PublishedFile(sha256=stored.sha256, storage_name=storage_name(stored))
            for stored in sorted(look.stored(), key=lambda stored: stored.sha256)
        ),
        update_conflicts=True,
        unique_fields=["sha256"],
        update_fields=["storage_name", "loose_since"],
    )
    row, _ = UnitLook.objects.update_or_create({"what": msgspec.to_builtins(look)}, unit=unit)
    record_units([unit.pk], lane=Lane.OWN)
    return row


def whole_look(look: Look, there: Collection[str]) -> Look:
    """``look`` without the pictures of which not all files, by their hashes, are ``there``."""

    def whole(file: File | None) -> File | None:
        return file if file and all(stored.sha256 in there for stored in file.stored()) else None

    return Look(colour=look.colour, emblem=whole(look.emblem), photograph=whole(look.photograph))
