"""``/api/search`` and ``/api/popular``: public, read only, bounded and throttled; no cookie is set or read.

Every answer may be read by pages of any origin: what it holds is public, and sites have many hostnames.
"""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja import Query as Parameters
from ninja.errors import Throttled, ValidationError
from ninja.throttling import AnonRateThrottle

from build.errors import SearchEngineError
from build.index.engine import BadQuery
from build.index.suggesting import beginning, suggestions
from cms.search.asked import Asked
from cms.search.asking import answer, engine, note_on
from cms.search.popular import note, popular

TOO_MANY: Final = "Quá nhiều lượt tìm; xin thử lại sau ít phút."
SILENT: Final = "Máy tìm kiếm tạm thời không trả lời; xin thử lại sau ít phút."
POPULAR_FOR: Final = "public, max-age=300"


class SearchAPI(NinjaAPI):
    """Answers in JSON, errors too, for pages of any origin."""

    def create_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(*args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["X-Content-Type-Options"] = "nosniff"
        return response


throttle = AnonRateThrottle(settings.SEARCH_RATE)
"""One allowance for each address, for all that is asked here."""

api = SearchAPI(
    title="Liên Thông: tìm kiếm",
    version="1",
    urls_namespace="search-api",
    docs_url=None,
    throttle=[throttle],
)


@api.get("/search", url_name="search")
def search(request: HttpRequest, asked: Parameters[Asked]) -> dict[str, Any]:
    """What the question finds: results, total, facets, pages a scope, a cursor for what comes next, a note.

    To somebody who is still ``typing`` also how the question may go on; who has finished is told what was
    probably meant, and counts for what is popular.
    """
    question = asked.query()
    results = engine().search(question)
    found = answer(results, note_on(asked.q))
    if asked.typing:
        typed = beginning(asked.q)
        offered = suggestions(typed, engine().titles(typed, question.path)) if typed else []
        return {**found, "meant": "", "suggestions": offered}
    if results.total and not asked.cursor:
        note(asked.q, throttle.get_ident(request) or "", engine())
    return {**found, "suggestions": []}


@api.get("/popular", url_name="popular")
def what_many_ask(request: HttpRequest, response: HttpResponse) -> dict[str, list[str]]:  # noqa: ARG001
    """What many different people asked this week and the last, most first."""
    response["Cache-Control"] = POPULAR_FOR
    return {"popular": popular()}


@api.exception_handler(BadQuery)
def _bad_query(request: HttpRequest, error: BadQuery) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=400)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = ", ".join(sorted({str(problem["loc"][-1]) for problem in error.errors}))
    return api.create_response(request, {"detail": f"Tham số không hợp lệ: {names}."}, status=422)


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    response = api.create_response(request, {"detail": TOO_MANY}, status=429)
    response["Retry-After"] = str(error.wait or 60)
    return response


@api.exception_handler(SearchEngineError)
def _engine_down(request: HttpRequest, error: SearchEngineError) -> HttpResponse:  # noqa: ARG001
    return api.create_response(request, {"detail": SILENT}, status=503)
