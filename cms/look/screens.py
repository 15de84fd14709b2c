"""The screen on which a unit's administrator says how its site looks."""

from base64 import b64encode
from typing import Any, Final

from django.core.files.storage import default_storage
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from build.render.lone_page import theme_of
from build.render.palette import COLOUR, nearest, palette
from build.render.theme_colours import theme_colours
from build.snapshot.schema import File
from cms.look.form import LookForm
from cms.look.words import colour_fault, told
from cms.publishing.looks import storage_name
from cms.tenancy.roles import for_unit
from cms.tenancy.screen import screen
from cms.units.models import Unit

TITLE: Final = "Diện mạo trang"
OWN_MEDIA: Final = Media(css={"all": ["look/look.css"]}, js=["look/look.js"])


@require_safe
@for_unit("administer")
def own(request: HttpRequest) -> HttpResponse:
    """The way to the screen of the unit that the user works for now."""
    return redirect("lienthong_look_unit", request.unit.pk)


@require_http_methods(["GET", "POST"])
@for_unit("administer")
def look(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The form of the unit that the address names; what it refuses stays in it."""
    unit = request.unit
    form = LookForm(unit, request.POST, request.FILES) if request.method == "POST" else LookForm(unit)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, f"Đã lưu. Trang của {unit.in_sentence} sẽ thay đổi sau vài giây.")
        return redirect("lienthong_look_unit", unit_id)
    colour = form["colour"].value() or ""
    return screen(
        request,
        "look/look.html",
        TITLE,
        "view",
        media=OWN_MEDIA,
        form=form,
        tokens=form.tokens(),
        pictures={name: _shown(form.shown(name)) for name in ("emblem", "photograph")},
        usual=theme_colours(unit.tier).day["band"],
        theirs=theme_of(unit.tier).render("components/emblem.html", {"emblem": None}),
        **_sample(unit, colour.strip().lower()),
    )


@require_safe
@for_unit("administer")
def sample(request: HttpRequest, unit_id: int) -> HttpResponse:  # noqa: ARG001
    """What a colour would look like, and how well all could be read; for the form's script."""
    found = _sample(request.unit, request.GET.get("colour", "").strip().lower())
    return TemplateResponse(request, "look/sample.html", found)


def _sample(unit: Unit, colour: str) -> dict[str, Any]:
    """What ``look/sample.html`` shows: without a colour the theme's, for one that will not do the nearest."""
    theme = theme_colours(unit.tier)
    fault = colour_fault(colour, theme) if colour else ""
    taken = nearest(colour, theme.day) if COLOUR.fullmatch(colour) else ""
    worn = palette(taken, theme) if taken else theme
    schemes = [
        {"title": title, **{name.replace("-", "_"): value for name, value in {**base, **own}.items()}}
        for title, own, base in zip(("Ban ngày", "Ban đêm"), worn, theme, strict=True)
    ]
    return {
        "unit": unit,
        "fault": fault,
        "instead": taken if fault else "",
        "schemes": schemes,
        "lines": told(worn, theme),
    }


def _shown(file: File | None) -> dict[str, str] | None:
    """The picture as the form shows it: the smallest of its files, in the page itself."""
    if file is None:
        return None
    smallest = min(file.stored(), key=lambda stored: stored.size)
    try:
        with default_storage.open(storage_name(smallest), "rb") as opened:
            content = b64encode(opened.read()).decode()
    except OSError:
        content = ""
    return {
        "name": file.name,
        "source": f"data:image/{smallest.extension};base64,{content}" if content else "",
    }
