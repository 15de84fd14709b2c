"""A browser is offered every version of a picture, and told what it needs to choose and to make room."""

import re

import pytest

from build.render.media_in_text import media_in_text
from build.render.parts import references
from build.render.pictures import picture
from build.snapshot.schema import File, Variant

SMALL, LARGE, OLD = (
    Variant(sha256=letter * 64, extension=extension, width=width, size=10)
    for letter, extension, width in (("b", "avif", 320), ("c", "avif", 960), ("d", "webp", 640))
)
BRIDGE = File(
    sha256="a" * 64,
    extension="jpg",
    media_type="image/jpeg",
    size=1000,
    name="Cầu",
    alt='Cầu "mới" & cũ',
    width=1200,
    height=800,
    variants=(SMALL, LARGE, OLD),
)
PLAIN = File(**{name: getattr(BRIDGE, name) for name in BRIDGE.__struct_fields__} | {"variants": ()})
FORM = File(sha256="e" * 64, extension="pdf", media_type="application/pdf", size=1258291, name="Mẫu đơn")
IN_TEXT = f'<figure><img src="/{BRIDGE.asset}" alt="Cầu" width="1200" height="800"></figure>'


def test_every_version_is_offered_by_format_and_width():
    html = picture(BRIDGE)
    assert f'<source type="image/avif" srcset="/{SMALL.asset} 320w, /{LARGE.asset} 960w"' in html
    assert f'<source type="image/webp" srcset="/{OLD.asset} 640w"' in html
    assert f'<img src="/{BRIDGE.asset}" alt="Cầu &#34;mới&#34; &amp; cũ" width="1200" height="800"' in html


def test_a_page_needs_all_that_it_offers():
    assert references(picture(BRIDGE)) == tuple(file.asset for file in BRIDGE.stored())


def test_what_has_no_versions_is_a_picture_by_itself():
    assert "<picture>" not in picture(PLAIN)


@pytest.mark.parametrize("lazy", [True, False])
def test_a_picture_says_how_wide_it_is_and_whether_it_may_wait(lazy):
    html = picture(BRIDGE, lazy, "12rem")
    assert (' loading="lazy"' in html) == lazy
    assert set(re.findall('sizes="([^"]*)"', html)) == {"12rem"}


@pytest.mark.parametrize(
    ("focus", "across", "down"),
    [((0, 100), 0, 100), ((40, 60), 50, 50), ((12, 13), 0, 25), ((90, 70), 100, 75)],
)
def test_a_picture_is_cut_around_its_focus(focus, across, down):
    marked = File(**{name: getattr(BRIDGE, name) for name in BRIDGE.__struct_fields__} | {"focus": focus})
    assert f'data-across="{across}" data-down="{down}"' in picture(marked)


def test_a_picture_in_the_text_is_described_as_it_is_there():
    html = media_in_text(IN_TEXT, [BRIDGE])
    assert 'alt="Cầu"' in html
    assert f"/{SMALL.asset} 320w" in html
    assert html.startswith("<figure><picture>")


def test_the_first_picture_is_loaded_at_once_unless_another_stands_above():
    twice = IN_TEXT * 2
    assert media_in_text(twice, [BRIDGE]).count('loading="lazy"') == 1
    lead = File(sha256="f" * 64, extension="jpg", media_type="image/jpeg", size=1, name="", width=9, height=9)
    assert media_in_text(twice, [BRIDGE, lead]).count('loading="lazy"') == 2


def test_a_picture_that_the_page_does_not_have_stays_as_it_is():
    html = '<img src="/_a/x.jpg" alt="x" width="1">'
    assert media_in_text(html * 2, []) == (
        '<img src="/_a/x.jpg" alt="x" width="1" decoding="async">'
        '<img src="/_a/x.jpg" alt="x" width="1" loading="lazy" decoding="async">'
    )


def test_a_link_to_a_document_says_its_type_and_size():
    others = '<a href="/van-ban/">a</a> <a href="/_a/x.pdf">b</a>'
    html = f'<p><a href="/{FORM.asset}">Mẫu <b>đơn</b></a> {others}</p>'
    assert media_in_text(html, [FORM]) == html.replace("</b></a>", "</b> (PDF, 1,2 MB)</a>")


def test_a_link_to_a_picture_is_no_link_to_a_document():
    html = f'<a href="/{BRIDGE.asset}">Xem</a>'
    assert media_in_text(html, [BRIDGE]) == html


def test_text_cannot_get_out_of_a_description():
    html = f'<img src="/{BRIDGE.asset}" alt="&quot;&gt;&lt;script&gt;">'
    assert "<script" not in media_in_text(html, [BRIDGE])
