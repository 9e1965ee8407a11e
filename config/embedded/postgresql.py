"""The embedded PostgreSQL: a data directory, settings for this machine, two roles and one database."""

import os
import secrets
import subprocess
import time
from pathlib import Path

import psycopg2
from dotenv import dotenv_values

from config.embedded.place import VAR, Place, write_private

ADDRESSES = VAR / "postgresql.env"
OWNER, APPLICATION, DATABASE = "jingzhun_owner", "jingzhun_app", "jingzhun"
# Longer than any crash recovery of a database of this size should take.
START_SECONDS = 120
MB = 1024 * 1024

# The superuser comes in as the operating system's user of the same name; nobody comes in without proof.
HOST_BASED_AUTHENTICATION = """\
local all {superuser} peer
local all all scram-sha-256
"""

# WAL stays uncompressed: pglz, the only method of this build, takes a third of the time in which indexes are built.
SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 80
shared_buffers = {shared_buffers}MB
effective_cache_size = {cache}MB
work_mem = {work_mem}MB
maintenance_work_mem = {maintenance}MB
dynamic_shared_memory_type = {shared_memory}
random_page_cost = 1.1
max_wal_size = 4GB
wal_compression = off
checkpoint_timeout = 15min
jit = off
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
log_statement = 'none'
log_min_error_statement = panic
"""

# Owner: migrates, seeds and tests (hence CREATEDB), and may become the application to test its rights.
ROLES = """\
SELECT format('CREATE ROLE %I', name) FROM unnest(ARRAY['{owner}', '{application}']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \\gexec
ALTER ROLE {owner} LOGIN CREATEDB PASSWORD '{owner_password}';
ALTER ROLE {application} LOGIN PASSWORD '{application_password}';
GRANT {application} TO {owner};
SELECT 'CREATE DATABASE {database} OWNER {owner}'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO {application};
"""


def data_directory(place: Place) -> Path:
    return place.home / "postgresql"


def command(place: Place) -> tuple[str | Path, ...]:
    """What the supervisor runs in the foreground."""
    return place.postgresql / "postgres", "-D", data_directory(place)


def prepare(place: Place) -> None:
    """Make the data directory if there is none, and write the settings that fit this machine."""
    data = data_directory(place)
    if not data.exists():
        scratch = place.home / "postgresql.new"
        place.run("rm", "-rf", scratch)  # of an earlier attempt that was cut short
        place.run(
            *(place.postgresql / "initdb", "-D", scratch, "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8"),
            *("--auth-local=peer", "--auth-host=reject", f"--username={place.database_superuser}", "--no-instructions"),
        )
        place.write(scratch / "pg_hba.conf", HOST_BASED_AUTHENTICATION.format(superuser=place.database_superuser))
        scratch.rename(data)
    place.write(data / "postgresql.auto.conf", settings(place.sockets))
    if not ADDRESSES.exists():
        write_private(ADDRESSES, addresses(place.sockets))


def settings(sockets: Path) -> str:
    """PostgreSQL's settings, as bounded shares of this machine's memory; several checkouts may run side by side."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MB
    roomy = (shm := Path("/dev/shm")).exists() and os.statvfs(shm).f_blocks * os.statvfs(shm).f_frsize >= 1024 * MB  # noqa: S108
    return SETTINGS.format(
        sockets=sockets,
        shared_buffers=within(128, memory // 8, 3072),
        cache=memory // 2,
        work_mem=within(8, memory // 400, 64),
        maintenance=within(64, memory // 32, 1024),
        shared_memory="posix" if roomy else "mmap",  # containers often grant 64 MB, too little for parallel plans
    )


def within(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))


def addresses(sockets: Path) -> str:
    """The two log-ins, with fresh passwords, as lines of an environment file."""
    return "".join(
        f"{name}=postgresql://{role}:{secrets.token_urlsafe(24)}@/{DATABASE}?host={sockets}\n"
        for name, role in (("DATABASE_URL", APPLICATION), ("OWNER_DATABASE_URL", OWNER))
    )


def finish(place: Place) -> None:
    """Wait until the server answers, then bring its roles and database in line with the written addresses."""
    deadline = time.monotonic() + START_SECONDS
    while not answers(place):
        if time.monotonic() > deadline:
            raise TimeoutError(f"PostgreSQL did not start in {START_SECONDS} s: see {VAR / 'log/postgresql.log'}")
        time.sleep(0.1)
    urls = {name: psycopg2.extensions.parse_dsn(url or "") for name, url in dotenv_values(ADDRESSES).items()}
    script = ROLES.format(
        owner=OWNER,
        application=APPLICATION,
        database=DATABASE,
        owner_password=urls["OWNER_DATABASE_URL"]["password"],
        application_password=urls["DATABASE_URL"]["password"],
    )
    place.run(*psql(place), "-v", "ON_ERROR_STOP=1", script=script)


def answers(place: Place) -> bool:
    try:
        place.run(*psql(place), "-c", "SELECT 1")
    except subprocess.CalledProcessError:
        return False
    return True


def psql(place: Place) -> tuple[str | Path, ...]:
    return place.postgresql / "psql", "-X", "-q", "-h", place.sockets, "-d", "postgres", "-U", place.database_superuser
