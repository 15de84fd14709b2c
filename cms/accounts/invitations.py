"""Inviting people: a link is sent that works for seven days, once; whoever opens it chooses a password."""

import logging
from collections.abc import Collection
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import Invitation, State, new_nonce
from cms.accounts.rules import Refused, lets_write_below, require_grantable
from cms.audit.recording import record
from cms.tenancy.models import Membership, Role
from cms.tenancy.scope import units_where
from cms.units.models import Unit

_logger = logging.getLogger(__name__)
_SALT: Final = "lienthong.invitation"
_SESSION_KEY: Final = "lienthong_invitation"
_SENTENCES: Final = {
    State.EXPIRED: (
        "Lời mời này đã hết hạn. Hãy đề nghị người quản trị của {unit} gửi lại; thư mới có hiệu lực 7 ngày."
    ),
    State.ACCEPTED: "Lời mời này đã được dùng. Nếu đó là bạn, hãy đăng nhập bằng mật khẩu bạn đã đặt.",
    State.WITHDRAWN: (
        "Lời mời này đã được thu hồi. Nếu bạn vẫn cần tài khoản, hãy liên hệ người quản trị của {unit}."
    ),
}
CLOSED: Final = (
    "{unit} không còn hoạt động nên lời mời này hết hiệu lực. "
    "Hãy liên hệ đơn vị tiếp nhận nhiệm vụ để được mời lại."
)
WRONG_LINK: Final = (
    "Liên kết này không đúng hoặc đã được thay bằng liên kết mới hơn. "
    "Hãy mở liên kết trong thư mời gần nhất, hoặc đề nghị người quản trị của đơn vị gửi lại."
)
WAITING: Final = "Địa chỉ này đang có một lời mời chờ trả lời. Hãy gửi lại lời mời đó trong danh sách."
TAKEN: Final = (
    "Địa chỉ thư này đã có tài khoản. Nếu người đó chuyển đến đơn vị của bạn, hãy đề nghị đơn vị cũ "
    "bỏ vai trò của người đó rồi mời lại, hoặc mời bằng một địa chỉ khác."
)


class Invalid(Exception):
    """The link leads to no open invitation; the message says why and what to do, in Vietnamese."""


def invite(
    actor: Any, unit: Unit, name: str, email: str, roles: Collection[str], *, writes_below: bool = False
) -> Invitation:
    """Write an invitation down, to be sent.

    Raises Refused for roles that are not ``actor``'s to give, and for an address in use.
    """
    require_grantable(actor, unit, roles)
    if writes_below and not lets_write_below(actor, unit):
        raise Refused("Bạn không có quyền cho phép sửa trang của cấp dưới.")
    with transaction.atomic():
        require_free(email)
        others = Invitation.objects.filter(unit=unit, email__iexact=email)
        if any(other.state == State.OPEN for other in others):
            raise Refused(WAITING)
        invitation = Invitation.objects.create(
            unit=unit,
            name=name,
            email=email,
            roles=[role.value for role in Role if role in roles],
            writes_below=writes_below and Role.SUPERVISOR in roles,
            invited_by=actor,
        )
        words = [role.label for role in Role if role in roles]
        record("user.invite", on=invitation, unit=unit, by=actor, changes={"roles": [[], words]})
    return invitation


def renew(actor: Any, invitation: Invitation) -> None:
    """Make a new link, to be sent, good for seven days; the old one stops to work. Raises Refused."""
    if invitation.state in (State.ACCEPTED, State.WITHDRAWN):
        raise Refused("Lời mời này không còn gửi lại được. Hãy tạo lời mời mới.")
    require_free(invitation.email)
    invitation.nonce, invitation.sent_at = new_nonce(), timezone.now()
    invitation.save(update_fields=["nonce", "sent_at"])
    record("user.invite_again", on=invitation, unit=invitation.unit, by=actor)


def withdraw(actor: Any, invitation: Invitation) -> None:
    """Let the link that was sent lead nowhere. Raises Refused if it has been used."""
    if invitation.state == State.ACCEPTED:
        raise Refused("Người này đã nhận lời. Nếu cần, hãy bỏ vai trò hoặc vô hiệu hóa tài khoản.")
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record("user.withdraw", on=invitation, unit=invitation.unit, by=actor)


def are_of_units_seen(user: Any, numbers: set[int]) -> bool:
    """Whether all invitations of these numbers are there, and of units that ``user`` sees."""
    seen = units_where(user, "see").values("pk")
    return Invitation.objects.filter(pk__in=numbers, unit__in=seen).count() == len(numbers)


def require_free(email: str) -> None:
    """Raises Refused if somebody who is at work somewhere has an account with that address."""
    for person in _with_address(email):
        if person.is_superuser or person.memberships.exists():
            raise Refused(TAKEN)


def _with_address(email: str) -> QuerySet[Any]:
    same = Q(email__iexact=email) | Q(username__iexact=email)
    return get_user_model().objects.filter(same).order_by("pk")


def send(invitation: Invitation) -> bool:
    """Mail the link; False if the mail server does not take it."""
    path = reverse("invitation_accept", args=[token_of(invitation)])
    context = {"invitation": invitation, "link": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"}
    body = render_to_string("accounts/invitation.txt", context)
    subject = f"Mời làm việc trên trang của {invitation.unit.in_sentence}"
    try:
        EmailMessage(subject, body, to=[invitation.email]).send()
    except (SMTPException, OSError):
        _logger.exception("The invitation of %s could not be sent; look at EMAIL_URL.", invitation.unit)
        return False
    return True


def token_of(invitation: Invitation) -> str:
    """What the link names the invitation by; only we can make one."""
    return signing.dumps([invitation.pk, invitation.nonce], salt=_SALT)


def open_invitation(token: str, *, lock: bool = False) -> Invitation:
    """The open invitation that a link names; raises Invalid with what to tell who opened it.

    ``lock`` (in a transaction): nobody else can accept it meanwhile.
    """
    try:
        number, nonce = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Invalid(WRONG_LINK) from None
    rows = Invitation.objects.select_for_update(of=["self"]) if lock else Invitation.objects
    invitation = rows.select_related("unit").filter(pk=number, nonce=nonce).first()
    if invitation is None:
        raise Invalid(WRONG_LINK)
    if not invitation.unit.period.covers(timezone.localdate()):
        raise Invalid(CLOSED.format(unit=invitation.unit.full_name))
    if invitation.state != State.OPEN:
        raise Invalid(_SENTENCES[invitation.state].format(unit=invitation.unit.in_sentence))
    return invitation


@transaction.atomic
def accept(token: str, name: str, password: str) -> Any:
    """Make the invited person an account; raises Invalid, also where the address was taken meanwhile."""
    return _accept(open_invitation(token, lock=True), name, password)


@transaction.atomic
def accept_with_provider(token: str, identity: str) -> Any:
    """Make the invited person an account without a password; raises Invalid."""
    invitation = open_invitation(token, lock=True)
    return _accept(invitation, invitation.name, None, note=identity)


def _accept(invitation: Invitation, name: str, password: str | None, note: str = "") -> Any:
    try:
        require_free(invitation.email)
    except Refused as refused:
        raise Invalid(str(refused)) from refused
    user = _account(invitation.email, name, password)
    for role in invitation.roles:
        below = invitation.writes_below and role == Role.SUPERVISOR
        Membership.objects.create(user=user, unit=invitation.unit, role=role, writes_below=below)
    invitation.accepted_at, invitation.user = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "user"])
    record("user.accept", on=user, unit=invitation.unit, by=user, note=note)
    return user


def _account(email: str, name: str, password: str | None) -> Any:
    """A new account, or the one that the person had before, when they worked for another unit."""
    user = _with_address(email).first() or get_user_model()(username=email.lower())
    user.email, user.first_name, user.last_name, user.is_active = email, name, "", True
    if password is not None:
        user.set_password(password)
    elif user.pk is None:
        user.set_unusable_password()
    user.save()
    return user


def keep_underway(request: HttpRequest, token: str) -> None:
    """Remember which invitation brought the stranger, over the way to the identity provider and back."""
    request.session[_SESSION_KEY] = token


def invitation_underway(request: HttpRequest) -> str | None:
    """The link that brought the stranger, once."""
    return request.session.pop(_SESSION_KEY, None)
