"""The desk's addresses: Wagtail's admin, and the documents that editors open in it.

No public page is served from here: citizens read the static sites.
"""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
