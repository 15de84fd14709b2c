"""Two pages at one address: an editor whose page will not show is told when it is saved."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.admin import messages
from wagtail.models import Page

from cms.pages.base import ContentPage
from cms.sharing.load import load_chain_world
from cms.tenancy.roles import unit_of_page
from cms.units.models import Unit


def tell_of_collision(request: HttpRequest, page: Page) -> None:
    """A warning where a mandatory page from above has the page's address; the page itself is saved."""
    # The editor that saves by itself would say so every few seconds.
    if not isinstance(page, ContentPage) or not request.accepts("text/html"):
        return
    if above := mandatory_at(page):
        messages.warning(
            request,
            f"Ở địa chỉ “{page.slug}” đã có trang bắt buộc của {above.in_sentence}, nên trang của bạn "
            "được lưu nhưng không hiển thị; hãy đổi địa chỉ trong thẻ “Địa chỉ, tên đầy đủ, ghim”.",
        )


def mandatory_at(page: ContentPage) -> Unit | None:
    """The highest unit above with a mandatory page at the address of ``page`` that reaches its unit."""
    unit, section = unit_of_page(page), page.get_parent().slug
    if unit is None or unit.parent_id is None:
        return None
    world = load_chain_world([unit.pk], pages=Q(section=section, slug=page.slug, strength="mandatory"))
    above = [one.unit for one in world.pages if world.reaches(one, unit.pk)]
    highest: Any = min(above, key=lambda one: len(world.chains[one]), default=None)
    return Unit.objects.get(pk=highest) if highest else None
