"""The files of a unit's own look, for previews: everybody may have them, as from the unit's site."""

from collections.abc import Callable, Mapping

from django.core.files.storage import default_storage
from django.urls import reverse

from build.render.lone_page import theme_of
from build.render.theme_colours import own_style
from build.snapshot.schema import Stored
from cms.publishing.looks import look_of, storage_name
from cms.units.models import Unit


def look_files(unit: Unit) -> Mapping[str, Callable[[], bytes]]:
    """What reads each file that the site of ``unit`` has and other sites have not, by its path there."""
    look, theme = look_of(unit), theme_of(unit.tier).assets
    own = theme.with_style(own_style(unit.tier, look.colour))
    files = {path: lambda content=own.files[path]: content for path in own.files.keys() - theme.files.keys()}
    return files | {stored.asset: lambda stored=stored: _read(stored) for stored in look.stored()}


def look_address(unit: Unit, path: str) -> str:
    """Where a preview gets the file from that the site of ``unit`` has at ``path``."""
    return reverse("preview_look", args=[unit.code, path.removeprefix("_a/")])


def _read(stored: Stored) -> bytes:
    with default_storage.open(storage_name(stored), "rb") as opened:
        return opened.read()
