from wagtail.models import Page

from cms.pages.site_address import OnUnitSite
from cms.pages.standing import StandingPage


class SectionPage(StandingPage, OnUnitSite, Page):
    """A standing part of a unit's site; its slug is the section's key in ``sections.toml``."""

    is_creatable = False
    parent_page_types = ["pages.HomePage"]
    preview_modes = []

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
