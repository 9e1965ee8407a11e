"""How gunicorn runs: the number of processes and threads, and the metrics of those that ended."""

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


def child_exit(_server: Any, worker: Any) -> None:
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
