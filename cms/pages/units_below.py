"""The units that an editor may share a page with, for the browser to offer."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.pages.addresses import unit_of
from cms.pages.reach import Group, below

_WRITING = ("add", "change", "publish")


def units_below(request: HttpRequest, page_id: int) -> JsonResponse:
    """``{"groups": [{"name", "units": [[number, name, code, name without marks], …]}, …]}``.

    Of the units below the one whose tree the page stands in, to those who may write there; 404 to others.
    """
    page = get_object_or_404(Page, pk=page_id)
    policy = policy_registry.get(page)
    if not policy.user_has_any_permission_for_instance(request.user, _WRITING, page):
        raise Http404
    return JsonResponse({"groups": [_group(group) for group in below(unit_of(page)).groups]})


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.above.full_name,
        "units": [[unit.id, unit.full_name, unit.code, unit.name_folded] for unit in group.units],
    }
