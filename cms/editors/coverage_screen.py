"""The coverage of a shared page: how many units show it, which do not and why."""

import csv
from collections import Counter
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import Page

from cms.editors.coverage import Covered, Place, coverage
from cms.pages.base import ContentPage
from cms.tenancy.roles import asks_itself, may, unit_of_page
from cms.units.tiers import tier_name

HEADINGS: Final = ("Mã đơn vị", "Đơn vị", "Cấp", "Tình trạng", "Từ lúc", "Vì sao")
MARK: Final = "\ufeff"
"""By which spreadsheet programs know that a file is in UTF-8."""


@asks_itself
def coverage_screen(request: HttpRequest, page_id: int) -> HttpResponse:
    """Where a page shows; ``?dang=csv`` gives the table, ``?chi=<place>`` one kind of lines."""
    page = Page.objects.filter(pk=page_id).specific().first()
    if not isinstance(page, ContentPage) or not may(request.user, "see", unit_of_page(page)):
        raise Http404
    lines = coverage(page)
    if request.GET.get("dang") == "csv":
        return _table(page, lines)
    counted = Counter(line.place for line in lines)
    chosen = request.GET.get("chi", "")
    context = {
        "page": page,
        "total": len(lines),
        "counts": [(place, counted[place]) for place in Place],
        "chosen": chosen,
        "lines": [line for line in lines if chosen in ("", line.place)],
    }
    return render(request, "editors/coverage.html", context)


def _table(page: ContentPage, lines: list[Covered]) -> HttpResponse:
    answer = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="do-phu-{page.slug}.csv"'
    writer = csv.writer(answer)
    writer.writerow(HEADINGS)
    for line in lines:
        since = timezone.localtime(line.live_at).strftime("%d/%m/%Y %H:%M:%S") if line.live_at else ""
        unit = line.unit
        writer.writerow([unit.code, unit.full_name, tier_name(unit.tier), line.place.label, since, line.why])
    return answer
