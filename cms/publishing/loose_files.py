"""The pictures of looks that no unit has any more, and those uploaded into a form that was never saved."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import transaction

from cms.publishing.looks import FOLDER
from cms.publishing.models import PublishedFile, UnitLook

LOOSE: Final = timedelta(days=7)
"""How long they are kept: no form is open and no snapshot written for as long."""
_HASH_LENGTH: Final = 64


@transaction.atomic
def sweep_looks(now: datetime) -> int:
    """Delete what has been in no look for as long, note what is in none since now; how many were deleted."""
    used = {sha256 for what in UnitLook.objects.values_list("what", flat=True) for sha256 in _hashes(what)}
    loose = {sha256: name for sha256, name in _there() if sha256 not in used}
    found = PublishedFile.objects.filter(storage_name__startswith=f"{FOLDER}/")
    found.exclude(loose_since=None).exclude(sha256__in=loose).update(loose_since=None)
    PublishedFile.objects.bulk_create(
        [PublishedFile(sha256=sha256, storage_name=name) for sha256, name in loose.items()],
        ignore_conflicts=True,
    )
    found.filter(sha256__in=loose, loose_since=None).update(loose_since=now)
    gone = list(found.select_for_update().filter(sha256__in=loose, loose_since__lte=now - LOOSE))
    for file in gone:
        default_storage.delete(file.storage_name)
    PublishedFile.objects.filter(pk__in=[file.pk for file in gone]).delete()
    return len(gone)


def _there() -> Iterator[tuple[str, str]]:
    """The hash and the name of each file: two of one picture that came at once differ behind the hash."""
    try:
        _, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for name in names:
        yield PurePath(name).stem[:_HASH_LENGTH], f"{FOLDER}/{name}"


def _hashes(what: Any) -> Iterator[str]:
    """Every hash in a look as it is stored, also one that another version wrote."""
    if isinstance(what, dict):
        if isinstance(what.get("sha256"), str):
            yield what["sha256"]
        what = list(what.values())
    if isinstance(what, list):
        for part in what:
            yield from _hashes(part)
