#!/usr/bin/env python3
"""The CMS's own command line; the static build has `python -m build`."""

import gc
import os
import sys

from build.interrupts import end_without_traceback


def _set_up() -> None:
    """Import all apps. What is imported stays: looking for garbage among it would take a third of this."""
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    gc.disable()
    try:
        settings.INSTALLED_APPS  # noqa: B018 - what is wrong with the settings is the command's to say
    except (ImproperlyConfigured, ImportError):
        return
    else:
        django.setup()
    finally:
        gc.enable()
        gc.freeze()


def main() -> None:
    """Run the command; what settings lack, or a database that is not ready, is told in one sentence."""
    end_without_traceback()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import DatabaseError
    except ModuleNotFoundError as error:
        sys.exit(f"{error}: use .venv/bin/python, which scripts/demo or scripts/bootstrap.py makes.")
    _set_up()
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except DatabaseError as error:
        sys.exit(f"The database cannot be used ({error}); run manage.py migrate, or look at DATABASE_URL.")


if __name__ == "__main__":
    main()
