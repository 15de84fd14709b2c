"""What search engines are told of a page: types and properties that schema.org has, in the order they say."""

from collections.abc import Iterator
from typing import Any, Final

_THING: Final = frozenset({"name", "description", "url", "image", "identifier"})
_WORK: Final = _THING | {
    *("headline", "inLanguage", "publisher", "datePublished", "dateModified", "author", "expires")
}
_PAGE: Final = _WORK | {"mainEntity", "about"}
_ORGANISATION: Final = _THING | {"address", "telephone", "email", "employee", "logo", "parentOrganization"}
VOCABULARY: Final[dict[str, frozenset[str]]] = {
    "AboutPage": _PAGE,
    "AdministrativeArea": _THING,
    "Answer": _WORK | {"text"},
    "BreadcrumbList": frozenset({"itemListElement"}),
    "EntryPoint": frozenset({"urlTemplate"}),
    "Event": _THING | {"startDate", "endDate", "location", "organizer"},
    "GovernmentOrganization": _ORGANISATION,
    "GovernmentService": _THING | {"provider", "areaServed", "availableChannel", "serviceType"},
    "ImageGallery": _PAGE,
    "Legislation": _WORK
    | {"legislationIdentifier", "legislationType", "legislationDate", "legislationPassedBy"}
    | {"temporalCoverage"},
    "ListItem": frozenset({"position", "name", "item"}),
    "NewsArticle": _WORK,
    "Person": _THING | {"jobTitle", "telephone", "email"},
    "Place": _THING | {"address"},
    "QAPage": _PAGE,
    "Question": _WORK | {"text", "answerCount", "acceptedAnswer"},
    "SearchAction": frozenset({"target", "query-input"}),
    "ServiceChannel": _THING | {"serviceUrl", "serviceLocation"},
    "SpecialAnnouncement": _WORK | {"datePosted"},
    "WebPage": _PAGE,
    "WebSite": _PAGE | {"potentialAction"},
}
"""Properties that schema.org (version 29) gives each type, its parents' among them: those that we use."""
_KEYWORDS: Final = frozenset({"@type", "@id", "@context", "@graph"})


def judge(value: Any) -> Iterator[str]:
    """What schema.org would not take in ``value``, however deep."""
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            yield from _judge_record(one)
            left += one.values()
        elif isinstance(one, list):
            left += one


def _judge_record(record: dict[str, Any]) -> Iterator[str]:
    kind = record.get("@type")
    if kind is None:
        # It says more of what another record is, or holds records.
        if "@id" not in record and "@graph" not in record:
            yield f"a record with {', '.join(record) or 'nothing'} in the structured data has no type"
        known = _THING
    elif isinstance(kind, str) and kind in VOCABULARY:
        known = VOCABULARY[kind]
    else:
        yield f"the structured data has the unknown type {kind!r}"
        return
    for name in record.keys() - known - _KEYWORDS:
        yield f"the structured data gives {kind or 'a reference'} the unknown property {name!r}"
    if kind == "BreadcrumbList":
        yield from _judge_order(record.get("itemListElement"))


def _judge_order(items: Any) -> Iterator[str]:
    """The steps of a way are counted from one on, or a search engine does not show it."""
    steps = items if isinstance(items, list) else [items]
    places = [step.get("position") if isinstance(step, dict) else None for step in steps]
    if places != list(range(1, len(steps) + 1)):
        yield f"the positions in the structured data are {places}"
