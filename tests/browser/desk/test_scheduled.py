"""A page is planned in its editor: it comes to the sites at its hour and goes at its other, by itself."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.publishing import worker
from cms.publishing.models import Change
from cms.publishing.sweep import MOMENTS, sweep

pytestmark = pytest.mark.browser
CALENDAR = ".xdsoft_datetimepicker"
SLOT = "/thong-bao/nghi-le/"


@pytest.fixture
def strike(sites, one_at_a_time, monkeypatch):
    """``strike(moment)``: it is that hour, and the worker does what is due."""
    now = timezone.now

    def strike(moment: datetime) -> None:
        ahead = moment - now()
        with one_at_a_time, monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: now() + ahead)
            clock.setattr(worker, "Engine", partial(worker.Engine, clock=timezone.now))
            sweep(moment)
            sites.drain()

    return strike


def typed(moment: datetime) -> str:
    """As an editor types it."""
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")


def plan(editor, goes_live, expires):
    editor.click("[data-side-panel-toggle=status]")
    editor.click("button:has-text('Đặt lịch'):visible")
    for field, moment in (("#id_go_live_at", goes_live), ("#id_expire_at", expires)):
        editor.click(field)
        editor.wait_for_selector(f"{CALENDAR}:visible")
        editor.fill(field, typed(moment))
        editor.click("#title-schedule-publishing-dialog")
        editor.wait_for_selector(f"{CALENDAR}:visible", state="detached")
    editor.click("button:has-text('Lưu lịch đăng')")
    editor.wait_for_selector(".messages .success")


def test_a_planned_page_comes_and_goes_at_its_hours(desk, province, strike, site, drain):
    today = timezone.now().replace(second=0, microsecond=0)
    goes_live, expires = today + timedelta(days=1), today + timedelta(days=3)
    editor = desk("approver", "D")
    editor.goto(reverse("wagtailadmin_pages:add", args=["pages", "noticepage", province.section("D").pk]))
    editor.fill("#id_title", "Nghỉ lễ")
    editor.press("#id_title", "Tab")
    editor.wait_for_function("document.querySelector('#id_slug').value !== ''")
    editor.get_by_role("tab", name="Chia sẻ").click()
    editor.check("[name=reach][value=all]")
    plan(editor, goes_live, expires)
    editor.click("button[name=action-publish]")
    editor.wait_for_url(f"**/pages/{province.section('D').pk}/")
    assert "Đã hẹn giờ đăng" in editor.inner_text(".messages")

    drain()
    strike(goes_live - timedelta(minutes=1))
    assert [site(letter, SLOT) for letter in "DC"] == [None, None]
    strike(goes_live + MOMENTS)
    strike(goes_live + 2 * MOMENTS)
    for letter in "DC":
        assert "Nghỉ lễ" in site(letter, SLOT)
        assert "Nghỉ lễ" in site(letter, "/thong-bao/")
    (change,) = Change.objects.filter(kind=Change.Kind.PAGE, what__new__title="Nghỉ lễ")
    assert change.lines.count() == 3

    strike(expires + MOMENTS)
    for letter in "DC":
        assert site(letter, SLOT) is None
        assert "Nghỉ lễ" not in site(letter, "/thong-bao/")
    assert editor.faults == []
