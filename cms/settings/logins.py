"""How people log in: passwords, lock-out, second factor, and the organisation's own identity provider."""

from datetime import timedelta

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

AUTHENTICATION_BACKENDS = [
    "cms.accounts.lockout.RefuseTheLockedOut",
    "cms.tenancy.backend.RolesBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.accounts.login.LoginForm"
_DJANGO = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_DJANGO}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_DJANGO}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_DJANGO}.CommonPasswordValidator"},
    {"NAME": f"{_DJANGO}.NumericPasswordValidator"},
]

# Enough for somebody who forgot; a machine that guesses has twenty tries an hour, a name and an address.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "cms.accounts.lockout.name_tried"
AXES_CLIENT_IP_CALLABLE = "cms.audit.origin.address_of"
AXES_LOCKOUT_CALLABLE = "cms.accounts.lockout.locked_out"

ACCOUNT_ADAPTER = "cms.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key", "reauthenticate": "10/m/user"}

MFA_ADAPTER = "cms.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Liên Thông"
# Who types slowly, or whose phone's clock is a little off, is still let in (RFC 6238, 5.2: one step).
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "cms.accounts.second_factor_forms.CodeForm",
    "reauthenticate": "cms.accounts.second_factor_forms.CodeAgainForm",
    "activate_totp": "cms.accounts.second_factor_forms.ActivateForm",
}
SECOND_FACTOR_FOR_ADMINISTRATORS = env.bool("LIENTHONG_SECOND_FACTOR", default=False)

SOCIALACCOUNT_ADAPTER = "cms.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False


def provider(url: str, name: str, client_id: str, secret: str) -> dict[str, object]:
    """allauth's entry for the one OpenID Connect provider at ``url``; none if that is empty."""
    if not url:
        return {}
    if not (client_id and secret):
        raise ImproperlyConfigured(
            "LIENTHONG_OIDC_URL is set: set LIENTHONG_OIDC_CLIENT_ID and LIENTHONG_OIDC_CLIENT_SECRET too."
        )
    app = {
        "provider_id": "co-quan",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


SOCIALACCOUNT_PROVIDERS = provider(
    env("LIENTHONG_OIDC_URL", default=""),
    env("LIENTHONG_OIDC_NAME", default="tài khoản của cơ quan"),
    env("LIENTHONG_OIDC_CLIENT_ID", default=""),
    env("LIENTHONG_OIDC_CLIENT_SECRET", default=""),
)
