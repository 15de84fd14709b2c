"""The editor saves by itself: whoever presses a button meanwhile loses nothing, and makes no second page."""

from itertools import count

import pytest
from django.urls import reverse

from cms.pages.models import NoticePage

pytestmark = pytest.mark.browser

WATCHES = """() => Boolean(window.wagtail.app.getControllerForElementAndIdentifier(
    document.querySelector("[data-edit-form]"), "w-unsaved").initialFormData)"""
HOLD = """window.held = []; const now = setTimeout;
window.setTimeout = (act, ms, ...rest) => (ms === 2000 ? held.push(act) : now(act, ms, ...rest))"""
"""Two seconds after a form was opened, Wagtail begins to watch it: not before ``held`` is called."""
TITLE = "Lịch cắt điện"


def saves(request):
    """Whether the browser saves by itself."""
    return request.method == "POST" and request.headers.get("accept") == "application/json"


def saved(times=1):
    """What is waited for until the desk has saved that often."""
    before = count(1)
    return lambda answer: saves(answer.request) and next(before) == times


def type_on(writer, text):
    """Types at the end of the title, as a hand does."""
    writer.press("#id_title", "End")
    writer.keyboard.type(text)


def draft_title(page):
    page.refresh_from_db()
    return page.get_latest_revision_as_object().title


@pytest.mark.parametrize(("role", "button"), [("approver", "action-publish"), ("author", "action-submit")])
def test_a_new_page_is_sent_while_it_saves_itself_for_the_first_time(
    desk, province, one_at_a_time, role, button
):
    writer = desk(role, "C")
    writer.goto(reverse("wagtailadmin_pages:add", args=["pages", "noticepage", province.section("C").pk]))
    writer.wait_for_function(WATCHES)
    with one_at_a_time:
        with writer.expect_request(saves):
            writer.fill("#id_title", TITLE)
            writer.press("#id_title", "Tab")
        writer.fill("#id_title", f"{TITLE} ngày 20/11")
        writer.eval_on_selector(f"button[name={button}]", "button => button.click()")
    writer.wait_for_selector(".messages .success")
    page = NoticePage.objects.child_of(province.section("C")).get()
    assert page.get_latest_revision_as_object().title == f"{TITLE} ngày 20/11"
    assert page.live == (button == "action-publish")
    assert bool(page.current_workflow_state) == (button == "action-submit")
    assert writer.faults == []


def test_opening_a_page_saves_nothing(desk, province):
    page = province.write("C", TITLE, "cat-dien")
    writer = desk("author", "C")
    sent = []
    writer.on("request", lambda request: sent.append(request) if saves(request) else None)
    writer.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    writer.click("#id_title")
    writer.wait_for_function(WATCHES)
    with writer.expect_response(saved()):
        type_on(writer, " mới")
    assert len(sent) == 1
    assert writer.faults == []


def test_what_is_typed_before_the_desk_watches_is_saved_and_previewed(desk, province):
    page = province.write("C", TITLE, "cat-dien")
    writer = desk("author", "C", told=HOLD)
    writer.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    writer.click("button[aria-label='Hiện hoặc ẩn bản xem trước']")
    shown = writer.frame_locator("#w-preview-iframe")
    shown.locator("h1").wait_for()
    type_on(writer, " mới")
    with writer.expect_response(saved()):
        writer.evaluate("held.forEach((act) => act())")
    shown.locator(f"h1:has-text('{TITLE} mới')").wait_for()
    assert draft_title(page) == f"{TITLE} mới"
    assert writer.faults == []


def test_what_is_typed_while_the_desk_saves_is_saved_too(desk, province, one_at_a_time):
    page = province.write("C", TITLE, "cat-dien")
    writer = desk("author", "C")
    writer.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    writer.wait_for_function(WATCHES)
    with writer.expect_response(saved(times=2)), one_at_a_time:
        with writer.expect_request(saves):
            type_on(writer, " mới")
        type_on(writer, " nhất")
    assert draft_title(page) == f"{TITLE} mới nhất"
    assert writer.faults == []
