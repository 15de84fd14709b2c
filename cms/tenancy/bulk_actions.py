"""Wagtail's actions on many objects at once, which would name those that the user may not see."""

from typing import Any, Final

from django.http import Http404
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.documents.views.bulk_actions import add_tags as document_tags
from wagtail.documents.views.bulk_actions import add_to_collection as document_collection
from wagtail.documents.views.bulk_actions import delete as document_delete
from wagtail.images.views.bulk_actions import add_tags as image_tags
from wagtail.images.views.bulk_actions import add_to_collection as image_collection
from wagtail.images.views.bulk_actions import delete as image_delete
from wagtail.permissions import policy_registry

from cms.tenancy.seen import seen_pages


class _OwnObjects:
    """Answers that nothing is there when one of the objects is of a unit that the user does not see."""

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        """Wagtail's, of objects that the user may see all."""
        objects, refused = super().get_actionable_objects()
        out_of_reach = {item.pk for item in refused["items_with_no_access"]}
        if out_of_reach and len(out_of_reach) > self._seen().filter(pk__in=out_of_reach).count():
            raise Http404
        return objects, refused

    def _seen(self) -> Any:
        policy = policy_registry.get_by_type(self.model)
        return policy.instances_user_has_any_permission_for(self.request.user, ["choose", "change"])


class _OwnPages(_OwnObjects):
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Wagtail's, where the destination of a move is a page that the user sees."""
        destination = request.POST.get("chooser", "")
        if destination.isdigit() and not self._seen().filter(pk=destination).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def _seen(self) -> Any:
        return seen_pages(self.request.user)


def _own(mixin: type, action: type[BulkAction]) -> type[BulkAction]:
    return type(f"Own{action.__name__}", (mixin, action), {})


OWN_BULK_ACTIONS: Final = [
    *(
        _own(_OwnPages, action)
        for action in (DeleteBulkAction, MoveBulkAction, PublishBulkAction, UnpublishBulkAction)
    ),
    *(
        _own(_OwnObjects, action)
        for action in (
            document_collection.AddToCollectionBulkAction,
            document_tags.AddTagsBulkAction,
            document_delete.DeleteBulkAction,
            image_collection.AddToCollectionBulkAction,
            image_tags.AddTagsBulkAction,
            image_delete.DeleteBulkAction,
        )
    ),
]
"""In the place of Wagtail's of the same names."""
