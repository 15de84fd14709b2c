"""Wagtail's views of pages for people who see the pages of some units only."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.pages.addresses import bring_units
from cms.tenancy.roles import learn_verbs
from cms.tenancy.seen import seen_children, sees_pages
from cms.units.collation import in_vietnamese_order

_HOMES_AT_ONCE: Final = 12
_PAGES_IN_ADDRESS: Final = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")


class UnitPageFilterSet(GenericPageFilterSet):
    """By date, by type, and by whether there are pages below: no filter that names people of all units."""

    owner = None
    edited_by = None
    site = None

    class Meta(GenericPageFilterSet.Meta):
        fields: ClassVar[list[str]] = []


class UnitIndexView(ExplorableIndexView):
    """The children of a page."""

    base_filterset_class = UnitPageFilterSet

    def get_paginate_by(self, queryset: QuerySet[Page]) -> int:
        """Fewer at a time of what nobody reads through: all units there are."""
        return _HOMES_AT_ONCE if self.parent_page.depth == 1 else super().get_paginate_by(queryset)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's; the dashboard, which says what to do, for people of a unit that has no pages."""
        if self.permission_policy.explorable_root_instance(request.user) is None:
            return redirect("wagtailadmin_home")
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Page]:
        """Wagtail's; below a page that the user sees all is of the same unit, and need not be asked about."""
        pages = self.model.objects.all()
        if self.is_searching or self.is_filtering:
            if self.parent_page.depth == 1 or self.is_searching_whole_tree:
                return super().get_base_queryset()
            return self.annotate_queryset(pages.descendant_of(self.parent_page))
        seen = seen_children(self.request.user, self.parent_page)
        return self.annotate_queryset(pages.child_of(self.parent_page).filter(seen))

    def order_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """Wagtail's, titles by the alphabet; homes as their units were brought in, for nobody edits them."""
        if self.parent_page.depth == 1 and not (self.is_searching or self.is_explicitly_ordered):
            return queryset.order_by("path")
        if self.ordering in ("title", "-title") and not self.is_searching:
            title = in_vietnamese_order("title")
            return queryset.order_by(title.desc() if self.ordering == "-title" else title.asc(), "pk")
        return super().order_queryset(queryset)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, with what the rows' buttons will ask of units and rights at hand."""
        context = super().get_context_data(**kwargs)
        learn_verbs(self.request.user, bring_units(context["object_list"]))
        return context


class UnitTypeView(ContentTypeUseView):
    """The pages of one type."""

    base_filterset_class = UnitPageFilterSet


class UnitPageViewSet(PageViewSet):
    """Wagtail's views of pages, each of which answers 404 for a page that the user does not see."""

    model = Page
    index_view_class = UnitIndexView
    content_type_use_view_class = UnitTypeView
    filterset_class = UnitPageFilterSet

    def construct_view(self, view_class: type, **kwargs: Any) -> Callable[..., HttpResponse]:
        """Wagtail's, behind a look at the pages in the address."""
        return _of_seen_pages(super().construct_view(view_class, **kwargs))


def _of_seen_pages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = {int(kwargs[name]) for name in _PAGES_IN_ADDRESS if kwargs.get(name)}
        if asked and not sees_pages(request.user, asked):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
