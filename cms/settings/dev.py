"""One machine, one person: SQLite, debug pages, a key that is worth nothing elsewhere."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "development only, not a secret"  # noqa: S105
ALLOWED_HOSTS = [".localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
