"""The database sorts as the Vietnamese alphabet does, whichever it is."""

from django.contrib.auth import get_user_model

from cms.units.collation import in_vietnamese_order, vietnamese_order

NAMES = [
    "Ăn",
    "Đức",
    "Dung",
    "Ạnh",
    "Ánh",
    "Ân",
    "An",
    "Ôn",
    "Zung",
    "Ơn",
    "On",
    "Lý Anh",
    "Ly Bình",
    "êm",
    "Em 2",
]


def test_rows_are_sorted_as_in_python(db):
    people = get_user_model().objects
    people.bulk_create(
        people.model(username=str(number), first_name=name) for number, name in enumerate(NAMES)
    )
    found = people.order_by(in_vietnamese_order("first_name")).values_list("first_name", flat=True)
    assert list(found) == sorted(NAMES, key=vietnamese_order)
