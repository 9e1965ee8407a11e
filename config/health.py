"""What monitors ask: is all well (/healthz), and the figures (/metrics)."""

import hmac

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from config import heartbeat

OK, DEAD, UNKNOWN = "ok", "dead", "unknown"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while database, broker, a worker and beat live; otherwise 503 that names which do not."""
    parts = {"database": database(), **broker_and_processes()}
    well = all(state == OK for state in parts.values())
    return JsonResponse({"status": OK if well else DEAD, **parts}, status=200 if well else 503)


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return DEAD
    return OK


def broker_and_processes() -> dict[str, str]:
    """Worker and beat are heard through the broker: without it nothing is known of them."""
    processes = (heartbeat.WORKER, heartbeat.BEAT)
    try:
        with heartbeat.connection() as client:
            alive = {process: OK if heartbeat.is_alive(client, process) else DEAD for process in processes}
    except redis.RedisError:
        return {"broker": DEAD, **dict.fromkeys(processes, UNKNOWN)}
    return {"broker": OK, **alive}


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus's figures for who brings the token; without METRICS_TOKEN there is no such page."""
    offered = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(offered, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    answer: HttpResponse = ExportToDjangoView(request)
    return answer
