"""Dates and numbers as Vietnamese readers write them."""

from datetime import UTC, date, datetime

import pytest
from django.forms import DateField, DateTimeField
from django.template import Context, Template
from django.utils.formats import get_format
from django.utils.translation import override

SHOWN = [
    ("{{ day }}", "05/03/2026"),
    ('{{ day|date:"SHORT_DATE_FORMAT" }}', "05/03/2026"),
    ("{{ moment }}", "14:30 05/03/2026"),
    ('{{ day|date:"YEAR_MONTH_FORMAT" }}', "tháng 3/2026"),
    ("{{ share }}", "1234,5"),
    ('{{ share|floatformat:"1g" }}', "1.234,5"),
    ("{{ size|filesizeformat }}", "1,5 MB"),
]


@pytest.mark.parametrize(("template", "text"), SHOWN)
def test_shown(template, text):
    values = {
        "day": date(2026, 3, 5),
        "moment": datetime(2026, 3, 5, 7, 30, tzinfo=UTC),
        "share": 1234.5,
        "size": 1024 * 1536,
    }
    with override("vi"):
        assert Template(template).render(Context(values)).replace("\xa0", " ") == text


@pytest.mark.parametrize("typed", ["05/03/2026", "5/3/2026", "2026-03-05"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_is_read_as_it_is_shown(typed, language):
    with override(language):
        assert DateField().clean(typed) == date(2026, 3, 5)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_moment_is_read_as_it_is_shown(language):
    with override(language):
        read = DateTimeField().clean("05/03/2026 14:30")
    assert read.astimezone(UTC) == datetime(2026, 3, 5, 7, 30, tzinfo=UTC)


def test_the_week_begins_on_monday():
    with override("vi"):
        assert get_format("FIRST_DAY_OF_WEEK") == 1
