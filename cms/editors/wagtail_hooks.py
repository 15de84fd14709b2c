"""What the desk needs beyond Wagtail's own."""

from typing import Any

from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.pages.cleaning import PAGE_LINK


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
