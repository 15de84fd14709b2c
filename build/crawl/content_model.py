"""Which element may stand in which: the parts of the HTML standard that generated pages can break.

From https://html.spec.whatwg.org/multipage/dom.html#content-models and the definition of each element.
"""

from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID: Final = _names("area base br col embed hr img input link meta source track wbr")

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")

NOT_PHRASING: Final = _names(
    "address article aside blockquote caption dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary table "
    "tbody td tfoot th thead tr ul"
)

ONLY_PHRASING: Final = _names(
    "abbr b bdi bdo button cite code data dfn em h1 h2 h3 h4 h5 h6 i kbd label legend mark output p pre q s "
    "samp small span strong sub summary sup time u var"
)

HEADINGS_ALLOWED: Final = _names("legend summary")

TRANSPARENT: Final = _names("a del ins")

_TABLE_PARTS: Final = _names("thead tbody tfoot")

PARENTS: Final = {
    "caption": _names("table"),
    "dd": _names("dl div"),
    "dt": _names("dl div"),
    "figcaption": _names("figure"),
    "legend": _names("fieldset"),
    "li": _names("ul ol menu"),
    "optgroup": _names("select"),
    "option": _names("select datalist optgroup"),
    "source": _names("picture audio video"),
    "summary": _names("details"),
    "tbody": _names("table"),
    "td": _names("tr"),
    "tfoot": _names("table"),
    "th": _names("tr"),
    "thead": _names("table"),
    "title": _names("head svg g"),
    "tr": _TABLE_PARTS | {"table"},
}

CHILDREN: Final = {
    "dl": _names("dt dd div script template"),
    "ol": _names("li script template"),
    "optgroup": _names("option script template"),
    "select": _names("option optgroup hr script template"),
    "table": _TABLE_PARTS | _names("caption colgroup tr script template"),
    "tbody": _names("tr script template"),
    "tfoot": _names("tr script template"),
    "thead": _names("tr script template"),
    "tr": _names("td th script template"),
    "ul": _names("li script template"),
}

_LINKS_AND_BUTTONS: Final = _names("a button")
_BANDS: Final = _names("dt footer header")

NEVER_WITHIN: Final = {
    **dict.fromkeys(_names("a button details input select textarea"), _LINKS_AND_BUTTONS),
    **dict.fromkeys(_names("article aside nav section h1 h2 h3 h4 h5 h6"), _names("dt")),
    "footer": _BANDS,
    "form": _names("form"),
    "header": _BANDS,
    "label": _names("button label"),
    "main": _names("article aside dt footer header nav section"),
}
"""For each element, those that it may not stand in at any depth."""
