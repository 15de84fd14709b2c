"""Values as lines may have them."""

from datetime import UTC, datetime

import pytest

from build.snapshot.page_types import PAGE_TYPES
from cms.exchange.parse_page import EVERY_FIELD
from cms.exchange.shapes import Keys, ShapeError, field_value, moment


@pytest.mark.parametrize(
    "value", ["2024-10-10T08:00:00+07:00", "2024-10-10T01:00:00Z", "2024-10-09T20:00:00-05:00"]
)
def test_moments_compare_as_instants(value):
    assert moment(value) == datetime(2024, 10, 10, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["2024-10-10", "2024-10-10T08:00", "", 20241010, "9999-12-31T23:59:59-14:00"]
)
def test_moments_without_a_zone_or_a_day_are_refused(value):
    with pytest.raises(ShapeError):
        moment(value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("line", None, ""),
        ("text", "a\n\nb", "a\n\nb"),
        ("html", "<p>a</p><style>b</style>", "<p>a</p>"),
        ("date", "2025-03-01", "2025-03-01"),
        ("date", None, None),
        ("people", None, []),
        ("people", [{"name": "A"}], [{"name": "A", "post": "", "phone": "", "email": ""}]),
    ],
)
def test_a_fields_value_is_taken_in_the_shape_of_its_kind(kind, value, expected):
    assert field_value("field", kind, value) == expected


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("place", "line", "a\nb"),
        ("place", "line", "x" * 1001),
        ("place", "line", ["a"]),
        ("title", "line", None),
        ("issued_on", "date", "2025-02-30"),
        ("issued_on", "date", 2025),
        ("events", "events", "A"),
        ("events", "events", [{"day": "1", "what": "Họp"}]),
        ("events", "events", [{"day": 1, "what": "Họp", "hall": "A"}]),
        ("events", "events", [{"day": 1, "what": "Họp", "start": "10:00", "end": "09:00"}]),
        ("people", "people", "A"),
        ("people", "people", ["A"]),
        ("people", "people", [{"post": "chief"}]),
        ("people", "people", [{"name": "A", "age": 3}]),
        ("people", "people", [{"name": 3}]),
        ("summary", "text", "\x00"),
    ],
)
def test_a_value_of_another_shape_is_refused(name, kind, value):
    with pytest.raises(ShapeError):
        field_value(name, kind, value)


def test_titles_may_be_longer_than_other_lines():
    assert field_value("title", "line", "x" * 3000) == "x" * 3000


def test_a_fields_name_means_one_kind_on_every_type():
    for fields in PAGE_TYPES.values():
        for name, kind in fields.items():
            assert EVERY_FIELD[name] == kind


def test_keys_that_nobody_took_are_refused_and_named_in_full():
    wrong = []
    keys = Keys({"a": 1, "inner": {"b": 2}}, wrong)
    inner = keys.object("inner")
    inner.done()
    keys.done()
    assert wrong == ["inner.b is not a key that is known here", "a is not a key that is known here"]
