"""The third wall: a role of the database that can read what is published, and nothing else.

With it no fault in a query or a template can carry a draft onto a site: PostgreSQL itself refuses.
"""

from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction

from cms.publishing.models import PublishedFile, UnitLook
from cms.sharing.models import Decision, Document, LivePage, Redirect, SectionSetting
from cms.units.models import Unit

PUBLISHED: Final[tuple[type[models.Model], ...]] = (
    Unit,
    LivePage,
    Document,
    Decision,
    SectionSetting,
    Redirect,
    PublishedFile,
    UnitLook,
)
"""What sites are made from: no page, revision, picture, document or person of the desk is among it."""


@transaction.atomic
def make_snapshot_role(name: str) -> None:
    """Make the role, or bring what it may read up to date; whoever is connected can then take it on.

    ImproperlyConfigured on a database that has no roles.
    """
    if connection.vendor != "postgresql":
        raise ImproperlyConfigured("Only PostgreSQL has roles; on SQLite the build alone stands apart.")
    role = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {role} NOLOGIN")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        for model in PUBLISHED:
            table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
            cursor.execute(f"GRANT SELECT ON {table} TO {role}")
        cursor.execute(f"GRANT {role} TO CURRENT_USER")
