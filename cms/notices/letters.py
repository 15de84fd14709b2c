"""Telling people of the desk by e-mail what happened to their pages."""

import logging
from collections.abc import Iterable
from smtplib import SMTPException
from typing import Any, Literal

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile

logger = logging.getLogger(__name__)

Kind = Literal["submitted", "approved", "rejected"]
"""What a person can turn off on the account screen: Wagtail's own three switches."""


def tell(people: Iterable[AbstractBaseUser], kind: Kind, template: str, context: dict[str, Any]) -> None:
    """Sends each of ``people`` one letter once the transaction has ended well.

    Left out are those who have no address, are not active or turned ``kind`` off. The first line that
    ``template`` gives is the subject. A mail server that cannot be reached is logged and stops nothing.
    """
    receivers = {person.pk: person for person in people if person.is_active and person.email}
    off = UserProfile.objects.filter(user__in=receivers, **{f"{kind}_notifications": False})
    for pk in off.values_list("user_id", flat=True):
        del receivers[pk]
    letters = [_letter(person, template, context) for person in receivers.values()]
    if letters:
        transaction.on_commit(lambda: _send(letters))


def address(name: str, *args: Any) -> str:
    """A screen's whole address, for a letter."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=args)


def _letter(person: Any, template: str, context: dict[str, Any]) -> EmailMessage:
    with override("vi"):
        account = address("wagtailadmin_account")
        text = render_to_string(template, {**context, "person": person, "account": account})
    subject, _, body = text.strip().partition("\n")
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body.strip() + "\n", to=[person.email], headers=headers)


def _send(letters: list[EmailMessage]) -> None:
    try:
        get_connection().send_messages(letters)
    except (OSError, SMTPException):
        logger.exception("%d letters were not sent; look at EMAIL_URL and the mail server.", len(letters))
