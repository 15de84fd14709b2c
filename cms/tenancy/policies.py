"""Puts the first wall up: policies, choosers and checks in the place of Wagtail's own."""

from typing import Final

from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, Collection, Locale, Page, Site, Task, Workflow
from wagtail.permissions import register_permission_policy

from cms.pages.forms import form_checks
from cms.tenancy.checks import check_references
from cms.tenancy.choosers import use_own_choosers
from cms.tenancy.comment_letters import use_own_letters
from cms.tenancy.media_policy import SuperusersOnly, UnitMediaPolicy
from cms.tenancy.page_policy import UnitPagePolicy

_REPORTS: Final = (
    AgingPagesView,
    LogEntriesView,
    LockedPagesView,
    PageTypesUsageReportView,
    WorkflowView,
    WorkflowTasksView,
)


def register() -> None:
    """Registers all of it, once, when Django starts.

    Policies by exact class where Wagtail's own apps, which start later, register theirs by class.
    """
    register_permission_policy(AbstractPage, UnitPagePolicy())
    for model in (get_image_model(), get_document_model()):
        register_permission_policy(model, UnitMediaPolicy(model), exact_class=True)
    for model in (Collection, Site, Task, Workflow, Locale):
        register_permission_policy(model, SuperusersOnly(model))
    use_own_choosers()
    use_own_letters()
    for report in _REPORTS:
        report.permission_policy, report.any_permission_required = SuperusersOnly(Page), {"view"}
    form_checks.append(check_references)
