"""Years of provinces and their balance; long work and how far it is."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from registry.accounts.permissions import Permission
from registry.choices import Stock
from registry.jobs.models import Job
from registry.jobs.queries import jobs as jobs_seen
from registry.models import Run
from registry.queries.balances import Line, area_in, table_of
from registry.queries.runs import runs

from .endpoints import REGION, Leaves, endpoint, region_in, user_of


class RunShape(serializers.ModelSerializer[Run]):
    class Meta:
        model = Run
        fields = (
            *("id", "region_code", "year", "baseline", "state", "digest", "opened_at", "rehearsed_at", "approved_at"),
            *("started_at", "finished_at", "frozen_at"),
        )


class LineShape(serializers.Serializer[Any]):
    """A line of the balance: the terms by their names (§13.6)."""

    code = serializers.CharField()
    name = serializers.CharField()
    terms = serializers.DictField(child=serializers.IntegerField())
    holds = serializers.BooleanField()


class TableShape(serializers.Serializer[Any]):
    holds = serializers.BooleanField()
    total = LineShape(allow_null=True)
    lines = LineShape(many=True)


class TableAsked(serializers.Serializer[Any]):
    stock = serializers.ChoiceField(Stock.choices, default=Stock.POOR)
    persons = serializers.BooleanField(default=False)


class JobShape(serializers.ModelSerializer[Job]):
    class Meta:
        model = Job
        fields = ("id", "kind", "title", "state", "done", "total", "error", "created_at", "started_at", "finished_at")


class Runs(ListAPIView[Run]):
    """年度动态调整 of the provinces that hold any of the areas of whoever asks."""

    serializer_class = RunShape
    pagination_class = Leaves

    def get_queryset(self) -> Any:
        """By number."""
        return runs(user_of(self.request))


class BalanceOfRun(GenericAPIView[Run]):
    """平衡表 below a division, of a rehearsal until the year is closed."""

    serializer_class = TableShape

    @extend_schema(
        parameters=[
            REGION,
            OpenApiParameter("stock", OpenApiTypes.STR, enum=Stock.values),
            OpenApiParameter("persons", OpenApiTypes.BOOL),
        ]
    )
    def get(self, request: Request, pk: int) -> Response:
        """Of the widest area of whoever asks where no region is named; 404 for an area that is not wholly theirs."""
        user, region = user_of(request), region_in(request)
        run = get_object_or_404(runs(user), pk=pk)
        asked = TableAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        area = area_in(user, run, region)
        if area is None:
            raise Http404
        table = table_of(run, area, Stock(asked.validated_data["stock"]), persons=asked.validated_data["persons"])
        return Response(
            {
                "holds": table.holds,
                "total": _line(table.total) if table.total else None,
                "lines": [_line(line) for line in table.lines],
            }
        )


class Jobs(ListAPIView[Job]):
    """作业 of the areas of whoever asks."""

    serializer_class = JobShape
    pagination_class = Leaves

    def get_queryset(self) -> Any:
        """By number."""
        return jobs_seen(user_of(self.request))


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.region.short_code,
        "name": line.region.shown_name,
        "terms": dict(line.numbers),
        "holds": line.holds,
    }


listed = endpoint(Runs, Permission.ADJUSTMENT_VIEW)
balance = endpoint(BalanceOfRun, Permission.ADJUSTMENT_VIEW)
jobs = endpoint(Jobs, Permission.JOB_VIEW)
