"""What HTML may hold: nothing that runs, nothing from elsewhere, and cleaning once is enough."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.pages.cleaning import ATTRIBUTES, TAGS, clean_html

KEPT = [
    "<p>Chào <strong>bà con</strong>, <em>kính mời</em> H<sub>2</sub>O, m<sup>2</sup><br>hết.</p>",
    "<h2>Một</h2><h3>Hai</h3><h4>Ba</h4><hr>",
    '<ol start="3"><li>a<ul><li>b</li></ul></li></ol>',
    "<dl><dt>Điện thoại</dt><dd>0220</dd></dl>",
    '<table><caption>Thu</caption><thead><tr><th scope="col">Năm</th></tr></thead></table>',
    '<table><tbody><tr><td colspan="2">2024</td><td rowspan="2">1</td></tr></tbody></table>',
    '<figure><img src="/_a/x.png" alt="Cầu" width="10" height="5"><figcaption>Cầu</figcaption></figure>',
    "<blockquote><p>Trích</p></blockquote>",
    '<a href="https://example.vn/a?b=1&amp;c=2">x</a>',
    '<a href="mailto:a@example.vn">x</a><a href="tel:0220">x</a>',
    '<a href="/tin-tuc/a/">x</a><a href="#b">x</a>',
    '<a href="page:30/thong-bao/a">x</a>',
    "<p>{{tên đầy đủ}}</p>",
]

CHANGED = [
    ("<script>alert(1)</script>a", "a"),
    ("<style>p{}</style>a", "a"),
    ("<iframe src='//x'>b</iframe>a", "a"),
    ("<svg onload=alert(1)><a>x</a></svg>a", "a"),
    ('<p onclick="x()" style="color:red" class="b" id="c">a</p>', "<p>a</p>"),
    ('<img src="/a.png" alt="" onerror="alert(1)">', '<img src="/a.png" alt="">'),
    ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
    ('<a href="jAvA\tscript:alert(1)">a</a>', "<a>a</a>"),
    ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
    ('<a href="//elsewhere.example/">a</a>', "<a>a</a>"),
    ('<a href="/\\elsewhere.example/">a</a>', "<a>a</a>"),
    ('<a href="/\n/elsewhere.example/">a</a>', "<a>a</a>"),
    ('<a href="relative.html">a</a>', "<a>a</a>"),
    ('<a href="page:30/a">a</a>', "<a>a</a>"),
    ('<img src="https://elsewhere.example/pixel.png" alt="a">b', "b"),
    ('<img src="data:image/png;base64,AA" alt="a > b">c', "c"),
    ('<img alt="no source">a', "a"),
    ('<th scope="everything">a</th>', "a"),
    ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h4>b</h4>"),
    ("<div>a</div><div>b</div>", "\na\n\nb\n"),
    ("<p>a<!-- b --></p>", "<p>a</p>"),
    ("<form><input value='a'><button>b</button></form>", "b"),
    ("<p>a", "<p>a</p>"),
]

PIECES = st.sampled_from(
    [f"<{tag}>" for tag in sorted(TAGS)]
    + [f"</{tag}>" for tag in sorted(TAGS)]
    + ["<button>", "</button>", "<div>", "</div>", "<h1>", "</h1>", "<svg>", "</svg>", "<math>", "<mi>"]
    + [
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<select>",
        "<option>",
        "<form>",
        "<table ",
    ]
    + [
        '<a href="javascript:a">',
        '<a href="/a">',
        '<img src="/a" alt="<">',
        '<img src="//b">',
        "&lt;",
        "&",
        '"',
    ]
    + ["<noscript>", "<title>", "<textarea>", "<plaintext>", "<template>", "<p style=a", ">", "\x00", "đ"]
)


@pytest.mark.parametrize("html", KEPT)
def test_what_is_allowed_stays_as_it_is(html):
    assert clean_html(html) == html


@pytest.mark.parametrize(("html", "cleaned"), CHANGED)
def test_what_is_not_allowed_goes(html, cleaned):
    assert clean_html(html) == cleaned


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_cleaning_what_is_clean_changes_nothing(html):
    cleaned = clean_html(html)
    assert clean_html(cleaned) == cleaned


def test_no_attribute_is_allowed_that_could_run():
    allowed = {attribute for attributes in ATTRIBUTES.values() for attribute in attributes}
    assert not {name for name in allowed if name.startswith("on")} | allowed & {
        "style",
        "class",
        "id",
        "srcset",
    }
