"""Every kind of fault that a page can have is found, and named."""

import json

import pytest

from build.crawl.page import read_page

PAGE = "thong-bao/bao/index.html"


def way(*positions):
    """A way of steps at these places."""
    steps = [{"@type": "ListItem", "position": place, "name": "Một", "item": "/"} for place in positions]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def judged(*records):
    """What is wrong with structured data of those records."""
    data = json.dumps({"@context": "https://schema.org", "@graph": records})
    html = f'<script type="application/ld+json">{data}</script>'
    return [fault for fault in read_page(html).faults if "structured data" in fault]


def test_a_whole_site_has_no_faults(site):
    report = site.check()
    assert report.faults == []
    assert (report.files, report.pages) == (10, 4)
    assert report.links > 20


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<!doctype html>", "", "<!doctype html>"),
        ("<!doctype html>", "<p></p><!doctype html>", "the doctype does not stand first"),
        (' lang="vi"', "", "language"),
        ('<meta charset="utf-8">', "", "encoding"),
        ('<meta name="viewport" content="width=device-width">', "", "width"),
        ("<title>Một trang | Phường Bến Tắm</title>", "", "0 titles"),
        ("<title>Một trang ", "<title> ", "the title is empty"),
        ("<h1>Một trang</h1>", "", "0 h1"),
        ("<h1>Một trang</h1>", "<h1>Một</h1><h1>Hai</h1>", "2 h1"),
        ("<h1>Một trang</h1>", "<h2>Một</h2><h1>Hai</h1>", "the first heading is h2"),
        ("<h1>Một trang</h1>", "<h1>Một</h1><h3>Ba</h3>", "h3 'Ba' follows h1"),
        ("<h1>Một trang</h1>", "<h1>Một</h1><h2> </h2>", "an h2 is empty"),
        ('<main id="noi-dung">', '<div id="noi-dung">', "0 main parts"),
        ("</html>", "", "<html> is never closed"),
        ('<link rel="canonical"', '<link rel="author"', "0 canonical addresses"),
    ],
)
def test_what_every_page_must_have(site, old, new, fault):
    site.change(PAGE, old, new)
    assert any(found.startswith(PAGE) and fault in found for found in site.faults())


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p>Một", "<p> is not closed before </main>"),
        ("<p>Một</div></p>", "</div> closes nothing"),
        ("<b><i>Một</b></i>", "<i> is not closed before </b>"),
        ("<p/>", "<p/> closes itself"),
        ('<p class="a" class="b">Một</p>', "<p> has an attribute twice"),
        ("<ul><p>Một</p></ul>", "<p> stands directly in <ul>"),
        ("<div><li>Một</li></div>", "<li> stands directly in <div>"),
        ("<ul>Một</ul>", "text stands directly in <ul>"),
        ("<table><td>Một</td></table>", "<td> stands directly in <table>"),
        ("<p><ul><li>Một</li></ul></p>", "<ul> stands in <p>, which holds only words"),
        ('<p><a href="/"><div>Một</div></a></p>', "<div> stands in <p>"),
        ('<a href="/">Một <a href="/">hai</a></a>', "<a> stands within <a>"),
        ("<form><form></form></form>", "<form> stands within <form>"),
        ('<button type="button"><a href="/">Một</a></button>', "<a> stands within <button>"),
        ("<figure><p>Một</p><figcaption>Hai</figcaption><p>Ba</p></figure>", "neither first nor last"),
    ],
)
def test_nesting(site, html, fault):
    site.body(html)
    assert any(fault in found for found in site.faults())


@pytest.mark.parametrize(
    "html",
    [
        '<svg viewBox="0 0 8 8" aria-hidden="true"><path d="M0 0h8"/></svg>',
        '<a href="/"><div>Một khối</div></a>',
        "<details><summary><h2>Hỏi</h2></summary><p>Đáp</p></details>",
        "<figure><p>Một</p><p>Hai</p><figcaption>Ba</figcaption></figure>",
        "<dl><div><dt>Một</dt><dd>Hai</dd></div></dl>",
        "<table><tbody><tr><th>Một</th><td>Hai</td></tr></tbody></table>",
        "<p>Một<br>hai &amp; ba &lt; bốn</p>",
        '<form action="/tim-kiem/"><label>Tìm <input name="q"></label><input type="hidden" name="a"></form>',
        '<a href="mailto:a@x.vn">Thư</a> <a href="tel:02203000001">Gọi</a> <a href="https://vi.wikipedia.org">W</a>',
        '<a href="#cuoi">Xuống</a><p id="cuoi">Cuối</p>',
        '<a href="/" tabindex="-1" aria-hidden="true"></a>',
        '<a href="?q=1">Lọc</a> <a href="../../">Lên</a> <a href="/thong-bao/bao/?in=1#noi-dung">In</a>',
        '<a href="http://hai-duong.localhost:8000/thong-bao/bao/">Trang trên</a>',
    ],
)
def test_what_is_right_is_let_pass(site, html):
    site.body(html)
    assert site.faults() == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p id="a"></p><p id="a"></p>', "id 'a' is given 2 times"),
        ('<section aria-labelledby="b"></section>', "aria-labelledby='b' of <section> names no id"),
        ('<img src="/feed.json">', "the picture '/feed.json' has no alt"),
        ('<input name="q">', "<input name='q'> has no label"),
        ('<select name="s"></select>', "<select name='s'> has no label"),
        ('<a href="/"></a>', "<a href='/'> says nothing"),
        ('<a href="/" aria-hidden="true"></a>', "<a href='/'> says nothing"),
        ('<button type="button"> </button>', "<button href=''> says nothing"),
        ('<p style="color:red">Một</p>', "a style stands in the page (<p>)"),
        ('<p onclick="x()">Một</p>', "a script stands in the page (onclick of <p>)"),
        ("<script>x()</script>", "a script stands in the page (<script>)"),
        ('<script type="application/ld+json">{</script>', "the structured data is not JSON"),
        ('<script type="application/ld+json">{}</script>', "does not name schema.org"),
        ("<p>Gọi {{điện thoại}}</p>", "'{{điện thoại' was left unfilled"),
        ('<a href="page:30/tin-tuc/le-hoi">Lễ hội</a>', "'page:30/tin-tuc/le-hoi' was left unfilled"),
    ],
)
def test_what_a_reader_or_a_machine_would_stumble_over(site, html, fault):
    site.body(html)
    assert any(fault in found for found in site.faults())


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"@type": "NewsArticel"}, "unknown type 'NewsArticel'"),
        ({"@type": ["Place"]}, "unknown type ['Place']"),
        ({"@type": "Person", "title": "Chủ tịch"}, "gives Person the unknown property 'title'"),
        ({"@type": "WebPage", "about": [{"@type": "Event", "start": "1"}]}, "unknown property 'start'"),
        ({"@id": "/#unit", "phone": "1"}, "gives a reference the unknown property 'phone'"),
        ({"name": "Xã"}, "a record with name in the structured data has no type"),
        (way(2, 1), "the positions in the structured data are [2, 1]"),
        (way(0, 1), "the positions in the structured data are [0, 1]"),
        (way("1"), "the positions in the structured data are ['1']"),
        ({"@type": "BreadcrumbList"}, "the positions in the structured data are [None]"),
    ],
)
def test_structured_data_is_schema_orgs(data, fault):
    assert any(fault in found for found in judged(data))


def test_structured_data_may_name_what_another_record_tells():
    publisher = {"@id": "/#unit", "name": "Xã"}
    assert judged({"@type": "WebPage", "publisher": publisher}, way(1, 2)) == []


def test_a_picture_names_the_link_around_it():
    html = '<a href="/"><img src="/a.svg" alt="Trang chủ"></a>'
    assert not [fault for fault in read_page(html).faults if "says nothing" in fault]


def test_every_candidate_of_a_srcset_is_an_asset():
    html = '<img src="/a.webp" alt="" srcset="/b.webp 1x, /c.webp 640w">'
    assert {address for address, role in read_page(html).references if role == "asset"} == {
        "/a.webp",
        "/b.webp",
        "/c.webp",
    }
