"""Tables of invented figures, as lines of ``markup``; the sums in them are right."""

import random

from cms.demo.sample.forest import Role
from cms.demo.sample.slots import Slots
from cms.demo.sample.templates import Table

_SCALE: dict[Role, int] = {"leaf": 1, "middle": 17, "top": 210}


def table(form: Table, role: Role, slots: Slots) -> list[str]:
    """Rows for ``form``; its ``kind`` is "plan" or "settled" (planned and done, this year or last) or
    "years" (three of them)."""
    columns = _COLUMNS[form.kind](slots)
    sizes = [size * _SCALE[role] for _, size in form.rows]
    figures = [_figures(form.kind, size, slots.rng) for size in sizes]
    rows = [(label, row) for (label, _), row in zip(form.rows, figures, strict=True)]
    if form.total:
        rows.append((f"<strong>{form.total}</strong>", tuple(map(sum, zip(*figures, strict=True)))))
    head = f"| Chỉ tiêu ({form.unit}) | {' | '.join(columns)} |"
    return [head, *(f"| {label} | {_cells(form.kind, row)} |" for label, row in rows)]


def _plan_columns(slots: Slots) -> tuple[str, ...]:
    return f"Dự toán năm {slots['year']}", "Thực hiện", "Tỷ lệ"


def _settled_columns(slots: Slots) -> tuple[str, ...]:
    return f"Dự toán năm {slots['last_year']}", "Quyết toán", "Tỷ lệ"


def _years_columns(slots: Slots) -> tuple[str, ...]:
    year = slots.day.year
    return tuple(f"Năm {y}" for y in (year - 3, year - 2, year - 1))


_COLUMNS = {"plan": _plan_columns, "settled": _settled_columns, "years": _years_columns}


def _figures(kind: str, size: int, rng: random.Random) -> tuple[int, ...]:
    first = round(size * rng.uniform(0.75, 1.25))
    if kind != "years":
        return first, round(first * rng.uniform(0.82, 1.12))
    second = round(first * rng.uniform(0.98, 1.08))
    return first, second, round(second * rng.uniform(0.98, 1.08))


def _cells(kind: str, row: tuple[int, ...]) -> str:
    cells = [grouped(value) for value in row]
    if kind != "years":
        cells.append(f"{row[1] / max(row[0], 1) * 100:.1f}%".replace(".", ","))
    return " | ".join(cells)


def grouped(value: int) -> str:
    """An integer as Vietnamese writes it: 12.345."""
    return f"{value:,}".replace(",", ".")
