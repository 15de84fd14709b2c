"""The search API as a WSGI application of its own, which has no address of the desk's."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
django.setup(set_prefix=False)

from cms.serving.by_hostname import ApiHandler  # noqa: E402 - needs the settings

application = ApiHandler()
