"""One supervisord a checkout: it runs servers and application in the foreground and restarts what dies."""

import contextlib
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from config.embedded.place import BASE_DIR, VAR, Place, write_private

BIN = Path(sys.executable).parent
LOG = VAR / "log"
CONFIGURATION = VAR / "supervisord.conf"
APPLICATION = VAR / "supervisord-application.conf"
STOP_SECONDS = 60

HEAD = """\
[unix_http_server]
file={sockets}/supervisor.sock
chmod=0700
[supervisord]
logfile=var/log/supervisord.log
logfile_maxbytes=5MB
pidfile={sockets}/supervisord.pid
directory={base}
umask=077
{user}
[supervisorctl]
serverurl=unix://{sockets}/supervisor.sock
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[include]
files=supervisord-application.conf
"""

# startretries: a killed postmaster's children hold its memory for a second or two, so a few starts may fail.
PROGRAM = """\
[program:{name}]
command={command}
priority={priority}
autorestart=true
startsecs=2
startretries=100
stopwaitsecs=30
redirect_stderr=true
stdout_logfile=var/log/{name}.log
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=5
{extra}
"""


def program(name: str, command: Iterable[str | Path], *, priority: int, **extra: str) -> str:
    """One section of supervisord's configuration; lower priorities start earlier and stop later."""
    lines = "\n".join(f"{key}={value}" for key, value in extra.items())
    words = shlex.join(map(str, command))
    return PROGRAM.format(name=name, command=words, priority=priority, extra=lines).replace("%", "%%")


def start(place: Place, servers: str) -> None:
    """Start supervisord with the servers' sections, or bring a running one up to date."""
    LOG.mkdir(mode=0o700, exist_ok=True)
    user = "user=root" if place.user else ""
    head = HEAD.format(sockets=place.sockets, base=BASE_DIR, user=user).replace("%", "%%")
    write_private(CONFIGURATION, head + servers)
    if is_running(place):
        control("update")
        return
    end_orphans(place)
    subprocess.run([BIN / "supervisord", "-c", CONFIGURATION], cwd=BASE_DIR, check=True)  # noqa: S603 - fixed program
    while not is_running(place):
        time.sleep(0.05)


def run_application(programs: str) -> None:
    """Start the application's programs; those whose section changed start anew, the others go on."""
    write_private(APPLICATION, programs)
    control("update")


def stop(place: Place) -> None:
    """Stop everything, the servers last; returns when all is gone."""
    APPLICATION.unlink(missing_ok=True)
    if is_running(place):
        supervisord = psutil.Process(int((place.sockets / "supervisord.pid").read_text()))
        control("shutdown")
        with contextlib.suppress(psutil.NoSuchProcess):
            supervisord.wait(STOP_SECONDS)
    end_orphans(place)


def control(*words: str) -> str:
    """Say something to supervisord; its answer."""
    done = subprocess.run(  # noqa: S603 - fixed program
        [BIN / "supervisorctl", "-c", CONFIGURATION, *words], text=True, capture_output=True, check=False
    )
    return done.stdout


def is_running(place: Place) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        return connection.connect_ex(str(place.sockets / "supervisor.sock")) == 0


def end_orphans(place: Place) -> None:
    """End what a killed supervisord left behind: it would hold the data directory, the sockets and the port."""
    orphans = [process for process in psutil.process_iter() if is_ours(process, place)]
    for process in orphans:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGINT)  # to all of them: stop soon, but properly
    for process in psutil.wait_procs(orphans, timeout=STOP_SECONDS)[1]:
        process.kill()


def is_ours(process: psutil.Process, place: Place) -> bool:
    """Whether this is a server or an application process of this checkout, told by its folder and its words."""
    try:
        folder, words = Path(process.cwd()), process.cmdline()
    except (psutil.Error, OSError):
        return False
    application = folder == BASE_DIR and any(word in ("config.wsgi", "--app=config.celery") for word in words)
    return application or folder in (place.home / "postgresql", place.home / "valkey")


def forget(place: Place) -> None:
    """Delete the data of this checkout's servers, its keys and its log-ins."""
    for path in (place.home, place.sockets, VAR):
        shutil.rmtree(path, ignore_errors=True)  # some lie inside others
