"""The page types and their fields: the one table that authoring, import, snapshot and themes share.

A field's kind says how its value looks in JSON:

- ``line``    text without a line break
- ``text``    plain text, paragraphs separated by blank lines
- ``html``    clean HTML, with tokens for placeholders and for links to pages
- ``date``    an ISO date ("2025-03-01") or null
- ``people``  a list of objects with ``name``, ``post``, ``phone`` and ``email``
- ``events``  a list of objects with ``day`` (1 is Monday, 7 Sunday), ``start`` and ``end`` ("07:30", or
  empty), ``what``, ``place``, ``leader`` and ``attendees``; without ``start`` it lasts the whole day

Every field can be locked by its origin and overridden below. ``docs/architecture/page-types.md``
shows the same table to readers, and a test holds both against the Wagtail models.
"""

from typing import Final, Literal

FieldKind = Literal["line", "text", "html", "date", "people", "events"]

COMMON_FIELDS: Final[dict[str, FieldKind]] = {
    "title": "line",
    "summary": "text",
    "body": "html",
    "contact": "text",
    "hours": "text",
}

_OWN_FIELDS: Final[dict[str, dict[str, FieldKind]]] = {
    "article": {"author": "line"},
    "notice": {"place": "line"},
    "legal_document": {
        "number": "line",
        "document_kind": "line",
        "authority": "line",
        "signer": "line",
        "issued_on": "date",
        "effective_on": "date",
        "ends_on": "date",
        "replaced_by": "line",
        "abstract": "text",
    },
    "procedure": {
        "code": "line",
        "domain": "line",
        "levels": "line",
        "agency": "line",
        "decision": "line",
        "applicants": "text",
        "steps": "text",
        "submission": "text",
        "time_limit": "line",
        "fee": "line",
        "documents": "text",
        "legal_basis": "text",
        "conditions": "text",
        "result": "text",
    },
    "information": {},
    "organisation": {
        "address": "line",
        "phone": "line",
        "email": "line",
        "people": "people",
    },
    "question": {
        "asker": "line",
        "asked_on": "date",
        "question": "text",
        "answered_by": "line",
        "answered_on": "date",
    },
    "gallery": {},
    "schedule": {"week": "date", "events": "events"},
}

PAGE_TYPES: Final[dict[str, dict[str, FieldKind]]] = {
    name: {**COMMON_FIELDS, **fields} for name, fields in _OWN_FIELDS.items()
}

TYPE_LABELS: Final[dict[str, str]] = {
    "article": "Tin bài",
    "notice": "Thông báo",
    "legal_document": "Văn bản",
    "procedure": "Thủ tục hành chính",
    "information": "Thông tin chung",
    "organisation": "Tổ chức bộ máy",
    "question": "Hỏi đáp",
    "gallery": "Thư viện ảnh",
    "schedule": "Lịch làm việc",
}
"""What readers call pages of each type."""

WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
"""The names of the days 1 to 7."""

EVENT_KEYS: Final = ("day", "start", "end", "what", "place", "leader", "attendees")
"""What an object of the kind ``events`` has."""

PLACEHOLDERS: Final[dict[str, str]] = {
    "tên": "name",
    "tên đầy đủ": "full_name",
    "tên trong câu": "in_sentence",
    "địa chỉ": "address",
    "điện thoại": "phone",
    "thư điện tử": "email",
    "giờ làm việc": "hours",
    "lãnh đạo": "leader",
}
"""What an editor writes between ``{{`` and ``}}``, and the unit's fact that takes its place."""
