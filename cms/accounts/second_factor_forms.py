"""Forms that ask for the code on the phone, in the words of who has to type it."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm


class _InOurWords:
    """One field, ``code``."""

    label = "Mã trên điện thoại, hoặc một mã dự phòng"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = self.label
        code.error_messages["required"] = "Hãy nhập mã."
        code.widget.attrs |= {"placeholder": "", "autofocus": True}


class CodeForm(_InOurWords, AuthenticateForm):
    """Asked for when logging in."""


class CodeAgainForm(_InOurWords, ReauthenticateForm):
    """Asked for before something weighty."""


class ActivateForm(_InOurWords, ActivateTOTPForm):
    """The first code of a phone that has just been set up."""

    label = "Mã 6 chữ số đang hiện trên điện thoại"
