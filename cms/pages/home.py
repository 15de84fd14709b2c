from wagtail.models import Page

from cms.pages.site_address import OnUnitSite
from cms.pages.standing import StandingPage


class HomePage(StandingPage, OnUnitSite, Page):
    """The root of one unit's content."""

    is_creatable = False
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.SectionPage"]
    preview_modes = []

    class Meta:
        verbose_name = "trang của đơn vị"
        verbose_name_plural = "trang của đơn vị"
