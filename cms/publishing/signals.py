"""What editors do, as Wagtail and Django tell of it: published state and outbox, in one transaction."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.pages.base import ContentPage
from cms.publishing import recording
from cms.publishing.live import publish_pages, withdraw_pages
from cms.publishing.outbox import record_everything
from cms.sharing.models import Decision, SectionSetting
from cms.units.models import Unit
from cms.units.signals import units_written


@receiver(page_published)
def publish(instance: Page, **_: Any) -> None:
    """The page as it was just published."""
    if isinstance(instance, ContentPage):
        _recorded([instance.pk], lambda: publish_pages([instance]))


@receiver(page_unpublished)
def withdraw(instance: Page, **_: Any) -> None:
    """The page is a draft again."""
    _recorded([instance.pk], lambda: withdraw_pages([instance.pk]))


@receiver(post_page_move)
def move(instance: Page, **_: Any) -> None:
    """The page, and whatever stands below it, has another address now."""
    _publish_from(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def restrict(instance: PageViewRestriction, **_: Any) -> None:
    """Whether the page, and whatever stands below it, is for everybody has changed."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        _publish_from(page)


def _publish_from(top: Page) -> None:
    found = Page.objects.descendant_of(top, inclusive=True).live().specific()
    pages = [page for page in found if isinstance(page, ContentPage)]
    _recorded([page.pk for page in pages], lambda: publish_pages(pages))


def _recorded(page_ids: Collection[int], write: Callable[[], None]) -> None:
    with transaction.atomic():
        before = recording.page_facts(page_ids)
        write()
        recording.record_pages(before, recording.page_facts(page_ids))


@receiver(pre_save, sender=Decision)
@receiver(pre_save, sender=Unit)
def remember(sender: type[Decision | Unit], instance: Decision | Unit, **_: Any) -> None:
    """Keep what stands in the database until the row has been saved."""
    stored = sender.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance._stored = stored  # noqa: SLF001 - between this signal and the next


@receiver(post_save, sender=Decision)
def decide(instance: Decision, **_: Any) -> None:
    """A decision was made or changed."""
    stored = instance._stored  # noqa: SLF001
    old = recording.decision_facts(stored) if stored else None
    recording.record_decision(old, recording.decision_facts(instance))


@receiver(post_delete, sender=Decision)
def take_back(instance: Decision, **_: Any) -> None:
    """A decision was taken back."""
    recording.record_decision(recording.decision_facts(instance), None)


@receiver([post_save, post_delete], sender=SectionSetting)
def change_section(instance: SectionSetting, **_: Any) -> None:
    """A unit changed one of its sections, or has it as its tier does again."""
    recording.record_section(instance.unit_id, instance.section)


@receiver(post_save, sender=Unit)
def change_unit(instance: Unit, **_: Any) -> None:
    """A unit was founded or changed."""
    stored = instance._stored  # noqa: SLF001
    old = recording.unit_facts(stored) if stored else None
    recording.record_unit(instance.pk, old, recording.unit_facts(instance))


@receiver(units_written)
def change_units(**_: Any) -> None:
    """Many units were founded, changed or closed at once."""
    record_everything()


@receiver(post_delete, sender=Unit)
def remove_unit(instance: Unit, **_: Any) -> None:
    """A unit that never should have been was deleted."""
    recording.record_unit(instance.pk, recording.unit_facts(instance), None)
