"""Wagtail's API within the desk, which would list the pictures and documents of all units."""

from typing import Any

from django.db.models import QuerySet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from cms.tenancy.seen import own_media


class _OwnMedia:
    def get_queryset(self) -> QuerySet[Any]:
        """Those that the user may choose."""
        own = own_media(self.request.user, self.model)
        return super().get_queryset().filter(pk__in=own.values("pk"))


class OwnImagesAPI(_OwnMedia, ImagesAdminAPIViewSet):
    """Pictures."""


class OwnDocumentsAPI(_OwnMedia, DocumentsAdminAPIViewSet):
    """Documents."""
