"""What programs read is judged too: calendars, the catalogue, the app's manifest, the index of sitemaps."""

import pytest

CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@a\r\nDTSTAMP:20250107T013000Z\r\n"
    "DTSTART;VALUE=DATE:20250107\r\nSUMMARY:Họp hội đồng về việc\r\n  giao đất\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
FILE = '"dcat:distribution": [{"dcat:downloadURL": {"@id": "ORIGIN/feed.xml"}}]'
DATASET = f'{{"@id": "ORIGIN/#a", "dct:title": {{"@value": "Tin"}}, {FILE}}}'
CATALOGUE = f'{{"dcat:dataset": [{DATASET}]}}'
MANIFEST = '{"name": "Cổng", "start_url": "/", "icons": [{"src": "/feed.xml"}]}'
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>ORIGIN/sitemap.xml</loc></sitemap></sitemapindex>"""
FILES = {
    "lich.ics": CALENDAR,
    "catalog.jsonld": CATALOGUE,
    "app.webmanifest": MANIFEST,
    "sitemap-index.xml": INDEX,
    "api/site.json": "{}",
}


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("lich.ics", "", "", ""),
        ("lich.ics", "\r\n", "\n", "does not end in CR LF"),
        ("lich.ics", "END:VCALENDAR\r\n", "END:VCALENDAR", "does not end in CR LF"),
        ("lich.ics", "SUMMARY:", "SUMMARY:" + "ễ" * 30, "longer than 75 bytes"),
        ("lich.ics", "UID:1@a\r\n", "", "an event has 0 UID"),
        ("lich.ics", "END:VEVENT\r\n", "", "a VEVENT is never ended"),
        ("lich.ics", "END:VCALENDAR\r\n", CALENDAR.partition("2.0\r\n")[2], "2 events are UID:1@a"),
        ("lich.ics", "BEGIN:VCALENDAR\r\n", "", "is no calendar"),
        ("catalog.jsonld", "ORIGIN/feed.xml", "ORIGIN/khong-co.csv", "leads nowhere"),
        ("catalog.jsonld", '"Tin"', '" "', "has no title"),
        ("catalog.jsonld", DATASET, f"{DATASET}, {DATASET}", "2 datasets with 1 names"),
        ("catalog.jsonld", "dcat:downloadURL", "url", "is not as DCAT has it"),
        ("catalog.jsonld", f"[{DATASET}]", "[]", "0 datasets"),
        ("app.webmanifest", '"/"', '"/khong-co/"', "leads nowhere"),
        ("app.webmanifest", '"Cổng"', '""', "the manifest has no name"),
        ("sitemap-index.xml", "sitemap.xml", "sitemap-9.xml", "leads nowhere"),
        ("sitemap-index.xml", "</sitemapindex>", "", "not well-formed XML"),
        ("api/site.json", "{}", "[]", "is no object"),
        ("api/site.json", "{}", "{", "not JSON"),
        ("api/site.json", "{}", '{"a": "{{tên}}"}', "was left unfilled"),
    ],
)
def test_what_programs_read(site, file, old, new, fault):
    for key, text in FILES.items():
        site.put(key, text.replace(old, new) if old and key == file else text)
    faults = site.faults()
    assert [found for found in faults if not found.startswith(file)] == []
    assert any(fault in found for found in faults) is bool(fault)
