"""Who is at it and from where: known while a request is answered, so that no caller has to pass it on."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class RememberRequest:
    """Middleware: what is recorded while a request is answered says who sent it, and from where."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, as if this were not here."""
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def current_request() -> HttpRequest | None:
    """The request that is being answered; None in commands."""
    return _request.get()


def current_user() -> Any | None:
    """Who sent the request that is being answered; None for strangers and in commands."""
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None


def address_of(request: HttpRequest | None) -> str | None:
    """The network address that a request came from; what lies beyond our own proxies is not believed."""
    if request is None:
        return None
    named = request.META.get("HTTP_X_FORWARDED_FOR", "")
    hops = [hop.strip() for hop in named.split(",") if hop.strip()]
    proxies = settings.NINJA_NUM_PROXIES or 0
    if proxies and hops:
        return hops[-min(proxies, len(hops))]
    return request.META.get("REMOTE_ADDR") or None
