"""The Vietnamese catalogue of the desk: complete, with its placeholders, and compiled."""

import re
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest

DOMAINS = ["django", "djangojs"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]*>")
MUDDLED = {
    # Its plural names a number that Wagtail's own template counts elsewhere on the screen.
    "Deleting this page will also delete %(translation_count)s translation of this page.",
    # No page of ours has an address of Wagtail's.
    "The slug '%(page_slug)s' is already in use within the parent page at '%(parent_url_path)s'.",
}


@pytest.fixture(params=DOMAINS)
def catalogue(root, request) -> polib.POFile:
    return polib.pofile(str(root / f"cms/wording/locale/vi/LC_MESSAGES/{request.param}.po"))


def said(entry: polib.POEntry) -> str:
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def names(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def test_every_message_has_its_words(catalogue):
    assert [entry.msgid for entry in catalogue if not said(entry).strip() or entry.fuzzy] == []


def test_every_message_keeps_its_placeholders(catalogue):
    """A number of things may be left out where the message is about one of them, and only there."""
    for entry in catalogue:
        known = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        asked = (
            set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
            if entry.msgid not in MUDDLED
            else set()
        )
        assert asked <= set(PLACEHOLDER.findall(said(entry))) <= known, entry.msgid


def test_every_message_keeps_its_markup(catalogue):
    for entry in catalogue:
        assert sorted(TAG.findall(said(entry))) == sorted(TAG.findall(entry.msgid_plural or entry.msgid))


def test_no_message_is_said_twice(catalogue):
    assert len({names(entry) for entry in catalogue}) == len(catalogue)


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_says_the_same(root, domain):
    """After a change: ``cd cms/wording && python ../../manage.py compilemessages``."""
    folder = root / "cms/wording/locale/vi/LC_MESSAGES"
    written, compiled = polib.pofile(str(folder / f"{domain}.po")), polib.mofile(str(folder / f"{domain}.mo"))
    assert {names(entry): said(entry) for entry in compiled} == {
        names(entry): said(entry) for entry in written
    }


@pytest.mark.parametrize("domain", DOMAINS)
def test_all_of_wagtail_is_translated(root, domain, settings):
    """Whatever the apps in use can say; a new version of Wagtail that says more fails here."""
    written = polib.pofile(str(root / f"cms/wording/locale/vi/LC_MESSAGES/{domain}.po"))
    known = {names(entry) for entry in written}
    sources = [path for app in settings.INSTALLED_APPS if (path := english(app, domain)) and path.exists()]
    asked = {names(entry) for path in sources for entry in polib.pofile(str(path)) if entry.msgid.strip()}
    assert len(asked) > {"django": 1400, "djangojs": 80}[domain]
    assert asked - known == set()


def english(app: str, domain: str) -> Path | None:
    """Where a Wagtail app keeps the messages it can say."""
    if app.partition(".")[0] != "wagtail":
        return None
    spec = find_spec(app)
    return Path(spec.submodule_search_locations[0]) / f"locale/en/LC_MESSAGES/{domain}.po"
