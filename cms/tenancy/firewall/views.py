"""Which of the desk's views are for people with a role in a unit: those named here, and no others.

A release of Wagtail that brings a view fails a test until the view is named in one of these tables.
"""

from typing import Final

OURS: Final = "lienthong_"
"""Views of our own: they check for themselves with ``for_unit``, as a test makes sure.

The objects in their addresses are looked at all the same; what is posted to them, they alone understand.
"""

OPEN: Final = frozenset(
    {
        "account_login",
        "account_reauthenticate",
        "invitation_accept",
        "invitation_at_provider",
        "mfa_activate_totp",
        "mfa_authenticate",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "openid_connect_callback",
        "openid_connect_login",
        "socialaccount_login_cancelled",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_sprite",
    }
)
"""For everybody, logged in or not."""

ALLOWED: Final = frozenset(
    {
        "units_below",
        "wagtail_bulk_action",
        "wagtailadmin_account",
        "wagtailadmin_api:pages:detail",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_block_preview",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_dismissibles",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_explore_root",
        "wagtailadmin_home",
        "wagtailadmin_pages:add",
        "wagtailadmin_pages:add_subpage",
        "wagtailadmin_pages:collect_workflow_action_data",
        "wagtailadmin_pages:confirm_workflow_cancellation",
        "wagtailadmin_pages:copy",
        "wagtailadmin_pages:delete",
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:history",
        "wagtailadmin_pages:history_results",
        "wagtailadmin_pages:lock",
        "wagtailadmin_pages:move",
        "wagtailadmin_pages:move_confirm",
        "wagtailadmin_pages:preview_on_add",
        "wagtailadmin_pages:preview_on_edit",
        "wagtailadmin_pages:revisions_compare",
        "wagtailadmin_pages:revisions_index",
        "wagtailadmin_pages:revisions_revert",
        "wagtailadmin_pages:revisions_unschedule",
        "wagtailadmin_pages:revisions_view",
        "wagtailadmin_pages:search",
        "wagtailadmin_pages:search_results",
        "wagtailadmin_pages:set_page_position",
        "wagtailadmin_pages:unlock",
        "wagtailadmin_pages:unpublish",
        "wagtailadmin_pages:usage",
        "wagtailadmin_pages:view_draft",
        "wagtailadmin_pages:workflow_history",
        "wagtailadmin_pages:workflow_history_detail",
        "wagtailadmin_pages:workflow_preview",
        "wagtaildocs:add",
        "wagtaildocs:add_multiple",
        "wagtaildocs:create_multiple_from_uploaded_document",
        "wagtaildocs:delete",
        "wagtaildocs:delete_multiple",
        "wagtaildocs:delete_upload_multiple",
        "wagtaildocs:document_usage",
        "wagtaildocs:edit",
        "wagtaildocs:edit_multiple",
        "wagtaildocs:index",
        "wagtaildocs:index_results",
        "wagtaildocs_chooser:choose",
        "wagtaildocs_chooser:choose_results",
        "wagtaildocs_chooser:chosen",
        "wagtaildocs_chooser:chosen_multiple",
        "wagtaildocs_chooser:create",
        "wagtailembeds:chooser",
        "wagtailembeds:chooser_upload",
        "wagtailimages:add",
        "wagtailimages:add_multiple",
        "wagtailimages:create_multiple_from_uploaded_image",
        "wagtailimages:delete",
        "wagtailimages:delete_multiple",
        "wagtailimages:delete_upload_multiple",
        "wagtailimages:edit",
        "wagtailimages:edit_multiple",
        "wagtailimages:image_usage",
        "wagtailimages:index",
        "wagtailimages:index_results",
        "wagtailimages_chooser:choose",
        "wagtailimages_chooser:choose_results",
        "wagtailimages_chooser:chosen",
        "wagtailimages_chooser:chosen_multiple",
        "wagtailimages_chooser:create",
        "wagtailimages_chooser:select_format",
    }
)
"""For people with a role, about objects of their units."""

FILES: Final = frozenset({"desk_media", "wagtaildocs_serve"})
"""Files, for those who may see what uses them."""

FOR_SUPERUSERS: Final = frozenset(
    {
        # They take pages by type or tag from all units.
        "wagtailadmin_pages:choose_parent",
        "wagtailadmin_pages:type_use",
        "wagtailadmin_pages:type_use_results",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_tag_model_autocomplete",
        # What the desk's own pages never ask for, and what fixes of 2026 were about.
        "wagtailadmin_api:documents:detail",
        "wagtailadmin_api:documents:find",
        "wagtailadmin_api:documents:listing",
        "wagtailadmin_api:images:detail",
        "wagtailadmin_api:images:find",
        "wagtailadmin_api:images:listing",
        "wagtailadmin_api:pages:action",
        "wagtailadmin_api:pages:find",
        "wagtailadmin_error_test",
        "wagtailadmin_pages:convert_alias",
        "wagtaildocs_authenticate_with_password",
        "wagtailimages:preview",
        "wagtailimages:url_generator",
        "wagtailimages:url_generator_output",
    }
)
"""Single views that are not for people with a role."""

SUPERUSERS_NAMESPACES: Final = frozenset(
    {
        "unit",
        "wagtailadmin_collections",
        "wagtailadmin_reports",
        "wagtailadmin_workflows",
        "wagtailsites",
        "wagtailsnippets",
        "wagtailusers_groups",
        "wagtailusers_users",
    }
)
"""What Wagtail shares between all, and says itself is not made for several tenants."""

REFUSED: Final = {
    "wagtailadmin_pages:set_privacy": (
        "Trang đã đăng thì ai cũng đọc được, không đặt riêng tư được; hãy gỡ trang nếu chưa muốn công khai."
    ),
    # It would approve whatever is newest, not what was read.
    "wagtailadmin_pages:workflow_action": (
        "Địa chỉ này không cho biết bạn đã đọc bản nào; "
        "hãy mở mục “Chờ duyệt” để đọc rồi duyệt hoặc trả lại trang."
    ),
}
"""What nobody can do with a unit's page, superusers among them, and the sentence that says so."""

BULK_ACTIONS: Final = frozenset(
    {
        ("image", "add_to_collection"),
        ("image", "delete"),
        ("document", "add_to_collection"),
        ("document", "delete"),
        ("page", "delete"),
        ("page", "move"),
        ("page", "publish"),
        ("page", "unpublish"),
    }
)
"""Of what, and what, people with a role may do with many objects at once."""


def is_for_roles(name: str) -> bool:
    """Whether the view of this name, namespaces before it, is for people with a role."""
    return name in ALLOWED or name in FILES or name in OPEN or name in REFUSED or name.startswith(OURS)
