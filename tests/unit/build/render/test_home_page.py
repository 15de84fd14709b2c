"""Which pages the home page leads with, and that none stands there twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from build.render.home_page import AS_NEWS, LEADS, home_page, urgent_first, without
from build.render.records import Entry


def _entry(title: str) -> Entry:
    return Entry(
        url=f"/{title}/",
        title=title,
        summary="",
        date=None,
        type="article",
        type_label="",
        number="",
        domain="",
        origin_name="",
        mandatory=False,
        pinned=False,
        thumbnail=None,
    )


def test_what_is_urgent_comes_first_and_of_that_the_newest() -> None:
    aware, naive = datetime(2025, 2, 14, 8, tzinfo=UTC), datetime(2025, 3, 1)
    given_order = [
        ("news", None, False, False),
        ("pinned, old", aware, False, True),
        ("mandatory, no date", None, True, False),
        ("mandatory, old", aware, True, False),
        ("pinned", naive, False, True),
        ("mandatory", naive, True, False),
    ]
    entries = [
        replace(_entry(title), date=moment, mandatory=mandatory, pinned=pinned)
        for title, moment, mandatory, pinned in given_order
    ]
    assert [entry.title for entry in urgent_first(entries)] == [
        "mandatory",
        "mandatory, old",
        "mandatory, no date",
        "pinned",
        "pinned, old",
        "news",
    ]


def test_pages_that_were_shown_already_are_told_by_their_address() -> None:
    first, second = replace(_entry("a"), url="/a/"), replace(_entry("a"), url="/b/")
    assert without([first, second], [replace(first, title="c")]) == [second]


def test_a_section_fills_up_with_what_is_not_a_lead() -> None:
    pages = [replace(_entry(f"p{number}"), pinned=number < 6) for number in range(9)]
    news, empty = SimpleNamespace(key="tin-tuc", home=3), SimpleNamespace(key="hoi-dap", home=3)
    hidden = SimpleNamespace(key="gop-y", home=0)
    leads, groups = home_page([news, empty, hidden], {"tin-tuc": pages})
    assert len(leads) == LEADS
    assert not {entry.title for entry in leads} & {entry.title for entry in groups[0].entries}
    assert [(len(group.entries), group.empty) for group in groups] == [(3, False), (0, True)]


def test_a_section_whose_pages_all_lead_is_not_called_empty() -> None:
    _, (group,) = home_page(
        [SimpleNamespace(key="tin-tuc", home=3)], {"tin-tuc": [replace(_entry("a"), mandatory=True)]}
    )
    assert group == (group.section, [], False)


def test_what_is_over_or_only_pinned_in_its_section_does_not_lead() -> None:
    newest = datetime(2026, 11, 20, 8, tzinfo=UTC)
    long_ago = newest - AS_NEWS - timedelta(days=1)
    important = replace(_entry(""), mandatory=True, date=long_ago)
    law = replace(important, type="legal_document")
    given = {
        "today": replace(_entry("today"), date=newest),
        "storm of long ago": replace(important, type="notice"),
        "law with an end to come": replace(law, ends_on=date(2026, 11, 21)),
        "law that has ended": replace(law, ends_on=date(2026, 11, 20), pinned=True),
        "storm": replace(important, type="notice", date=newest - AS_NEWS),
        "office": replace(important, type="organisation", mandatory=False, pinned=True),
        "old but pinned": replace(important, type="notice", mandatory=False, pinned=True),
    }
    pages = [replace(entry, title=title, url=f"/{title}/") for title, entry in given.items()]
    news = SimpleNamespace(key="tin-tuc", home=9)
    leads, (group,) = home_page([news], {"tin-tuc": pages})
    assert [entry.title for entry in leads] == ["storm", "law with an end to come", "old but pinned"]
    assert [entry.title for entry in group.entries] == [
        "today",
        "storm of long ago",
        "law that has ended",
        "office",
    ]


def test_what_the_banner_announces_is_not_said_again() -> None:
    pages = [replace(_entry(f"p{number}"), mandatory=number < 2) for number in range(4)]
    news = SimpleNamespace(key="tin-tuc", home=3)
    leads, (group,) = home_page([news], {"tin-tuc": pages}, announced=pages[1:3])
    assert [entry.title for entry in leads] == ["p0"]
    assert [entry.title for entry in group.entries] == ["p3"]
