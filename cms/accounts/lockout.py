"""Guessing passwords: after some failures a name is locked for one network address, for a while."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Max, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cms.audit.origin import address_of

TOO_MANY_REQUESTS = 429


class RefuseTheLockedOut(AxesStandaloneBackend):
    """Says no before a password is looked at; where nobody is at a distance there is nothing to refuse."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """None lets the other backends go on; PermissionDenied for who is locked out."""
        if request is not None:
            super().authenticate(request, **credentials)


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """Whose account it is about: the user name, also where the e-mail address was typed.

    So that trying both for one account counts together.
    """
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return canonical(str(typed))


def canonical(typed: str) -> str:
    """The user name for what somebody typed; what belongs to nobody, in small letters."""
    typed = typed.strip()[:254]
    people = get_user_model().objects.filter(Q(username=typed) | Q(email__iexact=typed))
    known = people.order_by("pk").values_list("username", flat=True).first() if typed else None
    return known or typed.lower()


def locked_out(request: HttpRequest, _answer: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """The page that says so, and when to try again."""
    name = name_tried(request, credentials)
    attempts = AccessAttempt.objects.filter(username=name, ip_address=address_of(request))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    context = {"until": last + settings.AXES_COOLOFF_TIME}
    return render(request, "accounts/locked_out.html", context, status=TOO_MANY_REQUESTS)


def locked_until(usernames: Iterable[str]) -> dict[str, datetime]:
    """Those of ``usernames`` who are locked out from somewhere, and until when; one query."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(username__in=list(usernames), attempt_time__gte=since)
    tries = attempts.values("username", "ip_address").annotate(
        tries=Sum("failures_since_start"), last=Max("attempt_time")
    )
    locked = tries.filter(tries__gte=settings.AXES_FAILURE_LIMIT).order_by("last")
    return {row["username"]: row["last"] + settings.AXES_COOLOFF_TIME for row in locked}


def unlock(username: str) -> bool:
    """Forget the failures of ``username``, from wherever; whether there were any."""
    return bool(AxesProxyHandler.reset_attempts(username=username))
