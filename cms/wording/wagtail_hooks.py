"""Puts what the desk's words need into its screens."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def words_that_no_catalogue_reaches() -> SafeString:
    """The script that translates what Wagtail's templates hold in English."""
    return format_html('<script src="{}"></script>', static("wording/left_in_english.js"))
