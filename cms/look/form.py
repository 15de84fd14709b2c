"""The form of a unit's look: what it takes, what it refuses, and what it keeps when it refuses."""

from collections.abc import Callable
from typing import IO, Any, Final

import msgspec
from django import forms
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction

from build.render.theme_colours import theme_colours
from build.snapshot.schema import File, Look
from cms.look.pictures import Made, Unsuitable, emblem_of, photograph_of
from cms.look.words import colour_fault
from cms.publishing.looks import keep_file, look_of, wear
from cms.units.models import Unit

_ACCEPTED: Final = "image/png,image/jpeg,image/webp"
_NOT_THE_NEW: Final = "Bỏ hình mới này"
_TOO_HEAVY: Final = "Tệp quá lớn: tối đa {} MB."
_NO_WORDS: Final = "Hãy mô tả ảnh bằng lời, để người không nhìn thấy ảnh cũng biết trong ảnh có gì."


class LookForm(forms.Form):
    """A unit's emblem, main colour and photograph; what is left empty is as its tier's theme has it.

    A picture that can be used is kept even where something else is refused: it need not be chosen again.
    """

    emblem = forms.FileField(
        label="Biểu trưng",
        required=False,
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        help_text="Hình PNG, JPEG hoặc WebP, mỗi chiều từ 192 điểm ảnh; tốt nhất là PNG nền trong suốt.",
    )
    no_new_emblem = forms.BooleanField(label=_NOT_THE_NEW, required=False)
    no_emblem = forms.BooleanField(label="Bỏ biểu trưng này", required=False)
    colour = forms.CharField(
        label="Màu chủ đạo",
        required=False,
        max_length=7,
        show_hidden_initial=True,
        widget=forms.TextInput(
            attrs={"placeholder": "#1a4479", "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text="Để trống thì dùng màu chung của cấp.",
    )
    photograph = forms.FileField(
        label="Ảnh trang chủ",
        required=False,
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        help_text="Ảnh ngang, rộng từ 640 và cao từ 320 điểm ảnh; hiện ở đầu trang chủ.",
    )
    no_new_photograph = forms.BooleanField(label=_NOT_THE_NEW, required=False)
    no_photograph = forms.BooleanField(label="Bỏ ảnh này", required=False)
    alt = forms.CharField(
        label="Mô tả ảnh trang chủ",
        required=False,
        max_length=255,
        show_hidden_initial=True,
        help_text="Trong ảnh có gì, ví dụ: Hồ Côn Sơn nhìn từ đền thờ Nguyễn Trãi.",
    )

    def __init__(self, unit: Unit, data: Any = None, files: Any = None) -> None:
        self.unit, self.theme, self.before = unit, theme_colours(unit.tier), look_of(unit)
        photograph = self.before.photograph
        initial = {"colour": self.before.colour, "alt": photograph.alt if photograph else ""}
        super().__init__(data, files, initial=initial)
        self._signer = Signer(salt=f"look.{unit.pk}")
        self._chosen = {name: self._kept(name) for name in ("emblem", "photograph")}

    def clean_colour(self) -> str:
        """The colour in small letters, one that can be read."""
        colour = self.cleaned_data["colour"].strip().lower()
        if colour and (fault := colour_fault(colour, self.theme)):
            raise forms.ValidationError(fault)
        return colour

    def clean_emblem(self) -> None:
        """Keeps the emblem that was uploaded."""
        ground = self.theme.day["emblem-ground"]
        self._take("emblem", lambda upload, name: emblem_of(upload, name, ground))

    def clean_photograph(self) -> None:
        """Keeps the photograph that was uploaded."""
        self._take("photograph", photograph_of)

    def clean(self) -> None:
        """A photograph needs words."""
        if (
            self._will_have("photograph")
            and not self.cleaned_data.get("alt")
            and not self.errors.get("photograph")
        ):
            self.add_error("alt", _NO_WORDS)

    def shown(self, name: str) -> File | None:
        """The picture that the form has now: the one just uploaded, else the unit's own, else none."""
        return self._chosen[name] or getattr(self.before, name)

    def _will_have(self, name: str) -> bool:
        """Whether the unit will have a picture there; what is dropped is shown until it is saved."""
        return bool(self._chosen[name] or (getattr(self.before, name) and not self.data.get(f"no_{name}")))

    @transaction.atomic
    def save(self) -> None:
        """Gives the unit what was changed on this screen; what somebody else changed meanwhile stays."""
        Unit.objects.select_for_update().get(pk=self.unit.pk)
        look = look_of(self.unit)
        emblem, photograph = (self._next(name, getattr(look, name)) for name in ("emblem", "photograph"))
        if photograph and ("alt" in self.changed_data or self._chosen["photograph"]):
            photograph = msgspec.structs.replace(photograph, alt=self.cleaned_data["alt"])
        colour = self.cleaned_data["colour"] if "colour" in self.changed_data else look.colour
        changed = Look(colour=colour, emblem=emblem, photograph=photograph)
        if changed != look:
            wear(self.unit, changed)

    def _next(self, name: str, now: File | None) -> File | None:
        if self._chosen[name]:
            return self._chosen[name]
        return None if self.cleaned_data[f"no_{name}"] else now

    def _take(self, name: str, make: Callable[[IO[bytes], str], Made]) -> None:
        upload = self.cleaned_data[name]
        if not upload:
            return
        if upload.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            raise forms.ValidationError(_TOO_HEAVY.format(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 1024**2))
        try:
            made = make(upload, upload.name)
        except Unsuitable as fault:
            raise forms.ValidationError(str(fault)) from fault
        for stored, content in made.contents.items():
            keep_file(stored, content)
        self._chosen[name] = made.file

    def _kept(self, name: str) -> File | None:
        """The picture of an earlier try: the form gave its name, signed, to be sent back."""
        if not self.is_bound or self.data.get(f"no_new_{name}"):
            return None
        try:
            return msgspec.json.decode(self._signer.unsign(self.data.get(f"kept_{name}", "")), type=File)
        except (BadSignature, msgspec.DecodeError):
            return None

    def tokens(self) -> dict[str, str]:
        """What stands in hidden fields: what was there before, and pictures that are not yet the unit's."""
        before = {
            bound.html_initial_name: self.data.get(bound.html_initial_name, bound.initial)
            for bound in self
            if bound.field.show_hidden_initial
        }
        return before | {
            f"kept_{name}": self._signer.sign(msgspec.json.encode(file).decode())
            for name, file in self._chosen.items()
            if file
        }
