"""A whole site from the snapshot's worked example."""

import json
import re
from datetime import datetime

import html5lib
import msgspec
import pytest

from build.errors import ThemeError
from build.render import pelican_shell
from build.render.theme import Theme
from build.snapshot.schema import Document, Shown
from tests.samples.filled import legal, with_pages


@pytest.fixture
def site(example):
    example.render()
    return {path: content.decode() for path, content in example.files().items() if not path.startswith("_a/")}


def test_a_site_has_everything_that_the_product_names(site):
    assert {
        "index.html",
        "404.html",
        "tim-kiem/index.html",
        "sitemap.xml",
        "robots.txt",
        "opensearch.xml",
    } <= set(site)
    for place in ("", "tin-tuc/", "thong-bao/", "thu-tuc-hanh-chinh/"):
        assert {f"{place}index.html", f"{place}feed.xml", f"{place}feed.json"} <= set(site)


def test_every_page_is_valid_html(site):
    for path, text in site.items():
        if path.endswith(".html"):
            html5lib.HTMLParser(strict=True).parse(text)


def test_an_inherited_page_names_its_origin_and_its_canonical_address(site):
    page = site["thong-bao/bao-so-3/index.html"]
    assert '<link rel="canonical" href="http://hai-duong.localhost:8000/thong-bao/bao-so-3/">' in page
    assert "UBND tỉnh Hải Dương" in page.split("<main")[1]


def test_placeholders_are_filled_with_the_units_facts(site):
    page = site["thong-bao/bao-so-3/index.html"]
    assert "Người dân Bến Tắm gọi 0220 3000 001" in page
    assert "{{" not in page
    assert "bộ phận một cửa phường Bến Tắm" in site["thu-tuc-hanh-chinh/dang-ky-khai-sinh/index.html"]


def test_only_where_there_are_units_below_the_app_is_said_to_find_one(site):
    assert '<a href="/ung-dung/">Ứng dụng</a>' in site["index.html"]


def test_a_link_to_a_page_leads_to_the_sites_own_copy(site):
    assert '<a href="/thu-tuc-hanh-chinh/dang-ky-khai-sinh/">' in site["thong-bao/bao-so-3/index.html"]


def test_overridden_fields_stand_in_place_of_the_origins(site):
    page = site["thu-tuc-hanh-chinh/dang-ky-khai-sinh/index.html"]
    assert "Bộ phận một cửa phường" in page
    assert "Sáng thứ Bảy" in page


def test_within_a_sentence_a_units_name_is_small(site, example):
    """In files for programs too: feed readers, install dialogues and search engines show what they say."""
    names = "|".join(unit.full_name for unit in (example.unit.unit, *example.unit.parents))
    within = re.compile(rf"\w,? (?:{names})")
    assert {path: found for path, text in site.items() if (found := within.findall(text))} == {}


def test_sample_content_is_marked(site):
    assert all("Dữ liệu mẫu" in text for path, text in site.items() if path.endswith(".html"))


def test_a_text_without_a_summary_gets_one_from_its_body(site):
    assert "Hơn 200 người tham gia." in site["tin-tuc/index.html"]


def test_feeds_parse_and_name_canonical_addresses(site):
    feed = json.loads(site["thong-bao/feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == ["http://hai-duong.localhost:8000/thong-bao/bao-so-3/"]
    assert datetime.fromisoformat(feed["items"][0]["date_published"]).tzinfo


def test_a_feed_says_when_a_document_was_put_up_and_not_when_it_was_issued(example):
    with_pages(example, "van-ban", legal(1))
    example.render()
    (item,) = json.loads(example.files()["van-ban/feed.json"])["items"]
    assert item["date_published"] == "2025-01-01T07:00:00+07:00"
    assert f"<published>{item['date_published']}</published>".encode() in example.files()["van-ban/feed.xml"]


def test_the_last_edit_is_told_apart_from_the_day_of_publication(site):
    published, modified = "2024-09-06T10:00:00+07:00", "2024-09-07T16:15:00+07:00"
    (item,) = json.loads(site["thong-bao/feed.json"])["items"]
    assert (item["date_published"], item["date_modified"]) == (published, modified)
    atom = site["thong-bao/feed.xml"]
    assert f"<published>{published}</published><updated>{modified}</updated>" in atom
    assert atom.count(f"<updated>{modified}</updated>") == 2
    page = site["thong-bao/bao-so-3/index.html"]
    assert '"datePublished":"2024-09-06T03:00:00+00:00","dateModified":"2024-09-07T09:15:00+00:00"' in page


def test_an_edit_that_changes_no_word_changes_only_what_tells_of_it(example):
    example.render()
    before = example.files()
    first, *others = example.unit.shown
    later = msgspec.structs.replace(first, modified_at="2025-03-01T00:00:00+00:00")
    example.change(shown=(later, *others))
    example.render()
    after = example.files()
    assert {path for path in after if before.get(path) != after[path]} == {
        "sitemap.xml",
        "feed.xml",
        "feed.json",
        "tin-tuc/feed.xml",
        "tin-tuc/feed.json",
        "api/tin-tuc.json",
        "tin-tuc/ra-quan-trong-cay/index.html",
    }


def test_the_sitemap_leaves_pages_to_the_site_that_is_canonical(site):
    assert "/tin-tuc/ra-quan-trong-cay/</loc>" in site["sitemap.xml"]
    assert "bao-so-3" not in site["sitemap.xml"]


def test_structured_data_is_json(site):
    for path, text in site.items():
        for part in text.split('<script type="application/ld+json">')[1:]:
            data = json.loads(part.split("</script>")[0])
            assert data["@context"] == "https://schema.org", path


def test_rendering_again_writes_nothing(example):
    assert example.render() > 0
    before = example.files()
    assert example.render() == 0
    assert example.files() == before


def test_the_same_input_gives_the_same_bytes_in_another_folder_and_order(example, tmp_path):
    other = type(example)(tmp_path / "elsewhere" / "deeper")
    other.documents = dict(reversed(other.documents.items()))
    other.write(other.unit)
    example.render()
    pelican_shell._themes.clear()
    other.render()
    assert example.files() == other.files()


def test_an_edited_page_changes_only_itself_and_the_lists_that_name_it(example):
    example.render()
    before = example.files()
    shown = list(example.unit.shown)
    payload = msgspec.json.decode(example.documents[shown[0].document], type=dict)
    payload["fields"]["title"] = "Ra quân trồng cây lần hai"
    name = example.add(msgspec.convert(payload, type=Document))
    shown[0] = msgspec.structs.replace(shown[0], document=name)
    example.change(shown=tuple(shown))
    example.render()
    after = example.files()
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {
        "_tim/0.json",
        "index.html",
        "feed.xml",
        "feed.json",
        "tin-tuc/index.html",
        "tin-tuc/feed.xml",
        "tin-tuc/feed.json",
        "api/tin-tuc.json",
        "tin-tuc/ra-quan-trong-cay/index.html",
    }


def test_a_page_that_left_the_site_leaves_staging(example):
    example.render()
    example.change(shown=example.unit.shown[1:])
    example.render()
    assert not any("ra-quan-trong-cay" in path for path in example.files())
    assert not any(
        "ra-quan-trong-cay" in content.decode() for p, content in example.files().items() if p[0] != "_"
    )


def test_an_interrupted_rendering_is_done_again(example, monkeypatch):
    example.render()
    whole = example.files()
    shown = example.unit.shown
    example.change(shown=shown[1:])
    example.render()
    calls = []

    def fail_at_third(self, item, write=pelican_shell.Staging.write):
        calls.append(item)
        if len(calls) == 3:
            raise KeyboardInterrupt
        write(self, item)

    example.change(shown=shown)
    monkeypatch.setattr(pelican_shell.Staging, "write", fail_at_third)
    with pytest.raises(KeyboardInterrupt):
        example.render()
    monkeypatch.undo()
    example.render()
    assert example.files() == whole


def test_a_section_without_pages_says_so(example):
    example.change(shown=())
    example.render()
    text = example.files()["tin-tuc/index.html"].decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert '<li class="entry' not in text


def test_a_long_section_has_further_pages(example):
    one = example.unit.shown[0]
    many = tuple(msgspec.structs.replace(one, slug=f"bai-{n}") for n in range(45))
    example.change(shown=many)
    example.render()
    files = example.files()
    assert "tin-tuc/trang/3/index.html" in files
    assert "tin-tuc/trang/4/index.html" not in files
    assert '/tin-tuc/trang/2/"' in files["tin-tuc/trang/3/index.html"].decode()


def test_text_with_markup_in_it_stays_text(example):
    evil = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    payload = msgspec.json.decode(example.documents[example.unit.shown[0].document], type=dict)
    payload["fields"] |= {"title": evil, "summary": evil, "contact": evil, "author": evil}
    name = example.add(msgspec.convert(payload, type=Document))
    example.change(
        shown=(
            Shown(
                section="tin-tuc",
                slug="x",
                document=name,
                origin="10546",
                canonical="10546",
                published_at=None,
            ),
        )
    )
    example.render()
    for path, content in example.files().items():
        if path.endswith((".html", ".xml")):
            assert b"<script>alert" not in content, path
            assert b"<img src=x" not in content, path


def test_a_template_that_does_not_compile_is_named(example, monkeypatch):
    example.render()
    theme: Theme = pelican_shell._themes["commune"]
    broken = theme._environment.from_string
    monkeypatch.setattr(theme._environment, "get_template", lambda name: broken("{% if %}"))
    with pytest.raises(ThemeError, match="does not compile"):
        theme.render("page.html", {})


def test_breadcrumbs_end_where_the_reader_is(site):
    def crumbs(path: str) -> list[str]:
        trail = site[path].split('<nav class="breadcrumbs"')[1].split("</nav>")[0]
        return re.findall("<li.*?</li>", trail)

    above = ("hai-duong", "Tỉnh Hải Dương"), ("chi-linh.hai-duong", "Thành phố Chí Linh")
    home = [f'<li><a href="http://{host}.localhost:8000/">{name}</a></li>' for host, name in above]
    home.append('<li><a href="/">Phường Bến Tắm</a></li>')
    assert crumbs("index.html") == home
    assert crumbs("tin-tuc/index.html") == [*home, '<li aria-current="page">Tin tức</li>']
    assert crumbs("tin-tuc/ra-quan-trong-cay/index.html") == [
        *home,
        '<li><a href="/tin-tuc/">Tin tức</a></li>',
        '<li aria-current="page">Ra quân trồng cây đầu xuân</li>',
    ]
    assert crumbs("tim-kiem/index.html") == [*home, '<li aria-current="page">Tìm kiếm</li>']


def test_an_address_that_a_page_has_left_leads_to_the_page(site):
    page = site["tin-tuc/khai-sinh-cho-con/index.html"]
    head, main = page.split("<main")
    assert '<meta http-equiv="refresh" content="0; url=/thu-tuc-hanh-chinh/dang-ky-khai-sinh/">' in head
    assert '<meta name="robots" content="noindex">' in head
    assert 'rel="canonical" href="http://hai-duong.localhost:8000/thu-tuc-hanh-chinh/dang-ky-khai' in head
    assert '<a href="/thu-tuc-hanh-chinh/dang-ky-khai-sinh/">' in main
    assert not any("khai-sinh-cho-con" in text for text in site.values())


def test_a_redirect_goes_when_the_site_has_it_no_more(example):
    example.render()
    example.change(redirects=())
    example.render()
    assert "tin-tuc/khai-sinh-cho-con/index.html" not in example.files()
