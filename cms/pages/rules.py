"""What a content page may not be, each fault as one sentence to its editor. Pure."""

import re
from collections.abc import Container, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any, Final

from build.snapshot.page_types import PLACEHOLDERS
from cms.units.folding import slug

RESERVED_SLUGS: Final = frozenset({"trang"})
"""Slugs that a section's own addresses use: ``/<section>/trang/2/``."""

SLUG_LENGTH: Final = 200

NEEDED: Final = {
    "title": "Tiêu đề không được để trống.",
    "week": "Lịch làm việc phải có tuần: hãy chọn một ngày trong tuần.",
}
"""The fields that no page of a type that has them may leave empty, and what their editor is told."""

LONGEST_URGENCY: Final = timedelta(days=30)
"""What goes on for longer is no emergency, and a banner that is always there is not read."""

_SLUG = re.compile(r"[a-z0-9_-]+")
_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_TEXT_KEYS_APART: Final = frozenset({"type", "id"})


def slug_for(title: str) -> str:
    """The slug that a title gives: without marks, no longer than a file's name may be."""
    return slug(title)[:SLUG_LENGTH].strip("-")


def free_slug(slug: str, taken: Container[str]) -> str:
    """``slug``, with the first number behind it that makes it one of its own."""
    numbered = (f"{slug}-{number}" for number in count(2))
    return next(free for free in chain([slug], numbered) if free not in taken)


def slug_fault(slug: str) -> str | None:
    """Why a page of a section cannot have this slug."""
    if not _SLUG.fullmatch(slug):
        return "Địa chỉ chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối."
    if slug in RESERVED_SLUGS:
        return f"Địa chỉ “{slug}” dành riêng cho hệ thống; hãy chọn địa chỉ khác."
    return None


def placeholders_in(texts: Iterable[str]) -> list[str]:
    """The names of the placeholders in ``texts``, each once, as they come."""
    return list(dict.fromkeys(name.strip() for text in texts for name in _PLACEHOLDER.findall(text)))


def placeholder_fault(texts: Iterable[str]) -> str | None:
    """Why the placeholders in ``texts`` cannot be filled in."""
    unknown = [name for name in placeholders_in(texts) if name not in PLACEHOLDERS]
    if not unknown:
        return None
    wrong = ", ".join(f"{{{{{name}}}}}" for name in unknown)
    known = ", ".join(f"{{{{{name}}}}}" for name in PLACEHOLDERS)
    return f"Không có chỗ điền tự động {wrong}; chỉ dùng được {known}."


def texts_in(raw: Any) -> Iterable[str]:
    """Every text in stored blocks."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            if key not in _TEXT_KEYS_APART:
                yield from texts_in(value)
    elif isinstance(raw, list | tuple):
        for value in raw:
            yield from texts_in(value)


def expiry_fault(published_at: Any, expires_at: Any) -> str | None:
    """Why a page published then cannot expire then; both are moments or None."""
    if published_at and expires_at and expires_at <= published_at:
        return "Thời điểm hết hạn phải sau thời điểm xuất bản."
    return None


def urgent_faults(strength: str, expires_at: datetime | None, now: datetime) -> dict[str, str]:
    """Why a notice cannot be urgent, by field: it has to reach people, and it has to end."""
    faults = {}
    if strength != "mandatory":
        faults["strength"] = "Thông báo khẩn cấp phải là trang bắt buộc."
    if expires_at is None:
        faults["expire_at"] = "Thông báo khẩn cấp phải có thời điểm kết thúc."
    elif expires_at > now + LONGEST_URGENCY:
        faults["expire_at"] = (
            f"Thông báo khẩn cấp kéo dài nhiều nhất {LONGEST_URGENCY.days} ngày; hãy chọn thời điểm sớm hơn."
        )
    return faults


VALIDITY: Final = ("effective_on", "ends_on", "replaced_by")
"""The fields of a legal document that ``validity_faults`` judges together, in its order."""


def validity_faults(effective_on: Any, ends_on: Any, replaced_by: str) -> dict[str, str]:
    """Why a legal document cannot be in force so, by field; both are days (or both ISO dates) or None."""
    if replaced_by and not ends_on:
        return {"ends_on": "Văn bản đã bị thay thế: hãy ghi ngày hết hiệu lực."}
    if effective_on and ends_on and ends_on <= effective_on:
        return {"ends_on": "Ngày hết hiệu lực phải sau ngày có hiệu lực."}
    return {}


def title_fault(long_title: str, longest: int) -> str | None:
    """Why the long title is not one."""
    if long_title and len(long_title) <= longest:
        return f"Tên này không dài hơn {longest} ký tự: hãy ghi vào tiêu đề và để trống ô này."
    return None
