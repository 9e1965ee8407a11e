"""Settings of the tests: real PostgreSQL as owner, and a Valkey database apart for each test process."""

import os
import zlib
from urllib.parse import urlsplit

from config import services

services.ensure()
os.environ["JINGZHUN_DB_ROLE"] = "owner"
os.environ["HTTPS"] = "0"  # which is on by default where the database is given
# Test data need not outlive a crash of the server. (libpq reads this.)
os.environ["PGOPTIONS"] = "-c synchronous_commit=off"

from config.settings import *  # noqa: E402, F403 - the role comes first
from config.settings import CACHES, DATABASES, INSTALLED_APPS, STORAGES, broker_url  # noqa: E402
from config.settings import REDIS_URL as APPLICATION_REDIS_URL  # noqa: E402

# Two runs side by side, or two processes of pytest-xdist, hardly ever meet; number 0 belongs to a running application.
_run = DATABASES["default"]["TEST"]["NAME"] + os.environ.get("PYTEST_XDIST_WORKER", "")
_number = 1 + zlib.crc32(_run.encode()) % 15
_address = urlsplit(APPLICATION_REDIS_URL)
REDIS_URL = (
    _address._replace(query=f"db={_number}") if _address.scheme == "unix" else _address._replace(path=f"/{_number}")
).geturl()
CACHES["default"]["LOCATION"] = REDIS_URL
CELERY_BROKER_URL = broker_url(REDIS_URL)

# Before anything was collected there is no folder that WhiteNoise could serve, and it says so as a warning.
WHITENOISE_AUTOREFRESH = True

# Argon2 is slow on purpose, and the static files need no hashed names.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# By its own name, by which pytest-django's live server knows to serve them from their sources, not as last collected.
INSTALLED_APPS[INSTALLED_APPS.index("config.static.FrontEnd")] = "django.contrib.staticfiles"
