"""An emergency: announced by a short form, above every page within moments, and gone when it ends."""

import json
import socket
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.publishing.models import Watched
from cms.publishing.sweep import sweep
from cms.publishing.urgent import SETTLES_AFTER
from cms.sharing.models import LivePage
from tests.samples.served import serving
from tests.samples.windows import come_to_rest

pytestmark = pytest.mark.browser
BANNER = 'class="urgent"'
ORDINARY = "/thong-bao/cua-tinh/"


@pytest.fixture
def served(sites):
    """``served(unit, path)`` is where a page of the deployed sites is read."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with serving(listener, sites.folder / "sites"):
            yield lambda letter, path: f"http://{sites.land[letter].hostname}:{port}{path}"


def announce(page, title):
    page.goto("/quan-tri/")
    page.click("a:text-is('Khẩn cấp')")
    page.fill("[name=title]", title)
    page.fill("[name=text]", "Sơ tán ngay đến trường học gần nhất. Gọi 114 khi cần.")
    page.click("button:has-text('Đăng ngay')")
    page.wait_for_selector("text=Biên nhận xuất bản")


def settle():
    """What the worker does once a minute has passed."""
    notice = LivePage.objects.exclude(urgent_since=None).get()
    began = timezone.now() - SETTLES_AFTER
    LivePage.objects.filter(pk=notice.pk).update(urgent_since=began)
    for name in ("moments", "steps", "whole"):
        Watched.objects.update_or_create(
            name=name, defaults={"at": began + SETTLES_AFTER - timedelta(seconds=30)}
        )
    sweep(began + SETTLES_AFTER)


def fragment(sites, letter):
    folder = sites.folder / "sites" / sites.land[letter].hostname
    return json.loads((folder / "_khan-cap.json").read_text())["html"]


def test_an_urgent_notice_reaches_every_page_and_goes_again(served, desk, browser, sites, site):
    sites.drain()
    approver = desk("approver", "D")
    announce(approver, "Vỡ đê tả ngạn")
    sites.drain()
    for letter in "DCE":
        assert BANNER in site(letter, "/")
        assert BANNER in site(letter, "/thong-bao/")
        assert "Vỡ đê tả ngạn" in fragment(sites, letter)
        assert BANNER not in site(letter, ORDINARY)
    assert BANNER not in site("P", "/")
    assert fragment(sites, "F") == ""

    # A citizen on an ordinary page reads it at once all the same.
    citizen = browser.new_page()
    citizen.goto(served("C", ORDINARY))
    citizen.wait_for_selector("#khan-cap >> text=Vỡ đê tả ngạn")
    citizen.click("#khan-cap a")
    citizen.wait_for_selector("h1:has-text('Vỡ đê tả ngạn')")
    assert citizen.query_selector("#khan-cap aside") is None

    # The approver's receipt asks on meanwhile.
    with sites.one_at_a_time:
        settle()
    sites.drain()
    for letter in "DCE":
        assert BANNER in site(letter, ORDINARY)

    approver.goto("/quan-tri/")
    approver.click("a:has-text('Kết thúc ngay')")
    approver.click("button:has-text('Kết thúc ngay')")
    approver.wait_for_selector(".messages .success")
    sites.drain()
    for letter in "DCE":
        assert fragment(sites, letter) == ""
        for path in ("/", "/thong-bao/", ORDINARY):
            assert BANNER not in site(letter, path)
    citizen.goto(served("C", ORDINARY))
    come_to_rest(citizen)
    assert citizen.query_selector("#khan-cap aside") is None
    assert approver.faults == []


def test_without_scripts_a_citizen_reads_it_on_the_home_page(served, desk, browser, drain):
    approver = desk("approver", "C")
    announce(approver, "Cháy chợ phường")
    drain()
    citizen = browser.new_context(java_script_enabled=False).new_page()
    citizen.goto(served("C", "/"))
    assert "Cháy chợ phường" in citizen.inner_text("#khan-cap")


def test_below_chosen_units_it_is_shown_there_alone(desk, province, drain, site):
    approver = desk("approver", "P")
    approver.goto(reverse("lienthong_urgent", args=[province["P"].pk]))
    approver.fill("[name=title]", "Vỡ đê tả ngạn")
    approver.fill("[name=text]", "Sơ tán ngay đến trường học gần nhất.")
    approver.check("[name=reach][value=below]")
    approver.fill("[data-reach-filter]", "chi linh")
    approver.click("[data-reach-offered] button:has-text('Chí Linh')")
    assert approver.inner_text("[data-reach-count]").startswith("Đã chọn 1 đơn vị")
    approver.click("button:has-text('Đăng ngay')")
    approver.wait_for_selector("text=Biên nhận xuất bản")
    drain()
    # The site of whoever wrote it has it too.
    assert [letter for letter in "PDFCEG" if BANNER in site(letter, "/")] == ["P", "D", "C", "E"]
    assert LivePage.objects.exclude(urgent_since=None).get().reach == {"below": [province["D"].pk]}
    assert approver.faults == []


def test_the_form_fits_a_telephone_and_keeps_what_was_typed(desk):
    approver = desk("approver", "D", viewport={"width": 360, "height": 740})
    approver.goto("/quan-tri/khan-cap/")
    approver.fill("[name=title]", "Vỡ đê")
    approver.fill("[name=ends_at]", "8 giờ sáng mai")
    approver.press("[name=ends_at]", "Tab")
    approver.click("button:has-text('Đăng ngay')")
    approver.wait_for_selector("text=hãy ghi ngày/tháng/năm giờ:phút")
    assert approver.input_value("[name=ends_at]") == "8 giờ sáng mai"
    approver.fill("[name=ends_at]", "01/01/2020 08:00")
    approver.press("[name=ends_at]", "Tab")
    approver.click("button:has-text('Đăng ngay')")
    approver.wait_for_selector("text=Thời điểm kết thúc đã qua")
    assert approver.input_value("[name=title]") == "Vỡ đê"
    assert approver.evaluate("document.documentElement.scrollWidth") <= 360
    assert approver.faults == []


def test_the_picker_of_a_field_that_was_left_at_once_stays_shut(desk):
    approver = desk("approver", "D")
    approver.goto("/quan-tri/khan-cap/")
    picker = approver.locator(".xdsoft_datetimepicker").first
    approver.focus("[name=ends_at]")
    picker.wait_for(state="visible")
    approver.focus("[name=title]")
    picker.wait_for(state="hidden")
    # It waits for 0.1 s before it opens.
    approver.evaluate("""async () => {
      document.querySelector("[name=ends_at]").focus();
      document.querySelector("[name=title]").focus();
      await new Promise((done) => setTimeout(done, 300));
    }""")
    assert not picker.is_visible()
