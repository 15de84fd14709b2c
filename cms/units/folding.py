"""Names without marks: for addresses, and for finding a unit whatever way its name is typed."""

import unicodedata

from anyascii import anyascii
from django.utils.text import slugify


def folded(text: str) -> str:
    """``text`` in lower case and plain letters, with single spaces: "Phường Sa Pả" → "phuong sa pa"."""
    return " ".join(anyascii(unicodedata.normalize("NFC", text)).lower().split())


def slug(text: str) -> str:
    """``text`` as a part of an address: "Đường Hoa" → "duong-hoa"; empty if nothing is left of it."""
    return slugify(folded(text)).replace("_", "-").strip("-")
