"""The preview in the page editor: as on the unit's own site, or as on the site of a unit below."""

from collections.abc import Container
from itertools import groupby
from pathlib import PurePath
from typing import Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from build.render.lone_page import theme_of
from cms.pages.base import ContentPage
from cms.preview.draft import Draft, draft_of
from cms.preview.dressing import IN_THE_DESK, dressed
from cms.preview.own_look import look_address, look_files
from cms.preview.site import seen_at
from cms.preview.words import differences, why_not
from cms.publishing.models import PublishedFile
from cms.tenancy.roles import may, unit_of_page
from cms.tenancy.scope import below
from cms.units.models import Unit
from cms.units.tiers import known_tiers

OWN: Final = "own"
BELOW: Final = "below"
_AS_UNIT: Final = "unit:"
_REMEMBERED: Final = "lienthong_preview_unit"
"""The unit looked at last: the panel loads the preview anew at every change, and knows no unit."""

_MODES: Final = [
    (OWN, "Như trên trang của đơn vị"),
    (BELOW, "Như trên trang của một đơn vị cấp dưới"),
]


class DeskPreview:
    """Shows drafts to those who may see their unit."""

    default = OWN

    def modes(self, page: ContentPage) -> list[tuple[str, str]]:
        """Both ways; only the first where nothing stands below the unit."""
        unit = unit_of_page(page) if page.path else None
        alone = unit is not None and not Unit.objects.in_force().filter(parent=unit).exists()
        return _MODES[:1] if alone else _MODES

    def answer(self, page: ContentPage, request: HttpRequest, mode: str) -> HttpResponse:
        """The draft as one site would show it, or why that site would not."""
        unit, draft = unit_of_page(page), draft_of(page)
        if draft is None or not may(request.user, "see", unit):
            raise Http404
        units = [] if mode == OWN else _units_below(unit)
        chosen = unit if mode == OWN else _chosen(request, mode, units)
        return _page(request, draft, chosen, units)


def _units_below(unit: Unit) -> list[Unit]:
    """Those directly below first, then the others by the unit above them."""
    rows = Unit.objects.in_force().filter(pk__in=below([unit.pk])).select_related("parent")
    return sorted(rows, key=lambda one: (one.parent != unit, one.parent.code, one.code))


def _chosen(request: HttpRequest, mode: str, units: list[Unit]) -> Unit | None:
    """The unit that the mode names, else the one looked at last, else the first; None if there is none."""
    by_number = {str(unit.pk): unit for unit in units}
    if mode.startswith(_AS_UNIT):
        number = mode.removeprefix(_AS_UNIT)
        if number not in by_number:
            raise Http404
        request.session[_REMEMBERED] = number
        return by_number[number]
    return by_number.get(request.session.get(_REMEMBERED, ""), units[0] if units else None)


def _page(request: HttpRequest, draft: Draft, unit: Unit | None, units: list[Unit]) -> HttpResponse:
    seen = seen_at(draft, unit) if unit else None
    banner = render_to_string(
        "preview/banner.html",
        {
            "unit": unit,
            "groups": [(above, list(group)) for above, group in groupby(units, lambda one: one.parent)],
            "in_panel": request.GET.get("in_preview_panel") == "true",
            "why_not": why_not(draft, seen, unit) if seen and not seen.html else "",
            "differences": differences(seen, unit) if seen and seen.html else [],
        },
    )
    head = render_to_string("preview/head.html")
    if seen and seen.html:
        site, own = settings.SITE_URL.format(hostname=unit.hostname), look_files(unit)
        html = dressed(seen.html.decode(), lambda path: _asset(draft, unit, own, path), site, banner, head)
    else:
        html = render_to_string("preview/not_shown.html", {"banner": banner, "head": head})
    response = HttpResponse(html)
    response["Content-Security-Policy"] = IN_THE_DESK
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


def _asset(draft: Draft, unit: Unit, own: Container[str], path: str) -> str:
    """The files of the draft, and those that a unit keeps, are the desk's, which asks who may see them."""
    if source := draft.media.get(path):
        return source.url
    if path in own:
        return look_address(unit, path)
    if any(path in theme_of(tier).assets.files for tier in known_tiers()):
        return theme_asset(path)
    file = PublishedFile.objects.filter(sha256=PurePath(path).stem).first()
    return default_storage.url(file.storage_name) if file else theme_asset(path)


def theme_asset(path: str) -> str:
    """Where a file of a theme, at ``path`` on the sites, is to be had for previews."""
    return reverse("preview_theme", args=[path.removeprefix("_a/")])
