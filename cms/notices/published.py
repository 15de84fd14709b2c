"""Telling whoever has just published a page, with the way to its receipt."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page

from cms.publishing.receipts import latest_change_of


def tell_published(request: HttpRequest, sentence: str, page: Page) -> None:
    """A message on the next screen; the receipt says on which sites the page is live, and since when.

    Of what is published at an hour to come there is none yet.
    """
    change = None if page.scheduled_revision else latest_change_of(page)
    receipt = (
        [messages.button(reverse("lienthong_receipt", args=[change.pk]), "Xem biên nhận")] if change else []
    )
    messages.success(request, sentence, buttons=receipt)
