"""A page's body as published: clean, its links tokens, its files under the hash of their bytes."""

import hashlib
from datetime import date
from io import BytesIO
from pathlib import PurePath

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.images.tests.utils import get_test_image_file

from cms.pages.addresses import addresses_of
from cms.pages.bulk import bulk_create_pages
from cms.pages.media import load_pictures
from cms.pages.models import ArticlePage, SectionPage
from cms.pages.planting import plant_sites
from cms.pages.references import exchange_references, references_in
from cms.pages.rendering import render_body, render_pages
from cms.pages.variants import PICTURE, Variant
from cms.units.models import Unit

pytestmark = pytest.mark.leaves_files

PDF = b"%PDF-1.4 text"


@pytest.fixture
def document(db):
    return get_document_model().objects.create(title="Đơn xin", file=ContentFile(PDF, name="don.PDF"))


@pytest.fixture
def picture(db):
    file = get_test_image_file(filename="cau.png", size=(1600, 800))
    return get_image_model().objects.create(title="Cầu", file=file)


@pytest.fixture
def write(section):
    """A live page with these blocks, saved."""

    def written(*blocks, slug="a", live=True, files=()):
        page = ArticlePage(title="A", slug=slug, live=live, body=stored(blocks), files=stored(files))
        bulk_create_pages([(page, section("30", "tin-tuc"))])
        return ArticlePage.objects.get(pk=page.pk)

    return written


def stored(blocks):
    return [{"type": kind, "value": value, "id": str(number)} for number, (kind, value) in enumerate(blocks)]


def items(*values):
    return [{"type": "item", "value": value, "id": str(number)} for number, value in enumerate(values)]


def sha256(field_file):
    with field_file.open("rb") as opened:
        return hashlib.sha256(opened.read()).hexdigest()


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (("paragraph", '<p data-block-key="x">a</p>'), "<p>a</p>"),
        (("imported", "<dl><dt>a</dt></dl>"), "<dl><dt>a</dt></dl>"),
        (("heading", {"text": "A < B", "level": "h3"}), "<h3>A &lt; B</h3>"),
        (("quote", {"text": "a", "source": ""}), "<blockquote><p>a</p></blockquote>"),
        (
            ("quote", {"text": "a", "source": "B"}),
            "<figure><blockquote><p>a</p></blockquote><figcaption>B</figcaption></figure>",
        ),
        (
            ("callout", {"kind": "Cảnh báo", "text": "<p>a</p>"}),
            "<blockquote><p><strong>Cảnh báo</strong></p><p>a</p></blockquote>",
        ),
        (
            ("steps", items({"title": "a", "text": "<p>b</p>"})),
            "<ol><li><p><strong>a</strong></p><p>b</p></li></ol>",
        ),
        (
            ("contact", {"name": "A", "post": "", "address": "", "phone": "0220 38", "email": ""}),
            '<dl><dt>A</dt><dd><a href="tel:022038">0220 38</a></dd></dl>',
        ),
        (
            ("links", items({"title": "A", "page": None, "url": "https://example.vn/?a=1&b=2"})),
            '<ul><li><a href="https://example.vn/?a=1&amp;b=2">A</a></li></ul>',
        ),
        (
            ("table", {"data": [["N", None]], "first_row_is_table_header": True}),
            '<table><thead><tr><th scope="col">N</th><th scope="col"></th></tr></thead></table>',
        ),
        (
            ("table", {"data": [["N", None]], "first_col_is_header": True, "table_caption": "Thu"}),
            '<table><caption>Thu</caption><tbody><tr><th scope="row">N</th><td></td></tr></tbody></table>',
        ),
        (
            ("video", {"title": "A", "url": "https://youtu.be/a?t=1&b"}),
            '<p><a href="https://youtu.be/a?t=1&amp;b">Xem video: A (mở YouTube, ngoài trang này)</a></p>',
        ),
        (("paragraph", '<p onclick="x">a<script>b</script></p>'), "<p>a</p>"),
    ],
)
def test_every_block_becomes_plain_html(write, block, html):
    assert render_body(write(block)).strip() == html


def test_links_to_live_pages_become_tokens_and_others_only_text(write):
    live, draft = write(slug="b"), write(slug="c", live=False)
    text = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in (live, draft))
    page = write(
        ("paragraph", f"<p>{text}</p>"),
        ("links", items({"title": "y", "page": live.pk, "url": ""})),
    )
    assert render_body(page) == (
        '<p><a href="page:30/tin-tuc/b">x</a><a>x</a></p><ul><li><a href="page:30/tin-tuc/b">y</a></li></ul>'
    )


def test_links_to_the_front_of_a_site_or_section_lead_to_the_readers_or_to_the_named_one(
    write, section, settings
):
    settings.SITE_URL = "https://{hostname}"
    own, other = section("30", "thong-bao"), section("288", "thong-bao")
    targets = [own, own.get_parent(), other, other.get_parent()]
    text = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in targets)
    page = write(
        ("paragraph", f"<p>{text}</p>"),
        ("links", items({"title": "y", "page": own.pk, "url": ""})),
    )
    district = "https://chi-linh.hai-duong.localhost"
    assert render_body(page) == (
        f'<p><a href="/thong-bao/">x</a><a href="/">x</a><a href="{district}/thong-bao/">x</a>'
        f'<a href="{district}/">x</a></p><ul><li><a href="/thong-bao/">y</a></li></ul>'
    )


def test_a_section_that_some_tier_lacks_is_linked_to_where_it_is(write, section, settings):
    settings.SITE_URL = "https://{hostname}"
    home = section("30", "tin-tuc").get_parent()
    special = home.add_child(instance=SectionPage(title="Riêng", slug="rieng"))
    page = write(("paragraph", f'<p><a linktype="page" id="{special.pk}">x</a></p>'))
    assert render_body(page) == '<p><a href="https://hai-duong.localhost/rieng/">x</a></p>'


def test_links_into_the_tree_of_a_closed_unit_become_text(write, section, district):
    front = section("288", "tin-tuc")
    inner = ArticlePage(title="B", slug="b", live=True)
    bulk_create_pages([(inner, front)])
    text = "".join(f'<a linktype="page" id="{key}">x</a>' for key in (inner.pk, front.pk))
    page = write(("paragraph", f"<p>{text}</p>"))
    assert 'href="page:288/tin-tuc/b"' in render_body(page)
    Unit.objects.filter(pk=district.pk).update(valid_to=date(2025, 2, 1))
    assert render_body(page) == "<p><a>x</a><a>x</a></p>"


def test_an_address_says_which_bearer_of_a_code_it_is(write, make_unit, province, django_assert_num_queries):
    page = write(slug="b")
    Unit.objects.filter(pk=province.pk).update(valid_to=date(2025, 2, 1))
    successor = make_unit("30", "province", valid_from=date(2025, 2, 1), hostname="moi.localhost")
    plant_sites(date(2025, 3, 1))
    successor.refresh_from_db()
    news = successor.root_page.get_children().get(slug="tin-tuc")
    twin = ArticlePage(title="B", slug="b", live=True)
    bulk_create_pages([(twin, news)])
    with django_assert_num_queries(2):
        addresses = addresses_of([page, twin])
    assert [(str(found), found.unit_id) for found in (addresses[page.pk], addresses[twin.pk])] == [
        ("30/tin-tuc/b", province.pk),
        ("30/tin-tuc/b", successor.pk),
    ]


def test_files_are_named_by_their_bytes_and_come_with_the_page(write, document, picture):
    page = write(
        ("paragraph", f'<p><a id="{document.pk}" linktype="document">Đơn</a></p>'),
        ("image", {"image": picture.pk, "alt": "Cầu mới", "caption": "Chú thích"}),
        files=[("file", {"document": document.pk, "title": "Mẫu đơn"})],
    )
    html, media = render_pages([page])[0]
    pdf = hashlib.sha256(PDF).hexdigest()
    rendition = picture.get_rendition(PICTURE)
    png = sha256(rendition.file)
    assert html == (
        f'<p><a href="/_a/{pdf}.pdf">Đơn</a></p><figure><img src="/_a/{png}.png" alt="Cầu mới" width="1200" '
        'height="600"><figcaption>Chú thích</figcaption></figure>'
    )
    assert [(m.file.asset, m.file.name, m.file.alt) for m in media] == [
        (f"_a/{pdf}.pdf", "Mẫu đơn", ""),
        (f"_a/{png}.png", "Chú thích", "Cầu mới"),
    ]
    assert (media[0].file.media_type, media[0].file.size) == ("application/pdf", len(PDF))
    assert [sha256(m.source) for m in media] == [pdf, png]


def shapes(medium):
    return [(variant.extension, variant.width) for variant in medium.file.variants]


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (1600, [("avif", 320), ("avif", 640), ("avif", 960), ("webp", 640)]),
        (700, [("avif", 320), ("avif", 640), ("avif", 700), ("webp", 640)]),
        (300, [("avif", 300), ("webp", 300)]),
    ],
)
def test_a_picture_has_variants_no_wider_than_itself(db, width, made):
    medium = load_pictures([photograph(width).pk]).popitem()[1]
    assert shapes(medium) == made
    for stored, source in medium.sources():
        assert stored.sha256 == sha256(source)
        with source.open("rb") as opened, Picture.open(opened) as picture:
            assert picture.width == min(stored.width, 1200)


def test_variants_are_made_once(db, monkeypatch):
    picture = photograph(1600)
    first = load_pictures([picture.pk])
    monkeypatch.setattr(Filter, "run", refuse)
    monkeypatch.setattr(Variant, "run", refuse)
    assert load_pictures([picture.pk])[picture.pk].file == first[picture.pk].file


def test_the_same_picture_of_another_unit_is_not_made_again(db, monkeypatch):
    first = photograph(1600)
    made = load_pictures([first.pk])[first.pk]
    monkeypatch.setattr(Filter, "run", refuse)
    monkeypatch.setattr(Variant, "run", refuse)
    found = load_pictures([uploaded(first.file).pk, uploaded(first.file).pk]).values()
    assert [medium.file.variants for medium in found] == [made.file.variants] * 2
    sources = [source for medium in (made, *found) for _, source in medium.sources()]
    assert [sha256(source) for source in sources[5:10]] == [sha256(source) for source in sources[:5]]
    # Each has files of its own: the first one's picture may be deleted.
    assert len({source.name for source in sources}) == 15


def test_a_file_that_another_unit_lost_is_made_anew(db):
    first = photograph(700)
    made = load_pictures([first.pk])[first.pk]
    made.source.storage.delete(made.source.name)
    second = uploaded(first.file)
    assert load_pictures([second.pk])[second.pk].file.variants == made.file.variants


def refuse(*_, **__):
    raise AssertionError("A picture was made again.")


def test_what_a_variant_would_make_larger_has_none(db):
    file = get_test_image_file(filename="trang.png", size=(640, 480))
    picture = get_image_model().objects.create(title="Trắng", file=file)
    medium = load_pictures([picture.pk])[picture.pk]
    assert all(variant.size < medium.file.size for variant in medium.file.variants)


def test_the_focus_is_told_in_percent(db):
    picture = photograph(400)
    picture.focal_point_x, picture.focal_point_y = 100, 150
    picture.focal_point_width = picture.focal_point_height = 20
    picture.save()
    assert load_pictures([picture.pk])[picture.pk].file.focus == (25, 50)


def photograph(width):
    written = BytesIO()
    Picture.effect_noise((width, 300), 90).save(written, "png")
    return uploaded(ContentFile(written.getvalue(), name=f"anh-{width}.png"))


def uploaded(file):
    with file.open() as opened:
        copy = ContentFile(opened.read(), name=PurePath(file.name).name)
    return get_image_model().objects.create(title="Ảnh", file=copy)


def test_files_that_are_gone_are_left_out(write, document, picture):
    page = write(
        ("image", {"image": picture.pk, "alt": "a", "caption": ""}),
        ("file", {"document": document.pk, "title": ""}),
        files=[("picture", {"image": picture.pk, "alt": "a", "caption": ""})],
    )
    document.delete()
    picture.delete()
    html, media = render_pages([page])[0]
    assert (html.strip(), media) == ("", ())


def test_many_pages_take_no_more_queries_than_one(write, document, picture):
    target = write(slug="t")
    blocks = [
        ("paragraph", f'<p><a linktype="page" id="{target.pk}">x</a></p>'),
        ("image", {"image": picture.pk, "alt": "a", "caption": ""}),
        ("file", {"document": document.pk, "title": ""}),
    ]
    pages = [write(*blocks, slug=f"p{number}") for number in range(6)]
    render_pages(pages[:1])
    with CaptureQueriesContext(connection) as few:
        render_pages(pages[:1])
    with CaptureQueriesContext(connection) as many:
        render_pages(pages)
    assert len(many) == len(few)


def test_references_are_traded_for_names_and_back(write, document):
    page = write(
        ("paragraph", f'<p><a linktype="document" id="{document.pk}">x</a></p>'),
        ("links", items({"title": "y", "page": 7, "url": ""})),
    )
    block, raw = page.body.stream_block, list(page.body.raw_data)
    assert references_in(block, raw) == [("document", document.pk), ("page", 7)]
    named = exchange_references(block, raw, lambda kind, value: f"{kind}-{value}")
    back = exchange_references(block, named, lambda _, name: int(name.split("-")[1]))
    assert named[1]["value"][0]["value"]["page"] == "page-7"
    assert back == raw
