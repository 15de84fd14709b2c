"""Keeps the desk to the units of whoever works at it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, URLPattern, path, resolve, reverse_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.tenancy.bulk_actions import OWN_BULK_ACTIONS
from cms.tenancy.checks import is_of_own_unit
from cms.tenancy.choosers import BROWSED
from cms.tenancy.choosing import TITLE, choose, may_choose
from cms.tenancy.desk_api import OwnDocumentsAPI, OwnImagesAPI
from cms.tenancy.explorer import UnitPageViewSet
from cms.tenancy.finding import found_by
from cms.tenancy.firewall.views import is_for_roles
from cms.tenancy.media_files import may_open_medium
from cms.tenancy.roles import is_superuser
from cms.tenancy.seen import seen_children, seen_pages

_STAYS = "Không chuyển trang “{}” sang đơn vị khác được; hãy chọn một chuyên mục của đơn vị đang có trang."
_COPIED_HERE = (
    "Không sao chép trang “{}” sang đơn vị khác được; hãy chọn một chuyên mục của đơn vị đang có trang."
)

for action in OWN_BULK_ACTIONS:
    hooks.register("register_bulk_action", action, order=100)


class ChooseUnitMenuItem(MenuItem):
    """Shown to those who have more than one unit to work for."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the menu has it for this person."""
        return may_choose(request)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    return [path("don-vi-lam-viec/", choose, name="lienthong_tenancy_choose")]


@hooks.register("register_admin_menu_item")
def choose_in_menu() -> MenuItem:
    """The way to another unit of one's own."""
    address = reverse_lazy("lienthong_tenancy_choose")
    return ChooseUnitMenuItem(TITLE, address, name="don-vi-lam-viec", icon_name="site", order=50)


@hooks.register("register_admin_viewset")
def register_explorer() -> UnitPageViewSet:
    """In the place of Wagtail's own."""
    return UnitPageViewSet()


@hooks.register("construct_admin_api", order=100)
def serve_own_media(router: Any) -> None:
    """Only pictures and documents that the user may choose."""
    router.register_endpoint("images", OwnImagesAPI)
    router.register_endpoint("documents", OwnDocumentsAPI)


@hooks.register("construct_page_chooser_queryset")
def choose_among_seen_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Only pages of units that the user sees, with what the rows say of them at hand."""
    pages = pages.annotate_approved_schedule().prefetch_workflow_states()
    words = request.GET.get("q", "").strip()
    found = found_by(request.user, words) if words else None
    if found is not None:
        return pages.filter(pk__in=found)
    if is_superuser(request.user):
        return pages
    browsed = getattr(request, BROWSED, None)
    if browsed is not None:
        return pages.filter(seen_children(request.user, browsed))
    return pages.filter(pk__in=seen_pages(request.user).values("pk"))


@hooks.register("construct_homepage_summary_items", order=100)
def count_own_pages_alone(request: HttpRequest, items: list[SummaryItem]) -> None:
    """No number of pages for those who begin at the root: it would be counted anew for each look."""
    root = policy_registry.get_by_type(Page).explorable_root_instance(request.user)
    if root is None or root.depth == 1:
        items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


@hooks.register("before_serve_document")
def serve_seen_documents(document: Any, request: HttpRequest) -> None:
    """Only documents of units that the user sees."""
    if not may_open_medium(request.user, document):
        raise Http404


@hooks.register("before_move_page")
def stay_in_the_unit(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A page is moved within its unit; only superusers move it out."""
    if is_superuser(request.user) or is_of_own_unit(page, destination):
        return None
    return _refuse(request, page, destination.pk, _STAYS, "wagtailadmin_pages:move")


@hooks.register("before_copy_page")
def copy_within_the_unit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page is copied within its unit; reach, and not a copy, shows it elsewhere."""
    number = request.POST.get("new_parent_page", "")
    if is_superuser(request.user) or not number.isdigit():
        return None
    destination = Page.objects.filter(pk=number).first()
    if destination and is_of_own_unit(page, destination):
        return None
    return _refuse(request, page, int(number), _COPIED_HERE, "wagtailadmin_pages:copy")


@hooks.register("before_bulk_action")
def stay_in_the_unit_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Pages are moved within their unit, many of them too."""
    if action_type != "move" or is_superuser(request.user):
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    strangers = [page for page in objects if not is_of_own_unit(page, destination)]
    if not strangers:
        return None
    messages.error(request, _STAYS.format(strangers[0].get_admin_display_title()))
    return redirect("wagtailadmin_explore", strangers[0].get_parent().pk)


def _refuse(request: HttpRequest, page: Page, destination: int, sentence: str, back: str) -> HttpResponse:
    if not seen_pages(request.user).filter(pk=destination).exists():
        raise Http404
    messages.error(request, sentence.format(page.get_admin_display_title()))
    return redirect(back, page.pk)


@hooks.register("construct_main_menu", order=1000)
@hooks.register("construct_reports_menu", order=1000)
@hooks.register("construct_settings_menu", order=1000)
@hooks.register("construct_help_menu", order=1000)
def show_what_is_allowed(request: HttpRequest, items: list[MenuItem]) -> None:
    """No menu item that leads to a view which is not for the user."""
    if not is_superuser(request.user):
        items[:] = [item for item in items if _leads_somewhere(item.url)]


def _leads_somewhere(url: str) -> bool:
    try:
        return is_for_roles(resolve(url.partition("?")[0]).view_name)
    except Resolver404:
        return True  # a submenu, or an address outside the desk
