"""What a supervisor of processes asks: does this process live, and can it serve?"""

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


# A transaction around the request would ask the database before the view is entered.
@transaction.non_atomic_requests
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; it asks nobody else, so that their trouble restarts nothing."""
    return JsonResponse({"status": "ok"})


@transaction.non_atomic_requests
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers and is migrated, else 503 with what is missing."""
    problem = _problem()
    if problem:
        return JsonResponse({"status": "unready", "because": problem}, status=503)
    return JsonResponse({"status": "ready"})


def _problem() -> str:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "The database does not answer; start it, or look at DATABASE_URL."
    return "The database is not migrated; run manage.py migrate." if behind else ""
