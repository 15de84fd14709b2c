"""Where people come in: before Wagtail's own addresses, and open to strangers."""

from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as phone
from allauth.socialaccount.providers.openid_connect import views as provider
from django.urls import path

from cms.accounts import entrance
from cms.accounts.login import DeskLoginView
from cms.accounts.own_account import own_account

urlpatterns = [
    path("login/", DeskLoginView.as_view(), name="wagtailadmin_login"),
    path("login/", DeskLoginView.as_view(), name="account_login"),
    path("account/", own_account, name="wagtailadmin_account"),
    path("loi-moi/<str:token>/", entrance.accept_invitation, name="invitation_accept"),
    path("loi-moi/<str:token>/co-quan/", entrance.accept_at_provider, name="invitation_at_provider"),
    path("co-quan/da-dung/", entrance.cancelled, name="socialaccount_login_cancelled"),
    path("co-quan/<str:provider_id>/", entrance.at_provider, name="openid_connect_login"),
    path("co-quan/<str:provider_id>/tro-ve/", provider.callback, name="openid_connect_callback"),
    path("xac-thuc/", second_factor.index, name="mfa_index"),
    path("xac-thuc/ma/", second_factor.authenticate, name="mfa_authenticate"),
    path("xac-thuc/ma-lan-nua/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("xac-thuc/mat-khau/", entrance.PasswordAgainView.as_view(), name="account_reauthenticate"),
    path("xac-thuc/bat/", phone.activate_totp, name="mfa_activate_totp"),
    path("xac-thuc/tat/", phone.deactivate_totp, name="mfa_deactivate_totp"),
    path("xac-thuc/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("xac-thuc/ma-du-phong/moi/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("xac-thuc/ma-du-phong/tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
