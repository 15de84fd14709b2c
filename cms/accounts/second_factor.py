"""Who must have a second factor, and what happens to those who have none yet."""

import time
from collections.abc import Callable
from typing import Any, Final

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from cms.tenancy.roles import is_superuser, rights

SECONDS: Final = 300
ASK: Final = "Người quản trị phải bật xác thực hai lớp trước khi làm việc. Hãy làm theo các bước dưới đây."
_CHECKED: Final = "lienthong_second_factor"
_OPEN: Final = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "account_reauthenticate",
    "account_login",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
}


def is_required_of(user: Any) -> bool:
    """Whether ``user`` administers something, where administrators must have a second factor."""
    if not settings.SECOND_FACTOR_FOR_ADMINISTRATORS or not user.is_authenticated:
        return False
    return is_superuser(user) or bool(rights(user).own_with("administer"))


def has_one(user: Any) -> bool:
    """Whether ``user`` is asked for a code when logging in."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def signed_in_lately(request: HttpRequest) -> bool:
    """Whether the person proved to be who they are in the last five minutes."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < SECONDS


class RequireSecondFactor:
    """Middleware: leads administrators without a second factor to where they get one.

    Who comes through the organisation's identity provider is subject to that provider's rules.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, as if this were not here."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """None lets the view answer."""
        if not settings.SECOND_FACTOR_FOR_ADMINISTRATORS or request.resolver_match.url_name in _OPEN:
            return None
        if _is_enough(request):
            return None
        messages.warning(request, ASK)
        return redirect("mfa_activate_totp")


def _is_enough(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or request.session.get(_CHECKED) == user.pk:
        return True
    records = get_authentication_records(request, user)
    through_provider = any(record["method"] == "socialaccount" for record in records)
    if through_provider or not is_required_of(user) or has_one(user):
        request.session[_CHECKED] = user.pk
        return True
    return False
