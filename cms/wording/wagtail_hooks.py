"""Puts the guide into the desk, and the words that no catalogue reaches."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cms.wording import guide_screens
from cms.wording.panels import GuidePanel

# They lead to Wagtail's own pages, which are in English and speak of screens that units do not have.
ELSEWHERE = "whats-new-in-wagtail", "editor-guide"


@hooks.register("insert_global_admin_js")
def words_that_no_catalogue_reaches() -> SafeString:
    """The script that translates what Wagtail's templates hold in English."""
    return format_html('<script src="{}"></script>', static("wording/left_in_english.js"))


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    """Of the guide, of Vietnamese letters where Wagtail has no room for them, and of lists on telephones."""
    sheets = [(static(f"wording/{name}.css"),) for name in ("guide", "marks", "narrow")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    return [
        path("huong-dan/", guide_screens.contents, name="lienthong_guide"),
        path("huong-dan/<slug:name>/", guide_screens.chapter, name="lienthong_guide_chapter"),
        path("huong-dan/hinh/<slug:name>.webp", guide_screens.image, name="lienthong_guide_picture"),
    ]


@hooks.register("register_help_menu_item")
def guide_in_menu() -> MenuItem:
    """First in the help menu."""
    return MenuItem(guide_screens.TITLE, reverse_lazy("lienthong_guide"), icon_name="help", order=100)


@hooks.register("construct_help_menu")
def leave_out_what_is_elsewhere(request: HttpRequest, items: list[MenuItem]) -> None:  # noqa: ARG001
    """No way out of the desk into English."""
    items[:] = [item for item in items if not item.name.startswith(ELSEWHERE)]


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, panels: list[Component]) -> None:  # noqa: ARG001
    """The guide, below all that there is to do."""
    panels.append(GuidePanel())
