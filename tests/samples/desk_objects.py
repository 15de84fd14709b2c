"""What a commune has in the desk besides pages and media: one of everything that the product itself keeps."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from wagtail.models import Page, TaskState
from wagtail.models import PageLogEntry as WagtailEntry
from wagtail.users.models import UserProfile

from build.snapshot.schema import File, Look
from cms.accounts.models import Invitation
from cms.approval.models import UnitTaskState
from cms.audit.models import Entry
from cms.audit.recording import record
from cms.pages.models import NoticePage
from cms.preview.models import DraftLink
from cms.proposals.models import Proposal, Status
from cms.publishing.looks import wear
from cms.publishing.models import Change, ReceiptLine, SiteStep, Step, UnitLook
from cms.sharing.models import Decision, LivePage, Redirect, SectionSetting
from cms.tenancy.models import Membership, UnitSettings
from cms.units.models import Unit

Numbers = dict[str, list[int]]

_PICTURE = {"sha256": "0" * 64, "extension": "png", "media_type": "image/png", "size": 1}


def shared_from(unit: Unit, author: User) -> list[NoticePage]:
    """Two live pages of ``unit`` that reach every unit below it."""
    section = unit.root_page.get_children().get(slug="thong-bao")
    pages = [
        NoticePage(title=f"Từ cấp trên {n}", slug=f"cap-tren-{n}", reach="all", live=False) for n in (1, 2)
    ]
    for page in pages:
        section.add_child(instance=page)
        page.save_revision(user=author).publish(user=author)
    return pages


def give_desk_objects(
    unit: Unit, marks: tuple[str, str], people: list[User], *, live: Page, draft: Page, above: list[Page]
) -> Numbers:
    """Gives ``unit`` one of everything: the first of ``marks`` in its texts, the second in secret ones.

    ``above`` are pages that reach the unit: it changes a field of the first and hides the second.
    """
    (mark, secret), (author, approver) = marks, people
    proposals = _propose(unit, mark, author, live, above[0])
    _decide(unit, mark, above)
    link = DraftLink.objects.create(page_id=draft.pk, revision=draft.latest_revision, issued_by=author)
    invitation = Invitation.objects.create(
        unit=unit, name=secret, email=f"{secret}moi@example.vn", roles=["author"], invited_by=approver
    )
    Authenticator.objects.create(user=author, type=Authenticator.Type.TOTP, data={"secret": secret})
    UserProfile.objects.create(user=author)
    change = Change.objects.filter(page=live.pk).latest("pk")
    ReceiptLine.objects.create(change=change, unit=unit, revision=1)
    SiteStep.objects.update_or_create(
        {"wanted": 2, "done": 1, "attempts": 1, "reason": mark}, unit=unit, step=Step.DEPLOY
    )
    SectionSetting.objects.create(unit=unit, section="van-ban", mode="own")
    wear(unit, Look(colour="#1a4479", emblem=File(name=mark, **_PICTURE)))
    Redirect.objects.create(unit=unit, section="thong-bao", slug=f"{mark}-cu", page_id=live.pk)
    record(
        "user.roles",
        on=author,
        unit=unit,
        by=approver,
        changes={"roles": [[], [mark]]},
        note=mark,
        label=mark,
    )
    return {
        "proposal": [proposal.pk for proposal in proposals],
        "link": [link.pk],
        "invitation": [invitation.pk],
        "change": list(Change.objects.filter(page__in=[live.pk]).values_list("pk", flat=True)),
        "above": [page.pk for page in above],
    }


def _propose(unit: Unit, mark: str, author: User, live: Page, above: Page) -> list[Proposal]:
    given = {"unit": unit, "to": unit.parent, "note": mark, "by": author}
    return [
        Proposal.objects.create(**given, page_id=live.pk, title=f"{mark} đề nghị"),
        Proposal.objects.create(**given, page_id=above.pk, title=f"{mark} mục", field="title", value=mark),
        Proposal.objects.create(
            **given, page_id=live.pk, title=f"{mark} cũ", status=Status.DECLINED, answer=mark
        ),
    ]


def _decide(unit: Unit, mark: str, above: list[Page]) -> None:
    changed, hidden = above
    own = {"title": f"{mark} của đơn vị"}
    Decision.objects.create(unit=unit, page_id=changed.pk, override_fields=own, override_base={"title": mark})
    Decision.objects.create(unit=unit, page_id=hidden.pk, hide=True)


def desk_objects(unit: Unit, pages: Any, people: list[User]) -> list[Any]:
    """The querysets of all that is kept of ``unit``, besides what ``written`` has."""
    numbers = list(pages.values_list("pk", flat=True))
    return [
        *written_objects(unit, people),
        Proposal.objects.filter(unit=unit),
        DraftLink.objects.filter(page__in=numbers),
        LivePage.objects.filter(unit=unit),
        Redirect.objects.filter(unit=unit),
        Change.objects.filter(page__in=numbers),
        ReceiptLine.objects.filter(unit=unit),
        UnitTaskState.objects.filter(unit=unit),
        TaskState.objects.filter(revision__object_id__in=map(str, numbers)),
        Entry.objects.filter(unit=unit),
        WagtailEntry.objects.filter(page__in=numbers),
    ]


def written_objects(unit: Unit, people: list[User]) -> list[Any]:
    """The querysets of what only those write who may write in ``unit``, or administer it."""
    return [
        Decision.objects.filter(unit=unit),
        SectionSetting.objects.filter(unit=unit),
        UnitLook.objects.filter(unit=unit),
        SiteStep.objects.filter(unit=unit),
        Invitation.objects.filter(unit=unit),
        Membership.objects.filter(unit=unit),
        UnitSettings.objects.filter(unit=unit),
        Unit.objects.filter(pk=unit.pk),
        User.objects.filter(pk__in=[user.pk for user in people]),
        Authenticator.objects.filter(user__in=people),
        UserProfile.objects.filter(user__in=people),
    ]
