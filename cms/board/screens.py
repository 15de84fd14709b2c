"""The desk's screens of completeness: one unit's sections, and all units below."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cms.board.export import csv_lines
from cms.board.load import Board, board, boards
from cms.board.states import STATES, WORST_FIRST, Item
from cms.board.table import COLUMNS, Wish, bars, by_section, item_of, rows
from cms.board.words import HEADINGS, ICONS, LABELS
from cms.pages.types import MODELS
from cms.tenancy.roles import acting_unit, for_unit, may
from cms.tenancy.scope import below, units_where
from cms.tenancy.screen import screen
from cms.units.models import Unit
from cms.units.tiers import tier_name

PAGE_LENGTH = 100
TITLE = "Mức độ đầy đủ"
STYLES = Media(css={"all": ["lienthong_board/board.css"]})


@for_unit("see")
def of_unit(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    """The sections of the unit that one works for, or of the one that is named."""
    found = board(request.unit)
    context = {
        "board": found,
        "bars": bars(found.totals),
        "lines": lines(found, may(request.user, "write", request.unit)),
        "named": unit_id is not None,
        "has_below": seen_below(request.user, acting_unit(request)).exists(),
    }
    return _screen(request, "board/unit.html", f"{TITLE}: {request.unit.full_name}", context)


def lines(found: Board, writes: bool) -> list[dict[str, Any]]:
    """One for each item, with the state in words, where its pages are and where one is written."""
    home = found.unit.root_page
    pages = dict(home.get_children().values_list("slug", "pk")) if home else {}
    return [_line(item, pages.get(item.section.key), writes) for item in found.items]


def _line(item: Item, page: int | None, writes: bool) -> dict[str, Any]:
    return {
        "item": item,
        "label": LABELS[item.state],
        "icon": ICONS[item.state],
        "pages": reverse("wagtailadmin_explore", args=[page]) if page else "",
        "write": _write(item, page) if page and writes else "",
    }


def _write(item: Item, page: int) -> str:
    """Where a page of the section is begun; with a choice of its type only where there is one."""
    if len(item.section.types) > 1:
        return reverse("wagtailadmin_pages:add_subpage", args=[page])
    options = MODELS[item.section.types[0]]._meta  # noqa: SLF001 (public in Django, despite its name)
    return reverse("wagtailadmin_pages:add", args=[options.app_label, options.model_name, page])


def seen_below(user: Any, unit: Unit) -> Any:
    """The units below ``unit`` that the person may see."""
    return units_where(user, "see").filter(pk__in=below([unit.pk]))


@for_unit("see")
def of_units_below(request: HttpRequest) -> HttpResponse:
    """All units below the one that one works for: as a table with a plot, or as a file."""
    units = list(seen_below(request.user, request.unit).order_by("code"))
    if not units:
        raise Http404
    found = boards(units)
    wish = Wish(**{name: request.GET.get(key, "") for name, key in _KEYS.items()})
    wanted = rows(found, wish)
    if request.GET.get("xuat") == "csv":
        return _file(wanted)
    return _screen(request, "board/below.html", f"{TITLE} của cấp dưới", _table(request, found, wanted, wish))


_KEYS = {"tier": "cap", "section": "muc", "state": "tinh_trang", "order": "sap_xep"}


def _file(wanted: list[Board]) -> HttpResponse:
    response = StreamingHttpResponse(csv_lines(wanted), content_type="text/csv; charset=utf-8")
    name = f"muc-do-day-du-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(request: HttpRequest, found: list[Board], wanted: list[Board], wish: Wish) -> dict[str, Any]:
    shown = Paginator(wanted, PAGE_LENGTH).get_page(request.GET.get("p"))
    tiers = dict.fromkeys(one.unit.tier for one in found)
    return {
        "unit": request.unit,
        "items": shown,
        "rows": [(one, bars(one.totals), _of_section(one, wish), tier_name(one.unit.tier)) for one in shown],
        "plot": [(section, counted, bars(counted)) for section, counted in by_section(wanted)],
        "count": len(wanted),
        "tiers": [(tier, tier_name(tier)) for tier in tiers],
        "sections": [section for section, _ in by_section(found)],
        "states": [(state, LABELS[state]) for state in WORST_FIRST],
        "legend": [(state, LABELS[state]) for state in STATES],
        "wish": wish,
        "headings": [_heading(request, wish, column) for column in COLUMNS],
        "export": f"?{urlencode({**_asked(request), 'xuat': 'csv'})}",
    }


def _of_section(one: Board, wish: Wish) -> str:
    item = item_of(one, wish.section)
    return LABELS[item.state] if item else ""


def _heading(request: HttpRequest, wish: Wish, column: str) -> dict[str, str]:
    """A column's name, how the table is sorted by it now, and the address that sorts it the other way."""
    current = wish.column == column
    falling = not wish.falling if current else column not in ("don-vi", "cap", "ty-le")
    order = f"-{column}" if falling else column
    now = ("descending" if wish.falling else "ascending") if current else "none"
    address = f"?{urlencode({**_asked(request), 'sap_xep': order})}"
    return {"label": HEADINGS[column], "now": now, "url": address}


def _asked(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET[key] for key in _KEYS.values() if request.GET.get(key)}


def _screen(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    return screen(request, template, title, "list-ul", media=STYLES, **context)
