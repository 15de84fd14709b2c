"""For real use: everything that matters is given from outside, and nothing starts without it."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import CACHE_ROOM, env

REQUIRED = {
    "SECRET_KEY": "50 random characters or more, kept secret",
    "ALLOWED_HOSTS": "the desk's hostnames, separated by commas",
    "DATABASE_URL": "postgres://user:password@host/name",
    "CACHE_URL": "dbcache://TABLE, what all processes share; manage.py createcachetable makes it",
    "LIENTHONG_DESK_URL": "https://…, where editors log in",
    "LIENTHONG_SITE_URL": "https://{hostname}, what turns a unit's hostname into its site's address",
    "LIENTHONG_SITES_DOMAIN": "the domain that new units' hostnames end in, such as haiduong.gov.vn",
    "LIENTHONG_TARGET": "folder:PATH or s3://BUCKET, where sites are deployed",
    "LIENTHONG_ENGINE": "embedded:PATH or elasticsearch:URL, what searches",
    "LIENTHONG_PROXIES": "how many proxies of yours stand before the search API; 0 if none",
    "DEFAULT_FROM_EMAIL": "the address that invitations and notices are sent from",
    "EMAIL_URL": "smtp://HOST:25 or smtp+tls://USER:PASSWORD@HOST:587, what sends them",
}

_missing = [f"{name} ({what})" for name, what in REQUIRED.items() if not env(name, default="")]
if _missing:
    raise ImproperlyConfigured(f"Set these in the environment: {'; '.join(_missing)}.")
if len(env("SECRET_KEY")) < 50:
    raise ImproperlyConfigured("SECRET_KEY is shorter than 50 characters; make a new random one.")
_cache = env.cache_url("CACHE_URL")
if not _cache["BACKEND"].endswith("DatabaseCache"):
    raise ImproperlyConfigured("CACHE_URL must be dbcache://TABLE, a table that all processes share.")

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CACHES = {"default": {**_cache, "OPTIONS": CACHE_ROOM}}
CSRF_TRUSTED_ORIGINS = [env("LIENTHONG_DESK_URL")]
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL")
EMAIL_CONFIG = env.email_url("EMAIL_URL")
if not EMAIL_CONFIG["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
    raise ImproperlyConfigured("EMAIL_URL must be smtp://, smtp+tls:// or smtp+ssl://, which send mail.")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
SECOND_FACTOR_FOR_ADMINISTRATORS = env.bool("LIENTHONG_SECOND_FACTOR", default=True)

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
