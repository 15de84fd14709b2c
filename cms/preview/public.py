"""What a signed link leads to, for anybody who has it: one draft, its files, and nothing else."""

import mimetypes
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from build.deploy.headers import media_type
from build.render.lone_page import theme_of
from cms.preview.desk import theme_asset
from cms.preview.draft import Draft, draft_of
from cms.preview.dressing import BY_LINK, dressed
from cms.preview.models import DraftLink, Expired, Forged, link_of
from cms.preview.own_look import look_address, look_files
from cms.preview.site import seen_at
from cms.preview.words import why_not
from cms.tenancy.roles import unit_of_page
from cms.units.models import Unit
from cms.units.tiers import known_tiers

_A_YEAR: Final = 365 * 24 * 3600
View = Callable[..., HttpResponse]


def _for_whoever_has_it(view: View) -> View:
    """Gives the view the draft and the unit that its token stands for; else says what to do."""

    @wraps(view)
    @require_safe
    def answer(_request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            link = link_of(token)
            response = view(link, *_behind(link), **kwargs)
        except Forged:
            response = HttpResponse(render_to_string("preview/forged.html"), status=404)
        except Expired:
            response = HttpResponse(render_to_string("preview/expired.html"), status=410)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["Content-Security-Policy"] = BY_LINK
        return response

    return answer


def _behind(link: DraftLink) -> tuple[Draft, Unit]:
    page = link.revision.as_object()
    unit, draft = unit_of_page(page), draft_of(page)
    if unit is None or draft is None or not Unit.objects.in_force().filter(pk=unit.pk).exists():
        raise Expired
    return draft, unit


@_for_whoever_has_it
def shared(link: DraftLink, draft: Draft, unit: Unit) -> HttpResponse:
    """The draft as on its unit's site."""
    seen = seen_at(draft, unit)
    reason = "" if seen.html else why_not(draft, seen, unit)
    banner = render_to_string("preview/banner.html", {"link": link, "unit": unit, "why_not": reason})
    head = render_to_string("preview/head.html")
    if not seen.html:
        return HttpResponse(render_to_string("preview/not_shown.html", {"banner": banner, "head": head}))

    own = look_files(unit)

    def asset(path: str) -> str:
        if path in draft.media:
            return reverse("preview_file", args=[link.token, path.removeprefix("_a/")])
        return look_address(unit, path) if path in own else theme_asset(path)

    site = settings.SITE_URL.format(hostname=unit.hostname)
    return HttpResponse(dressed(seen.html.decode(), asset, site, banner, head))


@_for_whoever_has_it
def shared_file(_link: DraftLink, draft: Draft, _unit: Unit, name: str) -> HttpResponse:
    """A picture or document of that draft."""
    source = draft.media.get(f"_a/{name}")
    if source is None:
        raise Forged
    kind = media_type(name)
    with source.open("rb") as opened:
        response = HttpResponse(opened.read(), content_type=kind)
    if not kind.startswith("image/"):
        response["Content-Disposition"] = "attachment"
    return response


@require_safe
def theme_file(_request: HttpRequest, name: str) -> HttpResponse:
    """A file of a theme, as every site has it for everybody."""
    for tier in known_tiers():
        content = theme_of(tier).assets.files.get(f"_a/{name}")
        if content is not None:
            return _for_ever(name, content)
    raise Http404


@require_safe
def look_file(_request: HttpRequest, code: str, name: str) -> HttpResponse:
    """A file of a unit's own look, as its site has it for everybody."""
    unit = Unit.objects.in_force().filter(code=code).first()
    read = look_files(unit).get(f"_a/{name}") if unit else None
    if read is None:
        raise Http404
    try:
        return _for_ever(name, read())
    except FileNotFoundError as error:
        raise Http404 from error


def _for_ever(name: str, content: bytes) -> HttpResponse:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response
