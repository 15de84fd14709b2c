"""A tier's theme with something to show in it: believable content with long real names, and gaps."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, Final

import msgspec
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from markupsafe import Markup

from build.render.assets import BASE, compile_assets
from build.render.filters import committee
from build.render.fingerprint import SITES, THEMES
from build.render.home_page import Group
from build.render.listing import Link
from build.render.offices import Office, Person
from build.render.parts import Chrome, Slots
from build.render.records import Entry, LinkedSection, LinkedUnit, local_time
from build.render.schedules import CALENDAR, Week
from build.render.site_pages import below
from build.render.table_files import table_files
from build.render.theme import JINJA_ENVIRONMENT, JINJA_FILTERS
from build.render.views import linked
from build.render.weeks import week_days
from build.snapshot.page_types import PAGE_TYPES, TYPE_LABELS, FieldKind
from build.snapshot.schema import File
from build.snapshot.tier_file import SectionSpec, read_tier

GALLERY: Final = THEMES / "gallery"
TIERS: Final = ("province", "district", "commune")
PUBLISHED: Final = datetime(2025, 1, 7, 1, 30, tzinfo=UTC).isoformat()
CONTENT: Final[dict[str, Any]] = msgspec.json.decode((GALLERY / "world.json").read_bytes())

_EMPTY: Final[dict[FieldKind, Any]] = {
    "line": "",
    "text": "",
    "html": Markup(""),
    "date": None,
    "people": [],
    "events": [],
}


class World:
    """What the templates of ``tier`` may be shown with."""

    def __init__(self, tier: str) -> None:
        self.tier = tier
        self.assets = compile_assets(THEMES, tier)
        self.environment = Environment(loader=_loader(tier), **JINJA_ENVIRONMENT)  # noqa: S701 - it escapes
        self.environment.filters.update(JINJA_FILTERS)
        self.specs = read_tier(SITES, tier).section
        self.sections = tuple(map(_section, self.specs))
        units = [LinkedUnit(**unit, url=f"http://{unit['hostname']}:8000") for unit in CONTENT["units"]]
        place = TIERS.index(tier)
        self.unit = units[place]
        self.parents = tuple(reversed(units[:place]))
        self.children = tuple(unit for unit in units if unit.tier == (*TIERS, "")[place + 1])
        self.files = [linked(File(**file)) for file in CONTENT["files"]]

    def main(self, template: str, **context: Any) -> str:
        """A page's main part."""
        return self.environment.get_template(template).render(context)

    def page(
        self, main: str, *, title: str, section: str = "", sample: bool = True, urgent: int = 0, **frame: Any
    ) -> str:
        """A whole page around ``main``, with so many urgent notices above it.

        ``frame`` is the context of the frame in English, where that is to stand around it.
        """
        head = '<meta name="description" content="Thử"><link rel="canonical" href="http://x.localhost/">'
        crumbs = Markup('<li aria-current="page">{}</li>').format(title) if section else ""
        context = self.site_context | {"slot": Slots, "sample": sample} | frame
        template = "english_frame.html" if frame else "page.html"
        chrome = Chrome(self.environment.get_template(template).render(context))
        values = {"title": str(Markup.escape(title)), "head": head, "crumbs": str(crumbs), "main": main}
        values["urgent"] = self.main("urgent.html", notices=self.entries("notice", urgent)) if urgent else ""
        return chrome.compose(section, {name: value.encode() for name, value in values.items()}).decode()

    @property
    def site_context(self) -> dict[str, Any]:
        """What every page of the site may name."""
        return {
            "site": self.unit,
            "parents": self.parents,
            "children": self.children,
            "sections": self.sections,
            "assets": self.assets,
            "emblem": None,
            "icon": None,
            "photograph": None,
            "api_url": "/api",
            "policy": "default-src 'self'",
        }

    def document(self, page_type: str, *, inherited: bool = False, full: bool = True) -> dict[str, Any]:
        """The context of a page of ``page_type``; ``full`` False leaves all fields but the title empty."""
        given = CONTENT["pages"][page_type] if full else {"title": CONTENT["pages"][page_type]["title"]}
        return self.document_with(page_type, given, inherited=inherited, full=full)

    def document_with(
        self, page_type: str, given: dict[str, Any], *, inherited: bool = False, full: bool = True
    ) -> dict[str, Any]:
        """The context of a page of ``page_type`` whose fields are ``given``, and empty otherwise."""
        values = {name: _value(kind, given.get(name)) for name, kind in PAGE_TYPES[page_type].items()}
        origin = self.parents[-1] if inherited and self.parents else self.unit
        return {
            "page": SimpleNamespace(type=page_type, **values),
            "files": self.files if full else [],
            "section": self.sections[0],
            "origin": origin,
            "own": not inherited,
            "changed_by": (self.unit,) if inherited else (),
            "suspended_since": local_time(PUBLISHED) if inherited else None,
            "mandatory": inherited,
            "deadline": local_time(PUBLISHED) if inherited else None,
            "published": local_time(PUBLISHED) if full else None,
            "credit": "Phường Bến Tắm" if inherited else "",
            "source_url": f"{origin.url}/thong-bao/mot-trang/",
            "path": "/thong-bao/mot-trang/",
            "table_files": table_files(given.get("body", ""), "thong-ke"),
        }

    def entries(self, page_type: str, count: int = 4) -> list[Entry]:
        """Lines of a list, own and inherited by turns."""
        titles = [*CONTENT["titles"].get(page_type, []), *CONTENT["titles"]["notice"]]
        return [self._entry(page_type, number, titles[number % len(titles)]) for number in range(count)]

    def _entry(self, page_type: str, number: int, title: str) -> Entry:
        return Entry(
            url=f"/{self.sections[0].key}/trang-{number}/",
            title=title,
            summary=CONTENT["summary"] if number % 3 != 2 else "",
            date=local_time(PUBLISHED) if number % 4 != 3 else None,
            type=page_type,
            type_label=TYPE_LABELS[page_type],
            number=f"{number + 18}/2025/QĐ-UBND" if page_type == "legal_document" else "",
            kind="Quyết định" if page_type == "legal_document" else "",
            authority=committee(self.unit.full_name, full=True) if page_type == "legal_document" else "",
            domain=("Hộ tịch", "Đất đai", "")[number % 3] if page_type == "procedure" else "",
            origin_name=self.parents[-1].full_name if number % 2 and self.parents else "",
            mandatory=number == 1,
            pinned=number == 0,
            thumbnail=self.files[0] if page_type in {"article", "gallery"} and number < 3 else None,
        )

    def listing(self, page_type: str, count: int = 4, number: int = 1, pages: int = 1) -> dict[str, Any]:
        """The context of page ``number`` of ``pages`` of a section, with ``count`` entries on it."""
        place = next(place for place, spec in enumerate(self.specs) if page_type in spec.types)
        section = self.sections[place]
        return {
            "section": section,
            "heading": section.title,
            "narrowed": "",
            "facets": self.narrowing() if number == 1 else (),
            "offices": self.offices() if page_type == "organisation" else (),
            "unit_name": self.unit.full_name,
            "weeks": (),
            "assets": self.assets,
            "entries": self.entries(page_type, count),
            "page_number": number,
            "page_count": pages,
            "previous_url": section.url if number > 1 else None,
            "next_url": f"{section.url}trang/{number + 1}/" if number < pages else None,
            "feed_url": f"{section.url}feed.xml",
            **(self.weeks() if page_type == "schedule" and number == 1 else {}),
        }

    def narrowing(self) -> list[tuple[str, list[Link]]]:
        """Links to narrow a list by, one with a long name."""
        url = "/van-ban/"
        years = [Link(f"Năm {year}", f"{url}nam/{year}/", 3 * year - 6069) for year in (2025, 2024, 2023)]
        kinds = ("Công văn", "Kế hoạch", "Quyết định", "Thông báo kết luận hội nghị giao ban công tác tháng")
        links = [Link(kind, f"{url}loai/{place}/", 7 * place + 1) for place, kind in enumerate(kinds)]
        return [("Theo năm", years), ("Theo loại văn bản", links)]

    def weeks(self) -> dict[str, Any]:
        """The week of the sample schedule, as a section's front shows it."""
        page = self.document("schedule")["page"]
        week = Week(page.title, "/lich-lam-viec/tuan-2/", week_days(page.events, page.week))
        site = self.unit.url.removeprefix("http")
        calendar = f"/lich-lam-viec/{CALENDAR}"
        return {"weeks": [week], "calendar_url": calendar, "subscribe_url": f"webcal{site}{calendar}"}

    def offices(self) -> list[Office]:
        """Two offices, of one of which nothing is known but its name and one person's."""
        given = CONTENT["pages"]["organisation"]
        people = tuple(Person(**person) for person in given["people"])
        silent = (Person("Nguyễn Thị Tuyết", "Văn thư", "", ""),)
        return [
            Office(given["title"], "/to-chuc/a/", given["address"], given["phone"], given["email"], people),
            Office("Các phòng chuyên môn", "/to-chuc/b/", "", "", "", silent),
        ]

    def home(
        self, groups: dict[str, list[Entry]], leads: Sequence[Entry] = (), *, empty: bool = False
    ) -> dict[str, Any]:
        """The context of the home page, with ``groups`` by section; ``empty`` says that sections are."""
        shown = [section for section in self.sections if section.home]
        return self.site_context | {
            **below(self.children),
            "leads": list(leads),
            "groups": [Group(section, groups.get(section.key, []), empty) for section in shown],
        }

    def full_home(self) -> dict[str, Any]:
        """The context of a home page with something in every section."""
        groups = {spec.key: self.entries(spec.types[0], spec.home) for spec in self.specs}
        return self.home(groups, self.entries("notice", 2))


def _loader(tier: str) -> ChoiceLoader:
    # As Pelican looks templates up: the tier's, the base's, and the base's by prefix.
    base = FileSystemLoader(THEMES / BASE / "templates")
    own = FileSystemLoader(THEMES / tier / "templates")
    gallery = FileSystemLoader([GALLERY / "templates", GALLERY])
    return ChoiceLoader([own, base, PrefixLoader({"!theme": base, "gallery": gallery})])


def _section(spec: SectionSpec) -> LinkedSection:
    shown = {name: getattr(spec, name) for name in ("key", "title", "intro", "legal_basis", "home")}
    return LinkedSection(**shown, url=f"/{spec.key}/")


def _value(kind: FieldKind, given: Any) -> Any:
    if not given:
        return _EMPTY[kind]
    if kind == "html":
        return Markup(given)  # noqa: S704 - the project's own sample text
    return date.fromisoformat(given) if kind == "date" else given
