"""Lines of the import format for pages, made from templates."""

import datetime as dt
import random
from functools import cache
from typing import Any

from cms.demo.sample.calendar import ZONE, Calendar
from cms.demo.sample.fields import type_fields
from cms.demo.sample.forest import Forest, Role, SampleUnit
from cms.demo.sample.markup import html
from cms.demo.sample.pictures import Pictures
from cms.demo.sample.slots import Slots
from cms.demo.sample.slugs import slug
from cms.demo.sample.tables import table
from cms.demo.sample.templates import Sheet, Template, procedures, words

Line = dict[str, Any]

WORDS_A_PAGE = 190
"""Background is added to a body until it is about as long as this."""


class Writer:
    """Fills templates for one unit; the draw depends on seed, unit, template and calendar alone."""

    def __init__(
        self, forest: Forest, unit: SampleUnit, seed: int, pictures: Pictures, calendar: Calendar
    ) -> None:
        self.forest = forest
        self.unit = unit
        self.seed = seed
        self.pictures = pictures
        self.calendar = calendar
        self.role: Role = forest.role(unit)

    def rng(self, *purpose: object) -> random.Random:
        return random.Random("-".join(map(str, (self.seed, self.unit.code, *purpose))))  # noqa: S311

    def page(self, sheet: Sheet, template: Template, week: dt.date | None = None) -> Line:
        """The page's line, without a slug and with its origin's settings as default.

        ``week`` is the Monday that it is about, published on the Friday before; else the day is drawn.
        """
        rng = self.rng(sheet.section, template.title, *([week] if week else []))
        if week:
            friday = week - dt.timedelta(days=3)
            published = dt.datetime.combine(friday, dt.time(15, rng.randint(0, 59)), ZONE)
        else:
            published = self.calendar.moment(rng, template.months, sheet.since, early=template.early)
            published = self.calendar.lately(published) if template.pinned else published
        slots = Slots(rng, self.unit, self.forest, published.date(), ahead=sheet.ahead, event=week)
        return {
            "kind": "page",
            "unit": self.unit.code,
            "section": sheet.section,
            "type": sheet.type,
            "title": slots.fill(template.title),
            "summary": slots.fill(template.summary),
            "body": html(self._body(sheet, template, slots)),
            "contact": slots.fill(sheet.contact),
            "hours": slots.fill(sheet.hours),
            "published_at": published.isoformat(),
            "live": True,
            "pinned": template.pinned,
            **type_fields(sheet.type, template, slots),
            **self._files(template),
        }

    def _files(self, template: Template) -> Line:
        shown = template.pictures if self.pictures else ()
        return {"files": [self.pictures[name] for name in shown]} if shown else {}

    def _body(self, sheet: Sheet, template: Template, slots: Slots) -> list[str]:
        rng = slots.rng
        own = [slots.fill(line) for line in template.body]
        figures = table(template.table, self.role, slots) if template.table else []
        background: list[str] = []
        length = sum(len(line.split()) for line in own)
        for line in rng.sample(sheet.background, len(sheet.background)):
            if length > WORDS_A_PAGE:
                break
            background.append(slots.fill(line))
            length += len(background[-1].split())
        closing = [slots.fill(rng.choice(sheet.closing))] if sheet.closing else []
        return [
            *own[:1],
            *background[1:],
            *own[1:],
            *figures,
            *background[:1],
            *closing,
            *self._end(template, rng),
        ]

    def _end(self, template: Template, rng: random.Random) -> list[str]:
        titles = _procedure_titles() if template.links else {}
        links = [f'<a href="{self.procedure(name)}">{titles[name]}</a>' for name in template.links]
        related = [f"Thủ tục liên quan: {', '.join(links)}."] if links else []
        return [*related, f"<em>{rng.choice(words()['sample_notes'])}</em>"]

    def procedure(self, name: str) -> str:
        """The link to a procedure, which the top unit writes for all."""
        return f"page:{self.forest.top(self.unit).code}/thu-tuc-hanh-chinh/{name}"


@cache
def _procedure_titles() -> dict[str, str]:
    return {slug(row.title): row.title for row in procedures()}


def later(published_at: str, days: int) -> str:
    """The moment so many days later, in the same form."""
    return (dt.datetime.fromisoformat(published_at) + dt.timedelta(days=days)).isoformat()
