"""The one way in: Wagtail's page, through allauth's steps, so that nobody gets past the second factor."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter as get_provider_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.views.account import LoginView as WagtailLoginView


class LoginForm(WagtailLoginForm):
    """Name or e-mail address, and password."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra rồi nhập lại.",
        "inactive": "Tài khoản này đã bị vô hiệu hóa. Hãy liên hệ người quản trị của đơn vị.",
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập hoặc thư điện tử"
        self.fields["username"].widget.attrs |= {"placeholder": "", "autocomplete": "username"}
        self.fields["password"].label = "Mật khẩu"
        self.fields["password"].widget.attrs |= {"placeholder": "", "autocomplete": "current-password"}


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class DeskLoginView(WagtailLoginView):
    """Checks the password, then hands over: who has a second factor is asked for it."""

    def form_valid(self, form: LoginForm) -> HttpResponse:
        """On to the desk, or to the page that asks for a code."""
        remembered = form.cleaned_data.get("remember")
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if remembered else 0)
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        return perform_password_login(self.request, {"username": form.get_user().get_username()}, login)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the organisation's own identity provider, where there is one."""
        known = get_provider_adapter().list_providers(self.request)
        providers = [(provider.name, provider.get_login_url(self.request)) for provider in known]
        return super().get_context_data(**kwargs, providers=providers)
