"""The desk's addresses: Wagtail's admin, and the documents and pictures that editors see in it.

No public page is served from here: citizens read the static sites. Files of drafts lie beside those of
published pages, so that all of them are for people of the desk only.
"""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.status.health import healthz, readyz
from cms.status.metrics import metrics
from cms.tenancy.choosers import BrowseOwnPages, ChosenOwnPages
from cms.tenancy.media_view import media

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    # In the place of Wagtail's own of the same names, which show all units.
    path(
        "quan-tri/choose-page/",
        require_admin_access(BrowseOwnPages.as_view()),
        name="wagtailadmin_choose_page",
    ),
    path(
        "quan-tri/choose-page/<int:parent_page_id>/",
        require_admin_access(BrowseOwnPages.as_view()),
        name="wagtailadmin_choose_page_child",
    ),
    path(
        "quan-tri/choose-page/chosen-multiple/",
        require_admin_access(ChosenOwnPages.as_view()),
        name="wagtailadmin_choose_page_chosen_multiple",
    ),
    # How people log in, in the place of Wagtail's own of the same name.
    path("quan-tri/", include("cms.accounts.urls")),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("xem-truoc/", include("cms.preview.urls")),
    path("tai-lieu/", include(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, require_admin_access))),
    path(
        f"{settings.MEDIA_URL.lstrip('/')}<path:path>",
        require_admin_access(media),
        name="desk_media",
    ),
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
]
