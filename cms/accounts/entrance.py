"""Where an invited person comes in, and where a login that failed at the provider comes back."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.views import ReauthenticateView
from allauth.socialaccount.adapter import get_adapter as get_provider_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as provider
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from requests import RequestException
from wagtail.admin import messages

from cms.accounts.adapters import FAILED, back_to_login
from cms.accounts.forms import AcceptForm
from cms.accounts.invitations import Invalid, accept, keep_underway, open_invitation

GONE = 410
CANCELLED = "Bạn đã dừng việc đăng nhập bằng tài khoản của cơ quan."


class PasswordAgainView(ReauthenticateView):
    """Asks for the password once more before something weighty."""

    template_name = "account/reauthenticate.html"

    def get_form(self, form_class: type | None = None) -> object:
        """In our own words."""
        form = super().get_form(form_class)
        form.fields["password"].label = "Mật khẩu"
        form.fields["password"].widget.attrs |= {"placeholder": ""}
        return form


@never_cache
@sensitive_post_parameters()
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for a name and a password; on to the desk."""
    try:
        invitation = open_invitation(token)
    except Invalid as invalid:
        return _refused(request, invalid)
    form = AcceptForm(
        request.POST if request.method == "POST" else None,
        email=invitation.email,
        initial={"name": invitation.name},
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                user = accept(token, form.cleaned_data["name"], form.cleaned_data["password"])
        except Invalid as invalid:
            return _refused(request, invalid)
        messages.success(request, f"Chào mừng bạn đến với {invitation.unit.in_sentence}.")
        return perform_password_login(request, {"username": user.get_username()}, Login(user=user))
    providers = get_provider_adapter().list_providers(request)
    context = {"invitation": invitation, "form": form, "providers": providers, "token": token}
    return render(request, "accounts/accept.html", context)


@never_cache
def at_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sends somebody to the organisation's identity provider to say who they are."""
    try:
        return provider.login(request, provider_id)
    except RequestException:
        return back_to_login(request, FAILED)


@require_POST
@never_cache
def accept_at_provider(request: HttpRequest, token: str) -> HttpResponse:
    """Sends the invited person to the organisation's identity provider."""
    try:
        open_invitation(token)
    except Invalid as invalid:
        return _refused(request, invalid)
    providers = get_provider_adapter().list_providers(request)
    if not providers:
        raise Http404
    keep_underway(request, token)
    try:
        return providers[0].redirect(request, AuthProcess.LOGIN)
    except RequestException:
        messages.error(request, FAILED)
        return redirect("invitation_accept", token)


@never_cache
def cancelled(request: HttpRequest) -> HttpResponse:
    """Back to where a password can be typed."""
    return back_to_login(request, CANCELLED)


def _refused(request: HttpRequest, invalid: Invalid) -> HttpResponse:
    return render(request, "accounts/invalid.html", {"sentence": str(invalid)}, status=GONE)
