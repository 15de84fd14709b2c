"""Wagtail's views of pages for people who see the pages of some units only."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.tenancy.seen import sees_pages

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

    def get_base_queryset(self) -> QuerySet[Page]:
        """Wagtail's; below a page that the user sees all is of the same unit, and need not be asked about."""
        if self.parent_page.depth == 1 or self.is_searching_whole_tree:
            return super().get_base_queryset()
        pages = self.model.objects.all()
        within = pages.descendant_of if self.is_searching or self.is_filtering else pages.child_of
        return self.annotate_queryset(within(self.parent_page))


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
