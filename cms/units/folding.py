"""Names without marks: for addresses, and for finding a unit whatever way its name is typed."""

import re
import unicodedata
from typing import Final

from anyascii import anyascii
from django.utils.text import slugify

SEPARATORS: Final = r"[!#-&(-,./:-@\[-_{-~]"
"""What parts words as a hyphen does: all of ASCII's signs but quotation marks."""
_SEPARATORS: Final = re.compile(SEPARATORS)


def folded(text: str) -> str:
    """``text`` in lower case and plain letters, with single spaces: "Phường Sa Pả" → "phuong sa pa"."""
    return " ".join(anyascii(unicodedata.normalize("NFC", text)).lower().split())


def slug(text: str) -> str:
    """``text`` as a part of an address: "Tháng 12/2026" → "thang-12-2026"; empty if nothing is left of it."""
    return slugify(_SEPARATORS.sub("-", folded(text)))
