"""What an editor is told once a page is published, and where its receipt is found later."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.pages.base import ContentPage
from cms.publishing.receipts import latest_change_of


def tell_of_receipt(request: HttpRequest, page: Page) -> None:
    """A message that leads to the receipt of what was just published, and not only planned."""
    change = None if page.scheduled_revision else latest_change_of(page)
    if change is not None:
        button = messages.button(reverse("lienthong_receipt", args=[change.pk]), "Xem biên nhận")
        messages.info(request, f"Đang đưa “{page.title}” lên các trang thông tin điện tử.", buttons=[button])


def header_buttons(page: Page, view_name: str, **_: Any) -> Iterator[Button]:
    """The receipt of the page's last change, and its coverage where the page is shared."""
    if view_name != "edit" or not isinstance(page, ContentPage) or page.pk is None:
        return
    if change := latest_change_of(page):
        address = reverse("lienthong_receipt", args=[change.pk])
        yield Button("Biên nhận lần đăng gần nhất", address, icon_name="doc-full-inverse", priority=70)
    if page.live and page.reach != "own":
        address = reverse("lienthong_coverage", args=[page.pk])
        yield Button("Độ phủ: những đơn vị đang hiển thị", address, icon_name="site", priority=71)


def publish_first(items: list[ActionMenuItem], _request: HttpRequest, _context: dict[str, Any]) -> None:
    """Those who may publish find it at the first press: the editor saves drafts by itself."""
    items.sort(key=lambda item: not isinstance(item, PublishMenuItem))
