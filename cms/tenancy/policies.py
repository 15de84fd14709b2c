"""Which policy answers for which of Wagtail's models."""

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, Collection, Locale, Site, Task, Workflow
from wagtail.permissions import register_permission_policy

from cms.tenancy.media_policy import SuperusersOnly, UnitMediaPolicy
from cms.tenancy.page_policy import UnitPagePolicy


def register() -> None:
    """Registers the policies.

    By exact class where Wagtail's own apps, which start later, register theirs by class.
    """
    register_permission_policy(AbstractPage, UnitPagePolicy())
    for model in (get_image_model(), get_document_model()):
        register_permission_policy(model, UnitMediaPolicy(model), exact_class=True)
    for model in (Collection, Site, Task, Workflow, Locale):
        register_permission_policy(model, SuperusersOnly(model))
