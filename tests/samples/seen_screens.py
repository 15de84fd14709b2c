"""Which screens of the desk people see, by what they may do; the tests that walk through it demand them."""

COMMON = {
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_explore",
    "lienthong_inherited_list",
    "lienthong_board",
    "lienthong_coverage",
    "lienthong_guide",
    "lienthong_status",
}
WRITING = {
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:add pages articlepage",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:copy",
    "wagtailimages:index",
    "wagtailimages:edit",
    "wagtaildocs:index",
    "wagtaildocs:edit",
    "lienthong_preview_links",
    "lienthong_receipt",
    "lienthong_urgent",
}
PUBLISHING = {
    "lienthong_approval_queue",
    "lienthong_approval_review",
    "lienthong_proposals_index",
    "lienthong_urgent_end",
}
DECIDING = {"lienthong_inherited_merge", "lienthong_inherited_override", "lienthong_proposals_send"}
WITH_OTHERS_BELOW = {"lienthong_accounts_log", "lienthong_proposals_review"}
ADMINISTERING = {
    "lienthong_accounts_invite",
    "lienthong_accounts_move",
    "lienthong_accounts_people",
    "lienthong_accounts_person",
    "lienthong_approval_settings",
    "lienthong_inherited_sections",
    "lienthong_look_unit",
    "lienthong_tenancy_choose",
}
SEEN_BY = {
    "author": COMMON | WRITING,
    "approver": COMMON | WRITING | PUBLISHING | DECIDING,
    "admin": COMMON | WRITING | PUBLISHING | DECIDING | WITH_OTHERS_BELOW | ADMINISTERING,
    "supervisor": COMMON | PUBLISHING | WITH_OTHERS_BELOW | {"lienthong_board_below", "lienthong_board_unit"},
}
NO_SCREENS = {
    # They take a form and lead elsewhere.
    "lienthong_accounts_act",
    "lienthong_accounts_invitation",
    "lienthong_inherited_decide",
    # Files.
    "lienthong_accounts_log_export",
    "lienthong_guide_picture",
    # Parts of another screen: of the page editor, and of a unit's look.
    "lienthong_forecast",
    "lienthong_look_sample",
    # Leads to the look of the unit at hand.
    "lienthong_look",
    # The guide's text, read in tests of its own.
    "lienthong_guide_chapter",
}
