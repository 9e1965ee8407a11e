"""Celery: a doorbell. What is to be done, and how far it got, is in PostgreSQL; losing every message loses nothing."""

import os
from typing import Any

from celery import Celery, bootsteps
from celery.beat import Scheduler

from config.heartbeat import BEAT, PULSE_SECONDS, WORKER, beat_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("jingzhun")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class WorkerHeartbeat(bootsteps.StartStopStep):
    """Beats while the worker consumes: this step ends with the connection to the broker and starts with the next."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def start(self, consumer: Any) -> None:
        beat_of(WORKER)
        self.timer = consumer.timer.call_repeatedly(PULSE_SECONDS, beat_of, (WORKER,))

    def stop(self, consumer: Any) -> None:
        self.timer.cancel()


app.steps["consumer"].add(WorkerHeartbeat)


class BeatScheduler(Scheduler):
    """Keeps its times in memory, for every task looks itself for what is due: a missed ring is made up by the next."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        beat_of(BEAT)
        return min(super().tick(*args, **kwargs), PULSE_SECONDS)
