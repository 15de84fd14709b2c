"""Where a page is read: on its unit's static site. Wagtail itself serves no page and has no sites."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from cms.pages.addresses import unit_of
from cms.pages.copying import CopyAsDraft
from cms.units.models import Unit

_HOME_PATH = 2 * Page.steplen
_ON_REQUEST = "_units_of_homes"
_AT_ONCE = 50


class OnUnitSite:
    """A page of a unit's tree, whose address is that on the unit's site."""

    # A static site asks nobody who they are: what some may not read is not published.
    private_page_options: ClassVar[list[str]] = []
    copy_form_class = CopyAsDraft

    def get_url_parts(self, request: Any = None) -> tuple[None, str, str] | None:
        """No Wagtail site, the unit's site, and the path on it; None in a tree of no unit in force."""
        unit = _unit_of(self, request)
        if unit is None or not unit.period.covers(timezone.localdate()):
            return None
        # The first part of Wagtail's path is the home page's own slug.
        path = self.url_path.split("/", 2)[2]
        return None, settings.SITE_URL.format(hostname=unit.hostname), f"/{path}"


def _unit_of(page: Page, request: Any) -> Unit | None:
    """The unit of ``page``, asked for once while a request lasts."""
    if not isinstance(request, HttpRequest):
        return unit_of(page)
    known = request.__dict__.setdefault(_ON_REQUEST, {})
    home = page.path[:_HOME_PATH]
    if home not in known:
        known |= _next_to(home) if known else {home: unit_of(page)}
    return known[home]


def _next_to(home: str) -> dict[str, Unit | None]:
    """The unit of the second home that is asked for and of those after it: lists go by the tree."""
    units = Unit.objects.filter(root_page__path__gte=home).order_by("root_page__path")
    read = units.select_related("root_page")[:_AT_ONCE]
    return {home: None} | {unit.root_page.path: unit for unit in read}
