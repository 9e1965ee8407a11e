"""The embedded Valkey: broker and cache on a socket, with a password, without files. What must last is elsewhere."""

import secrets
import time
from pathlib import Path
from urllib.parse import urlsplit

import redis
from dotenv import dotenv_values

from config.embedded.place import VAR, Place, write_private

ADDRESS = VAR / "valkey.env"
START_SECONDS = 30

SETTINGS = """\
port 0
unixsocket {socket}
unixsocketperm 700
requirepass {password}
databases 64
save ""
appendonly no
maxmemory 256mb
maxmemory-policy noeviction
dir {directory}
"""


def settings_file(place: Place) -> Path:
    return place.home / "valkey" / "valkey.conf"


def command(place: Place) -> tuple[Path, ...]:
    """What the supervisor runs in the foreground."""
    return place.valkey, settings_file(place)


def prepare(place: Place) -> None:
    """Write the settings, and the address with a fresh password if there is none."""
    socket = place.sockets / "valkey.sock"
    if not ADDRESS.exists():
        write_private(ADDRESS, f"REDIS_URL=unix://:{secrets.token_urlsafe(24)}@{socket}?db=0\n")
    password = urlsplit(address()).password
    directory = place.folder(settings_file(place).parent)
    place.write(settings_file(place), SETTINGS.format(socket=socket, password=password, directory=directory))


def address() -> str:
    return dotenv_values(ADDRESS)["REDIS_URL"] or ""


def finish() -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    with redis.Redis.from_url(address()) as client:
        while True:
            try:
                client.ping()
            except redis.ConnectionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return
