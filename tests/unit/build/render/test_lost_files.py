"""Files that a kept text names and that the site has no more."""

import pytest

from build.render.lost_files import without_lost_files

THERE, GONE = "_a/there.png", "_a/gone.pdf"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>no file</p>", "<p>no file</p>"),
        (f'<p><img src="/{THERE}" alt="a > b"></p>', f'<p><img src="/{THERE}" alt="a > b"></p>'),
        (f'<p>a<img alt="a > b" src="/{GONE}" width="3">b</p>', "<p>ab</p>"),
        (f'<a href="/{GONE}">tệp <b>cũ</b></a>', "tệp <b>cũ</b>"),
        (f'<a href="/{THERE}">tệp</a><a href="/{GONE}">cũ</a>', f'<a href="/{THERE}">tệp</a>cũ'),
        (f'<a href="/tin-tuc/">x</a><img src="/{GONE}">', '<a href="/tin-tuc/">x</a>'),
    ],
)
def test_only_what_is_there_is_named(html, expected):
    assert without_lost_files({"body": html}, {THERE}) == {"body": expected}


def test_other_values_stay_as_they_are():
    values = {"people": [{"name": "A"}], "issued_on": None, "title": "_a/"}
    assert without_lost_files(values, set()) == values
