"""White space in templates: what no reader sees goes, what parts two words stays."""

from xml.etree.ElementTree import Element

import html5lib
import pytest
from jinja2 import Environment

from build.gallery.pages import whole_pages
from build.gallery.world import TIERS, World
from build.render.compact import compact
from build.render.theme import JINJA_ENVIRONMENT
from build.snapshot.page_types import PAGE_TYPES

IN_LINE = {"a", "b", "button", "i", "input", "label", "mark", "select", "span", "strong", "time"}


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>\n  a   b\n  c\n</p>", "<p>a b\nc</p>"),
        ("<b>a</b>\n<i>b</i>", "<b>a</b>\n<i>b</i>"),
        ('<svg>\n<path d="M0 0"/>\n</svg>\nTìm', '<svg><path d="M0 0"/></svg>\nTìm'),
        ('</a>\n<h2 id="muc-', '</a><h2 id="muc-'),
        ('">\nchữ', '">\nchữ'),
        ("<label>a</label>\n<pre>\n  a\n</pre>", "<label>a</label>\n<pre>\n  a\n</pre>"),
        (" <picture> a</picture> ", " <picture> a</picture> "),
    ],
)
def test_only_what_is_not_seen_goes(given: str, made: str) -> None:
    assert compact(given) == made


def test_words_beside_an_expression_stay_apart() -> None:
    template = Environment(**JINJA_ENVIRONMENT).from_string(
        "<p>\n{{ one }}\n{{ two }}\n{% if two %}\n<b>c</b>\n{% endif %}\n<i>d</i>\n</p>"
    )
    assert template.render(one="a", two="b") == "<p>a\nb\n<b>c</b>\n<i>d</i></p>"


def test_a_fault_is_still_found_on_its_line() -> None:
    template = Environment(**JINJA_ENVIRONMENT).from_string(
        "<ul>\n<li>a</li>\n\n<li>{{ 1 // 0 }}</li>\n</ul>"
    )
    with pytest.raises(ZeroDivisionError) as fault:
        template.render()
    assert fault.traceback[-1].lineno == 3


@pytest.mark.parametrize("tier", TIERS)
def test_no_page_says_or_holds_anything_else(tier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {page.path: page.html for page in whole_pages(World(tier))}
    monkeypatch.setitem(JINJA_ENVIRONMENT, "extensions", [])
    spacious = {page.path: page.html for page in whole_pages(World(tier))}
    assert len(made) > len(PAGE_TYPES)
    for path, html in made.items():
        assert len(html) < len(spacious[path])
        assert _words(html) == _words(spacious[path]), path


def _words(html: str) -> list[str]:
    """Every tag, and the words as a reader sees them: what stands in a line runs together unless parted."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    tags = [f"{element.tag} {sorted(element.items())}" for element in tree.iter()]
    return tags + _text(tree).split()


def _text(element: Element) -> str:
    inner = (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)
    return inner if element.tag in IN_LINE else f" {inner} "
