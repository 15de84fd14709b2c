"""The desk's addresses: Wagtail's admin, and the documents and pictures that editors see in it.

No public page is served from here: citizens read the static sites. Files of drafts lie beside those of
published pages, so that all of them are for people of the desk only.
"""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.status.health import healthz, readyz
from cms.status.metrics import metrics

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, require_admin_access))),
    path(
        f"{settings.MEDIA_URL.lstrip('/')}<path:path>",
        require_admin_access(serve),
        {"document_root": settings.MEDIA_ROOT},
    ),
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
]
