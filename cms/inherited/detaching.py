"""Making a page of the unit's own out of one from above, at the same slot, as it stands."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from wagtail.fields import StreamField
from wagtail.models import Page

from build.snapshot.schema import Document
from cms.inherited.deciding import alone, why_not
from cms.pages.base import ContentPage
from cms.pages.body import raw_blocks
from cms.pages.content import set_field
from cms.pages.section import SectionPage
from cms.pages.types import MODELS
from cms.sharing.fields import values_at
from cms.sharing.load import load_chain_world
from cms.sharing.models import Decision
from cms.sharing.published import documents_of
from cms.sharing.rules import PageFacts
from cms.units.models import Unit


class Refused(Exception):
    """It cannot be done; the message is one sentence to the editor."""


@transaction.atomic
def detach(unit: Unit, number: int, user: AbstractBaseUser) -> ContentPage:
    """The unit's new live page with what the page ``number`` says at the unit; Refused where it cannot be.

    The unit's decision about the page goes, unless its override serves units below too.
    """
    alone(unit)
    world = load_chain_world([unit.pk], pages=Q(page=number))
    document = documents_of([number]).get(number)
    page = world.page_by_id.get(number) if document else None
    if sentence := why_not(world, unit, page, "detach"):
        raise Refused(sentence)
    section = _place(unit, page, MODELS[document.type])
    origin = MODELS[document.type].objects.get(pk=number)
    values = {name: found.value for name, found in values_at(world, page, unit.pk).items()}
    made = _copy(origin, document, values)
    made.first_published_at = page.published_at
    section.add_child(instance=made)
    try:
        made.save_revision(user=user, log_action=True).publish(user=user)
    except ValidationError as error:
        # Those above may have changed the other fields since the unit changed its own.
        why = " ".join(error.messages)
        raise Refused(f"Chưa tách được: {why} Hãy sửa bản của đơn vị rồi tách lại.") from error
    Decision.objects.filter(unit=unit, page=number).exclude(override_reach="all").delete()
    return made


def _place(unit: Unit, page: PageFacts, model: type[ContentPage]) -> SectionPage:
    if page.strength == "mandatory":
        raise Refused("Đây là trang bắt buộc: trang riêng của đơn vị ở cùng địa chỉ sẽ không hiển thị.")
    section = SectionPage.objects.child_of(unit.root_page).filter(slug=page.section).first()
    if section is None or not model.can_exist_under(section):
        raise Refused("Chuyên mục này của đơn vị không nhận loại trang ấy.")
    taken = Page.objects.child_of(section).filter(slug=page.slug).first()
    if taken:
        raise Refused(f"Đơn vị đã có trang “{taken.draft_title}” ở địa chỉ này; hãy sửa trang đó.")
    return section


def _copy(origin: ContentPage, document: Document, values: Mapping[str, Any]) -> ContentPage:
    """A draft with the fields of ``origin``, those of ``values`` that say something else in their place."""
    made = type(origin)(slug=origin.slug, live=False)
    streams = {field.name for field in origin._meta.fields if isinstance(field, StreamField)}  # noqa: SLF001
    for name, said in document.fields.items():
        value = values.get(name, said)
        # Blocks say more than the HTML that is made of them.
        if name in streams and value == said:
            setattr(made, name, raw_blocks(getattr(origin, name)))
        else:
            set_field(made, name, value)
    made.files = raw_blocks(origin.files)
    return made
