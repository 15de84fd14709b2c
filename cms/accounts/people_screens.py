"""The screens on which a unit's administrator invites people and says what they may do."""

from collections.abc import Callable
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.accounts import invitations, people
from cms.accounts.forms import InviteForm, MoveForm, RolesForm
from cms.accounts.lines import STYLES, InvitationLine, PersonLine, invitation_lines, person_lines
from cms.accounts.models import Invitation
from cms.accounts.rules import Refused, administers_all_of
from cms.accounts.second_factor import has_one
from cms.tenancy.models import Membership
from cms.tenancy.roles import for_unit
from cms.tenancy.screen import screen

PAGE_LENGTH: Final = 50
TITLE: Final = "Người dùng của đơn vị"
ABOVE: Final = (("lienthong_accounts_people", TITLE),)
NOT_SENT: Final = (
    "Đã ghi lời mời nhưng máy chủ thư chưa nhận thư. "
    "Hãy bấm “Gửi lại” sau ít phút; nếu vẫn không được, hãy báo quản trị hệ thống."
)


@for_unit("administer")
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody of the unit, and who has been asked."""
    page = Paginator(people.people_of(request.unit), PAGE_LENGTH).get_page(request.GET.get("p"))
    lines: list[PersonLine] = person_lines(request.unit, page.object_list)
    asked: list[InvitationLine] = invitation_lines(request.unit)
    return screen(
        request,
        "accounts/people.html",
        TITLE,
        "group",
        unit=request.unit,
        items=page,
        people=lines,
        asked=asked,
        media=STYLES,
    )


@for_unit("administer")
def invite(request: HttpRequest) -> HttpResponse:
    """Asks for a person's name, address and roles; sends the invitation."""
    form = InviteForm(
        request.POST if request.method == "POST" else None, actor=request.user, unit=request.unit
    )
    if request.method == "POST" and form.is_valid():
        roles, writes_below = form.wanted()
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        try:
            invitation = invitations.invite(
                request.user, request.unit, name, email, roles, writes_below=writes_below
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _send(request, invitation)
            return redirect("lienthong_accounts_people")
    return screen(
        request,
        "accounts/form.html",
        "Mời người dùng",
        "mail",
        above=ABOVE,
        form=form,
        button="Gửi lời mời",
        lead="Người được mời nhận thư có liên kết để đặt mật khẩu "
        f"và làm việc cho {request.unit.in_sentence}.",
    )


@for_unit("administer")
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person: the roles in this unit, and what can be done with the account."""
    somebody = _of_unit(request, user_id)
    held = people.roles_in(request.unit, somebody)
    below = Membership.objects.filter(unit=request.unit, user=somebody, writes_below=True).exists()
    initial = {"roles": held, "writes_below": below}
    form = RolesForm(
        request.POST if request.method == "POST" else None,
        actor=request.user,
        unit=request.unit,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        roles, writes_below = form.wanted()
        try:
            people.give_roles(request.user, request.unit, somebody, roles, writes_below=writes_below)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _given(request, somebody, roles))
            return redirect("lienthong_accounts_people")
    [line] = person_lines(request.unit, [somebody])
    return screen(
        request,
        "accounts/person.html",
        line.name,
        "user",
        above=ABOVE,
        form=form,
        line=line,
        whole_account=administers_all_of(request.user, somebody) and somebody != request.user,
        second_factor=has_one(somebody),
        unit=request.unit,
    )


def _given(request: HttpRequest, somebody: Any, roles: list[str]) -> str:
    name = somebody.get_full_name() or somebody.get_username()
    if roles:
        return f"Đã lưu vai trò của {name}."
    return f"{name} không còn vai trò nào ở {request.unit.in_sentence}."


@for_unit("administer")
def move(request: HttpRequest, user_id: int) -> HttpResponse:
    """Takes a person to another unit."""
    somebody = _of_unit(request, user_id)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        initial={"roles": people.roles_in(request.unit, somebody)},
    )
    if request.method == "POST" and form.is_valid():
        target, roles = form.cleaned_data["target"], form.cleaned_data["roles"]
        try:
            people.move(request.user, request.unit, somebody, target, roles)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã chuyển {somebody.get_full_name()} sang {target.in_sentence}.")
            return redirect("lienthong_accounts_people")
    return screen(
        request,
        "accounts/form.html",
        "Chuyển sang đơn vị khác",
        "arrow-right",
        above=ABOVE,
        form=form,
        button="Chuyển",
        lead=f"{somebody.get_full_name()} thôi làm việc cho {request.unit.in_sentence}. "
        "Bài đã viết vẫn ở lại.",
    )


def _disable(request: HttpRequest, somebody: Any) -> str:
    people.disable(request.user, request.unit, somebody)
    return "Đã vô hiệu hóa tài khoản. Người này không đăng nhập được nữa; vai trò được giữ nguyên."


def _enable(request: HttpRequest, somebody: Any) -> str:
    people.enable(request.user, somebody)
    return "Đã kích hoạt lại tài khoản."


def _unlock(request: HttpRequest, somebody: Any) -> str:
    unlocked = people.unlock(request.user, request.unit, somebody)
    return "Đã mở khóa; người này có thể đăng nhập ngay." if unlocked else "Tài khoản này không bị tạm khóa."


def _reset(request: HttpRequest, somebody: Any) -> str:
    people.reset_second_factor(request.user, request.unit, somebody)
    return "Đã gỡ xác thực hai lớp. Hãy nhắc người này thiết lập lại ngay sau khi đăng nhập."


ACTIONS: Final[dict[str, Callable[[HttpRequest, Any], str]]] = {
    "vo-hieu-hoa": _disable,
    "kich-hoat": _enable,
    "mo-khoa": _unlock,
    "go-xac-thuc": _reset,
}


@require_POST
@for_unit("administer")
def act(request: HttpRequest, user_id: int, action: str) -> HttpResponse:
    """Does one of ACTIONS to a person of the unit."""
    somebody = _of_unit(request, user_id)
    if action not in ACTIONS:
        raise Http404
    try:
        messages.success(request, ACTIONS[action](request, somebody))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("lienthong_accounts_person", somebody.pk)


@require_POST
@for_unit("administer")
def invitation(request: HttpRequest, invitation_id: int, action: str) -> HttpResponse:
    """Sends an invitation again, or withdraws it."""
    asked = get_object_or_404(Invitation.objects.select_related("unit"), pk=invitation_id, unit=request.unit)
    try:
        if action == "gui-lai":
            invitations.renew(request.user, asked)
            _send(request, asked)
        elif action == "thu-hoi":
            invitations.withdraw(request.user, asked)
            messages.success(request, f"Đã thu hồi lời mời gửi {asked.email}.")
        else:
            raise Http404
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("lienthong_accounts_people")


def _send(request: HttpRequest, asked: Invitation) -> None:
    if invitations.send(asked):
        messages.success(request, f"Đã gửi lời mời tới {asked.email}. Liên kết có hiệu lực 7 ngày.")
    else:
        messages.warning(request, NOT_SENT)


def _of_unit(request: HttpRequest, user_id: int) -> Any:
    """Who is asked for; people of other units do not exist here."""
    return get_object_or_404(people.people_of(request.unit), pk=user_id)
