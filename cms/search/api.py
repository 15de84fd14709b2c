"""``GET /api/search``: public, read only, bounded and throttled; it sets and reads no cookie.

Every answer may be read by pages of any origin: what it holds is public, and sites have many hostnames.
"""

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja import Query as Parameters
from ninja.errors import Throttled, ValidationError
from ninja.throttling import AnonRateThrottle
from pydantic import Field

from build.errors import SearchEngineError
from build.index.engine import MOST_RESULTS, BadQuery, Query
from cms.search.asking import answer, engine, path_of

Code = Annotated[str, Field(max_length=10, pattern=r"^[0-9A-Za-z._-]*$")]
Name = Annotated[str, Field(max_length=20, pattern=r"^[a-z_]*$")]


class Asked(Schema):
    """The parameters. ``unit`` is where the question is asked; ``shown_by`` keeps one unit's pages only."""

    q: Annotated[str, Field(max_length=2000)] = ""
    unit: Code = ""
    scope: Literal["unit", "above", "below", "everywhere"] = "everywhere"
    type: Name = ""
    tier: Name = ""
    year: Annotated[str, Field(pattern=r"^([0-9]{4})?$")] = ""
    shown_by: Code = ""
    size: Annotated[int, Field(ge=1, le=MOST_RESULTS)] = 10
    cursor: Annotated[str, Field(max_length=600)] = ""


class SearchAPI(NinjaAPI):
    """Answers in JSON, errors too, for pages of any origin."""

    def create_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(*args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["X-Content-Type-Options"] = "nosniff"
        return response


api = SearchAPI(
    title="Liên Thông: tìm kiếm",
    version="1",
    urls_namespace="search-api",
    docs_url=None,
    throttle=[AnonRateThrottle(settings.SEARCH_RATE)],
)


@api.get("/search", url_name="search")
def search(request: HttpRequest, asked: Parameters[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """What the question finds: results, total, facets, a cursor for what comes next, a note."""
    filters = {"type": asked.type, "tier": asked.tier, "year": asked.year, "unit": asked.shown_by}
    chosen = {name: value for name, value in filters.items() if value}
    question = Query(
        text=asked.q,
        scope=asked.scope,
        path=path_of(asked.unit),
        filters=chosen,
        size=asked.size,
        cursor=asked.cursor,
    )
    return answer(engine().search(question))


@api.exception_handler(BadQuery)
def _bad_query(request: HttpRequest, error: BadQuery) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=400)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = ", ".join(sorted({str(problem["loc"][-1]) for problem in error.errors}))
    return api.create_response(request, {"detail": f"Tham số không hợp lệ: {names}."}, status=422)


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    response = api.create_response(
        request, {"detail": "Quá nhiều lượt tìm; xin thử lại sau ít phút."}, status=429
    )
    response["Retry-After"] = str(error.wait or 60)
    return response


@api.exception_handler(SearchEngineError)
def _engine_down(request: HttpRequest, error: SearchEngineError) -> HttpResponse:  # noqa: ARG001
    detail = "Máy tìm kiếm tạm thời không trả lời; xin thử lại sau ít phút."
    return api.create_response(request, {"detail": detail}, status=503)
