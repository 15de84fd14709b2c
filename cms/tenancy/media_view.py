"""Files of the desk: drafts' lie beside those of published pages, so each is for its unit's people."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.static import serve

from cms.tenancy.media_files import may_open_file


def media(request: HttpRequest, path: str) -> HttpResponse:
    """The file at ``path`` of the media storage; 404 for what the user may not see."""
    if not may_open_file(request.user, path):
        raise Http404
    return serve(request, path, document_root=settings.MEDIA_ROOT)
