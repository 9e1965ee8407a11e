"""A copy of the checkout with servers and processes of its own: nothing else that runs on the machine is touched."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

# Where the checkout's own services are, or tests have them: the copy brings its own.
FOREIGN = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "JINGZHUN_DB_ROLE", "JINGZHUN_TEST_DB", "PGOPTIONS")
NEEDED = ("config", "registry", "templates", "static", "locale", "manage.py")
LINKED = ("node_modules",)


class Place:
    """The folder, and what is run in it."""

    def __init__(self, folder: Path, lease: int) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        own = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.environment = own | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "HTTPS": "0",
            "JOB_LEASE_SECONDS": str(lease),
            "WEB_PORT": port,
        }

    def python(self, *words: str) -> None:
        """A program of ours, in the copy; what it prints is of no interest."""
        self._run(words, stdout=subprocess.DEVNULL).check_returncode()

    def tell(self, *words: str) -> bool:
        """A program of ours that tells what it does; whether it was content."""
        return self._run(words, stdout=None).returncode == 0

    def _run(self, words: Sequence[str], *, stdout: int | None) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(  # noqa: S603 - our own programs, no shell
            [sys.executable, *words],
            cwd=self.folder,
            env=self.environment,
            stdout=stdout,
            check=False,
        )

    def services(self, word: str) -> None:
        """start, run, stop or forget."""
        self.python("-m", "config.services", word)


@contextmanager
def place_apart(lease: int) -> Iterator[Place]:
    """Servers that run and an empty, migrated database; all of it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="jingzhun-chaos-"))
    place = Place(folder, lease)
    try:
        for name in NEEDED:
            _copy(settings.BASE_DIR / name, folder / name)
        for name in LINKED:
            (folder / name).symlink_to(settings.BASE_DIR / name)
        place.services("start")
        place.python("manage.py", "migrate", "--no-input", "--verbosity", "0")
        place.python("manage.py", "load_regions")
        yield place
    finally:
        place.services("forget")
        shutil.rmtree(folder)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    elif source.exists():
        shutil.copy(source, target)
