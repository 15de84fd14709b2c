"""For the tests: a throw-away database, cheap passwords, nothing left behind."""

import atexit
import shutil
import tempfile

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "tests only, not a secret"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Who tests what the desk's own search finds switches this on: every page that is saved would be indexed.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
VAR = Path(tempfile.mkdtemp(prefix="lienthong-test-"))  # noqa: F405
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
MEDIA_ROOT = VAR / "media"
SNAPSHOT = VAR / "snapshot"
# SQLite unless the run asks for PostgreSQL: DATABASE_URL alone may be there for a single test's use.
_POSTGRES = env("LIENTHONG_TEST_DATABASE", default="sqlite") == "postgres"  # noqa: F405
DATABASES = {"default": database(env("DATABASE_URL") if _POSTGRES else "sqlite://:memory:")}  # noqa: F405
