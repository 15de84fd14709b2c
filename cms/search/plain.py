"""The answer as a page of its own, for browsers without scripts: ``/api/tim-kiem/<unit>/?q=…``.

It stands in the frame of the unit's site, and asks, counts and is throttled as the API does.
"""

from contextlib import closing
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from build.config import load
from build.errors import BuildError, SearchEngineError
from build.index.engine import BadQuery, Results
from build.render.lone_page import framed
from build.render.records import LOCAL_TIME
from build.snapshot.schema import UnitSnapshot
from build.snapshot.store import SnapshotReader
from cms.search.api import SILENT, TOO_MANY, throttle
from cms.search.asked import Asked
from cms.search.asking import answer, engine, note_on
from cms.search.popular import note

TITLE: Final = "Tìm kiếm"
ASK_ANEW: Final = "Câu hỏi tìm kiếm không hợp lệ; hãy gõ lại."


@require_safe
def answer_page(request: HttpRequest, code: str) -> HttpResponse:
    """What the question in the address finds on the site of the unit that bears ``code``; 404 for no unit."""
    config = replace(load(), site_url=settings.SITE_URL)
    snapshot = _snapshot(code)
    given = {name: value for name, value in request.GET.items() if name in Asked.model_fields}
    asked, found, said, status = _answered(request, {"scope": "unit", **given, "unit": code})
    context = {
        "asked": {**asked.dict(), "filtered": bool(asked.chosen)},
        "found": {**found, "results": [_dated(result) for result in found["results"]]},
        "said": said,
        "meant_url": _address(asked, q=found["meant"]),
        "next_url": _address(asked, cursor=found["cursor"]) if found["cursor"] else "",
        "nothing": status == HTTPStatus.OK and not found["total"] and bool(asked.q.strip()),
    }
    title = f"{TITLE}: {asked.q[:80]}" if asked.q else TITLE
    page = framed(snapshot, "search_answer.html", context, title, config)
    response = HttpResponse(page, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _snapshot(code: str) -> UnitSnapshot:
    try:
        with closing(SnapshotReader(load().snapshot)) as reader:
            return reader.unit(code)
    except BuildError as error:
        raise Http404(str(error)) from error


def _answered(request: HttpRequest, given: dict[str, str]) -> tuple[Asked, dict[str, Any], str, HTTPStatus]:
    """What was asked, what it finds, what is said of it, and with what status."""
    nothing = answer(Results(), "")
    try:
        asked = Asked(**given)
    except ValidationError:
        return Asked(unit=given["unit"], scope="unit"), nothing, ASK_ANEW, HTTPStatus.BAD_REQUEST
    if not throttle.allow_request(request):
        return asked, nothing, TOO_MANY, HTTPStatus.TOO_MANY_REQUESTS
    try:
        results = engine().search(asked.query())
        if results.total and not asked.cursor:
            note(asked.q, throttle.get_ident(request) or "", engine())
    except BadQuery as error:
        return asked, nothing, str(error), HTTPStatus.BAD_REQUEST
    except SearchEngineError:
        return asked, nothing, SILENT, HTTPStatus.SERVICE_UNAVAILABLE
    return asked, answer(results, note_on(asked.q)), _said(asked, results), HTTPStatus.OK


def _said(asked: Asked, results: Results) -> str:
    said = note_on(asked.q)
    if not results.total:
        return said
    number = f"{results.total:,}".replace(",", ".")
    return f"Tìm thấy {number} kết quả. {said}".strip()


def _dated(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "date": _day(result["date"])}


def _day(moment: str | None) -> str:
    """The day as it was in Viet Nam, as readers write it."""
    if not moment:
        return ""
    day = datetime.fromisoformat(moment)
    if day.tzinfo:
        day = day.astimezone(LOCAL_TIME)
    return f"{day:%d/%m/%Y}"


def _address(asked: Asked, **changed: str) -> str:
    """The address of another answer, relative to this one."""
    kept = {name: getattr(asked, name) for name in ("q", "scope", *asked.chosen)}
    return "?" + urlencode({**kept, **changed})
