"""Wagtail's choosers, which would tell of any page, picture or document whose number is asked for."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.documents.views import chooser as documents
from wagtail.images.views import chooser as images
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import SpecificIterable

from cms.tenancy.roles import is_superuser
from cms.tenancy.seen import own_media, seen_pages

BROWSED: Final = "_page_browsed"
"""Where a request says which page that the user sees the chooser shows the children of."""


class _Siblings(SpecificIterable):
    """Pages below the same one, which is read once for all: each row names it."""

    def __iter__(self) -> Iterator[Page]:
        parent = None
        for page in super().__iter__():
            page._cached_parent_obj = parent = parent or page.get_parent()  # noqa: SLF001
            yield page


class BrowseOwnPages(BrowseView):
    """Begins where the user's explorer begins; other units' pages are not there."""

    def get_object_list(self) -> QuerySet[Page]:
        """Wagtail's."""
        pages = super().get_object_list()
        pages._iterable_class = _Siblings  # noqa: SLF001
        return pages

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """The children of a page to choose from; 404 for a page that the user does not see."""
        if is_superuser(request.user):
            return super().get(request, parent_page_id)
        parent = seen_pages(request.user).filter(pk=parent_page_id).first() if parent_page_id else None
        if parent_page_id and parent is None:
            raise Http404
        if parent is None or parent.depth == 1:
            parent = policy_registry.get_by_type(Page).explorable_root_instance(request.user)
        setattr(request, BROWSED, parent)
        return super().get(request, parent.pk if parent else None)


class ChosenOwnPages(ChosenMultipleView):
    """What was chosen, where the user sees all of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The chosen pages; 404 if one of them is not the user's to see."""
        chosen = {number for number in request.GET.getlist("id") if number.isdigit()}
        if seen_pages(request.user).filter(pk__in=chosen).count() < len(chosen):
            raise Http404
        return super().get(request)


class _OwnMedia:
    def get_object(self, pk: str) -> Any:
        """The picture or document of this number; ObjectDoesNotExist if it is not the user's to choose."""
        return own_media(self.request.user, self.model_class).get(pk=pk if pk.isdigit() else None)

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        """Those of these numbers that are the user's to choose."""
        return own_media(self.request.user, self.model_class).filter(pk__in=filter(str.isdigit, pks))


class OwnImageChosen(_OwnMedia, images.ImageChosenView):
    """A chosen picture."""


class OwnImagesChosen(_OwnMedia, images.ImageChosenMultipleView):
    """Several chosen pictures."""


class OwnDocumentChosen(_OwnMedia, documents.DocumentChosenView):
    """A chosen document."""


class OwnDocumentsChosen(_OwnMedia, documents.DocumentChosenMultipleView):
    """Several chosen documents."""


def use_own_choosers() -> None:
    """Gives Wagtail's choosers of pictures and documents the views above."""
    images.viewset.chosen_view_class = OwnImageChosen
    images.viewset.chosen_multiple_view_class = OwnImagesChosen
    documents.viewset.chosen_view_class = OwnDocumentChosen
    documents.viewset.chosen_multiple_view_class = OwnDocumentsChosen
