"""An address that leads nowhere, elsewhere or around a corner is found wherever it stands."""

import pytest

PARENT = "hai-duong.localhost"
PAGE = "thong-bao/bao/index.html"


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<a href="/khong-co/">Một</a>', "link '/khong-co/' leads nowhere"),
        ('<a href="khong-co">Một</a>', "link 'khong-co' leads nowhere"),
        ('<a href="/thong-bao/bao">Một</a>', "lacks a slash"),
        ('<a href="#khong-co">Một</a>', "link to #khong-co"),
        ('<a href="/#khong-co">Một</a>', "link to #khong-co of index.html"),
        ('<a href="/_d/manifest.json">Một</a>', "leads nowhere"),
        (f'<a href="http://{PARENT}:8000/khong-co/">Một</a>', "leads nowhere"),
        (f'<a href="http://{PARENT}/">Một</a>', "another scheme or port"),
        (f'<a href="https://{PARENT}:8000/">Một</a>', "another scheme or port"),
        ('<a href="/hai tu/">Một</a>', "holds white space"),
        ('<a href="javascript:x()">Một</a>', "cannot be followed"),
        ('<a href="http://[x/">Một</a>', "is no address"),
        ('<form action="/gui/"></form>', "link '/gui/' leads nowhere"),
        ('<img src="/_a/khong-co.webp" alt="">', "asset '/_a/khong-co.webp' leads nowhere"),
        ('<img src="" alt="">', "an asset has an empty address"),
        ('<img src="data:image/gif;base64,R0" alt="">', "cannot be followed"),
        ('<img src="https://vi.wikipedia.org/a.png" alt="">', "is on another host"),
        (f'<img src="http://{PARENT}:8000/_a/a.png" alt="">', "is on another host"),
        ('<img src="/feed.xml" srcset="/x.webp 2x" alt="">', "asset '/x.webp' leads nowhere"),
        ('<script src="//cdn.example.vn/x.js"></script>', "is on another host"),
    ],
)
def test_addresses_in_pages(site, html, fault):
    site.body(html)
    assert any(found.startswith(PAGE) and fault in found for found in site.faults())


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("/thong-bao/bao/", "is not absolute"),
        ("http://khong-co.localhost:8000/thong-bao/bao/", "is on no site of the folder"),
        (f"http://{PARENT}:8000/thong-bao/bao-cu/", "leads nowhere"),
    ],
)
def test_canonical_addresses(site, address, fault):
    site.change(PAGE, '"ORIGIN/thong-bao/bao/"', f'"{address}"')
    assert any(found.startswith(f"{PAGE}: canonical") and fault in found for found in site.faults())


def test_a_form_may_lead_to_what_the_search_api_answers(site):
    site.body('<form action="/api/tim-kiem/10546/"></form>')
    assert site.faults() == []
    site.body('<img src="/api/tim-kiem/10546/" alt="">')
    assert len(site.faults()) == 1


def test_a_home_page_names_its_own_site(site):
    site.change(
        "index.html", 'rel="canonical" href="ORIGIN/"', f'rel="canonical" href="http://{PARENT}:8000/"'
    )
    assert site.faults() == [f"index.html: the home page's canonical address is 'http://{PARENT}:8000/'"]


@pytest.mark.parametrize(
    "css", ["a{background:url(/x.svg)}", "a{background:url('x.svg')}", '@import "x.css";']
)
def test_what_a_stylesheet_loads_is_there(site, css):
    site.put("_a/them.css", css)
    assert any(found.startswith("_a/them.css: asset") and "leads nowhere" in found for found in site.faults())


def test_a_stylesheet_loads_what_is_beside_it(site):
    site.put("_a/nen.svg", '<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    site.put("_a/them.css", "a{background:url(nen.svg)} b{background:url(data:image/gif,x)}")
    assert site.faults() == []


def test_hosts_that_are_no_sites_are_counted_and_not_followed(site):
    site.body(
        '<a href="https://vi.wikipedia.org/wiki/Vi">Một</a> <a href="https://vi.wikipedia.org/">Hai</a>'
    )
    report = site.check()
    assert report.faults == []
    assert report.outside == {"vi.wikipedia.org": 2}


def test_a_link_to_a_site_that_was_never_deployed_leads_nowhere(site):
    (site.folder / "xa-moi.localhost").mkdir()
    site.body('<a href="http://xa-moi.localhost:8000/">Xã mới</a>')
    assert any("leads to a site without a manifest" in fault for fault in site.faults())
