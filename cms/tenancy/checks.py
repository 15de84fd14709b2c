"""What a page may refer to, checked when it is saved: choosers can be passed by, this cannot."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import Http404
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.pages.forms import ContentPageForm
from cms.pages.references import Kind, references_in
from cms.tenancy.models import UnitCollection
from cms.tenancy.references import references_of
from cms.tenancy.roles import is_superuser, unit_of_page
from cms.tenancy.seen import own_media, seen_pages

_WORDS: Final = {"image": "Hình", "document": "Tệp"}


def check_references(form: ContentPageForm) -> None:
    """Refuses pictures and documents of another unit that the page did not have before.

    What the user may not even see is answered as what does not exist: Http404.
    """
    user = form.for_user
    if user is None or is_superuser(user):
        return
    kept = references_of(form.instance) if form.instance.pk else frozenset()
    unit = unit_of_page(form.parent_page or form.instance)
    for name, (kind, number) in _named(form):
        if (kind, number) in kept:
            continue
        found = _find(user, kind, number)
        if found is None:
            raise Http404
        if (
            kind != "page"
            and not UnitCollection.objects.filter(unit=unit, collection=found.collection).exists()
        ):
            sentence = (
                f"{_WORDS[kind]} “{found.title}” thuộc đơn vị khác; hãy tải lên cho đơn vị này rồi chọn lại."
            )
            form.add_error(name, sentence)


def _named(form: ContentPageForm) -> Iterator[tuple[str, tuple[Kind, int]]]:
    for field in form.instance._meta.get_fields():  # noqa: SLF001
        if isinstance(field, StreamField) and (value := form.cleaned_data.get(field.name)):
            for reference in references_in(field.stream_block, value.get_prep_value()):
                yield field.name, reference


def _find(user: Any, kind: Kind, number: int) -> Any:
    if kind == "page":
        return seen_pages(user).filter(pk=number).first()
    model: Any = get_image_model() if kind == "image" else get_document_model()
    return own_media(user, model).filter(pk=number).first()


def is_of_own_unit(page: Page, destination: Page) -> bool:
    """Whether ``destination`` stands in the tree of the unit that ``page`` stands in."""
    steps = 2 * Page.steplen
    return page.path[:steps] == destination.path[:steps]
