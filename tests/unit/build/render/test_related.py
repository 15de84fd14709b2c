"""A page leads on to others like it, and a new page changes few of them."""

from dataclasses import replace
from datetime import datetime

from build.render.records import Entry
from build.render.related import SHOWN, related

NEWS = Entry(
    url="/tin-tuc/a/",
    title="Tin",
    summary="",
    date=datetime(2025, 3, 1),
    type="article",
    type_label="Tin bài",
    number="",
    domain="",
    origin_name="",
    mandatory=False,
    pinned=False,
    thumbnail=None,
)


def _news(days):
    return [replace(NEWS, url=f"/tin-tuc/{day}/", date=datetime(2025, 3, day)) for day in days]


def _procedures(titles, domain="Hộ tịch"):
    return [
        replace(NEWS, url=f"/thu-tuc/{title}/", title=title, type="procedure", domain=domain)
        for title in titles
    ]


def _changed(before, after):
    return {url for url, pages in related(before).items() if related(after)[url] != pages}


def test_news_leads_to_the_next_older():
    found = related(_news([1, 2, 3, 4, 5]))
    assert [page.url for page in found["/tin-tuc/5/"]] == ["/tin-tuc/4/", "/tin-tuc/3/", "/tin-tuc/2/"]
    assert found["/tin-tuc/1/"] == ()


def test_a_new_piece_of_news_changes_no_other_page():
    assert _changed(_news(range(1, 9)), _news(range(1, 10))) == set()


def test_procedures_lead_around_their_field_and_to_no_other():
    pages = [*_procedures("abcde"), *_procedures("xy", domain="Đất đai")]
    found = related(pages)
    assert [page.title for page in found["/thu-tuc/d/"]] == ["e", "a", "b"]
    assert [page.title for page in found["/thu-tuc/x/"]] == ["y"]


def test_a_new_procedure_changes_those_alone_that_name_it():
    assert len(_changed(_procedures("abcdefgh"), _procedures("abcdefghi"))) == SHOWN


def test_no_page_leads_to_itself_and_none_to_the_same_twice():
    for count in range(1, 7):
        for url, pages in related(_procedures("abcdef"[:count])).items():
            urls = [page.url for page in pages]
            assert url not in urls
            assert len(urls) == len(set(urls)) == min(SHOWN, count - 1)


def test_pages_without_a_day_come_last():
    found = related([*_news([1, 2]), replace(NEWS, url="/tin-tuc/khi-nao/", date=None)])
    assert found["/tin-tuc/khi-nao/"] == ()
    assert found["/tin-tuc/1/"][0].url == "/tin-tuc/khi-nao/"
