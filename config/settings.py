"""Settings of all processes. What differs between machines comes from the environment (`.env.example` lists it);
where DATABASE_URL or REDIS_URL is unset, from the files that `config.services` writes under `var/`."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pghistory
import pgtrigger
from csp.constants import NONE, SELF
from environs import Env
from psycopg2.extensions import parse_dsn

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)
EMBEDDED = env.str("DATABASE_URL", "") == ""
if EMBEDDED:
    env.read_env(str(VAR / "postgresql.env"), recurse=False)
    env.read_env(str(VAR / "keys.env"), recurse=False)
if env.str("REDIS_URL", "") == "":
    env.read_env(str(VAR / "valkey.env"), recurse=False)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
HTTPS = env.bool("HTTPS", default=not EMBEDDED)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "registry.audit",
    "registry.regions",
    "registry.accounts",
    "registry.jobs",
    "registry.parameters",
    "registry",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_celery_beat",
    "axes",
    "django_htmx",
    "csp",
    "django_prometheus",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]


# Database: the owner migrates, seeds and tests; the application owns nothing. manage.py picks the owner by command.

APP_DATABASE_ROLE = env.str("APP_DATABASE_ROLE", default=parse_dsn(env.str("DATABASE_URL"))["user"])
DATABASE_AS_OWNER = env.str("JINGZHUN_DB_ROLE", default="application") == "owner"


def database(url: str) -> dict[str, Any]:
    """Django's form of a libpq URL; anything beyond name, user, password, host and port is passed on as an option."""
    parts = parse_dsn(url)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    timeout = env.int("STATEMENT_TIMEOUT_SECONDS", default=0)
    options = {"options": f"-c statement_timeout={timeout}s -c lock_timeout={timeout}s"} if timeout else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{django_name: parts.pop(name, "") for name, django_name in names.items()},
        "OPTIONS": {"application_name": "jingzhun", **options, **parts},
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env.str("JINGZHUN_TEST_DB", default="test_jingzhun")},
    }


DATABASES = {"default": database(env.str("OWNER_DATABASE_URL" if DATABASE_AS_OWNER else "DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The context of an event is the act it belongs to (registry.audit), so no context table and no middleware of pghistory.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_LEVEL = pgtrigger.Statement

REDIS_URL = env.str("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}


# Log-in and sessions

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
IDLE_MINUTES = env.int("IDLE_MINUTES", default=15)
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())  # absolute: never extended by use
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False


# Browser side

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", BASE_DIR / "node_modules/bootstrap/dist"),
    ("alpine", BASE_DIR / "node_modules/@alpinejs/csp/dist"),
    ("echarts", BASE_DIR / "node_modules/echarts/dist"),
]
MEDIA_ROOT = VAR / "media"

LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
