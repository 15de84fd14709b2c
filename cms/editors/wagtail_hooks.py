"""What the desk needs beyond Wagtail's own."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import SafeString, format_html, format_html_join
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.admin.ui.components import Component
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.editors.after_publishing import header_buttons, publish_first, tell_of_receipt
from cms.editors.collisions import tell_of_collision
from cms.editors.coverage_screen import coverage_screen
from cms.editors.forecast_screen import ForecastPanel, forecast_screen
from cms.editors.meanwhile import tell_of_others
from cms.editors.overdue_panel import OverduePanel
from cms.editors.unplanted_panel import UnplantedPanel
from cms.editors.urgent_panel import UrgentPanel, listing_button
from cms.editors.urgent_screen import end_urgent, urgent_screen
from cms.pages.cleaning import PAGE_LINK
from cms.pages.editing import sharing_extras

sharing_extras.append(ForecastPanel())
hooks.register("after_publish_page", tell_of_receipt)
hooks.register("after_create_page", tell_of_collision)
hooks.register("after_edit_page", tell_of_collision)
hooks.register("after_edit_page", tell_of_others)
hooks.register("register_page_header_buttons", header_buttons)
hooks.register("register_page_header_buttons", listing_button)
# After approval has said which actions there are.
hooks.register("construct_page_action_menu", publish_first, order=10)


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The desk's own addresses for sharing and for urgent notices."""
    return [
        path("chia-se/du-bao/<int:section_id>/", forecast_screen, name="lienthong_forecast"),
        path("chia-se/du-bao/<int:section_id>/<int:page_id>/", forecast_screen, name="lienthong_forecast"),
        path("do-phu/<int:page_id>/", coverage_screen, name="lienthong_coverage"),
        path("khan-cap/", urgent_screen, name="lienthong_urgent"),
        path("khan-cap/<int:unit_id>/", urgent_screen, name="lienthong_urgent"),
        path("khan-cap/<int:page_id>/ket-thuc/", end_urgent, name="lienthong_urgent_end"),
    ]


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, panels: list[Component]) -> None:
    """What cannot wait stands first; every panel says in its ``order`` where it belongs."""
    panels += [UnplantedPanel(request), UrgentPanel(request), OverduePanel(request)]


@hooks.register("insert_editor_js")
def scripts() -> SafeString:
    """What keeps the forecast up to date while an editor chooses, and what watches over saving."""
    found = [(static(f"editors/{name}.js"),) for name in ("sharing", "saving")]
    return format_html_join("", '<script type="module" src="{}"></script>', found)


@hooks.register("insert_global_admin_css")
def sharing_styles() -> str:
    """Of the editor and of the dashboard."""
    return format_html('<link rel="stylesheet" href="{}">', static("editors/sharing.css"))


@hooks.register("register_rich_text_features", order=10)
def keep_links_to_pages(features: FeatureRegistry) -> None:
    """Let ``page:UNIT/SECTION/SLUG``, which imported texts hold, outlive an edit.

    Wagtail's editor would drop the address: it knows no such scheme.
    """
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": {
                "a[href]": ExternalLinkElementHandler("LINK"),
                'a[linktype="page"]': PageLinkElementHandler("LINK"),
            },
            "to_database_format": {"entity_decorators": {"LINK": _link}},
        },
    )


def _link(props: dict[str, Any]) -> Any:
    address = props.get("url") or ""
    if PAGE_LINK.fullmatch(address):
        return DOM.create_element("a", {"href": address}, props["children"])
    return link_entity(props)
