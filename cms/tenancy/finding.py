"""A search among the pages of very many units: a word that is on most of them must not have all looked at."""

from typing import Any, Final

from django.db import connection
from wagtail.models import Page
from wagtail.search.models import IndexEntry
from wagtail.search.utils import get_descendants_content_types_pks

from cms.tenancy.roles import is_superuser, rights
from cms.tenancy.scope import pages_where

MOST: Final = 100
"""How many pages with the words are looked at, those that the index learned of last."""
_ENOUGH: Final = 25
"""What the chooser shows at once."""


def found_by(user: Any, words: str) -> list[int] | None:
    """The numbers of enough of the pages with ``words`` that ``user`` sees, and of all if they are few.

    None where all that ``user`` sees should be searched: for those who see few units it costs little. So it
    is on SQLite, whose index cannot be asked for its newest.
    """
    if connection.vendor != "postgresql" or not (is_superuser(user) or rights(user).below):
        return None
    newest = _newest(words)
    seen = Page.objects.filter(pages_where(user, "see"), pk__in=newest)
    found = list(seen.values_list("pk", flat=True))
    return None if len(newest) > MOST and len(found) < _ENOUGH else found


def _newest(words: str) -> list[int]:
    """The numbers of the pages with ``words`` that the index learned of last, and one more than ``MOST``."""
    search = Page.objects.autocomplete(words)
    compiler = search.query_compiler
    query = compiler.build_tsquery(compiler.query, config=compiler.get_config(search.backend))
    entries = IndexEntry.objects.filter(
        autocomplete=query, content_type__in=get_descendants_content_types_pks(Page)
    )
    newest = entries.order_by("-pk").values_list("object_id", flat=True)
    return [int(number) for number in newest[: MOST + 1]]
