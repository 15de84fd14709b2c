"""What search engines and browsers are told is true."""

import pytest

PAGE = "thong-bao/bao/index.html"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</urlset>", "", "not well-formed XML"),
        ("<urlset", "<sitemapindex", "not well-formed XML"),
        ("schemas/sitemap/0.9", "schemas/sitemap/1", "the root element is"),
        ("<loc>ORIGIN/</loc>", "<loc>ORIGIN/thong-bao/bao/</loc>", "lists an address twice"),
        ("<loc>ORIGIN/</loc>", "<loc>/</loc>", "is not absolute"),
        ("<loc>ORIGIN/</loc>", "<loc>ORIGIN/khong-co/</loc>", "leads nowhere"),
        ("<loc>ORIGIN/</loc>", "<loc>http://hai-duong.localhost:8000/</loc>", "is on another host"),
        ("<loc>ORIGIN/</loc>", "<loc>ORIGIN/tim-kiem/</loc>", "lists tim-kiem/index.html, which is not"),
        ("<loc>ORIGIN/thong-bao/bao/</loc>", "<loc>ORIGIN/</loc>", f"lacks {PAGE}"),
        ("2025-01-07", "07/01/2025", "is no day"),
    ],
)
def test_sitemaps(site, old, new, fault):
    site.change("sitemap.xml", old, new)
    assert any(found.startswith("sitemap.xml") and fault in found for found in site.faults())


def test_an_empty_sitemap_is_of_no_use(site):
    site.put("sitemap.xml", '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>')
    assert "sitemap.xml: the sitemap has 0 addresses" in site.faults()


def test_a_page_that_is_canonical_elsewhere_is_not_for_this_sites_sitemap(site):
    site.change(PAGE, '"ORIGIN/thong-bao/bao/"', '"http://hai-duong.localhost:8000/thong-bao/bao/"')
    assert site.faults() == [f"sitemap.xml: lists {PAGE}, which is not canonical here"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Sitemap: ORIGIN/sitemap.xml", "", "does not name the sitemap"),
        ("Sitemap: ORIGIN", "Sitemap: ", "is not absolute"),
        ("User-agent: *", "User-agent: mot", "no rules for all crawlers"),
        ("/tim-kiem/?", "/", "keeps crawlers out"),
    ],
)
def test_robots(site, old, new, fault):
    site.change("robots.txt", old, new)
    assert any(found.startswith("robots.txt") and fault in found for found in site.faults())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</OpenSearchDescription>", "", "not well-formed XML"),
        ("Bến Tắm", "Trang thông tin điện tử", "longer than 16 characters"),
        ("Tìm kiếm", "", "the description is empty"),
        ("{searchTerms}", "", "no address takes the search terms"),
        ("/tim-kiem/?q", "/tim/?q", "leads nowhere"),
    ],
)
def test_opensearch(site, old, new, fault):
    site.change("opensearch.xml", old, new)
    assert any(found.startswith("opensearch.xml") and fault in found for found in site.faults())
