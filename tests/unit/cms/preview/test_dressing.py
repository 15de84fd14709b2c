"""A page dressed for a preview: its files and links lead elsewhere, its words stay."""

from hypothesis import given
from hypothesis import strategies as st

from cms.preview.dressing import dressed

SITE = "https://xa.example.vn"


def dress(body: str, attributes: str = "") -> str:
    html = f"<html><head></head><body{attributes}>{body}</body></html>"
    return dressed(html, lambda path: f"/kho/{path}", SITE, "<b>nháp</b>", "<meta>")


def test_files_come_from_where_they_are_to_be_had():
    assert '<img src="/kho/_a/1.png" alt="">' in dress('<img src="/_a/1.png" alt="">')


def test_links_lead_to_the_site_in_a_new_tab():
    made = dress('<a class="x" href="/tin-tuc/">Tin</a>')
    assert f'<a target="_blank" rel="noopener noreferrer" class="x" href="{SITE}/tin-tuc/">Tin</a>' in made


def test_links_within_the_page_and_to_others_keep_their_address():
    assert '<a href="#noi-dung">' in dress('<a href="#noi-dung">x</a>')
    assert 'href="https://dichvucong.gov.vn/"' in dress('<a href="https://dichvucong.gov.vn/">x</a>')
    assert 'href="//khac.vn/"' in dress('<a href="//khac.vn/">x</a>')


def test_the_banner_comes_first_and_the_head_gets_its_lines():
    made = dress("<p>x</p>", ' class="site" data-unit="1"')
    assert '<body class="site" data-unit="1">\n<b>nháp</b><p>x</p>' in made
    assert "<head><meta>\n</head>" in made


@given(st.text(alphabet=st.characters(exclude_characters='<>"'), max_size=80))
def test_text_is_left_as_it_is(text):
    assert f"<p>{text}</p>" in dress(f"<p>{text}</p>")
