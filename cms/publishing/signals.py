"""Wagtail's word that a page was published, withdrawn, moved or restricted, in the same transaction."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.pages.base import ContentPage
from cms.publishing.live import publish_pages, withdraw_pages


@receiver(page_published)
def publish(instance: Page, **_: Any) -> None:
    """The page as it was just published."""
    if isinstance(instance, ContentPage):
        publish_pages([instance])


@receiver(page_unpublished)
def withdraw(instance: Page, **_: Any) -> None:
    """The page is a draft again."""
    withdraw_pages([instance.pk])


@receiver(post_page_move)
def move(instance: Page, **_: Any) -> None:
    """The page, and whatever stands below it, has another address now."""
    _publish_from(instance)


@receiver(post_save, sender=PageViewRestriction)
def restrict(instance: PageViewRestriction, **_: Any) -> None:
    """The page, and whatever stands below it, is not for everybody any more."""
    _publish_from(instance.page)


def _publish_from(top: Page) -> None:
    pages = Page.objects.descendant_of(top, inclusive=True).live().specific()
    publish_pages(page for page in pages if isinstance(page, ContentPage))
