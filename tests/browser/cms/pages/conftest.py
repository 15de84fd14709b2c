"""A browser, and the desk opened in it."""

import os

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture
def browser(monkeypatch):
    # Playwright runs an event loop in this thread, in which Django would refuse every query.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROME_PATH"], args=FLAGS)
        yield chromium
        chromium.close()


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
