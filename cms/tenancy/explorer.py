"""The explorer without filters that would name the people and sites of all units."""

from typing import ClassVar

from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page


class UnitPageFilterSet(GenericPageFilterSet):
    """By date, by type, and by whether there are pages below."""

    owner = None
    edited_by = None
    site = None

    class Meta(GenericPageFilterSet.Meta):
        fields: ClassVar[list[str]] = []


class UnitIndexView(ExplorableIndexView):
    """The children of a page."""

    base_filterset_class = UnitPageFilterSet


class UnitPageViewSet(PageViewSet):
    """Wagtail's views of pages, with the explorer above."""

    model = Page
    index_view_class = UnitIndexView
