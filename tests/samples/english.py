"""Finds English in what a screen says, by what no Vietnamese word looks like.

A Vietnamese syllable without any mark is one onset, one vowel group and at most a nasal: syllables that
end in c, ch, p or t always carry a tone mark. So ``Save``, ``Edit`` and ``not`` cannot be Vietnamese,
while ``tin`` and ``xem`` can. The few English words of that shape are found when they stand alone.
"""

import re
import unicodedata

ONSET = "b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
VOWELS = "oai|oay|oeo|uay|uya|uyu|ai|ao|au|ay|eo|ia|iu|oa|oe|oi|ua|ue|ui|uy|a|e|i|o|u|y"
SYLLABLE = re.compile(f"(?:{ONSET})?(?:{VOWELS})(?:ng|nh|m|n)?")
ALONE = {"an", "be", "by", "do", "go", "hi", "in", "me", "my", "no", "on", "so", "the", "then", "to"}

ADDRESS = re.compile(r"\S*[@/_\d\\=]\S*|\S+\.\w{2,}\S*|[a-z0-9]+(?:-[a-z0-9]+)+")
"""What is no word: an address, a file's name, a code, a user's name, an address's last part."""

WORD = re.compile(r"(?<![^\W_])[A-Za-z]{2,}(?![^\W_])")

# fmt: off
NAMES = {
    "API", "AVIF", "Alt", "Android", "Atom", "CN", "CSV", "Ctrl", "DCAT", "DOC", "DOCX", "English", "Enter",
    "Esc", "Feed", "GIF", "HEIC", "HTML", "ICO", "ID", "IP", "JPEG", "JPG", "JSON", "JavaScript", "KB", "LD",
    "Lines", "MB", "Markdown", "ODS", "ODT", "OIDC", "PDF", "PNG", "QR", "SVG", "Shift", "TOTP", "Tab",
    "UBND", "URL", "UTC", "UUID", "WCAG", "WEBP", "Wagtail", "XLS", "XLSX", "XML", "ZIP", "byte", "cookie",
    "iCalendar", "iPad", "iPhone", "px", "video", "Video", "Vimeo", "WebP", "YouTube",
}
# fmt: on
"""Names, units, formats, devices and keys of the keyboard that are the same in Vietnamese."""


def english_in(text: str) -> list[str]:
    """The words of ``text`` that are not Vietnamese, in order; empty where all of it is."""
    words = WORD.findall(ADDRESS.sub(" ", unicodedata.normalize("NFC", text)))
    if len(words) == 1 and text.strip().lower() in ALONE:
        return words
    return [word for word in words if word not in NAMES and not SYLLABLE.fullmatch(word.lower())]
