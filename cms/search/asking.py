"""Ask the search engine as a unit's site does: from a unit's code to the engine's query and back."""

from functools import lru_cache
from typing import Any

from django.conf import settings

from build.index.engine import BadQuery, Hit, Results, SearchEngine
from build.index.opening import open_engine
from build.index.plan import LONGEST, shorten
from cms.search.labels import facet_label, type_label
from cms.units.models import Unit, UnknownUnitError

TOO_LONG = f"Câu tìm kiếm dài hơn {LONGEST} ký tự hoặc có quá nhiều từ; chỉ phần đầu được dùng."
NO_WORDS = "Câu tìm kiếm chưa có chữ hay số nào; hãy gõ ít nhất một từ, ví dụ: khai sinh."


@lru_cache(4)
def _opened(spec: str) -> SearchEngine:
    return open_engine(spec)


def engine() -> SearchEngine:
    """The installation's engine, opened once a process."""
    return _opened(settings.SEARCH_ENGINE)


def path_of(code: str) -> tuple[str, ...]:
    """The codes from the top down to the unit that bears ``code`` today; BadQuery if none does.

    No code, no path: whoever asks from nowhere asks everywhere.
    """
    if not code:
        return ()
    try:
        unit = Unit.objects.select_related("parent__parent__parent").with_code(code)
    except UnknownUnitError as error:
        raise BadQuery(f"Không có đơn vị nào mang mã {code}; hãy kiểm tra lại mã.", str(error)) from error
    codes = []
    while unit is not None:
        codes.append(unit.code)
        unit = unit.parent
    return tuple(reversed(codes))


def note_on(text: str) -> str:
    """What has to be said of the question itself: that it is cut, or that there is nothing to look for."""
    kept, cut = shorten(text)
    if text.strip() and not kept:
        return NO_WORDS
    return TOO_LONG if cut else ""


def answer(results: Results, note: str) -> dict[str, Any]:
    """``results`` as JSON, for the API and the command alike; titles and snippets are HTML."""
    return {
        "results": [_result(hit) for hit in results.hits],
        "total": results.total,
        "facets": {
            name: [
                {"value": value, "label": facet_label(name, value, label), "count": pages}
                for value, label, pages in values
            ]
            for name, values in results.facets.items()
        },
        "cursor": results.cursor,
        "scopes": dict(results.scopes),
        "meant": results.meant,
        "note": note,
    }


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "url": settings.SITE_URL.format(hostname=hit.hostname) + hit.url,
        "snippet": hit.snippet,
        "unit": hit.unit,
        "unit_name": hit.unit_name,
        "origin": hit.origin,
        "origin_name": hit.origin_name,
        "type": hit.type,
        "type_label": type_label(hit.type),
        "section": hit.section,
        "date": hit.date,
        "score": round(hit.score, 4),
    }
