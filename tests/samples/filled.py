"""Sections with many pages, or with one whose text is given, on the site of the snapshot's worked example."""

from typing import Any

import msgspec

from build.snapshot.schema import Document, Shown
from tests.samples.snapshots import Example

TITLES = {
    "van-ban": "Văn bản",
    "ngan-sach": "Công khai ngân sách",
    "to-chuc": "Tổ chức bộ máy",
    "thu-vien": "Thư viện ảnh",
    "lich-lam-viec": "Lịch làm việc",
}
KINDS = ("Quyết định", "Kế hoạch", "Công văn")

EVENT = {
    "day": 1,
    "start": "08:00",
    "end": "10:00",
    "what": "Họp",
    **dict.fromkeys(("place", "leader", "attendees"), ""),
}


def document_fields(**given: Any) -> dict[str, Any]:
    """The fields that every type has, ``given`` or empty."""
    empty = dict.fromkeys(("title", "summary", "body", "contact", "hours"), "")
    return {**empty, **given}


def legal(number: int) -> Document:
    """A document of one of three kinds, years and so many numbers."""
    return Document(
        type="legal_document",
        fields=document_fields(
            title=f"Văn bản số {number}",
            number=f"{number}/QĐ-UBND",
            document_kind=KINDS[number % 3],
            authority="Ủy ban nhân dân phường",
            signer="",
            issued_on=f"{2025 - number % 3}-0{1 + number % 9}-01",
            effective_on=None if number % 2 else "2025-06-01",
            ends_on="2026-01-01" if number == 10 else None,
            replaced_by="",
            abstract="",
        ),
    )


def procedure(number: int) -> Document:
    """A procedure of one of two fields, each of an event in life."""
    own = (
        "code",
        "domain",
        "levels",
        "agency",
        "decision",
        "applicants",
        "steps",
        "submission",
        "time_limit",
    )
    own += ("fee", "documents", "legal_basis", "conditions", "result")
    fields = document_fields(**dict.fromkeys(own, ""), title=("Đăng ký khai sinh", "Tách hộ")[number % 2])
    return Document(type="procedure", fields=fields | {"domain": ("Hộ tịch", "Cư trú")[number % 2]})


def information(body: str) -> Document:
    """A page with that text."""
    return Document(type="information", fields=document_fields(title="Công khai dự toán", body=body))


def schedule(week: str, *events: dict[str, Any]) -> Document:
    """What happens in that week."""
    return Document(type="schedule", fields=document_fields(title="Lịch", week=week, events=list(events)))


def with_pages(example: Example, section: str, *documents: Document) -> None:
    """Show ``documents`` in ``section`` of the example's site instead of what it shows there."""
    own = example.unit.unit.code
    shown = [
        Shown(
            section=section,
            slug=f"trang-{place}",
            document=example.add(document),
            origin=own,
            canonical=own,
            published_at="2025-01-01T00:00:00+00:00",
        )
        for place, document in enumerate(documents)
    ]
    others = [page for page in example.unit.shown if page.section != section]
    sections = example.unit.sections
    if section not in {known.key for known in sections}:
        sections += (msgspec.structs.replace(sections[0], key=section, title=TITLES[section]),)
    order = [known.key for known in sections]
    pages = sorted([*others, *shown], key=lambda page: order.index(page.section))
    example.change(sections=sections, shown=tuple(pages))
