"""The detector that the walk through the desk stands on: it must find English, and leave the rest alone."""

import re
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest

from tests.samples.english import english_in

VIETNAMESE = [
    "Xuất bản",
    "Xem tin nhanh theo khu, sau mua hoa quay ra",
    "Trang 1/12 trong 34 trang",
    "Liên hệ: phong-tin-hoc@haiduong.gov.vn, 0220 3000 001",
    "Múi giờ Asia/Ho_Chi_Minh",
    "Tải tệp bao-cao.pdf (PDF, 1,5 MB)",
    "author-10546 · /thong-bao/viec-rieng/",
    "Địa chỉ URL",
]


@pytest.mark.parametrize("text", VIETNAMESE)
def test_leaves_vietnamese_alone(text):
    assert english_in(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Publish", ["Publish"]),
        ("Save draft", ["Save", "draft"]),
        ("Đã lưu draft", ["draft"]),
        ("No", ["No"]),
        ("Page 1 of 2", ["Page", "of"]),
        ("Edit", ["Edit"]),
    ],
)
def test_finds_english(text, words):
    assert english_in(text) == words


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_finds_nearly_all_that_wagtail_says(domain):
    """Untranslated messages of the desk; the rest are names and single words that look Vietnamese."""
    folder = Path(find_spec("wagtail.admin").submodule_search_locations[0])
    messages = [entry.msgid for entry in polib.pofile(str(folder / f"locale/en/LC_MESSAGES/{domain}.po"))]
    found = [message for message in messages if english_in(message)]
    assert len(found) > 0.96 * len(messages)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_finds_none_in_our_own_words(root, domain):
    catalogue = polib.pofile(str(root / f"cms/wording/locale/vi/LC_MESSAGES/{domain}.po"))
    said = [entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr for entry in catalogue]
    assert {text: words for text in said if (words := english_in(plain(text)))} == {}


def plain(text: str) -> str:
    """``text`` without placeholders and markup."""
    return re.sub(r"%\(\w+\)\w|\{\w*\}|<[^>]*>", " ", text)
