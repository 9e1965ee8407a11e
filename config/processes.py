"""The application's own processes, web, worker and beat, as supervisord is to run them."""

import hashlib
import os
import socket
import sys
import time
import urllib.error
import urllib.request

from config.embedded import supervision
from config.embedded.place import BASE_DIR, VAR, checkout_key

SOURCES = ("config", "registry", "assistance", "exits", "funds", "templates", "locale")
START_SECONDS = 90


def start() -> None:
    """Start or refresh the three processes and wait until the application says it is well."""
    host, port = os.environ.get("WEB_HOST", "127.0.0.1"), int(os.environ.get("WEB_PORT", "8000"))
    if "web " not in supervision.control("status") and is_taken(host, port):
        sys.exit(f"Port {port} is taken by another program. Choose another one: WEB_PORT={port + 1} make run")
    (VAR / "metrics").mkdir(exist_ok=True)
    supervision.run_application(sections(f"{host}:{port}"))
    wait_until_well(f"http://127.0.0.1:{port}/healthz")


def sections(address: str) -> str:
    """Supervisord's sections. Each carries a fingerprint of the code, so that only changed code restarts anything."""
    python, code = sys.executable, f'JINGZHUN_CODE="{fingerprint()}"'
    web = (python, "-m", "gunicorn", "--config=config/gunicorn.py", f"--bind={address}", "config.wsgi")
    celery = (python, "-m", "celery", "--app=config.celery")
    worker = (*celery, "worker", "--concurrency=2", "--loglevel=INFO", f"--hostname=worker-{checkout_key()}@%h")
    beat = (*celery, "beat", "--loglevel=INFO", "--pidfile=")
    limits = f'STATEMENT_TIMEOUT_SECONDS="30",PROMETHEUS_MULTIPROC_DIR="{VAR / "metrics"}"'
    return (
        supervision.program("web", web, priority=30, environment=f"{code},{limits}")
        + supervision.program("worker", worker, priority=40, environment=code, killasgroup="true")
        + supervision.program("beat", beat, priority=50, environment=code)
    )


def fingerprint() -> str:
    """Changes whenever a source file or `.env` does."""
    files = [path for folder in SOURCES for path in (BASE_DIR / folder).rglob("*.*") if path.suffix != ".pyc"]
    files += [path for path in (BASE_DIR / ".env",) if path.exists()]
    facts = sorted((str(path), (status := path.stat()).st_mtime_ns, status.st_size) for path in files)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def is_taken(host: str, port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex((host, port)) == 0


def wait_until_well(address: str) -> None:
    """Ask until the answer is 200; otherwise end with what is missing and where to read why."""
    deadline = time.monotonic() + START_SECONDS
    answer = "no answer"
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own http address
                return
        except urllib.error.HTTPError as error:
            answer = error.read().decode()
        except OSError as error:
            answer = str(error)
        time.sleep(0.3)
    sys.exit(f"The application is not well after {START_SECONDS} s: {answer}\nSee {VAR / 'log'}")
