"""Pages that no site may show: drafts, pages that have expired, pages planned for later."""

from collections.abc import Iterator

from cms.demo.sample.calendar import NEVER_YET
from cms.demo.sample.pages import Line, Writer
from cms.demo.sample.templates import Sheet, Template, sheets


def unseen_pages(writer: Writer) -> Iterator[Line]:
    """One draft, one expired and one scheduled page of the unit, without slugs."""
    draft, expired, scheduled = (writer.page(*form) for form in _forms(writer))
    yield draft | {"title": f"Dự thảo: {draft['title']}"[:200], "live": False}
    yield expired | {
        "title": f"{expired['title']} (đã hết hạn)"[:200],
        "expires_at": writer.calendar.later(expired["published_at"], 30),
    }
    yield scheduled | {
        "title": f"{scheduled['title']} (hẹn giờ đăng)"[:200],
        "published_at": NEVER_YET.isoformat(),
    }


def _forms(writer: Writer) -> list[tuple[Sheet, Template]]:
    notices = next(
        sheet for sheet in sheets() if sheet.section == "thong-bao" and not sheet.template[0].share
    )
    return [(notices, template) for template in writer.rng("unseen").sample(notices.template, 3)]
