"""The desk opened in a browser."""

import pytest
from django.contrib.auth import get_user_model


@pytest.fixture
def desk(live_server, browser):
    """A page of the browser, logged in; it notes what scripts complain of in ``faults``."""
    get_user_model().objects.create_superuser("bien-tap", "a@example.vn", "mat-khau")
    page = browser.new_page(base_url=live_server.url, viewport={"width": 1400, "height": 1600})
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto("/quan-tri/login/")
    page.fill("[name=username]", "bien-tap")
    page.fill("[name=password]", "mat-khau")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/quan-tri/")
    return page
