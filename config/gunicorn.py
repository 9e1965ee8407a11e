"""How gunicorn runs: the number of processes and threads, and the metrics of those that ended."""

import gc
import os
from typing import Any

from prometheus_client import multiprocess

workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
accesslog = None  # the application logs requests itself, without the addresses' query strings


def post_worker_init(_worker: Any) -> None:
    """What was loaded at the start stays for ever, and a page makes many objects that go by themselves: searching all
    of them for cycles as often as Python does by itself takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def child_exit(_server: Any, worker: Any) -> None:
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
