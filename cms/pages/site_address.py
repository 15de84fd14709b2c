"""Where a page is read: on its unit's static site. Wagtail itself serves no page and has no sites."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from cms.pages.copying import CopyWithoutAlias
from cms.units.models import Unit

_HOME_PATH = 2 * Page.steplen
_ON_REQUEST = "_unit_site_hostnames"


class OnUnitSite:
    """A page of a unit's tree, whose address is that on the unit's site."""

    # A static site asks nobody who they are: what some may not read is not published.
    private_page_options: ClassVar[list[str]] = []
    copy_form_class = CopyWithoutAlias

    def get_url_parts(self, request: Any = None) -> tuple[None, str, str] | None:
        """No Wagtail site, the unit's site, and the path on it; None in a tree of no unit in force."""
        hostname = _hostnames(request, self.path[:_HOME_PATH]).get(self.path[:_HOME_PATH])
        if hostname is None:
            return None
        # The first part of Wagtail's path is the home page's own slug.
        path = self.url_path.split("/", 2)[2]
        return None, settings.SITE_URL.format(hostname=hostname), f"/{path}"


def _hostnames(request: Any, home: str) -> dict[str, str]:
    """The hostname of each home page by its path, as far as it was asked for.

    While a request lasts: of the first one asked for alone, which is enough for most screens, then of all.
    """
    units = Unit.objects.in_force().exclude(root_page=None).values_list("root_page__path", "hostname")
    if not isinstance(request, HttpRequest):
        return dict(units.filter(root_page__path=home))
    known = getattr(request, _ON_REQUEST, None)
    if known is None:
        known = dict(units.filter(root_page__path=home)) or {home: None}
    elif home not in known:
        known = {**dict.fromkeys([home]), **dict(units)}
    setattr(request, _ON_REQUEST, known)
    return known
