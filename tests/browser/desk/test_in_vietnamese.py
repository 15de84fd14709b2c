"""All that a unit's people see speaks Vietnamese: a walk along all links, and the page editor at work.

Scripts add words to what the desk sends, and take some away, so what is judged is a screen in the browser.
Most screens of two roles are the same, which their sources tell: those are opened once.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.urls import Resolver404, ResolverMatch, get_resolver, resolve, reverse
from django.utils import timezone
from playwright.sync_api import Page
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.accounts.invitations import token_of
from cms.accounts.models import Invitation
from cms.pages.types import MODELS
from cms.proposals.sending import propose
from cms.sharing.models import Decision
from cms.tenancy.media_policy import collection_of
from cms.tenancy.models import Membership
from cms.units.models import Unit
from tests.conftest import figure
from tests.samples.english import english_in
from tests.samples.seen_screens import NO_SCREENS, SEEN_BY
from tests.samples.windows import come_to_rest

pytestmark = [pytest.mark.browser, pytest.mark.leaves_files]

# The guide's chapters are read in tests of their own.
LEAVES = {"wagtailadmin_logout", "wagtailadmin_sprite", "wagtaildocs_serve", "lienthong_guide_chapter"}

# What the screen says, to the eye and to a screen reader, opened or not; what people wrote is left out.
SAID = """(source) => {
  const silent = new Set(["SCRIPT", "STYLE", "CODE", "TEXTAREA", "NOSCRIPT", "IFRAME"]);
  const spoken = ["title", "aria-label", "aria-description", "placeholder", "alt"];
  // A counter before it counts, and the date picker's button for a mode that the desk does not use.
  const unseen = "[data-side-panel-toggle-counter][hidden], .xdsoft_save_selected";
  const read = source ? new DOMParser().parseFromString(source, "text/html") : document;
  const said = new Set([read.title]);
  const hear = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return said.add(node.textContent.trim().replace(/\\s+/g, " "));
    if (silent.has(node.nodeName) || node.matches?.(unseen)) return;
    // What is said to be of another language is meant to be.
    if (node.lang && node.lang !== "vi") return;
    for (const name of spoken) if (node.hasAttribute?.(name)) said.add(node.getAttribute(name));
    if (node.matches?.("input[type=submit], input[type=button]")) said.add(node.value);
    const menu = node._tippy?.props.content;
    if (menu instanceof Element) hear(menu);
    else if (menu) said.add(String(menu));
    for (const child of (node.nodeName === "TEMPLATE" ? node.content : node).childNodes) hear(child);
  };
  hear(read.body);
  return [...said];
}"""
LINKS = """(source) => {
  const inside = (root) => [...root.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"));
  const read = source ? new DOMParser().parseFromString(source, "text/html") : document;
  const menus = [...read.querySelectorAll("*")].map((node) => node._tippy?.props.content);
  const hidden = [...read.querySelectorAll("template")].map((template) => template.content);
  return [read, ...hidden, ...menus.filter((menu) => menu instanceof Element)].flatMap(inside);
}"""
PEOPLE = figure(
    [("approver", "C"), ("admin", "D"), ("supervisor", "P")],
    [("author", "C"), ("approver", "C"), ("admin", "D"), ("supervisor", "P")],
)
"""An author's screens are an approver's, less some buttons."""
MARKUP = re.compile(r"[<>\"'=&;:/,(){}\[\]\\]+")


@dataclass
class Opened:
    """What the screens that were opened in the browser, by whomever, had in their sources."""

    had: set[tuple[str, str]] = field(default_factory=set)

    def lacks(self, view: str, source: str, said: list[str]) -> bool:
        """True, once, where a script may say or leave what it could not on any screen opened before.

        That is so on a screen of another view, or with an English word that none had anywhere in its source,
        or with an English text (one of ``said``) that none of its view had.
        """
        words = english_in(MARKUP.sub(" ", source))
        has = {("", word) for word in words} | {(view, text) for text in ["", *said]}
        new = has - self.had
        self.had |= has
        return bool(new)


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened()


@dataclass
class Walk:
    """What English was heard on which screen, which views were met in a link, and which were a screen."""

    page: Page
    opened: Opened = field(default_factory=Opened)
    english: dict[str, set[str]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def hear(self, screen: str) -> None:
        for text in self.says_in_english():
            self.english.setdefault(text, set()).add(screen)

    def says_in_english(self, source: str = "") -> list[str]:
        """The English texts of the screen at hand, or of the source of another."""
        return [text for text in self.page.evaluate(SAID, source) if english_in(text)]

    def told(self) -> str:
        return "\n".join(f"{text!r} on {', '.join(sorted(on))}" for text, on in self.english.items())

    def along_all_links(self, *starts: str) -> None:
        """Sees ``starts``, and one address of each other view that can be reached from here or them."""
        come_to_rest(self.page)
        self.hear(self.page.url)
        ahead = [(link, False) for link in self.page.evaluate(LINKS)] + [(start, True) for start in starts]
        while ahead:
            address, always = ahead.pop(0)
            view = view_at(address)
            if view is None or (view in self.met and not always):
                continue
            self.met.add(view)
            links = self.see(address, view, address if always else view)
            ahead += [(link, False) for link in links]

    def see(self, address: str, view: str, screen: str) -> list[str]:
        """The links of a screen, which is heard if need be; none where there is no screen to be had."""
        response = self.page.request.get(address)
        assert response.status < 500, address
        if not response.headers.get("content-type", "").startswith("text/html"):
            return []
        if response.ok:
            # Where it led to, if it led on.
            self.seen.add(view_at(urlsplit(response.url).path) or view)
        source = response.text()
        if not self.opened.lacks(view, source, self.says_in_english(source)):
            return self.page.evaluate(LINKS, source)
        self.open(address)
        self.hear(screen)
        return self.page.evaluate(LINKS)

    def open(self, address: str) -> None:
        response = self.page.goto(address)
        assert response, address
        assert response.status < 500, address
        come_to_rest(self.page)


def view_at(address: str) -> str | None:
    """The name of the desk's view at an address, with the type of page it makes; None for no screen."""
    parts = urlsplit(address)
    if parts.netloc or not parts.path.startswith("/quan-tri/") or "export=" in parts.query:
        return None
    try:
        match: ResolverMatch = resolve(parts.path)
    except Resolver404:
        return None
    if match.url_name in LEAVES or "wagtail_bulk_action" in match.view_name:
        return None
    kinds = [str(value) for value in (*match.args, *match.kwargs.values()) if not str(value).isdigit()]
    return " ".join([match.view_name, *kinds])


@pytest.fixture
def full_desk(province, person) -> None:
    """Something to see on each screen: drafts, versions, what waits, pictures, files, schedules.

    Who administers D has a second unit to choose.
    """
    Membership.objects.create(user=person("admin", "D"), unit=province["F"], role="author")
    owner = get_user_model().objects.create_user("can-bo-1", "can-bo-1@example.vn", "mat-khau")
    from_above = province.write("P", "Tiếp nhận hồ sơ", "tiep-nhan-ho-so", contact="Gọi 1022", reach="all")
    for letter in "CD":
        Decision.objects.create(
            unit=province[letter],
            page=from_above,
            override_fields={"contact": f"Gọi bộ phận Một cửa {province[letter].in_sentence}"},
            # Those above have changed it since.
            override_base={"contact": "Gọi 1080"},
        )
    for letter in "CDP":
        page = province.write(
            letter, "Lịch tiếp công dân", "lich-tiep-cong-dan", section="tin-tuc", kind="article"
        )
        page.title = "Lịch tiếp công dân tháng 12"
        page.save_revision(user=owner, log_action=True)
        page.go_live_at = timezone.now() + timezone.timedelta(days=2)
        page.save_revision(user=owner, log_action=True).publish()
        province.write(letter, "Bản thảo", "ban-thao", live=False)
        kept = {"collection": collection_of(province[letter])}
        get_image_model().objects.create(title="Trụ sở", file=get_test_image_file(), **kept)
        get_document_model().objects.create(
            title="Biểu mẫu", file=ContentFile(b"x", name="bieu-mau.pdf"), **kept
        )
        leave_to_decide(province, letter, owner)


def leave_to_decide(province, letter: str, owner: User) -> None:
    """What waits for somebody: a changed page, a proposal, an urgent notice that runs, an invitation."""
    page = province.write(letter, "Cắt điện", f"cat-dien-{letter.lower()}")
    if province[letter].parent_id:
        propose(owner, province[letter], page, "Nhiều xã cùng mất điện")
    page.title = "Cắt điện hai ngày"
    page.save_revision(user=owner)
    page.get_workflow().start(page, owner)
    ends_at = timezone.now() + timezone.timedelta(days=1)
    province.write(
        letter, "Vỡ đê", f"vo-de-{letter.lower()}", urgent=True, strength="mandatory", expire_at=ends_at
    )
    invited(province[letter])


def invited(unit: Unit) -> Invitation:
    """Somebody who was asked to work for a unit and has not answered."""
    email = f"hoa@{unit.code}.example.vn"
    return Invitation.objects.create(unit=unit, name="Nguyễn Thị Hoa", email=email, roles=["author"])


@pytest.mark.soak
@pytest.mark.parametrize(("role", "unit"), PEOPLE)
@pytest.mark.usefixtures("full_desk")
def test_every_screen(desk: Callable[..., Page], province, opened: Opened, role: str, unit: str) -> None:
    walk = Walk(desk(role, unit), opened)
    walk.along_all_links(
        "/quan-tri/", *our_screens(walk.page), *pages_of(province, unit), *new_pages(province, unit)
    )
    assert SEEN_BY[role] - walk.seen == set()
    assert walk.english == {}, walk.told()


def test_each_of_our_screens_is_seen_by_somebody() -> None:
    seen = set().union(*(SEEN_BY[role] for role, _ in PEOPLE))
    assert {view for view in seen if view.startswith("lienthong_")} | NO_SCREENS == set(our_views())


def our_views() -> list[str]:
    """The names of the project's own views in the desk."""
    views = get_resolver().reverse_dict
    return [name for name in views if isinstance(name, str) and name.startswith("lienthong_")]


def our_screens(page: Page) -> list[str]:
    """The addresses of the project's own screens that take no argument and are not for forms only."""
    views = get_resolver().reverse_dict
    plain = [name for name in our_views() if any(not needs for _, needs in views.getlist(name)[0][0])]
    return [address for address in map(reverse, plain) if page.request.get(address).status != 405]


def pages_of(province, unit: str) -> Iterator[str]:
    """Where the unit's sections and pages are seen, edited and compared."""
    for key in ("tin-tuc", "thong-bao"):
        section = province.section(unit, key)
        yield f"/quan-tri/pages/{section.pk}/"
        for page in section.get_children():
            yield f"/quan-tri/pages/{page.pk}/edit/"
            yield f"/quan-tri/pages/{page.pk}/history/"


BEFORE_THE_LOGIN = [
    "login/",
    "password_reset/",
    "password_reset/done/",
    "password_reset/confirm/MQ/abc-def/",
    "loi-moi/{token}/",
    "loi-moi/khong-dung/",
    "khong-co-gi-o-day/",
]


@pytest.mark.parametrize("address", BEFORE_THE_LOGIN)
def test_before_the_login(stranger: Callable[..., Page], province, address: str) -> None:
    token = token_of(invited(province["C"]))
    walk = Walk(stranger())
    walk.open(f"/quan-tri/{address.format(token=token)}")
    assert walk.page.locator("[name=again]").count() == ("{token}" in address)
    walk.hear(address)
    assert walk.english == {}, walk.told()


def test_the_page_editor_at_work(desk: Callable[..., Page], province, full_desk) -> None:
    page = desk("approver", "C")
    walk = Walk(page)
    begin = f"/quan-tri/pages/add/pages/articlepage/{province.section('C', 'tin-tuc').pk}/"
    walk.open(begin)
    for block in list(add_each_block(page)):
        walk.hear(f"khối {block}")
    for panel in page.locator("[data-side-panel-toggle]").all():
        panel.click()
        walk.hear(f"bảng bên {panel.get_attribute('aria-label')}")
    page.locator("[data-side-panel-toggle]").last.click()
    hear_choosers(walk)
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_selector(".messages .error")
    walk.hear("lưu khi chưa có tiêu đề")
    walk.open(begin)
    page.fill("#id_title", "Lễ ra quân")
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_selector(".messages .success")
    walk.hear("đã lưu")
    assert walk.english == {}, walk.told()


def add_each_block(page: Page) -> Iterator[str]:
    """Adds one block of each kind to the body."""
    adder = page.locator("[data-contentpath=body] > div .c-sf-add-button").first
    adder.click()
    kinds = page.locator(".w-combobox__option").all_inner_texts()
    page.keyboard.press("Escape")
    for kind in kinds:
        page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
        page.locator(".w-combobox__option", has_text=kind).first.click()
        yield kind


def hear_choosers(walk: Walk) -> None:
    """Opens the choosers of pictures, files and pages, each with its tabs."""
    page = walk.page
    for kind in ("image", "document", "page"):
        page.locator(f".{kind}-chooser .unchosen button").first.click()
        page.wait_for_selector(".modal-body")
        come_to_rest(page)
        walk.hear(f"chọn {kind}")
        page.locator(".modal button.close").click()
        # Until it has faded, the next one is opened behind it.
        page.wait_for_selector(".modal-body", state="hidden")


def new_pages(province, unit: str) -> Iterator[str]:
    """Where a page of each type is begun, in the first section that takes it."""
    sections = province[unit].root_page.get_children().specific()
    for model in MODELS.values():
        first = next((one for one in sections if model.can_exist_under(one)), None)
        if first:
            yield f"/quan-tri/pages/add/pages/{model._meta.model_name}/{first.pk}/"
