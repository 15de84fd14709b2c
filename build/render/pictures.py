"""Pictures as pages show them: the browser takes the smallest version that is sharp enough in its place."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup, escape

from build.snapshot.schema import File, Variant

_COLUMN: Final = "(min-width: 48rem) 40rem, 88vw"
"""A phone's column is 91 % wide; said to be 88, a screen of 360 px takes those of 320 and 640 px, which
hardly anybody can tell from the heavier ones above."""

_QUARTER: Final = 25


def picture(file: File, lazy: bool = True, sizes: str = "") -> Markup:
    """``file`` as HTML; what is not ``lazy`` is loaded at once.

    ``sizes`` says how wide it is shown where that is not a page's column. Browsers that know
    neither AVIF nor WebP get the file itself.
    """
    widths = escape(sizes or _COLUMN)
    sources = "".join(_source(kind, variants, widths) for kind, variants in _by_kind(file))
    image = _image(file, lazy)
    return Markup(f"<picture>{sources}{image}</picture>" if sources else image)  # noqa: S704 - escaped above


def _by_kind(file: File) -> Iterator[tuple[str, list[Variant]]]:
    for kind, variants in groupby(file.variants, key=lambda variant: variant.extension):
        if kind != "png":
            yield kind, list(variants)


def _source(kind: str, variants: list[Variant], widths: str) -> str:
    candidates = ", ".join(f"/{variant.asset} {variant.width}w" for variant in variants)
    return f'<source type="image/{kind}" srcset="{candidates}" sizes="{widths}">'


def _image(file: File, lazy: bool) -> str:
    size = {"width": file.width, "height": file.height} if file.width and file.height else {}
    given: dict[str, Any] = {"src": f"/{file.asset}", "alt": file.alt, **size, **_focus(file)}
    loading = {"loading": "lazy"} if lazy else {}
    attributes = given | loading | {"decoding": "async"}
    return "<img " + " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items()) + ">"


def _focus(file: File) -> dict[str, int]:
    """Where to cut a picture, in quarters: no page may hold a style of its own, so attributes say it."""
    if file.focus is None:
        return {}
    across, down = (round(percent / _QUARTER) * _QUARTER for percent in file.focus)
    return {"data-across": across, "data-down": down}
