"""What people change of themselves: Wagtail's page, with a name as it is written here."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, NameEmailSettingsPanel


class NameForm(forms.ModelForm):
    """The whole name in one field, family name first; an e-mail address that nobody else has."""

    first_name = forms.CharField(label="Họ và tên", max_length=150)
    email = forms.EmailField(label="Thư điện tử")

    class Meta:
        model = get_user_model()
        fields = ["first_name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["first_name"] = self.instance.get_full_name()

    def clean_email(self) -> str:
        """Raises ValidationError if it is somebody else's: people log in with it."""
        email = self.cleaned_data["email"]
        others = get_user_model().objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise ValidationError("Địa chỉ này đã có người khác dùng. Hãy nhập địa chỉ của riêng bạn.")
        return email

    def save(self, commit: bool = True) -> Any:
        """The name as typed, with nothing behind it."""
        self.instance.last_name = ""
        return super().save(commit=commit)


class NamePanel(NameEmailSettingsPanel):
    """In the place of Wagtail's own, which wants a first name and a last name, in that order."""

    title = "Họ tên và thư điện tử"
    form_class = NameForm


class OwnAccountView(AccountView):
    """Wagtail's page, but for the name."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        """Wagtail's panels, one of them ours."""
        return [
            NamePanel(panel.request, panel.user, panel.profile)
            if type(panel) is NameEmailSettingsPanel
            else panel
            for panel in super().get_panels()
        ]


own_account = require_admin_access(OwnAccountView.as_view())
