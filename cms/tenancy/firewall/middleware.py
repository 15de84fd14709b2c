"""Answers for the desk in place of its views: nothing is there that is not of the user's units."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.views.defaults import page_not_found
from wagtail.documents import get_document_model

from cms.tenancy.firewall.named import Named, Unanswerable, in_address, named_by
from cms.tenancy.firewall.owned import all_are_owned
from cms.tenancy.firewall.views import BULK_ACTIONS, FILES, OPEN, OURS, REFUSED, is_for_roles
from cms.tenancy.media_files import may_open_file, may_open_medium
from cms.tenancy.references import kept_by
from cms.tenancy.roles import is_superuser


class ObjectFirewall:
    """Lets people with a role into the views meant for them, about objects of their units.

    Everything else gets the answer for what does not exist. Those who are not logged in are left to the
    views, superusers too but for what nobody can do.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; ``process_view`` comes before it."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """None to let the request through."""
        if not _guarded(request):
            return None
        if is_superuser(request.user) or _may(request, request.resolver_match):
            return _refusal(request.resolver_match.view_name)
        return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")


def _guarded(request: HttpRequest) -> bool:
    if not _at_desk(request) and request.resolver_match.view_name not in FILES:
        return False
    return request.user.is_authenticated


def _at_desk(request: HttpRequest) -> bool:
    # A request to the search API knows no addresses but the API's, and a process may serve that alone.
    try:
        return request.path.startswith(reverse("wagtailadmin_home", urlconf=settings.ROOT_URLCONF))
    except NoReverseMatch:
        return False


def _refusal(name: str) -> HttpResponse | None:
    sentence = REFUSED.get(name)
    return HttpResponse(sentence, status=403, content_type="text/plain; charset=utf-8") if sentence else None


def _may(request: HttpRequest, match: ResolverMatch) -> bool:
    name = match.view_name
    if name in FILES:
        return _may_open(request.user, match)
    if name in OPEN:
        return True
    if name.startswith(OURS):
        return all_are_owned(request.user, in_address(match))
    if not is_for_roles(name) or _is_foreign_bulk(match):
        return False
    try:
        asked, referred = named_by(request, match)
    except Unanswerable:
        return False
    referred = _without_kept(referred, match.kwargs)
    return all_are_owned(request.user, asked) and all_are_owned(request.user, referred)


def _may_open(user: Any, match: ResolverMatch) -> bool:
    if "path" in match.kwargs:
        return may_open_file(user, match.kwargs["path"])
    document = get_document_model().objects.filter(pk=match.args[0]).first()
    return document is not None and may_open_medium(user, document)


def _is_foreign_bulk(match: ResolverMatch) -> bool:
    if match.view_name != "wagtail_bulk_action":
        return False
    return (match.kwargs["model_name"], match.kwargs["action"]) not in BULK_ACTIONS


def _without_kept(referred: Named, kwargs: dict[str, Any]) -> Named:
    """What is referred to anew: pages brought in with references to other units keep them."""
    if "page_id" not in kwargs or not any(referred.values()):
        return referred
    kept = kept_by(kwargs["page_id"])
    return {kind: {n for n in numbers if (kind, n) not in kept} for kind, numbers in referred.items()}
