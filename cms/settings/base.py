"""What every installation shares. Values that differ come from the environment."""

from pathlib import Path

import environ

from build.config import port_in
from build.snapshot.schema import MAX_FILE_BYTES

from .logins import *  # noqa: F403

ROOT = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

VAR = Path(env("LIENTHONG_VAR", default=str(ROOT / "var")))

INSTALLED_APPS = [
    "cms.demo",
    "cms.serving",
    "cms.accounts",
    "cms.editors",
    "cms.inherited",
    "cms.look",
    "cms.preview",
    "cms.board",
    "cms.status",
    "cms.search",
    "cms.wording",
    "cms.exchange",
    "cms.proposals",
    "cms.tenancy",
    "cms.publishing",
    "cms.sharing",
    "cms.pages",
    "cms.audit",
    "cms.units",
    "wagtail.users",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "cms.approval",  # after the admin, whose e-mail notices its own stand in for
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.editors.vanished.KeepTyped",
    "cms.audit.origin.RememberRequest",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.accounts.second_factor.RequireSecondFactor",
    "cms.tenancy.firewall.middleware.ObjectFirewall",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


# Seconds after which others take over the sites of a worker that gave no sign of life, and its locks.
LEASE = env.int("LIENTHONG_LEASE", default=60)


def database(url: str) -> dict[str, object]:
    """Django's entry for a database URL: pooled for PostgreSQL, write-ahead log for SQLite.

    What the URL says after ``?``, as ``sslmode``, goes to PostgreSQL as well.

    SQLite takes its write lock when a transaction begins (IMMEDIATE): one that starts by reading and
    then writes would otherwise fail at once instead of waiting its turn.
    """
    entry = env.db_url_config(url)
    entry["ATOMIC_REQUESTS"] = True
    if entry["ENGINE"].endswith("sqlite3"):
        entry["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        given = entry.get("OPTIONS", {})
        # Whoever stands still in a transaction may hold what everybody else has to have, and would for
        # hours if its machine is gone: it loses that as it loses its sites.
        limit = f"-c idle_in_transaction_session_timeout={max(LEASE, 5)}s"
        entry["OPTIONS"] = {
            **given,
            # psycopg's own 30 s would keep every thread, and /readyz, from saying that the database is away;
            # and its four connections are more than a command needs and fewer than a server may have threads.
            "pool": {"timeout": 5, "min_size": 1, "max_size": 32},
            "options": f"{limit} {given.get('options', '')}".strip(),
        }
    return entry


DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{VAR / 'cms.sqlite3'}"))}
# It counts who searched how often: what is thrown out for want of room is forgotten.
CACHE_ROOM = {"MAX_ENTRIES": 10_000}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": CACHE_ROOM}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [ROOT / "cms" / "wording" / "locale"]
FORMAT_MODULE_PATH = ["cms.wording.formats"]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

WAGTAIL_SITE_NAME = "Liên Thông"
WAGTAILADMIN_BASE_URL = env("LIENTHONG_DESK_URL", default=f"http://localhost:{port_in(VAR)}")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Addresses without marks, made by one rule on the server and in the browser.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_MAX_UPLOAD_SIZE = MAX_FILE_BYTES
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.tenancy.media_forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.tenancy.media_forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "doc", "docx", "xls", "xlsx", "odt", "ods", "csv", "txt", "zip"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

SNAPSHOT = Path(env("LIENTHONG_SNAPSHOT", default=str(VAR / "snapshot")))
# What is called when a site has changed, to clear a cache in front of it: a command or an address.
PURGE = env("LIENTHONG_PURGE", default="")
# Where workers on several machines are woken; without it one machine's worker looks for itself.
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="")
# On PostgreSQL, what the snapshot's writer is while it reads: manage.py make_snapshot_role makes it.
SNAPSHOT_ROLE = env("LIENTHONG_SNAPSHOT_ROLE", default="")
SITES_DOMAIN = env("LIENTHONG_SITES_DOMAIN", default="localhost")
SITE_URL = env("LIENTHONG_SITE_URL", default=f"http://{{hostname}}:{port_in(VAR)}")

SEARCH_ENGINE = env("LIENTHONG_ENGINE", default=f"embedded:{VAR / 'search.sqlite3'}")
SEARCH_RATE = env("LIENTHONG_SEARCH_RATE", default="300/min")
# How many proxies of ours stand before the API: what a client says of itself is not believed further.
NINJA_NUM_PROXIES = env.int("LIENTHONG_PROXIES", default=0)

# Who may read /metrics; empty: only this machine.
METRICS_TOKEN = env("LIENTHONG_METRICS_TOKEN", default="")
