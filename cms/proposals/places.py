"""Where a proposal goes, and where its page would stand there."""

from django.utils import timezone
from wagtail.models import Page

from cms.pages.base import ContentPage
from cms.pages.section import SectionPage
from cms.proposals.refusals import Refused
from cms.tenancy.roles import unit_of_page
from cms.units.models import Unit


def receiver(unit: Unit, page: Page) -> Unit:
    """Who decides about ``page`` of ``unit``, or about a field of one from above; else Refused."""
    origin = unit_of_page(page)
    to = unit.parent if origin == unit else origin
    if to is None:
        raise Refused(f"{unit.full_name} không có đơn vị cấp trên trong hệ thống.")
    refuse_closed(to)
    return to


def refuse_closed(to: Unit) -> None:
    """Refused when the unit that should decide is no more."""
    if not to.period.covers(timezone.localdate()):
        raise Refused(f"{to.full_name} đã kết thúc hoạt động; trang của bạn vẫn giữ nguyên.")


def place(to: Unit, page: ContentPage) -> SectionPage:
    """The section of ``to`` that would take a copy of ``page``; Refused where there is none."""
    section = page.get_parent()
    sections = SectionPage.objects.child_of(to.root_page) if to.root_page else SectionPage.objects.none()
    found = sections.filter(slug=section.slug).first()
    if found is None or not type(page).can_exist_under(found):
        raise Refused(f"{to.full_name} không có chuyên mục “{section.title}” cho loại trang này.")
    return found
