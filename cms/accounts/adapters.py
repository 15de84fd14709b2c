"""Where allauth asks us: whose login it is, what a stranger is told, how second factors are kept."""

import base64
import hashlib
import secrets
from typing import Any, Final, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from cms.accounts.invitations import Invalid, accept_with_provider, invitation_underway
from cms.accounts.second_factor import is_required_of, signed_in_lately
from cms.audit.origin import address_of
from cms.audit.recording import record

DISABLED: Final = "Tài khoản này đã bị vô hiệu hóa. Hãy liên hệ người quản trị của đơn vị."
UNKNOWN: Final = (
    "Chưa có người dùng nào gắn với tài khoản cơ quan này. "
    "Hãy đề nghị người quản trị của đơn vị gửi lời mời, rồi mở liên kết trong thư mời."
)
FAILED: Final = (
    "Chưa đăng nhập được bằng tài khoản của cơ quan. Hãy thử lại, hoặc dùng tên đăng nhập và mật khẩu."
)


def back_to_login(request: HttpRequest, sentence: str) -> HttpResponse:
    """To the login page, with a sentence that says why."""
    messages.error(request, sentence)
    return redirect("wagtailadmin_login")


class AccountAdapter(DefaultAccountAdapter):
    """People come by invitation only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "Bạn đã nhập sai quá nhiều lần. Hãy thử lại sau 5 phút.",
        "rate_limited": "Bạn đã thử quá nhiều lần. Hãy thử lại sau 5 phút.",
        "incorrect_password": "Mật khẩu không đúng.",
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Never: nobody signs up by themselves."""
        return False

    def respond_user_inactive(self, request: HttpRequest, _user: Any) -> HttpResponse:
        """Says whom to turn to."""
        return back_to_login(request, DISABLED)

    def get_client_ip(self, request: HttpRequest) -> str:
        """By the same rule as everywhere; what cannot be told counts together."""
        return address_of(request) or "unknown"

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Not of somebody who has just come in."""
        return bool(app) and not signed_in_lately(self.request)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Joins an identity of the organisation's provider to a person whom we know or have invited."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Known identities pass; others need an invitation, or a person's verified e-mail address."""
        if sociallogin.is_existing:
            return
        if request.user.is_authenticated:
            raise ImmediateHttpResponse(back_to_login(request, UNKNOWN))
        user = self._invited(request, sociallogin) or _known_by_email(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(back_to_login(request, UNKNOWN))
        sociallogin.connect(request, user)
        record("user.provider", on=user, by=user, changes={"provider": [None, sociallogin.account.uid]})

    def _invited(self, request: HttpRequest, sociallogin: SocialLogin) -> Any | None:
        invitation = invitation_underway(request)
        if invitation is None:
            return None
        try:
            return accept_with_provider(invitation, sociallogin.account.uid)
        except Invalid as invalid:
            raise ImmediateHttpResponse(back_to_login(request, str(invalid))) from invalid

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: SocialLogin) -> bool:
        """Never: whom we do not know has been turned away before."""
        return False

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> NoReturn:
        """Back to where a password can be typed."""
        raise ImmediateHttpResponse(back_to_login(request, FAILED))


def _known_by_email(sociallogin: SocialLogin) -> Any | None:
    """The one person with an e-mail address that the provider has verified."""
    verified = [address.email for address in sociallogin.email_addresses if address.verified]
    for email in verified:
        people = list(get_user_model().objects.filter(email__iexact=email, is_active=True)[:2])
        if len(people) == 1:
            return people[0]
    return None


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted, and keeps administrators from going without."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Tài khoản quản trị phải dùng xác thực hai lớp, nên không tắt được.",
        "cannot_generate_recovery_codes": "Hãy bật xác thực hai lớp trước khi tạo mã dự phòng.",
        "incorrect_code": "Mã không đúng. Hãy nhập mã đang hiện trên điện thoại.",
    }

    def get_totp_label(self, user: Any) -> str:
        """What the app on the phone calls the account."""
        return user.get_username()

    def encrypt(self, text: str) -> str:
        """With a key drawn from SECRET_KEY."""
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """With SECRET_KEY or one of those that it replaced; if none fits, what matches no code."""
        try:
            return _ciphers().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Not for those who must have one."""
        return not is_required_of(authenticator.user)


def _ciphers() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"lienthong.second-factor:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
