"""Puts approval into the desk: its screens, its menu, its panels, and its say where pages go live."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.models import Page, WorkflowState

from cms.approval import screens
from cms.approval.menu import arrange
from cms.approval.panels import SentPanel, WaitingPanel
from cms.approval.publishing_alone import after_copying, before_publishing, before_publishing_many
from cms.approval.seen_version import same_version, waits_or_is_live
from cms.pages import saving_beside
from cms.pages.forms import form_checks
from cms.tenancy.roles import Verb, acting_unit, may

form_checks.append(same_version)
saving_beside.kept.append(waits_or_is_live)
hooks.register("before_publish_page", before_publishing)
hooks.register("before_bulk_action", before_publishing_many)
hooks.register("after_copy_page", after_copying)
hooks.register("construct_page_action_menu", arrange)


class ForUnitMenuItem(MenuItem):
    """Shown to those who may do ``verb`` for the unit that they work for."""

    def __init__(self, verb: Verb, *args: Any, **kwargs: Any) -> None:
        self.verb = verb
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the menu has it for this person."""
        return may(request.user, self.verb, acting_unit(request))


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    return [
        path("cho-duyet/", screens.queue, name="lienthong_approval_queue"),
        path("cho-duyet/<int:wait_id>/", screens.review, name="lienthong_approval_review"),
        path("cach-duyet-bai/", screens.settings, name="lienthong_approval_settings"),
    ]


@hooks.register("register_admin_menu_item")
def queue_in_menu() -> MenuItem:
    """The approver's queue."""
    address = reverse_lazy("lienthong_approval_queue")
    return ForUnitMenuItem("publish", "Chờ duyệt", address, name="cho-duyet", icon_name="tasks", order=120)


@hooks.register("register_settings_menu_item")
def settings_in_menu() -> MenuItem:
    """Whether authors publish alone."""
    address = reverse_lazy("lienthong_approval_settings")
    return ForUnitMenuItem(
        "administer", "Cách duyệt bài", address, name="cach-duyet-bai", icon_name="cog", order=50
    )


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, panels: list[Component]) -> None:
    """Ours in place of Wagtail's two, which speak of snippets and of other units' workflows."""
    theirs = UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
    panels[:] = [panel for panel in panels if not isinstance(panel, theirs)]
    panels += [WaitingPanel(request), SentPanel(request)]


@hooks.register("before_edit_page")
def tell_what_to_mend(request: HttpRequest, page: Page) -> None:
    """Whoever opens a returned page reads why."""
    if request.method != "GET" or request.headers.get("x-requested-with"):
        return
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        messages.warning(request, f"Người duyệt trả lại: {state.current_task_state.comment}")
