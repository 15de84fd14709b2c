#!/usr/bin/env python3
"""The CMS's own command line; the static build has `python -m build`."""

import os
import sys

from build.interrupts import end_without_traceback


def main() -> None:
    """Run the command; a database that is not there or not ready is told in one sentence."""
    end_without_traceback()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    try:
        from django.core.management import execute_from_command_line
        from django.db import DatabaseError
    except ModuleNotFoundError as error:
        sys.exit(f"{error}: use .venv/bin/python, which scripts/demo or scripts/bootstrap.py makes.")
    try:
        execute_from_command_line(sys.argv)
    except DatabaseError as error:
        sys.exit(f"The database cannot be used ({error}); run manage.py migrate, or look at DATABASE_URL.")


if __name__ == "__main__":
    main()
