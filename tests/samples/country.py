"""A province with two districts and some communes, and whatever may happen there."""

from random import Random
from typing import Any

from django.utils import timezone

from cms.pages.body import body_from_html
from cms.sharing.models import Decision, SectionSetting
from cms.units.models import Unit

REACHES = ["own", "children", "all", "all", {"tiers": ["commune"]}, {"tiers": ["district"]}]
SLUGS = ["a", "b", "c"]


class Country:
    """Pages of its ``units``, made with ``write``; ``random`` chooses what happens to them."""

    def __init__(self, random: Random, units: dict[str, Unit], write: Any) -> None:
        self.random = random
        self.units = units
        self.pages = []
        for number in range(8):
            code = random.choice(list(units))
            page = write(code, f"{code}-{number}", self._body())
            self.pages.append(page)

    def _body(self) -> str:
        code, slug = self.random.choice(list(self.units)), self.random.choice(SLUGS)
        return f'<p>Xem <a href="page:{code}/tin-tuc/{slug}">trang này</a> {self.random.random()}</p>'

    def happen(self) -> str:
        """Something happens; what."""
        event = self.random.choice(
            [self.publish, self.publish, self.publish, self.withdraw, self.decide, self.choose, self.reform]
        )
        return f"{event.__name__}: {event()}"

    def publish(self) -> str:
        page = self.random.choice(self.pages)
        page.refresh_from_db()
        slug = self.random.choice(SLUGS)
        if not page.get_siblings(inclusive=False).filter(slug=slug).exists():
            page.slug = slug
        page.reach = self.random.choice(REACHES)
        page.strength = self.random.choice(["mandatory", "default", "default", "offered"])
        page.title = f"Tiêu đề {self.random.random()}"
        if self.random.random() < 0.5:
            page.body = body_from_html(self._body())
        page.save_revision().publish()
        return f"{page.url_path} {page.reach} {page.strength}"

    def withdraw(self) -> str:
        page = self.random.choice(self.pages)
        page.refresh_from_db()
        page.unpublish()
        return page.url_path

    def decide(self) -> str:
        unit, page = self.random.choice(list(self.units.values())), self.random.choice(self.pages)
        found = Decision.objects.filter(unit=unit, page_id=page.pk).first()
        if found and self.random.random() < 0.4:
            found.delete()
            return f"{found} taken back"
        decision = found or Decision(unit=unit, page_id=page.pk)
        decision.hide = self.random.random() < 0.3
        decision.adopt = self.random.random() < 0.3
        value = {"contact": self._body() if self.random.random() < 0.5 else "ông A"}
        decision.override_fields = self.random.choice([None, value])
        decision.override_reach = self.random.choice(["own", "all"])
        decision.save()
        return str(decision)

    def choose(self) -> str:
        unit = self.random.choice(list(self.units.values()))
        setting, _ = SectionSetting.objects.get_or_create(unit=unit, section="tin-tuc")
        setting.mode = self.random.choice(["own", "fill", "merge", "locked"])
        setting.order = self.random.choice(["", "own_first"])
        setting.save()
        return f"{setting} {setting.mode}"

    def reform(self) -> str:
        unit = self.random.choice([unit for unit in self.units.values() if unit.tier == "commune"])
        change = self.random.choice(["full_name", "phone", "parent", "hostname", "valid_to"])
        if change == "parent":
            unit.parent = self.random.choice([u for u in self.units.values() if u.tier == "district"])
        elif change == "valid_to":
            unit.valid_to = self.random.choice([None, timezone.localdate()])
        else:
            setattr(unit, change, f"x{self.random.randrange(10**6)}.localhost")
        unit.save()
        return f"{unit.code} {change}"
