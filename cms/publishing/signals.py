"""Wagtail's word that a page was published, unpublished or moved, heard in the same transaction."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
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
    moved = Page.objects.descendant_of(instance, inclusive=True).live().specific()
    publish_pages(page for page in moved if isinstance(page, ContentPage))
