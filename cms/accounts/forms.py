"""The forms of people's screens; what they say is checked again where it is done."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password

from cms.accounts.rules import grantable, lets_write_below
from cms.tenancy.models import Role
from cms.units.models import Unit

_WHAT_ROLES_DO = {
    Role.AUTHOR: "viết và sửa bài, gửi duyệt",
    Role.APPROVER: "duyệt, đăng và gỡ bài",
    Role.ADMIN: "duyệt bài; mời, phân vai trò và vô hiệu hóa người dùng của đơn vị",
    Role.SUPERVISOR: "xem và duyệt bài của các đơn vị cấp dưới",
}


class RolesForm(forms.Form):
    """Which roles somebody has in the unit; those that the actor may not give or take are greyed."""

    roles = forms.MultipleChoiceField(label="Vai trò", widget=forms.CheckboxSelectMultiple, required=False)
    writes_below = forms.BooleanField(
        label="Giám sát được sửa trang của cấp dưới",
        required=False,
        help_text="Chỉ dùng cùng vai trò giám sát; không chọn thì chỉ được xem và duyệt.",
    )

    def __init__(self, *args: Any, actor: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = grantable(actor, unit)
        held = (self.initial or {}).get("roles", ())
        offered = [role for role in Role if role in allowed or role in held]
        self.fields["roles"].choices = [
            (role.value, f"{role.label}: {_WHAT_ROLES_DO[role]}") for role in offered
        ]
        if not (Role.SUPERVISOR in allowed and lets_write_below(actor, unit)):
            del self.fields["writes_below"]

    def wanted(self) -> tuple[list[str], bool]:
        """The roles chosen, and whether a supervisor may write below."""
        kept = (self.initial or {}).get("writes_below", False)
        return self.cleaned_data["roles"], self.cleaned_data.get("writes_below", kept)


class InviteForm(RolesForm):
    """Who is asked, and as what."""

    name = forms.CharField(label="Họ và tên", max_length=150)
    email = forms.EmailField(
        label="Thư điện tử", max_length=150, help_text="Thư mời được gửi tới địa chỉ này."
    )
    field_order = ("name", "email", "roles", "writes_below")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].required = True
        self.fields["roles"].error_messages["required"] = "Hãy chọn ít nhất một vai trò."


class MoveForm(forms.Form):
    """Where somebody goes, and as what."""

    target = forms.CharField(
        label="Mã đơn vị chuyển đến",
        max_length=10,
        help_text="Bạn phải là quản trị của cả hai đơn vị.",
    )
    roles = forms.MultipleChoiceField(
        label="Vai trò ở đơn vị mới",
        widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, f"{role.label}: {_WHAT_ROLES_DO[role]}") for role in Role],
        error_messages={"required": "Hãy chọn ít nhất một vai trò."},
    )

    def clean_target(self) -> Unit:
        """The unit in force that bears the code."""
        unit = Unit.objects.in_force().filter(code=self.cleaned_data["target"].strip()).first()
        if unit is None:
            raise forms.ValidationError("Không có đơn vị nào đang hoạt động mang mã này. Hãy kiểm tra lại.")
        return unit


class AcceptForm(forms.Form):
    """What an invited person says of themselves."""

    name = forms.CharField(label="Họ và tên", max_length=150)
    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Nhập lại mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Both passwords alike, and good enough for this person."""
        data = super().clean()
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", "Hai mật khẩu không giống nhau.")
        if password:
            person = get_user_model()(username=self.email, email=self.email, first_name=data.get("name", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as faults:
                self.add_error("password", faults)
        return data
