"""What the dashboard says of pages that could not go live when they should have."""

import pytest
from django.utils import timezone

from cms.publishing.models import Overdue

HEADING = "Hẹn giờ chưa thực hiện được"


@pytest.fixture
def overdue(land):
    page = land.write("C", "hen")
    return Overdue.objects.create(page=page, since=timezone.now(), reason="Đường dẫn đã có trang khác dùng.")


@pytest.mark.parametrize("role", ["author", "approver"])
def test_the_units_people_see_the_page_and_why(overdue, desk, role):
    screen = desk(role, "C").get("/quan-tri/").content.decode()
    assert HEADING in screen
    assert "Tiêu đề hen" in screen
    assert overdue.reason in screen


def test_nobody_else_does_and_nothing_is_said_while_all_goes_as_planned(overdue, desk):
    assert overdue.reason not in desk("approver", "E").get("/quan-tri/").content.decode()
    overdue.delete()
    assert HEADING not in desk("approver", "C").get("/quan-tri/").content.decode()
