"""Settings of all processes. What differs between machines comes from the environment (`.env.example` lists it);
where DATABASE_URL or REDIS_URL is unset, from the files that `config.services` writes under `var/`."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env
from psycopg2.extensions import parse_dsn

from config import logs

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

for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEYS", "BLIND_INDEX_KEY"):
    if not env.str(name, ""):
        raise ImproperlyConfigured(
            f"{name} is not set. Either start the embedded services (make services), which make the keys too, or set "
            "it in the environment or in .env (see .env.example; `python -m config.services keys` prints fresh keys)."
        )

DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=not EMBEDDED)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]  # always allowed: /healthz is asked there
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS", default=[], subcast=str), *LOOPBACK]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[], subcast=str)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

SECRET_KEY = env.str("SECRET_KEY")
# The first key seals, every key opens: a new one goes in front. `id:base64,id:base64`, ids 0 to 255, keys of 32 bytes.
FIELD_KEYS = {
    int(key_id): base64.urlsafe_b64decode(key)
    for key_id, _, key in (item.partition(":") for item in env.list("FIELD_KEYS", subcast=str))
}
BLIND_INDEX_KEY = base64.urlsafe_b64decode(env.str("BLIND_INDEX_KEY"))

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
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "django_htmx",
    "csp",
    "django_prometheus",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "config.static.FrontEnd",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "config.proxy.ClientAddressMiddleware",
    "config.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # A language that is active costs a lookup a word; one that is merely the default costs an exception.
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "registry.audit.middleware.AddressMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "registry.accounts.middleware.SessionLimitMiddleware",
    "registry.accounts.middleware.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.errors.RefusalMiddleware",
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
    limits = f"-c statement_timeout={timeout}s -c idle_in_transaction_session_timeout={2 * timeout}s"
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{django_name: parts.pop(name, "") for name, django_name in names.items()},
        "OPTIONS": {"application_name": "jingzhun", **({"options": limits} if timeout else {}), **parts},
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env.str("JINGZHUN_TEST_DB", default="test_jingzhun")},
    }


DATABASES = {"default": database(env.str("OWNER_DATABASE_URL" if DATABASE_AS_OWNER else "DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The context of an event is the act it belongs to (registry.audit), so no context table and no middleware of pghistory.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
# Every index is paid for by every change of a row: those by which somebody looks for events stand in migrations.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)

REDIS_URL = env.str("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}


# Celery rings; jobs live in PostgreSQL (registry.jobs). A message that a dead worker held rings again after the
# timeout, which Celery reads from three places.


def broker_url(url: str) -> str:
    """Celery's form of a Redis URL: it has its own words for sockets."""
    return url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")


RINGS_AGAIN = {"visibility_timeout": 600}
CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = RINGS_AGAIN
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = RINGS_AGAIN
CELERY_VISIBILITY_TIMEOUT = RINGS_AGAIN["visibility_timeout"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 800_000  # kilobytes
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Shanghai"
# How long a worker may be silent before its unit is another's; the sweeper looks twice in it (registry.jobs.lease).
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=30)
CELERY_BEAT_SCHEDULER = "config.celery:BeatScheduler"
CELERY_BEAT_SCHEDULE = {
    "discard drafts": {"task": "registry.tasks.discard_drafts", "schedule": timedelta(hours=6)},
    "sweep": {"task": "registry.jobs.tasks.sweep", "schedule": timedelta(seconds=JOB_LEASE_SECONDS / 2)},
    "open due runs": {"task": "registry.tasks.open_and_rehearse_due_runs", "schedule": timedelta(minutes=5)},
    "discard expired exports": {"task": "registry.tasks.discard_expired_exports", "schedule": timedelta(minutes=10)},
    "gather figures": {"task": "registry.tasks.gather_figures", "schedule": timedelta(minutes=15)},
    "apply approved runs": {"task": "registry.tasks.apply_approved_runs", "schedule": timedelta(minutes=2)},
    "carry years forward": {"task": "registry.tasks.carry_years_forward", "schedule": timedelta(minutes=2)},
}


# Log-in and sessions

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "registry.accounts.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:login"
IDLE_MINUTES = env.int("IDLE_MINUTES", default=15)
SESSION_ENGINE = "registry.accounts.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = ["username"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # an account locks wherever the guesses come from
AXES_LOCKOUT_CALLABLE = "registry.accounts.views.sessions.locked"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # accounts.LoginRecord tells more and cannot be rewritten
FAILURES_A_MINUTE = 20  # from one address; more are not looked at


# Browser side

FILE_UPLOAD_HANDLERS = [
    "config.uploads.TooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a household of thirty with every field of every member
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^metrics$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
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
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Names carry a hash of the content, so that browsers keep them for ever.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR / "media"
LOGGING = logs.configuration(env.str("LOG_LEVEL", default="INFO"))

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]  # the only one, whatever a browser asks for
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "registry.api.authentication.BearerToken",
        "registry.api.authentication.SessionOfPages",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "精准 · 建档立卡 API",
    "DESCRIPTION": "查询、操作、范围和权限与页面相同。写入带 If-Match，新建可带 Idempotency-Key；拒绝时答 409 和原因。",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "StatusEnum": "registry.choices.Status",
        "CauseEnum": "registry.choices.Cause",
        "DecisionKindEnum": "registry.choices.DecisionKind",
        "JobKindEnum": "registry.jobs.choices.JobKind",
    },
}
