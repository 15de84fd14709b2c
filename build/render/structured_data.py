"""What search engines read in a page: schema.org's records of the unit, the site, the page, the way to it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from build.render.filters import committee, excerpt
from build.render.records import LinkedUnit, Site
from build.render.schedules import schedules
from build.render.views import ShownPage
from build.render.weeks import in_order

Record = dict[str, Any]
NATIONAL_PORTAL: Final = "https://dichvucong.gov.vn/"
"""Where every procedure can be begun online, whichever unit it belongs to."""


def organisation(site: Site) -> Record:
    """The unit, with all those above it as its parents."""
    data = _organisation(site.unit) | _filled(
        address=site.unit.address, telephone=site.unit.phone, email=site.unit.email, **_look(site)
    )
    inner = data
    for above in site.parents:
        inner["parentOrganization"] = inner = _organisation(above)
    return data


def _look(site: Site) -> Record:
    look = site.snapshot.look
    shown = (("logo", look.emblem), ("image", look.photograph))
    return {name: f"{site.unit.url}/{file.asset}" for name, file in shown if file}


def _organisation(unit: LinkedUnit) -> Record:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{unit.url}/#unit",
        "name": committee(unit.full_name, full=True),
        "url": f"{unit.url}/",
        "identifier": unit.code,
    }


def website(site: Site) -> Record:
    """The site and its search."""
    search = f"{site.unit.url}/tim-kiem/?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{site.unit.url}/#site",
        "name": site.unit.full_name,
        "url": f"{site.unit.url}/",
        "inLanguage": "vi",
        "publisher": {"@id": f"{site.unit.url}/#unit"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def page(shown: ShownPage, summary: str) -> Record:
    """The page as what it is about."""
    name, details = _TYPES[shown.document.type]
    return {
        "@type": name,
        "name": shown.title,
        "description": summary,
        "url": shown.canonical_url,
        **details(shown),
    }


def way(shown: ShownPage) -> Record:
    """The breadcrumbs, from the province down."""
    site, section = shown.site, shown.section
    above = [(unit.full_name, f"{unit.url}/") for unit in reversed(site.parents)]
    own = [(site.unit.full_name, "/"), (section.title, section.url), (shown.title, shown.path)]
    return breadcrumbs([*above, *((name, site.unit.url + path) for name, path in own)])


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Record:
    """A way of names and addresses."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, 1)
        ],
    }


def _work(shown: ShownPage) -> Record:
    """What every text has."""
    publisher = {"@id": f"{shown.origin.url}/#unit", "name": shown.origin.full_name}
    dates = _filled(datePublished=shown.shown.published_at, dateModified=shown.shown.modified_at)
    return {"headline": shown.title[:110], "inLanguage": "vi", "publisher": publisher, **dates}


def _article(shown: ShownPage) -> Record:
    author = shown.value("author")
    written = {"author": {"@type": "Person", "name": author}} if author else {}
    return {**_work(shown), **_images(shown), **written}


def _notice(shown: ShownPage) -> Record:
    return {**_work(shown), **_filled(datePosted=shown.shown.published_at, expires=shown.shown.deadline)}


def _gallery(shown: ShownPage) -> Record:
    return {**_work(shown), **_images(shown)}


def _images(shown: ShownPage) -> Record:
    site = shown.site.unit.url
    return _filled(image=[f"{site}/{file.asset}" for file in shown.document.files if file.width])


def _document(shown: ShownPage) -> Record:
    authority = shown.value("authority")
    passed = {"@type": "GovernmentOrganization", "name": authority} if authority else {}
    return {
        **_work(shown),
        **_filled(
            legislationIdentifier=shown.value("number"),
            legislationType=shown.value("document_kind"),
            legislationDate=shown.value("issued_on"),
            legislationPassedBy=passed,
            temporalCoverage=_in_force(shown.value("effective_on"), shown.value("ends_on")),
        ),
    }


def _in_force(begins: str | None, ends: str | None) -> str:
    """The days as ISO 8601 and schema.org write a span, the last one counted; empty where no day is known.

    ``ends`` is the first day on which the document is in force no more.
    """
    last = date.fromordinal(max(1, date.fromisoformat(ends).toordinal() - 1)).isoformat() if ends else ".."
    return f"{begins or '..'}/{last}" if begins or ends else ""


def _procedure(shown: ShownPage) -> Record:
    unit, code = shown.site.unit, shown.value("code")
    place = {"@type": "Place", "name": f"Bộ phận một cửa {unit.in_sentence}"} | _filled(address=unit.address)
    channel = {"@type": "ServiceChannel", "serviceUrl": NATIONAL_PORTAL, "serviceLocation": place}
    return {
        "provider": {"@id": f"{unit.url}/#unit", "name": unit.full_name},
        "areaServed": {"@type": "AdministrativeArea", "name": unit.full_name},
        "availableChannel": channel,
        **_filled(identifier=code, serviceType=shown.value("domain")),
    }


def _organisation_page(shown: ShownPage) -> Record:
    contact = _filled(
        address=shown.value("address"), telephone=shown.value("phone"), email=shown.value("email")
    )
    people = [
        {"@type": "Person", "name": person["name"]}
        | _filled(jobTitle=person["post"], telephone=person["phone"], email=person["email"])
        for person in shown.value("people")
        if person["name"]
    ]
    about = {"@type": "GovernmentOrganization", "name": shown.title, **contact, **_filled(employee=people)}
    return {**_work(shown), "mainEntity": about}


def _question(shown: ShownPage) -> Record:
    said = excerpt(shown.body_text(), 2000)
    day = _filled(datePublished=shown.value("answered_on"))
    answer = {"@type": "Answer", "text": said} | day if said else {}
    asked = {"@type": "Question", "name": shown.title, "answerCount": int(bool(said))} | _filled(
        text=excerpt(shown.text("question"), 2000),
        datePublished=shown.value("asked_on"),
        acceptedAnswer=answer,
    )
    return {**_work(shown), "mainEntity": asked}


def _schedule(shown: ShownPage) -> Record:
    """Events that say where they are: schema.org's readers take no others."""
    events = [
        _event(shown, monday, event)
        for monday, page in schedules([shown])
        for event in in_order(page.events())
        if event["place"]
    ]
    return {**_work(shown), **_filled(about=events)}


def _event(shown: ShownPage, monday: date, event: Mapping[str, Any]) -> Record:
    day = (monday + timedelta(days=event["day"] - 1)).isoformat()
    start, end = (f"{day}T{time}:00+07:00" if time else "" for time in (event["start"], event["end"]))
    return {
        "@type": "Event",
        "name": event["what"],
        "startDate": start or day,
        "location": {"@type": "Place", "name": event["place"]},
        "organizer": {"@id": f"{shown.origin.url}/#unit", "name": shown.origin.full_name},
        **_filled(endDate=end),
    }


_TYPES: Final[dict[str, tuple[str, Callable[[ShownPage], Record]]]] = {
    "article": ("NewsArticle", _article),
    "notice": ("SpecialAnnouncement", _notice),
    "legal_document": ("Legislation", _document),
    "procedure": ("GovernmentService", _procedure),
    "information": ("WebPage", _work),
    "organisation": ("AboutPage", _organisation_page),
    "question": ("QAPage", _question),
    "gallery": ("ImageGallery", _gallery),
    "schedule": ("WebPage", _schedule),
}


def _filled(**values: Any) -> Record:
    return {name: value for name, value in values.items() if value}
