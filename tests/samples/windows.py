"""Windows of one browser that tests use one after another: a new one reads and translates every script anew,
which takes longer than most tests.

Whoever is given one finds it as new: nobody is logged in, nothing is stored, nothing else is open.
"""

from collections.abc import Hashable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Frame, Page

USUAL = {"width": 1280, "height": 720}
PATIENCE = 90_000  # milliseconds: where other work has the processors, a screen may take long to come to rest
A_MOMENT = 100  # milliseconds
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); window.name = '' }"
PRESSES = "addEventListener('pointerdown', () => window.pressed(), true)"
# Counts what scripts ask for and have no answer to yet. Where other work has the processors, playwright's own
# "networkidle" was waited for in vain.
UNDERWAY = """{
  window.underway = 0;
  const ask = window.fetch, send = XMLHttpRequest.prototype.send;
  const end = () => { window.underway -= 1 };
  window.fetch = (...what) => {
    window.underway += 1;
    const answer = ask(...what);
    answer.then(end, end);
    return answer;
  };
  XMLHttpRequest.prototype.send = function (...what) {
    window.underway += 1;
    this.addEventListener("loadend", end, { once: true });
    return send.apply(this, what);
  };
}"""


def come_to_rest(page: Page) -> None:
    """Returns when the page is loaded and its scripts have asked for nothing for half a second."""
    page.wait_for_load_state()
    quiet = 0
    for _ in range(PATIENCE // A_MOMENT):
        # Timed here: where a page's own scripts may not run, neither does its clock.
        page.wait_for_timeout(A_MOMENT)
        quiet = 0 if page.evaluate("window.underway") else quiet + A_MOMENT
        if quiet >= 500:
            return
    raise TimeoutError(f"{page.url} goes on asking")


class Windows:
    """A browser's: for each set of what a window keeps for life as many as one test has had open at once."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[Hashable, list[Page]] = {}
        self._taken: list[tuple[Hashable, Page]] = []

    def open(self, *, viewport: Any = None, told: str = "", once: bool = False, **settings: Any) -> Page:
        """A window's page; it notes what scripts complain of in ``faults``, how often the mouse is pressed in
        ``presses``, and in ``origins`` where it has been. A script that is ``told`` runs before all others.
        A test that gives the window another clock uses it ``once``: nobody can take that back.
        """
        key = (told, *sorted(settings.items()))
        free = self._free.setdefault(key, [])
        page = free.pop() if free else self._new(told, settings)
        if not once:
            self._taken.append((key, page))
        page.faults, page.presses, page.origins = [], 0, set()
        page.set_viewport_size(viewport or USUAL)
        page.emulate_media(media="screen", color_scheme="light")
        return page

    def _new(self, told: str, settings: dict[str, Any]) -> Page:
        page = self._browser.new_context(**settings).new_page()
        page.set_default_timeout(PATIENCE)

        def press() -> None:
            page.presses += 1

        def arrive(frame: Frame) -> None:
            if frame == page.main_frame and frame.url.startswith("http"):
                page.origins.add("{0.scheme}://{0.netloc}/".format(urlsplit(frame.url)))

        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("framenavigated", arrive)
        # A press, not a click: a click on a label is told a second time by its check box.
        page.expose_function("pressed", press)
        page.add_init_script(f"{PRESSES};{UNDERWAY};{told}")
        return page

    def clear(self) -> None:
        """Takes all windows back, and closes what was opened beside them."""
        taken, self._taken = self._taken, []
        for key, page in taken:
            with suppress(Error):
                _forget(page)
                self._free[key].append(page)
        kept = [page.context for pages in self._free.values() for page in pages]
        for context in self._browser.contexts:
            if context not in kept:
                context.close()


def _forget(page: Page) -> None:
    """Leaves a window as it was when it was new, but for the scripts it knows and the files it has."""
    for other in page.context.pages:
        if other != page:
            other.close()
    page.context.unroute_all()
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    session = page.context.new_cdp_session(page)
    for origin in page.origins:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()
    # An empty page of the same origin stops all scripts, and keeps the process that knows them.
    for origin in page.origins:
        page.goto(origin)
        page.evaluate(FORGET)
    page.unroute_all()
    page.context.clear_cookies()
